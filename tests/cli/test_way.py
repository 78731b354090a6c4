"""A person's way: forward, back, and on from where one was."""

from __future__ import annotations

import pytest
from nakanaori.cli.way import Way
from nakanaori.engine.consulting import REFERENCE, begun
from nakanaori.engine.language import Rulebook


@pytest.fixture
def way(rulebook: Rulebook) -> Way:
    """Two questions answered."""
    way = Way(begun(rulebook), REFERENCE)
    way.answer(rulebook.question["danger"], ())
    way.answer(rulebook.question["relation"], "friend")
    return way


def test_what_is_asked_now_is_what_one_went_back_to(way: Way) -> None:
    new = way.question
    assert new is way.course.question
    way.again = "relation"
    assert way.question is way.course.rulebook.question["relation"]
    way.answer(way.course.rulebook.question["relation"], "friend")
    assert way.question is new


def test_back_leads_from_question_to_question(way: Way) -> None:
    questions = way.course.rulebook.question
    assert way.question is not None
    assert way.before(way.question) == "relation"
    assert way.before(questions["relation"]) == "danger"
    assert way.before(questions["danger"]) is None


def test_an_answer_given_anew_is_known_as_such(way: Way) -> None:
    assert not way.answered_anew
    way.answer(way.course.rulebook.question["relation"], "family")
    assert way.answered_anew
    assert way.course.answers["relation"] == "family"


def test_the_outcome_is_that_of_the_answers(way: Way) -> None:
    assert way.outcome().case.answers == way.course.answers
    assert way.outcome().engine.name == REFERENCE
