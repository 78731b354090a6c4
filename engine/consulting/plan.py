"""A plan: the actions advised and not withheld, what was withheld, and how both follow from the rules that fired."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import msgspec

from ..language import Action, Draft, Facts, Part, Rulebook, Step, all_hold, cached_property


class Offered(msgspec.Struct, frozen=True):
    """A draft that is offered, and those of its parts that are in it."""

    draft: Draft
    parts: tuple[Part, ...]


class Planned(msgspec.Struct, frozen=True):
    """An action of the plan: its rank from 1, whether only basic rules advise it, the steps shown, the rules that
    advise it, those that lead it, and the drafts offered with it."""

    action: Action
    rank: int
    basic: bool
    steps: tuple[Step, ...]
    because: tuple[str, ...]
    led_by: tuple[str, ...] = ()
    drafts: tuple[Offered, ...] = ()


class Withheld(msgspec.Struct, frozen=True):
    """An action that some rules advise and others withhold, with the ids of both."""

    action: Action
    advised_by: tuple[str, ...]
    by: tuple[str, ...]


class Conclusion(Protocol):
    """What an engine concludes; each part is made when it is first asked for."""

    @property
    def fired(self) -> tuple[str, ...]:
        """The ids of the rules that fired, in the rulebook's order."""

    @property
    def findings(self) -> Mapping[str, tuple[str, ...]]:
        """The findings established, in the rulebook's order, each with the rules that found it."""

    @property
    def plan(self) -> tuple[Planned, ...]:
        """The actions advised and not withheld: by phase, own before basic, then as declared."""

    @property
    def withheld(self) -> tuple[Withheld, ...]:
        """The actions advised and withheld, as declared."""


class FromRules(msgspec.Struct, frozen=True, eq=False, dict=True):
    """What follows from the rules that fired on these facts, straight from the semantics."""

    rulebook: Rulebook
    facts: Facts
    fired: tuple[str, ...]

    @cached_property
    def findings(self) -> Mapping[str, tuple[str, ...]]:
        """The findings established, in the rulebook's order, each with the rules that found it."""
        found: dict[str, list[str]] = {}
        for name in self.fired:
            for finding in self.rulebook.rule[name].find:
                found.setdefault(finding, []).append(name)
        return {finding: tuple(found[finding]) for finding in self.rulebook.findings if finding in found}

    @cached_property
    def plan(self) -> tuple[Planned, ...]:
        """The actions advised and not withheld: by phase, own before basic, then as declared."""
        rulebook, led = self.rulebook, self._led
        order = rulebook.action_order
        own = {action for name in self.fired if not rulebook.rule[name].basic for action in rulebook.rule[name].advise}
        named = self._advised.keys() - self._held_back.keys()
        chosen = sorted([(order[name][0], name not in own, order[name][1], name) for name in named])
        return tuple(
            [
                Planned(
                    action=rulebook.action[name],
                    rank=rank,
                    basic=basic,
                    steps=self._shown_steps(rulebook.action[name]),
                    because=tuple(self._advised[name]),
                    led_by=tuple(led.get(name, ())),
                    drafts=self._offered(rulebook.action[name]),
                )
                for rank, (_, basic, _, name) in enumerate(chosen, start=1)
            ]
        )

    @cached_property
    def withheld(self) -> tuple[Withheld, ...]:
        """The actions advised and withheld, as declared."""
        order = self.rulebook.action_order
        return tuple(
            [
                Withheld(self.rulebook.action[name], tuple(self._advised[name]), tuple(self._held_back[name]))
                for name in sorted(self._held_back, key=lambda name: order[name][1])
            ]
        )

    @cached_property
    def _advised(self) -> dict[str, list[str]]:
        advised: dict[str, list[str]] = {}
        for name in self.fired:
            for action in self.rulebook.rule[name].advise:
                advised.setdefault(action, []).append(name)
        return advised

    @cached_property
    def _held_back(self) -> dict[str, list[str]]:
        """The actions advised and withheld, each with the rules that withhold it."""
        held_back: dict[str, list[str]] = {}
        for name in self.fired:
            for action in self._advised.keys() & self.rulebook.withheld_by[name]:
                held_back.setdefault(action, []).append(name)
        return held_back

    @cached_property
    def _led(self) -> dict[str, list[str]]:
        led: dict[str, list[str]] = {}
        for name in self.fired if self.rulebook.first_steps else ():
            for action in self.rulebook.rule[name].lead:
                led.setdefault(action, []).append(name)
        return led

    def _shown_steps(self, action: Action) -> tuple[Step, ...]:
        facts, found = self.facts, self.findings
        return tuple([step for step in action.steps if not step.when or all_hold(step.when, facts, found)])

    def _offered(self, action: Action) -> tuple[Offered, ...]:
        drafts = [self.rulebook.draft[name] for name in action.drafts]
        return tuple(
            [
                Offered(draft, draft.parts_shown(self.facts, self.findings))
                for draft in drafts
                if draft.condition.holds(self.facts, self.findings)
            ]
        )
