"""Days as people write them, and the numbers by which they are compared."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nakanaori.engine.language import day_number, written_day


@pytest.mark.parametrize(
    "text",
    [
        "2024-04-01",
        "2024/4/1",
        "2024年4月1日",
        "２０２４年４月１日",
        "２０２４／０４／０１",
        "2024ー04ー01",
        " 2024-4-1 ",
    ],
)
def test_a_day_however_it_is_written(text: str) -> None:
    assert day_number(text) == date(2024, 4, 1).toordinal()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2024",
        "2024-04",
        "2024-02-30",
        "2023-02-29",
        "2024-13-01",
        "0000-01-01",
        "24-04-01",
        "01.04.2024",
        "4/1",
        "2024-04-01T00:00",
        "2024年4月",
        "12024-04-01",
        "1 April 2024",
        "739000",
    ],
)
def test_anything_else_is_no_day(text: str) -> None:
    assert day_number(text) is None


@given(st.dates())
def test_what_is_written_is_read(day: date) -> None:
    assert day_number(written_day(day.toordinal())) == day.toordinal()
    assert day_number(f"{day.year:04}年{day.month}月{day.day}日") == day.toordinal()


@given(st.dates(), st.dates())
def test_numbers_are_in_the_order_of_days(one: date, other: date) -> None:
    assert (one < other) is (one.toordinal() < other.toordinal())
    assert written_day(1) == "0001-01-01"
