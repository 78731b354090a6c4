"""Decision diagrams: questions in their order, each branching by its values, down to whether something holds.

They are reduced, ordered and shared (Bryant, 1986), with more than two branches where a question has more values
(Srinivasan, Kam, Malik and Brayton, 1990). So there is one diagram for everything that can be meant, however it was
written, and a question has a say in it exactly when it stands in the diagram. `branching` says which levels a question
has, `diagram_logic` what the diagram of a condition is. There can be thousands of levels: nothing here recurses.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from operator import attrgetter

import msgspec

from .branching import Levels
from .condition import Value

MOST_LEFT = 100_000
"""Of how many diagrams it is kept what some answer leaves of them."""

_BELOW_ALL = 1 << 62


class Node(msgspec.Struct, frozen=True, eq=False, gc=False):
    """A diagram: at its `level` it branches into smaller ones. `support` has a bit for every question within.

    Equal diagrams of the same `Diagrams` are the same object.
    """

    level: int
    branches: tuple[Node, ...]
    support: int


level_of = attrgetter("level")
"""The level at which a diagram branches."""

NEVER, ALWAYS = Node(_BELOW_ALL, (), 0), Node(_BELOW_ALL, (), 0)
"""What holds of no answers, and of all: the two diagrams without a question."""

Nodes = tuple[dict[tuple[Node, ...], Node], ...]
"""For each level the one diagram of some branches."""


class Diagrams:
    """All diagrams over some questions that there are so far. Several threads may add to them at a time.

    `made` is about how many were added: of several threads at a time some may not count.
    """

    def __init__(self, levels: Levels, beneath: Nodes | None = None) -> None:
        """`beneath` are diagrams that there are already."""
        self.levels = levels
        self.made = 0
        self._nodes: Nodes = tuple([{} for _ in levels.bits])
        self._beneath: Nodes = tuple([{} for _ in levels.bits]) if beneath is None else beneath
        self._left: dict[tuple[str, Value], dict[Node, Node]] = {}
        self._left_of = 0

    def __len__(self) -> int:
        """How many diagrams there are, the two constant ones left out."""
        return sum(map(len, (*self._nodes, *self._beneath)))

    def forked(self) -> Diagrams:
        """Diagrams that begin with these, which began with none; what is added to them is not added here."""
        return Diagrams(self.levels, self._nodes)

    def node(self, level: int, branches: tuple[Node, ...]) -> Node:
        """The diagram that branches so at this level; where all branches are alike there is nothing to be asked."""
        first = branches[0]
        for branch in branches:
            if branch is not first:
                break
        else:
            return first
        known = self._nodes[level].get(branches) or self._beneath[level].get(branches)
        if known is not None:
            return known
        support = self.levels.bits[level]
        for branch in branches:
            support |= branch.support
        # Of two threads that make the same node one comes first, and both have its node.
        self.made += 1
        return self._nodes[level].setdefault(branches, Node(level, branches, support))

    def given(self, nodes: Sequence[Node], answers: Mapping[str, Value]) -> list[Node]:
        """What is left of each diagram once the questions are answered so."""
        if len(answers) == 1:
            return self._given_one(nodes, *next(iter(answers.items())))
        return self._given_several(nodes, answers)

    def _given_one(self, nodes: Sequence[Node], question: str, value: Value) -> list[Node]:
        """It is kept, for what many people answer in turn is the same at first."""
        bit = self.levels.bit[question]
        standing = [node for node in nodes if node.support & bit]
        if self._left_of > MOST_LEFT:
            self._forget()
        # What was asked for last stands last. Of two threads that meet here one may find out again what the other did.
        left = self._left[question, value] = self._left.pop((question, value), {})
        pending = [node for node in standing if node not in left]
        if pending:
            known, branching = len(left), self.levels.branching[question]
            self._find_left(pending, bit, branching.level, branching.path(value), left)
            self._left_of += len(left) - known
        return [left[node] if node.support & bit else node for node in nodes]

    def _given_several(self, nodes: Sequence[Node], answers: Mapping[str, Value]) -> list[Node]:
        """Each smaller diagram is looked at once: answer after answer would make many that the next takes apart."""
        levels, bits = self.levels, 0
        taken: dict[int, int] = {}
        for question, value in answers.items():
            bits |= levels.bit[question]
            branching = levels.branching[question]
            taken.update(enumerate(branching.path(value), branching.level))
        above: dict[Node, None] = {}
        pending = [*nodes]
        while pending:
            found = pending.pop()
            if found.support & bits and found not in above:
                above[found] = None
                branch = taken.get(found.level)
                pending.extend(found.branches if branch is None else (found.branches[branch],))
        left: dict[Node, Node] = {}
        node, what_is_left_of = self.node, left.get
        for found in from_below(above):
            branch = taken.get(found.level)
            if branch is None:
                left[found] = node(found.level, tuple([what_is_left_of(each, each) for each in found.branches]))
            else:
                left[found] = what_is_left_of(found.branches[branch], found.branches[branch])
        return [what_is_left_of(found, found) for found in nodes]

    def _forget(self) -> None:
        """Forget what answers leave that nobody has asked for in the longest time, up to half of all."""
        # Counted anew: of several threads at a time some may not have counted.
        kept = sum(map(len, [*self._left.values()]))
        for answer in [*self._left]:
            if kept <= MOST_LEFT // 2:
                break
            kept -= len(self._left.pop(answer, ()))
        self._left_of = kept

    def _find_left(
        self, pending: list[Node], bit: int, first: int, path: tuple[int, ...], left: dict[Node, Node]
    ) -> None:
        """What is left of diagrams in which the question of the bit stands, whose levels begin with the `first`.

        `left` has what was found out before, and then all.
        """
        above: dict[Node, None] = {}
        behind = first + len(path)
        while pending:
            found = pending.pop()
            if found in left or found in above:
                continue
            level = found.level
            if level >= first:
                below = found
                while level < behind:
                    below = below.branches[path[level - first]]
                    level = below.level
                left[found] = below
            else:
                above[found] = None
                pending.extend([branch for branch in found.branches if branch.support & bit])
        node, what_is_left_of = self.node, left.get
        for found in from_below(above):
            # Where the question does not stand, all is left.
            left[found] = node(found.level, tuple([what_is_left_of(branch, branch) for branch in found.branches]))


def from_below(nodes: Iterable[Node]) -> list[Node]:
    """The diagrams in such an order that each comes after the smaller ones that it branches into."""
    return sorted(nodes, key=level_of, reverse=True)


def within(node: Node, known: Container[Node]) -> list[Node]:
    """The diagram and the smaller ones in it, without those known: they are not looked into."""
    found: dict[Node, None] = {}
    pending = [node]
    while pending:
        each = pending.pop()
        if each not in found and each not in known:
            found[each] = None
            pending.extend(each.branches)
    return list(found)
