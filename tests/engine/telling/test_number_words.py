"""Numbers and days in words: as the language of the reader writes them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from measured import write_measured
from nakanaori.engine.consulting import check_answers
from nakanaori.engine.language import Question, Rulebook
from nakanaori.engine.reading import load_rulebook
from nakanaori.engine.telling import answer_in_words, date_in_words, day_in_words, number_in_words, wording_of
from small_rulebook import write_rulebook


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    return load_rulebook(write_measured(tmp_path_factory.mktemp("measured")))


@pytest.mark.parametrize(
    ("question", "answer", "english", "japanese"),
    [
        ("hours", "7.5", "7.5 hours", "7.5時間"),
        ("hours", "1", "1 hour", "1時間"),
        ("hours", "0.25", "0.25 hours", "0.25時間"),
        ("price", 1200, "1,200 yen", "1,200円"),
        ("price", 0, "0 yen", "0円"),
        ("price", 999_999_999_999_999, "999,999,999,999,999 yen", "999,999,999,999,999円"),
        ("day", "2024-04-01", "1 April 2024", "2024年4月1日"),
        ("degrees", -10, "-10", "-10"),
    ],
)
def test_an_answer_in_the_language_of_its_reader(
    measured: Rulebook, question: str, answer: str | int, english: str, japanese: str
) -> None:
    value = check_answers(measured, {question: answer}).facts[question]
    for language, words in (("en", english), ("ja", japanese)):
        assert answer_in_words(measured.question[question], value, wording_of(measured, language)) == words


def numbered(measured: Rulebook, decimals: int = 0, unit: str = "") -> Question:
    return Question("q", "number", (), -(10**9), 10**9, measured.questions[0].place, decimals=decimals, unit=unit)


def test_without_a_unit_a_number_of_four_digits_may_be_a_year(measured: Rulebook) -> None:
    wording = wording_of(measured, "en")
    assert number_in_words(numbered(measured), 1990, wording) == "1990"
    assert number_in_words(numbered(measured), 12_345, wording) == "12,345"
    assert number_in_words(numbered(measured, 2), -1_234_567, wording) == "-12,345.67"


def test_a_unit_without_a_text_is_its_id(measured: Rulebook) -> None:
    assert number_in_words(numbered(measured, unit="parsec"), 1990, wording_of(measured, "en")) == "1,990 parsec"


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_has_a_name(tmp_path: Path, month: int) -> None:
    rulebook = load_rulebook(write_rulebook(tmp_path))
    day = date(2024, month, 9)
    assert day_in_words(day, wording_of(rulebook, "ja")) == f"2024年{month}月9日"
    assert day_in_words(day, wording_of(rulebook, "en")) == f"9 {day:%B} 2024"


def test_a_day_that_a_file_gives_is_told_in_words(tmp_path: Path) -> None:
    rulebook = load_rulebook(write_rulebook(tmp_path))
    assert date_in_words("2026-11-23", wording_of(rulebook, "ja")) == "2026年11月23日"
    assert date_in_words("2026-11-23", wording_of(rulebook, "en")) == "23 November 2026"
    assert date_in_words("last week", wording_of(rulebook, "en")) == "last week"
