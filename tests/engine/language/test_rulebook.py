"""A rulebook as a value: everything by its id, the order of a plan, and rules in strata."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from nakanaori.engine.language import CaseError, Rulebook
from random_rulebooks import rulebooks

SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(rulebooks())
def test_a_rule_rests_only_on_findings_of_lower_strata(rulebook: Rulebook) -> None:
    assert sorted(rule.id for stratum in rulebook.strata for rule in stratum) == sorted(rulebook.rule)
    found_in = [{finding for rule in stratum for finding in rule.find} for stratum in rulebook.strata]
    for at, stratum in enumerate(rulebook.strata):
        later = set().union(*found_in[at:])
        for rule in stratum:
            assert rule.condition.findings().isdisjoint(later)


@SLOW
@given(rulebooks())
def test_no_rule_stands_higher_than_it_must(rulebook: Rulebook) -> None:
    level = {rule.id: at for at, stratum in enumerate(rulebook.strata) for rule in stratum}
    for rule in rulebook.rules:
        below = [level[other.id] for other in rulebook.rules if rule.condition.findings() & {*other.find}]
        assert level[rule.id] == max(below, default=-1) + 1


def test_everything_is_found_by_its_id_in_the_order_of_its_declaration(rulebook: Rulebook) -> None:
    assert tuple(rulebook.question.values()) == rulebook.questions
    assert tuple(rulebook.action.values()) == rulebook.actions
    assert tuple(rulebook.rule.values()) == rulebook.rules
    assert all(rulebook.withheld_by[rule.id] == {*rule.withhold} for rule in rulebook.rules)


def test_actions_are_ordered_by_phase_and_then_as_declared(rulebook: Rulebook) -> None:
    ordered = sorted(rulebook.actions, key=lambda action: rulebook.action_order[action.id])
    phases = [rulebook.phases.index(action.phase) for action in ordered]
    assert phases == sorted(phases)
    for phase in rulebook.phases:
        declared = [action for action in rulebook.actions if action.phase == phase]
        assert [action for action in ordered if action.phase == phase] == declared


def test_an_unknown_action_is_named_with_the_nearest(rulebook: Rulebook) -> None:
    assert rulebook.known_action("keep-distance") is rulebook.action["keep-distance"]
    with pytest.raises(CaseError, match="Did you mean 'keep-distance'"):
        rulebook.known_action("keep-distanse")
