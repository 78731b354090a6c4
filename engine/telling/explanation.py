"""Why an action is in the plan, was withheld, or never came up, in words."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from ..consulting import Outcome
from .reasons import PLANNED, UNADVISED, standing_of
from .told_reasons import ToldGround, ToldReason, told_grounds, told_reasons
from .wording import Wording


class Explanation(msgspec.Struct, frozen=True):
    """What became of an action (`planned`, `withheld` or `unadvised`), the reasons for it and those against it.

    Of an unadvised action, `reasons` are the rules that could have advised it, with what stood in their way. `further`
    are the findings whose reasons lie too deep to be told in their place.
    """

    action: str
    title: str
    status: str
    rank: int
    basic: bool
    complete: bool
    reasons: tuple[ToldReason, ...]
    against: tuple[ToldReason, ...]
    further: tuple[ToldGround, ...]


def explain(outcome: Outcome, action: str, wording: Wording) -> Explanation:
    """The explanation of one action in this outcome. Raises CaseError when the rulebook has no such action."""
    rulebook = outcome.rulebook
    found = standing_of(outcome, rulebook.known_action(action).id)
    return Explanation(
        action=found.action,
        title=wording.texts("actions", found.action, "title"),
        status=found.status,
        rank=found.planned.rank if found.planned else 0,
        basic=bool(found.planned and found.planned.basic),
        complete=outcome.complete,
        reasons=told_reasons(found.reasons, rulebook, wording),
        against=told_reasons(found.against, rulebook, wording),
        further=told_grounds(found.further, rulebook, wording),
    )


def verdict(explanation: Explanation, wording: Wording) -> str:
    """What became of the action, as a sentence."""
    kind = "planned-basic" if explanation.status == PLANNED and explanation.basic else explanation.status
    sentence = wording.say("explain", kind).format(title=explanation.title, rank=explanation.rank)
    return sentence if explanation.complete else f"{sentence}{wording.say('explain', 'still-open')}"


def headed_reasons(explanation: Explanation, wording: Wording) -> Iterator[tuple[str, tuple[ToldReason, ...]]]:
    """The reasons under their headings: what speaks for the action, what would, what overrules it."""
    if explanation.reasons:
        yield wording.say("explain", "missing" if explanation.status == UNADVISED else "for"), explanation.reasons
    if explanation.against:
        yield wording.say("explain", "against"), explanation.against
