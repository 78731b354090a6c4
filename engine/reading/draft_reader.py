"""Drafts as authors write them in `drafts.yaml`: when they are offered, and the parts that they are made of."""

from __future__ import annotations

from ..language import IDENTIFIER_FORM, WHEN, Draft, Part, Problem, is_identifier
from .condition_reader import CONDITION_KEYS, read_condition, read_tests
from .entry import read_entry
from .fields import Fields, as_listing, as_mapping
from .node import ListNode, Node, TextNode
from .vocabulary import DRAFT, DRAFT_KIND, PART, Vocabulary

_KIND, _PARTS = "kind", "parts"


def read_draft(node: Node, vocabulary: Vocabulary) -> Draft | None:
    """The draft of an entry, declared with its parts; None and a problem where it has no good id."""
    begun = read_entry(node, DRAFT, (_KIND, *CONDITION_KEYS, _PARTS), vocabulary)
    if begun is None:
        return None
    fields, identity = begun
    listed = fields.node(_PARTS)
    nodes = as_listing(listed, f"'{_PARTS}'", vocabulary.problems)
    parts = tuple(part for item in nodes if (part := _part(item, identity.value, vocabulary)) is not None)
    if isinstance(listed, ListNode) and not nodes:
        vocabulary.problems.append(Problem(listed.place, f"{fields.what} has no parts.", "Write at least one."))
    return Draft(
        id=identity.value,
        parts=parts,
        condition=read_condition(fields, vocabulary),
        place=identity.place,
        kind=_kind(fields, vocabulary),
    )


def _kind(fields: Fields, vocabulary: Vocabulary) -> str:
    kind = fields.text(_KIND, required=False)
    if kind is not None:
        vocabulary.mention(kind, (DRAFT_KIND, ""))
    if kind is not None and not is_identifier(kind.value):
        wrong = f"'{kind.value}' cannot be the kind of a draft."
        fields.problems.append(Problem(kind.place, wrong, f"Use {IDENTIFIER_FORM}."))
    return kind.value if kind is not None else ""


def _part(node: Node, draft: str, vocabulary: Vocabulary) -> Part | None:
    if isinstance(node, TextNode):
        return Part(node.value, ()) if vocabulary.declare(node, PART, draft) else None
    mapping = as_mapping(node, "A part", vocabulary.problems)
    if mapping is None:
        return None
    fields = Fields(mapping, "A part", (PART, WHEN), vocabulary.problems)
    identity = fields.text(PART)
    tests = read_tests(fields.node(WHEN), vocabulary, WHEN)
    if identity is None or not vocabulary.declare(identity, PART, draft):
        return None
    return Part(identity.value, tests)
