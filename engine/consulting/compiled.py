"""The compiled path: a rulebook made ready once, so that a case is decided by whole numbers taken together.

`ways` makes conditions bits of one number. A case's answers leave some of them; each finding, once all that can find it
are settled, leaves fewer; and so does a table of which the first row that holds counts alone. What is left says which
rules fire, which steps are shown and which drafts are offered. It is the fastest for many cases, and concludes what the
reference evaluator does: tests hold the two against each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count, groupby
from operator import getitem

import msgspec

from ..language import Earlier, Facts, Rule, Rulebook
from .act import Act, Masked, Named, Placed, rules_by_action
from .plan import Planned, Withheld
from .ways import Ways

_KEPT = "compiled"

_Found = tuple[int, int, int]
"""The ways by which a finding is found, those left where it is, and those left where it is not."""

_Rows = tuple[int, Mapping[int, int]]
"""The ways of rows of a table, and for each, where it is the first that holds, the ways that are left."""


class Reached(msgspec.Struct, frozen=True, eq=False):
    """What a compiled rulebook concludes: the ways that a case leaves, read as often as they are asked for."""

    program: Program
    ways: int

    @property
    def fired(self) -> tuple[str, ...]:
        """The ids of the rules that fired, in the rulebook's order."""
        return self.program.fired(self.ways)

    @property
    def findings(self) -> Mapping[str, tuple[str, ...]]:
        """The findings established, in the rulebook's order, each with the rules that found it."""
        ways = self.ways
        return {finding: by[ways & by.ways] for finding, by in self.program.finders if ways & by.ways}

    @property
    def plan(self) -> tuple[Planned, ...]:
        """The actions advised and not withheld: by phase, own before basic, then as declared."""
        ways = self.ways
        placed: list[Placed] = []
        for acts in self.program.acts_by_phase:
            basics: list[Placed] = []
            for act, concerned, withheld in [rest for advised, rest in acts if ways & advised]:
                if not ways & withheld:
                    one = act[ways & concerned]
                    (basics if one.basic else placed).append(one)
            placed += basics
        return tuple(map(getitem, placed, count(1)))

    @property
    def withheld(self) -> tuple[Withheld, ...]:
        """The actions advised and withheld, as declared."""
        ways = self.ways
        return tuple([act.held_back(ways) for act in self.program.acts if ways & act.advised and ways & act.withheld])


class Program:
    """A rulebook compiled."""

    def __init__(self, rulebook: Rulebook) -> None:
        ways = Ways()
        rules = [(ways.add(rule.condition), rule) for rule in rulebook.rules]
        self._fired = _Fired(rules, ways.count)
        rows = {row: ways.add(row.own) for row in _rows_of(rulebook.rules)}
        by_action = rules_by_action(rulebook, rules)
        self.acts = [
            Act(action, by_action[action.id], map(rulebook.draft.__getitem__, action.drafts), ways)
            for action in rulebook.actions
        ]
        in_order = sorted(self.acts, key=lambda act: rulebook.action_order[act.action.id])
        self.acts_by_phase = [
            [(act.advised, (act, act.concerned, act.withheld)) for act in acts]
            for _, acts in groupby(in_order, key=lambda act: act.action.phase)
        ]
        finding = {name: [one for one in rules if name in one[1].find] for name in rulebook.findings}
        self.finders = [(name, Named(found_by)) for name, found_by in finding.items()]
        self._answers = ways.of_answers(rulebook.questions)
        stages = _Stages(rules, rows, dict(self.finders), ways)
        self._stages = [stages.stage(stratum) for stratum in rulebook.strata]
        self._all = stages.without(finding for finding, by in self.finders if not by.ways)

    def conclusion(self, facts: Facts) -> Reached:
        """What follows from these answers."""
        return Reached(self, self.left(facts))

    def left(self, facts: Facts) -> int:
        """The ways that these answers leave, and what is found from them."""
        ways, value_of = self._all, facts.get
        for question, masks in self._answers:
            ways &= masks[value_of(question)]
        for tables, findings in self._stages:
            for rows, below in tables:
                holding = ways & rows
                if holding:
                    ways &= below[holding & -holding]
            for found_by, if_found, if_not in findings:
                ways &= if_found if ways & found_by else if_not
        return ways

    def fired(self, ways: int) -> tuple[str, ...]:
        """The ids of the rules that fire where these ways are left, in the rulebook's order."""
        return self._fired.rules(ways)


class _Fired:
    """The rules by their ways, which are the first of all, eight ways at a time."""

    def __init__(self, rules: list[Masked], count: int) -> None:
        self._ways = (1 << count) - 1
        self._bytes = (count + 7) // 8
        self._named = [
            Named([(mask >> 8 * at & 0xFF, rule) for mask, rule in rules if mask >> 8 * at & 0xFF])
            for at in range(self._bytes)
        ]

    def rules(self, ways: int) -> tuple[str, ...]:
        named: list[str] = []
        for ids, eight in zip(self._named, (ways & self._ways).to_bytes(self._bytes, "little"), strict=True):
            if eight:
                named += ids[eight]
        # A rule may fire in several ways.
        return tuple(dict.fromkeys(named))


class _Stages:
    """What settles a case, stratum by stratum: first the tables, then the findings that no later stratum finds."""

    def __init__(
        self, rules: Sequence[Masked], rows: Mapping[Earlier, int], finders: Mapping[str, Named], ways: Ways
    ) -> None:
        self._rules = {rule.id: mask for mask, rule in rules}
        self._rows, self._finders, self._ways = rows, finders, ways
        self._unsettled = Counter(finding for _, rule in rules for finding in rule.find)
        self._tables = [_Table(last, rules, rows, ways.all) for last in _last_rows(rule for _, rule in rules)]

    def without(self, findings: Iterable[str]) -> int:
        """All ways but those that need one of these findings."""
        ways = self._ways.all
        for finding in findings:
            ways &= self._ways.of_finding(finding)[1]
        return ways

    def stage(self, stratum: Sequence[Rule]) -> tuple[list[_Rows], list[_Found]]:
        """What is settled with a stratum."""
        tables = [rows for table in self._tables if (rows := table.above(stratum))[0]]
        self._unsettled.subtract(finding for rule in stratum for finding in rule.find)
        settled = [
            finding
            for finding in dict.fromkeys(finding for rule in stratum for finding in rule.find)
            if not self._unsettled[finding]
        ]
        found = []
        for finding in settled:
            if_found, if_not = self._ways.of_finding(finding)
            if if_found & if_not != self._ways.all:
                found.append((self._finders[finding].ways, if_found, if_not))
        return tables, found


class _Table:
    """A table of which the first row that holds counts alone."""

    def __init__(self, last: Earlier, rules: Sequence[Masked], rows: Mapping[Earlier, int], ways: int) -> None:
        self._rows = rows
        self._chain = last.downwards()
        self._above = {row: number for number, row in enumerate(self._chain)}
        below = [0] * len(self._chain)
        for mask, rule in rules:
            if rule.condition.earlier in self._above:
                below[self._above[rule.condition.earlier]] |= mask
        self._left: dict[int, int] = {}
        gone = 0
        for row, mask in zip(reversed(self._chain), reversed(below), strict=True):
            gone |= mask
            self._left |= dict.fromkeys(_bits(rows[row]), ways & ~gone)

    def above(self, stratum: Iterable[Rule]) -> _Rows:
        """The rows that stand above those of the stratum, and what each leaves."""
        known = [self._above[rule.condition.earlier] for rule in stratum if rule.condition.earlier in self._above]
        ways = 0
        for row in self._chain[: max(known, default=-1) + 1]:
            ways |= self._rows[row]
        return ways, self._left


def _rows_of(rules: Iterable[Rule]) -> dict[Earlier, None]:
    """Every row above that of some rule, each after those above it."""
    rows: dict[Earlier, None] = {}
    for rule in rules:
        if rule.condition.earlier is not None:
            rows |= dict.fromkeys(rule.condition.earlier.downwards(rows))
    return rows


def _last_rows(rules: Iterable[Rule]) -> list[Earlier]:
    """Of each table the lowest row that has a rule below it."""
    last: list[Earlier] = []
    known: set[Earlier] = set()
    for rule in reversed(tuple(rules)):
        earlier = rule.condition.earlier
        if earlier is not None and earlier not in known:
            known.update(earlier.downwards(known))
            last.append(earlier)
    return last


def _bits(mask: int) -> Iterator[int]:
    while mask:
        yield mask & -mask
        mask &= mask - 1


def program(rulebook: Rulebook) -> Program:
    """The rulebook compiled, kept with the rulebook; threads that meet compile it twice."""
    kept = vars(rulebook)
    compiled: Program | None = kept.get(_KEPT)
    if compiled is None:
        compiled = kept[_KEPT] = Program(rulebook)
    return compiled


def fire(rulebook: Rulebook, facts: Facts) -> tuple[str, ...]:
    """The ids of the rules that fire on `facts`, in the rulebook's order."""
    return program(rulebook).conclusion(facts).fired
