"""An outcome in which many things are looked up."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from ..consulting import Outcome, Planned, Withheld


class IndexedOutcome(msgspec.Struct, frozen=True, eq=False):
    """An outcome with the rules that fired as a set, and the actions planned and those withheld by id."""

    outcome: Outcome
    fired: frozenset[str]
    planned: Mapping[str, Planned]
    withheld: Mapping[str, Withheld]


def indexed(outcome: Outcome) -> IndexedOutcome:
    """The outcome, ready to be looked up in."""
    planned = {planned.action.id: planned for planned in outcome.plan}
    withheld = {withheld.action.id: withheld for withheld in outcome.withheld}
    return IndexedOutcome(outcome, frozenset(outcome.fired), planned, withheld)
