"""How many questions a person is asked, after how many it is certain what comes first, and how long one waits."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterator
from random import Random
from statistics import fmean, median
from time import process_time
from typing import NamedTuple

from nakanaori.engine.consulting import REFERENCE, Answer, consult, first_steps_certain, next_question, open_questions
from nakanaori.engine.language import SEVERAL, UNKNOWN, Question, Rulebook

from .people import Person, people
from .table import Row, Section
from .timing import milliseconds

_LONGEST, _USUAL = 0.005, 0.0001
"""How many seconds one may wait for the next question at most, and on average."""
_LEAST_WEIGHT = 2
"""For how many in a hundred of those asked another answer changes something, at least."""

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
    # These people are nobody's but ours: the collector shall not look at them while somebody waits for a question. What
    # the engine makes ready it looks at, for the first time right then.
    gc.collect()
    gc.freeze()
    open_questions(rulebook, {})
    gc.collect()
    asked = {name: consultations(rulebook, persons, next_question) for name, persons in groups.items()}
    as_declared = {name: consultations(rulebook, persons, first_declared) for name, persons in groups.items()}
    everybody = Consultations(*([*first, *second] for first, second in zip(*asked.values(), strict=True)))
    rows = [_counted(name, group.asked) for name, group in {**asked, "everybody": everybody}.items()]
    rows += [_counted(f"{name}, asked as declared", group.asked) for name, group in as_declared.items()]
    rows += [_counted(f"{name}, until the first steps are certain", group.certain) for name, group in asked.items()]
    rows += [
        _counted(f"{name}, until they are, asked as declared", group.certain) for name, group in as_declared.items()
    ]
    gc.unfreeze()
    rows.append(_waited(everybody.seconds))
    return Section(f"Questions asked of {count:,} random people, out of {len(rulebook.questions)}", rows)


def weighed(rulebook: Rulebook, *, count: int) -> Section:
    """For how many of those who are asked a question another answer would change what they are told."""
    dice = Random(5)
    asked: Counter[str] = Counter()
    changed: Counter[str] = Counter()
    for danger in (True, False):
        for person in people(dice, rulebook, count // 2, danger=danger):
            told = _told(rulebook, person)
            for name in answered(rulebook, person, []):
                asked[name] += 1
                others = _other_answers(rulebook.question[name], person[name])
                changed[name] += any(_told(rulebook, {**person, name: other}) != told for other in others)
    weights = {name: 100 * changed[name] / asked[name] for name in asked}
    rows = [
        Row(
            f"{name}: of {asked[name]:,} asked",
            f"{weight:.0f} %",
            note=f"≥ {_LEAST_WEIGHT} %",
            reached=weight >= _LEAST_WEIGHT,
        )
        for name, weight in sorted(weights.items(), key=lambda one: one[1])
    ]
    return Section(f"For how many of {count:,} random people another answer changes what they are told", rows)


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


def _other_answers(question: Question, given: Answer) -> Iterator[Answer]:
    """The answers next to one: any other option and not knowing, or of several options one more or one less."""
    if question.kind == SEVERAL:
        chosen = set() if given == UNKNOWN else set(given) if isinstance(given, (list, tuple)) else {given}
        for option in question.options:
            yield [one for one in question.options if (one in chosen) != (one == option)]
    else:
        yield from (option for option in (*question.options, UNKNOWN) if option != given)


def _told(rulebook: Rulebook, person: Person) -> object:
    """All that a person is told: the plan with its steps, drafts and lines to call, and what comes first."""
    outcome = consult(rulebook, person, engine=REFERENCE)
    facts, found = outcome.case.facts, outcome.findings
    plan = [
        (planned, [line.id for line in rulebook.help_lines.under(planned.action.id, facts, found)])
        for planned in outcome.plan
    ]
    return plan, [planned.action.id for planned in outcome.first_steps]


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
    usual, longest = fmean(seconds), max(seconds)
    return Row(
        "next_question, CPU time: mean, median, worst",
        ", ".join(map(milliseconds, (usual, median(seconds), longest))),
        note=f"{len(seconds):,} calls; ≤ {milliseconds(_USUAL)}, ≤ {milliseconds(_LONGEST)}",
        reached=usual <= _USUAL and longest <= _LONGEST,
    )
