"""The actions that an entry names: by id, or all that bear a tag or are of a phase."""

from __future__ import annotations

from ..language import Problem
from .fields import Fields, as_texts
from .node import MappingNode, Node
from .vocabulary import ACTION, PHASE, TAG, Vocabulary


def selected_actions(node: Node | None, what: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The ids of the actions that `node` names; `what` is what the node is called.

    It is one id or a list of them, in the order of the author; or a mapping of `action`, `tag` and `phase`, which
    selects, in the order of the actions, every one that any of these names.
    """
    problems = vocabulary.problems
    if not isinstance(node, MappingNode):
        return vocabulary.named(as_texts(node, what, problems), ACTION)
    fields = Fields(node, what, (ACTION, TAG, PHASE), problems)
    if not node.entries:
        problems.append(Problem(node.place, f"{what} is empty.", "Name an action, a tag or a phase."))
    selected = {*vocabulary.named(fields.words(ACTION, required=False), ACTION)}
    for kind in (TAG, PHASE):
        selected.update(vocabulary.actions_of(kind, vocabulary.named(fields.words(kind, required=False), kind)))
    return vocabulary.in_order(selected)
