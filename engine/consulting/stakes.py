"""What is at stake in a questionnaire: all that a reader of a plan could see change, and what decides what comes first.

It is listed once, for every logic in which conditions can be read. What becomes part of a plan one day is one more kind
of `Visible` here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, TypeVar

import msgspec

from ..language import (
    Action,
    AnswerTest,
    Condition,
    CountingLogic,
    Earlier,
    Finding,
    Logic,
    Meaning,
    NoneOf,
    Rule,
    Rulebook,
    every_test,
    meaning,
)

Other = TypeVar("Other")

PLANNED, OWN, LED, URGENT, STEP, HELP_LINE, VALUE = (
    "planned",
    "own",
    "led",
    "urgent",
    "step",
    "help-line",
    "value",
)
DRAFT, DRAFT_PART = "draft", "draft-part"
"""What one sees of an action: that it is in the plan; that it is there on its own account, not as a basic; that it
comes before others among the first steps because a rule leads it, or because the alarm stands; that a step or a help
line is shown under it; that an answer is told in one of its texts; that a draft is offered with it, or that a part is
in one that is."""


class Visible(msgspec.Struct, Generic[Meaning], frozen=True, eq=False):
    """Something of an action that a reader of the plan would see change: it is so where all `parts` hold.

    `aspect` is one of those above, `detail` the id of the step, help line, question, draft or part (`draft/part`).
    OWN is listed for actions that some basic rule advises, LED for those that some rule leads, URGENT for those that
    the alarm can put before others; all hold only of what is planned.
    """

    action: Action
    aspect: str
    detail: str
    parts: tuple[Meaning, ...]


class Slot(msgspec.Struct, Generic[Meaning], frozen=True, eq=False):
    """A place of the list, taken where all `parts` hold: by the action on its own account, or as a `basic`."""

    action: Action
    basic: bool
    parts: tuple[Meaning, ...]


class Stakes(msgspec.Struct, Generic[Meaning], frozen=True, eq=False):
    """All that can be seen; the places of the list in the order of first steps; that the alarm stands, where there is
    one.

    An action takes one of its places at most: it may be advised on its own account or as a basic, and stand with what
    the alarm puts first, with what rules lead, or with the rest. What something means is given in parts, all of which
    hold: put together only once some answers are known, they are far smaller than before.
    """

    visibles: tuple[Visible[Meaning], ...]
    slots: tuple[Slot[Meaning], ...]
    alarm: tuple[Meaning, ...]

    def meanings(self) -> tuple[tuple[Meaning, ...], ...]:
        """All that is meant, in parts: of the visibles, of the places, of the alarm."""
        visibles, slots = (visible.parts for visible in self.visibles), (slot.parts for slot in self.slots)
        return (*visibles, *slots, *((alarm,) for alarm in self.alarm))

    def meaning(self, others: Iterable[tuple[Other, ...]]) -> Stakes[Other]:
        """The same with other meanings, one for each of `meanings`."""
        other = iter(others)
        return Stakes(
            tuple(Visible(seen.action, seen.aspect, seen.detail, next(other)) for seen in self.visibles),
            tuple(Slot(slot.action, slot.basic, next(other)) for slot in self.slots),
            tuple(part for parts in other for part in parts),
        )


def stakes(rulebook: Rulebook, logic: Logic[Meaning]) -> Stakes[Meaning]:
    """What is at stake in the rulebook's questionnaire, read in this logic."""
    reading = _Reading(rulebook, logic)
    standings = {action.id: reading.standing(action) for action in rulebook.actions}
    precedence = _Precedence(rulebook, logic, standings, reading.alarm)
    visibles: list[Visible[Meaning]] = []
    for action in rulebook.actions:
        visibles += [*reading.visibles(action, standings[action.id]), *precedence.visibles(action)]
    return Stakes(tuple(visibles), tuple(precedence.slots()), reading.alarm)


def answer_tests(rulebook: Rulebook) -> Iterator[AnswerTest]:
    """Every test of an answer in the rulebook: of its rules, steps, help lines and drafts, and of `only-if`."""
    conditions = [rule.condition for rule in rulebook.rules]
    conditions += [Condition(when=question.only_if) for question in rulebook.questions]
    conditions += [Condition(when=step.when) for action in rulebook.actions for step in action.steps]
    conditions += [line.condition for line in rulebook.help_lines.lines]
    conditions += [draft.condition for draft in rulebook.drafts]
    conditions += [Condition(when=part.when) for draft in rulebook.drafts for part in draft.parts]
    yield from (test for test in every_test(conditions) if not isinstance(test, Finding))


class _Reading(Generic[Meaning]):
    """A rulebook read in a logic: what each finding means, and when each rule fires."""

    def __init__(self, rulebook: Rulebook, logic: Logic[Meaning]) -> None:
        self.rulebook = rulebook
        self.logic = logic = CountingLogic(logic, rulebook.questions)
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

    @property
    def alarm(self) -> tuple[Meaning, ...]:
        """That the alarm stands, where there is one."""
        alarm = self.rulebook.alarm
        return () if alarm is None else (self.found(alarm.finding),)

    def found(self, finding: str) -> Meaning:
        return self.findings[finding] if finding in self.findings else self.logic.either(())

    def fires(self, rules: Iterable[Rule]) -> Meaning:
        """That one of the rules fires."""
        return self.logic.either([self.firing[rule.id] for rule in rules])

    def standing(self, action: Action) -> _Standing[Meaning]:
        """When the action is in the plan, and how."""
        advising = self.advising.get(action.id, [])
        leading = self.rulebook.led_by.get(action.id, ()) if self.rulebook.first_steps else ()
        return _Standing(
            allowed=self.logic.negated(self.fires(self.withholding.get(action.id, []))),
            advised=self.fires(advising),
            own=(self.fires(rule for rule in advising if not rule.basic),)
            if any(rule.basic for rule in advising)
            else (),
            led=(self.logic.either([self.firing[rule] for rule in leading]),) if leading else (),
        )

    def visibles(self, action: Action, standing: _Standing[Meaning]) -> Iterator[Visible[Meaning]]:
        planned: tuple[Meaning, ...] = (standing.allowed, standing.advised)
        yield Visible(action, PLANNED, "", planned)
        if standing.own:
            yield Visible(action, OWN, "", (standing.allowed, *standing.own))
        if standing.led:
            yield Visible(action, LED, "", (*planned, *standing.led))
        yield from self.told(action, action.values, planned)
        for step in action.steps:
            shown = planned
            if step.when:
                shown = (*planned, meaning(Condition(when=step.when), self.findings, self.logic))
                yield Visible(action, STEP, step.id, shown)
            yield from self.told(action, step.values, shown)
        for line in self.rulebook.help_lines.lines:
            if action.id in line.under:
                shown = planned
                if line.condition != Condition():
                    shown = (*planned, meaning(line.condition, self.findings, self.logic))
                    yield Visible(action, HELP_LINE, line.id, shown)
                yield from self.told(action, line.values, shown)
        yield from self.drafted(action, planned)

    def told(self, action: Action, questions: Iterable[str], shown: tuple[Meaning, ...]) -> Iterator[Visible[Meaning]]:
        """That the answers to these questions are told where something is `shown`: an open one matters there."""
        for question in questions:
            answered = self.logic.test(NoneOf(question, frozenset()))
            yield Visible(action, VALUE, question, (*shown, answered))

    def drafted(self, action: Action, planned: tuple[Meaning, ...]) -> Iterator[Visible[Meaning]]:
        """That drafts are offered with the action where it is `planned`, and that parts are in them."""
        for draft in (self.rulebook.draft[name] for name in action.drafts):
            offered = planned
            if draft.condition != Condition():
                offered = (*planned, meaning(draft.condition, self.findings, self.logic))
                yield Visible(action, DRAFT, draft.id, offered)
            for part in draft.parts:
                if part.when:
                    shown = meaning(Condition(when=part.when), self.findings, self.logic)
                    yield Visible(action, DRAFT_PART, f"{draft.id}/{part.id}", (*offered, shown))


class _Standing(msgspec.Struct, Generic[Meaning], frozen=True, eq=False):
    """When no rule withholds an action; when one advises it; where some that do are basic, when one does that is not;
    where one can, when one leads it."""

    allowed: Meaning
    advised: Meaning
    own: tuple[Meaning, ...]
    led: tuple[Meaning, ...]


class _Precedence(Generic[Meaning]):
    """What comes before what among the first steps: what the alarm puts first, then what rules lead, then the rest."""

    def __init__(
        self,
        rulebook: Rulebook,
        logic: Logic[Meaning],
        standings: Mapping[str, _Standing[Meaning]],
        alarm: tuple[Meaning, ...],
    ) -> None:
        self.rulebook = rulebook
        self.logic = logic
        self.standings = standings
        self.calm = tuple(logic.negated(stands) for stands in alarm)
        self.alarm = alarm
        self.urgent = self.put_first()

    def put_first(self) -> frozenset[str]:
        """The actions of the alarm's phase, where others can stand before them as long as it does not stand."""
        rulebook, alarm = self.rulebook, self.rulebook.alarm
        if alarm is None or not rulebook.first_steps:
            return frozenset()
        before = rulebook.phases[: rulebook.phases.index(alarm.phase)]
        others_before = any(
            standing.led or rulebook.action[action].phase in before for action, standing in self.standings.items()
        )
        return frozenset(action.id for action in rulebook.actions if others_before and action.phase == alarm.phase)

    def visibles(self, action: Action) -> Iterator[Visible[Meaning]]:
        """That the alarm puts the action before others, where it can."""
        if action.id in self.urgent:
            standing = self.standings[action.id]
            yield Visible(action, URGENT, "", (standing.allowed, standing.advised, *self.alarm))

    def slots(self) -> Iterator[Slot[Meaning]]:
        """The places of the list: in each turn phase by phase, own before basic, as declared."""
        plan = tuple(self.plan())
        for action, basic in plan:
            if action.id in self.urgent:
                yield Slot(action, basic, (*self.taken(action, basic), *self.alarm))
        for action, basic in plan:
            led = self.standings[action.id].led
            if led:
                yield Slot(action, basic, (*self.taken(action, basic), *led, *self.unless_urgent(action)))
        for action, basic in plan:
            unled = map(self.logic.negated, self.standings[action.id].led)
            yield Slot(action, basic, (*self.taken(action, basic), *unled, *self.unless_urgent(action)))

    def plan(self) -> Iterator[tuple[Action, bool]]:
        """Each action on its own account, or as a basic, in the order of a plan."""
        for phase in self.rulebook.phases:
            of_phase = [action for action in self.rulebook.actions if action.phase == phase]
            yield from ((action, False) for action in of_phase)
            yield from ((action, True) for action in of_phase if self.standings[action.id].own)

    def taken(self, action: Action, basic: bool) -> tuple[Meaning, ...]:
        """That the action is in the plan on its own account, or as a basic."""
        standing = self.standings[action.id]
        if basic:
            return (standing.allowed, standing.advised, *map(self.logic.negated, standing.own))
        return (standing.allowed, *(standing.own or (standing.advised,)))

    def unless_urgent(self, action: Action) -> tuple[Meaning, ...]:
        """That the alarm does not put the action first, where it can."""
        return self.calm if action.id in self.urgent else ()


def _by_name(named: Iterable[tuple[str, Rule]]) -> Mapping[str, list[Rule]]:
    """The rules of each name."""
    rules: dict[str, list[Rule]] = {}
    for name, rule in named:
        rules.setdefault(name, []).append(rule)
    return rules
