"""Conditions as ways in which they can come true, each a bit: what answers rule out is then one `and` a question.

A way is a conjunction of tests that hold or do not: a condition has one for each alternative of its `any`. All ways of
a rulebook together are the bits of one whole number. For each value that a question may be answered with, a mask has
the ways that this answer leaves; the masks of a case's answers, taken together, leave the ways that come true.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..language import UNKNOWN, AnswerTest, Condition, Finding, NoneOf, OneOf, Question, Test, Value

_MOST_REMEMBERED = 4096
"""For how many answers to a question its mask is kept."""

_Left = tuple[AnswerTest, int, int]
"""A test, the ways that are left where it holds, and where it does not."""


class Ways:
    """The ways of conditions, as they are added: which bits they have, and which tests those ask for."""

    def __init__(self) -> None:
        self.count = 0
        self._known: dict[Condition, int] = {}
        self._asked: dict[Test, tuple[int, int]] = {}

    @property
    def all(self) -> int:
        """Every way."""
        return (1 << self.count) - 1

    def add(self, condition: Condition) -> int:
        """The ways of one more condition; of the rows above it in a table they say nothing."""
        first = self.count
        for alternative in condition.any or ((),):
            bit = 1 << self.count
            self.count += 1
            for test in (*condition.when, *alternative):
                self._ask(test, bit, wanted=True)
            for test in condition.unless:
                self._ask(test, bit, wanted=False)
        return self.all & -(1 << first)

    def of(self, condition: Condition) -> int:
        """The ways of the condition, which are added where it is a new one."""
        if condition not in self._known:
            self._known[condition] = self.add(condition)
        return self._known[condition]

    def _ask(self, test: Test, bit: int, *, wanted: bool) -> None:
        if isinstance(test, Finding):
            test, wanted = Finding(test.finding, True), test.wanted is wanted
        needing, refusing = self._asked.get(test, (0, 0))
        self._asked[test] = (needing | bit, refusing) if wanted else (needing, refusing | bit)

    def of_finding(self, finding: str) -> tuple[int, int]:
        """The ways that are left where the finding is established, and where it is not."""
        return self._left(Finding(finding, True))

    def of_answers(self, questions: Iterable[Question]) -> list[tuple[str, AnswerMasks]]:
        """The questions that some way tests, each with what its answers leave."""
        tests: dict[str, list[_Left]] = {}
        for test in self._asked:
            if not isinstance(test, Finding):
                tests.setdefault(test.question, []).append((test, *self._left(test)))
        return [
            (question.id, AnswerMasks(question, tests[question.id])) for question in questions if question.id in tests
        ]

    def _left(self, test: Test) -> tuple[int, int]:
        needing, refusing = self._asked.get(test, (0, 0))
        return self.all & ~refusing, self.all & ~needing


class AnswerMasks(dict[Value | None, int]):
    """For each answer to a question (None: unanswered) the ways that it leaves, found out when first needed.

    Which tests hold is told by their positions, as bits: what eight of them leave is kept, so that of the many answers
    to a question with several options each is quickly found out.
    """

    def __init__(self, question: Question, tests: Sequence[_Left]) -> None:
        super().__init__()
        self._question = question.id
        self._of_option: dict[str, int] = dict.fromkeys((*question.options, UNKNOWN), 0)
        self._where_answered = 0
        self._others: list[tuple[int, AnswerTest]] = []
        for at, (test, _, _) in enumerate(tests):
            if isinstance(test, (OneOf, NoneOf)):
                # Of options either says the same, and `NoneOf` the opposite.
                self._where_answered |= (1 << at) * isinstance(test, NoneOf)
                for option in test.options & self._of_option.keys():
                    self._of_option[option] |= 1 << at
            else:
                self._others.append((1 << at, test))
        self._bytes = (len(tests) + 7) // 8
        self._eights = [_Eight(tests[at : at + 8]) for at in range(0, len(tests), 8)]

    def __missing__(self, value: Value | None) -> int:
        left = -1
        for eight, holding in zip(self._eights, self._holding(value).to_bytes(self._bytes, "little"), strict=True):
            left &= eight[holding]
        if len(self) < _MOST_REMEMBERED:
            self[value] = left
        return left

    def _holding(self, value: Value | None) -> int:
        """The tests that hold."""
        if value is None:
            return 0
        named = 0
        for option in value if isinstance(value, frozenset) else ():
            named |= self._of_option[option]
        holding = self._where_answered ^ named
        for bit, test in self._others:
            if test.holds({self._question: value}, ()):
                holding |= bit
        return holding


class _Eight(dict[int, int]):
    """Up to eight tests of one question: by those that hold the ways that are left."""

    def __init__(self, tests: Sequence[_Left]) -> None:
        super().__init__()
        self._tests = tests

    def __missing__(self, holding: int) -> int:
        left = -1
        for at, (_, where_it_holds, where_not) in enumerate(self._tests):
            left &= where_it_holds if holding >> at & 1 else where_not
        self[holding] = left
        return left
