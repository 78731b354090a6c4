"""Texts with shape in the terminal, line by line."""

from __future__ import annotations

from nakanaori.cli.console import printed
from nakanaori.cli.shaped_view import shaped_shown
from nakanaori.cli.wording import phrases_of
from nakanaori.engine.reading import shaped

SAY = phrases_of("en")


def lines(text: str, lead: str = "", **more: str) -> list[str]:
    return printed(shaped_shown(shaped(text), SAY, lead, **more), color=False, width=40).splitlines()


def test_one_line_stands_behind_its_mark() -> None:
    assert lines("Go.", "  - ") == ["  - Go."]
    assert lines("Go.", "  ", before="Why: ", after=" (§1)") == ["  Why: Go. (§1)"]


def test_paragraphs_and_lists_stand_as_far_in_as_they_begin() -> None:
    text = "Bring:\n- water\n- a map that is so long that it\n  takes two lines\n\nAnd go."
    assert lines(text, "  - ", after=" (§1)") == [
        "  - Bring: (§1)",
        "    - water",
        "    - a map that is so long that it",
        "      takes two lines",
        "",
        "    And go.",
    ]


def test_what_is_empty_is_a_line_all_the_same() -> None:
    assert lines("", "- ", before="Why: ") == ["- Why:"]
