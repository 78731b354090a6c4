"""Conditions over answers and findings: the tests of the rule language and how they combine.

Evaluation is two-valued: a test on an unanswered question is false, `{not: ...}` included; a finding that no rule has
established is not found. This module is the meaning of the language; everything that evaluates faster or draws
conclusions about it is held against it.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Mapping

import msgspec

UNKNOWN = "unknown"

WHEN, ANY, UNLESS = "when", "any", "unless"
"""The parts of a condition."""

ONLY_IF = "only-if"
"""Under which a question has the tests that must hold for it to be asked."""

_FINDINGS, _QUESTIONS = "all findings", "all questions"
"""Under which name a row of a table keeps the findings that it and those above rest on."""

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


class Earlier(msgspec.Struct, frozen=True, eq=False, dict=True):
    """The rows of a table above one of which only the first counts whose cells hold: the `row` right above, by its id,
    what its `own` cells ask for, those `before` it, and which `number` spreadsheets give it.

    The rows of a table share all of this, so that together they take no more room than the table. Nobody has written a
    row that is `open`: it takes the cases from `else` in which a question is to be asked and not answered yet.
    """

    row: str
    own: Condition
    before: Earlier | None = None
    number: int = 0
    open: bool = False

    def __repr__(self) -> str:
        # Thousands may stand above each other.
        return f"{type(self).__name__}({self.row!r})"

    def taken(self, facts: Facts, found: Found) -> Earlier | None:
        """The first of the rows whose cells hold; None where none does."""
        first = None
        for one in self.upwards():
            if one.own.holds(facts, found):
                first = one
        return first

    def upwards(self) -> Iterator[Earlier]:
        """This row and those above it, from here to the top."""
        one: Earlier | None = self
        while one is not None:
            yield one
            one = one.before

    def downwards(self, known: Container[Earlier] = ()) -> list[Earlier]:
        """The rows from the top down to this one; only those below the last of `known`, where one is among them."""
        rows = []
        for one in self.upwards():
            if one in known:
                break
            rows.append(one)
        rows.reverse()
        return rows

    def tests(self) -> Iterator[Test]:
        """Every test of the rows, from the top down."""
        for one in self.downwards():
            yield from one.own.tests()

    @property
    def findings(self) -> frozenset[str]:
        """The findings that the rows rest on."""
        for one in self.lacking(_FINDINGS):
            above: frozenset[str] = vars(one.before)[_FINDINGS] if one.before is not None else frozenset()
            own = one.own.findings()
            # Few rows bring a finding that none above has, and what is the same is kept once.
            vars(one)[_FINDINGS] = above if own <= above else above | own
        findings: frozenset[str] = vars(self)[_FINDINGS]
        return findings

    @property
    def questions(self) -> frozenset[str]:
        """The questions that the rows ask."""
        for one in self.lacking(_QUESTIONS):
            above: frozenset[str] = vars(one.before)[_QUESTIONS] if one.before is not None else frozenset()
            own = one.own.questions()
            vars(one)[_QUESTIONS] = above if own <= above else above | own
        questions: frozenset[str] = vars(self)[_QUESTIONS]
        return questions

    def lacking(self, kept: str) -> list[Earlier]:
        """The rows from the top down to this one that keep nothing under this name; what one keeps, those above do."""
        rows = []
        for one in self.upwards():
            if kept in vars(one):
                break
            rows.append(one)
        rows.reverse()
        return rows


class Condition(msgspec.Struct, frozen=True, gc=False):
    """`when`: all hold. `any`: of at least one alternative all hold, where there are any. `unless`: none holds.

    `earlier`: of the rows above in a table, none holds.
    """

    when: Tests = ()
    any: tuple[Tests, ...] = ()
    unless: Tests = ()
    earlier: Earlier | None = None

    def holds(self, facts: Facts, found: Found) -> bool:
        """Whether `when`, `any`, `unless` and `earlier` all are as they must be; no tests at all always hold."""
        if not all_hold(self.when, facts, found):
            return False
        for test in self.unless:
            if test.holds(facts, found):
                return False
        if self.any and not any(all_hold(tests, facts, found) for tests in self.any):
            return False
        return self.earlier is None or self.earlier.taken(facts, found) is None

    def tests(self) -> Iterator[Test]:
        """Every test, in the author's order: when, any, unless, and those of earlier rows."""
        yield from self.when
        for alternative in self.any:
            yield from alternative
        yield from self.unless
        if self.earlier is not None:
            yield from self.earlier.tests()

    def taken_by(self, facts: Facts, found: Found) -> Earlier | None:
        """The earlier row that counts instead; None where none does."""
        return None if self.earlier is None else self.earlier.taken(facts, found)

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
        own = msgspec.structs.replace(self, earlier=None) if self.earlier is not None else self
        findings = frozenset(test.finding for test in own.tests() if isinstance(test, Finding))
        return findings if self.earlier is None else findings | self.earlier.findings

    def questions(self) -> frozenset[str]:
        """The questions that the condition asks."""
        own = msgspec.structs.replace(self, earlier=None) if self.earlier is not None else self
        questions = frozenset(test.question for test in own.tests() if not isinstance(test, Finding))
        return questions if self.earlier is None else questions | self.earlier.questions


def every_test(conditions: Iterable[Condition]) -> Iterator[Test]:
    """Every test of the conditions; those of rows that several have above them stand there once."""
    seen: set[Earlier] = set()
    for condition in conditions:
        rows = [] if condition.earlier is None else condition.earlier.downwards(seen)
        seen.update(rows)
        for own in (*(row.own for row in rows), msgspec.structs.replace(condition, earlier=None)):
            yield from own.tests()


def answered(question: str) -> NoneOf:
    """The test that the question is answered, with whatever, `unknown` included."""
    return NoneOf(question, frozenset())


def is_answered(test: Test) -> bool:
    """Whether the test asks for nothing but an answer."""
    return isinstance(test, NoneOf) and not test.options


def named_options(test: Test) -> frozenset[str]:
    """The options that a test names; none for a test of a number or a finding."""
    if isinstance(test, (OneOf, NoneOf)):
        return test.options
    return test.of if isinstance(test, AtLeast) else frozenset()


def all_hold(tests: Tests, facts: Facts, found: Found) -> bool:
    """Whether every test of a mapping holds."""
    # This is where consultations spend their time, and a generator costs half as much again.
    for test in tests:  # noqa: SIM110 - see above
        if not test.holds(facts, found):
            return False
    return True
