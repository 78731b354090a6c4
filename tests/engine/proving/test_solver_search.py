"""A search settles on the smallest answers of all, and says when it ran out of time or memory."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from math import prod

import pytest
from dovecote import dovecote, pigeons
from hypothesis import HealthCheck, assume, given, settings
from model_outcomes import outcomes
from nakanaori.engine.consulting import Answer, consult
from nakanaori.engine.language import ONE, UNKNOWN, Question, Rulebook
from nakanaori.engine.proving import Deadline, Model, UndecidedError, solver_search
from nakanaori.engine.proving.solver_search import Search
from random_rulebooks import rulebooks
from ticking import Ticking

pytestmark = pytest.mark.usefixtures("solver")

Case = dict[str, Answer]


def all_answers(question: Question) -> list[Answer | None]:
    """Every answer to a question, and leaving it open."""
    if question.numeric:
        return [None, UNKNOWN, *map(question.answer, range(question.low, question.high + 1))]
    if question.kind == ONE:
        return [None, UNKNOWN, *question.options]
    sets = product((True, False), repeat=len(question.options))
    chosen = (tuple(option for option, there in zip(question.options, one, strict=True) if there) for one in sets)
    return [None, UNKNOWN, *(one for one in chosen if len(one) >= question.least)]


def all_cases(rulebook: Rulebook) -> Iterator[Case]:
    """Every set of answers, unfinished ones included."""
    names = [question.id for question in rulebook.questions]
    for values in product(*map(all_answers, rulebook.questions)):
        yield {name: value for name, value in zip(names, values, strict=True) if value is not None}


def size(rulebook: Rulebook, case: Case) -> tuple[object, ...]:
    """What makes a case smaller than another, as `Search.settle` documents it."""
    chosen: list[bool] = []
    for question in rulebook.questions:
        answer = case.get(question.id)
        if question.numeric:
            chosen.append(answer not in (None, UNKNOWN))
        elif question.kind == ONE:
            chosen += [option == answer for option in question.options]
        else:
            chosen += [isinstance(answer, tuple) and option in answer for option in question.options]
        chosen.append(answer == UNKNOWN)
    answered = [question.id in case for question in rulebook.questions]
    values = (rulebook.question[name].value(answer) for name, answer in case.items())
    numbers = [value for value in values if isinstance(value, int)]
    late = [not there for there in answered], [not there for there in chosen]
    return sum(answered), sum(chosen), *late, numbers


@settings(max_examples=25, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(rulebooks())
def test_the_smallest_answers_are_the_smallest_of_all(rulebook: Rulebook) -> None:
    assume(prod(len(all_answers(question)) for question in rulebook.questions) <= 600)
    model = Model(rulebook)
    by_size = sorted(all_cases(rulebook), key=lambda case: size(rulebook, case))
    told = list(outcomes(model, map(model.terms.fires, rulebook.rule), by_size))
    for position, rule in enumerate(rulebook.rule):
        expected = next((case for case, fired in zip(by_size, told, strict=True) if fired[position]), None)
        assert model.smallest(model.terms.fires(rule)) == expected
        possible = model.possible(model.terms.fires(rule))
        assert (possible is None) == (expected is None)
        assert possible is None or rule in consult(rulebook, possible, engine="reference").fired


def test_numbers_counts_and_findings_have_their_smallest_case(going_out: Rulebook) -> None:
    model = Model(going_out)
    assert model.smallest(model.terms.planned("put-on-a-coat")) == {"degrees": -10}
    warm = model.terms.negation(model.terms.found("cold"))
    assert model.smallest(model.terms.planned("put-on-a-coat"), warm) == {"weather": "snow", "bag": ("hat", "scarf")}
    assert model.smallest(model.terms.shown("put-on-a-coat", "tie-the-scarf")) == {"bag": ("scarf",), "degrees": -10}
    assert model.smallest(model.terms.planned("stay-in")) == {"weather": "rain", "degrees": -10, "at-home": "yes"}
    assert model.smallest(model.terms.planned("drink-water")) == {}
    assert model.smallest(model.terms.own("drink-water")) is None
    both = model.terms.planned("stay-in"), model.terms.planned("put-on-a-coat")
    assert model.smallest(*both) is None


def test_the_fewest_of_some_formulas_can_come_before_everything_else(going_out: Rulebook) -> None:
    answers: Case = {"weather": "rain", "bag": ("umbrella", "tea"), "degrees": 30, "at-home": "yes"}

    def nearest(action: str) -> Case:
        model = Model(going_out)
        terms = model.terms
        different = [terms.negation(terms.answers_with(one, answers.get(one))) for one in going_out.question]
        found = model.search([terms.planned(action)], about=different)
        assert found.holds()
        found.reduce(different)
        found.settle()
        return found.answers()

    assert nearest("stay-in") == {**answers, "degrees": -10}
    assert nearest("take-an-umbrella") == {"weather": "rain", "degrees": 30, "at-home": "yes"}


def test_running_out_of_time_is_no_answer(going_out: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solver_search, "SLICE", 0.01)
    model = dovecote(going_out)
    assert model.possible(*pigeons(model, 5)) is None
    for ask in (model.possible, model.smallest):
        with pytest.raises(UndecidedError) as caught:
            ask(*pigeons(model, 16), deadline=Deadline.after(30.0, Ticking()))
        assert (caught.value.reason, caught.value.found) == ("time", None)


def test_running_out_of_time_keeps_what_was_found(going_out: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(self: Search, terms: object) -> None:
        raise UndecidedError("time")

    monkeypatch.setattr(Search, "reduce", stopped)
    model = Model(going_out)
    with pytest.raises(UndecidedError) as caught:
        model.smallest(model.terms.planned("stay-in"))
    assert caught.value.found is not None
    assert consult(going_out, caught.value.found).planned("stay-in") is not None


def test_running_out_of_memory_is_no_answer(going_out: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solver_search, "MOST_MEGABYTES", 1)
    model = dovecote(going_out)
    with pytest.raises(UndecidedError) as caught:
        model.possible(*pigeons(model, 16))
    assert caught.value.reason == "memory"


def test_answers_of_every_kind_are_read_off(going_out: Rulebook) -> None:
    model = Model(going_out)
    for case in (
        {},
        {"weather": "snow", "bag": (), "degrees": -10, "at-home": UNKNOWN},
        {"bag": ("umbrella", "hat", "scarf", "tea"), "degrees": UNKNOWN},
        {"degrees": 40},
    ):
        exactly = [model.terms.answers_with(one, case.get(one)) for one in going_out.question]
        assert model.possible(*exactly) == case
