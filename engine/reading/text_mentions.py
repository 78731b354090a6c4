"""The ids in a file of texts: its keys, the questions whose answers its texts tell, and the blanks of drafts."""

from __future__ import annotations

from .draft_text import BLANK, BLANKS, NEVER_IN_DRAFTS
from .mention import Kind
from .node import MappingNode, Node, TextNode, text_node
from .text import Key
from .text_values import holds_values, mention_values
from .vocabulary import (
    ACTION,
    BLANK_NAME,
    DRAFT,
    DRAFT_KIND,
    FINDING,
    FOLLOW_UP,
    GROUP,
    OPTION,
    PART,
    PHASE,
    QUESTION,
    RULE,
    SECTION,
    STEP,
    UNIT,
    Vocabulary,
)

TEXT = "text"
"""The kind of owner that a file of texts is."""

_TOP = {
    "sections": SECTION,
    "phases": PHASE,
    "questions": QUESTION,
    "units": UNIT,
    "unit-of-one": UNIT,
    "findings": FINDING,
    "actions": ACTION,
    "drafts": DRAFT,
    BLANKS: BLANK_NAME,
    NEVER_IN_DRAFTS: DRAFT_KIND,
    "rules": RULE,
    "guarantees": "guarantee",
    "help-lines": "help line",
}
_WITHIN = {
    ("questions", "options"): OPTION,
    ("questions", "groups"): GROUP,
    ("actions", "steps"): STEP,
    ("actions", "follow-ups"): FOLLOW_UP,
    ("drafts", "parts"): PART,
}


def kind_of_key(key: Key) -> Kind | None:
    """What the last part of a text's key is the id of; None where it is a word of the format."""
    match key:
        case (first, _) if first in _TOP:
            return _TOP[first], ""
        case (first, within, third, _) if (first, third) in _WITHIN:
            return _WITHIN[first, third], within
    return None


def mention_texts(root: Node, source: str, language: str, vocabulary: Vocabulary) -> None:
    """Keep the ids in a file of texts as ones that it names; `source` is the text of the file."""
    vocabulary.owner = (TEXT, language)
    _mention(root, (), source, vocabulary)


def _mention(node: Node, key: Key, source: str, vocabulary: Vocabulary) -> None:
    if isinstance(node, MappingNode):
        for name, child in node.entries:
            below = (*key, name.value)
            kind = kind_of_key(below)
            if kind is not None:
                vocabulary.mention(name, kind, is_declaration=kind[0] == BLANK_NAME)
            _mention(child, below, source, vocabulary)
    elif isinstance(node, TextNode):
        # As it is written: what it reads as may be folded, and positions in that are none in the file.
        written = text_node(source[node.start : node.stop], node.place, node.start, node.stop)
        if holds_values(key):
            mention_values(written, vocabulary)
        elif key[:1] == ("drafts",):
            for found in BLANK.finditer(written.typed):
                vocabulary.mention(written.part(*found.span(1)), (BLANK_NAME, ""))
