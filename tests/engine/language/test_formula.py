"""Boolean formulas: they mean what their conditions mean, simplifying changes nothing, and the search for a model is
exact."""

from __future__ import annotations

from itertools import product
from random import Random

import dice
import pytest
from brute_force import UNANSWERED, values
from nakanaori.engine.consulting import check_answers
from nakanaori.engine.language import (
    NUMBER,
    ONE,
    SEVERAL,
    Atom,
    Condition,
    Facts,
    Finding,
    Formula,
    OneOf,
    Place,
    Question,
    asked,
    both,
    either,
    formula_of,
    given,
    negated,
    satisfiable,
)
from nakanaori.engine.language.formula import And, Not, Or, possible

NOWHERE = Place("questions.yaml")
QUESTIONS = {
    "one": Question("one", ONE, ("a", "b", "c"), 0, 0, NOWHERE),
    "some": Question("some", SEVERAL, ("a", "b", "c", "d"), 0, 0, NOWHERE),
    "number": Question("number", NUMBER, (), -2, 3, NOWHERE),
}
ENOUGH = 1_000_000
THROWS = 800


def facts_of(question: Question) -> list[Facts]:
    """Every value of a question, unanswered included, as facts."""
    listed: list[Facts] = []
    for value in values(question):
        if value == UNANSWERED:
            listed.append({})
        elif isinstance(value, int):
            listed.append({question.id: value})
        else:
            listed.append({question.id: frozenset(value if isinstance(value, tuple) else (value,))})
    return listed


EVERY: list[Facts] = [
    {name: value for facts in way for name, value in facts.items()}
    for way in product(*map(facts_of, QUESTIONS.values()))
]
"""All answers there are to the three questions."""


def thrown_formula(throw: Random, leaves: int = 6) -> Formula:
    if throw.random() < 0.02:
        return throw.random() < 0.5
    if leaves == 1 or throw.random() < 0.2:
        return Atom(dice.thrown_test(throw, throw.choice(list(QUESTIONS.values()))))
    if throw.random() < 0.3:
        return negated(thrown_formula(throw, leaves))
    parts = [thrown_formula(throw, leaves // 2) for _ in range(throw.randint(1, 3))]
    return throw.choice((both, either))(parts)


def holds(formula: Formula, facts: Facts) -> bool:
    """What a formula means, from the names of its parts."""
    if isinstance(formula, bool):
        return formula
    if isinstance(formula, Atom):
        return formula.test.holds(facts, ())
    if isinstance(formula, Not):
        return not holds(formula.part, facts)
    assert isinstance(formula, (And, Or))
    return (all if isinstance(formula, And) else any)(holds(part, facts) for part in formula.parts)


def twinned(formula: Formula) -> Formula:
    """The same formula, about a second answer to each question."""
    if isinstance(formula, bool):
        return formula
    if isinstance(formula, Atom):
        return Atom(formula.test, twin=True)
    if isinstance(formula, Not):
        return negated(twinned(formula.part))
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


def test_a_condition_and_its_formula_agree():
    for seed in range(THROWS // 2):
        throw = Random(seed)
        rulebook = dice.rulebook(throw)
        facts = check_answers(rulebook, dice.answers(throw, rulebook)).facts
        found: set[str] = set()
        formulas: dict[str, Formula] = dict.fromkeys(rulebook.findings, False)
        for stratum in rulebook.strata:
            made = {rule.id: formula_of(rule.condition, formulas) for rule in stratum}
            firing = {rule.id for rule in stratum if rule.condition.holds(facts, found)}
            assert firing == {name for name, formula in made.items() if holds(formula, facts)}, (seed, facts)
            for rule in stratum:
                formulas |= {finding: either((formulas[finding], made[rule.id])) for finding in rule.find}
                found.update(rule.find if rule.id in firing else ())


def test_a_finding_that_no_rule_establishes_is_never_found():
    assert formula_of(Condition(when=(Finding("nobody-finds-it", True),)), {}) is False
    assert formula_of(Condition(when=(Finding("nobody-finds-it", False),)), {}) is True
    assert formula_of(Condition(unless=(Finding("nobody-finds-it", True),)), {}) is True


def test_findings_that_rest_twice_on_each_other_do_not_take_forever():
    """Written out, the last of 40 findings would have 2 to the 40 tests."""
    formulas: dict[str, Formula] = {"0": A}
    for number in range(40):
        below = Finding(str(number), True)
        first, second = (OneOf("some", frozenset("abcd"[at % 4])) for at in (number, number + 1))
        formulas[str(number + 1)] = formula_of(Condition(any=((below, first), (below, second))), formulas)
    last = formulas["40"]
    assert asked(last) == {"one", "some"}
    assert satisfiable(last, QUESTIONS, ENOUGH) is True
    assert satisfiable(both((last, Atom(OneOf("one", frozenset("b"))))), QUESTIONS, ENOUGH) is False
    assert given(last, {"one": frozenset("a"), "some": frozenset("abcd")}) is True
