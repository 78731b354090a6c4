"""What conditions mean, in whatever logic they are read: the meaning that `condition` gives them."""

from __future__ import annotations

from random import Random

import dice
import pytest
from nakanaori.engine.consulting import check_answers
from nakanaori.engine.language import (
    ALWAYS,
    FORMULAS,
    NEVER,
    Condition,
    DiagramLogic,
    Diagrams,
    Finding,
    Formula,
    either,
    levels,
    meaning,
)
from thrown_formulas import QUESTIONS, holds


def test_a_condition_and_its_formula_agree():
    for seed in range(400):
        throw = Random(seed)
        rulebook = dice.rulebook(throw)
        facts = check_answers(rulebook, dice.answers(throw, rulebook)).facts
        found: set[str] = set()
        formulas: dict[str, Formula] = dict.fromkeys(rulebook.findings, False)
        for stratum in rulebook.strata:
            made = {rule.id: meaning(rule.condition, formulas, FORMULAS) for rule in stratum}
            firing = {rule.id for rule in stratum if rule.condition.holds(facts, found)}
            assert firing == {name for name, formula in made.items() if holds(formula, facts)}, (seed, facts)
            for rule in stratum:
                formulas |= {finding: either((formulas[finding], made[rule.id])) for finding in rule.find}
                found.update(rule.find if rule.id in firing else ())


@pytest.mark.parametrize(
    ("logic", "true", "false"),
    [(FORMULAS, True, False), (DiagramLogic(Diagrams(levels(list(QUESTIONS.values()), ()))), ALWAYS, NEVER)],
    ids=["formulas", "diagrams"],
)
def test_a_finding_that_no_rule_establishes_is_never_found(logic, true, false):
    nobody = "nobody-finds-it"
    assert meaning(Condition(when=(Finding(nobody, True),)), {}, logic) is false
    assert meaning(Condition(when=(Finding(nobody, False),)), {}, logic) is true
    assert meaning(Condition(unless=(Finding(nobody, True),)), {}, logic) is true
    assert meaning(Condition(any=((Finding(nobody, True),), (Finding(nobody, False),))), {}, logic) is true
    assert meaning(Condition(), {}, logic) is true
