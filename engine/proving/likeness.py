"""How two rulebooks read once rules and findings are followed through, so that what reads alike need not be proven.

Everything that a rule says is numbered from the bottom up, in one table for both rulebooks: equal numbers mean the
same, whatever rules and findings are called and in whichever order they are written.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping

from ..language import Action, Condition, Draft, Earlier, Finding, Rulebook, Test


class Likeness:
    """Numbers for whatever reads alike; to be shared by the rulebooks that are compared."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}
        self._rows: dict[Earlier, int] = {}

    def of_actions(self, rulebook: Rulebook) -> dict[str, tuple[object, ...]]:
        """For each action all that decides on its part in a plan."""
        firing: dict[str, int] = {}
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
        leading = {name: {firing[rule] for rule in rules} for name, rules in rulebook.led_by.items()}
        by_kind = (advising, withholding, leading)
        return {
            action.id: (
                *(rules.get(action.id) for rules in by_kind),
                self._steps(action, found),
                self._drafts(rulebook, action, found),
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
        if test.question in found:
            return self._number(("counted", test, found[test.question]))
        return self._number(test)

    def _drafts(self, rulebook: Rulebook, action: Action, found: Mapping[str, int]) -> tuple[object, ...]:
        drafts = (rulebook.draft[name] for name in action.drafts)
        return tuple((draft.id, self._condition(draft.condition, found), self._parts(draft, found)) for draft in drafts)

    def _parts(self, draft: Draft, found: Mapping[str, int]) -> tuple[object, ...]:
        return tuple((part.id, frozenset(self._test(test, found) for test in part.when)) for part in draft.parts)

    def _steps(self, action: Action, found: Mapping[str, int]) -> tuple[object, ...]:
        return tuple((step.id, frozenset(self._test(test, found) for test in step.when)) for step in action.steps)


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
