"""Tests that make no difference: without them a rule would fire, or a step be shown, under the very same answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cache

import msgspec

from ..language import (
    ANY,
    UNLESS,
    WHEN,
    Action,
    Condition,
    Question,
    Rule,
    Rulebook,
    Step,
    Test,
    Tests,
    all_hold,
)
from ..proving import Aim, IndexedOutcome, Inquiry, RulebookTerms, Term
from .as_written import spelt, spelt_tests
from .remark import IDLE_TEST, Remark, remark_at


class _Part(msgspec.Struct, frozen=True):
    """A test of a condition by its position, or (`test` None) a whole alternative of `any`."""

    key: str
    test: int | None
    alternative: int | None = None


def idle_conditions(inquiry: Inquiry[Remark], rules: Sequence[Rule]) -> Iterator[Remark]:
    """A remark on every test or alternative that one of the rules, which can fire, could do without.

    A row of a table of which the first alone counts may say what the rows above leave it anyway: that reads better.
    Of several that could only be spared one at a time, such as two tests that mean the same, the later one is named.
    """
    rules = [rule for rule in rules if rule.condition.earlier is None]
    whole = {rule.id: _Remaining(inquiry.rulebook, rule, frozenset()) for rule in rules}
    aims = [(rule, part, whole[rule.id].tells(part)) for rule in rules for part in _parts(rule.condition)]
    spared = {*inquiry.unmet(aim for _, _, aim in aims)}
    dropped: dict[str, Set[_Part]] = {}
    for rule, part, aim in aims:
        before = dropped.get(rule.id, frozenset())
        if aim not in spared or _Part(ANY, None, part.alternative) in before:
            continue
        if not before or [*inquiry.unmet([_Remaining(inquiry.rulebook, rule, before).tells(part)])]:
            dropped[rule.id] = before | {part}
            yield aim.about


def idle_steps(inquiry: Inquiry[Remark], steps: Iterable[tuple[Action, Step]]) -> Iterator[Remark]:
    """A remark on each of these steps that has a condition and yet is shown whenever its action is planned."""
    yield from (aim.about for aim in inquiry.unmet(_is_hidden(inquiry.rulebook, *one) for one in steps))


def idle_only_ifs(inquiry: Inquiry[Remark]) -> Iterator[Remark]:
    """A remark on every test of an `only-if` without which its question would be asked under the same answers.

    Of several that could only be spared one at a time, the later one is named. An `only-if` that never holds is not
    looked into: its question can never matter, which is told as such.
    """
    for question in inquiry.rulebook.questions:
        left = question.only_if
        if not left or [*inquiry.unmet([_comes_out(inquiry.rulebook, question, left, None)])]:
            continue
        for test in reversed(question.only_if):
            aim = _comes_out(inquiry.rulebook, question, tuple(one for one in left if one is not test), test)
            if [*inquiry.unmet([aim])]:
                left = tuple(one for one in left if one is not test)
                yield aim.about


def _comes_out(rulebook: Rulebook, question: Question, holding: Tests, failing: Test | None) -> Aim[Remark]:
    """Of the tests of an `only-if` these hold, and that one, if any, does not."""
    what = spelt(rulebook, failing) if failing is not None else spelt_tests(rulebook, holding)
    wrong = (
        f"In 'only-if' of the question '{question.id}' the test '{what}' makes no difference: without it the question "
        f"is asked under the same answers."
    )

    def seen(outcome: IndexedOutcome) -> bool:
        facts = outcome.outcome.case.facts
        return all_hold(holding, facts, ()) and not (failing is not None and failing.holds(facts, ()))

    def formula(terms: RulebookTerms) -> Term:
        fails = () if failing is None else (terms.negation(terms.test(failing)),)
        return terms.every((terms.all_hold(holding), *fails))

    return Aim(remark_at(question.place, IDLE_TEST, wrong), seen=seen, formula=formula)


def _parts(condition: Condition) -> Iterator[_Part]:
    """The parts that a condition might do without, the first to be spared first."""
    if len(condition.any) > 1:
        yield from (_Part(ANY, None, number) for number in reversed(range(len(condition.any))))
    yield from (_Part(UNLESS, number) for number in reversed(range(len(condition.unless))))
    for alternative in reversed(range(len(condition.any))):
        tests = condition.any[alternative]
        yield from (_Part(ANY, number, alternative) for number in reversed(range(len(tests))))
    yield from (_Part(WHEN, number) for number in reversed(range(len(condition.when))))


def _without(condition: Condition, dropped: Set[_Part]) -> Condition:
    def left(tests: Tests, key: str, alternative: int | None = None) -> Tests:
        return tuple(test for number, test in enumerate(tests) if _Part(key, number, alternative) not in dropped)

    return Condition(
        when=left(condition.when, WHEN),
        any=tuple(
            left(tests, ANY, number)
            for number, tests in enumerate(condition.any)
            if _Part(ANY, None, number) not in dropped
        ),
        unless=left(condition.unless, UNLESS),
        earlier=condition.earlier,
    )


class _Remaining:
    """A rule's condition without the parts that were dropped, which made no difference."""

    def __init__(self, rulebook: Rulebook, rule: Rule, dropped: Set[_Part]) -> None:
        self.rulebook = rulebook
        self.rule = rule
        self.dropped = dropped
        self.told_by = cache(self._told_by)

    def tells(self, part: _Part) -> Aim[Remark]:
        """Without the part too, the rule fires when it does not, or does not when it does."""
        rule = self.rule
        what = _spelt(self.rulebook, rule.condition, part)
        wrong = f"In the rule '{rule.id}' {what} makes no difference: without it the rule fires under the same answers."
        return Aim(
            remark_at(rule.place, IDLE_TEST, wrong),
            seen=lambda outcome: part in self.told_by(outcome),
            formula=lambda terms: terms.negation(
                terms.same(terms.condition(_without(rule.condition, self.dropped | {part})), terms.fires(rule.id))
            ),
        )

    def _told_by(self, seen: IndexedOutcome) -> Set[_Part]:
        """The parts without which the rule would have fired otherwise in this outcome."""
        condition = self.rule.condition
        failing = {*self._coming_out(condition.when, WHEN, False, seen)}
        failing.update(self._coming_out(condition.unless, UNLESS, True, seen))
        if len(failing) > 1:
            return frozenset()
        left = [at for at in range(len(condition.any)) if _Part(ANY, None, at) not in self.dropped]
        false = {at: [*self._coming_out(condition.any[at], ANY, False, seen, at)] for at in left}
        holding = [at for at in left if not false[at]]
        if failing:
            return failing if holding or not left else frozenset()
        if len(left) == 1:
            return {_Part(ANY, None, left[0]), *_lone(false[left[0]])} if not holding else frozenset()
        if len(holding) == 1:
            return {_Part(ANY, None, holding[0])}
        return frozenset() if holding else {part for at in left for part in _lone(false[at])}

    def _coming_out(
        self, tests: Tests, key: str, truth: bool, seen: IndexedOutcome, alternative: int | None = None
    ) -> Iterator[_Part]:
        """The tests, but for those dropped, that come out so."""
        facts, found = seen.outcome.case.facts, seen.outcome.findings
        for number, test in enumerate(tests):
            part = _Part(key, number, alternative)
            if test.holds(facts, found) is truth and part not in self.dropped:
                yield part


def _lone(parts: Sequence[_Part]) -> Sequence[_Part]:
    return parts if len(parts) == 1 else ()


def _spelt(rulebook: Rulebook, condition: Condition, part: _Part) -> str:
    if part.alternative is None:
        assert part.test is not None
        tests = condition.when if part.key == WHEN else condition.unless
        return f"the test '{spelt(rulebook, tests[part.test])}' of '{part.key}'"
    tests = condition.any[part.alternative]
    if part.test is None:
        return f"the alternative '{spelt_tests(rulebook, tests)}' of 'any'"
    return f"the test '{spelt(rulebook, tests[part.test])}' of the alternative '{spelt_tests(rulebook, tests)}'"


def _is_hidden(rulebook: Rulebook, action: Action, step: Step) -> Aim[Remark]:
    """The action is in the plan and the step is not shown with it."""
    what = f"the condition '{spelt_tests(rulebook, step.when)}' of the step '{step.id}'"
    wrong = f"In the action '{action.id}' {what} makes no difference: the step is shown whenever the action is."
    return Aim(
        remark_at(action.place, IDLE_TEST, wrong),
        seen=lambda outcome: (planned := outcome.planned.get(action.id)) is not None and step not in planned.steps,
        formula=lambda terms: terms.every((terms.planned(action.id), terms.negation(terms.shown(action.id, step.id)))),
    )
