"""One entry of a list: a mapping with an id of its own."""

from __future__ import annotations

from collections.abc import Collection

from .fields import Fields, as_mapping
from .node import Node, TextNode
from .vocabulary import Vocabulary, a


def read_entry(
    node: Node, kind: str, known: Collection[str], vocabulary: Vocabulary, *, key: str = ""
) -> tuple[Fields, TextNode] | None:
    """The fields of an entry of this kind and its id, newly declared; None and a problem where it has no good one.

    The id stands under `key`, by default under the word for the kind; `known` are the other keys.
    """
    under = key or kind
    whole = a(kind).capitalize()
    mapping = as_mapping(node, whole, vocabulary.problems)
    if mapping is None:
        vocabulary.doubt(kind)
        return None
    fields = Fields(mapping, whole, (under, *known), vocabulary.problems)
    identity = fields.text(under)
    if identity is None:
        vocabulary.doubt(kind)
        return None
    vocabulary.owner = (kind, identity.value)
    if not vocabulary.declare(identity, kind):
        return None
    fields.what = f"The {kind} '{identity.value}'"
    return fields, identity
