"""Cells of a table as what they stand for in YAML: `a | b` is `[a, b]`, `not a` is `{not: a}`, `1..5` has both ends.

Of numbers with decimals the next is the one that is greater by the smallest unit, of days the day after.
"""

from __future__ import annotations

import re
import unicodedata

from ..language import DATE, UNKNOWN, Problem, Question
from .node import ListNode, MappingNode, Node, TextNode

AT_LEAST, LESS_THAN, BEFORE, NOT, OF, FROM, TO = "at-least", "less-than", "before", "not", "of", "from", "to"
TRUTHS = ("true", "false")

OR = "|"
"""What separates several in one cell."""

RANGE = ".."
"""What stands between the ends of a range."""

NUMBERS = ">= 3, < 5, 1..5, 4, unknown, or nothing for any"
DAYS = ">= 2024-04-01, < 2024-05-01, 2024-04-01..2024-04-30, 2024-04-01, unknown, or nothing for any"

_NEGATED = re.compile(r"not\s+(.+)", re.IGNORECASE | re.DOTALL)
_COUNT = re.compile(r">=\s*(\S+)(?:\s+of\s+(.+))?", re.DOTALL)
_RANGE = re.compile(r"(.+?)\s*\.\.\s*(.+)")
_COMPARISON = re.compile(r"(>=|<=|>|<)\s*(.+)")
_SIGNS = str.maketrans({"≥": ">=", "≧": ">=", "≤": "<=", "≦": "<=", "−": "-", "–": "-"})


def listed(cell: TextNode) -> Node:
    """The one or several texts of a cell."""
    texts = tuple(TextNode(text.strip(), cell.place) for text in cell.typed.replace("｜", OR).split(OR))
    return texts[0] if len(texts) == 1 else ListNode(texts, cell.place)


def options(cell: TextNode) -> Node:
    """The one or several options of a cell, or a range of them."""
    first, between, last = cell.typed.partition(RANGE)
    if not between or OR in cell.typed.replace("｜", OR):
        return listed(cell)
    return _mapping(cell, {FROM: TextNode(first.strip(), cell.place), TO: TextNode(last.strip(), cell.place)})


def truth(cell: TextNode) -> TextNode:
    """`true` or `false` as spreadsheets write it, in capitals; anything else as it stands."""
    folded = cell.typed.casefold()
    return TextNode(folded, cell.place) if folded in TRUTHS else cell


def selection(cell: TextNode) -> Node:
    """Actions by id; where `tag: …` or `phase: …` is among them, as a mapping of what they are named by."""
    nodes = listed(cell)
    texts = nodes.items if isinstance(nodes, ListNode) else (nodes,)
    kinds: dict[str, list[Node]] = {}
    for text in texts:
        assert isinstance(text, TextNode)
        kind, colon, identity = text.typed.partition(":")
        kind, identity = (kind.strip(), identity.strip()) if colon else ("action", text.typed)
        kinds.setdefault(kind, []).append(TextNode(identity, cell.place))
    if kinds.keys() == {"action"}:
        return nodes
    return _mapping(cell, {kind: ListNode(tuple(ids), cell.place) for kind, ids in kinds.items()})


def question_test(cell: TextNode, question: Question, problems: list[Problem]) -> Node | None:
    """The test of a question that a cell stands for; None and a problem where it is none."""
    if question.numeric:
        return _NumberCell(cell, question, problems).node()
    negated = _NEGATED.fullmatch(cell.typed)
    if negated:
        return _mapping(cell, {NOT: options(TextNode(negated[1], cell.place))})
    counted = _COUNT.fullmatch(cell.typed.translate(_SIGNS))
    if counted:
        of = {OF: options(TextNode(counted[2], cell.place))} if counted[2] else {}
        return _mapping(cell, {AT_LEAST: TextNode(counted[1], cell.place), **of})
    return options(cell)


def _mapping(cell: TextNode, entries: dict[str, Node]) -> MappingNode:
    return MappingNode(tuple((TextNode(key, cell.place), node) for key, node in entries.items()), cell.place)


class _NumberCell:
    """A cell under a question that a number or a day answers."""

    def __init__(self, cell: TextNode, question: Question, problems: list[Problem]) -> None:
        self.cell = cell
        self.question = question
        self.problems = problems
        # Japanese input methods write digits and signs as wide as letters.
        self.text = unicodedata.normalize("NFKC", cell.typed).translate(_SIGNS).strip()

    def node(self) -> Node | None:
        if self.text == UNKNOWN:
            return TextNode(UNKNOWN, self.cell.place)
        if re.fullmatch(rf"not\s+{UNKNOWN}", self.text):
            return _mapping(self.cell, {NOT: TextNode(UNKNOWN, self.cell.place)})
        bounds = self.bounds()
        if bounds is None:
            question, right = self.question, f"Write {DAYS if self.question.kind == DATE else NUMBERS}."
            wrong = f"'{self.cell.typed}' is no test of the question '{question.id}', which a {question.kind} answers."
            self.problems.append(Problem(self.cell.place, wrong, right))
            return None
        return self.between(*bounds)

    def bounds(self) -> tuple[int | None, int | None] | None:
        """The least and the greatest number that the cell allows; None where it makes no sense."""
        within = _RANGE.fullmatch(self.text)
        ends = [self.number(text) for text in (within.groups() if within else (self.text, self.text))]
        if within or None not in ends:
            return None if None in ends else (ends[0], ends[1])
        least, most = None, None
        for part in self.text.split("&"):
            compared = _COMPARISON.fullmatch(part.strip())
            number = self.number(compared[2]) if compared else None
            if compared is None or number is None:
                return None
            if compared[1].startswith(">"):
                least = number + (compared[1] == ">")
            else:
                most = number - (compared[1] == "<")
        return least, most

    def number(self, text: str) -> int | None:
        """The number or day that a text is; a comma may part thousands or decimals, and is none of either."""
        return None if "," in text else self.question.read(text)

    def between(self, least: int | None, most: int | None) -> Node | None:
        """Numbers from `least` to `most`, which need not lie inside the question's own bounds on both sides."""
        question = self.question
        outside = [number for number in (least, most) if number is not None and not self.is_near(number)]
        if outside or (least is not None and most is not None and least > most):
            low, high = map(question.answer, (question.low, question.high))
            wrong = f"'{self.cell.typed}' asks for what no {question.kind} from {low} to {high} is."
            smaller = "earlier" if question.kind == DATE else "smaller"
            right = f"Write a {question.kind} from {low} to {high}, the {smaller} one first."
            self.problems.append(Problem(self.cell.place, wrong, right))
            return None
        bounds: dict[str, Node] = {}
        if least is not None:
            bounds[AT_LEAST] = self.bound(least)
        if most is not None and most < question.high:
            bounds[BEFORE if question.kind == DATE else LESS_THAN] = self.bound(most + 1)
        return _mapping(self.cell, bounds or {AT_LEAST: self.bound(question.low)})

    def bound(self, number: int) -> TextNode:
        return TextNode(str(self.question.answer(number)), self.cell.place)

    def is_near(self, number: int) -> bool:
        return self.question.low <= number <= self.question.high
