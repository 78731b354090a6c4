"""Links: where one may lead, and that it leads nowhere else."""

from __future__ import annotations

import pytest
from nakanaori.engine.language import Place, Problem
from nakanaori.engine.reading import text_node
from nakanaori.engine.reading.link import as_link


def link(typed: str) -> tuple[str, list[Problem]]:
    problems: list[Problem] = []
    return as_link(text_node(typed, Place("a.yaml", 3, 5)), "'url'", problems), problems


@pytest.mark.parametrize(
    "typed",
    [
        "https://example.org/a?b=c#d",
        "http://example.org",
        "HTTPS://EXAMPLE.ORG",
        "tel:+81-3-1234-5678",
        "mailto:help@example.org?subject=Help",
        "https://日本語.example/相談",
    ],
)
def test_a_page_a_telephone_or_a_mailbox(typed: str) -> None:
    assert link(typed) == (typed, [])


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " https://example.org",
        "data:text/html,<script>",
        "file:///etc/passwd",
        "vbscript:x",
        "//example.org",
        "/relative",
        "example.org",
        "https:",
        "https://",
        "tel:",
        "https://example.org/a b",
        'https://example.org/"onclick="x',
        "https://example.org/<b>",
        "https://example.org\njavascript:x",
    ],
)
def test_nothing_else(typed: str) -> None:
    found, problems = link(typed)
    assert found == ""
    assert [str(problem.place) for problem in problems] == ["a.yaml:3:5"]
    assert "no link" in problems[0].wrong
    assert "https://" in problems[0].right


def test_no_link_is_no_problem() -> None:
    problems: list[Problem] = []
    assert (as_link(None, "'url'", problems), problems) == ("", [])
