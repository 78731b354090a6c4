"""What a document is made of: text, lists and mappings, each with its place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from ..language import Place, normalized

if TYPE_CHECKING:
    from yaml import Mark


class TextNode(msgspec.Struct, frozen=True, gc=False, eq=False):
    """A scalar: exactly as its author `typed` it, and as ids and answers are compared; see `text_node`.

    In the text of its file, without a byte order mark, it goes from the character `start` to the one before `stop`, its
    quotes included. In a table both are counted within what its cell says. Both are 0 where nobody has written it, and
    `stop` is where nobody asked for it; see `read_document`.

    It stands at the place that is its `origin`, or in the file of that name from one mark of the parser to another. Its
    place is made of these when it is asked for: a rulebook has thousands of texts, of which few are ever told of.
    """

    typed: str
    value: str
    origin: Place | str
    begun: Mark | int = 0
    ended: Mark | int = 0

    @property
    def place(self) -> Place:
        """Where it begins."""
        return _place(self.origin, self.begun)

    @property
    def start(self) -> int:
        """The character with which it begins."""
        return self.begun if isinstance(self.begun, int) else self.begun.index

    @property
    def stop(self) -> int:
        """The character behind its last one."""
        return self.ended if isinstance(self.ended, int) else self.ended.index

    def part(self, start: int, stop: int) -> TextNode:
        """What stands in it from one of its characters to before another, without the space around that."""
        text = self.typed[start:stop]
        at = self.start + start + len(text) - len(text.lstrip())
        stripped = text.strip()
        return text_node(stripped, self.place, at, at + len(stripped))

    def __eq__(self, other: object) -> bool:
        return self._told() == other._told() if isinstance(other, TextNode) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._told())

    def _told(self) -> tuple[str, Place, int, int]:
        return self.typed, self.place, self.start, self.stop


def text_node(typed: str, place: Place, start: int = 0, stop: int = 0) -> TextNode:
    """The scalar that somebody typed, its value in Unicode's normalization form C."""
    return TextNode(typed, typed if typed.isascii() else normalized(typed), place, start, stop)


class ListNode(msgspec.Struct, frozen=True, gc=False, eq=False):
    """A list of nodes, from its `origin`, or the parser's mark in the file of that name."""

    items: tuple[Node, ...]
    origin: Place | str
    begun: Mark | int = 0

    @property
    def place(self) -> Place:
        """Where it begins."""
        return _place(self.origin, self.begun)


class MappingNode(msgspec.Struct, frozen=True, gc=False, eq=False):
    """Keys and their nodes, in the author's order, each by the value of its key; where it stands is told as of a list.

    See `mapping_node`.
    """

    by_key: dict[str, Entry]
    origin: Place | str
    begun: Mark | int = 0

    @property
    def place(self) -> Place:
        """Where it begins."""
        return _place(self.origin, self.begun)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The keys and their nodes, in the author's order."""
        return tuple(self.by_key.values())

    def get(self, key: str) -> Node | None:
        """The node under a key, or None."""
        entry = self.by_key.get(key)
        return None if entry is None else entry[1]


def mapping_node(entries: Iterable[Entry], place: Place) -> MappingNode:
    """The mapping that has these entries, no key twice, and stands there."""
    return MappingNode({entry[0].value: entry for entry in entries}, place)


def _place(origin: Place | str, begun: Mark | int) -> Place:
    if isinstance(origin, Place):
        return origin
    return Place(origin) if isinstance(begun, int) else Place(origin, begun.line + 1, begun.column + 1)


Node = TextNode | ListNode | MappingNode
Entry = tuple[TextNode, Node]
"""A key of a mapping and what stands under it."""
