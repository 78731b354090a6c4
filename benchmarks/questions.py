"""How many questions a person is asked, after how many it is certain what comes first, and how long one waits."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from statistics import fmean, median
from time import process_time
from typing import NamedTuple

from nakanaori.engine.consulting import first_steps_certain, next_question, open_questions
from nakanaori.engine.language import Question, Rulebook

from .people import Person, people
from .table import Row, Section
from .timing import milliseconds

_LONGEST = 0.005
"""How many seconds one may wait for the next question."""

Choice = Callable[[Rulebook, Person], Question | None]
"""Which question to ask after some answers; None when there is nothing more to be asked."""


class Consultations(NamedTuple):
    """How many questions each person was asked, after how many of them the first steps were certain, and the seconds
    that each look for a next question took."""

    asked: list[int]
    certain: list[int]
    seconds: list[float]


def section(rulebook: Rulebook, *, count: int) -> Section:
    """The questionnaire as part of the table, for so many people, half of them in danger."""
    dice = Random(5)
    groups = {
        "in danger": people(dice, rulebook, count // 2, danger=True),
        "not in danger": people(dice, rulebook, count - count // 2, danger=False),
    }
    open_questions(rulebook, {})
    asked = {name: consultations(rulebook, persons, next_question) for name, persons in groups.items()}
    as_declared = {name: consultations(rulebook, persons, first_declared) for name, persons in groups.items()}
    everybody = Consultations(*([*first, *second] for first, second in zip(*asked.values(), strict=True)))
    rows = [_counted(name, group.asked) for name, group in {**asked, "everybody": everybody}.items()]
    rows += [_counted(f"{name}, asked as declared", group.asked) for name, group in as_declared.items()]
    rows += [_counted(f"{name}, until the first steps are certain", group.certain) for name, group in asked.items()]
    rows += [
        _counted(f"{name}, until they are, asked as declared", group.certain) for name, group in as_declared.items()
    ]
    rows.append(_waited(everybody.seconds))
    return Section(f"Questions asked of {count:,} random people, out of {len(rulebook.questions)}", rows)


def consultations(rulebook: Rulebook, persons: list[Person], choose: Choice) -> Consultations:
    """Asks each person everything that matters."""
    made = Consultations([], [], [])
    for person in persons:
        answers = answered(rulebook, person, made.seconds, choose)
        made.asked.append(len(answers))
        made.certain.append(_certain_after(rulebook, answers))
    return made


def answered(rulebook: Rulebook, person: Person, seconds: list[float], choose: Choice = next_question) -> Person:
    """The answers of a person who answers everything that is asked, in that order; what each question took to be
    chosen is appended to `seconds`."""
    answers: Person = {}
    while True:
        start = process_time()
        question = choose(rulebook, answers)
        seconds.append(process_time() - start)
        if question is None:
            return answers
        answers[question.id] = person[question.id]


def first_declared(rulebook: Rulebook, answers: Person) -> Question | None:
    """Of the questions that matter the one declared first, whatever it decides."""
    mattering = open_questions(rulebook, answers)
    return next((question for question in rulebook.questions if question in mattering), None)


def _certain_after(rulebook: Rulebook, answers: Person) -> int:
    """After how many of the answers it is certain what comes first."""
    names = list(answers)
    return next(
        count
        for count in range(len(names) + 1)
        if first_steps_certain(rulebook, {name: answers[name] for name in names[:count]})
    )


def _counted(name: str, counts: list[int]) -> Row:
    return Row(f"{name}: mean, median, worst", f"{fmean(counts):.1f}, {median(counts):g}, {max(counts)}")


def _waited(seconds: list[float]) -> Row:
    longest = max(seconds)
    return Row(
        "next_question, CPU time: mean, median, worst",
        ", ".join(map(milliseconds, (fmean(seconds), median(seconds), longest))),
        note=f"{len(seconds):,} calls; ≤ {milliseconds(_LONGEST)}",
        reached=longest <= _LONGEST,
    )
