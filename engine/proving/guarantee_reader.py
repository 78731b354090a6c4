"""Guarantees as authors write them in `guarantees.yaml`."""

from __future__ import annotations

from collections.abc import Sequence

from ..language import Problem, Rulebook, RulebookError
from ..reading import (
    ACTION,
    CONDITION_KEYS,
    DRAFT,
    SECTION,
    Fields,
    Node,
    Vocabulary,
    as_listing,
    as_mapping,
    read_condition,
    read_entry,
    read_file,
    rulebook_files,
    selected_actions,
)
from .guarantee import (
    ALWAYS,
    AT_MOST,
    AT_MOST_ONE,
    CLAIMS,
    DRAFT_CLAIMS,
    EXACTLY_ONE,
    FIRST,
    FIRST_STEPS_HOLD,
    NEVER,
    Claim,
    Guarantee,
)

_GUARANTEE, _CITES, _COMPLETE = "guarantee", "cites", "complete"
_COMPARING = (EXACTLY_ONE, AT_MOST_ONE)
_OF, _OWN, _COUNT = "of", "own", "count"


def load_guarantees(rulebook: Rulebook) -> tuple[Guarantee, ...]:
    """The guarantees of a rulebook, in the order of its `guarantees.yaml`; none where it has no such file.

    Raises RulebookError with every problem found.
    """
    vocabulary = Vocabulary.of(rulebook)
    guarantees = read_guarantees(rulebook, vocabulary)
    if vocabulary.problems:
        raise RulebookError(vocabulary.problems)
    return guarantees


def read_guarantees(rulebook: Rulebook, vocabulary: Vocabulary) -> tuple[Guarantee, ...]:
    """The guarantees as far as they can be read; what is amiss is a problem of the vocabulary."""
    path = rulebook_files(rulebook.folder).guarantees
    if path is None:
        return ()
    root = read_file(path, vocabulary.problems)
    nodes = as_listing(root, "The guarantees", vocabulary.problems)
    return tuple(made for node in nodes if (made := _guarantee(node, vocabulary)) is not None)


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
    if kind == AT_MOST:
        return _at_most(fields, vocabulary)
    before = len(vocabulary.problems)
    if kind in DRAFT_CLAIMS:
        return Claim(kind, vocabulary.named(fields.words(kind), DRAFT))
    if kind in (FIRST, FIRST_STEPS_HOLD):
        actions = vocabulary.named(fields.words(kind), ACTION)
    else:
        actions = selected_actions(fields.node(kind), f"'{kind}'", vocabulary)
    if len(vocabulary.problems) == before:
        _refuse_empty(fields, kind, actions)
    return Claim(kind, actions)


def _at_most(whole: Fields, vocabulary: Vocabulary) -> Claim:
    before = len(vocabulary.problems)
    mapping = as_mapping(whole.node(AT_MOST), f"'{AT_MOST}'", vocabulary.problems)
    if mapping is None:
        return Claim(AT_MOST, ())
    fields = Fields(mapping, f"'{AT_MOST}'", (_OF, _OWN, _COUNT), vocabulary.problems)
    actions = selected_actions(fields.node(_OF), f"'{_OF}'", vocabulary)
    count, own = fields.number(_COUNT), fields.yes(_OWN)
    if len(vocabulary.problems) == before:
        _refuse_empty(fields, _OF, actions)
        _refuse_idle_count(fields, actions, count or 0)
    return Claim(AT_MOST, actions, max(count or 0, 0), own)


def _refuse_idle_count(fields: Fields, actions: Sequence[str], count: int) -> None:
    """A claim that every plan keeps whatever the rules, or none can, is a slip of its author."""
    node = fields.node(_COUNT)
    assert node is not None
    if count < 0:
        right = "Write how many there may be, from 0."
        fields.problems.append(Problem(node.place, f"'{_COUNT}' is '{count}'.", right))
    elif actions and count >= len(actions):
        wrong = f"'{AT_MOST}' allows {count} of {len(actions)} {'action' if len(actions) == 1 else 'actions'}."
        fields.problems.append(Problem(node.place, wrong, "Write a lower 'count', or name more actions."))


def _refuse_empty(fields: Fields, kind: str, actions: Sequence[str]) -> None:
    """A claim about nothing, which every plan keeps or none does, is a slip of its author."""
    node = fields.node(kind)
    assert node is not None
    if not actions:
        fields.problems.append(Problem(node.place, f"'{kind}' speaks of no action.", "Name at least one."))
    elif len(actions) == 1 and kind in _COMPARING:
        right = f"Name several, or write '{ALWAYS}: {actions[0]}' or '{NEVER}: {actions[0]}'."
        fields.problems.append(Problem(node.place, f"'{kind}' speaks of one action.", right))
