"""Conditions as diagrams: they are made as long as they stay small, and given up before they cost anything."""

from __future__ import annotations

from itertools import product
from random import Random

import dice
import pytest
from nakanaori.engine.language import (
    ALWAYS,
    NEVER,
    NUMBER,
    ONE,
    SEVERAL,
    AnswerTest,
    AtLeast,
    Between,
    Diagram,
    DiagramLogic,
    Diagrams,
    Finding,
    NoneOf,
    OneOf,
    Question,
    levels,
)
from nakanaori.engine.language.diagram_logic import MOST_BRANCHES
from thrown_formulas import NOWHERE, QUESTIONS, facts_of, thrown, thrown_test

TESTS = [thrown_test(Random(seed)) for seed in range(2_000)]
LEVELS = levels(list(QUESTIONS.values()), TESTS)


def logic_of(questions: list[Question], tests: list[AnswerTest], *bounds: int) -> DiagramLogic:
    return DiagramLogic(Diagrams(levels(questions, tests)), *bounds)


def test_what_is_bounded_is_the_same_or_not_there():
    diagrams = Diagrams(LEVELS)
    missing = 0
    for seed in range(400):
        whole = thrown(Random(seed), DiagramLogic(diagrams))
        for bounds in ((0, 100), (20, 100), (1_000, 6)):
            node = thrown(Random(seed), DiagramLogic(diagrams, *bounds))
            assert node in (None, whole), seed
            missing += node is None
    assert missing > 300


def test_what_was_too_large_spoils_only_what_rests_on_it():
    test = OneOf("one", frozenset("a"))
    logic = logic_of(list(QUESTIONS.values()), [test])
    small = logic.test(test)
    assert logic.negated(None) is None
    assert logic.both((small, None)) is None
    assert logic.both((small, None, NEVER)) is NEVER
    assert logic.either((None, small, ALWAYS)) is ALWAYS
    assert logic.either((None, small)) is None


HUNDREDS = 400


@pytest.mark.parametrize("form", ["first and none of the others", "at least half"])
def test_hundreds_of_options_are_no_obstacle(form):
    options = tuple(f"o{number}" for number in range(HUNDREDS))
    question = Question("q", SEVERAL, options, 0, 0, NOWHERE)
    if form == "at least half":
        tests: list[AnswerTest] = [AtLeast("q", HUNDREDS // 2, frozenset(options))]
    else:
        tests = [OneOf("q", frozenset(options[:1])), *(NoneOf("q", frozenset((option,))) for option in options[1:])]
    logic = logic_of([question], tests, 10**9, 10**9)
    node = logic.both(map(logic.test, tests))
    assert node is not None
    assert logic.negated(logic.negated(node)) is node
    assert logic.both((node, logic.negated(node))) is NEVER
    assert logic.either((logic.negated(node), node)) is ALWAYS


def test_thousands_of_questions_are_no_obstacle():
    questions = [Question(f"q{number}", ONE, ("a", "b"), 0, 0, NOWHERE) for number in range(5_000)]
    tests: list[AnswerTest] = [OneOf(question.id, frozenset("a")) for question in questions]
    diagrams = Diagrams(levels(questions, tests))
    logic = DiagramLogic(diagrams, 10**9, 10**9)
    node = logic.both(map(logic.test, tests))
    assert node is not None
    assert node.support.bit_count() == 5_000
    (left,) = diagrams.given([node], {"q4999": frozenset("a")})
    assert left.support.bit_count() == 4_999
    assert diagrams.given([node], {"q4999": frozenset("b")}) == [NEVER]
    assert logic.either((logic.negated(node), node)) is ALWAYS


def test_a_pile_of_counts_is_given_up_in_time():
    """Entangled counts of sixty options would take hundreds of thousands of branches."""
    throw = Random(2)
    options = tuple(f"o{number}" for number in range(60))
    question = Question("q", SEVERAL, options, 0, 0, NOWHERE)
    tests = [AtLeast("q", 10, frozenset(throw.sample(options, 30))) for _ in range(12)]
    diagrams = Diagrams(levels([question], tests))
    logic = DiagramLogic(diagrams)
    assert logic.both([logic.negated(logic.test(test)) for test in tests]) is None
    assert len(diagrams) < MOST_BRANCHES


def test_a_number_with_thousands_of_intervals_is_given_up_in_time():
    question = Question("q", NUMBER, (), 0, 10**6, NOWHERE)
    tests = [Between("q", number, None) for number in range(1, 5_000)]
    diagrams = Diagrams(levels([question], tests))
    logic = DiagramLogic(diagrams)
    assert None in [logic.test(test) for test in tests]
    assert len(diagrams) * 5_000 <= 2 * MOST_BRANCHES


@pytest.mark.parametrize("least", [1, 2, 3, 4])
def test_choices_that_are_no_answer_tell_nothing_apart(least: int) -> None:
    question = Question("q", SEVERAL, ("a", "b", "c", "d"), 0, 0, NOWHERE, least=least)
    tests = [test for seed in range(60) if not isinstance(test := dice.thrown_test(Random(seed), question), Finding)]
    diagrams = Diagrams(levels([question], tests))
    logic = DiagramLogic(diagrams)
    told: dict[Diagram, set[tuple[bool, ...]]] = {}
    for one, other in product(tests, tests):
        node = logic.both((logic.test(one), logic.test(other)))
        assert node is not None
        outcomes = tuple(one.holds(facts, ()) and other.holds(facts, ()) for facts in facts_of(question))
        told.setdefault(node, set()).add(outcomes)
        for facts, outcome in zip(facts_of(question), outcomes, strict=True):
            if facts:
                assert diagrams.given([node], facts) == [ALWAYS if outcome else NEVER]
    assert all(len(outcomes) == 1 for outcomes in told.values())
    assert len(told) == len(set().union(*told.values())) > 3
