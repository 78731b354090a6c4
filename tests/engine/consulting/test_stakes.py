"""What is at stake in a questionnaire: everything of a plan that can change, in every logic alike."""

from __future__ import annotations

from random import Random

import dice
from brute_force import Reading
from nakanaori.engine.consulting import consult
from nakanaori.engine.consulting.stakes import HELP_LINE, LED, OWN, PLANNED, STEP, URGENT, answer_tests, stakes
from nakanaori.engine.language import FORMULAS, Condition, Facts, Finding, Formula, Rulebook, asked, both, given, rewritten


def value(formula: Formula, facts: Facts) -> bool:
    """What a formula comes to when nothing else is answered."""
    left = given(formula, facts)
    settled = left if isinstance(left, bool) else rewritten(left, asked(left), lambda _: False)
    assert isinstance(settled, bool)
    return settled


def test_formulas_say_of_every_outcome_what_is_in_it() -> None:
    thrown = Random(11)
    for _ in range(60):
        rulebook = dice.with_help(thrown, dice.rulebook(thrown))
        at_stake = stakes(rulebook, FORMULAS)
        answers = dice.answers(thrown, rulebook)
        outcome = consult(rulebook, answers, engine="reference")
        facts = outcome.case.facts
        for visible in at_stake.visibles:
            planned = outcome.planned(visible.action.id)
            expected = {
                PLANNED: planned is not None,
                OWN: planned is not None and not planned.basic,
                STEP: planned is not None and visible.detail in [step.id for step in planned.steps],
            }
            if visible.aspect in (LED, URGENT):
                marks = [seen[4:] for seen in Reading(rulebook, answers).sight() if seen[0] == visible.action.id]
                expected[LED], expected[URGENT] = marks[0] if marks else (False, False)
            if visible.aspect == HELP_LINE:
                lines = Reading(rulebook, answers).help_lines(visible.action)
                expected[HELP_LINE] = planned is not None and visible.detail in lines
            assert value(both(visible.parts), facts) is expected[visible.aspect]
        taken = [(slot.action.id, slot.basic) for slot in at_stake.slots if value(both(slot.parts), facts)]
        first = [(planned.action.id, planned.basic) for planned in outcome.first_steps]
        assert taken[: len(first)] == first
        assert sorted(taken) == sorted((planned.action.id, planned.basic) for planned in outcome.plan)
        assert [value(alarm, facts) for alarm in at_stake.alarm] == [outcome.alarmed] * (rulebook.alarm is not None)


def test_other_meanings_take_the_same_places(rulebook: Rulebook) -> None:
    at_stake = stakes(rulebook, FORMULAS)
    numbers = tuple((number,) for number in range(len(at_stake.meanings())))
    numbered = at_stake.meaning(numbers)
    assert numbered.meanings() == numbers
    assert [slot.action for slot in numbered.slots] == [slot.action for slot in at_stake.slots]


def test_every_test_of_an_answer_is_listed(rulebook: Rulebook) -> None:
    listed = {test.question for test in answer_tests(rulebook)}
    assert listed <= {*rulebook.question}
    assert {name for rule in rulebook.rules for name in questions_of(rule.condition)} <= listed


def questions_of(condition: Condition) -> set[str]:
    """The questions that a condition tests."""
    return {test.question for test in condition.tests() if not isinstance(test, Finding)}
