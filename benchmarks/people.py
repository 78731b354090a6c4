"""Random people: answers as a caller gives them, the same for the same seed."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from nakanaori.engine.consulting import consult
from nakanaori.engine.language import NUMBER, ONE, UNKNOWN, Question, Rulebook

Person = dict[str, object]
"""Answers by question."""

_UNKNOWN = 0.08
"""How often a person does not know."""


def answer(dice: Random, question: Question) -> object:
    """An answer that the question allows: `unknown` now and then, else an option, some options or a number."""
    if dice.random() < _UNKNOWN:
        return UNKNOWN
    if question.kind == NUMBER:
        return dice.randint(question.low, question.high)
    if question.kind == ONE:
        return dice.choice(question.options)
    likely = dice.choice((0.1, 0.3, 0.6))
    return [option for option in question.options if dice.random() < likely]


def complete(dice: Random, rulebook: Rulebook) -> Person:
    """Somebody who answers every question."""
    return {question.id: answer(dice, question) for question in rulebook.questions}


def unfinished(dice: Random, rulebook: Rulebook) -> Person:
    """Somebody who leaves questions unanswered, a few or most."""
    likely = dice.choice((0.1, 0.3, 0.5, 0.7, 0.9))
    return {question.id: answer(dice, question) for question in rulebook.questions if dice.random() < likely}


def mixed(dice: Random, rulebook: Rulebook) -> Iterator[Person]:
    """Without end, now somebody who answers everything, now somebody who does not."""
    while True:
        yield complete(dice, rulebook)
        yield unfinished(dice, rulebook)


def alarmed(rulebook: Rulebook, person: Person) -> bool:
    """Whether the rulebook finds the person in danger."""
    return consult(rulebook, person).alarmed


def people(dice: Random, rulebook: Rulebook, count: int, *, danger: bool) -> list[Person]:
    """So many people who answer every question, all of them in danger or none of them.

    The rulebook needs an alarm, or nobody is ever in danger.
    """
    found: list[Person] = []
    while len(found) < count:
        person = complete(dice, rulebook)
        if alarmed(rulebook, person) is danger:
            found.append(person)
    return found
