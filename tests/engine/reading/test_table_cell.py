"""Cells as what they stand for in YAML."""

from __future__ import annotations

from datetime import date

import pytest
from nakanaori.engine.language import DATE, NUMBER, ONE, SEVERAL, Place, Problem, Question
from nakanaori.engine.reading import ListNode, MappingNode, Node, TextNode
from nakanaori.engine.reading.table_cell import listed, question_test, selection, truth

PLACE = Place("fees.csv", 4, 3, is_cell=True)
DEGREES = Question("degrees", NUMBER, (), -10, 40, PLACE)
DISTANCE = Question("distance", NUMBER, (), 5, 400, PLACE, decimals=1, unit="km")
DAY = Question("day", DATE, (), date(2024, 4, 1).toordinal(), date(2024, 12, 31).toordinal(), PLACE)
WEATHER = Question("weather", ONE, ("sun", "rain"), 0, 0, PLACE)
BAG = Question("bag", SEVERAL, ("hat", "tea"), 0, 0, PLACE)


def plain(node: Node | None) -> object:
    if isinstance(node, MappingNode):
        return {key.value: plain(value) for key, value in node.entries}
    if isinstance(node, ListNode):
        return [plain(item) for item in node.items]
    return None if node is None else node.value


def read(text: str, question: Question) -> object:
    problems: list[Problem] = []
    told = plain(question_test(TextNode(text, PLACE), question, problems))
    assert problems == []
    return told


def problem_with(text: str, question: Question = DEGREES) -> str:
    problems: list[Problem] = []
    assert question_test(TextNode(text, PLACE), question, problems) is None
    (problem,) = problems
    return str(problem)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1..5", {"at-least": "1", "less-than": "6"}),
        ("-3 .. -1", {"at-least": "-3", "less-than": "0"}),
        ("4", {"at-least": "4", "less-than": "5"}),
        ("40", {"at-least": "40"}),
        (">= 3", {"at-least": "3"}),
        (">3", {"at-least": "4"}),
        ("<5", {"less-than": "5"}),
        ("<= 5", {"less-than": "6"}),
        ("<= 40", {"at-least": "-10"}),
        (">= 3 & < 8", {"at-least": "3", "less-than": "8"}),
        ("≧３", {"at-least": "3"}),
        ("１..５", {"at-least": "1", "less-than": "6"}),
        ("unknown", "unknown"),
        ("not unknown", {"not": "unknown"}),
    ],
)
def test_numbers(text: str, meant: object) -> None:
    assert read(text, DEGREES) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1..2.5", {"at-least": "1", "less-than": "2.6"}),
        ("12.5", {"at-least": "12.5", "less-than": "12.6"}),
        (">12.5", {"at-least": "12.6"}),
        ("<= 12.9", {"less-than": "13"}),
        ("< 12.5", {"less-than": "12.5"}),
        (">= 3 & < ７．５", {"at-least": "3", "less-than": "7.5"}),
        ("<= 40", {"at-least": "0.5"}),
    ],
)
def test_numbers_with_decimals_go_by_their_smallest_unit(text: str, meant: object) -> None:
    assert read(text, DISTANCE) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2024-04-30", {"at-least": "2024-04-30", "before": "2024-05-01"}),
        ("2024/4/1 .. 2024-04-30", {"at-least": "2024-04-01", "before": "2024-05-01"}),
        ("> 2024-04-30", {"at-least": "2024-05-01"}),
        ("<= 2024年4月30日", {"before": "2024-05-01"}),
        ("< 2024-05-01", {"before": "2024-05-01"}),
        (">= 2024-05-01 & < 2024-06-01", {"at-least": "2024-05-01", "before": "2024-06-01"}),
        ("not unknown", {"not": "unknown"}),
    ],
)
def test_days(text: str, meant: object) -> None:
    assert read(text, DAY) == meant


def test_what_is_no_test_of_a_day_or_of_so_many_decimals() -> None:
    days = ">= 2024-04-01, < 2024-05-01, 2024-04-01..2024-04-30, 2024-04-01, unknown, or nothing for any"
    assert problem_with("2024-02-30", DAY).endswith(f"'day', which a date answers. Write {days}.")
    assert "asks for what no date from 2024-04-01 to 2024-12-31 is." in problem_with("< 2024-04-01", DAY)
    assert "is no test of the question 'distance'" in problem_with("1.25", DISTANCE)
    assert "asks for what no number from 0.5 to 40 is." in problem_with("> 40", DISTANCE)


@pytest.mark.parametrize("text", ["three", "2024-04-01", "1.5", "1 | 2", "not 3", ">", "1..", "..5", "1,000", "9" * 16])
def test_what_is_no_test_of_a_number(text: str) -> None:
    told = problem_with(text)
    wrong = f"fees.csv, cell C4: '{text}' is no test of the question 'degrees', which a number answers. "
    assert told == f"{wrong}Write >= 3, < 5, 1..5, 4, unknown, or nothing for any."


@pytest.mark.parametrize("text", ["5..1", "1..99", ">= 41", "> 40", "< -10", ">= 8 & < 3"])
def test_what_no_number_is(text: str) -> None:
    told = problem_with(text)
    assert told.startswith(f"fees.csv, cell C4: '{text}' asks for what no number from -10 to 40 is.")


def test_options() -> None:
    assert read("sun", WEATHER) == "sun"
    assert read("sun | rain", WEATHER) == read("sun｜rain", WEATHER) == ["sun", "rain"]
    assert read("sun .. rain", WEATHER) == {"from": "sun", "to": "rain"}
    assert read("not sun..rain", WEATHER) == {"not": {"from": "sun", "to": "rain"}}
    assert read("not sun", WEATHER) == {"not": "sun"}
    assert read("not sun | rain", WEATHER) == {"not": ["sun", "rain"]}
    assert read(">= 2", BAG) == {"at-least": "2"}
    assert read(">= 1 of hat | tea", BAG) == {"at-least": "1", "of": ["hat", "tea"]}


def test_other_cells() -> None:
    assert plain(listed(TextNode("a|b", PLACE))) == ["a", "b"]
    assert [truth(TextNode(text, PLACE)).value for text in ("TRUE", "False", "yes")] == ["true", "false", "yes"]
    assert plain(selection(TextNode("a | b", PLACE))) == ["a", "b"]
    assert plain(selection(TextNode("tag: x | b | phase:now | tag: y", PLACE))) == {
        "tag": ["x", "y"],
        "action": ["b"],
        "phase": ["now"],
    }
    assert plain(selection(TextNode("tag: x | except: b", PLACE))) == {"tag": ["x"], "except": ["b"]}
