"""The outcome of a consultation: the plan, what was withheld, and the rules that fired."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from ..language import Action, Question, Rulebook, Step, all_hold, cached_property, identity
from .case import Answers, Case, check_answers
from .inference import AUTO, Engine, fire
from .interview import first_steps_certain, open_questions

if TYPE_CHECKING:
    from ..telling import Trace


class Planned(msgspec.Struct, frozen=True):
    """An action of the plan: its rank from 1, whether only basic rules advise it, the steps shown, the rules that
    advise it, and those that lead it."""

    action: Action
    rank: int
    basic: bool
    steps: tuple[Step, ...]
    because: tuple[str, ...]
    led_by: tuple[str, ...] = ()


class Withheld(msgspec.Struct, frozen=True):
    """An action that some rules advise and others withhold, with the ids of both."""

    action: Action
    advised_by: tuple[str, ...]
    by: tuple[str, ...]


class Outcome(msgspec.Struct, frozen=True, eq=False, dict=True):
    """What a rulebook concludes from a case; `fired` holds rule ids in the rulebook's order."""

    rulebook: Rulebook
    case: Case
    engine: Engine
    fired: tuple[str, ...]
    findings: Mapping[str, tuple[str, ...]]
    plan: tuple[Planned, ...]
    withheld: tuple[Withheld, ...]

    @cached_property
    def open_questions(self) -> tuple[Question, ...]:
        """The open questions whose answers could still change the plan, in the order in which they would be asked.

        No others can follow: so many are left at most.
        """
        return open_questions(self.rulebook, self.case.answers)

    @property
    def complete(self) -> bool:
        """Whether no open question could change the plan any more."""
        return not self.open_questions

    @cached_property
    def first_steps(self) -> tuple[Planned, ...]:
        """The actions that the plan leads with: while the alarm stands those of its phase, then those that a rule
        leads, then the others, each in the order of the plan."""
        return tuple(sorted(self.plan, key=self._turn)[: self.rulebook.first_steps])

    def _turn(self, planned: Planned) -> tuple[bool, bool]:
        alarm = self.rulebook.alarm
        urgent = alarm is not None and self.alarmed and planned.action.phase == alarm.phase
        return not urgent, not (urgent or planned.led_by)

    @cached_property
    def first_steps_certain(self) -> bool:
        """Whether no further answer can change which actions the plan leads with, nor which of them are basics."""
        return first_steps_certain(self.rulebook, self.case.answers)

    @property
    def alarmed(self) -> bool:
        """Whether the finding that interrupts a questionnaire is established."""
        alarm = self.rulebook.alarm
        return alarm is not None and alarm.finding in self.findings

    def planned(self, action: str) -> Planned | None:
        """The action in the plan, or None."""
        name = identity(action)
        return next((planned for planned in self.plan if planned.action.id == name), None)

    def trace(self, language: str | None = None) -> Trace:
        """The outcome with every reason and text, in `language` or the rulebook's first one."""
        # What tells of outcomes stands above what makes them; here alone the way leads up, for the caller's comfort.
        from ..telling import traced, wording_of

        return traced(self, wording_of(self.rulebook, language))

    def to_dict(self, language: str | None = None) -> dict[str, object]:
        """The trace as plain dictionaries, lists, strings and numbers: what the JSON holds."""
        made = msgspec.to_builtins(self.trace(language))
        assert isinstance(made, dict)
        return made


def consult(rulebook: Rulebook, answers: Answers, *, engine: str = AUTO) -> Outcome:
    """What `rulebook` concludes from `answers` (question ids to options, lists of options, numbers or `unknown`).

    Raises CaseError when the answers do not fit, EngineError when `engine` is not there.
    """
    return conclude(rulebook, check_answers(rulebook, answers), engine)


def conclude(rulebook: Rulebook, case: Case, engine: str = AUTO) -> Outcome:
    """What `rulebook` concludes from a case that was checked before."""
    fired, ran = fire(rulebook, case.facts, engine)
    findings: dict[str, list[str]] = {}
    advised: dict[str, list[str]] = {}
    held_back: dict[str, list[str]] = {}
    led: dict[str, list[str]] = {}
    own: set[str] = set()
    for name in fired:
        rule = rulebook.rule[name]
        for finding in rule.find:
            findings.setdefault(finding, []).append(name)
        for action in rule.advise:
            advised.setdefault(action, []).append(name)
        for action in rule.lead if rulebook.first_steps else ():
            led.setdefault(action, []).append(name)
        if not rule.basic:
            own.update(rule.advise)
    for name in fired:
        for action in advised.keys() & rulebook.withheld_by[name]:
            held_back.setdefault(action, []).append(name)
    return Outcome(
        rulebook=rulebook,
        case=case,
        engine=ran,
        fired=fired,
        findings={finding: tuple(findings[finding]) for finding in rulebook.findings if finding in findings},
        plan=_plan(rulebook, case, findings, advised, held_back, led, own),
        withheld=tuple(
            Withheld(rulebook.action[name], tuple(advised[name]), tuple(held_back[name]))
            for name in sorted(advised.keys() & held_back.keys(), key=lambda name: rulebook.action_order[name][1])
        ),
    )


def _plan(
    rulebook: Rulebook,
    case: Case,
    findings: Mapping[str, list[str]],
    advised: Mapping[str, list[str]],
    held_back: Mapping[str, list[str]],
    led: Mapping[str, list[str]],
    own: set[str],
) -> tuple[Planned, ...]:
    """The actions advised and not withheld: by phase, own before basic, then as declared."""
    order = rulebook.action_order
    named = advised.keys() - held_back.keys()
    chosen = sorted([(order[name][0], name not in own, order[name][1], name) for name in named])
    return tuple(
        [
            Planned(
                action=rulebook.action[name],
                rank=rank,
                basic=basic,
                steps=_shown_steps(rulebook.action[name], case, findings),
                because=tuple(advised[name]),
                led_by=tuple(led.get(name, ())),
            )
            for rank, (_, basic, _, name) in enumerate(chosen, start=1)
        ]
    )


def _shown_steps(action: Action, case: Case, findings: Mapping[str, list[str]]) -> tuple[Step, ...]:
    return tuple([step for step in action.steps if not step.when or all_hold(step.when, case.facts, findings)])
