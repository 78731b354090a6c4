"""A course for tests: somebody who has an answer to every question, and answers what is asked."""

from __future__ import annotations

from random import Random

from dice import answers
from nakanaori.engine.consulting import Course
from nakanaori.engine.language import Rulebook


def somebody(dice: Random, rulebook: Rulebook) -> dict[str, object]:
    """An answer to every question, `unknown` now and then."""
    return answers(dice, rulebook, answered=1.0)


def ordinary(rulebook: Rulebook) -> dict[str, object]:
    """Somebody who lied to a friend, and has not said sorry yet."""
    known = {
        "danger": [], "relation": "friend", "fault": "mine", "cause": ["lied"], "severity": "serious",
        "contact": "in-touch", "known": "all", "signs": [], "urges": ["make-excuses"], "apology": "not-yet",
        "elapsed": "days", "others": [], "demand": "nothing", "self-blame": "no",
    }  # fmt: skip
    return {**somebody(Random(3), rulebook), **known}


def answered_by(course: Course, person: dict[str, object]) -> Course:
    """The course once the person has answered everything that is asked."""
    while course.question is not None:
        course = course.answered(course.question.id, person[course.question.id])
    return course
