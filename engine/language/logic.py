"""What conditions are read in: anything that has a meaning for a test, and for `and`, `or` and `not`.

Formulas are one such logic, decision diagrams another. What a condition means stands here once for all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping
from typing import Protocol, TypeVar

from .condition import AnswerTest, Condition, Earlier, Finding, Test, Tests

Meaning = TypeVar("Meaning")


class Logic(Protocol[Meaning]):
    """What tests of answers mean, and how meanings are put together."""

    def test(self, test: AnswerTest) -> Meaning:
        """What a test of an answer means."""

    def both(self, parts: Iterable[Meaning]) -> Meaning:
        """Every part holds; of no parts that is true."""

    def either(self, parts: Iterable[Meaning]) -> Meaning:
        """At least one part holds; of no parts that is false."""

    def negated(self, part: Meaning) -> Meaning:
        """The part does not hold."""


def meaning(
    condition: Condition,
    findings: Mapping[str, Meaning],
    logic: Logic[Meaning],
    taken: MutableMapping[Earlier, Meaning] | None = None,
) -> Meaning:
    """What the condition means; `findings` holds what each finding means that it rests on, and of others none holds.

    `taken` keeps, for the same findings and logic, what it means that one of some rows of a table holds; rows of the
    same table then take no longer each than the first.
    """

    def of_test(test: Test) -> Meaning:
        if not isinstance(test, Finding):
            return logic.test(test)
        found = findings[test.finding] if test.finding in findings else logic.either(())
        return found if test.wanted else logic.negated(found)

    def of_tests(tests: Tests) -> Meaning:
        return logic.both([of_test(test) for test in tests])

    alternatives = [logic.either([of_tests(tests) for tests in condition.any])] if condition.any else []
    excluded = [logic.negated(of_test(test)) for test in condition.unless]
    if condition.earlier is not None:
        excluded.append(logic.negated(_taken(condition.earlier, findings, logic, {} if taken is None else taken)))
    return logic.both([of_tests(condition.when), *alternatives, *excluded])


def _taken(
    earlier: Earlier, findings: Mapping[str, Meaning], logic: Logic[Meaning], known: MutableMapping[Earlier, Meaning]
) -> Meaning:
    """What it means that one of the rows holds: the row's cells do, or one above it does."""
    for row in earlier.downwards(known):
        own = meaning(row.own, findings, logic)
        known[row] = own if row.before is None else logic.either((known[row.before], own))
    return known[earlier]
