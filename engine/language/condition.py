"""Conditions over answers and findings: the tests of the rule language and how they combine.

Evaluation is two-valued: a test on an unanswered question is false, `{not: ...}` included; a finding that no rule has
established is not found. This module is the meaning of the language; everything that evaluates faster or draws
conclusions about it is held against it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import msgspec

UNKNOWN = "unknown"

WHEN, ANY, UNLESS = "when", "any", "unless"
"""The parts of a condition."""

ONLY_IF = "only-if"
"""Under which a question has the tests that must hold for it to be asked."""

Value = frozenset[str] | int
"""What a question was answered with: the chosen options (one, several, none, or just `unknown`), or a number."""

Facts = Mapping[str, Value]
"""The answered questions and their values; an unanswered question is absent."""

Found = Collection[str]
"""The findings established so far."""


class OneOf(msgspec.Struct, frozen=True, cache_hash=True, gc=False):
    """The answer is one of these options, or one of these is among the chosen ones."""

    question: str
    options: frozenset[str]

    def holds(self, facts: Facts, found: Found) -> bool:
        """Whether the answer is there and among the options, or shares one with them."""
        value = facts.get(self.question)
        return isinstance(value, frozenset) and not self.options.isdisjoint(value)


class NoneOf(msgspec.Struct, frozen=True, cache_hash=True, gc=False):
    """The question was answered, and with none of these options."""

    question: str
    options: frozenset[str]

    def holds(self, facts: Facts, found: Found) -> bool:
        """Whether the question is answered, with none of the options; `unknown` is an answer too."""
        value = facts.get(self.question)
        if value is None:
            return False
        return isinstance(value, int) or self.options.isdisjoint(value)


class AtLeast(msgspec.Struct, frozen=True, cache_hash=True, gc=False):
    """At least `least` of the options `of` are among the chosen ones."""

    question: str
    least: int
    of: frozenset[str]

    def holds(self, facts: Facts, found: Found) -> bool:
        """Whether so many of the options were chosen."""
        value = facts.get(self.question)
        return isinstance(value, frozenset) and len(self.of & value) >= self.least


class Between(msgspec.Struct, frozen=True, cache_hash=True, gc=False):
    """The number answered is at least `least` and less than `below`; None leaves a side open."""

    question: str
    least: int | None
    below: int | None

    def holds(self, facts: Facts, found: Found) -> bool:
        """Whether a number was answered that lies within the bounds."""
        value = facts.get(self.question)
        if not isinstance(value, int):
            return False
        return (self.least is None or value >= self.least) and (self.below is None or value < self.below)


class Finding(msgspec.Struct, frozen=True, cache_hash=True, gc=False):
    """The finding is established (`wanted` true) or is not (`wanted` false)."""

    finding: str
    wanted: bool

    def holds(self, facts: Facts, found: Found) -> bool:
        """Whether the finding was established, or was not, as wanted."""
        return (self.finding in found) is self.wanted


AnswerTest = OneOf | NoneOf | AtLeast | Between
Test = AnswerTest | Finding
Tests = tuple[Test, ...]


class Condition(msgspec.Struct, frozen=True, gc=False):
    """`when`: all hold. `any`: of at least one alternative all hold, where there are any. `unless`: none holds."""

    when: Tests = ()
    any: tuple[Tests, ...] = ()
    unless: Tests = ()

    def holds(self, facts: Facts, found: Found) -> bool:
        """Whether `when`, `any` and `unless` all are as they must be; no tests at all always hold."""
        if not all_hold(self.when, facts, found):
            return False
        for test in self.unless:
            if test.holds(facts, found):
                return False
        return not self.any or any(all_hold(tests, facts, found) for tests in self.any)

    def tests(self) -> Iterator[Test]:
        """Every test, in the author's order: when, any, unless."""
        yield from self.when
        for alternative in self.any:
            yield from alternative
        yield from self.unless

    def used(self, facts: Facts, found: Found) -> Iterator[Test]:
        """Where the condition holds, the tests that it rests on: of `any`, those of the alternatives that hold."""
        yield from self.when
        for alternative in self.any:
            if all_hold(alternative, facts, found):
                yield from alternative
        yield from self.unless

    def lacked(self, facts: Facts, found: Found) -> Iterator[Test]:
        """Where the condition does not hold, the tests of `when` that fail, and of `any` where no alternative holds."""
        alternatives = () if any(all_hold(tests, facts, found) for tests in self.any) else self.any
        for tests in (self.when, *alternatives):
            yield from (test for test in tests if not test.holds(facts, found))

    def blocking(self, facts: Facts, found: Found) -> Iterator[Test]:
        """The tests of `unless` that hold."""
        return (test for test in self.unless if test.holds(facts, found))

    def findings(self) -> frozenset[str]:
        """The findings that the condition rests on."""
        return frozenset(test.finding for test in self.tests() if isinstance(test, Finding))


def named_options(test: Test) -> frozenset[str]:
    """The options that a test names; none for a test of a number or a finding."""
    if isinstance(test, (OneOf, NoneOf)):
        return test.options
    return test.of if isinstance(test, AtLeast) else frozenset()


def all_hold(tests: Tests, facts: Facts, found: Found) -> bool:
    """Whether every test of a mapping holds."""
    # This is where consultations spend their time, and a generator costs half as much again.
    for test in tests:  # noqa: SIM110
        if not test.holds(facts, found):
            return False
    return True
