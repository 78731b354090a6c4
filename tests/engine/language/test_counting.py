"""Which answers count: one pass in declared order, and the same in every logic."""

from __future__ import annotations

from random import Random

import dice
from brute_force import Reading
from nakanaori.engine.consulting import check_answers
from nakanaori.engine.language import (
    FORMULAS,
    Condition,
    CountingLogic,
    Facts,
    Finding,
    OneOf,
    Place,
    Question,
    counted,
    given,
    rest,
    unasked,
)


def asked_if(name: str, **only_if: str) -> Question:
    tests = tuple(OneOf(question, frozenset((option,))) for question, option in only_if.items())
    return Question(name, "one", ("yes", "no"), 0, 0, Place("questions.yaml"), tests)


CHAIN = (asked_if("one"), asked_if("two", one="yes"), asked_if("three", two="yes"), asked_if("four", one="no"))


def yes_to(*names: str) -> Facts:
    return {name: frozenset(("yes",)) for name in names}


def test_an_answer_counts_where_all_that_it_rests_on_counts() -> None:
    assert counted(CHAIN, yes_to("one", "two", "three", "four")) == yes_to("one", "two", "three")
    assert counted(CHAIN, yes_to("two", "three")) == {}
    assert counted(CHAIN, yes_to("one", "three")) == yes_to("one")


def test_what_is_to_be_asked_is_what_would_count() -> None:
    assert [one.id for one in unasked(CHAIN, (), {})] == ["one"]
    assert [one.id for one in unasked(CHAIN, ("one",), yes_to("one"))] == ["two"]
    assert [one.id for one in unasked(CHAIN, ("one", "three"), yes_to("one"))] == ["two"]


def test_it_counts_what_brute_force_counts() -> None:
    thrown = Random(11)
    some_aside = 0
    for _ in range(300):
        rulebook = dice.rulebook(thrown)
        answers = dice.answers(thrown, rulebook)
        case, reading = check_answers(rulebook, answers), Reading(rulebook, answers)
        assert case.facts.keys() == reading.answers.keys()
        assert case.aside == {name: answer for name, answer in answers.items() if name not in reading.answers}
        assert {**case.answers} == answers
        assert [*unasked(rulebook.questions, case.answers, case.facts)] != reading.complete()
        some_aside += bool(case.aside)
    assert some_aside > 30


def test_counting_again_changes_nothing_and_more_answers_take_none_away() -> None:
    thrown = Random(12)
    for _ in range(300):
        rulebook = dice.rulebook(thrown)
        case = check_answers(rulebook, dice.answers(thrown, rulebook, 0.5))
        assert counted(rulebook.questions, case.facts) == case.facts
        more = {**dice.answers(thrown, rulebook), **case.answers}
        assert check_answers(rulebook, more).facts.items() >= case.facts.items()


def test_in_a_logic_a_test_holds_only_of_an_answer_that_counts() -> None:
    thrown = Random(13)
    for _ in range(300):
        rulebook = dice.rulebook(thrown)
        case = check_answers(rulebook, dice.answers(thrown, rulebook))
        logic = CountingLogic(FORMULAS, rulebook.questions)
        for question in rulebook.questions:
            test = dice.thrown_test(thrown, question)
            left = given(logic.test(test), case.given)
            assert (left is True) is test.holds(case.facts, ())


def test_else_holds_where_all_that_is_asked_is_answered() -> None:
    thrown = Random(5)
    held = 0
    for _ in range(400):
        rulebook = dice.rulebook(thrown)
        questions = rulebook.questions
        named = dice.some(thrown, [question.id for question in questions], least=1)
        facts = check_answers(rulebook, dice.answers(thrown, rulebook, 0.7)).facts
        own, above = rest(questions, named, "else", None)
        holds = Condition(when=own.when, earlier=above).holds(facts, ())
        needed = list(named)
        for name in needed:
            needed += [test.question for test in rulebook.question[name].only_if if not isinstance(test, Finding)]
        still_open = {question.id for question in unasked(questions, facts, facts)}
        assert holds == still_open.isdisjoint(needed)
        held += holds
    assert 50 < held < 350
