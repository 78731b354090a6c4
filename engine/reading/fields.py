"""The shapes that a file is asked for: text, lists, mappings, known ids; what is amiss becomes a problem."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from ..language import Problem, nearest
from .document import ListNode, MappingNode, Node, TextNode

ID = re.compile(r"\w+(?:[-.]\w+)*")
"""What an id looks like: letters, digits and underscores, joined by hyphens or dots."""

WHOLE_NUMBER = re.compile(r"-?[0-9]{1,9}")


class Fields:
    """The entries of a mapping, asked for by key; what is missing, unknown or of the wrong shape becomes a problem."""

    def __init__(self, mapping: MappingNode, what: str, known: Collection[str], problems: list[Problem]) -> None:
        self.mapping = mapping
        self.what = what
        self.problems = problems
        for key, _ in mapping.entries:
            if key.value not in known:
                problems.append(Problem(key.place, f"{what} has no key '{key.value}'.", nearest(key.value, known)))

    def node(self, key: str, *, required: bool = True) -> Node | None:
        node = self.mapping.get(key)
        if node is None and required:
            self.problems.append(Problem(self.mapping.place, f"{self.what} has no '{key}'.", f"Add '{key}: …'."))
        return node

    def text(self, key: str, *, required: bool = True) -> TextNode | None:
        return as_text(self.node(key, required=required), f"'{key}'", self.problems)

    def words(self, key: str, *, required: bool = True) -> tuple[TextNode, ...]:
        return as_texts(self.node(key, required=required), f"'{key}'", self.problems)

    def yes(self, key: str) -> bool:
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
    """The node as one or several texts, none twice."""
    if node is None:
        return ()
    if isinstance(node, MappingNode):
        problems.append(Problem(node.place, f"{what} must be a word or a list of words.", "Write [one, another]."))
        return ()
    items = node.items if isinstance(node, ListNode) else (node,)
    if not items:
        problems.append(Problem(node.place, f"{what} is an empty list.", "Name at least one, or leave the key out."))
    texts = [text for item in items if (text := as_text(item, what, problems)) is not None]
    seen: set[str] = set()
    for text in texts:
        if text.value in seen:
            problems.append(Problem(text.place, f"{what} names '{text.value}' twice.", "Name it once."))
        seen.add(text.value)
    return tuple(texts)


def as_truth(text: TextNode, what: str, problems: list[Problem]) -> bool:
    """`true` or `false`, spelt so."""
    if text.value not in ("true", "false"):
        problems.append(Problem(text.place, f"{what} is '{text.value}'.", "Write true or false."))
    return text.value == "true"


def as_number(text: TextNode | None, what: str, problems: list[Problem]) -> int | None:
    """A whole number of at most nine digits."""
    if text is None:
        return None
    if not WHOLE_NUMBER.fullmatch(text.value):
        problems.append(Problem(text.place, f"{what} is '{text.value}'.", "Write a whole number."))
        return None
    return int(text.value)


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


def known_ids(texts: Iterable[TextNode], known: Collection[str], what: str, problems: list[Problem]) -> tuple[str, ...]:
    """The ids among `texts` that are known; each of the others becomes a problem with the nearest id."""
    kept = []
    for text in texts:
        if text.value in known:
            kept.append(text.value)
        else:
            problems.append(Problem(text.place, f"There is no {what} '{text.value}'.", nearest(text.value, known)))
    return tuple(kept)
