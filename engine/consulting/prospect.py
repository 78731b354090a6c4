"""What can still change once some questions are answered: by decision diagrams, or by search where they grew too large.

What is left of a diagram is a diagram, and a question can change it exactly when it stands in it. What is left of a
formula has to be searched. One search serves a consultation: when its steps are used up, a question that stands in a
formula is taken to change it. Better one question too many.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import msgspec

from ..language import (
    ALWAYS,
    FORMULAS,
    MOST_BRANCHES,
    NEVER,
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
    asked,
    both,
    cached_property,
    counted,
    given,
    levels,
    rewritten,
    unasked,
)
from .stakes import PLANNED, Slot, Stakes, Visible, answer_tests, stakes

MOST_STEPS = 3_000
"""How many steps the search of one consultation may take: some hundredths of a second."""

MOST_KEPT = 512
"""For how many sets of answers it is kept what they leave."""

MOST_KEPT_SEARCHED = 32
"""For how many where formulas are left: they are large, and the garbage collector stops everybody to look at each."""

MOST_NODES = 50_000
"""Up to how many diagrams there may be beside those of the rulebook before what is kept is dropped."""

MOST_BRANCHES_LEFT = 20_000
"""How many branches are looked at to put together what answers left of parts. A thousand are many."""

_NO_BOUND = 1 << 62

Root = Node | Formula
"""When something is so: as a diagram, or where that grew too large as a formula."""

Parts = tuple[int, ...]
"""The positions of roots that all have to hold."""


class Left:
    """What answers leave of each root: first of those that are diagrams, then of those that have to be searched."""

    def __init__(self, outlook: Outlook, logic: DiagramLogic, nodes: Sequence[Node], formulas: Sequence[Formula]) -> None:
        self.nodes = nodes
        self.formulas = formulas
        self._logic = logic
        self._joined: dict[Parts, Root] = {}
        self._looked: tuple[int, tuple[tuple[int, Parts], ...]] | None = None
        self._outlook = outlook

    def root(self, parts: Parts) -> Root:
        """What is left of several roots that all have to hold; a root that is searched stands alone."""
        if parts[0] >= len(self.nodes):
            return self.formulas[parts[0] - len(self.nodes)]
        nodes = [node for part in parts if (node := self.nodes[part]) is not ALWAYS]
        if len(nodes) < 2 or NEVER in nodes:
            return ALWAYS if not nodes else nodes[0] if len(nodes) == 1 else NEVER
        if parts not in self._joined:
            joined = self._logic.both(nodes)
            self._joined[parts] = _undecided(nodes) if joined is None else joined
        return self._joined[parts]

    def shows(self, bit: int) -> bool:
        """Whether the question with this bit stands in a diagram of something that can be seen.

        What is looked at is kept, and no more is put together than it takes to tell.
        """
        seen, further = self._looked or self._unlooked()
        if seen & bit:
            return True
        left: list[tuple[int, Parts]] = []
        for support, parts in further:
            if support & bit and not seen & bit:
                root = self.root(parts)
                assert isinstance(root, Node)
                seen |= root.support
            elif support & ~seen:
                left.append((support, parts))
        # Both at once: of several threads that look one comes last, and what it found out is whole.
        self._looked = seen, tuple(left)
        return bool(seen & bit)

    def _unlooked(self) -> tuple[int, tuple[tuple[int, Parts], ...]]:
        """What can be seen and is not settled: which questions may stand in it, and its parts; single ones first."""
        nodes, drawn = self.nodes, len(self.nodes)
        further: list[tuple[int, Parts]] = []
        for parts in self._outlook.seen:
            support = 0
            for part in parts if parts[0] < drawn else ():
                node = nodes[part]
                if node is NEVER:
                    support = 0
                    break
                support |= node.support
            if support:
                further.append((support, parts))
        return 0, tuple(further)

    @cached_property
    def searched(self) -> tuple[Formula, ...]:
        """The formulas of what can be seen that have to be searched, the small ones first."""
        drawn = len(self.nodes)
        formulas = dict.fromkeys(self.formulas[parts[0] - drawn] for parts in self._outlook.seen if parts[0] >= drawn)
        undecided = [formula for formula in formulas if not isinstance(formula, bool)]
        return tuple(sorted(undecided, key=lambda formula: formula.size))


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
        askable = {question.id for question in unasked(self._questions, (), counted(self._questions, self._facts))}
        early: list[Question] = []
        begun = False
        for question in self._in_turn():
            if begun or question.id in askable:
                yield question
                yield from () if begun else early
                begun = True
            else:
                early.append(question)

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
        taken = 0
        for slot in self._stakes.slots:
            if taken == self._first_steps:
                return
            settled = self._settled(self._left.root(slot.parts))
            if settled is None:
                yield slot
            taken += settled is True

    def hinging(self, question: str) -> Iterator[Visible[int]]:
        """What the reader of a plan could see change with the answer to this question."""
        for visible in self._stakes.visibles:
            if self._tips(self._left.root(visible.parts), question):
                yield visible

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
        for slot in self.undecided():
            tipping = self._tipping(self._left.root(slot.parts))
            yield from (question for question in tipping if question.id not in told)

    def _others(self, told: set[str]) -> Iterator[Question]:
        return (question for question in self._questions if question.id not in told and self._matters(question.id))

    # what can tip what ------------------------------------------------------------------------------------------------

    def _matters(self, question: str) -> bool:
        if self._left.shows(self._bit[question]):
            return True
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

    `stakes` names each root by its position: first those that are diagrams, then those that have to be searched. `seen`
    has the parts of all that can be seen, what has few parts first.
    """

    def __init__(self, rulebook: Rulebook, most_branches: int = MOST_BRANCHES) -> None:
        """`most_branches` are looked at to make diagrams; with none everything is searched."""
        self.rulebook = rulebook
        self.levels = levels(rulebook.questions, answer_tests(rulebook))
        self._diagrams = Diagrams(self.levels)
        drawn = stakes(rulebook, DiagramLogic(self._diagrams, most_branches))
        roots = _roots(rulebook, drawn)
        nodes = dict.fromkeys(root for parts in roots for root in parts if isinstance(root, Node))
        formulas = dict.fromkeys(root for parts in roots for root in parts if not isinstance(root, Node))
        position = {root: number for number, root in enumerate((*nodes, *formulas))}
        self.stakes = drawn.meaning(tuple(position[root] for root in parts) for parts in roots)
        seen = dict.fromkeys(visible.parts for visible in self.stakes.visibles)
        self.seen = tuple(sorted(seen, key=len))
        self._roots = tuple(nodes), tuple(formulas)
        self._kept = self._begun()

    def after(self, facts: Facts) -> Prospect:
        """What can still change after these answers.

        It is quickest where answers come in the order in which they were given: then the last one alone is new.
        """
        if len(self._kept.diagrams) > len(self._diagrams) + MOST_NODES:
            self._kept = self._begun()
        kept = self._kept
        answered = tuple(facts.items())
        left, known = kept.unanswered, 0
        for length in range(len(answered), 0, -1):
            found = kept.left.get(frozenset(answered[:length]))
            if found is not None:
                left, known = found, length
                break
        for length in range(known, len(answered)):
            question, value = answered[length]
            formulas = tuple([given(formula, {question: value}) for formula in left.formulas])
            left = Left(self, kept.logic, tuple(kept.diagrams.given(left.nodes, question, value)), formulas)
            kept.keep(answered[: length + 1], left)
        return Prospect(self, left, facts)

    def _begun(self) -> _Kept:
        diagrams = self._diagrams.forked()
        logic = DiagramLogic(diagrams, _NO_BOUND, MOST_BRANCHES_LEFT)
        return _Kept(diagrams, logic, Left(self, logic, *self._roots), OrderedDict())


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


def _undecided(nodes: Iterable[Node]) -> Node:
    """What stands for diagrams that grow too large together: each question in one of them is taken to have a say."""
    support = 0
    for node in nodes:
        support |= node.support
    return Node(0, (NEVER, ALWAYS), support)
