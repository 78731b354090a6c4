"""The questionnaire: which open questions could still change the plan.

An open question matters if, for some answers to the other open questions (leaving them unanswered included), two of its
values (unanswered included) give plans that differ in their actions, in what is basic, or in the steps shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import msgspec

from ..language import (
    Action,
    Atom,
    Condition,
    Facts,
    Formula,
    Question,
    Rule,
    Rulebook,
    Value,
    asked,
    both,
    either,
    formula_of,
    given,
    negated,
    rewritten,
    satisfiable,
)
from .case import Answers, check_answers

MOST_BRANCHES = 2_000
"""How many case distinctions decide whether a question can change one detail of the plan; a few dozen are usual."""


class Visible(msgspec.Struct, frozen=True, eq=False):
    """Something of an action that a reader of the plan would see change, and the formula that says when it is so."""

    action: Action
    formula: Formula


def next_question(rulebook: Rulebook, answers: Answers) -> Question | None:
    """The first open question, in the rulebook's order, whose answer could change the plan; None when none could.

    Raises CaseError when the answers do not fit the rulebook.
    """
    return next(_mattering(rulebook, check_answers(rulebook, answers).facts), None)


def open_questions(rulebook: Rulebook, answers: Answers) -> tuple[Question, ...]:
    """Every open question whose answer could change the plan, in the rulebook's order.

    Raises CaseError when the answers do not fit the rulebook.
    """
    return tuple(_mattering(rulebook, check_answers(rulebook, answers).facts))


def hinging_actions(rulebook: Rulebook, answers: Answers, question: str) -> tuple[Action, ...]:
    """The actions that could come, go or read differently depending on how `question`, taken as open, is answered.

    Raises CaseError when there is no such question or the answers do not fit the rulebook.
    """
    asked_for = rulebook.known_question(question).id
    answered = check_answers(rulebook, answers).facts
    facts = {name: value for name, value in answered.items() if name != asked_for}
    hinging = {visible.action.id for visible in visibles(rulebook) if _hinges(rulebook, visible, facts, asked_for)}
    return tuple(action for action in rulebook.actions if action.id in hinging)


def _mattering(rulebook: Rulebook, facts: Facts) -> Iterator[Question]:
    left = dict.fromkeys(_left(visible.formula, facts) for visible in visibles(rulebook))
    undecided = sorted((formula for formula in left if not isinstance(formula, bool)), key=lambda formula: formula.size)
    for question in rulebook.questions:
        if question.id not in facts and any(
            question.id in formula.asked and _can_tip(rulebook, formula, question.id) for formula in undecided
        ):
            yield question


@lru_cache(maxsize=16)
def visibles(rulebook: Rulebook) -> tuple[Visible, ...]:
    """All that can change in a plan: for each action whether it is there, whether on its own account, and its steps."""
    findings: dict[str, Formula] = {}
    firing: dict[str, Formula] = {}
    for stratum in rulebook.strata:
        firing.update({rule.id: formula_of(rule.condition, findings) for rule in stratum})
        for finding in dict.fromkeys(finding for rule in stratum for finding in rule.find):
            finders = (rule.id for rule in rulebook.rules if finding in rule.find and rule.id in firing)
            findings[finding] = either(firing[rule] for rule in finders)
    return tuple(
        Visible(action, formula)
        for action in rulebook.actions
        for formula in _visible_formulas(rulebook, action, firing, findings)
    )


def _visible_formulas(
    rulebook: Rulebook, action: Action, firing: dict[str, Formula], findings: dict[str, Formula]
) -> Iterator[Formula]:
    def fires(rules: Iterator[Rule]) -> Formula:
        return either(firing[rule.id] for rule in rules)

    allowed = negated(fires(rule for rule in rulebook.rules if action.id in rule.withhold))
    advising = [rule for rule in rulebook.rules if action.id in rule.advise]
    planned = both((allowed, fires(iter(advising))))
    yield planned
    if any(rule.basic for rule in advising):
        yield both((allowed, fires(rule for rule in advising if not rule.basic)))
    for step in action.steps:
        if step.when:
            yield both((planned, formula_of(Condition(when=step.when), findings)))


def _hinges(rulebook: Rulebook, visible: Visible, facts: Facts, question: str) -> bool:
    left = _left(visible.formula, facts)
    return question in asked(left) and _can_tip(rulebook, left, question)


def _left(formula: Formula, facts: Facts) -> Formula:
    """What is left of a formula, answer by answer: many people come by the same remainder, few by the same case."""
    for name, value in facts.items():
        if isinstance(formula, bool):
            return formula
        if name in formula.asked:
            formula = _left_of(formula, name, value)
    return formula


@lru_cache(maxsize=16384)
def _left_of(formula: Formula, name: str, value: Value) -> Formula:
    return given(formula, {name: value})


@lru_cache(maxsize=16384)
def _can_tip(rulebook: Rulebook, formula: Formula, question: str) -> bool:
    """Whether, with all other answers the same, one answer to `question` makes the formula hold and another does not.

    Where that is not decided in reasonable time, it is taken to be so: better one question too many.
    """
    twin = rewritten(formula, {question}, lambda atom: Atom(atom.test, twin=True))
    return satisfiable(both((formula, negated(twin))), rulebook.question, MOST_BRANCHES) is not False
