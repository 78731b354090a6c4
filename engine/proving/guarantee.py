"""Guarantees: what a rulebook promises of every plan, whatever the answers.

They say nothing about how the rules come to keep them. `guarantee_reader` reads them from a rulebook's files.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from ..consulting import Outcome
from ..language import Condition, Place, unasked

FIRST, ALWAYS, NEVER = "first", "always", "never"
AT_LEAST_ONE, EXACTLY_ONE, AT_MOST_ONE = "at-least-one", "exactly-one", "at-most-one"
AT_MOST, FIRST_STEPS_HOLD = "at-most", "first-steps-hold"
CLAIMS = (FIRST, ALWAYS, NEVER, AT_LEAST_ONE, EXACTLY_ONE, AT_MOST_ONE, AT_MOST, FIRST_STEPS_HOLD)


class Claim(msgspec.Struct, frozen=True):
    """What a plan is claimed to be: `kind` is one of CLAIMS, `actions` are the ids that it speaks of.

    `first`: it begins with them, in this order. `always`: all of them are in it. `never`: none is. `first-steps-hold`:
    all of them are among its first steps. Of the others: so many of them are in it; `at-most` says itself how many
    (`count`), and whether those that are there as basics do not count (`own`).
    """

    kind: str
    actions: tuple[str, ...]
    count: int = 0
    own: bool = False

    def kept(self, plan: Sequence[str]) -> bool:
        """Whether a plan is as claimed; it is given as the ids that the claim looks at, in their order."""
        if self.kind == FIRST:
            return tuple(plan[: len(self.actions)]) == self.actions
        present = len(self.present(plan))
        held = {
            ALWAYS: present == len(self.actions),
            NEVER: present == 0,
            AT_LEAST_ONE: present >= 1,
            EXACTLY_ONE: present == 1,
            AT_MOST_ONE: present <= 1,
            AT_MOST: present <= self.count,
            FIRST_STEPS_HOLD: present == len(self.actions),
        }
        return held[self.kind]

    def looked_at(self, outcome: Outcome) -> tuple[str, ...]:
        """The ids of the actions that the claim looks at: of the plan or of its first steps, all or all but basics."""
        among = outcome.first_steps if self.kind == FIRST_STEPS_HOLD else outcome.plan
        return tuple(planned.action.id for planned in among if not (self.own and planned.basic))

    def present(self, plan: Iterable[str]) -> tuple[str, ...]:
        """The claim's actions that are in the plan."""
        there = frozenset(plan)
        return tuple(action for action in self.actions if action in there)

    def absent(self, plan: Iterable[str]) -> tuple[str, ...]:
        """The claim's actions that are not in the plan."""
        there = frozenset(plan)
        return tuple(action for action in self.actions if action not in there)


class Guarantee(msgspec.Struct, frozen=True, eq=False):
    """Where the condition holds, all claims are kept; `complete`: this is said only where every question to be asked is
    answered."""

    id: str
    cites: tuple[str, ...]
    condition: Condition
    complete: bool
    claims: tuple[Claim, ...]
    place: Place

    def applies(self, outcome: Outcome) -> bool:
        """Whether this is said of these answers."""
        case = outcome.case
        unfinished = self.complete and any(unasked(outcome.rulebook.questions, case.answers, case.facts))
        return not unfinished and self.condition.holds(case.facts, outcome.findings)

    def broken(self, outcome: Outcome) -> tuple[Claim, ...]:
        """The claims that the outcome does not keep; none where the guarantee does not apply."""
        if not self.applies(outcome):
            return ()
        return tuple(claim for claim in self.claims if not claim.kept(claim.looked_at(outcome)))
