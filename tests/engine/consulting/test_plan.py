"""What follows from the rules that fired, part by part; `test_outcome` holds the laws of all engines' outcomes."""

from __future__ import annotations

from random import Random

import dice
from nakanaori.engine.consulting import check_answers, conclude
from nakanaori.engine.consulting.plan import FromRules
from nakanaori.engine.language import Rulebook


def test_it_rests_on_nothing_but_the_rules_that_fired_and_the_facts(rulebook: Rulebook) -> None:
    for seed in range(20):
        case = check_answers(rulebook, dice.answers(Random(seed), rulebook))
        outcome = conclude(rulebook, case, "reference")
        again = FromRules(rulebook, case.facts, outcome.fired)
        assert (again.findings, again.plan, again.withheld) == (outcome.findings, outcome.plan, outcome.withheld)


def test_where_no_rule_fires_nothing_follows(rulebook: Rulebook) -> None:
    nothing = FromRules(rulebook, {}, ())
    assert (nothing.findings, nothing.plan, nothing.withheld) == ({}, (), ())


def test_an_action_that_nobody_advises_is_not_withheld_either(rulebook: Rulebook) -> None:
    withholding = tuple(rule.id for rule in rulebook.rules if rule.withhold and not rule.advise)
    assert withholding
    assert FromRules(rulebook, {}, withholding).withheld == ()
