"""The numbered steps of a consultation: what stands behind the only thing that an address ever says."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from ..engine.consulting import Course
from ..engine.language import Question

QUESTION, ALARM, CHECK, PLAN = "question", "alarm", "check", "plan"


class Step(msgspec.Struct, frozen=True):
    """One page of the consultation: `kind` is QUESTION (and which), ALARM, CHECK or PLAN."""

    kind: str
    question: Question | None = None


def steps(course: Course) -> tuple[Step, ...]:
    """The pages of a course as far as it has come: the questions, the alarm where it was raised, and, once nothing more
    is to be asked, the answers to be checked and the plan."""
    return tuple(_steps(course))


def _steps(course: Course) -> Iterator[Step]:
    for name in course.asked:
        yield Step(QUESTION, course.rulebook.question[name])
        if name == course.alarmed_by:
            yield Step(ALARM)
    if course.question is None:
        yield Step(CHECK)
        yield Step(PLAN)


def number_of(course: Course, kind: str, question: str = "") -> int:
    """The number, from 1, of the step of that kind, and where it is a question of that question."""
    return next(
        number
        for number, step in enumerate(steps(course), start=1)
        if step.kind == kind and (kind != QUESTION or (step.question is not None and step.question.id == question))
    )


def frontier(course: Course) -> int:
    """The number of the step to go on with: the next question, or the answers to be checked."""
    if course.question is not None:
        return number_of(course, QUESTION, course.question.id)
    return number_of(course, CHECK)
