"""Actions as authors write them in `actions.yaml`: their steps, drafts, and the days to think of them again."""

from __future__ import annotations

from ..language import WHEN, Action, FollowUp, Problem, Step
from .condition_reader import read_tests
from .entry import read_entry
from .fields import Fields, as_listing, as_mapping
from .node import Node, TextNode
from .vocabulary import ACTION, DRAFT, FOLLOW_UP, PHASE, SECTION, STEP, TAG, Vocabulary

MOST_DAYS = 36_500
"""So many days a follow-up may be away: a hundred years, within which every calendar has its days."""

_TAGS, _CITES, _STEPS, _DRAFTS, _FOLLOW_UPS = "tags", "cites", "steps", "drafts", "follow-ups"
_AFTER, _BEFORE = "days-after", "days-before"


def read_action(node: Node, vocabulary: Vocabulary) -> Action | None:
    """The action of an entry, declared with its steps; None and a problem where it has no good id."""
    begun = read_entry(node, ACTION, (PHASE, _TAGS, _CITES, _STEPS, _DRAFTS, _FOLLOW_UPS), vocabulary)
    if begun is None:
        return None
    fields, identity = begun
    phase = fields.text(PHASE)
    phases = vocabulary.named((phase,) if phase else (), PHASE)
    steps = as_listing(fields.node(_STEPS), f"'{_STEPS}'", vocabulary.problems)
    return Action(
        id=identity.value,
        phase=phases[0] if phases else "",
        tags=vocabulary.named(fields.words(_TAGS, required=False), TAG),
        cites=vocabulary.named(fields.words(_CITES), SECTION),
        steps=tuple(step for item in steps if (step := _step(item, identity.value, vocabulary)) is not None),
        place=identity.place,
        follow_ups=_follow_ups(fields, identity.value, vocabulary),
        drafts=vocabulary.named(fields.words(_DRAFTS, required=False), DRAFT),
    )


def _step(node: Node, action: str, vocabulary: Vocabulary) -> Step | None:
    if isinstance(node, TextNode):
        return Step(node.value, ()) if vocabulary.declare(node, STEP, action) else None
    mapping = as_mapping(node, "A step", vocabulary.problems)
    if mapping is None:
        return None
    fields = Fields(mapping, "A step", (STEP, WHEN), vocabulary.problems)
    identity = fields.text(STEP)
    tests = read_tests(fields.node(WHEN), vocabulary, WHEN)
    if identity is None or not vocabulary.declare(identity, STEP, action):
        return None
    return Step(identity.value, tests)


def _follow_ups(fields: Fields, action: str, vocabulary: Vocabulary) -> tuple[FollowUp, ...]:
    nodes = as_listing(fields.node(_FOLLOW_UPS, required=False), f"'{_FOLLOW_UPS}'", vocabulary.problems)
    read = (_follow_up(node, action, vocabulary) for node in nodes)
    return tuple(follow_up for follow_up in read if follow_up is not None)


def _follow_up(node: Node, action: str, vocabulary: Vocabulary) -> FollowUp | None:
    mapping = as_mapping(node, "A follow-up", vocabulary.problems)
    if mapping is None:
        return None
    fields = Fields(mapping, "A follow-up", (FOLLOW_UP, _AFTER, _BEFORE), vocabulary.problems)
    identity = fields.text(FOLLOW_UP)
    if fields.has(_AFTER) is fields.has(_BEFORE):
        right = f"Write either '{_AFTER}: N' or '{_BEFORE}: N', N being from 0 to {MOST_DAYS}."
        wrong = "The follow-up does not say on which day it is."
        vocabulary.problems.append(Problem(mapping.place, wrong, right))
        return None
    after, before = _days(fields, _AFTER), _days(fields, _BEFORE)
    if identity is None or not vocabulary.declare(identity, FOLLOW_UP, action):
        return None
    return FollowUp(identity.value, after, before)


def _days(fields: Fields, key: str) -> int | None:
    days, node = fields.number(key, required=False), fields.node(key, required=False)
    if days is not None and node is not None and not 0 <= days <= MOST_DAYS:
        wrong = f"'{key}' is {days}."
        fields.problems.append(Problem(node.place, wrong, f"Write a number of days from 0 to {MOST_DAYS}."))
    return days
