"""The way of a review."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from coming_back import changeable, kept
from nakanaori.cli.review_way import ReviewWay
from nakanaori.engine.consulting import REFERENCE, load_case, review_begun
from nakanaori.engine.language import Rulebook

TODAY = date(2026, 11, 27)


@pytest.fixture
def way(tmp_path: Path) -> ReviewWay:
    rulebook: Rulebook = changeable(tmp_path / "rulebook")
    return ReviewWay(review_begun(rulebook, load_case(rulebook, kept(tmp_path))), REFERENCE)


def test_it_asks_what_may_have_changed_and_one_can_go_back(way: ReviewWay) -> None:
    question = way.course.rulebook.question
    assert (way.question, way.to_review, way.more) == (question["weather"], 2, 2)
    assert way.before(question["weather"]) is None
    way.answer(question["weather"], "rain")
    assert way.answered_anew
    assert (way.question, way.to_review) == (question["bag"], 1)
    way.again = way.before(question["bag"])
    assert (way.question, way.to_review) == (question["weather"], 0)
    way.answer(question["weather"], "sun")
    assert way.question is None
    assert way.more == 0


def test_what_is_kept_has_a_new_day_where_an_answer_is_another_one(way: ReviewWay) -> None:
    question = way.course.rulebook.question
    assert way.case(TODAY) == way.review.case
    way.answer(question["weather"], "snow")
    assert way.case(TODAY).date == TODAY
    assert way.case(TODAY).done == way.review.case.done
    way.again = "weather"
    way.answer(question["weather"], "rain")
    assert way.case(TODAY) == way.review.case
