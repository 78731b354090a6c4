"""A review in the terminal: what has changed, and the four parts of the plan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..engine.telling import ToldReview
from .paragraph import Paragraph
from .plan_view import action_shown, headed
from .shaped_view import shaped_shown

if TYPE_CHECKING:
    from ..engine.reading import Texts

_EMPTY = Paragraph()


def changes_shown(review: ToldReview, say: Texts) -> Iterator[Paragraph]:
    """What has changed since, and three of the four parts: what is new, done and no longer right."""
    bullet = say("plan", "bullet")
    if review.changes:
        yield from headed(say("review", "changes"), say)
        yield from (Paragraph(change, bullet) for change in review.changes)
    else:
        yield Paragraph(say("review", "unchanged"))
    if not (review.new or review.no_longer):
        yield Paragraph(say("review", "same-plan"))
    yield _EMPTY
    yield from _new(review, say)
    yield from _done(review, say)
    yield from _no_longer(review, say)


def standing_shown(review: ToldReview, say: Texts) -> Iterator[Paragraph]:
    """What still stands, and last what comes first of all that is to be done."""
    yield from _kept(review, say)
    if review.first:
        yield from headed(say("review", "first"), say)
        yield from (Paragraph(title, say("plan", "bullet"), "bold") for title in review.first)
        yield _EMPTY


def _new(review: ToldReview, say: Texts) -> Iterator[Paragraph]:
    if review.new:
        yield from headed(say("review", "new"), say)
    for new in review.new:
        *told, empty = action_shown(new.action, say)
        yield from told
        for reason in new.because:
            before = say("plan", "withheld-because")
            yield from shaped_shown(reason.sentence, say, "    ", "dim", before=before, after=reason.cited)
        yield empty


def _done(review: ToldReview, say: Texts) -> Iterator[Paragraph]:
    if review.done:
        yield from headed(say("review", "done"), say)
        for done in review.done:
            yield Paragraph(say("review", "done-on").format(title=done.title, day=done.on), say("review", "tick"))
        yield _EMPTY


def _no_longer(review: ToldReview, say: Texts) -> Iterator[Paragraph]:
    if review.no_longer:
        yield from headed(say("review", "no-longer"), say)
        yield Paragraph(say("review", "perhaps-done"))
        yield _EMPTY
    for one in review.no_longer:
        yield Paragraph(one.title, say("plan", "bullet"), "bold")
        for reason in one.against:
            yield from shaped_shown(reason.sentence, say, "  ", before=say("review", "against"), after=reason.cited)
        for lapse in one.lapsed:
            sentence, cited = lapse.reason.sentence, lapse.reason.cited
            yield from shaped_shown(sentence, say, "  ", before=say("review", "lapsed"), after=cited)
            yield from (Paragraph(ground, "  → ") for ground in lapse.grounds)
        yield _EMPTY


def _kept(review: ToldReview, say: Texts) -> Iterator[Paragraph]:
    if review.kept:
        yield from headed(say("review", "kept"), say)
        for kept in review.kept:
            yield Paragraph(kept.title, f"{kept.rank:>2}. ")
            for step in kept.added:
                yield from shaped_shown(step, say, "    ", before=say("review", "added"))
        yield _EMPTY
