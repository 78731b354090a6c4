"""Whole numbers as people write them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nakanaori.engine.language import decimals_of, scaled_number, whole_number, written_number

WIDE = str.maketrans("0123456789-+", "０１２３４５６７８９－＋")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5", 5),
        ("５", 5),
        ("－５", -5),
        ("−5", -5),
        ("‐5", -5),
        ("ー５", -5),
        ("+5", 5),
        ("＋5", 5),
        ("٥", 5),
        ("५", 5),
        (" 12 ", 12),
        ("　12　", 12),
        ("007", 7),
        ("-0", 0),
        ("999999999999999", 999_999_999_999_999),
        ("1,234,567", 1_234_567),
        ("－１，２３４", -1_234),
    ],
)
def test_a_number_however_it_is_written(text: str, number: int) -> None:
    assert whole_number(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "+",
        "²",
        "5²",
        "½",
        "①",
        "Ⅴ",
        "五",
        "5.0",
        "5,0",
        "1_0",
        "1 0",
        "--5",
        "0x5",
        "1234567890123456",
        "1,23",
        "1,2345",
        "1234,567",
        ",123",
        "x",
    ],
)
def test_anything_else_is_none(text: str) -> None:
    assert whole_number(text) is None


@given(st.integers(-999_999_999, 999_999_999))
def test_what_python_writes_is_read_narrow_and_wide(number: int) -> None:
    assert whole_number(str(number)) == whole_number(str(number).translate(WIDE)) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("7.5", 750), ("7", 700), ("７．５", 750), ("1,200.05", 120_005), ("-0.01", -1), ("0.10", 10), ("٧.٥", 750)],
)
def test_decimals_however_they_are_written(text: str, number: int) -> None:
    assert scaled_number(text, 2) == number


@pytest.mark.parametrize("text", ["7.505", "7.", ".5", "7,5", "7.5.0", "1e3", "7.-5", "12345678901234", "NaN", "½"])
def test_what_is_no_number_with_two_decimals(text: str) -> None:
    assert scaled_number(text, 2) is None


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.integers(0, 9))
def test_no_number_is_changed_by_being_written(number: int, decimals: int) -> None:
    written = written_number(number, decimals)
    assert (
        scaled_number(written, decimals)
        == scaled_number(written.translate(WIDE).replace(".", "．"), decimals)
        == number
    )
    assert Fraction(written) * 10**decimals == number


@given(st.integers(-(10**9), 10**9), st.integers(0, 5))
def test_a_number_has_as_many_decimals_as_it_takes_to_read_it(number: int, decimals: int) -> None:
    written = written_number(number, decimals)
    least = next(count for count in range(decimals + 1) if scaled_number(written, count) is not None)
    assert decimals_of(written) == least
    assert decimals_of(f"{written}x") == 0
