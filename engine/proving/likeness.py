"""How two rulebooks read once rules and findings are followed through, so that what reads alike need not be proven.

Everything that a rule says is numbered from the bottom up, in one table for both rulebooks: equal numbers mean the
same, whatever rules and findings are called and in whichever order they are written.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping

import msgspec

from ..language import Condition, Draft, Earlier, Finding, Rulebook, Test, Tests


class Reading(msgspec.Struct, frozen=True):
    """All that decides on an action's part in a plan: which rules advise it (each with whether it is basic), withhold
    and lead it; its steps and its drafts, by id.

    Where a part reads alike on both sides, what rests on that part alone cannot differ.
    """

    advising: frozenset[tuple[int, bool]]
    withholding: frozenset[int]
    leading: frozenset[int]
    steps: tuple[tuple[str, frozenset[int]], ...]
    drafts: tuple[tuple[str, int, tuple[tuple[str, frozenset[int]], ...]], ...]

    @property
    def planned(self) -> tuple[frozenset[int], frozenset[int]]:
        """What decides whether the action is in the plan."""
        return frozenset(rule for rule, _ in self.advising), self.withholding

    def step(self, name: str) -> list[frozenset[int]]:
        """What decides whether the step is shown."""
        return [when for step, when in self.steps if step == name]

    def draft(self, name: str) -> list[int]:
        """What decides whether the draft is offered."""
        return [condition for draft, condition, _ in self.drafts if draft == name]

    def part(self, name: str, part: str) -> list[frozenset[int]]:
        """What decides whether the part is in the draft."""
        return [when for draft, _, parts in self.drafts if draft == name for one, when in parts if one == part]


class Likeness:
    """Numbers for whatever reads alike; to be shared by the rulebooks that are compared."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}
        self._rows: dict[Earlier, int] = {}
        self._decimals: dict[str, int] = {}

    def of_actions(self, rulebook: Rulebook) -> dict[str, Reading]:
        """How each action reads."""
        firing: dict[str, int] = {}
        self._decimals = {question.id: question.decimals for question in rulebook.questions}
        found = self._counting(rulebook)
        self._rows = {}
        finders: dict[str, set[int]] = {}
        for stratum in rulebook.strata:
            for rule in stratum:
                firing[rule.id] = self._condition(rule.condition, found)
            for rule in stratum:
                for finding in rule.find:
                    finders.setdefault(finding, set()).add(firing[rule.id])
                    found[finding] = self._any_of(finders[finding])
        advising, withholding = _by_action(rulebook, firing)
        return {
            action.id: Reading(
                frozenset(advising.get(action.id, ())),
                frozenset(withholding.get(action.id, ())),
                frozenset(firing[rule] for rule in rulebook.led_by.get(action.id, ())),
                tuple((step.id, self._tests(step.when, found)) for step in action.steps),
                tuple(self._draft(rulebook.draft[draft], found) for draft in action.drafts),
            )
            for action in rulebook.actions
        }

    def _counting(self, rulebook: Rulebook) -> dict[str, int]:
        """For each question with an `only-if`, that its answer counts; questions and findings share one set of ids."""
        counts: dict[str, int] = {}
        for question in rulebook.questions:
            if question.only_if:
                counts[question.id] = self._number(
                    ("counts", frozenset(self._test(test, counts) for test in question.only_if))
                )
        return counts

    def _number(self, reading: Hashable) -> int:
        return self._numbers.setdefault(reading, len(self._numbers))

    def _any_of(self, numbers: Iterable[int]) -> int:
        alternatives = frozenset(numbers)
        return next(iter(alternatives)) if len(alternatives) == 1 else self._number(("any", alternatives))

    def _condition(self, condition: Condition, found: Mapping[str, int]) -> int:
        wanted = {(self._test(test, found), True) for test in condition.when}
        refused = {(self._test(test, found), False) for test in condition.unless}
        alternatives = [frozenset((self._test(test, found), True) for test in tests) for tests in condition.any]
        if condition.earlier is not None:
            refused.add((self._taken(condition.earlier, found), False))
        if len(alternatives) == 1:
            return self._number(("all", frozenset(wanted | refused | alternatives[0]), frozenset()))
        return self._number(("all", frozenset(wanted | refused), frozenset(alternatives)))

    def _taken(self, earlier: Earlier, found: Mapping[str, int]) -> int:
        """The number of what it means that one of the rows holds."""
        for row in earlier.downwards(self._rows):
            above = () if row.before is None else (self._rows[row.before],)
            self._rows[row] = self._any_of((*above, self._condition(row.own, found)))
        return self._rows[earlier]

    def _test(self, test: Test, found: Mapping[str, int]) -> int:
        if isinstance(test, Finding):
            return self._number(("found", found.get(test.finding), test.wanted))
        # What a number is compared with counts in the smallest units of its question.
        compared = test, self._decimals[test.question]
        if test.question in found:
            return self._number(("counted", compared, found[test.question]))
        return self._number(compared)

    def _tests(self, tests: Tests, found: Mapping[str, int]) -> frozenset[int]:
        return frozenset(self._test(test, found) for test in tests)

    def _draft(self, draft: Draft, found: Mapping[str, int]) -> tuple[str, int, tuple[tuple[str, frozenset[int]], ...]]:
        parts = tuple((part.id, self._tests(part.when, found)) for part in draft.parts)
        return draft.id, self._condition(draft.condition, found), parts


def _by_action(
    rulebook: Rulebook, firing: Mapping[str, int]
) -> tuple[dict[str, set[tuple[int, bool]]], dict[str, set[int]]]:
    """For each action how the rules read that advise it, each with whether it is basic, and those that withhold it."""
    advising: dict[str, set[tuple[int, bool]]] = {}
    withholding: dict[str, set[int]] = {}
    for rule in rulebook.rules:
        for action in rule.advise:
            advising.setdefault(action, set()).add((firing[rule.id], rule.basic))
        for action in rule.withhold:
            withholding.setdefault(action, set()).add(firing[rule.id])
    return advising, withholding
