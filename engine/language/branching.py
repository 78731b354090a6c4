"""How a question branches in a decision diagram: which levels it has, and which way each of its values goes.

A question with one answer is one level: a branch where it is unanswered, one for each kind of option that some test
tells from the others, one for `unknown`. A number is the same, with a branch for each interval between bounds of tests.
A question with several answers is a level of three branches (unanswered, `unknown`, answered), and below it one of two
(not chosen, chosen) for each option that some test names.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat

import msgspec

from .condition import UNKNOWN, AnswerTest, Between, Value, named_options
from .rulebook import SEVERAL, Question

UNANSWERED, NOT_KNOWN, ANSWERED = 0, 1, 2
"""The branches of the first level of a question with several answers."""

_UNKNOWN: Value = frozenset((UNKNOWN,))


class SingleLevel(msgspec.Struct, frozen=True):
    """A question with one answer, or a number.

    `samples` has a value for each branch (None: unanswered). The branch of an option stands in `options`; that of a
    number follows from `bounds`, at each of which an interval begins.
    """

    level: int
    samples: tuple[Value | None, ...]
    options: Mapping[str, int]
    bounds: tuple[int, ...]

    def path(self, value: Value | None) -> tuple[int, ...]:
        """The branch to take where the question is answered so (None: unanswered)."""
        if value is None:
            return (0,)
        if value == _UNKNOWN:
            return (len(self.samples) - 1,)
        if isinstance(value, int):
            return (1 + bisect_right(self.bounds, value),)
        (option,) = value
        return (self.options[option],)

    @property
    def count(self) -> int:
        """How many levels there are: one."""
        return 1


class SeveralLevels(msgspec.Struct, frozen=True):
    """A question with several answers: after its first `level` one for each of these options, in this order.

    At least `least` of the options are chosen wherever any are; those that no test names count for the rest.
    """

    level: int
    options: tuple[str, ...]
    least: int = 0

    def path(self, value: Value | None) -> tuple[int, ...]:
        """The branches to take where the question is answered so (None: unanswered), level by level."""
        if value is None:
            return (UNANSWERED,)
        if value == _UNKNOWN:
            return (NOT_KNOWN,)
        assert isinstance(value, frozenset)
        return (ANSWERED, *(int(option in value) for option in self.options))

    @property
    def count(self) -> int:
        """How many levels there are."""
        return 1 + len(self.options)


Branching = SingleLevel | SeveralLevels


class Levels(msgspec.Struct, frozen=True, eq=False):
    """The levels of diagrams over some questions.

    By the id of a question: how it branches, and its bit in sets of questions. `bits` has the question's bit by level.
    """

    branching: Mapping[str, Branching]
    bit: Mapping[str, int]
    bits: tuple[int, ...]


def levels(questions: Sequence[Question], tests: Iterable[AnswerTest]) -> Levels:
    """The levels for these questions, in their order; only what the tests tell apart is told apart."""
    tests_of: dict[str, list[AnswerTest]] = {question.id: [] for question in questions}
    for test in dict.fromkeys(tests):
        tests_of[test.question].append(test)
    branching: dict[str, Branching] = {}
    bits: list[int] = []
    for number, question in enumerate(questions):
        made = branching[question.id] = _branching(question, tests_of[question.id], len(bits))
        bits.extend(repeat(1 << number, made.count))
    return Levels(branching, {question.id: 1 << number for number, question in enumerate(questions)}, tuple(bits))


def _branching(question: Question, tests: Iterable[AnswerTest], level: int) -> Branching:
    if question.kind == SEVERAL:
        named = frozenset().union(*map(named_options, tests))
        options = tuple(option for option in question.options if option in named)
        unnamed = len(question.options) - len(options)
        return SeveralLevels(level, options, max(question.least - unnamed, 0))
    if question.numeric:
        bounds = {bound for test in tests if isinstance(test, Between) for bound in (test.least, test.below)}
        inside = tuple(sorted(bound for bound in bounds if bound is not None and question.low < bound <= question.high))
        return SingleLevel(level, (None, question.low, *inside, _UNKNOWN), {}, inside)
    kinds = _kinds(question, tests)
    samples = [frozenset((options[0],)) for options in kinds]
    branch = {option: number for number, options in enumerate(kinds, start=1) for option in options}
    return SingleLevel(level, (None, *samples, _UNKNOWN), branch, ())


def _kinds(question: Question, tests: Iterable[AnswerTest]) -> list[list[str]]:
    """The options of the question, those together that the same tests name."""
    named_by: dict[str, list[int]] = {option: [] for option in question.options}
    for number, test in enumerate(tests):
        for option in named_options(test) & named_by.keys():
            named_by[option].append(number)
    kinds: dict[tuple[int, ...], list[str]] = {}
    for option, numbers in named_by.items():
        kinds.setdefault(tuple(numbers), []).append(option)
    return list(kinds.values())
