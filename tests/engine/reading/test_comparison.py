"""Comparisons in cells: what is written in words means what the same signs mean."""

from __future__ import annotations

from random import Random

import pytest
from nakanaori.engine.reading.comparison import (
    Comparison,
    comparisons,
    in_common_years,
    is_like_comparison,
    is_meant_as_day,
    written,
)

WORDS = {"以上": ">=", "以降": ">=", "超": ">", "以下": "<=", "未満": "<", "より前": "<"}


def thrown_end(dice: Random) -> str:
    if dice.random() < 0.3:
        return f"{dice.randint(1990, 2040)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
    return dice.choice([str(dice.randint(0, 99)), f"{dice.randint(0, 99)}.{dice.randint(0, 9)}"])


def test_words_mean_what_signs_mean() -> None:
    dice = Random(1)
    for _ in range(300):
        word, end = dice.choice([*WORDS]), thrown_end(dice)
        read = comparisons(f"{end}{dice.choice(['', ' '])}{word}")
        assert read == comparisons(f"{WORDS[word]} {end}") == (Comparison(WORDS[word], end),)
        assert comparisons(written(read)) == read
        low, high = thrown_end(dice), thrown_end(dice)
        assert comparisons(f"{low}～{high}") == comparisons(f"{low}..{high}") == comparisons(f">= {low} & <= {high}")
        assert comparisons(f"{low}以上{high}未満") == comparisons(f">= {low} & < {high}")


@pytest.mark.parametrize(
    "text", ["", "rain", "..5", "5..", "> x", "3 | 4", "not 3", "1..2..3", "3..> 4", "4月1日", "10以上でない"]
)
def test_what_is_no_comparison(text: str) -> None:
    assert comparisons(text) == ()


def test_what_seems_to_be_meant_as_one() -> None:
    for text in ("> many", "10以上でない", "2026年度以降の分", "≧多"):
        assert is_like_comparison(text)
    for text in ("rain", "3rd floor", "高齢（65歳以上）", "2号車"):
        assert not is_like_comparison(text)


def test_what_seems_to_be_meant_as_a_day() -> None:
    for text in ("2024-04-01", ">= 4/1/2024", "1.4.2024", "令和6年4月1日以降", "2024-01-05-2024-02-05", "2024-02-31"):
        assert is_meant_as_day(text)
    for text in ("5", "1..5", "1-5", "4/1", "令和6年", "1,000円", "rain"):
        assert not is_meant_as_day(text)


def test_eras() -> None:
    told = {"令和8年4月1日": "2026", "平成31年4月1日": "2019", "昭和64年1月1日": "1989", "令和元年5月1日": "2019"}
    assert {text: in_common_years(text)[:4] for text in told} == told
    assert in_common_years("2026年4月1日") == "2026年4月1日"
