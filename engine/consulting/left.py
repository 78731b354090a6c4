"""What answers leave of the diagrams and formulas of a rulebook, and which questions still stand in it."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

import msgspec

from ..language import ALWAYS, NEVER, DiagramLogic, Formula, Node, Question, cached_property, seen_to_tip

Root = Node | Formula
"""When something is so: as a diagram, or where that grew too large as a formula."""

Parts = tuple[int, ...]
"""The positions of roots that all have to hold."""

Seen = tuple[Parts, ...]
"""The parts of what can be seen, what has few parts first."""


LOOKED_INTO = 2_000
"""How many sets of diagrams are looked into for an example before diagrams are put together."""

IMPOSSIBLE = -1
"""What stands for the support of what never holds."""


class Left:
    """What answers leave of each root: first of those that are diagrams, then of those that have to be searched.

    `seen` has the parts of what can be seen and may be open still, of diagrams alone; what is found to be settled is
    dropped from it, and with it from what is left after further answers. So is a root of which nothing depends any
    more, since something else in all that it is part of never holds: it stays as it was. `searchable` are the positions
    of the formulas of what can be seen.
    """

    def __init__(
        self,
        searchable: Sequence[int],
        logic: DiagramLogic,
        nodes: Sequence[Node],
        formulas: Sequence[Formula],
        seen: Seen,
        pending: Pending,
    ) -> None:
        self.seen = seen
        self.pending = pending
        self._searchable = searchable
        self.nodes = nodes
        self.formulas = formulas
        self.asked_next: Question | None = None
        self.is_next_known = False
        self._logic = logic
        self._joined: dict[Parts, Node] = {}
        self._looked: tuple[int, tuple[tuple[int, Parts], ...]] | None = None

    def root(self, parts: Parts) -> Root:
        """What is left of several roots that all have to hold; a root that is searched stands alone."""
        return self.formulas[parts[0] - len(self.nodes)] if parts[0] >= len(self.nodes) else self._node(parts)

    def _node(self, parts: Parts) -> Node:
        nodes = self.nodes
        for part in parts:
            if nodes[part] is NEVER:
                return NEVER
        joined = nodes[parts[0]]
        for count in range(2, len(parts) + 1):
            joined = self._with(joined, parts[:count])
        return joined

    def _with(self, joined: Node, parts: Parts) -> Node:
        """Several roots, of which all but the last are joined: what they have in common is put together once."""
        last = self.nodes[parts[-1]]
        if joined is ALWAYS:
            return last
        if last is ALWAYS or joined is NEVER:
            return joined
        known = self._joined.get(parts)
        if known is None:
            both = self._logic.both((joined, last))
            known = self._joined[parts] = _undecided((joined, last)) if both is None else both
        return known

    def support(self, parts: Parts) -> int:
        """The questions that may stand in several diagrams put together, which are not put together to tell.

        No question where they always hold; where one of them never does, `IMPOSSIBLE`, which is no set of questions.
        """
        support = 0
        nodes = self.nodes
        for part in parts:
            node = nodes[part]
            if node is NEVER:
                return IMPOSSIBLE
            support |= node.support
        return support

    def tips(self, parts: Parts, question: str) -> bool:
        """Whether the question stands in several diagrams put together, which are only where no example tells it.

        While much is open, an example comes far sooner than they are put together.
        """
        bit = self._logic.levels.bit[question]
        support = self.support(parts)
        if support == IMPOSSIBLE or not support & bit:
            return False
        nodes = [self.nodes[part] for part in parts]
        shown = seen_to_tip(nodes, question, self._logic.levels, LOOKED_INTO)
        return shown or self._node(parts).support & bit != 0

    def shows(self, bit: int) -> bool:
        """Whether the question with this bit stands in a diagram of something that can be seen.

        What is looked at is kept, and no more is put together than it takes to tell.
        """
        looked = self._looked = self._looked or self._unlooked()
        seen, further = looked
        if seen & bit:
            return True
        left: list[tuple[int, Parts]] = []
        for support, parts in further:
            if support & bit and not seen & bit:
                seen |= self._node(parts).support
            elif support & ~seen:
                left.append((support, parts))
        # Both at once: of several threads that look one comes last, and what it found out is whole.
        self._looked = seen, tuple(left)
        return bool(seen & bit)

    def _unlooked(self) -> tuple[int, tuple[tuple[int, Parts], ...]]:
        """The questions that stand in what can be seen, as far as one part of it alone is open; of the rest, single
        ones first, its parts and the questions that may stand in it."""
        nodes = self.nodes
        alive: list[Parts] = []
        joined: list[tuple[int, Parts]] = []
        seen = 0
        for parts in self.seen:
            support = 0
            are_several = False
            for part in parts:
                node = nodes[part]
                if node.support:
                    are_several = support != 0
                    support |= node.support
                elif node is NEVER:
                    break
            else:
                if support:
                    alive.append(parts)
                    if are_several:
                        joined.append((support, parts))
                    else:
                        seen |= support
        self.seen = tuple(alive)
        return seen, tuple([further for further in joined if further[0] & ~seen])

    @cached_property
    def searched(self) -> tuple[Formula, ...]:
        """The formulas of what can be seen that have to be searched, the small ones first."""
        formulas = dict.fromkeys(self.formulas[number] for number in self._searchable)
        undecided = [formula for formula in formulas if not isinstance(formula, bool)]
        return tuple(sorted(undecided, key=lambda formula: formula.size))


class Pending(msgspec.Struct, frozen=True, eq=False):
    """The `roots` that may be open still and of which something depends: by position, how much does is in `uses`.

    `gone` has a 1 for each of those things that never holds.
    """

    roots: tuple[int, ...]
    uses: array[int]
    gone: bytearray


class Resting:
    """What rests on which roots that are diagrams: all that means something, each once."""

    def __init__(self, meanings: Iterable[Parts], most: int) -> None:
        self._things = [parts for parts in dict.fromkeys(meanings) if parts[0] < most]
        self._on: list[list[int]] = [[] for _ in range(most)]
        for thing, parts in enumerate(self._things):
            for part in parts:
                self._on[part].append(thing)

    def begun(self, nodes: Sequence[Node]) -> Pending:
        """What is pending before anything is answered."""
        roots = tuple(range(len(nodes)))
        whole = Pending(roots, array("L", map(len, self._on)), bytearray(len(self._things)))
        return self.after(whole, roots, nodes)

    def after(self, before: Pending, settled: Iterable[int], nodes: Sequence[Node]) -> Pending:
        """What is pending once an answer has left this of the roots, and has `settled` those, one way or the other."""
        uses, gone = before.uses, before.gone
        never = [root for root in settled if nodes[root] is NEVER]
        if never:
            uses, gone = uses[:], gone[:]
        for root in never:
            for thing in self._on[root]:
                if not gone[thing]:
                    gone[thing] = 1
                    for part in self._things[thing]:
                        uses[part] -= 1
        return Pending(tuple([root for root in before.roots if uses[root] and nodes[root].support]), uses, gone)


def _undecided(nodes: Iterable[Node]) -> Node:
    """What stands for diagrams that grow too large together: each question in one of them is taken to have a say."""
    support = 0
    for node in nodes:
        support |= node.support
    return Node(0, (NEVER, ALWAYS), support)
