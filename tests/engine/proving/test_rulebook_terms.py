"""The formal model says the same as the reference evaluator."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from model_outcomes import outcomes
from nakanaori.engine.consulting import Answer, check_answers, consult, random_answers
from nakanaori.engine.language import Rulebook
from nakanaori.engine.proving import Model, Term
from random_rulebooks import cases, rulebooks

pytestmark = pytest.mark.usefixtures("solver")

Case = dict[str, Answer]


def conclusions(model: Model) -> list[Term]:
    """Everything that the model says of a case: rules, findings, and what a plan shows of each action."""
    rulebook = model.rulebook
    formulas = [*map(model.terms.fires, rulebook.rule), *map(model.terms.found, rulebook.findings)]
    for action in rulebook.actions:
        formulas += [model.terms.advised(action.id), model.terms.withheld(action.id)]
        formulas += [model.terms.planned(action.id), model.terms.own(action.id)]
        formulas += [model.terms.shown(action.id, step.id) for step in action.steps]
    return formulas


def evaluated(rulebook: Rulebook, case: Case) -> Iterator[bool]:
    """The same things by the reference evaluator."""
    outcome = consult(rulebook, case, engine="reference")
    fired = [rulebook.rule[rule] for rule in outcome.fired]
    yield from (rule in outcome.fired for rule in rulebook.rule)
    yield from (finding in outcome.findings for finding in rulebook.findings)
    for action in rulebook.actions:
        planned = outcome.planned(action.id)
        yield any(action.id in rule.advise for rule in fired)
        yield any(action.id in rule.withhold for rule in fired)
        yield planned is not None
        yield planned is not None and not planned.basic
        yield from (planned is not None and step in planned.steps for step in action.steps)


def assert_same(rulebook: Rulebook, given_cases: Iterable[Case]) -> None:
    """The model and the reference evaluator say the same of every case."""
    model = Model(rulebook)
    checked = [check_answers(rulebook, case).answers for case in given_cases]
    for case, told in zip(checked, outcomes(model, conclusions(model), checked), strict=True):
        assert told == tuple(evaluated(rulebook, case)), case


def test_the_shipped_rulebook_means_the_same_to_model_and_evaluator(rulebook: Rulebook) -> None:
    random = Random(3)
    assert_same(rulebook, [random_answers(random, rulebook) for _ in range(800)])


@settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_random_rulebooks_mean_the_same_to_model_and_evaluator(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks())
    drawn = data.draw(st.lists(cases(rulebook), min_size=1, max_size=3))
    random = Random(data.draw(st.integers(0, 1000)))
    checked = [check_answers(rulebook, case).answers for case in drawn]
    assert_same(rulebook, [*checked, *(random_answers(random, rulebook) for _ in range(7))])
