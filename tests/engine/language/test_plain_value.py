"""What callers give as texts and numbers, and what it is shown as."""

from __future__ import annotations

from collections import UserString
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import Enum, IntEnum
from fractions import Fraction

import pytest
from nakanaori.engine.language import plain_number, plain_text, shown


class Word(str, Enum):
    A = "a word"

    def __str__(self) -> str:
        return "something else"


class Loud(str):
    """Equal to nothing, and without a hash."""

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        raise RuntimeError

    def __str__(self) -> str:
        raise RuntimeError


class Number(IntEnum):
    SEVEN = 7


class Index:
    def __init__(self, number: object) -> None:
        self.number = number

    def __index__(self) -> int:
        if isinstance(self.number, Exception):
            raise self.number
        return self.number  # type: ignore[return-value]


@pytest.mark.parametrize(("given", "text"), [("a", "a"), (Word.A, "a word"), (Loud("x"), "x"), ("", ""), ("é", "é")])
def test_a_kind_of_text_is_that_text(given: str, text: str) -> None:
    plain = plain_text(given)
    assert type(plain) is str
    assert plain == text


@pytest.mark.parametrize("given", [None, 1, b"a", UserString("a"), ["a"], True, Decimal(1)])
def test_what_is_no_text(given: object) -> None:
    assert plain_text(given) is None


@pytest.mark.parametrize(
    ("given", "number"),
    [(7, 7), (-1, -1), (Number.SEVEN, 7), (Index(3), 3), (Index(Number.SEVEN), 7)],
)
@pytest.mark.filterwarnings("ignore:__index__ returned non-int:DeprecationWarning")
def test_a_kind_of_number_is_that_number(given: object, number: int) -> None:
    plain = plain_number(given)
    assert type(plain) is int
    assert plain == number


@pytest.mark.parametrize(
    "given",
    [
        True,
        False,
        None,
        "7",
        "７",
        7.0,
        float("nan"),
        float("inf"),
        Decimal(7),
        Fraction(7),
        date(2020, 1, 1),
        [7],
        Index("7"),
        Index(ValueError()),
        Index(RuntimeError()),
    ],
)
def test_what_is_no_number(given: object) -> None:
    assert plain_number(given) is None


class Silent:
    def __repr__(self) -> str:
        raise RuntimeError


def numbers() -> Iterator[int]:
    yield 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (True, "a truth value"),
        (None, "nothing"),
        ("hat", "'hat'"),
        (7, "7"),
        ([1], "a list"),
        ({1}, "a list"),
        ({"a": 1}, "a mapping"),
        (Decimal("1.5"), "Decimal('1.5')"),
        (Silent(), "something of the type Silent"),
        ("x" * 100, "'" + "x" * 36 + "..."),
        (numbers(), "<generator object numbers at 0x"),
    ],
)
def test_what_is_given_is_shown_short(given: object, said: str) -> None:
    assert shown(given).startswith(said)
    assert len(shown(given)) <= 40


def test_a_number_too_long_to_be_written() -> None:
    assert plain_number(10**5000) == 10**5000
    assert shown(10**5000) == "something of the type int"
