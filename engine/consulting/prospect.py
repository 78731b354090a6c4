"""What can still change once some questions are answered: by decision diagrams, or by search where they grew too large.

What is left of a diagram is a diagram, and a question can change it exactly when it stands in it. What is left of a
formula has to be searched. One search serves a consultation: when its steps are used up, a question that stands in a
formula is taken to change it. Better one question too many.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Set
from functools import lru_cache

import msgspec

from ..language import (
    ALWAYS,
    FORMULAS,
    MOST_BRANCHES,
    Action,
    Diagram,
    DiagramLogic,
    Diagrams,
    Facts,
    Formula,
    Node,
    Question,
    Rulebook,
    Search,
    Value,
    all_hold,
    asked,
    both,
    cached_property,
    counted,
    given,
    levels,
    rewritten,
)
from .left import IMPOSSIBLE, Left, Resting, Root
from .stakes import PLANNED, Slot, Stakes, Visible, answer_tests, stakes

MOST_STEPS = 3_000
"""How many steps the search of one consultation may take: some hundredths of a second."""

MOST_KEPT = 128
"""For how many sets of answers it is kept what they leave: the garbage collector stops everybody to look at each, and
with 512 of them for longer than anybody should wait. What is not kept any more is found out anew in a millisecond."""

MOST_KEPT_SEARCHED = 32
"""For how many where formulas are left: they are large."""

MOST_NODES = 50_000
"""Up to how many diagrams there may be beside those of the rulebook before what is kept is dropped."""

MOST_BRANCHES_LEFT = 20_000
"""How many branches are looked at to put together what answers left of parts. A thousand are many."""

_NO_BOUND = 1 << 62


class Prospect:
    """What can still change after some answers. Its one search is used up by what it is asked."""

    def __init__(self, outlook: Outlook, left: Left, facts: Facts) -> None:
        self._facts = facts
        self._stakes = outlook.stakes
        self._questions = outlook.rulebook.questions
        self._first_steps = outlook.rulebook.first_steps
        self._bit = outlook.levels.bit
        self._left = left
        self._search = Search(outlook.rulebook.question, MOST_STEPS)
        self._searched: dict[tuple[Formula, str], bool] = {}

    def mattering(self) -> Iterator[Question]:
        """The open questions that matter, in the order in which they would be asked.

        First what the alarm rests on. Then, place by place of the first steps, what decides whether it is taken, until
        as many are taken as lead the plan. Then the others. Each time they come in the rulebook's order.

        The first of them can be asked at once. Whatever depends on the answer to a question depends on what the
        question's `only-if` rests on as well, which was declared before; but a search that gives up may miss that.
        """
        early: list[Question] = []
        begun = False
        for question in self._in_turn():
            if begun or not question.only_if or all_hold(question.only_if, self._counting, ()):
                yield question
                yield from () if begun else early
                begun = True
            else:
                early.append(question)

    @cached_property
    def _counting(self) -> Facts:
        """The answers that count."""
        return counted(self._questions, self._facts)

    def asked_next(self) -> Question | None:
        """The first of those that matter, kept for everybody with the same answers; None where none does."""
        if not self._left.is_next_known:
            self._left.asked_next = next(self.mattering(), None)
            self._left.is_next_known = True
        return self._left.asked_next

    def _in_turn(self) -> Iterator[Question]:
        told: set[str] = set()
        for part in (self._alarming, self._leading, self._others):
            for question in part(told):
                told.add(question.id)
                yield question

    def opening(self) -> Question | None:
        """The first question that the alarm rests on, where it matters and anybody can be asked it."""
        for alarm in self._stakes.alarm:
            first = next(self._tipping(self._left.root((alarm,))), None)
            if first is not None and not first.only_if and self._matters(first.id):
                return first
        return None

    def undecided(self) -> Iterator[Slot[int]]:
        """The undecided places of the list, from the top to where as many are taken as lead the plan."""
        return self._undecided(set())

    def _undecided(self, told: Set[str]) -> Iterator[Slot[int]]:
        """Those of the undecided places on which more than what is told has a say; more is told meanwhile."""
        taken = 0
        left = self._left
        first_searched = len(left.nodes)
        for slot in self._stakes.slots:
            if taken == self._first_steps:
                return
            parts = slot.parts
            if parts[0] < first_searched:
                support = left.support(parts)
                if support == 0:
                    taken += 1
                    continue
                # Where open questions may have a say it is not certain that a place is taken. Where all of these are
                # told the diagrams need not be put together.
                if support == IMPOSSIBLE or not support & ~sum(map(self._bit.__getitem__, told)):
                    continue
            settled = self._settled(left.root(parts))
            if settled is None:
                yield slot
            taken += settled is True

    def hinging(self, question: str) -> Iterator[Action]:
        """The actions of which the reader of a plan could see something change with the answer to this question."""
        told: set[str] = set()
        for visible in self._stakes.visibles:
            if visible.action.id not in told and self.tips(visible, question):
                told.add(visible.action.id)
                yield visible.action

    def tips(self, visible: Visible[int], question: str) -> bool:
        """Whether the reader of a plan could see this change with the answer to this question."""
        if visible.parts[0] < len(self._left.nodes):
            return self._left.tips(visible.parts, question)
        return self._tips(self._left.root(visible.parts), question)

    def undecided_actions(self) -> Iterator[Action]:
        """The actions of which it depends on further answers whether they are in the plan."""
        for visible in self._stakes.visibles:
            if visible.aspect == PLANNED and self._settled(self._left.root(visible.parts)) is None:
                yield visible.action

    # what is asked first ----------------------------------------------------------------------------------------------

    def _alarming(self, told: set[str]) -> Iterator[Question]:
        for alarm in self._stakes.alarm:
            tipping = self._tipping(self._left.root((alarm,)))
            yield from (question for question in tipping if self._matters(question.id))

    def _leading(self, told: set[str]) -> Iterator[Question]:
        # Whether a place is taken can be seen, so that whatever decides it matters.
        for slot in self._undecided(told):
            tipping = self._tipping(self._left.root(slot.parts))
            yield from (question for question in tipping if question.id not in told)

    def _others(self, told: set[str]) -> Iterator[Question]:
        return (question for question in self._questions if question.id not in told and self._matters(question.id))

    # what can tip what ------------------------------------------------------------------------------------------------

    def _matters(self, question: str) -> bool:
        if self._left.shows(self._bit[question]):
            return True
        if not self._left.formulas:
            return False
        return any(self._tips(formula, question) for formula in self._searchable.get(question, ()))

    @cached_property
    def _searchable(self) -> dict[str, list[Formula]]:
        """The formulas of what can be seen in which each question stands, the small ones first."""
        formulas: dict[str, list[Formula]] = {}
        for formula in self._left.searched:
            for question in asked(formula):
                formulas.setdefault(question, []).append(formula)
        return formulas

    def _tipping(self, root: Root) -> Iterator[Question]:
        """The questions that can tip the root, in the rulebook's order."""
        if isinstance(root, Node):
            support = root.support
            return (question for question in self._questions if support & self._bit[question.id])
        named = sorted(self._bit[question] for question in asked(root))
        questions = (self._questions[bit.bit_length() - 1] for bit in named)
        return (question for question in questions if self._tips(root, question.id))

    def _tips(self, root: Root, question: str) -> bool:
        """Whether, all other answers being the same, it is so with one answer to the question and not with another."""
        if isinstance(root, Node):
            return root.support & self._bit.get(question, 0) != 0
        if question not in asked(root):
            return False
        if (root, question) not in self._searched:
            self._searched[root, question] = self._search.depends_on(root, question) is not False
        return self._searched[root, question]

    def _settled(self, root: Root) -> bool | None:
        """Whether it is so whatever is answered; None where that depends."""
        if isinstance(root, Node):
            return None if root.branches else root is ALWAYS
        if isinstance(root, bool) or any(True for _ in self._tipping(root)):
            return root if isinstance(root, bool) else None
        return rewritten(root, asked(root), lambda _: False) is True


class Outlook:
    """What is at stake in a rulebook, made ready once, and what answers leave of it, kept for answers that come again.

    `stakes` names each root by its position: first those that are diagrams, then those that have to be searched. Of the
    latter, `searched` has the numbers of those that can be seen.
    """

    def __init__(self, rulebook: Rulebook, most_branches: int = MOST_BRANCHES) -> None:
        """`most_branches` are looked at to make diagrams; with none everything is searched."""
        self.rulebook = rulebook
        self.levels = levels(rulebook.questions, answer_tests(rulebook))
        diagrams = Diagrams(self.levels)
        drawn = stakes(rulebook, DiagramLogic(diagrams, most_branches))
        roots = _roots(rulebook, drawn)
        nodes = dict.fromkeys(root for parts in roots for root in parts if isinstance(root, Node))
        formulas = dict.fromkeys(root for parts in roots for root in parts if not isinstance(root, Node))
        # Where all is searched, what was drawn in vain would be looked at by each round of the garbage collector.
        self._diagrams = diagrams if nodes else Diagrams(self.levels)
        position = {root: number for number, root in enumerate((*nodes, *formulas))}
        self.stakes = drawn.meaning(tuple(position[root] for root in parts) for parts in roots)
        seen = dict.fromkeys(visible.parts for visible in self.stakes.visibles)
        first_searched = len(nodes)
        self._seen = tuple(sorted((parts for parts in seen if parts[0] < first_searched), key=len))
        self.searched = tuple(parts[0] - first_searched for parts in seen if parts[0] >= first_searched)
        self._roots = tuple(nodes), tuple(formulas)
        self._resting = Resting(self.stakes.meanings(), first_searched)
        self._kept = self._begun()

    @property
    def is_drawn(self) -> bool:
        """Whether all of it is diagrams, so that nothing is ever searched."""
        return not self._roots[1]

    def after(self, facts: Facts) -> Prospect:
        """What can still change after these answers.

        It is quickest where answers come in the order in which they were given: then the last one alone is new.
        """
        if self._kept.diagrams.made > MOST_NODES:
            self._kept = self._begun()
        kept = self._kept
        answered = tuple(facts.items())
        left, known = kept.unanswered, 0
        for length in range(len(answered), 0, -1):
            found = kept.left.get(frozenset(answered[:length]))
            if found is not None:
                left, known = found, length
                break
        if known < len(answered):
            new = dict(answered[known:])
            left = self._left_by(kept, left, new)
            kept.keep(answered, left)
        return Prospect(self, left, facts)

    def _left_by(self, kept: _Kept, before: Left, new: Facts) -> Left:
        """What these further answers leave."""
        formulas = tuple([given(formula, new) for formula in before.formulas])
        nodes, pending, bits = before.nodes, before.pending, 0
        for question in new:
            bits |= self.levels.bit[question]
        tipped = [root for root in pending.roots if nodes[root].support & bits]
        if tipped:
            tipping = kept.diagrams.given([nodes[root] for root in tipped], new)
            changed = list(nodes)
            for root, node in zip(tipped, tipping, strict=True):
                changed[root] = node
            nodes = tuple(changed)
            settled = [root for root in tipped if not nodes[root].support]
            pending = self._resting.after(pending, settled, nodes) if settled else pending
        return Left(self.searched, kept.logic, nodes, formulas, before.seen, pending)

    def _begun(self) -> _Kept:
        diagrams = self._diagrams.forked()
        logic = DiagramLogic(diagrams, _NO_BOUND, MOST_BRANCHES_LEFT)
        nodes, formulas = self._roots
        left = Left(self.searched, logic, nodes, formulas, self._seen, self._resting.begun(nodes))
        return _Kept(diagrams, logic, left, OrderedDict())


class _Kept(msgspec.Struct, frozen=True, eq=False):
    """What sets of answers leave, and the diagrams that it is made of."""

    diagrams: Diagrams
    logic: DiagramLogic
    unanswered: Left
    left: OrderedDict[frozenset[tuple[str, Value]], Left]

    def keep(self, answered: Iterable[tuple[str, Value]], left: Left) -> None:
        """Keep what these answers leave, and let go of what has been kept longest."""
        self.left[frozenset(answered)] = left
        if len(self.left) > (MOST_KEPT_SEARCHED if left.formulas else MOST_KEPT):
            self.left.popitem(last=False)


@lru_cache(maxsize=16)
def outlook(rulebook: Rulebook) -> Outlook:
    """What is at stake in the rulebook, made ready once."""
    return Outlook(rulebook)


def _roots(rulebook: Rulebook, drawn: Stakes[Diagram]) -> list[tuple[Root, ...]]:
    """The diagrams, part by part, and the formula of the whole where a part was too large."""
    diagrams = drawn.meanings()
    whole = [tuple(part for part in parts if part is not None) for parts in diagrams]
    if all(len(nodes) == len(parts) for nodes, parts in zip(whole, diagrams, strict=True)):
        return [*whole]
    formulas = map(both, stakes(rulebook, FORMULAS).meanings())
    told = zip(whole, diagrams, formulas, strict=True)
    return [nodes if len(nodes) == len(parts) else (formula,) for nodes, parts, formula in told]
