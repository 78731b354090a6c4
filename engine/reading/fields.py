"""The shapes that a file is asked for: text, lists, mappings, numbers; what is amiss becomes a problem."""

from __future__ import annotations

import re
from collections.abc import Collection

from ..language import Problem, closest, day_number, hint, scaled_number, written_day
from .node import ListNode, MappingNode, Node, TextNode

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")

_BETWEEN_WORDS = re.compile("[,、，]")


class Fields:
    """The entries of a mapping, asked for by key; what is missing, unknown or of the wrong shape becomes a problem.

    A key that is missing because another was misspelt is one problem, not two.
    """

    def __init__(self, mapping: MappingNode, what: str, known: Collection[str], problems: list[Problem]) -> None:
        self.mapping = mapping
        self.what = what
        self.problems = problems
        self.meant: set[str | None] = set()
        self._nodes = {key.value: node for key, node in mapping.entries}
        for key, _ in mapping.entries if self._nodes.keys() - known else ():
            if key.value not in known:
                right = hint(problems, key.value, known)
                problems.append(Problem(key.place, f"{what} has no key '{key.value}'.", right))
                self.meant.add(closest(key.value, known) if right else None)

    @property
    def is_whole(self) -> bool:
        """Whether every key is known, so that what is missing was left out and not misspelt."""
        return not self.meant

    def has(self, *keys: str) -> bool:
        """Whether one of the keys is there, be it misspelt."""
        return any(key in self.meant or key in self._nodes for key in keys)

    def node(self, key: str, *, required: bool = True) -> Node | None:
        """What stands under the key, of whatever shape."""
        node = self._nodes.get(key)
        if node is None and required and key not in self.meant:
            self.problems.append(Problem(self.mapping.place, f"{self.what} has no '{key}'.", f"Add '{key}: …'."))
        return node

    def text(self, key: str, *, required: bool = True) -> TextNode | None:
        """The non-empty text under the key."""
        return as_text(self.node(key, required=required), f"'{key}'", self.problems)

    def words(self, key: str, *, required: bool = True) -> tuple[TextNode, ...]:
        """The one or several texts under the key, none twice."""
        return as_texts(self.node(key, required=required), f"'{key}'", self.problems)

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


def as_text(node: Node | None, what: str, problems: list[Problem]) -> TextNode | None:
    """The node as non-empty text, or None and a problem."""
    if node is None:
        return None
    if not isinstance(node, TextNode):
        problems.append(Problem(node.place, f"{what} must be text.", "Write one word or sentence."))
    elif not node.value.strip():
        problems.append(Problem(node.place, f"{what} is empty.", "Write its text, or leave the key out."))
    else:
        return node
    return None


def as_texts(node: Node | None, what: str, problems: list[Problem]) -> tuple[TextNode, ...]:
    """The node as one or several texts; one that stands twice is a problem, and is given back once."""
    if node is None:
        return ()
    if isinstance(node, MappingNode):
        problems.append(Problem(node.place, f"{what} must be a word or a list of words.", "Write [one, another]."))
        return ()
    items = node.items if isinstance(node, ListNode) else (node,)
    if not items:
        problems.append(Problem(node.place, f"{what} is an empty list.", "Name at least one, or leave the key out."))
    texts = [text for item in items if (text := as_text(item, what, problems)) is not None]
    once: dict[str, TextNode] = {}
    again = [text for text in texts if once.setdefault(text.value, text) is not text]
    problems += [Problem(text.place, f"{what} names '{text.value}' twice.", "Name it once.") for text in again]
    return tuple(once.values())


def as_truth(text: TextNode, what: str, problems: list[Problem]) -> bool:
    """`true` or `false`, spelt so."""
    if text.value not in ("true", "false"):
        problems.append(Problem(text.place, f"{what} is '{text.value}'.", "Write true or false."))
    return text.value == "true"


def as_number(text: TextNode | None, what: str, problems: list[Problem], decimals: int = 0) -> int | None:
    """A number of at most 15 digits, in units of which ten to the power of `decimals` make one."""
    if text is None:
        return None
    number = scaled_number(text.value, decimals) if _NUMBER.fullmatch(text.value) else None
    if number is None:
        most = "one decimal" if decimals == 1 else f"{decimals} decimals"
        kind = f"number with at most {most}" if decimals else "whole number"
        problems.append(Problem(text.place, f"{what} is '{text.value}'.", f"Write a {kind}."))
    return number


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
    words = [word.strip() for word in _BETWEEN_WORDS.split(text)]
    return f"Write [{', '.join(words)}]." if len(words) > 1 and all(words) else ""
