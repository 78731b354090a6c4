"""Coverage: which rules fired, and which single tests were seen both true and false, over a number of outcomes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from ..consulting import Outcome
from ..language import Rulebook, Site, sites


class Seen(msgspec.Struct, frozen=True):
    """How often a test came out true and how often false."""

    site: Site
    true: int
    false: int

    @property
    def both(self) -> bool:
        """Whether it came out either way at least once."""
        return bool(self.true and self.false)


class Share(msgspec.Struct, frozen=True):
    """So many of so many; of none, all."""

    part: int
    whole: int

    @property
    def percent(self) -> float:
        """In percent, to one decimal, cut off: only the whole is 100."""
        return self.part * 1000 // self.whole / 10 if self.whole else 100.0

    def reaches(self, percent: float) -> bool:
        """Whether it is no less than this."""
        return self.part * 100 >= percent * self.whole


class Coverage(msgspec.Struct, frozen=True, eq=False):
    """How often each rule fired, and what was seen of each test, in the rulebook's order.

    A rule's tests are looked at in every outcome, whether or not the rest of its condition holds; a step's where its
    action is in the plan, for nowhere else is a step shown or left out; so a draft's where one of its actions is, and a
    part's where its draft is offered; those of an `only-if` in every outcome.
    """

    rulebook: Rulebook
    fired: Mapping[str, int]
    tests: tuple[Seen, ...]

    @property
    def rules(self) -> Share:
        """How many of the rules fired."""
        return Share(sum(map(bool, self.fired.values())), len(self.fired))

    @property
    def both_ways(self) -> Share:
        """How many of the tests were seen both true and false."""
        return Share(sum(seen.both for seen in self.tests), len(self.tests))

    @property
    def never_fired(self) -> tuple[str, ...]:
        """The rules that never fired."""
        return tuple(rule for rule, times in self.fired.items() if not times)

    @property
    def one_way(self) -> tuple[Seen, ...]:
        """The tests that were never seen true, never false, or never looked at."""
        return tuple(seen for seen in self.tests if not seen.both)

    def reaches(self, percent: float) -> bool:
        """Whether neither the share of rules nor that of tests is less than this."""
        return self.rules.reaches(percent) and self.both_ways.reaches(percent)


def covered(rulebook: Rulebook, outcomes: Iterable[Outcome]) -> Coverage:
    """What these outcomes of the rulebook reach of it."""
    fired: Counter[str] = Counter()
    seen: Counter[tuple[Site, bool]] = Counter()
    known = tuple(sites(rulebook))
    for outcome in outcomes:
        fired.update(outcome.fired)
        seen.update(_held(known, outcome))
    return Coverage(
        rulebook=rulebook,
        fired={rule: fired[rule] for rule in rulebook.rule},
        tests=tuple(Seen(site, seen[site, True], seen[site, False]) for site in known),
    )


def _held(known: Iterable[Site], outcome: Outcome) -> Iterator[tuple[Site, bool]]:
    """Each test that this outcome looks at, and whether it holds."""
    planned = {planned.action.id for planned in outcome.plan}
    drafted = {draft for planned in outcome.plan for draft in planned.action.drafts}
    for site in known:
        if site.draft:
            looked_at = site.draft in (outcome.drafts if site.draft_part else drafted)
        else:
            looked_at = not site.action or site.action in planned
        if looked_at:
            yield site, site.test.holds(outcome.case.facts, outcome.findings)
