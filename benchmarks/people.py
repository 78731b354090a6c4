"""Random people: answers as a caller gives them, the same for the same seed."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from nakanaori.engine.consulting import REFERENCE, Answer, consult, random_answers
from nakanaori.engine.language import Rulebook

Person = dict[str, Answer]
"""Answers by question."""


def complete(dice: Random, rulebook: Rulebook) -> Person:
    """Somebody who answers every question."""
    return random_answers(dice, rulebook, answered=1.0)


def mixed(dice: Random, rulebook: Rulebook) -> Iterator[Person]:
    """Without end, now somebody who answers everything, now somebody who may not."""
    while True:
        yield complete(dice, rulebook)
        yield random_answers(dice, rulebook)


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
        if consult(rulebook, person, engine=REFERENCE).alarmed is danger:
            found.append(person)
    return found
