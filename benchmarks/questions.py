"""How many questions a person is asked, and how long one waits for the next."""

from __future__ import annotations

from random import Random
from statistics import fmean, median
from time import process_time
from typing import NamedTuple

from nakanaori.engine.consulting import next_question
from nakanaori.engine.language import Rulebook

from .people import Person, people
from .table import Row, Section
from .timing import milliseconds


class Consultations(NamedTuple):
    """How many questions each person was asked, and the seconds that each look for a next question took."""

    asked: list[int]
    seconds: list[float]


def section(rulebook: Rulebook, *, count: int) -> Section:
    """The questionnaire as part of the table, for so many people, half of them in danger."""
    dice = Random(5)
    groups = {
        "in danger": consultations(rulebook, people(dice, rulebook, count // 2, danger=True)),
        "not in danger": consultations(rulebook, people(dice, rulebook, count - count // 2, danger=False)),
    }
    everybody = Consultations(*([*first, *second] for first, second in zip(*groups.values(), strict=True)))
    rows = [_asked_row(name, group.asked) for name, group in {**groups, "everybody": everybody}.items()]
    rows.append(
        Row(
            "next_question, CPU time: median, worst",
            f"{milliseconds(median(everybody.seconds))}, {milliseconds(max(everybody.seconds))}",
            note=f"{len(everybody.seconds):,} calls, the first one included",
        )
    )
    return Section(f"Questions asked of {count:,} random people, out of {len(rulebook.questions)}", rows)


def consultations(rulebook: Rulebook, persons: list[Person]) -> Consultations:
    """Asks each person everything that matters."""
    made = Consultations([], [])
    for person in persons:
        made.asked.append(asked(rulebook, person, made.seconds))
    return made


def asked(rulebook: Rulebook, person: Person, seconds: list[float]) -> int:
    """How many questions a person who answers everything is asked; what each took is appended to `seconds`."""
    answers: Person = {}
    while True:
        start = process_time()
        question = next_question(rulebook, answers)
        seconds.append(process_time() - start)
        if question is None:
            return len(answers)
        answers[question.id] = person[question.id]


def _asked_row(name: str, counts: list[int]) -> Row:
    return Row(f"{name}: mean, median, worst", f"{fmean(counts):.1f}, {median(counts):g}, {max(counts)}")
