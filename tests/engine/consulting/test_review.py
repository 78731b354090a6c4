"""A review: what may have changed is asked again, first, and each once; whoever changes nothing changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from random import Random

import dice
import pytest
from msgspec.structs import replace
from nakanaori.engine.consulting import (
    Case,
    Review,
    alarm_questions,
    case_document,
    check_answers,
    load_case,
    questions_to_review,
    resumed,
    review_begun,
)
from nakanaori.engine.language import Alarm, CaseError, Question, Rulebook
from nakanaori.engine.reading import load_rulebook
from small_rulebook import changed, write_rulebook


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    """The small rulebook; the weather and what is in the bag may change."""
    files = changed("questions.yaml", "options: [sun, rain, snow]", "options: [sun, rain, snow]\n  may-change: true")
    text = files["questions.yaml"].replace("hat, scarf, tea]", "hat, scarf, tea]\n  may-change: true")
    return load_rulebook(write_rulebook(tmp_path_factory.mktemp("small"), {**files, "questions.yaml": text}))


def thrown(random: Random) -> Rulebook:
    """A random rulebook some of whose questions may be answered otherwise some day."""
    made = dice.with_help(random, dice.rulebook(random))
    questions = tuple(replace(one, may_change=random.random() < 0.6) for one in made.questions)
    return replace(made, questions=questions)


def walked(review: Review, person: Mapping[str, object]) -> tuple[Review, list[str]]:
    """The review to its end, answered by `person`, and the questions in the order in which they were asked."""
    asked = []
    while (question := review.question) is not None:
        asked.append(question.id)
        review = review.answered(question.id, person[question.id])
    return review, asked


def ids(questions: tuple[Question, ...]) -> list[str]:
    return [question.id for question in questions]


def test_what_may_have_changed_comes_first_with_the_answer_of_then(small: Rulebook) -> None:
    case = check_answers(small, {"weather": "rain", "bag": ["hat"], "degrees": 12, "at-home": "no"})
    review = review_begun(small, case)
    assert ids(review.ahead) == ["weather", "bag"]
    assert review.question is small.question["weather"]
    review = review.answered("weather", "rain")
    assert (review.looked_at, ids(review.ahead), review.changes) == (("weather",), ["bag"], {})
    review = review.answered("bag", ["umbrella"])
    assert review.changes == {"bag": (("hat",), ("umbrella",))}
    assert review.before().planned("take-an-umbrella")
    assert not review.after().planned("take-an-umbrella")


def test_what_the_new_answers_open_comes_after(small: Rulebook) -> None:
    """At 30 degrees in the rain nothing hangs on being at home; the open bag matters as soon as it snows."""
    case = check_answers(small, {"weather": "sun", "degrees": 30})
    review = review_begun(small, case)
    assert ids(review.ahead) == ["weather"]
    review = review.answered("weather", "snow")
    assert review.question is small.question["bag"]
    assert review.asked == ("weather", "bag")
    review = review.answered("bag", ["umbrella"])
    assert review.changes == {"weather": ("sun", "snow"), "bag": (None, ("umbrella",))}
    assert review.question is None


def test_an_answer_taken_up_again_is_looked_at_too(small: Rulebook) -> None:
    case = check_answers(small, {"weather": "sun", "bag": ["hat"], "degrees": 30, "at-home": "no"})
    review = review_begun(small, case)
    assert ids(review.ahead) == ["weather"]
    assert ids(review.answered("weather", "rain").ahead) == ["bag"]


def test_one_may_go_back_and_answer_anew(small: Rulebook) -> None:
    case = check_answers(small, {"weather": "rain", "bag": ["hat"], "degrees": 12, "at-home": "no"})
    review = review_begun(small, case).answered("weather", "snow").answered("weather", "rain")
    assert (review.changes, review.looked_at, ids(review.ahead)) == ({}, ("weather",), ["bag"])


def test_what_is_not_asked_cannot_be_answered(small: Rulebook) -> None:
    review = review_begun(small, check_answers(small, {"weather": "sun"}))
    with pytest.raises(CaseError, match="is not being asked"):
        review.answered("at-home", "yes")
    with pytest.raises(CaseError):
        review.answered("nothing", "yes")
    with pytest.raises(CaseError):
        review.answered("weather", "hail")


def test_whoever_changes_nothing_changes_nothing() -> None:
    asked_again = 0
    for seed in range(400):
        random = Random(seed)
        rulebook = thrown(random)
        person = dice.answers(random, rulebook, 1.0)
        course = resumed(rulebook, person)
        case = check_answers(rulebook, course.given)
        review, asked = walked(review_begun(rulebook, case), person)
        assert asked == ids(questions_to_review(rulebook, course.answers))
        assert (review.course.answers, review.course.given) == (course.answers, course.given)
        assert review.changes == {}
        before, after = review.before("reference"), review.after("reference")
        assert (before.plan, before.withheld, before.fired) == (after.plan, after.withheld, after.fired)
        asked_again += len(asked)
    assert asked_again > 200


def test_every_answer_that_may_have_changed_is_looked_at_once_and_the_plan_is_complete() -> None:
    opened = 0
    for seed in range(400):
        random = Random(seed)
        rulebook = thrown(random)
        case = check_answers(rulebook, dice.answers(random, rulebook, 0.8))
        person = {**dice.answers(random, rulebook, 1.0)}
        review, asked = walked(review_begun(rulebook, case), person)
        assert len(asked) == len(set(asked))
        assert {*ids(questions_to_review(rulebook, review.course.answers))} <= {*asked}
        assert review.after("reference").complete
        # Whatever may not change and was answered is never asked again.
        assert not any(name in case.answers and not rulebook.question[name].may_change for name in asked)
        opened += any(name not in case.answers for name in asked)
    assert opened > 50


def test_a_case_that_was_read_is_reviewed_with_its_ticks(small: Rulebook, tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text("rulebook: going_out\ndate: 2026-11-19\nanswers: {weather: rain}\ndone: {stay-in: 2026-11-20}\n")
    case = load_case(small, path)
    assert review_begun(small, case).case is case
    assert case_document(small, case).count("2026-11") == 2


def test_what_the_alarm_rests_on_is_known_and_what_is_asked_because_of_it(small: Rulebook) -> None:
    assert alarm_questions(small) == {"weather", "degrees"}
    only_if = replace(small.question["at-home"], only_if=small.rule["coat-when-cold"].condition.any[1][:1])
    asked_then = replace(small, questions=(*small.questions[:3], only_if))
    assert alarm_questions(asked_then) == {"weather", "degrees", "at-home"}
    assert alarm_questions(replace(small, alarm=None)) == frozenset()
    assert alarm_questions(replace(small, alarm=Alarm("cold", "now"))) == {"degrees"}


def test_the_shipped_rulebook_asks_again_what_changes(rulebook: Rulebook) -> None:
    may = {one.id for one in rulebook.questions if one.may_change}
    assert {"contact", "apology", "mood", "forgiveness", "demand", "plan", "elapsed"} <= may
    assert {"danger", "wish", "harm"} <= alarm_questions(rulebook)
    assert "contact" not in alarm_questions(rulebook)
    assert Case({}, {}, {}).done == {}
