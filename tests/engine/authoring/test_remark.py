"""Every code has its section in docs/checks.md, and a remark says where and what."""

from __future__ import annotations

import re

import pytest
from house import DOCS
from nakanaori.engine.authoring.remark import (
    NEVER_FIRES,
    TITLES,
    remark_at,
)
from nakanaori.engine.language import Place

PAGE = (DOCS / "checks.md").read_text(encoding="utf-8")


def section(code: str) -> str:
    """What the page says of a code, from its heading on."""
    return re.split(r"^## ", PAGE, flags=re.MULTILINE)[1 + list(TITLES).index(code)]


def test_every_code_has_its_section_and_every_section_its_code() -> None:
    headings = re.findall(r"^## (N\d+) (.*)$", PAGE, re.MULTILINE)
    assert headings == list(TITLES.items())
    listed = re.findall(r"^\| \[(N\d+)\]\(#(\S+)\) \| (.*) \|$", PAGE, re.MULTILINE)
    assert [(code, title) for code, _, title in listed] == headings
    assert [anchor for _, anchor, _ in listed] == [
        f"{code} {title}".lower().replace(" ", "-") for code, title in headings
    ]


@pytest.mark.parametrize("code", TITLES)
def test_every_section_says_what_why_and_how_to_mend(code: str) -> None:
    parts = re.findall(r"^\*\*(.*?)\*\* \S", section(code), re.MULTILINE)
    assert parts == ["What.", "Why it matters.", "How to mend it."]


def test_a_remark_is_one_line_with_its_place_and_code() -> None:
    remark = remark_at(Place("a.yaml", 3, 7), NEVER_FIRES, "It\x1b never\nfires.")
    assert str(remark) == "a.yaml:3:7: N301 It\\x1b never\\nfires."


def test_a_remark_about_a_whole_file_stands_at_its_beginning() -> None:
    assert remark_at(Place("a.yaml"), NEVER_FIRES, "x").place == Place("a.yaml", 1, 1)
