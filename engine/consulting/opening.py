"""The question that a questionnaire opens with, told without making everything ready: nobody waits for it."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from ..language import Alarm, Finding, HelpLines, Question, Rule, Rulebook
from .prospect import Outlook
from .stakes import answer_tests


@lru_cache(maxsize=16)
def opening(rulebook: Rulebook) -> Question | None:
    """The question asked first of everybody: the first that the alarm rests on, where it decides of the first action
    that any rule advises in the alarm's phase. None where it takes more than these to tell."""
    if rulebook.alarm is None:
        return None
    return Outlook(_alone(rulebook, rulebook.alarm)).after({}).opening()


def _alone(rulebook: Rulebook, alarm: Alarm) -> Rulebook:
    """What the rulebook says of its alarm and of that action; of these it says all."""
    advised = {action for rule in rulebook.rules for action in rule.advise}
    urgent = [action for action in rulebook.actions if action.phase == alarm.phase and action.id in advised][:1]
    named = {action.id for action in urgent}
    deciding = [rule for rule in rulebook.rules if not named.isdisjoint((*rule.advise, *rule.withhold, *rule.lead))]
    alone = msgspec.structs.replace(
        rulebook,
        actions=tuple(urgent),
        rules=_with_all_they_rest_on(rulebook, deciding, alarm.finding),
        drafts=tuple(rulebook.draft[name] for action in urgent for name in action.drafts),
        help_lines=HelpLines(),
        questions=(),
    )
    return msgspec.structs.replace(alone, questions=_questions_of(alone, rulebook.questions))


def _questions_of(rulebook: Rulebook, questions: tuple[Question, ...]) -> tuple[Question, ...]:
    """Those of the questions that a rulebook, which has none yet, tests or tells of, and those that these rest on."""
    needed = {test.question for test in answer_tests(rulebook)}
    for action in rulebook.actions:
        needed.update(action.values, *(step.values for step in action.steps))
    # What an `only-if` rests on is declared before.
    for question in reversed(questions):
        if question.id in needed:
            needed.update(test.question for test in question.only_if if not isinstance(test, Finding))
    return tuple(question for question in questions if question.id in needed)


def _with_all_they_rest_on(rulebook: Rulebook, rules: list[Rule], finding: str) -> tuple[Rule, ...]:
    """These rules, and every rule that finds the finding or what one of them rests on, in the rulebook's order."""
    kept = {rule.id for rule in rules}
    found: set[str] = set()
    pending = [finding, *(name for rule in rules for name in rule.condition.findings())]
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            kept.update(rule.id for rule in rulebook.finders[name])
            pending += [below for rule in rulebook.finders[name] for below in rule.condition.findings()]
    return tuple(rule for rule in rulebook.rules if rule.id in kept)
