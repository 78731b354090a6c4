"""The plan as a person reads it: nothing is lost, nothing stands twice, and what is urgent is told apart."""

from __future__ import annotations

from random import Random

import dice
import pytest
from nakanaori.engine.consulting import Outcome, consult, hinging_actions
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import load_rulebook
from nakanaori.engine.telling import all_held_back, folded_basics, held_back, plan_phases, urgent_actions
from nakanaori.engine.telling.plan_parts import MOST_CALLS, MOST_EXAMPLES, lines_to_call, may_follow
from small_rulebook import write_rulebook

DANGER = {"danger": ["hurt-or-threatened", "want-to-disappear"]}


@pytest.fixture(scope="module")
def outcomes(rulebook: Rulebook) -> list[Outcome]:
    """Random people, some of them in danger, and somebody who has answered nothing."""
    thrown = Random(11)
    people = [{}, DANGER, *(dice.answers(thrown, rulebook) for _ in range(40))]
    return [consult(rulebook, answers, engine="reference") for answers in people]


def test_every_planned_action_stands_in_exactly_one_part(outcomes: list[Outcome]) -> None:
    for outcome in outcomes:
        told = [planned for part in plan_phases(outcome) for planned in (*part.own, *part.basics)]
        assert told == list(outcome.plan)
        for part in plan_phases(outcome):
            assert part.own or part.basics
            assert {planned.action.phase for planned in (*part.own, *part.basics)} == {part.phase}
        phases = [part.phase for part in plan_phases(outcome)]
        assert phases == [phase for phase in outcome.rulebook.phases if phase in phases]


def test_only_basics_are_folded_and_never_what_the_plan_leads_with(outcomes: list[Outcome]) -> None:
    assert any(folded_basics(outcome) for outcome in outcomes)
    for outcome in outcomes:
        assert tuple(planned for part in plan_phases(outcome) for planned in part.basics) == folded_basics(outcome)
        assert {planned.action.id for planned in folded_basics(outcome)} == {
            planned.action.id for planned in outcome.plan if planned.basic and planned not in outcome.first_steps
        }


def test_a_basic_that_the_plan_leads_with_is_shown_in_full(tmp_path) -> None:
    outcome = consult(load_rulebook(write_rulebook(tmp_path)), {}, engine="reference")
    assert [planned.basic for planned in outcome.first_steps] == [True]
    assert plan_phases(outcome)[0].own == outcome.plan
    assert folded_basics(outcome) == ()


def test_every_withheld_action_stands_in_exactly_one_group(outcomes: list[Outcome]) -> None:
    assert any(len(group.held) > 1 for outcome in outcomes for group in all_held_back(outcome))
    for outcome in outcomes:
        groups = all_held_back(outcome)
        told = [held for group in groups for held in group.held]
        assert sorted(held.action.id for held in told) == sorted(held.action.id for held in outcome.withheld)
        assert len({group.by for group in groups}) == len(groups)
        for group in groups:
            assert all(held.by == group.by for held in group.held)
            assert set(group.by) <= set(outcome.fired)


def test_of_basics_only_who_is_in_danger_is_told_that_they_wait(outcomes: list[Outcome]) -> None:
    spared = named = 0
    for outcome in outcomes:
        rules = outcome.rulebook.rule
        told = [held for group in held_back(outcome) for held in group.held]
        own = [one for one in outcome.withheld if any(not rules[rule].basic for rule in one.advised_by)]
        expected = outcome.withheld if outcome.alarmed else own
        assert sorted(held.action.id for held in told) == sorted(held.action.id for held in expected)
        basics = len(outcome.withheld) - len(own)
        named, spared = (named + basics, spared) if outcome.alarmed else (named, spared + basics)
    assert spared
    assert named


def test_what_is_urgent_comes_first_and_only_while_the_alarm_stands(outcomes: list[Outcome]) -> None:
    assert {bool(urgent_actions(outcome)) for outcome in outcomes} == {True, False}
    for outcome in outcomes:
        assert bool(urgent_actions(outcome)) is outcome.alarmed
        assert urgent_actions(outcome) == outcome.plan[: len(urgent_actions(outcome))]


def test_calls_are_a_few_numbers_of_the_help_lines_shown_each_once(outcomes: list[Outcome]) -> None:
    for outcome in outcomes:
        lines, facts = outcome.rulebook.help_lines, outcome.case.facts
        under = (lines.under(planned.action.id, facts, outcome.findings) for planned in urgent_actions(outcome))
        shown = [line for those in under for line in those]
        numbers = {line.call for line in shown if line.call}
        told = [line.call for line in lines_to_call(outcome)]
        assert len(told) == len(set(told)) == min(len(numbers), MOST_CALLS)
        assert all(line in shown for line in lines_to_call(outcome))


def test_in_danger_there_is_somebody_to_call(rulebook: Rulebook) -> None:
    for danger in rulebook.question["danger"].options:
        outcome = consult(rulebook, {"danger": [danger]}, engine="reference")
        assert bool(lines_to_call(outcome)) is outcome.alarmed


def test_whoever_is_in_danger_in_two_ways_sees_whom_to_call_for_either(rulebook: Rulebook) -> None:
    options = rulebook.question["danger"].options
    both = consult(rulebook, {"danger": options}, engine="reference")
    told = {line.id for line in lines_to_call(both)}
    assert {"police-emergency", "inochi-sos"} <= told


def test_what_may_follow_is_not_planned_and_hangs_on_an_open_question(outcomes: list[Outcome]) -> None:
    assert any(len(may_follow(outcome)) == MOST_EXAMPLES for outcome in outcomes)
    for outcome in outcomes:
        named = may_follow(outcome)
        assert len(named) <= MOST_EXAMPLES
        wanted = {action.id for action in named}
        assert not wanted & {planned.action.id for planned in outcome.plan}
        for question in outcome.open_questions:
            if not wanted:
                break
            hinging = hinging_actions(outcome.rulebook, outcome.case.answers, question.id)
            wanted -= {action.id for action in hinging}
        assert not wanted


def test_nothing_follows_when_nothing_is_open(rulebook: Rulebook) -> None:
    answers = {question.id: "unknown" for question in rulebook.questions}
    assert may_follow(consult(rulebook, answers, engine="reference")) == ()
