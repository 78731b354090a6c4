"""The course of a consultation: what is asked, what is kept when an early answer changes, where the alarm comes in."""

from __future__ import annotations

from random import Random

import pytest
from nakanaori.engine.consulting import Course, begun, consult, next_question
from nakanaori.engine.language import CaseError, Rulebook
from walking import answered_by, somebody


@pytest.fixture(params=range(40))
def dice(request: pytest.FixtureRequest) -> Random:
    return Random(request.param)


def test_it_asks_what_next_question_asks(rulebook: Rulebook, dice: Random) -> None:
    person = somebody(dice, rulebook)
    course = begun(rulebook)
    answers: dict[str, object] = {}
    while (question := next_question(rulebook, answers)) is not None:
        assert course.question is question
        answers[question.id] = person[question.id]
        course = course.answered(question.id, person[question.id])
    assert course.question is None
    assert course.further == 0
    assert dict(course.answers) == dict(consult(rulebook, answers).case.answers)


def test_changing_an_answer_is_as_if_it_had_been_given_at_once(rulebook: Rulebook, dice: Random) -> None:
    """Later answers stay where they are still asked for; the others count for nothing."""
    person = somebody(dice, rulebook)
    course = answered_by(begun(rulebook), person)
    changed = dice.choice(list(course.answers))
    other = {**person, changed: somebody(dice, rulebook)[changed]}
    again = course.answered(changed, other[changed])
    fresh = begun(rulebook)
    while fresh.question is not None and (fresh.question.id in course.answers or fresh.question.id == changed):
        fresh = fresh.answered(fresh.question.id, other[fresh.question.id])
    assert list(again.answers.items()) == list(fresh.answers.items())
    assert again.question is fresh.question
    assert {**again.aside, **again.answers}.keys() == course.answers.keys()


def test_a_change_that_is_taken_back_leaves_no_trace(rulebook: Rulebook, dice: Random) -> None:
    person = somebody(dice, rulebook)
    course = answered_by(begun(rulebook), person)
    changed = dice.choice(list(course.answers))
    away = course.answered(changed, somebody(dice, rulebook)[changed])
    back = away.answered(changed, person[changed])
    assert list(back.answers.items()) == list(course.answers.items())
    assert back.question is None


def test_the_alarm_comes_right_after_the_answer_that_raises_it(rulebook: Rulebook) -> None:
    course = begun(rulebook).answered("danger", ["want-to-disappear"])
    assert course.alarmed_by == "danger"
    assert answered_by(course, somebody(Random(1), rulebook)).alarmed_by == "danger"
    assert course.answered("danger", []).alarmed_by is None
    assert begun(rulebook).alarmed_by is None


@pytest.mark.parametrize(
    ("question", "given", "said"),
    [
        ("relation", "friend", "not being asked"),
        ("no-such-question", "friend", "There is no question"),
        ("danger", "hurt", "takes several|may have several"),
        ("danger", ["nonsense"], "no option"),
    ],
)
def test_what_is_not_asked_or_does_not_fit_is_refused(
    rulebook: Rulebook, question: str, given: object, said: str
) -> None:
    with pytest.raises(CaseError, match=said):
        begun(rulebook).answered(question, given)


def test_a_course_never_changes(rulebook: Rulebook) -> None:
    course: Course = begun(rulebook)
    course.answered("danger", [])
    assert dict(course.answers) == {}
