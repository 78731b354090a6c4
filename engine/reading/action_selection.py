"""The actions that an entry names: by id, or all that bear a tag or are of a phase, but for some."""

from __future__ import annotations

import msgspec

from ..language import Problem
from .fields import Fields, as_texts
from .node import MappingNode, Node
from .vocabulary import ACTION, PHASE, TAG, Vocabulary

_EXCEPT = "except"


class SelectedActions(msgspec.Struct, frozen=True):
    """The ids of actions that are named, and of those that would be were they not spared."""

    named: tuple[str, ...]
    spared: tuple[str, ...] = ()


def selected_actions(node: Node | None, what: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The ids of the actions that `node` names; `what` is what the node is called.

    It is one id or a list of them, in the order of the author; or a mapping of `action`, `tag` and `phase`, which
    selects, in the order of the actions, every one that any of these names.
    """
    return _selected(node, what, vocabulary, ()).named


def unspared_actions(node: Node | None, what: str, vocabulary: Vocabulary) -> SelectedActions:
    """As `selected_actions` has it, where a mapping may also spare actions by their ids, as `except`."""
    return _selected(node, what, vocabulary, (_EXCEPT,))


def _selected(node: Node | None, what: str, vocabulary: Vocabulary, further: tuple[str, ...]) -> SelectedActions:
    if node is None:
        return SelectedActions(())
    problems = vocabulary.problems
    if not isinstance(node, MappingNode):
        return SelectedActions(vocabulary.named(as_texts(node, what, problems), ACTION))
    fields = Fields(node, what, (ACTION, TAG, PHASE, *further), problems)
    if fields.is_whole and not fields.has(ACTION, TAG, PHASE):
        problems.append(Problem(node.place, f"{what} is empty.", "Name an action, a tag or a phase."))
        return SelectedActions(())
    selected = {*vocabulary.named(fields.words(ACTION, required=False), ACTION)}
    for kind in (TAG, PHASE):
        selected.update(vocabulary.actions_of(kind, vocabulary.named(fields.words(kind, required=False), kind)))
    texts = fields.words(_EXCEPT, required=False) if further else ()
    spared = vocabulary.named(texts, ACTION)
    if fields.is_whole:
        problems += [
            Problem(text.place, f"{what} does not name '{text.value}', which it spares.", f"Drop it from '{_EXCEPT}'.")
            for text in texts
            if text.value in spared and text.value not in selected
        ]
    return SelectedActions(vocabulary.in_order(selected.difference(spared)), vocabulary.in_order(spared))
