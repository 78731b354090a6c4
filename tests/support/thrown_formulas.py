"""Formulas about three small questions, thrown with dice, and what they mean on each of all answers there are."""

from __future__ import annotations

from itertools import product
from random import Random
from typing import TypeVar

import dice
from brute_force import UNANSWERED, values
from nakanaori.engine.language import (
    FORMULAS,
    NUMBER,
    ONE,
    SEVERAL,
    AnswerTest,
    Atom,
    Facts,
    Finding,
    Formula,
    Logic,
    Place,
    Question,
)
from nakanaori.engine.language.formula import And, Not

Meaning = TypeVar("Meaning")

NOWHERE = Place("questions.yaml")
QUESTIONS = {
    "one": Question("one", ONE, ("a", "b", "c"), 0, 0, NOWHERE),
    "some": Question("some", SEVERAL, ("a", "b", "c", "d"), 0, 0, NOWHERE),
    "number": Question("number", NUMBER, (), -2, 3, NOWHERE),
}


def facts_of(question: Question) -> list[Facts]:
    """Every value of a question, unanswered included, as facts."""
    listed: list[Facts] = []
    for value in values(question):
        if value == UNANSWERED:
            listed.append({})
        elif isinstance(value, int):
            listed.append({question.id: value})
        else:
            listed.append({question.id: frozenset(value if isinstance(value, tuple) else (str(value),))})
    return listed


EVERY: list[Facts] = [
    {name: value for facts in way for name, value in facts.items()}
    for way in product(*map(facts_of, QUESTIONS.values()))
]
"""All answers there are to the three questions."""


def thrown_test(throw: Random) -> AnswerTest:
    """A test of one of the questions."""
    test = dice.thrown_test(throw, throw.choice(list(QUESTIONS.values())))
    assert not isinstance(test, Finding)
    return test


def thrown(throw: Random, logic: Logic[Meaning], leaves: int = 6) -> Meaning:
    """Something thrown, in any logic; the same throws give what means the same."""
    if throw.random() < 0.02:
        return logic.both(()) if throw.random() < 0.5 else logic.either(())
    if leaves == 1 or throw.random() < 0.2:
        return logic.test(thrown_test(throw))
    if throw.random() < 0.3:
        return logic.negated(thrown(throw, logic, leaves))
    parts = [thrown(throw, logic, leaves // 2) for _ in range(throw.randint(1, 3))]
    return throw.choice((logic.both, logic.either))(parts)


def thrown_formula(throw: Random) -> Formula:
    """A formula."""
    return thrown(throw, FORMULAS)


def holds(formula: Formula, facts: Facts) -> bool:
    """What a formula means, from the names of its parts."""
    if isinstance(formula, bool):
        return formula
    if isinstance(formula, Atom):
        return formula.test.holds(facts, ())
    if isinstance(formula, Not):
        return not holds(formula.parts[0], facts)
    return (all if isinstance(formula, And) else any)(holds(part, facts) for part in formula.parts)
