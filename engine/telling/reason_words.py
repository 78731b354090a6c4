"""Reasons in sentences: what a reader sees of the chains in `reasons`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from ..language import Rulebook
from ..reading import ShapedText
from .phrasing import ground_in_words, section_headings
from .reasons import HERE, USED, Ground, Reason, ReasonChain
from .wording import Wording


class ToldGround(msgspec.Struct, frozen=True):
    """An answer or finding, in a sentence; `reasons` tell where a finding comes from, or why it was not established."""

    sentence: str
    reasons: tuple[ToldReason, ...] = ()


class ToldReason(msgspec.Struct, frozen=True):
    """A rule: its reason in words, the sections it cites (also with their headings, as `sections`), and its grounds.

    Of a rule that fired, the grounds are what it rests on; of one that did not, what stood in its way.
    """

    rule: str
    sentence: ShapedText
    cites: tuple[str, ...]
    sections: str
    basic: bool
    grounds: tuple[ToldGround, ...]


class ToldChain(msgspec.Struct, frozen=True):
    """Reasons down to the answers, and the findings whose own reasons were left for `further` on."""

    reasons: tuple[ToldReason, ...]
    further: tuple[ToldGround, ...]


def told_chain(chain: ReasonChain, rulebook: Rulebook, wording: Wording) -> ToldChain:
    """A chain of reasons in words."""
    return ToldChain(told_reasons(chain.reasons, rulebook, wording), told_grounds(chain.further, rulebook, wording))


def told_reasons(reasons: Iterable[Reason], rulebook: Rulebook, wording: Wording) -> tuple[ToldReason, ...]:
    """Rules of the rulebook in words, with their grounds and all that is unfolded behind these."""
    return tuple(
        ToldReason(
            rule=reason.rule.id,
            sentence=wording.shaped("rules", reason.rule.id),
            cites=reason.rule.cites,
            sections=section_headings(reason.rule.cites, wording),
            basic=reason.rule.basic,
            grounds=(*_of_table(reason, wording), *told_grounds(reason.grounds, rulebook, wording)),
        )
        for reason in reasons
    )


def _of_table(reason: Reason, wording: Wording) -> Iterator[ToldGround]:
    """What the rows above have to do with it, where of the rule's table the first row counts alone."""
    rule, taken = reason.rule, reason.taken_by
    if taken is not None:
        row = wording.say("explain", "row").format(row=taken.number, table=rule.table)
        yield ToldGround(wording.say("explain", "taken").format(row=row))
    elif rule.condition.earlier is not None and all(ground.kind == USED for ground in reason.grounds):
        yield ToldGround(wording.say("explain", "not-taken").format(table=rule.table))


def told_grounds(grounds: Iterable[Ground], rulebook: Rulebook, wording: Wording) -> tuple[ToldGround, ...]:
    """Grounds in words; one whose reasons are told elsewhere says where."""
    return tuple(_told_ground(ground, rulebook, wording) for ground in grounds)


def _told_ground(ground: Ground, rulebook: Rulebook, wording: Wording) -> ToldGround:
    behind = told_reasons(ground.behind, rulebook, wording)
    sentence = ground_in_words(ground, rulebook, wording)
    if ground.told != HERE:
        sentence = wording.say("explain", ground.told).format(sentence=sentence)
    return ToldGround(sentence, behind)
