"""Boolean formulas: simplifying and answering change nothing in what they mean, and equal ones are the same."""

from __future__ import annotations

from random import Random

import pytest
from nakanaori.engine.language import (
    Atom,
    Condition,
    Finding,
    Formula,
    OneOf,
    asked,
    both,
    either,
    formula_of,
    given,
    negated,
    rewritten,
)
from thrown_formulas import EVERY, QUESTIONS, holds, thrown_formula

THROWS = 800


def test_joining_and_negating_keep_the_meaning():
    for seed in range(THROWS):
        throw = Random(seed)
        parts = [thrown_formula(throw) for _ in range(throw.randint(0, 4))]
        for facts in throw.sample(EVERY, 10):
            truths = [holds(part, facts) for part in parts]
            assert holds(both(parts), facts) is all(truths), (seed, parts)
            assert holds(either(parts), facts) is any(truths), (seed, parts)
            assert [holds(negated(part), facts) for part in parts] == [not truth for truth in truths], (seed, parts)


def test_answering_some_of_a_formula_keeps_its_meaning():
    for seed in range(THROWS):
        throw = Random(seed)
        formula, facts = thrown_formula(throw), throw.choice(EVERY)
        first = {name: value for name, value in facts.items() if throw.random() < 0.5}
        left = given(formula, first)
        assert asked(left) <= asked(formula) - first.keys(), (seed, formula, first)
        for later in throw.sample(EVERY, 10):
            assert holds(left, {**later, **first}) is holds(formula, {**later, **first}), (seed, formula, first)


def test_answering_all_of_a_formula_decides_it():
    for seed in range(THROWS):
        throw = Random(seed)
        formula, facts = thrown_formula(throw), throw.choice([facts for facts in EVERY if len(facts) == len(QUESTIONS)])
        assert given(formula, facts) is holds(formula, facts), (seed, formula, facts)


A = Atom(OneOf("one", frozenset("a")))


@pytest.mark.parametrize(
    ("made", "simplified"),
    [
        (both(()), True),
        (either(()), False),
        (both((True, A)), A),
        (both((False, A)), False),
        (either((True, A)), True),
        (either((False, A)), A),
        (both((A, negated(A))), False),
        (either((A, negated(A))), True),
        (both((A, A)), A),
        (negated(negated(A)), A),
        (negated(True), False),
    ],
)
def test_what_is_plain_is_simplified(made, simplified):
    assert made == simplified


def test_equal_formulas_are_the_same_object():
    for seed in range(THROWS // 4):
        formula, again = thrown_formula(Random(seed)), thrown_formula(Random(seed))
        assert formula is again or (isinstance(formula, Atom) and formula == again), seed


def test_rewriting_replaces_the_tests_of_a_question_and_no_others():
    for seed in range(THROWS):
        throw = Random(seed)
        formula, mine, other = thrown_formula(throw), throw.choice(EVERY), throw.choice(EVERY)
        question = throw.choice(list(QUESTIONS))
        answered = rewritten(formula, {question}, lambda atom, of=mine: atom.test.holds(of, ()))
        elsewhere = {name: value for name, value in other.items() if name != question}
        here = {question: mine[question]} if question in mine else {}
        assert holds(answered, other) is holds(formula, {**elsewhere, **here}), (seed, formula)
        assert asked(answered) <= asked(formula) - {question}


def chain(length: int, questions: int) -> Formula:
    """The last of findings that each rest on the one before not being established, and on a question."""
    formulas: dict[str, Formula] = {"0": A}
    for number in range(length):
        tests = (Finding(str(number), False), OneOf(f"question-{number % questions}", frozenset("a")))
        formulas[str(number + 1)] = formula_of(Condition(when=tests), formulas)
    return formulas[str(length)]


@pytest.mark.parametrize("questions", [7, 5_000])
def test_depth_is_no_obstacle(questions):
    formula = chain(5_000, questions)
    assert asked(formula) == {"one"} | {f"question-{number}" for number in range(questions)}
    answers = {f"question-{number}": frozenset("a") for number in range(questions)}
    assert given(formula, answers) == A
    assert given(formula, {**answers, "one": frozenset("a")}) is True
    assert chain(5_000, questions) is formula


def test_findings_that_rest_twice_on_each_other_do_not_take_forever():
    """Written out, the last of 40 findings would have 2 to the 40 tests."""
    formulas: dict[str, Formula] = {"0": A}
    for number in range(40):
        below = Finding(str(number), True)
        first, second = (OneOf("some", frozenset("abcd"[at % 4])) for at in (number, number + 1))
        formulas[str(number + 1)] = formula_of(Condition(any=((below, first), (below, second))), formulas)
    last = formulas["40"]
    assert asked(last) == {"one", "some"}
    assert given(last, {"one": frozenset("a"), "some": frozenset("abcd")}) is True
