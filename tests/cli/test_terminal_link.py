"""Links in a terminal: which have them, and that text keeps its links where it is cut into lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nakanaori.cli.console import printed
from nakanaori.cli.paragraph import Paragraph
from nakanaori.cli.terminal_link import as_link, cut, has_links, told
from nakanaori.engine.drawing import filled_lines
from nakanaori.engine.reading import Piece

LINK = Piece("the office", "https://example.org/a?b=c")


@pytest.mark.parametrize(
    ("environment", "has"),
    [
        ({"TERM": "xterm-256color"}, False),
        ({}, False),
        ({"TERM": "xterm-256color", "VTE_VERSION": "6800"}, True),
        ({"TERM": "xterm-256color", "VTE_VERSION": "4999"}, False),
        ({"VTE_VERSION": "new"}, False),
        ({"KONSOLE_VERSION": "220401"}, True),
        ({"TERM_PROGRAM": "iTerm.app"}, True),
        ({"TERM_PROGRAM": "Apple_Terminal"}, False),
        ({"WT_SESSION": "1"}, True),
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM": "alacritty"}, True),
        ({"TERM": "tmux-256color", "TERM_PROGRAM": "iTerm.app"}, False),
        ({"TERM": "xterm-256color", "TMUX": "/tmp/x", "VTE_VERSION": "6800"}, False),
        ({"TERM": "dumb", "VTE_VERSION": "6800"}, False),
    ],
)
def test_which_terminals_have_links(environment: dict[str, str], has: bool) -> None:
    assert has_links(environment) is has


def test_without_links_the_address_is_told() -> None:
    assert told(LINK, linked=True) == "the office"
    assert told(LINK, linked=False) == "the office (https://example.org/a?b=c)"


def test_a_link_ends_where_its_text_does() -> None:
    assert as_link("a", "") == "a"
    assert as_link("a", "https://x.org") == "\x1b]8;;https://x.org\x1b\\\x1b[4ma\x1b[24m\x1b]8;;\x1b\\"


@given(st.lists(st.text(alphabet="abc 道。", min_size=1, max_size=12), min_size=1, max_size=5), st.integers(8, 30))
def test_every_letter_keeps_its_mark_wherever_lines_end(texts: list[str], columns: int) -> None:
    lines = filled_lines("".join(texts), columns)
    marked = [*cut(lines, [(text, number) for number, text in enumerate(texts)])]
    assert ["".join(text for text, _ in line) for line in marked] == lines
    for number, text in enumerate(texts):
        of_it = "".join(piece for line in marked for piece, mark in line if mark == number)
        assert "".join(of_it.split()) == "".join(text.split())


def test_a_paragraph_shows_its_links(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name in ("TMUX", "STY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("VTE_VERSION", "6800")
    paragraph = Paragraph("", "- ", pieces=(Piece("See "), LINK, Piece(".")), after=" (§1)")
    shown = printed([paragraph], color=True, width=60)
    assert ";https://example.org/a?b=c\x1b\\" in shown
    assert shown.index("See ") < shown.index("\x1b]8;") < shown.index("the office") < shown.index("(§1)")
    plain = printed([paragraph], color=False, width=60)
    assert plain == "- See the office (https://example.org/a?b=c). (§1)\n"
    monkeypatch.setenv("VTE_VERSION", "0")
    assert "office (https://example.org/a?b=c)" in printed([paragraph], color=True, width=80)
