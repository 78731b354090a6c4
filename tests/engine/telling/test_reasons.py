"""Reasons as values: what a rule rests on, what stood in its way, and chains that end in answers, each finding once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random

import dice
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from long_chains import chained
from nakanaori.engine.consulting import Outcome, consult
from nakanaori.engine.language import Finding, Rulebook
from nakanaori.engine.reading import load_rulebook
from nakanaori.engine.telling import LACKED, Ground, Reason, fired_reasons, ground_of, reason_chain
from nakanaori.engine.telling import unfolded_grounds as unfolded
from nakanaori.engine.telling.reasons import ABOVE, BLOCKING, FURTHER_ON, HERE, MOST_LEVELS, USED, standing_of
from random_rulebooks import cases, rulebooks
from small_rulebook import write_rulebook

SLOW = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture
def small(tmp_path: Path) -> Rulebook:
    return load_rulebook(write_rulebook(tmp_path))


def at(rulebook: Rulebook, answers: dict[str, object]) -> Outcome:
    return consult(rulebook, answers, engine="reference")


def every_ground(reasons: Iterable[Reason]) -> Iterator[Ground]:
    """Every ground of the chains, however far down."""
    for reason in reasons:
        for ground in reason.grounds:
            yield ground
            yield from every_ground(ground.behind)


def levels(reasons: Iterable[Reason]) -> int:
    """How many rules stand within each other."""
    deepest = [levels(ground.behind) for reason in reasons for ground in reason.grounds]
    return 1 + max(deepest, default=0) if deepest or reasons else 0


# grounds --------------------------------------------------------------------------------------------------------------


def test_a_fired_rule_rests_on_the_tests_that_hold(small: Rulebook) -> None:
    outcome = at(small, {"degrees": 3, "bag": ["hat"]})
    (reason,) = fired_reasons(outcome, ["coat-when-cold"])
    assert reason.grounds == (Ground(Finding("cold", True), USED, True, None),)
    (numbers,) = fired_reasons(outcome, ["few-degrees-are-cold"])
    assert [ground.answer for ground in numbers.grounds] == [3]


def test_own_rules_come_before_basic_ones(rulebook: Rulebook) -> None:
    for seed in range(5):
        outcome = at(rulebook, dice.answers(Random(seed), rulebook))
        basics = [reason.rule.basic for reason in fired_reasons(outcome, outcome.fired)]
        assert basics == sorted(basics)


def test_what_stood_in_the_way_is_what_is_lacked_and_what_blocks(small: Rulebook) -> None:
    lacking = standing_of(at(small, {"weather": "sun", "bag": ["umbrella"]}), "take-an-umbrella")
    (reason,) = lacking.reasons
    assert [(ground.kind, ground.holds) for ground in reason.grounds] == [(LACKED, False), (BLOCKING, True)]


@SLOW
@given(st.data())
def test_every_rule_has_the_grounds_that_its_condition_gives(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks())
    outcome = at(rulebook, data.draw(cases(rulebook)))
    facts, found = outcome.case.facts, outcome.findings
    for action in rulebook.action:
        standing = standing_of(outcome, action)
        for reason in (*standing.reasons, *standing.against):
            fired = reason.rule.id in outcome.fired
            assert {ground.kind for ground in reason.grounds} <= ({USED} if fired else {LACKED, BLOCKING})
            assert len(set(reason.grounds)) == len(reason.grounds)
            for ground in reason.grounds:
                assert ground.holds is ground.test.holds(facts, found)
                assert ground.holds is not (ground.kind == LACKED) or ground.kind == USED
            if not fired:
                assert reason.grounds or reason.taken_by is not None


@SLOW
@given(st.data())
def test_an_action_stands_as_it_came_out(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks())
    outcome = at(rulebook, data.draw(cases(rulebook)))
    held = {one.action.id: one for one in outcome.withheld}
    for action in rulebook.action:
        standing = standing_of(outcome, action)
        expected = "planned" if outcome.planned(action) else "withheld" if action in held else "unadvised"
        assert standing.status == expected
        assert {one.rule.id for one in standing.against} == {
            rule for rule in outcome.fired if action in rulebook.withheld_by[rule]
        }


# chains ---------------------------------------------------------------------------------------------------------------


def test_behind_a_finding_stand_its_rules_and_behind_a_missing_one_those_that_could(small: Rulebook) -> None:
    outcome = at(small, {"weather": "rain", "degrees": 20})
    wet, cold = ground_of(outcome, Finding("wet", True)), ground_of(outcome, Finding("cold", True), LACKED)
    here, further = unfolded(outcome, [wet, cold])
    assert [[reason.rule.id for reason in ground.behind] for ground in here] == [
        ["rain-and-snow-wet"],
        ["few-degrees-are-cold"],
    ]
    assert further == ()


def test_behind_a_finding_that_was_rightly_not_established_stands_nothing(small: Rulebook) -> None:
    outcome = at(small, {"weather": "sun"})
    (here,), _ = unfolded(outcome, [ground_of(outcome, Finding("wet", False))])
    assert (here.holds, here.behind) == (True, ())


def test_a_finding_is_unfolded_once_and_then_named(rulebook: Rulebook) -> None:
    named = 0
    for seed in range(20):
        outcome = at(rulebook, dice.answers(Random(seed), rulebook))
        for action in rulebook.action:
            standing = standing_of(outcome, action)
            grounds = [*every_ground((*standing.reasons, *standing.against))]
            unfolded_here = [ground.test for ground in grounds if ground.behind]
            assert len(unfolded_here) == len({test.finding for test in unfolded_here if isinstance(test, Finding)})
            again = [ground for ground in grounds if ground.told != HERE]
            assert all(ground.told == ABOVE and not ground.behind for ground in again)
            named += len(again)
    assert named


def test_what_lies_too_deep_is_unfolded_further_on(tmp_path: Path) -> None:
    outcome = at(chained(tmp_path, 20), {"weather": "rain"})
    chain = reason_chain(outcome, ["last"])
    assert levels(chain.reasons) == MOST_LEVELS
    assert [ground.told for ground in every_ground(chain.reasons)][-1] == FURTHER_ON
    told = [ground for ground in every_ground(chain.reasons) if ground.behind]
    later = [*chain.further, *(one for ground in chain.further for one in every_ground(ground.behind) if one.behind)]
    assert len(told) + len(later) == 20
    assert all(levels(ground.behind) < MOST_LEVELS for ground in chain.further)


@pytest.mark.parametrize("answers", [{"weather": "rain"}, {"weather": "sun"}, {}], ids=["holds", "fails", "open"])
def test_no_chain_is_too_long_nor_has_too_many_ways(tmp_path: Path, answers: dict[str, object]) -> None:
    for name, length, wide in (("long", 3000, False), ("wide", 200, True)):
        rulebook = chained(tmp_path / name, length, wide=wide)
        standing = standing_of(at(rulebook, answers), "stay-in")
        grounds = [*every_ground(standing.reasons)]
        grounds += [one for ground in standing.further for one in (ground, *every_ground(ground.behind))]
        unfolded_once = [ground.test for ground in grounds if ground.behind]
        assert len(unfolded_once) == len(set(unfolded_once)) >= length
        assert len(grounds) <= 3 * len(rulebook.rules)
