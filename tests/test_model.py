"""The formal model says the same as the reference evaluator, finds smallest answers, and never takes a limit for a no."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import chain, combinations, product
from pathlib import Path
from random import Random
from threading import Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nakanaori.engine import Rulebook, consult, load_rulebook
from nakanaori.engine.case import Answer, check_answers
from nakanaori.engine.condition import UNKNOWN
from nakanaori.engine.rulebook import NUMBER, ONE, Question
from random_rulebooks import cases, rulebooks
from small_rulebook import write_rulebook

pytest.importorskip("z3")

from nakanaori.engine import model as model_module
from nakanaori.engine import search
from nakanaori.engine.model import Formula, Model, SolverMissing, Undecided

Case = dict[str, Answer]


def conclusions(model: Model) -> list[Formula]:
    """Everything that the model says of a case: rules, findings, and what a plan shows of each action."""
    rulebook = model.rulebook
    formulas = [*map(model.fires, rulebook.rule), *map(model.found, rulebook.findings)]
    for action in rulebook.actions:
        formulas += [model.advised(action.id), model.withheld(action.id)]
        formulas += [model.planned(action.id), model.own(action.id)]
        formulas += [model.shown(action.id, step.id) for step in action.steps]
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
    for case, told in zip(checked, model.outcomes(conclusions(model), checked), strict=True):
        assert told == tuple(evaluated(rulebook, case)), case


def random_answer(question: Question, random: Random) -> Answer:
    if random.random() < 0.1:
        return UNKNOWN
    if question.kind == NUMBER:
        return random.randint(question.low, question.high)
    if question.kind == ONE:
        return random.choice(question.options)
    share = random.random()
    return tuple(option for option in question.options if random.random() < share)


def random_case(rulebook: Rulebook, random: Random) -> Case:
    """A case with any share of the questions answered, at times all of them."""
    share = random.choice((0.1, 0.3, 0.6, 0.9, 1.0, 1.0))
    asked = (question for question in rulebook.questions if random.random() < share)
    return {question.id: random_answer(question, random) for question in asked}


def test_the_shipped_rulebook_means_the_same_to_model_and_evaluator(rulebook: Rulebook) -> None:
    random = Random(3)
    assert_same(rulebook, [random_case(rulebook, random) for _ in range(4000)])


@settings(max_examples=150, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_random_rulebooks_mean_the_same_to_model_and_evaluator(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks())
    drawn = data.draw(st.lists(cases(rulebook), min_size=1, max_size=3))
    random = Random(data.draw(st.integers(0, 1000)))
    made = [random_case(rulebook, random) for _ in range(7)]
    assert_same(rulebook, [*({**case} for case in drawn), *made])  # type: ignore[dict-item]
