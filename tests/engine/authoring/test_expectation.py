"""What is expected where somebody is typing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hike import write_hike
from nakanaori.engine.authoring.expectation import Expectation, expected_at
from nakanaori.engine.reading import laid_over
from small_rulebook import FILES, write_rulebook

CURSOR = "‸"


def typed(folder: Path, name: str, text: str) -> tuple[Expectation | None, list[str]]:
    """What is expected at the cursor of a file, and what may stand there."""
    path = folder / name
    offset = text.index(CURSOR)
    with laid_over({path: text.replace(CURSOR, "").encode()}):
        expected = expected_at(folder, path, offset)
    return expected, [identity for _, _, identity in expected.candidates] if expected is not None else []


OPTIONS = ["sun", "rain", "snow", "bad", "unknown"]
PACK = ["water", "map", "jacket", "rope", "unknown"]
FACTS = ["weather", "pack", "hours", "alone", "food", "distance", "day", "wet", "dangerous"]
ACTIONS = ["stay-at-home", "tell-somebody", "pack-a-jacket", "take-the-ridge", "drink-often"]


def test_what_was_declared_a_moment_ago_is_offered(tmp_path: Path) -> None:
    folder = write_rulebook(tmp_path)
    head = FILES["rulebook.yaml"].replace("[outdoors]", "[outdoors, 新しい]").encode()
    with laid_over({folder / "rulebook.yaml": head}):
        assert typed(folder, "rules/9.yaml", "- rule: x\n  withhold: {tag: ‸")[1] == ["outdoors", "新しい"]
    asked = "- {question: new, choose: one, options: [a, b]}\n- question: x\n  choose: one\n  only-if: {‸"
    assert typed(folder, "questions.yaml", asked)[1] == ["new", "x", "wet", "cold", "miserable"]


@pytest.mark.parametrize(
    ("name", "text", "offered"),
    [
        ("rules/9.yaml", "- rule: x\n  cites: ‸", ["1", "2", "2.1", "beyond"]),
        ("rules/9.yaml", "- rule: x\n  cites: [beyond, 2‸", ["1", "2", "2.1", "beyond"]),
        ("rules/9.yaml", "- rule: x\n  when: {‸", FACTS),
        ("rules/9.yaml", "- rule: x\n  when: {wea‸}\n  advise: a\n", FACTS),
        ("rules/9.yaml", "- rule: x\n  when:\n    wea‸\n  advise: a\n", FACTS),
        ("rules/9.yaml", "- rule: x\n  when: {weather: ‸", OPTIONS),
        ("rules/9.yaml", "- rule: x\n  when: {weather: [rain, s‸", OPTIONS),
        ("rules/9.yaml", "- rule: x\n  when: {weather: {not: ‸", OPTIONS),
        ("rules/9.yaml", "- rule: x\n  when: {weather: {from: ‸", OPTIONS[:3]),
        ("rules/9.yaml", "- rule: x\n  any:\n    - {alone: yes}\n    - weather: ‸\n", OPTIONS),
        ("rules/9.yaml", "- rule: x\n  advise: ‸\n- rule: y\n  cites: beyond\n", ACTIONS),
        ("rules/9.yaml", "- rule: x\n  withhold:\n    tag: ‸", ["uphill"]),
        ("rules/9.yaml", "- rule: x\n  withhold: {phase: on-‸", ["before", "on-the-way"]),
        ("rules/9.yaml", "- rule: x\n  find: ‸", ["wet", "dangerous"]),
        ("rules/9.yaml", "- rule: ‸", []),
        ("rules/9.yaml", "- rule: x\n  when: {hours: ‸", []),
        ("rules/9.yaml", "# what a rule ‸ is\n- rule: x\n", []),
        ("guarantees.yaml", "- guarantee: g\n  cites: 1\n  at-most: {of: {action: ‸", ACTIONS),
        ("guarantees.yaml", "- guarantee: g\n  cites: 1\n  always-drafts: ‸", ["a-note"]),
        ("scenarios/x.yaml", "- scenario: s\n  about: x\n  answers: {weather: ‸", ["sun", "rain", "snow", "unknown"]),
        ("scenarios/x.yaml", "- scenario: s\n  about: x\n  answers: {al‸", FACTS[:7]),
        ("scenarios/x.yaml", "- scenario: s\n  about: x\n  answers: {}\n  plan: {holds: [‸", ACTIONS),
        (
            "scenarios/x.yaml",
            "- scenario: s\n  about: x\n  answers: {}\n  plan:\n    shows: {tell-somebody: ‸",
            ["name-the-way", "name-the-hour"],
        ),
        ("help-lines.yaml", "checked: 2026-01-01\nlines:\n  - line: a\n    region: b\n    for: ‸", ACTIONS),
        ("text/en.yaml", "actions:\n  ‸\n", ACTIONS),
        ("text/en.yaml", "actions:\n  tell-somebody:\n    steps: {‸", ["name-the-way", "name-the-hour"]),
        ("text/en.yaml", "questions: {weather: {options: {s‸: a}}}", OPTIONS[:3]),
        (
            "text/en.yaml",
            'rules: {x: "It takes {‸} hours."}',
            FACTS[:7],
        ),
        ("text/en.yaml", "guarantees: {‸", ["never-up-in-danger", "the-way-is-told"]),
        ("text/en.yaml", "never-in-drafts: {‸", ["note"]),
        ("text/en.yaml", "language: English ‸ and more\n", []),
        ("rules/9.csv", "weather,advise\nnot ra‸,stay-at-home\n", OPTIONS),
        ("rules/9.csv", "pack,advise\nmap | ‸,stay-at-home\n", PACK),
        ("rules/9.csv", "pack,advise\nmap,tell-somebody | ‸\n", ACTIONS),
        ("rules/9.csv", "pack,‸\nmap,stay-at-home\n", FACTS),
        ("rules/9.csv", "pack,withhold\nmap,tag: ‸\n", ["uphill"]),
    ],
)
def test_what_is_expected_is_offered(tmp_path: Path, name: str, text: str, offered: list[str]) -> None:
    assert typed(write_hike(tmp_path), name, text)[1] == offered


def test_what_is_half_typed_is_replaced(tmp_path: Path) -> None:
    text = "- rule: x\n  advise: [stay-in, drink-‸water, x]\n"
    expected, _ = typed(write_rulebook(tmp_path), "rules/9.yaml", text)
    assert expected is not None
    assert text.replace(CURSOR, "")[expected.start : expected.stop] == "drink-water"


def test_nothing_is_expected_where_there_is_no_text(tmp_path: Path) -> None:
    folder = write_rulebook(tmp_path)
    assert expected_at(folder, folder / "rules/none.yaml", 0) is None
