"""Cells as what they stand for in YAML."""

from __future__ import annotations

import pytest
from nakanaori.engine.language import NUMBER, ONE, SEVERAL, Place, Problem, Question
from nakanaori.engine.reading import ListNode, MappingNode, Node, TextNode
from nakanaori.engine.reading.table_cell import listed, question_test, selection, truth

PLACE = Place("fees.csv", 4, 3, is_cell=True)
DEGREES = Question("degrees", NUMBER, (), -10, 40, PLACE)
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


def problem_with(text: str) -> str:
    problems: list[Problem] = []
    assert question_test(TextNode(text, PLACE), DEGREES, problems) is None
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


@pytest.mark.parametrize("text", ["three", "2024-04-01", "1.5", "1 | 2", "not 3", ">", "1..", "..5", "1,000", "9" * 12])
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
