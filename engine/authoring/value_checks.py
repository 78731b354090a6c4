"""Checks of values in texts: whether an answer is surely there wherever a text tells it.

An answer is surely there where a test has to hold that nothing but a known answer meets, `unknown` not being one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..language import UNKNOWN, Condition, Finding, NoneOf, OneOf, Rule, Rulebook, Test
from ..reading import Key


def sure_values(rulebook: Rulebook) -> Mapping[Key, frozenset[str]]:
    """For each text that may hold values the questions, by id, that are surely answered where it is read."""
    return dict(_sure_values(rulebook))


def _sure_values(rulebook: Rulebook) -> Iterator[tuple[Key, frozenset[str]]]:
    for rule in rulebook.rules:
        yield ("rules", rule.id), _answered_where(rule.condition)
    planned = {action.id: _where_advised(action.id, rulebook.rules) for action in rulebook.actions}
    for action in rulebook.actions:
        sure = planned[action.id]
        yield ("actions", action.id, "done"), sure
        for step in action.steps:
            yield ("actions", action.id, "steps", step.id), sure | _answered(step.when)
        for follow_up in action.follow_ups:
            yield ("actions", action.id, "follow-ups", follow_up.id), sure
    for line in rulebook.help_lines.lines:
        under = [planned[action] for action in line.under]
        yield ("help-lines", line.id, "note"), _answered_where(line.condition) | _common(under)
    for question in rulebook.questions:
        yield ("questions", question.id, "hint"), _answered(question.only_if)


def _where_advised(action: str, rules: Iterable[Rule]) -> frozenset[str]:
    """What is answered whichever rule advises the action."""
    return _common([_answered_where(rule.condition) for rule in rules if action in rule.advise])


def _answered_where(condition: Condition) -> frozenset[str]:
    """What is answered wherever the condition holds."""
    return _answered(condition.when) | _common([_answered(tests) for tests in condition.any])


def _answered(tests: Iterable[Test]) -> frozenset[str]:
    """What is answered where all of these tests hold."""
    return frozenset(test.question for test in tests if not isinstance(test, Finding) and _wants_answer(test))


def _wants_answer(test: Test) -> bool:
    if isinstance(test, OneOf):
        return UNKNOWN not in test.options
    return not isinstance(test, NoneOf) or UNKNOWN in test.options


def _common(each: list[frozenset[str]]) -> frozenset[str]:
    """What all of them have; nothing where there are none."""
    return frozenset.intersection(*each) if each else frozenset()
