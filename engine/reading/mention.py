"""Mentions: texts in a rulebook's files that are ids, with what they are the ids of."""

from __future__ import annotations

import msgspec

from .node import TextNode

Kind = tuple[str, str]
"""What an id is the id of, and the question, action or draft within which it stands, if it does."""


class Mention(msgspec.Struct, frozen=True):
    """A `text` that declares something, or names it.

    `kinds` are what it is looked for among: one where that is plain, or where something was found. `besides` are words
    that could stand in its place. `owner` is the kind and id of the entry that it stands in: a rule, a scenario.
    """

    text: TextNode
    kinds: tuple[Kind, ...]
    owner: tuple[str, str]
    is_declaration: bool = False
    besides: tuple[str, ...] = ()
