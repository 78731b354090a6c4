"""The shapes that a file is asked for: text, lists, mappings, numbers; what is amiss becomes a problem."""

from __future__ import annotations

import re
from collections.abc import Collection

from ..language import (
    MOST_DIGITS,
    Problem,
    closest,
    day_number,
    decimals_of,
    hint,
    scaled_number,
    written_day,
    written_number,
)
from .node import ListNode, MappingNode, Node, TextNode

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")

_BETWEEN_WORDS = "[,、，]"

TRUTHS = {"true": True, "false": False}
"""The truth values, as they are spelt."""


class Fields:
    """The entries of a mapping, asked for by key; what is missing, unknown or of the wrong shape becomes a problem.

    A key that is missing because another was misspelt is one problem, not two.
    """

    def __init__(self, mapping: MappingNode, what: str, known: Collection[str], problems: list[Problem]) -> None:
        self.mapping = mapping
        self.what = what
        self.problems = problems
        self.meant: set[str | None] = set()
        self._entries = mapping.by_key
        for name, (key, _) in self._entries.items():
            if name not in known:
                right = hint(problems, name, known)
                problems.append(Problem(key.place, f"{what} has no key '{name}'.", right))
                self.meant.add(closest(name, known) if right else None)

    @property
    def is_whole(self) -> bool:
        """Whether every key is known, so that what is missing was left out and not misspelt."""
        return not self.meant

    def has(self, *keys: str) -> bool:
        """Whether one of the keys is there, be it misspelt."""
        return not self._entries.keys().isdisjoint(keys) or not self.meant.isdisjoint(keys)

    def node(self, key: str, *, required: bool = True) -> Node | None:
        """What stands under the key, of whatever shape."""
        entry = self._entries.get(key)
        if entry is not None:
            return entry[1]
        if required:
            self._miss(key)
        return None

    def text(self, key: str, *, required: bool = True) -> TextNode | None:
        """The non-empty text under the key."""
        entry = self._entries.get(key)
        if entry is not None:
            return as_text(entry[1], f"'{key}'", self.problems)
        if required:
            self._miss(key)
        return None

    def words(self, key: str, *, required: bool = True) -> tuple[TextNode, ...]:
        """The one or several texts under the key, none twice."""
        entry = self._entries.get(key)
        if entry is not None:
            return as_texts(entry[1], f"'{key}'", self.problems)
        if required:
            self._miss(key)
        return ()

    def number(self, key: str, *, required: bool = True, decimals: int = 0) -> int | None:
        """The number under the key, in units of which ten to the power of `decimals` make one."""
        return as_number(self.text(key, required=required), f"'{key}'", self.problems, decimals)

    def day(self, key: str, *, required: bool = True) -> int | None:
        """The number of the day under the key."""
        return as_day(self.text(key, required=required), f"'{key}'", self.problems)

    def yes(self, key: str) -> bool:
        """The truth value under the key; false where there is none."""
        text = self.text(key, required=False)
        return as_truth(text, f"'{key}'", self.problems) if text is not None else False

    def _miss(self, key: str) -> None:
        if key not in self.meant:
            self.problems.append(Problem(self.mapping.place, f"{self.what} has no '{key}'.", f"Add '{key}: …'."))


def as_text(node: Node | None, what: str, problems: list[Problem]) -> TextNode | None:
    """The node as non-empty text, or None and a problem."""
    if node is None:
        return None
    if not isinstance(node, TextNode):
        problems.append(Problem(node.place, f"{what} must be text.", "Write one word or sentence."))
        return None
    if not node.value or node.value.isspace():
        problems.append(Problem(node.place, f"{what} is empty.", "Write its text, or leave the key out."))
        return None
    return node


def as_texts(node: Node | None, what: str, problems: list[Problem]) -> tuple[TextNode, ...]:
    """The node as one or several texts; one that stands twice is a problem, and is given back once."""
    if node is None:
        return ()
    if isinstance(node, TextNode):
        return () if as_text(node, what, problems) is None else (node,)
    if isinstance(node, MappingNode):
        problems.append(Problem(node.place, f"{what} must be a word or a list of words.", "Write [one, another]."))
        return ()
    items = node.items
    if not items:
        problems.append(Problem(node.place, f"{what} is an empty list.", "Name at least one, or leave the key out."))
    if len(items) == 1:
        text = as_text(items[0], what, problems)
        return () if text is None else (text,)
    once: dict[str, TextNode] = {}
    again: list[TextNode] = []
    for item in items:
        text = as_text(item, what, problems)
        if text is not None and once.setdefault(text.value, text) is not text:
            again.append(text)
    problems += [Problem(text.place, f"{what} names '{text.value}' twice.", "Name it once.") for text in again]
    return tuple(once.values())


def as_truth(text: TextNode, what: str, problems: list[Problem]) -> bool:
    """`true` or `false`, spelt so."""
    truth = TRUTHS.get(text.value)
    if truth is None:
        problems.append(Problem(text.place, f"{what} is '{text.value}'.", "Write true or false."))
    return truth is True


def as_number(text: TextNode | None, what: str, problems: list[Problem], decimals: int = 0) -> int | None:
    """A number of at most 15 digits, in units of which ten to the power of `decimals` make one."""
    if text is None:
        return None
    number = scaled_number(text.value, decimals) if _NUMBER.fullmatch(text.value) else None
    if number is None:
        problems.append(Problem(text.place, f"{what} is '{text.value}'.", _right_number(text.value, decimals)))
    return number


def _right_number(text: str, decimals: int) -> str:
    """What to write where this is no number of at most so many decimals."""
    meant = scaled_number(text, decimals)
    if meant is not None:
        kind = "number" if decimals else "whole number"
        return f"Write a {kind} in plain digits: {written_number(meant, decimals)}."
    if re.fullmatch(r"[-+]?[0-9]+(\.[0-9]+)?", text) and decimals_of(text) <= decimals:
        if not decimals:
            return f"Write a whole number of at most {MOST_DIGITS} digits."
        return f"Write a number of at most {MOST_DIGITS} digits, the {decimals} after the point included."
    most = "one decimal" if decimals == 1 else f"{decimals} decimals"
    return f"Write a number with at most {most}." if decimals else "Write a whole number."


def as_day(text: TextNode | None, what: str, problems: list[Problem]) -> int | None:
    """The number of a day that is written year-month-day."""
    if text is None:
        return None
    number = day_number(text.value)
    if number is None or written_day(number) != text.value:
        problems.append(Problem(text.place, f"{what} is '{text.value}'.", "Write a day as 2024-04-01."))
        return None
    return number


def as_listing(node: Node | None, what: str, problems: list[Problem]) -> tuple[Node, ...]:
    """The items of a list."""
    if node is None:
        return ()
    if not isinstance(node, ListNode):
        problems.append(Problem(node.place, f"{what} must be a list.", "Begin each entry with '- '."))
        return ()
    return node.items


def as_mapping(node: Node | None, what: str, problems: list[Problem]) -> MappingNode | None:
    """The node as a mapping."""
    if node is None or isinstance(node, MappingNode):
        return node
    problems.append(Problem(node.place, f"{what} must be a mapping.", "Write 'key: value' lines."))
    return None


def several_words(text: str) -> str:
    """What to write instead of a text that names several at once, such as `a, b`; nothing where it does not."""
    words = [word.strip() for word in re.split(_BETWEEN_WORDS, text)]
    return f"Write [{', '.join(words)}]." if len(words) > 1 and all(words) else ""
