"""Why a rule fired, or why not: the tests that it rests on, or that stood in its way; values in no language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from ..consulting import Outcome
from ..language import Finding, Rule, Test, all_hold

USED, LACKED, BLOCKING = "used", "lacked", "blocking"


class Ground(msgspec.Struct, frozen=True):
    """A test as it came out, and what it is to its rule: what it `used`, what it `lacked`, or what is `blocking` it."""

    test: Test
    kind: str = USED


class Reason(msgspec.Struct, frozen=True):
    """A rule with its grounds: of one that fired, what it rests on; of one that did not, what stood in its way."""

    rule: Rule
    grounds: tuple[Ground, ...]


def reasons_fired(outcome: Outcome, rules: Iterable[str]) -> tuple[Reason, ...]:
    """The rules of these ids, which fired, own before basic, each with what it rests on."""
    ordered = sorted((outcome.rulebook.rule[rule] for rule in rules), key=lambda rule: rule.basic)
    return tuple(_fired(outcome, rule) for rule in ordered)


def reasons_unfired(outcome: Outcome, rules: Iterable[Rule]) -> tuple[Reason, ...]:
    """The rules, which did not fire, each with what stood in its way."""
    return tuple(Reason(rule, tuple(dict.fromkeys(_obstacles(outcome, rule)))) for rule in rules)


def reasons_behind(outcome: Outcome, ground: Ground) -> tuple[Reason, ...]:
    """The rules that established the finding that a ground tests; where a rule lacked it, those that could have.

    Nothing is behind an answer, nor behind a finding that was rightly not established.
    """
    test = ground.test
    if not isinstance(test, Finding):
        return ()
    if test.finding in outcome.findings:
        return reasons_fired(outcome, outcome.findings[test.finding])
    return reasons_unfired(outcome, outcome.rulebook.finders[test.finding]) if ground.kind == LACKED else ()


def _fired(outcome: Outcome, rule: Rule) -> Reason:
    tests = rule.condition.used(outcome.case.facts, outcome.findings)
    return Reason(rule, tuple(Ground(test) for test in dict.fromkeys(tests)))


def _obstacles(outcome: Outcome, rule: Rule) -> Iterator[Ground]:
    facts, found, condition = outcome.case.facts, outcome.findings, rule.condition
    alternatives = condition.any
    if any(all_hold(tests, facts, found) for tests in alternatives):
        alternatives = ()
    for test in (*condition.when, *(test for tests in alternatives for test in tests)):
        if not test.holds(facts, found):
            yield Ground(test, LACKED)
    for test in condition.unless:
        if test.holds(facts, found):
            yield Ground(test, BLOCKING)
