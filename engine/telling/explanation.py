"""Why an action is in the plan, was withheld, or never came up, in words."""

from __future__ import annotations

import msgspec

from ..consulting import Outcome
from .phrasing import aside_in_words
from .reason_words import ToldGround, ToldReason, told_grounds, told_reasons
from .reasons import PLANNED, UNADVISED, lacked_grounds, standing_of
from .value_words import answered_wording
from .wording import Wording


class HeadedReasons(msgspec.Struct, frozen=True):
    """Reasons under a heading: what speaks for an action, what would, or what overrules it."""

    heading: str
    reasons: tuple[ToldReason, ...]


class ToldAside(msgspec.Struct, frozen=True):
    """An answer set aside, as a sentence, and the tests of its question's `only-if` that do not hold."""

    question: str
    sentence: str
    grounds: tuple[ToldGround, ...]


class Explanation(msgspec.Struct, frozen=True):
    """What became of an action, as a `verdict`, and the reasons; while questions are open, `proviso` says that all this
    may change.

    `status` is `planned`, `withheld` or `unadvised`. Of an unadvised action, `reasons` are the rules that could have
    advised it, with what stood in their way. `further` are the findings whose reasons lie too deep to be told in their
    place. `parts` are reasons as they are shown, `leading` those for which the action comes before others among the
    first steps. `aside` are all answers that do not count in this outcome.
    """

    action: str
    title: str
    status: str
    rank: int
    basic: bool
    complete: bool
    verdict: str
    proviso: str
    reasons: tuple[ToldReason, ...]
    against: tuple[ToldReason, ...]
    further: tuple[ToldGround, ...]
    parts: tuple[HeadedReasons, ...]
    aside: tuple[ToldAside, ...] = ()
    leading: tuple[ToldReason, ...] = ()


def explain(outcome: Outcome, action: str, wording: Wording) -> Explanation:
    """The explanation of one action in this outcome. Raises CaseError when the rulebook has no such action."""
    wording = answered_wording(wording, outcome.rulebook, outcome.case.facts)
    rulebook, say = outcome.rulebook, wording.say
    known = rulebook.known_action(action).id
    planned, standing = outcome.planned(known), standing_of(outcome, known)
    title, status = wording.texts("actions", known, "title"), standing.status
    rank, basic = (planned.rank, planned.basic) if planned is not None else (0, False)
    reasons = told_reasons(standing.reasons, rulebook, wording)
    against = told_reasons(standing.against, rulebook, wording)
    leading = told_reasons(standing.leading, rulebook, wording)
    headed = (
        HeadedReasons(say("explain", "missing" if status == UNADVISED else "for"), reasons),
        HeadedReasons(say("explain", "against"), against),
        HeadedReasons(say("explain", "lead"), leading),
    )
    return Explanation(
        action=known,
        title=title,
        status=status,
        rank=rank,
        basic=basic,
        complete=outcome.complete,
        verdict=say("explain", f"{PLANNED}-basic" if basic else status).format(title=title, rank=rank),
        proviso="" if outcome.complete else say("explain", "still-open"),
        reasons=reasons,
        against=against,
        further=told_grounds(standing.further, rulebook, wording),
        parts=tuple(part for part in headed if part.reasons),
        aside=told_aside(outcome, wording),
        leading=leading,
    )


def told_aside(outcome: Outcome, wording: Wording) -> tuple[ToldAside, ...]:
    """Every answer that is set aside in this outcome, and why."""
    rulebook, given = outcome.rulebook, outcome.case.given
    return tuple(
        ToldAside(
            question=name,
            sentence=aside_in_words(rulebook.question[name], given[name], wording),
            grounds=told_grounds(lacked_grounds(outcome, rulebook.question[name].only_if), rulebook, wording),
        )
        for name in outcome.case.aside
    )
