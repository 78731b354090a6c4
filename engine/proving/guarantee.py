"""Guarantees: what a rulebook promises of every plan, whatever the answers.

They stand in a rulebook's `guarantees.yaml` and say nothing about how the rules come to keep them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from ..consulting import Outcome
from ..language import Condition, Place, Problem, Rulebook, RulebookError
from ..reading import CONDITION_KEYS, Fields, Loading, Node, as_listing, known_ids, read_bytes, read_document

GUARANTEES_FILE = "guarantees.yaml"

FIRST, ALWAYS, NEVER = "first", "always", "never"
AT_LEAST_ONE, EXACTLY_ONE, AT_MOST_ONE = "at-least-one", "exactly-one", "at-most-one"
CLAIMS = (FIRST, ALWAYS, NEVER, AT_LEAST_ONE, EXACTLY_ONE, AT_MOST_ONE)

_COMPARING = (EXACTLY_ONE, AT_MOST_ONE)


class Claim(msgspec.Struct, frozen=True):
    """What a plan is claimed to be: `kind` is one of CLAIMS, `actions` are the ids that it speaks of.

    `first`: it begins with them, in this order. `always`: all of them are in it. `never`: none is. Of the others: so
    many of them are in it.
    """

    kind: str
    actions: tuple[str, ...]

    def kept(self, plan: Sequence[str]) -> bool:
        """Whether a plan, as action ids in its order, is as claimed."""
        if self.kind == FIRST:
            return tuple(plan[: len(self.actions)]) == self.actions
        present = len(self.present(plan))
        held = {
            ALWAYS: present == len(self.actions),
            NEVER: present == 0,
            AT_LEAST_ONE: present >= 1,
            EXACTLY_ONE: present == 1,
            AT_MOST_ONE: present <= 1,
        }
        return held[self.kind]

    def present(self, plan: Iterable[str]) -> tuple[str, ...]:
        """The claim's actions that are in the plan."""
        there = frozenset(plan)
        return tuple(action for action in self.actions if action in there)

    def absent(self, plan: Iterable[str]) -> tuple[str, ...]:
        """The claim's actions that are not in the plan."""
        there = frozenset(plan)
        return tuple(action for action in self.actions if action not in there)


class Guarantee(msgspec.Struct, frozen=True, eq=False):
    """Where the condition holds, all claims are kept; `complete`: this is said only of answers to every question."""

    id: str
    cites: tuple[str, ...]
    condition: Condition
    complete: bool
    claims: tuple[Claim, ...]
    place: Place

    def applies(self, outcome: Outcome) -> bool:
        """Whether this is said of these answers."""
        case = outcome.case
        unfinished = self.complete and len(case.answers) < len(outcome.rulebook.questions)
        return not unfinished and self.condition.holds(case.facts, outcome.findings)

    def broken(self, outcome: Outcome) -> tuple[Claim, ...]:
        """The claims that the outcome does not keep; none where the guarantee does not apply."""
        if not self.applies(outcome):
            return ()
        plan = [planned.action.id for planned in outcome.plan]
        return tuple(claim for claim in self.claims if not claim.kept(plan))


def load_guarantees(rulebook: Rulebook) -> tuple[Guarantee, ...]:
    """The guarantees of a rulebook, in the order of its `guarantees.yaml`; none where it has no such file.

    Raises RulebookError with every problem found.
    """
    path = rulebook.folder / GUARANTEES_FILE
    if not path.exists():
        return ()
    data = read_bytes(path)
    if isinstance(data, Problem):
        raise RulebookError([data])
    loading = Loading.of(rulebook)
    root = read_document(str(path), data, loading.problems)
    nodes = as_listing(root, "The guarantees", loading.problems)
    guarantees = [made for node in nodes if (made := _guarantee(loading, node)) is not None]
    if loading.problems:
        raise RulebookError(loading.problems)
    return tuple(guarantees)


def _guarantee(loading: Loading, node: Node) -> Guarantee | None:
    known = ("guarantee", "cites", *CONDITION_KEYS, "complete", *CLAIMS)
    begun = loading.entry(node, "guarantee", "guarantee", known)
    if begun is None:
        return None
    fields, identity = begun
    claims = [_claim(loading, fields, kind) for kind in CLAIMS if fields.mapping.get(kind) is not None]
    if not claims:
        right = f"Add one of {', '.join(CLAIMS)}."
        loading.problems.append(Problem(fields.mapping.place, f"{fields.what} claims nothing.", right))
    return Guarantee(
        id=identity.value,
        cites=loading.cites(fields),
        condition=loading.condition(fields),
        complete=fields.yes("complete"),
        claims=tuple(claims),
        place=identity.place,
    )


def _claim(loading: Loading, fields: Fields, kind: str) -> Claim:
    before = len(loading.problems)
    if kind == FIRST:
        actions = known_ids(fields.words(kind), loading.actions, "action", loading.problems)
    else:
        actions = loading.selected(fields.node(kind), f"'{kind}'")
    if len(loading.problems) == before:
        _refuse_empty(loading, fields, kind, actions)
    return Claim(kind, actions)


def _refuse_empty(loading: Loading, fields: Fields, kind: str, actions: Sequence[str]) -> None:
    """A claim about nothing, which every plan keeps or none does, is a slip of its author."""
    node = fields.node(kind)
    assert node is not None
    if not actions:
        loading.problems.append(Problem(node.place, f"'{kind}' speaks of no action.", "Name at least one."))
    elif len(actions) == 1 and kind in _COMPARING:
        right = f"Name several, or write '{ALWAYS}: {actions[0]}' or '{NEVER}: {actions[0]}'."
        loading.problems.append(Problem(node.place, f"'{kind}' speaks of one action.", right))
