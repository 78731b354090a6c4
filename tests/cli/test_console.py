"""The console that results are printed on: nothing that is printed steers the terminal."""

from __future__ import annotations

import io

import pytest
from nakanaori.cli.console import LEAST_WIDTH, console_on, show_lines
from rich.text import Text

TITLE = "\x1b]0;x\x1b\\a title\x9b2J"
SHOWN = r"\x1b]0;x\x1b\a title\x9b2J"


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


def test_lines_are_broken_to_the_width_behind_their_bullet() -> None:
    written = io.StringIO()
    show_lines(console_on(written, color=False, width=20), "word " * 8, bullet="- ", indent=2)
    lines = written.getvalue().splitlines()
    assert lines[0] == "  - word word word"
    assert {line[:4] for line in lines[1:]} == {"    "}
    assert all(len(line) <= 20 for line in lines)


def test_a_text_has_some_room_however_narrow_the_terminal_is() -> None:
    written = io.StringIO()
    show_lines(console_on(written, color=False, width=4), "a" * 40)
    assert max(map(len, written.getvalue().splitlines())) == LEAST_WIDTH
