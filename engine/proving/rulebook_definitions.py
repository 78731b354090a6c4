"""What the names in a rulebook's formulas stand for.

A definition names what it rests on and does not repeat it, so that all of them grow no faster than the rulebook.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from ..language import Finding, Rulebook, Test
from .rulebook_terms import ADVISED, FINDING, LEAD, PLANNED, QUESTION, RULE, SPOKEN_FOR, WITHHELD, Name, RulebookTerms
from .solver_library import Term

_EFFECTS = (FINDING, ADVISED, WITHHELD, SPOKEN_FOR, LEAD)


class Definition(msgspec.Struct, frozen=True):
    """What a name stands for, and the names that occur in it."""

    meaning: Term
    rests_on: tuple[Name, ...]


class RulebookDefinitions:
    """The definitions of a rulebook, each made when it is first asked for."""

    def __init__(self, terms: RulebookTerms) -> None:
        self._terms = terms
        self._rulebook = terms.rulebook
        self._made: dict[Name, Definition] = {}
        self._rules = {kind: _by_effect(terms.rulebook, kind) for kind in _EFFECTS}

    def of(self, name: Name) -> Definition:
        """What the name stands for."""
        made = self._made.get(name)
        if made is None:
            made = self._made[name] = Definition(self._meaning(name), self._rests_on(name))
        return made

    def _meaning(self, name: Name) -> Term:
        terms = self._terms
        if name.kind == QUESTION:
            return terms.domain(name.id).allowed
        if name.kind == RULE:
            return terms.same(terms.named(name), terms.condition(self._rulebook.rule[name.id].condition))
        if name.kind == PLANNED:
            free = terms.negation(terms.withheld(name.id))
            return terms.same(terms.named(name), terms.every((terms.advised(name.id), free)))
        return terms.same(terms.named(name), terms.some(map(terms.fires, self._rules_with(name))))

    def _rests_on(self, name: Name) -> tuple[Name, ...]:
        if name.kind == QUESTION:
            return ()
        if name.kind == RULE:
            return tuple(dict.fromkeys(map(_tested, self._rulebook.rule[name.id].condition.tests())))
        if name.kind == PLANNED:
            return Name(ADVISED, name.id), Name(WITHHELD, name.id)
        return tuple(Name(RULE, rule) for rule in self._rules_with(name))

    def _rules_with(self, name: Name) -> Iterable[str]:
        """The rules that have the effect named."""
        return self._rules[name.kind].get(name.id, ())


def _tested(test: Test) -> Name:
    return Name(FINDING, test.finding) if isinstance(test, Finding) else Name(QUESTION, test.question)


def _by_effect(rulebook: Rulebook, kind: str) -> Mapping[str, list[str]]:
    """For each finding or action the rules that have an effect of this kind on it."""
    by: dict[str, list[str]] = {}
    for rule in rulebook.rules:
        lead = rule.lead if rulebook.first_steps else ()
        effects = {FINDING: rule.find, WITHHELD: rule.withhold, ADVISED: rule.advise, LEAD: lead}
        for identity in effects.get(kind, () if rule.basic else rule.advise):
            by.setdefault(identity, []).append(rule.id)
    return by
