"""The course of a consultation: what is asked, what is kept when an early answer changes, where the alarm comes in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from dice import rulebook as rulebook_of
from nakanaori.engine.consulting import Course, begun, check_answers, consult, next_question, open_questions, resumed
from nakanaori.engine.language import CaseError, Rulebook
from nakanaori.engine.reading import load_rulebook
from small_rulebook import write_rulebook
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


def with_changes(dice: Random, rulebook: Rulebook) -> Iterator[Course]:
    """A course after each answer, some of them given anew in between and three more at the end."""
    person = somebody(dice, rulebook)
    course = begun(rulebook)
    changes = 3
    while changes:
        anew = course.question is None or (course.answers and dice.random() < 0.1)
        asked = dice.choice(list(course.answers)) if anew else course.asked[-1]
        if anew:
            person = {**person, asked: somebody(dice, rulebook)[asked]}
        changes -= course.question is None
        course = course.answered(asked, person[asked])
        yield course


def test_whoever_changes_answers_stands_where_anybody_with_these_answers_stands(
    rulebook: Rulebook, dice: Random
) -> None:
    """It does not matter in which order they were given, nor whether on another day."""
    for course in with_changes(dice, rulebook):
        given = list(course.given.items())
        dice.shuffle(given)
        other = resumed(rulebook, dict(given))
        assert list(other.answers.items()) == list(course.answers.items())
        assert other.aside == course.aside
        assert other.question is course.question


def test_no_answer_is_lost_by_a_change(rulebook: Rulebook, dice: Random) -> None:
    given: dict[str, object] = {}
    for course in with_changes(dice, rulebook):
        assert given.keys() <= course.given.keys()
        given = dict(course.given)


def test_an_answer_counts_as_soon_as_its_question_matters_and_not_before(rulebook: Rulebook, dice: Random) -> None:
    """Nobody is asked anything new while an answer given before waits for its turn."""
    for course in with_changes(dice, rulebook):
        assert not {question.id for question in open_questions(rulebook, course.answers)} & course.aside.keys()
        so_far: dict[str, object] = {}
        for name, answer in course.answers.items():
            assert rulebook.question[name] in open_questions(rulebook, so_far)
            so_far[name] = answer


def test_an_answer_set_aside_is_taken_up_before_a_question_that_comes_earlier_is_asked(tmp_path: Path) -> None:
    """Whether one is at home matters only where one is miserable; a new question stands before it."""
    book = load_rulebook(write_rulebook(tmp_path / "book"))
    course = resumed(book, {"weather": "sun", "at-home": "yes"})
    assert (dict(course.answers), dict(course.aside)) == ({"weather": "sun"}, {"at-home": "yes"})
    assert course.question is not None
    course = course.answered("weather", "rain")
    assert (dict(course.answers), dict(course.aside)) == ({"weather": "rain", "at-home": "yes"}, {})
    assert course.question is not None


def test_answers_of_another_day_that_do_not_fit_are_refused(rulebook: Rulebook) -> None:
    with pytest.raises(CaseError, match="no option 'nonsense'"):
        resumed(rulebook, {"relation": "nonsense"})


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


def test_on_random_rulebooks_with_only_if_whoever_changes_answers_stands_where_anybody_stands() -> None:
    thrown = Random(31)
    set_aside = 0
    for _ in range(300):
        rulebook = rulebook_of(thrown)
        for course in with_changes(thrown, rulebook) if begun(rulebook).question else ():
            given = list(course.given.items())
            thrown.shuffle(given)
            other = resumed(rulebook, dict(given))
            assert (other.answers, other.aside, other.question) == (course.answers, course.aside, course.question)
            case = course.outcome().case
            assert not case.aside
            assert course.aside.keys() >= check_answers(rulebook, course.given).aside.keys()
            set_aside += bool(check_answers(rulebook, course.given).aside)
    assert set_aside > 10
