"""The numbered steps: questions in the order asked, the alarm after the answer that raised it, at the end the plan."""

from __future__ import annotations

from random import Random

import pytest
from nakanaori.engine.consulting import begun
from nakanaori.engine.language import Rulebook
from nakanaori.web.step import ALARM, CHECK, PLAN, QUESTION, frontier, number_of, steps
from walking import answered_by, somebody


def test_one_begins_at_the_first_question(rulebook: Rulebook) -> None:
    course = begun(rulebook)
    assert course.question is not None
    (step,) = steps(course)
    assert (step.kind, step.question, frontier(course)) == (QUESTION, course.question, 1)


def test_the_alarm_stands_behind_the_answer_that_raised_it(rulebook: Rulebook) -> None:
    course = begun(rulebook).answered("danger", ["hurt-or-threatened"])
    assert [step.kind for step in steps(course)] == [QUESTION, ALARM, QUESTION]
    assert (number_of(course, ALARM), frontier(course)) == (2, 3)


@pytest.mark.parametrize("seed", range(10))
def test_a_finished_course_ends_in_the_check_and_the_plan(rulebook: Rulebook, seed: int) -> None:
    course = answered_by(begun(rulebook), somebody(Random(seed), rulebook))
    made = steps(course)
    assert [step.kind for step in made[-2:]] == [CHECK, PLAN]
    assert [step.question.id for step in made if step.question is not None] == list(course.answers)
    assert frontier(course) == len(made) - 1
    assert all(made[number_of(course, QUESTION, name) - 1].question is rulebook.question[name] for name in course.asked)
