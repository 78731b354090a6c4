"""An indexed outcome says by id what the outcome says in order."""

from __future__ import annotations

from random import Random

import dice
from nakanaori.engine.consulting import consult
from nakanaori.engine.proving import indexed


def test_it_says_what_the_outcome_says() -> None:
    thrown = Random(3)
    for _ in range(50):
        rulebook = dice.rulebook(thrown)
        outcome = consult(rulebook, dice.answers(thrown, rulebook), engine="reference")
        index = indexed(outcome)
        assert index.outcome is outcome
        assert index.fired == set(outcome.fired)
        assert tuple(index.planned.values()) == outcome.plan
        assert tuple(index.withheld.values()) == outcome.withheld
        assert {action.id: index.planned.get(action.id) for action in rulebook.actions} == {
            action.id: outcome.planned(action.id) for action in rulebook.actions
        }
