"""The plan as a person reads it: phase by phase, what is folded, what was held back, what is urgent, whom to call.

Ids and values only, for everything that shows a plan; `plan_words` puts them into words.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby, zip_longest

import msgspec

from ..consulting import Outcome, Planned, Withheld, undecided_actions
from ..language import Action, HelpLine

MOST_CALLS = 4
"""How many numbers are repeated where everything urgent has been said: few enough to stay in sight."""

MOST_EXAMPLES = 2
"""How many actions are named as what more answers could bring."""


class PlanPhase(msgspec.Struct, frozen=True):
    """A phase of the plan: what is shown in full, and the basics of which only the titles are."""

    phase: str
    own: tuple[Planned, ...]
    basics: tuple[Planned, ...]


class HeldBack(msgspec.Struct, frozen=True):
    """The actions that the same rules, named by id, withhold."""

    by: tuple[str, ...]
    held: tuple[Withheld, ...]


def plan_phases(outcome: Outcome) -> tuple[PlanPhase, ...]:
    """The phases of the plan that hold anything, in order; a basic that the plan leads with counts as own."""
    hidden = folded_basics(outcome)
    made = []
    for phase, group in groupby(outcome.plan, key=lambda planned: planned.action.phase):
        here = tuple(group)
        own = tuple(planned for planned in here if planned not in hidden)
        made.append(PlanPhase(phase, own, tuple(planned for planned in here if planned in hidden)))
    return tuple(made)


def folded_basics(outcome: Outcome) -> tuple[Planned, ...]:
    """The basics whose steps are left out until somebody asks for them."""
    return tuple(planned for planned in outcome.plan if planned.basic and planned not in outcome.first_steps)


def held_back(outcome: Outcome) -> tuple[HeldBack, ...]:
    """What the person is told that was held back, by its reasons.

    Of basics nobody need be told that they wait, but for whoever is in danger: there so much waits that it is named.
    """
    if outcome.alarmed:
        return all_held_back(outcome)
    rules = outcome.rulebook.rule
    return _grouped(held for held in outcome.withheld if not all(rules[rule].basic for rule in held.advised_by))


def all_held_back(outcome: Outcome) -> tuple[HeldBack, ...]:
    """All that was held back, basics too, by its reasons: for whoever has to show why."""
    return _grouped(outcome.withheld)


def _grouped(many: Iterable[Withheld]) -> tuple[HeldBack, ...]:
    groups: dict[tuple[str, ...], list[Withheld]] = {}
    for held in many:
        groups.setdefault(held.by, []).append(held)
    return tuple(HeldBack(by, tuple(held)) for by, held in groups.items())


def urgent_actions(outcome: Outcome) -> tuple[Planned, ...]:
    """The actions that come before everything else while the alarm stands; none without one."""
    alarm = outcome.rulebook.alarm
    if alarm is None or not outcome.alarmed:
        return ()
    return tuple(planned for planned in outcome.plan if planned.action.phase == alarm.phase)


def lines_to_call(outcome: Outcome) -> tuple[HelpLine, ...]:
    """The first help lines under the urgent actions that have a number, each number once, the actions in turns: so
    whoever is in danger in two ways sees whom to call for either."""
    facts, found = outcome.case.facts, outcome.findings
    under = (
        [line for line in outcome.rulebook.help_lines.under(planned.action.id, facts, found) if line.call]
        for planned in urgent_actions(outcome)
    )
    lines: dict[str, HelpLine] = {}
    for turn in zip_longest(*under):
        for line in turn:
            if line is not None:
                lines.setdefault(line.call, line)
    return tuple(lines.values())[:MOST_CALLS]


def may_follow(outcome: Outcome) -> tuple[Action, ...]:
    """Some of the actions that more answers could bring, in the rulebook's order."""
    undecided = undecided_actions(outcome.rulebook, outcome.case.answers)
    return tuple(action for action in undecided if outcome.planned(action.id) is None)[:MOST_EXAMPLES]
