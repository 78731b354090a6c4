"""The search for a model: exact while it has steps left, silent where it has none, and never lost in choices."""

from __future__ import annotations

from random import Random

import dice
import pytest
from nakanaori.engine.language import (
    SEVERAL,
    AtLeast,
    Atom,
    Condition,
    Finding,
    Formula,
    NoneOf,
    OneOf,
    Question,
    Search,
    asked,
    both,
    either,
    formula_of,
    negated,
    satisfiable,
)
from nakanaori.engine.language.formula import And, Not
from nakanaori.engine.language.satisfiability import possible
from thrown_formulas import EVERY, NOWHERE, QUESTIONS, facts_of, holds, thrown_formula

ENOUGH = 1_000_000
THROWS = 500


def twinned(formula: Formula) -> Formula:
    """The same formula, about a second answer to each question."""
    if isinstance(formula, bool):
        return formula
    if isinstance(formula, Atom):
        return Atom(formula.test, twin=True)
    if isinstance(formula, Not):
        return negated(twinned(formula.parts[0]))
    return (both if isinstance(formula, And) else either)(map(twinned, formula.parts))


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_possible_is_exact(question):
    outcomes = set()
    for seed in range(THROWS):
        throw = Random(seed)
        tests = [dice.thrown_test(throw, question) for _ in range(throw.randint(0, 5))]
        literals = frozenset((test, throw.random() < 0.5) for test in tests)
        expected = any(all(test.holds(facts, ()) is truth for test, truth in literals) for facts in facts_of(question))
        assert possible(question, literals) is expected, (seed, literals)
        outcomes.add(expected)
    assert outcomes == {True, False}


def test_the_search_finds_a_model_exactly_when_there_is_one():
    outcomes = set()
    for seed in range(THROWS):
        throw = Random(seed)
        formula = both(thrown_formula(throw) for _ in range(throw.randint(1, 4)))
        expected = any(holds(formula, facts) for facts in EVERY)
        assert satisfiable(formula, QUESTIONS, ENOUGH) is expected, (seed, formula)
        assert satisfiable(formula, QUESTIONS, 2) in (expected, None), (seed, formula)
        outcomes.add((expected, isinstance(formula, bool)))
    assert len(outcomes) == 4


def test_a_second_answer_to_a_question_is_apart_from_the_first():
    outcomes = set()
    for seed in range(THROWS // 4):
        throw = Random(seed)
        mine, other = thrown_formula(throw), thrown_formula(throw)
        possible_apart = any(holds(mine, facts) for facts in EVERY) and any(holds(other, facts) for facts in EVERY)
        assert satisfiable(both((mine, twinned(other))), QUESTIONS, ENOUGH) is possible_apart, (seed, mine, other)
        outcomes.add(possible_apart)
    assert outcomes == {True, False}


@pytest.mark.parametrize("name", QUESTIONS)
def test_whether_a_formula_depends_on_a_question_is_exact(name):
    outcomes = set()
    for seed in range(THROWS // 2):
        formula = thrown_formula(Random(seed))
        truths: dict[object, set[bool]] = {}
        for facts in EVERY:
            others = frozenset((other, value) for other, value in facts.items() if other != name)
            truths.setdefault(others, set()).add(holds(formula, facts))
        expected = any(len(truth) == 2 for truth in truths.values())
        assert Search(QUESTIONS, ENOUGH).depends_on(formula, name) is expected, (seed, formula)
        outcomes.add(expected)
    assert outcomes == {True, False}


def laborious() -> Formula:
    """A formula that is not decided in a few steps."""
    formulas = (both(thrown_formula(Random(seed + each)) for each in range(3)) for seed in range(1_000))
    return next(formula for formula in formulas if satisfiable(formula, QUESTIONS, 30) is None)


def test_one_search_has_so_many_steps_for_all_it_is_asked():
    formula = laborious()
    search = Search(QUESTIONS, 500)
    found = [search.satisfiable(formula) for _ in range(100)]
    assert found[0] is satisfiable(formula, QUESTIONS, ENOUGH)
    assert found[-1] is None
    assert found.index(None) == len(found) - found.count(None)
    assert search.depends_on(formula, min(asked(formula))) is None
    assert search.satisfiable(True) is True


def test_a_search_gets_no_further_for_what_was_searched_before():
    formula = laborious()

    def reach() -> int:
        return next(most for most in range(10_000) if satisfiable(formula, QUESTIONS, most) is not None)

    before = reach()
    for seed in range(200):
        satisfiable(thrown_formula(Random(seed)), QUESTIONS, ENOUGH)
    assert reach() == before


# many options ---------------------------------------------------------------------------------------------------------

MANY = Question("many", SEVERAL, tuple(f"option-{number}" for number in range(60)), 0, 0, NOWHERE)


def options(*numbers: int) -> frozenset[str]:
    return frozenset(MANY.options[number] for number in numbers)


@pytest.mark.parametrize("negative", [OneOf, NoneOf])
def test_one_option_and_none_of_the_others(negative):
    others = [negative("many", options(number)) for number in range(1, 60)]
    told = frozenset({(OneOf("many", options(0)), True), *((test, negative is NoneOf) for test in others)})
    assert possible(MANY, told) is True
    assert possible(MANY, told | {(AtLeast("many", 2, frozenset(MANY.options)), True)}) is False


def test_counts_of_options_that_overlap():
    some = [(AtLeast("many", 3, options(*range(start, start + 6))), True) for start in range(0, 55, 3)]
    few = (AtLeast("many", 30, frozenset(MANY.options)), False)
    fewer = (AtLeast("many", 29, frozenset(MANY.options)), False)
    assert possible(MANY, frozenset({*some, few})) in (True, None)
    assert possible(MANY, frozenset({*some[:3], (AtLeast("many", 6, options(*range(12))), False)})) is False
    assert possible(MANY, frozenset({some[0], fewer, few})) is True


@pytest.mark.parametrize("least", [1, 2, 4])
def test_too_few_options_are_no_possible_answer(least: int) -> None:
    question = Question("q", SEVERAL, ("a", "b", "c", "d"), 0, 0, NOWHERE, least=least)
    throw = Random(least)
    verdicts = []
    for _ in range(300):
        literals = frozenset((dice.thrown_test(throw, question), throw.random() < 0.5) for _ in range(3))
        facts = facts_of(question)
        verdicts.append(any(all(test.holds(each, ()) is truth for test, truth in literals) for each in facts))
        assert possible(question, literals) is verdicts[-1]
    assert 20 < sum(verdicts) < 280


def test_what_is_too_entangled_is_not_decided_and_never_wrongly():
    throw = Random(4)
    verdicts = set()
    for _ in range(8):
        tests = [(AtLeast("many", 8, options(*throw.sample(range(60), 20))), throw.random() < 0.5) for _ in range(9)]
        verdict = possible(MANY, frozenset(tests))
        verdicts.add(verdict)
        formula = both(Atom(test) if truth else negated(Atom(test)) for test, truth in tests)
        assert satisfiable(formula, {"many": MANY}, ENOUGH) is verdict
    assert None in verdicts


def test_depth_is_no_obstacle():
    questions = {f"q{number}": Question(f"q{number}", "one", ("a", "b"), 0, 0, NOWHERE) for number in range(3_001)}
    formulas: dict[str, Formula] = {"0": Atom(OneOf("q0", frozenset("a")))}
    for number in range(3_000):
        tests = (Finding(str(number), False), OneOf(f"q{number + 1}", frozenset("a")))
        formulas[str(number + 1)] = formula_of(Condition(when=tests), formulas)
    last = formulas["3000"]
    assert satisfiable(last, questions, ENOUGH) is True
    assert Search(questions, ENOUGH).depends_on(last, "q3000") is True
