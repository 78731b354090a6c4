"""What became of a plan, as ids and values: what is new, what is done, what is no longer right, what still stands.

Every action of the plan as it was and of the plan as it is stands in exactly one part: those that are ticked are done,
also where they are not advised any more.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

import msgspec

from ..consulting import Outcome, Planned
from ..language import Action, Step
from .reasons import Reason, fired_reasons, lapsed_reasons


class Ticked(msgspec.Struct, frozen=True):
    """An action that is done, and the day on which it was ticked."""

    action: Action
    on: datetime.date


class NoLonger(msgspec.Struct, frozen=True):
    """An action that is not right any more: the rules that withhold it now, and those that advised it and do not any
    more, each with what stands in its way."""

    action: Action
    withheld_by: tuple[Reason, ...]
    lapsed: tuple[Reason, ...]


class Kept(msgspec.Struct, frozen=True):
    """An action that still stands, and the steps that it has now and had not before."""

    planned: Planned
    added: tuple[Step, ...]


class ReviewParts(msgspec.Struct, frozen=True):
    """The four parts: of what is new and what still stands in the plan's order, of what is done in that of the days, of
    what is no longer right in that of the plan as it was."""

    new: tuple[Planned, ...]
    done: tuple[Ticked, ...]
    no_longer: tuple[NoLonger, ...]
    kept: tuple[Kept, ...]


def parts_of_review(before: Outcome, after: Outcome, done: Mapping[str, datetime.date]) -> ReviewParts:
    """What became of the plan of `before` in that of `after`, both of one rulebook; `done` are its actions ticked.

    Raises CaseError when one of these is no action of the rulebook.
    """
    rulebook = after.rulebook
    ticked = [Ticked(rulebook.known_action(name), on) for name, on in done.items()]
    then = {planned.action.id: planned for planned in before.plan if planned.action.id not in done}
    now = {planned.action.id: planned for planned in after.plan if planned.action.id not in done}
    return ReviewParts(
        new=tuple(planned for name, planned in now.items() if name not in then),
        done=tuple(sorted(ticked, key=lambda one: one.on)),
        no_longer=tuple(_no_longer(after, planned) for name, planned in then.items() if name not in now),
        kept=tuple(Kept(planned, tuple(_added(then[name], planned))) for name, planned in now.items() if name in then),
    )


def _no_longer(after: Outcome, was: Planned) -> NoLonger:
    held = next((held.by for held in after.withheld if held.action is was.action), ())
    lapsed = tuple(rule for rule in was.because if rule not in after.fired)
    return NoLonger(was.action, fired_reasons(after, held), lapsed_reasons(after, lapsed))


def _added(was: Planned, now: Planned) -> Iterator[Step]:
    return (step for step in now.steps if step not in was.steps)
