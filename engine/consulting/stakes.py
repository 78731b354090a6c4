"""What is at stake in a questionnaire: all that a reader of a plan could see change, and what decides what comes first.

It is listed once, for every logic in which conditions can be read. What becomes part of a plan one day (drafts, values
in texts) is one more kind of `Visible` here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, TypeVar

import msgspec

from ..language import Action, AnswerTest, Condition, CountingLogic, Finding, Logic, Meaning, Rule, Rulebook, meaning

Other = TypeVar("Other")

PLANNED, OWN, LED, URGENT, STEP, HELP_LINE = "planned", "own", "led", "urgent", "step", "help-line"
DRAFT, DRAFT_PART = "draft", "draft-part"
"""What one sees of an action: that it is in the plan; that it is there on its own account, not as a basic; that it
comes before others among the first steps because a rule leads it, or because the alarm stands; that a step or a help
line is shown under it; that a draft is offered with it, or that a part is in one that is."""


class Visible(msgspec.Struct, Generic[Meaning], frozen=True, eq=False):
    """Something of an action that a reader of the plan would see change, and the formula that says when it is so.

    `aspect` is one of those above, `detail` the id of the step, help line, draft or part (`draft/part`), and of URGENT
    that of the action which stands before it but for the alarm. OWN is listed for actions that some basic rule advises,
    LED for those that some rule leads; all hold only of what is planned.
    """

    action: Action
    aspect: str
    detail: str
    formula: Meaning


class Slot(msgspec.Struct, Generic[Meaning], frozen=True, eq=False):
    """A place of the list and when it is taken: by the action on its own account, or as a `basic`.

    `by_alarm`: it rests on the alarm too, of which nothing need be seen.
    """

    action: Action
    basic: bool
    taken: Meaning
    by_alarm: bool = False


class Stakes(msgspec.Struct, Generic[Meaning], frozen=True, eq=False):
    """All that can be seen; the places of the list in the order of first steps; that the alarm stands, where there is
    one.

    An action takes one of its places at most: it may be advised on its own account or as a basic, and stand with what
    the alarm puts first, with what rules lead, or with the rest.
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
            tuple(Slot(slot.action, slot.basic, next(other), slot.by_alarm) for slot in self.slots),
            tuple(other),
        )


def stakes(rulebook: Rulebook, logic: Logic[Meaning]) -> Stakes[Meaning]:
    """What is at stake in the rulebook's questionnaire, read in this logic."""
    reading = _Reading(rulebook, logic)
    seen = [visible for action in rulebook.actions for visible in reading.visibles(action)]
    precedence = _Precedence(rulebook, logic, seen, reading.alarm)
    position = {action: at for at, action in enumerate(rulebook.action)}
    visibles = sorted((*seen, *precedence.visibles()), key=lambda visible: position[visible.action.id])
    return Stakes(tuple(visibles), tuple(precedence.slots()), reading.alarm)


def answer_tests(rulebook: Rulebook) -> Iterator[AnswerTest]:
    """Every test of an answer in the rulebook: of its rules, steps, help lines and drafts, and of `only-if`."""
    conditions = [rule.condition for rule in rulebook.rules]
    conditions += [Condition(when=question.only_if) for question in rulebook.questions]
    conditions += [Condition(when=step.when) for action in rulebook.actions for step in action.steps]
    conditions += [line.condition for line in rulebook.help_lines.lines]
    conditions += [draft.condition for draft in rulebook.drafts]
    conditions += [Condition(when=part.when) for draft in rulebook.drafts for part in draft.parts]
    for condition in conditions:
        yield from (test for test in condition.tests() if not isinstance(test, Finding))


class _Reading(Generic[Meaning]):
    """A rulebook read in a logic: what each finding means, and when each rule fires."""

    def __init__(self, rulebook: Rulebook, logic: Logic[Meaning]) -> None:
        self.rulebook = rulebook
        self.logic = logic = CountingLogic(logic, rulebook.questions)
        self.findings: dict[str, Meaning] = {}
        self.firing: dict[str, Meaning] = {}
        self.advising = _by_name((action, rule) for rule in rulebook.rules for action in rule.advise)
        self.withholding = _by_name((action, rule) for rule in rulebook.rules for action in rule.withhold)
        for stratum in rulebook.strata:
            self.firing.update({rule.id: meaning(rule.condition, self.findings, logic) for rule in stratum})
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

    def visibles(self, action: Action) -> Iterator[Visible[Meaning]]:
        both = self.logic.both
        advising = self.advising.get(action.id, [])
        allowed = self.logic.negated(self.fires(self.withholding.get(action.id, [])))
        planned = both((allowed, self.fires(advising)))
        yield Visible(action, PLANNED, "", planned)
        if any(rule.basic for rule in advising):
            own = self.fires(rule for rule in advising if not rule.basic)
            yield Visible(action, OWN, "", both((allowed, own)))
        leading = self.rulebook.led_by.get(action.id, ())
        if leading:
            led = self.logic.either([self.firing[rule] for rule in leading])
            yield Visible(action, LED, "", both((planned, led)))
        for step in action.steps:
            if step.when:
                shown = meaning(Condition(when=step.when), self.findings, self.logic)
                yield Visible(action, STEP, step.id, both((planned, shown)))
        for line in self.rulebook.help_lines.lines:
            if action.id in line.under and line.condition != Condition():
                shown = meaning(line.condition, self.findings, self.logic)
                yield Visible(action, HELP_LINE, line.id, both((planned, shown)))
        yield from self.drafted(action, planned)

    def drafted(self, action: Action, planned: Meaning) -> Iterator[Visible[Meaning]]:
        both = self.logic.both
        for draft in (self.rulebook.draft[name] for name in action.drafts):
            offered = meaning(draft.condition, self.findings, self.logic)
            if draft.condition != Condition():
                yield Visible(action, DRAFT, draft.id, both((planned, offered)))
            for part in draft.parts:
                if part.when:
                    shown = meaning(Condition(when=part.when), self.findings, self.logic)
                    yield Visible(action, DRAFT_PART, f"{draft.id}/{part.id}", both((planned, offered, shown)))


class _Precedence(Generic[Meaning]):
    """What comes before what among the first steps: what the alarm puts first, then what rules lead, then the rest."""

    def __init__(
        self, rulebook: Rulebook, logic: Logic[Meaning], seen: Iterable[Visible[Meaning]], alarm: tuple[Meaning, ...]
    ) -> None:
        self.rulebook = rulebook
        self.logic = logic
        by_aspect: dict[str, dict[str, Meaning]] = {PLANNED: {}, OWN: {}, LED: {}}
        for visible in seen:
            by_aspect.setdefault(visible.aspect, {})[visible.action.id] = visible.formula
        self.planned, self.own, self.led = by_aspect[PLANNED], by_aspect[OWN], by_aspect[LED]
        self.calm = [logic.negated(stands) for stands in alarm]
        self.alarm = alarm
        self.urgent = self.put_first()

    def put_first(self) -> tuple[Action, ...]:
        """The actions of the alarm's phase, where others can stand before them as long as it does not stand."""
        rulebook, alarm = self.rulebook, self.rulebook.alarm
        if alarm is None or not rulebook.first_steps:
            return ()
        before = rulebook.phases[: rulebook.phases.index(alarm.phase)]
        others_before = bool(self.led) or any(action.phase in before for action in rulebook.actions)
        return tuple(action for action in rulebook.actions if others_before and action.phase == alarm.phase)

    # what is seen of it

    def visibles(self) -> Iterator[Visible[Meaning]]:
        """Where the alarm turns round which of two actions comes first."""
        for action in self.urgent:
            for other in self.rulebook.actions:
                if other is not action and self.may_precede(other, action):
                    otherwise = self.precedes(other, action)
                    formula = self.logic.both((self.planned[action.id], *self.alarm, otherwise))
                    yield Visible(action, URGENT, other.id, formula)

    def may_precede(self, other: Action, action: Action) -> bool:
        """Whether but for the alarm another action can come before one which it puts first, and not with it."""
        order = self.rulebook.action_order
        return other.id in self.led or order[other.id][0] < order[action.id][0]

    def precedes(self, other: Action, action: Action) -> Meaning:
        """That it does so, where both are in the plan; `other` is one that may."""
        both, either = self.logic.both, self.logic.either
        unled = self.unled(action)
        led = [self.led[other.id]] if other.id in self.led else []
        one, two = self.rulebook.action_order[other.id], self.rulebook.action_order[action.id]
        if one[0] < two[0]:
            return either((*led, both((self.planned[other.id], *unled))))
        if one[0] > two[0]:
            return both((*led, *unled))
        own, basic = self.taken(action, basic=False), self.logic.negated(self.taken(other, basic=False))
        behind = either((own, basic)) if two < one else both((own, basic))
        return both((*led, *unled, behind))

    def unled(self, action: Action) -> list[Meaning]:
        """That no rule leads it, where one can."""
        return [self.logic.negated(self.led[action.id])] if action.id in self.led else []

    # places

    def slots(self) -> Iterator[Slot[Meaning]]:
        """The places of the list: in each turn phase by phase, own before basic, as declared."""
        urgent = frozenset(action.id for action in self.urgent)
        plan = tuple(self.plan())
        for action, basic in plan:
            if action.id in urgent:
                yield Slot(action, basic, self.logic.both((self.taken(action, basic), *self.alarm)), by_alarm=True)
        for is_led in (True, False):
            for action, basic in plan:
                turn = [self.led[action.id]] if is_led and action.id in self.led else self.unled(action)
                if action.id in self.led or not is_led:
                    calm = self.calm if action.id in urgent else []
                    taken = self.logic.both((self.taken(action, basic), *turn, *calm))
                    yield Slot(action, basic, taken, by_alarm=action.id in urgent)

    def plan(self) -> Iterator[tuple[Action, bool]]:
        """Each action on its own account, or as a basic, in the order of a plan."""
        for phase in self.rulebook.phases:
            of_phase = [action for action in self.rulebook.actions if action.phase == phase]
            yield from ((action, False) for action in of_phase)
            yield from ((action, True) for action in of_phase if action.id in self.own)

    def taken(self, action: Action, basic: bool) -> Meaning:
        """That the action is in the plan on its own account, or as a basic."""
        own = self.own.get(action.id, self.planned[action.id])
        return self.logic.both((self.planned[action.id], self.logic.negated(own))) if basic else own


def _by_name(named: Iterable[tuple[str, Rule]]) -> Mapping[str, list[Rule]]:
    """The rules of each name."""
    rules: dict[str, list[Rule]] = {}
    for name, rule in named:
        rules.setdefault(name, []).append(rule)
    return rules
