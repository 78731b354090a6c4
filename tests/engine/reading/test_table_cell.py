"""Cells as what they stand for in YAML."""

from __future__ import annotations

from datetime import date

import pytest
from nakanaori.engine.language import DATE, NUMBER, ONE, SEVERAL, Place, Problem, Question
from nakanaori.engine.reading import ListNode, MappingNode, Node, text_node
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
    told = plain(question_test(text_node(text, PLACE), question, problems))
    assert problems == []
    return told


def problem_with(text: str, question: Question = DEGREES) -> str:
    problems: list[Problem] = []
    assert question_test(text_node(text, PLACE), question, problems) is None
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
        ("3以上", {"at-least": "3"}),
        ("３超", {"at-least": "4"}),
        ("5未満", {"less-than": "5"}),
        ("5 以下", {"less-than": "6"}),
        ("3以上8未満", {"at-least": "3", "less-than": "8"}),
        ("3以上、8以下", {"at-least": "3", "less-than": "9"}),
        ("3～8", {"at-least": "3", "less-than": "9"}),
        ("3〜8", {"at-least": "3", "less-than": "9"}),
        (">= 3 & >= 5", {"at-least": "5"}),
        (">= 5 & >= 3", {"at-least": "5"}),
        ("ー3", {"at-least": "-3", "less-than": "-2"}),
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
        ("15.5以上", {"at-least": "15.5"}),
        ("2未満", {"less-than": "2"}),
        ("15.5～30", {"at-least": "15.5", "less-than": "30.1"}),
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
        ("2024年5月1日以降", {"at-least": "2024-05-01"}),
        ("2024/5/1より前", {"before": "2024-05-01"}),
        ("2024年4月30日", {"at-least": "2024-04-30", "before": "2024-05-01"}),
        ("2024年4月1日～2024年4月30日", {"at-least": "2024-04-01", "before": "2024-05-01"}),
        (">= 2024-05-01 & < 2024-06-01", {"at-least": "2024-05-01", "before": "2024-06-01"}),
        ("not unknown", {"not": "unknown"}),
    ],
)
def test_days(text: str, meant: object) -> None:
    assert read(text, DAY) == meant


def test_what_is_no_test_of_a_day_or_of_so_many_decimals() -> None:
    days = ">= 2024-04-01, < 2024-05-01, 2024-04-01..2024-04-30, 2024-04-01, unknown, or nothing for any"
    assert problem_with("soon", DAY).endswith(f"'day', which a date answers. Write {days}.")
    for text in ("2024-02-30", ">= 2024/2/30", "2024年2月30日以降"):
        day = text.removeprefix(">= ").removesuffix("以降")
        assert f"There is no such day as '{day}'. Write a day that the calendar has" in problem_with(text, DAY)
    assert "asks for what no date from 2024-04-01 to 2024-12-31 is." in problem_with("< 2024-04-01", DAY)
    told = (
        "'>= 15.55' has more decimals than the question 'distance' takes. Write at most one decimal, such as >= 15.5."
    )
    assert problem_with(">= 15.55", DISTANCE).endswith(told)
    assert problem_with("2.5以上").endswith("than the question 'degrees' takes. Write a whole number, such as >= 2.")
    assert "Write >= 3.5, < 5, 1..5.5, 4.5, unknown" in problem_with("far", DISTANCE)
    assert "asks for what no number from 0.5 to 40 is." in problem_with("> 40", DISTANCE)


@pytest.mark.parametrize(
    "text",
    [
        "three",
        "2024-04-01",
        "1 | 2",
        "3以上でない",
        ">= 3以上",
        "3 & 4",
        "3～",
        "3か4",
        "not 3",
        ">",
        "1..",
        "..5",
        "9" * 16,
    ],
)
def test_what_is_no_test_of_a_number(text: str) -> None:
    told = problem_with(text)
    wrong = f"fees.csv, cell C4: '{text}' is no test of the question 'degrees', which a number answers. "
    assert told == f"{wrong}Write >= 3, < 5, 1..5, 4, unknown, or nothing for any."


@pytest.mark.parametrize(
    ("text", "unit", "right"),
    [
        (">= 15km", "km", ">= 15"),
        ("15 km 以上", "km", ">= 15"),
        ("¥1,000未満", "¥", "< 1000"),
        ("10～20人", "人", ">= 10 & <= 20"),
        ("30%", "%", "30"),
    ],
)
def test_a_unit_belongs_to_the_question(text: str, unit: str, right: str) -> None:
    told = problem_with(text)
    assert told.endswith(
        f"'{text}' has the unit '{unit}' beside the number. "
        f"Write {right}: the unit belongs to the question, as 'unit' in questions.yaml."
    )


@pytest.mark.parametrize(
    ("text", "right"),
    [("1,000", "1000"), ("1,000..2,000", "1000..2000"), (">= 1,000", ">= 1000"), ("１，０００未満", "< 1000")],
)
def test_a_comma_in_a_number_is_spoken_of(text: str, right: str) -> None:
    assert problem_with(text) == (
        f"fees.csv, cell C4: '{text}' has a comma within a number, which can part thousands or decimals. "
        f"Write {right} if it parts thousands."
    )


def test_years_of_japanese_eras_are_told_in_common_ones() -> None:
    assert "counts years by a Japanese era. Write 2026-04-01 in its place." in problem_with("令和8年4月1日", DAY)
    assert "Write >= 2019-05-01 in its place." in problem_with("令和元年５月１日以降", DAY)


@pytest.mark.parametrize(
    "text",
    ["2024-04-01", "4/1/2024", ">= 1.4.2024", "2024-01-05-2024-02-05", "令和6年4月1日", "2024-02-31", "2024-04-01発"],
)
def test_whoever_writes_a_day_under_a_number_is_told_of_numbers(text: str) -> None:
    assert problem_with(text) == (
        f"fees.csv, cell C4: '{text}' is no test of the question 'degrees', which a number answers. "
        "Write >= 3, < 5, 1..5, 4, unknown, or nothing for any."
    )
    assert "which a number answers" not in problem_with("4/1/2024", DAY)


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
    assert plain(listed(text_node("a|b", PLACE))) == ["a", "b"]
    assert [truth(text_node(text, PLACE)).value for text in ("TRUE", "False", "yes")] == ["true", "false", "yes"]
    assert plain(selection(text_node("a | b", PLACE))) == ["a", "b"]
    assert plain(selection(text_node("tag: x | b | phase:now | tag: y", PLACE))) == {
        "tag": ["x", "y"],
        "action": ["b"],
        "phase": ["now"],
    }
    assert plain(selection(text_node("tag: x | except: b", PLACE))) == {"tag": ["x"], "except": ["b"]}
