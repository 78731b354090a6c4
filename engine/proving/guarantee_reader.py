"""Guarantees as authors write them in `guarantees.yaml`."""

from __future__ import annotations

from collections.abc import Sequence

from ..language import Problem, Rulebook, RulebookError
from ..reading import (
    ACTION,
    CONDITION_KEYS,
    SECTION,
    Fields,
    Node,
    Vocabulary,
    as_listing,
    read_condition,
    read_entry,
    read_file,
    rulebook_files,
    selected_actions,
)
from .guarantee import ALWAYS, AT_MOST_ONE, CLAIMS, EXACTLY_ONE, FIRST, NEVER, Claim, Guarantee

_GUARANTEE, _CITES, _COMPLETE = "guarantee", "cites", "complete"
_COMPARING = (EXACTLY_ONE, AT_MOST_ONE)


def load_guarantees(rulebook: Rulebook) -> tuple[Guarantee, ...]:
    """The guarantees of a rulebook, in the order of its `guarantees.yaml`; none where it has no such file.

    Raises RulebookError with every problem found.
    """
    path = rulebook_files(rulebook.folder).guarantees
    if path is None:
        return ()
    vocabulary = Vocabulary.of(rulebook)
    root = read_file(path, vocabulary.problems)
    nodes = as_listing(root, "The guarantees", vocabulary.problems)
    guarantees = [made for node in nodes if (made := _guarantee(node, vocabulary)) is not None]
    if vocabulary.problems:
        raise RulebookError(vocabulary.problems)
    return tuple(guarantees)


def _guarantee(node: Node, vocabulary: Vocabulary) -> Guarantee | None:
    begun = read_entry(node, _GUARANTEE, (_CITES, *CONDITION_KEYS, _COMPLETE, *CLAIMS), vocabulary)
    if begun is None:
        return None
    fields, identity = begun
    claims = [_claim(fields, kind, vocabulary) for kind in CLAIMS if fields.node(kind, required=False) is not None]
    if not fields.has(*CLAIMS):
        right = f"Add one of {', '.join(CLAIMS)}."
        vocabulary.problems.append(Problem(fields.mapping.place, f"{fields.what} claims nothing.", right))
    return Guarantee(
        id=identity.value,
        cites=vocabulary.named(fields.words(_CITES), SECTION),
        condition=read_condition(fields, vocabulary),
        complete=fields.yes(_COMPLETE),
        claims=tuple(claims),
        place=identity.place,
    )


def _claim(fields: Fields, kind: str, vocabulary: Vocabulary) -> Claim:
    before = len(vocabulary.problems)
    if kind == FIRST:
        actions = vocabulary.named(fields.words(kind), ACTION)
    else:
        actions = selected_actions(fields.node(kind), f"'{kind}'", vocabulary)
    if len(vocabulary.problems) == before:
        _refuse_empty(fields, kind, actions)
    return Claim(kind, actions)


def _refuse_empty(fields: Fields, kind: str, actions: Sequence[str]) -> None:
    """A claim about nothing, which every plan keeps or none does, is a slip of its author."""
    node = fields.node(kind)
    assert node is not None
    if not actions:
        fields.problems.append(Problem(node.place, f"'{kind}' speaks of no action.", "Name at least one."))
    elif len(actions) == 1 and kind in _COMPARING:
        right = f"Name several, or write '{ALWAYS}: {actions[0]}' or '{NEVER}: {actions[0]}'."
        fields.problems.append(Problem(node.place, f"'{kind}' speaks of one action.", right))
