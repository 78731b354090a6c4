"""Tests as FEEL: what is plain is said plainly, and what is open is guarded."""

from __future__ import annotations

import pytest
from nakanaori.engine.authoring.feel import cell, feel_name, text
from nakanaori.engine.language import (
    DATE,
    NUMBER,
    ONE,
    SEVERAL,
    AnswerTest,
    AtLeast,
    Between,
    NoneOf,
    OneOf,
    Place,
    Question,
    day_number,
)


def question(kind: str, *options: str, decimals: int = 0) -> Question:
    return Question("q", kind, options, 0, 999_999, Place("test"), decimals=decimals)


A, B = frozenset("a"), frozenset("ab")
CHOICE, LIST = question(ONE, "a", "b", "c"), question(SEVERAL, "a", "b", "c")
DAY = day_number("2026-04-01")


@pytest.mark.parametrize(
    ("test", "asked", "holds", "fails"),
    [
        (OneOf("q", B), CHOICE, '"a", "b"', 'not("a", "b")'),
        # Of an open question not("a") holds; that it is answered otherwise is asked by naming every other answer.
        (NoneOf("q", A), CHOICE, '"b", "c", "unknown"', 'not("b", "c", "unknown")'),
        (
            OneOf("q", B),
            LIST,
            'if ? = null then false else list contains(?, "a") or list contains(?, "b")',
            'not(if ? = null then false else list contains(?, "a") or list contains(?, "b"))',
        ),
        (
            AtLeast("q", 2, B),
            LIST,
            'if ? = null then false else count(?[list contains(["a", "b"], item)]) >= 2',
            'not(if ? = null then false else count(?[list contains(["a", "b"], item)]) >= 2)',
        ),
        (
            Between("q", 6, 10),
            question(NUMBER),
            "if ? instance of number then ? >= 6 and ? < 10 else false",
            "not(if ? instance of number then ? >= 6 and ? < 10 else false)",
        ),
        (
            Between("q", None, 125),
            question(NUMBER, decimals=1),
            "if ? instance of number then ? < 12.5 else false",
            "not(if ? instance of number then ? < 12.5 else false)",
        ),
        (
            Between("q", DAY, None),
            question(DATE),
            'if ? != null and ? != "unknown" then date(?) >= date("2026-04-01") else false',
            'not(if ? != null and ? != "unknown" then date(?) >= date("2026-04-01") else false)',
        ),
        (NoneOf("q", frozenset()), LIST, "? != null", "not(? != null)"),
    ],
)
def test_a_cell_asks_that_a_test_holds_or_that_it_does_not(
    test: AnswerTest, asked: Question, holds: str, fails: str
) -> None:
    assert cell(test, asked, wanted=True) == holds
    assert cell(test, asked, wanted=False) == fails


@pytest.mark.parametrize(
    ("identity", "name"),
    [
        ("weather", "weather"),
        ("job-results", "job_results"),
        ("f.4", "f_4"),
        ("1.1", "_1_1"),
        ("if", "_if"),
        ("天気", "天気"),
        ("ශ්\u200dරී", "ශ්_රී"),
    ],
)
def test_names_hold_what_names_of_feel_may_hold(identity: str, name: str) -> None:
    assert feel_name(identity, ()) == name


def test_no_two_things_are_called_alike() -> None:
    assert feel_name("a-b", {"a_b"}) == "a_b_2"
    assert feel_name("a-b", {"a_b", "a_b_2"}) == "a_b_3"
    assert feel_name("if", (), "found_") == "found_if"


def test_quotes_and_backslashes_are_written_as_escapes() -> None:
    assert text('a"b\\c') == r'"a\"b\\c"'
