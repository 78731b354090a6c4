"""The formal model says the same as the reference evaluator, and finds the smallest answers of all."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import product
from math import prod
from pathlib import Path
from random import Random
from threading import Thread

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from nakanaori.engine.consulting import Answer, check_answers, consult
from nakanaori.engine.language import NUMBER, ONE, UNKNOWN, OneOf, Question, Rulebook
from nakanaori.engine.reading import load_rulebook
from random_rulebooks import cases, rulebooks
from small_rulebook import write_rulebook

pytest.importorskip("z3")

from nakanaori.engine.proving import Model, SolverMissingError, Term, UndecidedError
from nakanaori.engine.proving import solver_search as search

Case = dict[str, Answer]


def conclusions(model: Model) -> list[Term]:
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


def all_answers(question: Question) -> list[Answer | None]:
    """Every answer to a question, and leaving it open."""
    if question.kind == NUMBER:
        return [None, UNKNOWN, *range(question.low, question.high + 1)]
    if question.kind == ONE:
        return [None, UNKNOWN, *question.options]
    sets = product((True, False), repeat=len(question.options))
    chosen = (tuple(option for option, there in zip(question.options, one, strict=True) if there) for one in sets)
    return [None, UNKNOWN, *chosen]


def all_cases(rulebook: Rulebook) -> Iterator[Case]:
    """Every set of answers, unfinished ones included."""
    names = [question.id for question in rulebook.questions]
    for values in product(*map(all_answers, rulebook.questions)):
        yield {name: value for name, value in zip(names, values, strict=True) if value is not None}


def size(rulebook: Rulebook, case: Case) -> tuple[object, ...]:
    """What makes a case smaller than another, as `Model.smallest` documents it."""
    chosen: list[bool] = []
    for question in rulebook.questions:
        answer = case.get(question.id)
        if question.kind == NUMBER:
            chosen.append(isinstance(answer, int))
        elif question.kind == ONE:
            chosen += [option == answer for option in question.options]
        else:
            chosen += [isinstance(answer, tuple) and option in answer for option in question.options]
        chosen.append(answer == UNKNOWN)
    answered = [question.id in case for question in rulebook.questions]
    numbers = [answer for answer in case.values() if isinstance(answer, int)]
    late = [not there for there in answered], [not there for there in chosen]
    return sum(answered), sum(chosen), *late, numbers


def test_the_shipped_rulebook_means_the_same_to_model_and_evaluator(rulebook: Rulebook) -> None:
    random = Random(3)
    assert_same(rulebook, [random_case(rulebook, random) for _ in range(1500)])


@settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_random_rulebooks_mean_the_same_to_model_and_evaluator(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks())
    drawn = data.draw(st.lists(cases(rulebook), min_size=1, max_size=3))
    random = Random(data.draw(st.integers(0, 1000)))
    checked = [check_answers(rulebook, case).answers for case in drawn]
    assert_same(rulebook, [*checked, *(random_case(rulebook, random) for _ in range(7))])


@settings(max_examples=25, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(rulebooks())
def test_the_smallest_answers_are_the_smallest_of_all(rulebook: Rulebook) -> None:
    assume(prod(len(all_answers(question)) for question in rulebook.questions) <= 600)
    model = Model(rulebook)
    by_size = sorted(all_cases(rulebook), key=lambda case: size(rulebook, case))
    told = list(model.outcomes(map(model.fires, rulebook.rule), by_size))
    for position, rule in enumerate(rulebook.rule):
        expected = next((case for case, fired in zip(by_size, told, strict=True) if fired[position]), None)
        assert model.smallest(model.fires(rule)) == expected
        possible = model.possible(model.fires(rule))
        assert (possible is None) == (expected is None)
        assert possible is None or rule in consult(rulebook, possible, engine="reference").fired


@pytest.fixture
def going_out(tmp_path: Path) -> Rulebook:
    return load_rulebook(write_rulebook(tmp_path))


def test_numbers_counts_and_findings_have_their_smallest_case(going_out: Rulebook) -> None:
    model = Model(going_out)
    assert model.smallest(model.planned("put-on-a-coat")) == {"degrees": -10}
    warm = model.negation(model.found("cold"))
    assert model.smallest(model.planned("put-on-a-coat"), warm) == {"weather": "snow", "bag": ("hat", "scarf")}
    assert model.smallest(model.shown("put-on-a-coat", "tie-the-scarf")) == {"bag": ("scarf",), "degrees": -10}
    assert model.smallest(model.planned("stay-in")) == {"weather": "rain", "degrees": -10, "at-home": "yes"}
    assert model.smallest(model.planned("drink-water")) == {}
    assert model.smallest(model.own("drink-water")) is None
    both = model.planned("stay-in"), model.planned("put-on-a-coat")
    assert model.smallest(*both) is None


def test_the_fewest_of_some_formulas_come_before_everything_else(going_out: Rulebook) -> None:
    model = Model(going_out)
    answers: Case = {"weather": "rain", "bag": ("umbrella", "tea"), "degrees": 30, "at-home": "yes"}
    near = model.smallest(model.planned("stay-in"), few=model.differs_from(answers))
    assert near == {**answers, "degrees": -10}
    near = model.smallest(model.planned("take-an-umbrella"), few=model.differs_from(answers))
    assert near == {"weather": "rain", "degrees": 30, "at-home": "yes"}


def test_a_case_can_be_fixed_exactly_or_in_part(going_out: Rulebook) -> None:
    model = Model(going_out)
    case: Case = {"weather": "snow", "bag": (), "degrees": 7, "at-home": UNKNOWN}
    for part in ({}, {"bag": ()}, {"degrees": UNKNOWN}, {"degrees": 40, "bag": UNKNOWN}, case):
        exactly = [model.answers_with(question, part.get(question)) for question in going_out.question]
        assert model.possible(*exactly) == part
        more = model.every(model.answers_with(*answered) for answered in part.items())
        assert model.smallest(more, model.all_answered()) == {
            "weather": "sun",
            "bag": (),
            "degrees": -10,
            "at-home": "yes",
            **part,
        }
        assert model.possible(*exactly, *model.differs_from(part)[:1]) is None
    every = model.differs_from(case)
    changed = model.possible(*every)
    assert changed is not None
    assert all(changed.get(question) != answer for question, answer in case.items())


def test_connectives_of_none_and_of_too_few(going_out: Rulebook) -> None:
    model = Model(going_out)
    wet = model.found("wet")
    assert model.possible(model.every(())) is not None
    assert model.possible(model.some(())) is None
    assert model.possible(model.at_least(2, [wet])) is None
    assert model.possible(model.at_most(1, [wet]), wet) is not None
    assert model.possible(model.at_most(0, [wet]), wet) is None
    assert model.possible(model.same(wet, model.test(OneOf("weather", frozenset(("sun",)))))) == {}


def test_the_same_answers_come_out_every_time(rulebook: Rulebook) -> None:
    def some() -> list[Case | None]:
        model = Model(rulebook)
        return [model.possible(model.planned(action.id)) for action in rulebook.actions[:20]]

    assert some() == some()


def test_models_can_be_used_side_by_side_in_threads(rulebook: Rulebook) -> None:
    found: dict[int, list[Case | None]] = {}

    def work(number: int) -> None:
        model = Model(rulebook)
        found[number] = [model.smallest(model.planned(action.id)) for action in rulebook.actions[:12]]

    threads = [Thread(target=work, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 3
    assert found[0] == found[1] == found[2]
    assert found[0][0] == {"danger": ("hurt-or-threatened",)}


def pigeons(model: Model, count: int) -> list[Term]:
    """As many pigeons as questions, one hole fewer, and no two in one: impossible, and long to prove."""
    names = [question.id for question in model.rulebook.questions][:count]
    holes = [f"h{hole}" for hole in range(count - 1)]
    sits = {(name, hole): model.test(OneOf(name, frozenset((hole,)))) for name in names for hole in holes}
    housed = [model.some(sits[name, hole] for hole in holes) for name in names]
    return [*housed, *(model.at_most(1, [sits[name, hole] for name in names]) for hole in holes)]


@pytest.fixture
def dovecote(going_out: Rulebook) -> Model:
    holes = tuple(f"h{hole}" for hole in range(15))
    place = going_out.questions[0].place
    questions = tuple(Question(f"p{number}", ONE, holes, 0, 0, place) for number in range(16))
    kept = {name: getattr(going_out, name) for name in Rulebook.__struct_fields__}
    return Model(Rulebook(**{**kept, "questions": questions, "rules": ()}))


def test_running_out_of_time_is_no_answer(dovecote: Model) -> None:
    assert dovecote.possible(*pigeons(dovecote, 5), seconds=60) is None
    for ask in (dovecote.possible, dovecote.smallest):
        with pytest.raises(UndecidedError) as caught:
            ask(*pigeons(dovecote, 16), seconds=0.2)
        assert (caught.value.reason, caught.value.found) == ("time", None)


def test_running_out_of_time_keeps_what_was_found(dovecote: Model) -> None:
    # Whether any two pigeons share a hole is easy; whether the fewest that can is one is what takes long.
    names = [question.id for question in dovecote.rulebook.questions]
    formulas = pigeons(dovecote, 16)
    housed, crowded = formulas[:16], [dovecote.negation(formula) for formula in formulas[16:]]
    with pytest.raises(UndecidedError) as caught:
        dovecote.smallest(*housed, few=crowded, seconds=2)
    assert caught.value.found is not None
    assert sorted(caught.value.found) == sorted(names)


def test_running_out_of_memory_is_no_answer(dovecote: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MOST_MEGABYTES", 1)
    with pytest.raises(UndecidedError) as caught:
        dovecote.possible(*pigeons(dovecote, 16), seconds=60)
    assert caught.value.reason == "memory"


def test_without_z3_one_line_says_how_to_install_it(rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "z3", None)
    with pytest.raises(SolverMissingError) as caught:
        Model(rulebook)
    assert "pip install 'nakanaori[prove]'" in str(caught.value)
    assert "\n" not in str(caught.value)
