"""A rulebook as a value: everything by its id, the order of a plan, and rules in strata."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from nakanaori.engine.language import CaseError, Condition, Finding, Place, Question, Rule, Rulebook
from nakanaori.engine.language.rulebook import stratify
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


def test_what_a_question_offers() -> None:
    question = Question("q", "one", ("a", "b"), 0, 0, Place("a.yaml"))
    assert [question.offers(option) for option in ("a", "b", "c", "unknown")] == [True, True, False, False]
    assert question.choices == ("a", "b", "unknown")


def rule(name: str, find: str = "", *rests_on: str) -> Rule:
    condition = Condition(when=tuple(Finding(finding, at % 2 == 0) for at, finding in enumerate(rests_on)))
    return Rule(name, ("1",), False, condition, (find,) if find else (), (), (), Place("a.yaml"))


def names(rules: tuple[Rule, ...]) -> list[list[str]]:
    return [[rule.id for rule in stratum] for stratum in stratify(rules)]


def test_rules_stand_above_what_they_rest_on_and_as_low_as_they_may() -> None:
    rules = (rule("d", "", "c", "a"), rule("c", "c", "b"), rule("a", "a"), rule("b", "b", "a"), rule("e", "", "nobody"))
    assert names(rules) == [["a", "e"], ["b"], ["c"], ["d"]]


def test_a_finding_is_settled_when_every_rule_that_finds_it_is() -> None:
    rules = (rule("last", "", "b"), rule("late", "b", "a"), rule("early", "b"), rule("first", "a"))
    assert names(rules) == [["early", "first"], ["late"], ["last"]]


def test_no_rules_have_no_strata() -> None:
    assert stratify(()) == ()


def test_a_long_chain_is_as_many_strata_long() -> None:
    chain = [rule(f"r{at}", f"f{at}", f"f{at - 1}") for at in range(20_000)]
    assert len(stratify(tuple(reversed(chain)))) == len(chain)
