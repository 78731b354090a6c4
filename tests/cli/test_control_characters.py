"""What would steer a terminal is shown instead, and only styles are let through."""

from __future__ import annotations

from nakanaori.cli.control_characters import controls_shown_but_styles


def test_styles_may_stay_and_nothing_else() -> None:
    assert controls_shown_but_styles("\x1b[1;31mred\x1b[0m\x1b[2J\x1b]0;x\x07") == "\x1b[1;31mred\x1b[0m" + (
        r"\u001b[2J\u001b]0;x\u0007"
    )
