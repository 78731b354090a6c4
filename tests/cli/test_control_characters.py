"""What would steer a terminal is shown instead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nakanaori.cli.control_characters import controls_shown, controls_shown_but_styles


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]0;x\x07", r"\x1b]0;x\x07"),
        ("a\rb\x7f", r"a\x0db\x7f"),
        ("\x9b31m", r"\x9b31m"),
        ("line\n\tline", "line\n\tline"),
        ("仲直り　です", "仲直り　です"),
    ],
)
def test_control_characters_are_written_as_escapes(text: str, shown: str) -> None:
    assert controls_shown(text) == shown


def test_styles_may_stay_and_nothing_else() -> None:
    assert controls_shown_but_styles("\x1b[1;31mred\x1b[0m\x1b[2J\x1b]0;x\x07") == "\x1b[1;31mred\x1b[0m" + (
        r"\x1b[2J\x1b]0;x\x07"
    )


@given(st.text())
def test_no_control_character_is_left(text: str) -> None:
    assert {c for c in controls_shown(text) if c < " " or "\x7f" <= c <= "\x9f"} <= {"\n", "\t"}
