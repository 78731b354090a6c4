"""Cells of a table as what they stand for in YAML: `a | b` is `[a, b]`, `not a` is `{not: a}`, `1..5` has both ends.

Of numbers with decimals the next is the one that is greater by the smallest unit, of days the day after.
"""

from __future__ import annotations

import re
from itertools import pairwise

import msgspec

from ..language import DATE, NUMBER, UNKNOWN, Problem, Question, day_number
from . import comparison as signs
from .comparison import (
    RANGE,
    SIGNS,
    Comparison,
    comparisons,
    in_common_years,
    in_signs,
    is_meant_as_day,
    range_with_dots,
    written,
    year_first,
)
from .node import ListNode, MappingNode, Node, TextNode, mapping_node, text_node

AT_LEAST, LESS_THAN, BEFORE, NOT, OF, FROM, TO = "at-least", "less-than", "before", "not", "of", "from", "to"
TRUTHS = ("true", "false")

OR = "|"
"""What separates several in one cell."""

NUMBERS = ">= 3, < 5, 1..5, 4, unknown, or nothing for any"
DECIMALS = ">= 3.5, < 5, 1..5.5, 4.5, unknown, or nothing for any"
DAYS = ">= 2024-04-01, < 2024-05-01, 2024-04-01..2024-04-30, 2024-04-01, unknown, or nothing for any"

_NEGATED = re.compile(r"not\s+(.+)", re.IGNORECASE | re.DOTALL)
_COUNT = re.compile(r">=\s*(\S+)(?:\s+of\s+(.+))?", re.DOTALL)


def listed(cell: TextNode) -> Node:
    """The one or several texts of a cell."""
    ends = [at for at, character in enumerate(cell.typed) if character in f"{OR}｜"]
    texts = tuple(cell.part(start + 1, stop) for start, stop in pairwise([-1, *ends, len(cell.typed)]))
    return texts[0] if len(texts) == 1 else ListNode(texts, cell.place)


def options(cell: TextNode) -> Node:
    """The one or several options of a cell, or a range of them."""
    between = cell.typed.find(RANGE)
    if between < 0 or OR in cell.typed.replace("｜", OR):
        return listed(cell)
    last = cell.part(between + len(RANGE), len(cell.typed))
    return _mapping(cell, {FROM: cell.part(0, between), TO: last})


def truth(cell: TextNode) -> TextNode:
    """`true` or `false` as spreadsheets write it, in capitals; anything else as it stands."""
    folded = cell.typed.casefold()
    return text_node(folded, cell.place) if folded in TRUTHS else cell


def selection(cell: TextNode) -> Node:
    """Actions by id; where `tag: …` or `phase: …` is among them, as a mapping of what they are named by."""
    nodes = listed(cell)
    texts = nodes.items if isinstance(nodes, ListNode) else (nodes,)
    kinds: dict[str, list[Node]] = {}
    for text in texts:
        assert isinstance(text, TextNode)
        kind, colon, _ = text.typed.partition(":")
        identity = text.part(len(kind) + 1, len(text.typed)) if colon else text
        kinds.setdefault(kind.strip() if colon else "action", []).append(identity)
    if kinds.keys() == {"action"}:
        return nodes
    return _mapping(cell, {kind: ListNode(tuple(ids), cell.place) for kind, ids in kinds.items()})


def question_test(cell: TextNode, question: Question, problems: list[Problem]) -> Node | None:
    """The test of a question that a cell stands for; None and a problem where it is none."""
    if question.numeric:
        return _NumberCell(cell, question, problems).node()
    negated = _NEGATED.fullmatch(cell.typed)
    if negated:
        return _mapping(cell, {NOT: options(cell.part(*negated.span(1)))})
    counted = _COUNT.fullmatch(cell.typed.translate(SIGNS))
    if counted:
        last = cell.stop
        of = {OF: options(text_node(counted[2], cell.place, last - len(counted[2]), last))} if counted[2] else {}
        return _mapping(cell, {AT_LEAST: text_node(counted[1], cell.place), **of})
    return options(cell)


def misreading(cell: TextNode, where_units_go: str) -> Problem | None:
    """What stands in the way of reading a cell that compares with numbers or days: a unit, a day that there is not,
    years counted by Japanese eras or written last, or a dash in a range; None where nothing does."""
    parts = comparisons(cell.typed)
    common = in_common_years(cell.typed)
    if not parts and (of_era := comparisons(common)) and common != in_signs(cell.typed):
        wrong = f"'{cell.typed}' counts years by a Japanese era."
        return Problem(cell.place, wrong, f"Write {written(of_era)} in its place.")
    days = comparisons(year_first(cell.typed))
    if not parts and days and all(part.is_day for part in days):
        wrong = f"'{cell.typed}' is no day written as year, month and day."
        return Problem(cell.place, wrong, f"Write {_in_dots(days)}, if that is the day that is meant.")
    if not parts and (dotted := range_with_dots(cell.typed)) != cell.typed:
        wrong = f"'{cell.typed}' has a dash between its ends, which can be a minus sign."
        return Problem(cell.place, wrong, f"Write {dotted} if a range is meant.")
    for part in parts:
        if part.unit:
            wrong = f"'{cell.typed}' has the unit '{part.unit}' beside the number."
            return Problem(cell.place, wrong, f"Write {written(parts)}: {where_units_go}.")
        if part.is_day and day_number(part.end) is None:
            right = "Write a day that the calendar has, such as 2024-04-30."
            return Problem(cell.place, f"There is no such day as '{part.end}'.", right)
    return None


def _in_dots(parts: tuple[Comparison, ...]) -> str:
    """Comparisons as they are written, those with both ends of a range as a range."""
    if [part.sign for part in parts] == [signs.NO_LESS, signs.NO_MORE]:
        return RANGE.join(written([msgspec.structs.replace(part, sign=signs.EQUAL)]) for part in parts)
    return written(parts)


def _mapping(cell: TextNode, entries: dict[str, Node]) -> MappingNode:
    return mapping_node(((text_node(key, cell.place), node) for key, node in entries.items()), cell.place)


class _NumberCell:
    """A cell under a question that a number or a day answers."""

    def __init__(self, cell: TextNode, question: Question, problems: list[Problem]) -> None:
        self.cell = cell
        self.question = question
        self.problems = problems
        self.text = in_signs(cell.typed)

    def node(self) -> Node | None:
        if self.text == UNKNOWN:
            return text_node(UNKNOWN, self.cell.place)
        if re.fullmatch(rf"not\s+{UNKNOWN}", self.text):
            return _mapping(self.cell, {NOT: text_node(UNKNOWN, self.cell.place)})
        parts = comparisons(self.text)
        refusal = self.refusal(parts)
        if refusal is not None:
            self.problems.append(refusal)
            return None
        least, most = self.bounds(parts)
        return self.between(least, most)

    def refusal(self, parts: tuple[Comparison, ...]) -> Problem | None:
        """Why these are no test of the question; None where they are one."""
        cell, question = self.cell, self.question
        refusal = None
        if question.kind == DATE or not is_meant_as_day(cell.typed):
            refusal = misreading(cell, "the unit belongs to the question, as 'unit' in questions.yaml")
        if refusal is not None and not (question.kind == DATE and any(part.unit for part in parts)):
            return refusal
        if parts and not any(part.unit or self.number(part.end) is None for part in parts):
            return None
        if parts and any("," in part.end for part in parts):
            wrong = f"'{cell.typed}' has a comma within a number, which can part thousands or decimals."
            return Problem(cell.place, wrong, f"Write {_in_dots(parts)} if it parts thousands.")
        if question.kind == NUMBER and parts and all(map(self.is_near_number, parts)):
            wrong = f"'{cell.typed}' has more decimals than the question '{question.id}' takes."
            return Problem(cell.place, wrong, self.with_fewer_decimals(parts))
        right = DAYS if question.kind == DATE else DECIMALS if question.decimals else NUMBERS
        wrong = f"'{cell.typed}' is no test of the question '{question.id}', which a {question.kind} answers."
        return Problem(cell.place, wrong, f"Write {right}.")

    def is_near_number(self, part: Comparison) -> bool:
        """Whether the end is a number that the question takes, but perhaps for its decimals."""
        return self.number(self.shortened(part.end)) is not None

    def shortened(self, end: str) -> str:
        whole, _, decimals = end.partition(".")
        kept = decimals[: self.question.decimals]
        return f"{whole}.{kept}" if kept else whole

    def with_fewer_decimals(self, parts: tuple[Comparison, ...]) -> str:
        count = self.question.decimals
        example = written([msgspec.structs.replace(part, end=self.shortened(part.end)) for part in parts])
        if not count:
            return f"Write a whole number, such as {example}."
        many = "one decimal" if count == 1 else f"{count} decimals"
        return f"Write at most {many}, such as {example}."

    def bounds(self, parts: tuple[Comparison, ...]) -> tuple[int | None, int | None]:
        """The least and the greatest number that the cell allows."""
        least: list[int] = []
        most: list[int] = []
        for part in parts:
            number = self.number(part.end)
            assert number is not None
            if part.sign in (signs.NO_LESS, signs.MORE, signs.EQUAL):
                least.append(number + (part.sign == signs.MORE))
            if part.sign in (signs.NO_MORE, signs.LESS, signs.EQUAL):
                most.append(number - (part.sign == signs.LESS))
        return max(least, default=None), min(most, default=None)

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
        return text_node(str(self.question.answer(number)), self.cell.place)

    def is_near(self, number: int) -> bool:
        return self.question.low <= number <= self.question.high
