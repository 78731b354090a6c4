"""Tests that make no difference: without them a rule would fire, or a step be shown, under the very same answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set

import msgspec

from ..language import ANY, UNLESS, WHEN, Action, Condition, Rule, Rulebook, Step, Tests
from ..proving import Aim, Inquiry
from .as_written import spelt, spelt_tests
from .remark import IDLE_TEST, Remark, remark_at


class _Part(msgspec.Struct, frozen=True):
    """A test of a condition by its position, or (`test` None) a whole alternative of `any`."""

    key: str
    test: int | None
    alternative: int | None = None


def idle_conditions(inquiry: Inquiry[Remark], rules: Sequence[Rule]) -> Iterator[Remark]:
    """A remark on every test or alternative that one of the rules, which can fire, could do without.

    Of several that could only be spared one at a time, such as two tests that mean the same, the later one is named.
    """
    rulebook = inquiry.rulebook
    aims = [
        (rule, part, _tells(rulebook, rule, part, frozenset())) for rule in rules for part in _parts(rule.condition)
    ]
    spared = {*inquiry.unmet(aim for _, _, aim in aims)}
    dropped: dict[str, Set[_Part]] = {}
    for rule, part, aim in aims:
        before = dropped.get(rule.id, frozenset())
        if aim not in spared or _Part(ANY, None, part.alternative) in before:
            continue
        if not before or [*inquiry.unmet([_tells(rulebook, rule, part, before)])]:
            dropped[rule.id] = before | {part}
            yield aim.about


def idle_steps(inquiry: Inquiry[Remark], steps: Iterable[tuple[Action, Step]]) -> Iterator[Remark]:
    """A remark on each of these steps that has a condition and yet is shown whenever its action is planned."""
    yield from (aim.about for aim in inquiry.unmet(_is_hidden(inquiry.rulebook, *one) for one in steps))


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
    )


def _tells(rulebook: Rulebook, rule: Rule, part: _Part, dropped: Set[_Part]) -> Aim[Remark]:
    """Without the part, and what was dropped before, the rule fires when it does not, or does not when it does."""
    reduced = _without(rule.condition, dropped | {part})
    what = _spelt(rulebook, rule.condition, part)
    wrong = f"In the rule '{rule.id}' {what} makes no difference: without it the rule fires under the same answers."
    return Aim(
        remark_at(rule.place, IDLE_TEST, wrong),
        seen=lambda outcome: reduced.holds(outcome.case.facts, outcome.findings) is not (rule.id in outcome.fired),
        formula=lambda model: model.negation(model.same(model.condition(reduced), model.fires(rule.id))),
    )


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
        seen=lambda outcome: (planned := outcome.planned(action.id)) is not None and step not in planned.steps,
        formula=lambda model: model.every((model.planned(action.id), model.negation(model.shown(action.id, step.id)))),
    )
