"""Why an action is in the plan, was withheld, or never came up: what became of it, and the chains of reasons."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from ..consulting import Outcome
from .ground import reasons_fired, reasons_unfired
from .reason_words import ToldGround, ToldReason, Unfolding
from .wording import Wording

PLANNED, WITHHELD, UNADVISED = "planned", "withheld", "unadvised"


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
    known = outcome.rulebook.known_action(action)
    planned = outcome.planned(known.id)
    held = next((held for held in outcome.withheld if held.action is known), None)
    unfolding = Unfolding(outcome, wording)
    against: tuple[ToldReason, ...] = ()
    if planned is not None:
        status, reasons = PLANNED, unfolding.reasons(reasons_fired(outcome, planned.because))
    elif held is not None:
        status, reasons = WITHHELD, unfolding.reasons(reasons_fired(outcome, held.advised_by))
        against = unfolding.reasons(reasons_fired(outcome, held.by))
    else:
        could = (rule for rule in outcome.rulebook.rules if known.id in rule.advise)
        holding = (rule for rule in outcome.fired if known.id in outcome.rulebook.withheld_by[rule])
        status, reasons = UNADVISED, unfolding.reasons(reasons_unfired(outcome, could))
        against = unfolding.reasons(reasons_fired(outcome, holding))
    return Explanation(
        action=known.id,
        title=wording.texts("actions", known.id, "title"),
        status=status,
        rank=planned.rank if planned else 0,
        basic=bool(planned and planned.basic),
        complete=outcome.complete,
        reasons=reasons,
        against=against,
        further=unfolding.further(),
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
