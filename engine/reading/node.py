"""What a document is made of: text, lists and mappings, each with its place."""

from __future__ import annotations

import msgspec

from ..language import Place, normalized


class TextNode(msgspec.Struct, frozen=True):
    """A scalar, exactly as its author `typed` it."""

    typed: str
    place: Place

    @property
    def value(self) -> str:
        """The text in Unicode's normalization form C, as ids and answers are compared."""
        return self.typed if self.typed.isascii() else normalized(self.typed)


class ListNode(msgspec.Struct, frozen=True):
    """A list of nodes."""

    items: tuple[Node, ...]
    place: Place


class MappingNode(msgspec.Struct, frozen=True):
    """Keys and their nodes, in the author's order; no key stands twice."""

    entries: tuple[tuple[TextNode, Node], ...]
    place: Place

    def get(self, key: str) -> Node | None:
        """The node under a key, or None."""
        for name, node in self.entries:
            if name.value == key:
                return node
        return None


Node = TextNode | ListNode | MappingNode
