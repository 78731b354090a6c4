"""The console that results are printed on: nothing that is printed steers the terminal."""

from __future__ import annotations

import io

import pytest
from nakanaori.cli.console import LEAST_WIDTH, console_on, printed
from nakanaori.cli.paragraph import Paragraph
from rich.text import Text

TITLE = "\x1b]0;x\x1b\\a title\x9b2J"
SHOWN = r"\u001b]0;x\u001b\a title\u009b2J"


@pytest.mark.parametrize("soft_wrap", [True, False])
def test_control_characters_in_a_text_are_shown(soft_wrap: bool) -> None:
    written = io.StringIO()
    console_on(written, color=False, width=80).print(Text(TITLE), soft_wrap=soft_wrap)
    assert written.getvalue() == SHOWN + "\n"


def test_styles_are_the_consoles_own() -> None:
    written = io.StringIO()
    console_on(written, color=True, width=80).print(Text(TITLE, style="bold"), soft_wrap=True)
    assert SHOWN in written.getvalue()
    assert written.getvalue().startswith("\x1b[1m")
    assert written.getvalue().count("\x1b") == 2


def test_lines_are_broken_to_the_width_behind_their_lead() -> None:
    lines = printed([Paragraph("word " * 8, "  - ")], color=False, width=20).splitlines()
    assert lines[0] == "  - word word word"
    assert {line[:4] for line in lines[1:]} == {"    "}
    assert all(len(line) <= 20 for line in lines)


def test_what_is_whole_stays_on_one_line() -> None:
    address = "https://example.org/" + "a" * 40
    assert printed([Paragraph(address, "- ", whole=True)], color=False, width=20) == f"- {address}\n"


def test_a_text_has_some_room_however_far_it_is_set_in() -> None:
    lines = printed([Paragraph("a" * 40, " " * 30)], color=False, width=2 * LEAST_WIDTH).splitlines()
    assert max(len(line.strip()) for line in lines) == LEAST_WIDTH
