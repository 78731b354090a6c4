"""The laws of an outcome, whatever the rulebook and the answers; and the reference evaluator against brute force."""

from __future__ import annotations

import copy
from random import Random

import brute_force
import dice
import msgspec
import pytest
from brute_force import Reading
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nakanaori.engine.consulting import FIRST_STEPS, Outcome, consult
from nakanaori.engine.language import Rulebook
from nakanaori.engine.telling import trace_json
from random_rulebooks import cases, rulebooks

SLOW = settings(deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def shown(outcome: Outcome) -> brute_force.Plan:
    return tuple(
        (planned.action.id, planned.basic, tuple(step.id for step in planned.steps)) for planned in outcome.plan
    )


def check_laws(outcome: Outcome) -> None:
    """What holds of every outcome, from the outcome and its rulebook alone."""
    rulebook, plan = outcome.rulebook, outcome.plan
    fired = [rulebook.rule[rule] for rule in outcome.fired]
    assert [rule.id for rule in rulebook.rules if rule in fired] == list(outcome.fired)
    phases, declared = list(rulebook.phases), [action.id for action in rulebook.actions]
    place = [(phases.index(one.action.phase), one.basic, declared.index(one.action.id)) for one in plan]
    assert place == sorted(place)
    assert len(set(place)) == len(place)
    assert [one.rank for one in plan] == list(range(1, len(plan) + 1))
    planned, held = {one.action.id for one in plan}, {one.action.id for one in outcome.withheld}
    advised = {action for rule in fired for action in rule.advise}
    withholding = {action for rule in fired for action in rule.withhold}
    assert planned == advised - withholding
    assert held == advised & withholding
    assert outcome.first_steps == plan[:FIRST_STEPS]
    for one in plan:
        advisers = [rule for rule in fired if one.action.id in rule.advise]
        assert one.because == tuple(rule.id for rule in advisers)
        assert one.basic is all(rule.basic for rule in advisers)
        assert [step for step in one.action.steps if step in one.steps] == list(one.steps)
        assert set(one.action.steps) - set(one.steps) <= {step for step in one.action.steps if step.when}
        assert outcome.planned(one.action.id) is one
    for one in outcome.withheld:
        assert one.advised_by == tuple(rule.id for rule in fired if one.action.id in rule.advise)
        assert one.by == tuple(rule.id for rule in fired if one.action.id in rule.withhold)
        assert outcome.planned(one.action.id) is None
    assert list(outcome.findings) == [finding for finding in rulebook.findings if finding in outcome.findings]
    for finding, by in outcome.findings.items():
        assert by == tuple(rule.id for rule in fired if finding in rule.find)
        assert by


def check_against_brute_force(rulebook: Rulebook, answers: dict[str, object]) -> Outcome:
    outcome = consult(rulebook, answers, engine="reference")
    reading = Reading(rulebook, answers)
    assert outcome.fired == tuple(rule.id for rule in rulebook.rules if reading.fires(rule))
    assert set(outcome.findings) == {finding for finding in rulebook.findings if reading.found(finding)}
    assert shown(outcome) == reading.plan()
    assert [held.action.id for held in outcome.withheld] == [
        action.id for action in rulebook.actions if reading.advised(action) and reading.withheld(action)
    ]
    check_laws(outcome)
    return outcome


def test_the_evaluator_is_exact_on_thousands_of_thrown_rulebooks():
    planned = withheld = basic = found = 0
    for seed in range(2000):
        throw = Random(seed)
        rulebook = dice.rulebook(throw)
        for _ in range(2):
            outcome = check_against_brute_force(rulebook, dice.answers(throw, rulebook))
            planned += len(outcome.plan)
            basic += sum(one.basic for one in outcome.plan)
            withheld += len(outcome.withheld)
            found += len(outcome.findings)
    assert min(planned - basic, basic, withheld, found) > 100


@given(st.data())
@settings(SLOW, max_examples=60)
def test_the_evaluator_is_exact_on_random_rulebooks(data):
    rulebook = data.draw(rulebooks())
    check_against_brute_force(rulebook, data.draw(cases(rulebook)))


def test_the_evaluator_is_exact_on_the_shipped_rulebook(rulebook):
    fired = set()
    for seed in range(1500):
        outcome = check_against_brute_force(rulebook, dice.answers(Random(seed), rulebook))
        fired.update(outcome.fired)
    assert len(fired) > 0.9 * len(rulebook.rules)


def test_the_laws_hold_whatever_the_engine(rulebook, engine):
    for seed in range(200):
        outcome = consult(rulebook, dice.answers(Random(seed), rulebook), engine=engine)
        assert outcome.engine.name == engine
        check_laws(outcome)


def test_the_first_steps_are_the_first_of_the_plan(rulebook):
    outcome = consult(rulebook, {"fault": "mine"}, engine="reference")
    assert len(outcome.plan) > len(outcome.first_steps) == 3
    assert [planned.rank for planned in outcome.first_steps] == [1, 2, 3]
    assert consult(rulebook, {}, engine="reference").first_steps == ()


def shuffled(throw: Random, answers: dict[str, object]) -> dict[str, object]:
    """The same answers, given in another order, with several choices in another order and as another collection."""
    names = list(answers)
    throw.shuffle(names)
    kinds = (list, tuple, set, frozenset)
    return {
        name: throw.choice(kinds)(throw.sample(answer, len(answer))) if isinstance(answer, tuple) else answer
        for name in names
        for answer in (answers[name],)
    }


def test_the_order_of_answers_does_not_matter(rulebook, engine):
    for seed in range(60):
        throw = Random(seed)
        answers = dice.answers(throw, rulebook)
        once = trace_json(consult(rulebook, answers, engine=engine).trace())
        assert trace_json(consult(rulebook, shuffled(throw, answers), engine=engine).trace()) == once


def test_the_same_answers_give_the_same_outcome_whatever_was_asked_before(rulebook, engine):
    throws = [dice.answers(Random(seed), rulebook) for seed in range(40)]
    first = [consult(rulebook, answers, engine=engine).to_dict() for answers in throws]
    again = [consult(rulebook, answers, engine=engine).to_dict() for answers in reversed(throws)]
    assert first == again[::-1]


def test_consulting_changes_nothing_that_it_was_given(rulebook):
    answers = {"cause": ["lied", "was-late"], "fault": "mine", "danger": []}
    before = copy.deepcopy(answers)
    outcome = consult(rulebook, answers, engine="reference")
    assert answers == before
    assert list(answers) == list(before)
    made = outcome.to_dict()
    answers["cause"].append("affair")
    answers["fault"] = "not-mine"
    assert outcome.to_dict() == made


def test_what_to_dict_gives_may_be_changed_without_harm(rulebook):
    outcome = consult(rulebook, {"fault": "mine", "cause": ["lied"]}, engine="reference")
    made = outcome.to_dict()
    before = copy.deepcopy(made)
    made["answers"]["fault"] = "not-mine"
    made["answers"].clear()
    made["actions"][0].clear()
    made["rules"] = []
    assert outcome.to_dict() == before


@pytest.mark.parametrize("name", ["rulebook", "case", "engine", "fired", "findings", "plan", "withheld", "anything"])
def test_an_outcome_cannot_be_changed(rulebook, name):
    outcome = consult(rulebook, {"fault": "mine"}, engine="reference")
    with pytest.raises(AttributeError):
        setattr(outcome, name, ())


def test_the_parts_of_an_outcome_cannot_be_changed(rulebook):
    outcome = consult(rulebook, {"fault": "mine", "contact": "blocked-me"}, engine="reference")
    parts = (outcome.plan[0], outcome.withheld[0], outcome.plan[0].action, outcome.plan[0].steps[0], outcome.case)
    for part in parts:
        for field in msgspec.structs.fields(part):
            with pytest.raises(AttributeError):
                setattr(part, field.name, None)
    assert isinstance(outcome.plan, tuple)
    assert isinstance(outcome.withheld, tuple)
    assert isinstance(outcome.fired, tuple)


def test_every_unfinished_case_has_an_outcome(rulebook):
    assert consult(rulebook, {}, engine="reference").complete is False
    for question in rulebook.questions:
        for answers in ({question.id: "unknown"}, {question.id: question.options[:1]}):
            one = answers[question.id]
            given_answers = {question.id: one if question.kind == "several" or one == "unknown" else one[0]}
            check_against_brute_force(rulebook, given_answers)
