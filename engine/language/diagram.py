"""Decision diagrams: questions in their order, each branching by its values, down to whether something holds.

They are reduced, ordered and shared (Bryant, 1986), with more than two branches where a question has more values
(Srinivasan, Kam, Malik and Brayton, 1990). So there is one diagram for everything that can be meant, however it was
written, and a question has a say in it exactly when it stands in the diagram. `branching` says which levels a question
has, `diagram_logic` what the diagram of a condition is. There can be thousands of levels: nothing here recurses.
"""

from __future__ import annotations

from collections.abc import Container, Iterable

import msgspec

from .branching import Levels
from .condition import Value

MOST_ANSWERS = 256
"""For how many answers it is kept what they leave of diagrams."""

_BELOW_ALL = 1 << 62


class Node(msgspec.Struct, frozen=True, eq=False, gc=False):
    """A diagram: at its `level` it branches into smaller ones. `support` has a bit for every question within.

    Equal diagrams of the same `Diagrams` are the same object.
    """

    level: int
    branches: tuple[Node, ...]
    support: int


NEVER, ALWAYS = Node(_BELOW_ALL, (), 0), Node(_BELOW_ALL, (), 0)
"""What holds of no answers, and of all: the two diagrams without a question."""

Nodes = dict[tuple[int, tuple[Node, ...]], Node]
"""The one diagram of each level and branches."""


class Diagrams:
    """All diagrams over some questions that there are so far. Several threads may add to them at a time."""

    def __init__(self, levels: Levels, nodes: Nodes | None = None) -> None:
        self.levels = levels
        self._nodes: Nodes = {} if nodes is None else nodes
        self._left: dict[tuple[str, Value], dict[Node, Node]] = {}

    def __len__(self) -> int:
        """How many diagrams there are, the two constant ones left out."""
        return len(self._nodes)

    def forked(self) -> Diagrams:
        """Diagrams that begin with these; what is added to them is not added here."""
        return Diagrams(self.levels, dict(self._nodes))

    def node(self, level: int, branches: tuple[Node, ...]) -> Node:
        """The diagram that branches so at this level; where all branches are alike there is nothing to be asked."""
        first = branches[0]
        for branch in branches:
            if branch is not first:
                break
        else:
            return first
        known = self._nodes.get((level, branches))
        if known is not None:
            return known
        support = self.levels.bits[level]
        for branch in branches:
            support |= branch.support
        # Of two threads that make the same node one comes first, and both have its node.
        return self._nodes.setdefault((level, branches), Node(level, branches, support))

    def given(self, nodes: Iterable[Node], question: str, value: Value) -> list[Node]:
        """What is left of each diagram once the question is answered so."""
        if len(self._left) > MOST_ANSWERS:
            self._left = {}
        left = self._left.setdefault((question, value), {})
        bit, branching = self.levels.bit[question], self.levels.branching[question]
        first, path = branching.level, branching.path(value)
        return [
            node if not node.support & bit else left.get(node) or self._given(node, bit, first, path, left)
            for node in nodes
        ]

    def _given(self, node: Node, bit: int, first: int, path: tuple[int, ...], left: dict[Node, Node]) -> Node:
        """What is left of a diagram in which the question of the bit stands, whose levels begin with the `first`.

        `left` has, and then gets, what was found out.
        """
        above: dict[Node, None] = {}
        pending = [node]
        while pending:
            found = pending.pop()
            if found in left or found in above:
                continue
            if not found.support & bit:
                left[found] = found
            elif found.level >= first:
                left[found] = _followed(found, first, path)
            else:
                above[found] = None
                pending.extend(found.branches)
        for found in from_below(above):
            left[found] = self.node(found.level, tuple([left[branch] for branch in found.branches]))
        return left[node]


def from_below(nodes: Iterable[Node]) -> list[Node]:
    """The diagrams in such an order that each comes after the smaller ones that it branches into."""
    return sorted(nodes, key=level_of, reverse=True)


def level_of(node: Node) -> int:
    """The level at which a diagram branches."""
    return node.level


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


def _followed(node: Node, first_level: int, path: tuple[int, ...]) -> Node:
    """Where the path leads that begins at a level."""
    while first_level <= node.level < first_level + len(path):
        node = node.branches[path[node.level - first_level]]
    return node
