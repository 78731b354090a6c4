"""Whole numbers as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nakanaori.engine.language import whole_number

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
        ("999999999", 999_999_999),
    ],
)
def test_a_number_however_it_is_written(text: str, number: int) -> None:
    assert whole_number(text) == number


@pytest.mark.parametrize(
    "text",
    ["", " ", "-", "+", "²", "5²", "½", "①", "Ⅴ", "五", "5.0", "5,0", "1_0", "1 0", "--5", "0x5", "1234567890", "x"],
)
def test_anything_else_is_none(text: str) -> None:
    assert whole_number(text) is None


@given(st.integers(-999_999_999, 999_999_999))
def test_what_python_writes_is_read_narrow_and_wide(number: int) -> None:
    assert whole_number(str(number)) == whole_number(str(number).translate(WIDE)) == number
