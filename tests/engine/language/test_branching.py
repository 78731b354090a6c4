"""How questions branch: values that some test tells apart go different ways, and the others the same."""

from __future__ import annotations

from random import Random

import dice
import pytest
from nakanaori.engine.language import NUMBER, ONE, SEVERAL, AtLeast, Between, NoneOf, OneOf, Question, levels
from thrown_formulas import NOWHERE, QUESTIONS, facts_of


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_values_that_go_the_same_way_come_out_alike_in_every_test(question):
    for seed in range(300):
        throw = Random(seed)
        tests = [dice.thrown_test(throw, question) for _ in range(throw.randint(0, 4))]
        branching = levels([question], tests).branching[question.id]
        outcomes: dict[tuple[int, ...], set[tuple[bool, ...]]] = {}
        for facts in facts_of(question):
            way = branching.path(facts.get(question.id))
            outcomes.setdefault(way, set()).add(tuple(test.holds(facts, ()) for test in tests))
        assert all(len(outcome) == 1 for outcome in outcomes.values()), (seed, tests)


def branching_of(question: Question, *tests):
    return levels([question], tests).branching[question.id]


def test_options_that_no_test_tells_apart_share_a_branch():
    question = Question("q", ONE, ("a", "b", "c", "d", "e"), 0, 0, NOWHERE)
    branching = branching_of(question, OneOf("q", frozenset("ab")), NoneOf("q", frozenset("bc")))
    ways = [branching.path(frozenset(option)) for option in "abcde"]
    assert len(set(ways)) == 4
    assert ways[3] == ways[4]
    assert len(branching_of(question).samples) == 3


def test_a_number_branches_where_a_test_begins_or_ends():
    question = Question("q", NUMBER, (), 0, 100, NOWHERE)
    branching = branching_of(question, Between("q", 10, 20), Between("q", None, 20), Between("q", -5, 101))
    assert branching.bounds == (10, 20)
    assert branching.path(9) != branching.path(10) == branching.path(19) != branching.path(20) == branching.path(100)


def test_of_several_options_only_those_tested_have_a_level():
    question = Question("q", SEVERAL, ("a", "b", "c"), 0, 0, NOWHERE)
    branching = branching_of(question, AtLeast("q", 2, frozenset("ca")))
    assert branching.options == ("a", "c")
    assert branching.count == 3
    assert branching.path(frozenset("b")) == branching.path(frozenset())
    assert len({branching.path(value) for value in (None, frozenset(("unknown",)), frozenset())}) == 3


def test_questions_stand_one_after_the_other():
    made = levels(list(QUESTIONS.values()), [OneOf("some", frozenset("abcd"))])
    firsts = [made.branching[name].level for name in QUESTIONS]
    assert firsts == [0, 1, 6]
    assert made.bits == (1, 2, 2, 2, 2, 2, 4)
    assert made.bit == {"one": 1, "some": 2, "number": 4}
