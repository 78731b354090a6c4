"""What is at stake in a questionnaire: all that a reader of a plan could see change, and what decides what comes first.

It is listed once, for every logic in which conditions can be read. What becomes part of a plan one day (drafts, values
in texts) is one more kind of `Visible` here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, TypeVar

import msgspec

from ..language import (
    Action,
    AnswerTest,
    Condition,
    Earlier,
    Finding,
    Logic,
    Meaning,
    Rule,
    Rulebook,
    every_test,
    meaning,
)

Other = TypeVar("Other")

PLANNED, OWN, STEP, HELP_LINE = "planned", "own", "step", "help-line"
"""What one sees of an action: that it is in the plan; that it is there on its own account, not as a basic; that a step
or a help line is shown under it."""

FIRST_STEPS = 3
"""How many actions a plan leads with."""


class Visible(msgspec.Struct, Generic[Meaning], frozen=True, eq=False):
    """Something of an action that a reader of the plan would see change, and the formula that says when it is so.

    `aspect` is PLANNED, OWN, STEP or HELP_LINE, `detail` the id of the step or help line. OWN is listed for actions
    that some basic rule advises, and holds only of what is planned.
    """

    action: Action
    aspect: str
    detail: str
    formula: Meaning


class Slot(msgspec.Struct, Generic[Meaning], frozen=True, eq=False):
    """A place of the list and when it is taken: by the action on its own account, or as a `basic`."""

    action: Action
    basic: bool
    taken: Meaning


class Stakes(msgspec.Struct, Generic[Meaning], frozen=True, eq=False):
    """All that can be seen; the places of the list in the order of a plan; that the alarm stands, where there is one.

    An action that may be advised on its own account or as a basic has two places, of which it takes one at most.
    """

    visibles: tuple[Visible[Meaning], ...]
    slots: tuple[Slot[Meaning], ...]
    alarm: tuple[Meaning, ...]

    def meanings(self) -> tuple[Meaning, ...]:
        """All that is meant: of the visibles, of the places, of the alarm."""
        visibles, slots = (visible.formula for visible in self.visibles), (slot.taken for slot in self.slots)
        return (*visibles, *slots, *self.alarm)

    def meaning(self, others: Iterable[Other]) -> Stakes[Other]:
        """The same with other meanings, one for each of `meanings`."""
        other = iter(others)
        return Stakes(
            tuple(Visible(seen.action, seen.aspect, seen.detail, next(other)) for seen in self.visibles),
            tuple(Slot(slot.action, slot.basic, next(other)) for slot in self.slots),
            tuple(other),
        )


def stakes(rulebook: Rulebook, logic: Logic[Meaning]) -> Stakes[Meaning]:
    """What is at stake in the rulebook's questionnaire, read in this logic."""
    reading = _Reading(rulebook, logic)
    visibles = tuple(visible for action in rulebook.actions for visible in reading.visibles(action))
    alarm = () if rulebook.alarm is None else (reading.found(rulebook.alarm.finding),)
    return Stakes(visibles, tuple(reading.slots(visibles)), alarm)


def answer_tests(rulebook: Rulebook) -> Iterator[AnswerTest]:
    """Every test of an answer in the rulebook: of its rules, steps and help lines."""
    conditions = [rule.condition for rule in rulebook.rules]
    conditions += [Condition(when=step.when) for action in rulebook.actions for step in action.steps]
    conditions += [line.condition for line in rulebook.help_lines.lines]
    yield from (test for test in every_test(conditions) if not isinstance(test, Finding))


class _Reading(Generic[Meaning]):
    """A rulebook read in a logic: what each finding means, and when each rule fires."""

    def __init__(self, rulebook: Rulebook, logic: Logic[Meaning]) -> None:
        self.rulebook = rulebook
        self.logic = logic
        self.findings: dict[str, Meaning] = {}
        self.firing: dict[str, Meaning] = {}
        self.advising = _by_name((action, rule) for rule in rulebook.rules for action in rule.advise)
        self.withholding = _by_name((action, rule) for rule in rulebook.rules for action in rule.withhold)
        taken: dict[Earlier, Meaning] = {}
        for stratum in rulebook.strata:
            self.firing.update({rule.id: meaning(rule.condition, self.findings, logic, taken) for rule in stratum})
            finding = _by_name((found, rule) for rule in stratum for found in rule.find)
            self.findings.update({found: self.established(found, rules) for found, rules in finding.items()})

    def established(self, finding: str, rules: list[Rule]) -> Meaning:
        """That the finding is established by one of these rules, or was by rules before."""
        before = [self.findings[finding]] if finding in self.findings else []
        return self.logic.either([*before, *(self.firing[rule.id] for rule in rules)])

    def found(self, finding: str) -> Meaning:
        return self.findings[finding] if finding in self.findings else self.logic.either(())

    def fires(self, rules: Iterable[Rule]) -> Meaning:
        """That one of the rules fires."""
        return self.logic.either([self.firing[rule.id] for rule in rules])

    def visibles(self, action: Action) -> Iterator[Visible[Meaning]]:
        both = self.logic.both
        advising = self.advising.get(action.id, [])
        allowed = self.logic.negated(self.fires(self.withholding.get(action.id, [])))
        planned = both((allowed, self.fires(advising)))
        yield Visible(action, PLANNED, "", planned)
        if any(rule.basic for rule in advising):
            own = self.fires(rule for rule in advising if not rule.basic)
            yield Visible(action, OWN, "", both((allowed, own)))
        for step in action.steps:
            if step.when:
                shown = meaning(Condition(when=step.when), self.findings, self.logic)
                yield Visible(action, STEP, step.id, both((planned, shown)))
        for line in self.rulebook.help_lines.lines:
            if action.id in line.under and line.condition != Condition():
                shown = meaning(line.condition, self.findings, self.logic)
                yield Visible(action, HELP_LINE, line.id, both((planned, shown)))

    def slots(self, visibles: Iterable[Visible[Meaning]]) -> Iterator[Slot[Meaning]]:
        """The places of the list: phase by phase, own before basic, as declared."""
        planned, own = (
            {visible.action.id: visible.formula for visible in visibles if visible.aspect == aspect}
            for aspect in (PLANNED, OWN)
        )
        basic = {
            action: self.logic.both((planned[action], self.logic.negated(formula))) for action, formula in own.items()
        }
        for phase in self.rulebook.phases:
            of_phase = [action for action in self.rulebook.actions if action.phase == phase]
            yield from (Slot(action, False, own.get(action.id, planned[action.id])) for action in of_phase)
            yield from (Slot(action, True, basic[action.id]) for action in of_phase if action.id in basic)


def _by_name(named: Iterable[tuple[str, Rule]]) -> Mapping[str, list[Rule]]:
    """The rules of each name."""
    rules: dict[str, list[Rule]] = {}
    for name, rule in named:
        rules.setdefault(name, []).append(rule)
    return rules
