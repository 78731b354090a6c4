"""A review in words, as one value: what has changed, and the four parts of the plan."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import msgspec

from ..consulting import Outcome
from ..language import Rulebook
from ..reading import ShapedText
from .number_words import day_in_words
from .phrasing import answer_in_words
from .plan_words import CitedReason, ToldAction, cited_reason, told_action
from .reason_words import told_grounds
from .reasons import Reason
from .review_parts import NoLonger, parts_of_review
from .value_words import answered_wording
from .wording import Wording


class ToldNew(msgspec.Struct, frozen=True):
    """An action that is new, and why."""

    action: ToldAction
    because: tuple[CitedReason, ...]


class ToldTicked(msgspec.Struct, frozen=True):
    """An action that is done: its id, its title and the day."""

    id: str
    title: str
    on: str


class ToldLapse(msgspec.Struct, frozen=True):
    """What once spoke for an action, and in sentences what stands in its way now."""

    reason: CitedReason
    grounds: tuple[str, ...]


class ToldNoLonger(msgspec.Struct, frozen=True):
    """An action that is no longer right, and why: what speaks against it, or else what no longer speaks for it."""

    id: str
    title: str
    against: tuple[CitedReason, ...]
    lapsed: tuple[ToldLapse, ...]


class ToldKept(msgspec.Struct, frozen=True):
    """An action that still stands, its rank in the plan, and the steps that it has gained."""

    id: str
    title: str
    rank: int
    added: tuple[ShapedText, ...]


class ToldReview(msgspec.Struct, frozen=True):
    """What has changed since the plan was made, and what becomes of it.

    `changes` tells each answer that is another one now; `first` are the titles of the first steps that are not done.
    """

    changes: tuple[str, ...]
    first: tuple[str, ...]
    new: tuple[ToldNew, ...]
    done: tuple[ToldTicked, ...]
    no_longer: tuple[ToldNoLonger, ...]
    kept: tuple[ToldKept, ...]


def told_review(before: Outcome, after: Outcome, done: Mapping[str, datetime.date], wording: Wording) -> ToldReview:
    """What became of the plan of `before` in that of `after`; `done` are the actions that are ticked.

    Raises CaseError when one of these is no action of the rulebook.
    """
    parts, rulebook, then = parts_of_review(before, after, done), after.rulebook, before.case.facts
    once, wording = answered_wording(wording, rulebook, then), answered_wording(wording, rulebook, after.case.facts)
    texts = wording.texts
    return ToldReview(
        changes=_changes(before, after, wording),
        first=tuple(texts("actions", one.action.id, "title") for one in after.first_steps if one.action.id not in done),
        new=tuple(
            ToldNew(
                told_action(after, planned, wording),
                tuple(cited_reason(rulebook, by, wording) for by in planned.because),
            )
            for planned in parts.new
        ),
        done=tuple(
            ToldTicked(one.action.id, texts("actions", one.action.id, "title"), day_in_words(one.on, wording))
            for one in parts.done
        ),
        no_longer=tuple(_no_longer(rulebook, one, wording, once) for one in parts.no_longer),
        kept=tuple(
            ToldKept(
                id=one.planned.action.id,
                title=texts("actions", one.planned.action.id, "title"),
                rank=one.planned.rank,
                added=tuple(wording.shaped("actions", one.planned.action.id, "steps", step.id) for step in one.added),
            )
            for one in parts.kept
        ),
    )


def _changes(before: Outcome, after: Outcome, wording: Wording) -> tuple[str, ...]:
    """Each answer that counts in one of the two and is not the same in the other."""
    told = []
    for name, question in after.rulebook.question.items():
        then, now = before.case.facts.get(name), after.case.facts.get(name)
        if then != now and now is not None:
            told.append(
                wording.say("what-if", "change").format(
                    topic=wording.texts("questions", name, "topic"),
                    before=answer_in_words(question, then, wording),
                    after=answer_in_words(question, now, wording),
                )
            )
    return tuple(told)


def _no_longer(rulebook: Rulebook, one: NoLonger, wording: Wording, once: Wording) -> ToldNoLonger:
    """In the `wording` of now, but for what spoke for it `once`."""
    lapsed = () if one.withheld_by else one.lapsed
    return ToldNoLonger(
        id=one.action.id,
        title=wording.texts("actions", one.action.id, "title"),
        against=tuple(cited_reason(rulebook, reason.rule.id, wording) for reason in one.withheld_by),
        lapsed=tuple(_lapse(rulebook, reason, wording, once) for reason in lapsed),
    )


def _lapse(rulebook: Rulebook, reason: Reason, wording: Wording, once: Wording) -> ToldLapse:
    grounds = (ground.sentence for ground in told_grounds(reason.grounds, rulebook, wording))
    return ToldLapse(cited_reason(rulebook, reason.rule.id, once), tuple(dict.fromkeys(grounds)))
