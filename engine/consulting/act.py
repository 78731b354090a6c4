"""An action made ready for a compiled rulebook: what the ways that a case leaves make of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from ..language import Action, Condition, Draft, Part, Rule, Rulebook
from .plan import Offered, Planned, Withheld
from .ways import Ways

_MOST_REMEMBERED = 512
"""For how many sets of ways it is kept what follows from them."""

_ALWAYS = -1
"""The ways of what has no tests: of those that concern an action of a plan one is left at least."""

Masked = tuple[int, Rule]
"""A rule with its ways."""


class Named(dict[int, tuple[str, ...]]):
    """For sets of ways the ids of the rules that have one of them, in the rulebook's order; made when first needed."""

    def __init__(self, rules: Iterable[Masked]) -> None:
        super().__init__()
        self._rules = [(mask, rule.id) for mask, rule in rules]
        self.ways = 0
        for mask, _ in self._rules:
            self.ways |= mask

    def __missing__(self, ways: int) -> tuple[str, ...]:
        ids = tuple([rule for mask, rule in self._rules if mask & ways])
        if len(self) < _MOST_REMEMBERED:
            self[ways] = ids
        return ids


class Placed(dict[int, Planned]):
    """What some ways make of an action of the plan, by its rank there; made when first needed."""

    __slots__ = ("_first", "basic")

    def __init__(self, first: Planned) -> None:
        super().__init__()
        self._first, self.basic = first, first.basic

    def __missing__(self, rank: int) -> Planned:
        planned = self[rank] = msgspec.structs.replace(self._first, rank=rank)
        return planned


class Act(dict[int, Placed]):
    """An action, and for sets of the ways that concern it what they make of it; made when first needed.

    It is in a plan where one of the ways by which it is `advised` is left and none by which it is `withheld`.
    """

    def __init__(self, action: Action, rules: Rules, drafts: Iterable[Draft], ways: Ways) -> None:
        super().__init__()
        self.action = action
        self._because, self._by, self._led_by = rules.advising, rules.withholding, rules.leading
        self.advised, self.withheld = self._because.ways, self._by.ways
        self._own = rules.own
        self._steps = [(_shown_in(Condition(when=step.when), ways), step) for step in action.steps]
        self._drafts = [_WaysOfDraft(draft, ways) for draft in drafts]
        self.concerned = self.advised | self._led_by.ways
        for shown, _ in self._steps:
            self.concerned |= shown if shown != _ALWAYS else 0
        for draft in self._drafts:
            self.concerned |= draft.concerned

    def __missing__(self, ways: int) -> Placed:
        first = Planned(
            action=self.action,
            rank=1,
            basic=not ways & self._own,
            steps=tuple([step for shown, step in self._steps if shown & ways]),
            because=self._because[ways & self.advised],
            led_by=self._led_by[ways & self._led_by.ways],
            drafts=tuple([draft.offered(ways) for draft in self._drafts if draft.ways & ways]),
        )
        placed = Placed(first)
        if len(self) < _MOST_REMEMBERED:
            self[ways] = placed
        return placed

    def held_back(self, ways: int) -> Withheld:
        """The action as it is withheld where these ways are left."""
        return Withheld(self.action, self._because[ways & self.advised], self._by[ways & self.withheld])


class Rules(msgspec.Struct, frozen=True, eq=False):
    """The rules that speak of an action; `own` are the ways of those that advise it and are not basic."""

    advising: Named
    withholding: Named
    leading: Named
    own: int


def rules_by_action(rulebook: Rulebook, rules: Sequence[Masked]) -> Mapping[str, Rules]:
    """For each action the rules that speak of it, in the rulebook's order."""
    advising: dict[str, list[Masked]] = {action: [] for action in rulebook.action}
    withholding: dict[str, list[Masked]] = {action: [] for action in rulebook.action}
    leading: dict[str, list[Masked]] = {action: [] for action in rulebook.action}
    own = dict.fromkeys(rulebook.action, 0)
    for mask, rule in rules:
        for action in rule.advise:
            advising[action].append((mask, rule))
            own[action] |= 0 if rule.basic else mask
        for action in rule.withhold:
            withholding[action].append((mask, rule))
        for action in rule.lead if rulebook.first_steps else ():
            leading[action].append((mask, rule))
    return {
        action: Rules(Named(advising[action]), Named(withholding[action]), Named(leading[action]), own[action])
        for action in rulebook.action
    }


class _WaysOfDraft:
    """A draft by its ways and those of its parts."""

    def __init__(self, draft: Draft, ways: Ways) -> None:
        self.ways = _shown_in(draft.condition, ways)
        self._draft = draft
        self._parts: list[tuple[int, Part]] = [
            (_shown_in(Condition(when=part.when), ways), part) for part in draft.parts
        ]
        self.concerned = 0
        for mask in (self.ways, *(mask for mask, _ in self._parts)):
            self.concerned |= mask if mask != _ALWAYS else 0

    def offered(self, ways: int) -> Offered:
        return Offered(self._draft, tuple([part for mask, part in self._parts if mask & ways]))


def _shown_in(condition: Condition, ways: Ways) -> int:
    return ways.of(condition) if condition != Condition() else _ALWAYS
