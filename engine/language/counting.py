"""Which answers count: those of questions without `only-if`, and those whose `only-if` holds on answers that count.

A question's `only-if` tests questions declared before it, so that one pass in declared order decides. An answer that
does not count is set aside: it is kept, and nothing that concludes from answers sees it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Generic

from .condition import AnswerTest, Condition, Earlier, Facts, Finding, Value, all_hold, answered
from .logic import Logic, Meaning
from .rulebook import Question


def counted(questions: Iterable[Question], facts: Facts) -> Facts:
    """The answers that count, of all that were given to these questions, which are in declared order."""
    counting: dict[str, Value] = {}
    for question in questions:
        if question.id in facts and all_hold(question.only_if, counting, ()):
            counting[question.id] = facts[question.id]
    return counting


def unasked(questions: Iterable[Question], answered: Collection[str], facts: Facts) -> Iterator[Question]:
    """The questions that are to be asked and are not `answered`; `facts` are the answers that count."""
    return (one for one in questions if one.id not in answered and all_hold(one.only_if, facts, ()))


def rest(
    questions: Sequence[Question], named: Collection[str], row: str, above: Earlier | None
) -> tuple[Condition, Earlier | None]:
    """What `else` asks for as the `row` of a table that tests the `named` questions, and what stands above it then.

    Of the named questions, and those that their `only-if` rests on, every one that is to be asked is answered. That it
    is to be asked no cell can say, so that above `else` stands a row for each that has an `only-if`.
    """
    needed = set(named)
    for question in reversed(questions):
        if question.id in needed:
            needed.update(test.question for test in question.only_if if not isinstance(test, Finding))
    always = []
    for question in questions:
        if question.id in needed and question.only_if:
            still_open = Condition(when=question.only_if, unless=(answered(question.id),))
            above = Earlier(f"{row} {question.id}", still_open, above, open=True)
        elif question.id in needed:
            always.append(answered(question.id))
    return Condition(when=tuple(always)), above


class CountingLogic(Generic[Meaning]):
    """A logic in which a test of an answer means that it holds and that the answer counts."""

    def __init__(self, logic: Logic[Meaning], questions: Iterable[Question]) -> None:
        """`questions` are in declared order, so that what an `only-if` rests on is read before it."""
        self._logic = logic
        self._counts: dict[str, Meaning] = {}
        for question in questions:
            if question.only_if:
                tests = (test for test in question.only_if if not isinstance(test, Finding))
                self._counts[question.id] = logic.both([self.test(test) for test in tests])

    def test(self, test: AnswerTest) -> Meaning:
        """The test holds, and its question's `only-if` does."""
        held = self._logic.test(test)
        return self._logic.both((held, self._counts[test.question])) if test.question in self._counts else held

    def both(self, parts: Iterable[Meaning]) -> Meaning:
        """Every part holds."""
        return self._logic.both(parts)

    def either(self, parts: Iterable[Meaning]) -> Meaning:
        """At least one part holds."""
        return self._logic.either(parts)

    def negated(self, part: Meaning) -> Meaning:
        """The part does not hold."""
        return self._logic.negated(part)
