"""Answers as they are written in cells."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from nakanaori.engine.batching.case_table import DAY, FLOAT, LIST, TEXT, CaseTable, Column, Given
from nakanaori.engine.batching.written_answers import WrittenAnswers, reasons
from nakanaori.engine.language import DATE, NUMBER, ONE, SEVERAL, Place, Question

SEVERAL_OF = Question("bag", SEVERAL, ("a", "b"), 0, 0, Place("q"))
WHOLE = Question("days", NUMBER, (), 0, 100, Place("q"))
DAYS = Question("day", DATE, (), date(2026, 1, 1).toordinal(), date(2026, 12, 31).toordinal(), Place("q"))
TENTHS = Question("days", NUMBER, (), 0, 100, Place("q"), decimals=1)


@pytest.mark.parametrize(
    ("question", "written", "value"),
    [
        (SEVERAL_OF, "a | b", frozenset("ab")),
        (SEVERAL_OF, "[]", frozenset()),
        (SEVERAL_OF, ["unknown"], frozenset(("unknown",))),
        (SEVERAL_OF, "unknown", frozenset(("unknown",))),
        (TENTHS, "7.5", 75),
        (TENTHS, "７．５", 75),
        (TENTHS, Decimal("7.5"), 75),
        (TENTHS, Decimal("7.500"), 75),
        (TENTHS, 7.5, 75),
        (WHOLE, Decimal("7.00"), 7),
        (WHOLE, 7.0, 7),
        (DAYS, date(2026, 2, 1), date(2026, 2, 1).toordinal()),
        (TENTHS, 7, 70),
    ],
)
def test_what_cells_say(question: Question, written: object, value: object) -> None:
    assert WrittenAnswers(question).value(written) == value
    assert WrittenAnswers(question).value(written) == value


NOTHING = [(SEVERAL_OF, "a|c"), (SEVERAL_OF, {}), (TENTHS, "7.55"), (TENTHS, [[7]]), (WHOLE, 7.5)]


@pytest.mark.parametrize(("question", "written"), NOTHING)
def test_what_says_nothing(question: Question, written: object) -> None:
    said = WrittenAnswers(question).value(written)
    assert isinstance(said, str)
    assert "is answered by" in said or "has no option" in said


def test_floats_are_read_by_their_digits() -> None:
    table = CaseTable((Given(TENTHS, Column("days", FLOAT)),))
    assert WrittenAnswers(TENTHS).value(0.3) == 3
    for number, said in ((0.25, "'0.25'"), (0.1 + 0.2, "'0.30000000000000004'"), (float("nan"), "'NaN'"), (-1.0, "-1")):
        assert reasons(table, {"days": number})[0].startswith(f"'days' is answered by {said}. Give a number")


def test_days_are_told_as_they_are_written() -> None:
    table = CaseTable((Given(DAYS, Column("day", DAY)),))
    assert reasons(table, {"day": date(2018, 1, 1)})[0].startswith("'day' is answered by '2018-01-01'. Give a day")


def test_what_a_query_puts_aside_names_its_question() -> None:
    column = CaseTable((Given(SEVERAL_OF, Column("bag", LIST)),))
    assert reasons(column, {"bag": ["a", None]}) == ("Among the options of 'bag' there is a null. Leave it out.",)
    one = CaseTable((Given(Question("fault", ONE, ("mine",), 0, 0, Place("q")), Column("fault", TEXT)),))
    assert reasons(one, {"fault": " mine "}) == ("'fault' has no option ' mine '. Did you mean 'mine'?",)
