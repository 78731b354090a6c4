"""How far a mistake reaches: the rules, findings and actions to which it can make any difference."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from ..language import Action, Condition, Draft, Finding, Rule, Rulebook, Tests
from .mutant import Mutant


class Reach(msgspec.Struct, frozen=True):
    """The rules, findings and actions that a mistake can make any difference to."""

    rules: tuple[str, ...]
    findings: tuple[str, ...]
    actions: tuple[Action, ...]


def reach(rulebook: Rulebook, mutant: Mutant) -> Reach:
    """What rests on the changed rule or action, in the rulebook's order; on which answers count, anything may."""
    if mutant.question is not None:
        return Reach(tuple(rulebook.rule), rulebook.findings, rulebook.actions)
    if mutant.action is not None:
        return Reach((), (), (mutant.action,))
    if mutant.draft is not None:
        return Reach((), (), tuple(action for action in rulebook.actions if mutant.draft.id in action.drafts))
    assert mutant.rule is not None
    rules, findings = _resting_on(rulebook, mutant.rule.id)
    reached = (rule for rule in rulebook.rules if rule.id in rules)
    spoken_of = {action for rule in reached for action in (*rule.advise, *rule.withhold, *rule.lead)}
    return Reach(
        rules=tuple(rule for rule in rulebook.rule if rule in rules),
        findings=tuple(finding for finding in rulebook.findings if finding in findings),
        actions=tuple(
            action
            for action in rulebook.actions
            if action.id in spoken_of
            or any(_tests_any(step.when, findings) for step in action.steps)
            or any(findings & _findings_of(rulebook.draft[draft]) for draft in action.drafts)
        ),
    )


def _resting_on(rulebook: Rulebook, first: str) -> tuple[set[str], set[str]]:
    """The rule, the rules that rest on its findings, and so on; and all the findings."""
    resting: dict[str, list[Rule]] = {}
    for rule in rulebook.rules:
        for finding in rule.condition.findings():
            resting.setdefault(finding, []).append(rule)
    rules, findings = {first, *_rows_below(rulebook, first)}, set[str]()
    pending = [rulebook.rule[rule] for rule in rules]
    while pending:
        for finding in pending.pop().find:
            further = [rule for rule in resting.get(finding, ()) if rule.id not in rules]
            findings.add(finding)
            rules.update(rule.id for rule in further)
            pending.extend(further)
    return rules, findings


def _findings_of(draft: Draft) -> frozenset[str]:
    """The findings that a draft and its parts test."""
    return Condition(any=(tuple(draft.condition.tests()), *(part.when for part in draft.parts))).findings()


def _rows_below(rulebook: Rulebook, first: str) -> Iterator[str]:
    """The rows that count only where that one does not."""
    for rule in rulebook.rules:
        earlier = rule.condition.earlier
        if earlier is not None and any(row.row == first for row in earlier.upwards()):
            yield rule.id


def _tests_any(tests: Tests, findings: set[str]) -> bool:
    return any(isinstance(test, Finding) and test.finding in findings for test in tests)
