"""Rules as rows: one column a test, and what no cell can hold is a problem."""

from __future__ import annotations

from pathlib import Path

import pytest
from nakanaori.engine.authoring.table_form import table_rows
from nakanaori.engine.language import Problem
from nakanaori.engine.reading import ListNode, load_rulebook, read_document
from small_rulebook import FILES, write_rulebook

RULE = "- rule: r\n  cites: ['1']\n  advise: stay-in\n"
DAY = "- question: day\n  choose: date\n  from: 2024-04-01\n  to: 2024-12-31\n"


def rows(folder: Path, text: str) -> tuple[list[list[str]], list[Problem]]:
    problems: list[Problem] = []
    document = read_document("rules/3.yaml", text.encode(), problems)
    assert isinstance(document, ListNode)
    files = {"questions.yaml": f"{FILES['questions.yaml']}{DAY}"}
    made = table_rows(document.items, load_rulebook(write_rulebook(folder, files)), {}, problems)
    return made, problems


@pytest.mark.parametrize(
    ("test", "cell"),
    [
        ("weather: rain", "rain"),
        ("weather: [rain, unknown]", "rain | unknown"),
        ("weather: {not: [rain, snow]}", "not rain | snow"),
        ("bag: {at-least: 2}", ">= 2"),
        ("bag: {at-least: 2, of: [hat, tea, scarf]}", ">= 2 of hat | tea | scarf"),
        ("degrees: {at-least: 2, less-than: 9}", ">= 2 & < 9"),
        ("degrees: {less-than: 9}", "< 9"),
        ("weather: {from: sun, to: rain}", "sun..rain"),
        ("weather: {not: {from: sun, to: rain}}", "not sun..rain"),
        ("day: {at-least: 2024-04-01, before: 2024-05-01}", ">= 2024-04-01 & < 2024-05-01"),
        ("wet: true", "true"),
    ],
)
def test_tests_have_a_column_each(tmp_path: Path, test: str, cell: str) -> None:
    name = test.partition(":")[0]
    assert rows(tmp_path / "when", f"{RULE}  when: {{{test}}}\n") == (
        [["rule", name, "advise", "cites"], ["r", cell, "stay-in", "1"]],
        [],
    )
    assert rows(tmp_path / "unless", f"{RULE}  unless: {{{test}}}\n")[0][0][1] == f"unless {name}"


def test_what_is_withheld_is_named_as_it_was(tmp_path: Path) -> None:
    made, _ = rows(tmp_path, f"{RULE}  withhold: {{tag: [outdoors], action: [drink-water], phase: now}}\n")
    assert made[1][2] == "tag: outdoors | drink-water | phase: now"


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("  when: {weather: sun}\n  any: [{weather: rain}, {wet: true}]\n", "two tests of 'weather' in one row"),
        ("  when: {weather: {form: sun}}\n", "how 'weather' is tested by form"),
        ("  often: yes\n", "'often'"),
    ],
)
def test_what_cannot_be_said_is_a_problem(tmp_path: Path, more: str, told: str) -> None:
    _, (problem,) = rows(tmp_path, RULE + more)
    assert problem.wrong == f"No table can say {told}."
    assert problem.place.line >= 4
