"""Options named as a range, from one to another in the order in which their question declares them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeGuard

from ..language import Problem
from .fields import Fields
from .node import MappingNode, Node
from .vocabulary import OPTION, Vocabulary

_FROM, _TO = "from", "to"


def is_range(node: Node | None) -> TypeGuard[MappingNode]:
    """Whether a node is a mapping in which an end of a range stands."""
    return isinstance(node, MappingNode) and (node.get(_FROM) is not None or node.get(_TO) is not None)


def option_range(
    mapping: MappingNode, what: str, question: str, options: Sequence[str], vocabulary: Vocabulary
) -> tuple[str, ...]:
    """The `options` of a question from the one under `from` to the one under `to`, both included.

    `what` is what the mapping is called. Nothing, and a problem, where an end is missing or unknown, or where the range
    runs backwards.
    """
    fields = Fields(mapping, what, (_FROM, _TO), vocabulary.problems)
    ends = [
        named[0]
        for text in (fields.text(_FROM), fields.text(_TO))
        if text is not None and (named := vocabulary.named((text,), OPTION, question))
    ]
    if len(ends) < 2 or not fields.is_whole:
        return ()
    first, last = map(options.index, ends)
    if first > last:
        wrong = f"{what} goes from '{ends[0]}' back to '{ends[1]}'."
        right = f"In questions.yaml the options stand in another order: write {{from: {ends[1]}, to: {ends[0]}}}."
        vocabulary.problems.append(Problem(mapping.place, wrong, right))
    return tuple(options[first : last + 1])
