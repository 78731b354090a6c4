"""Reasons in sentences, as chains: from rules to what they rest on, and on to the rules behind these findings.

A chain ends in answers. A finding is told where it first comes up and afterwards only named, and what lies deeper than
MOST_LEVELS is told further on, so that a chain is never longer than the rulebook and never deeper than can be read.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

import msgspec

from ..consulting import Outcome
from ..language import Finding
from .ground import Ground, Reason, reasons_behind, reasons_fired
from .ground_words import ground_in_words
from .section_words import section_headings
from .wording import Wording

MOST_LEVELS = 8
"""How many rules stand within each other in a chain."""

_ABOVE, _FURTHER_ON = "told-above", "told-further-on"


class ToldGround(msgspec.Struct, frozen=True):
    """An answer or finding, in a sentence; `reasons` tell where a finding comes from, or why it was not established."""

    sentence: str
    reasons: tuple[ToldReason, ...] = ()


class ToldReason(msgspec.Struct, frozen=True):
    """A rule: its reason in words, the sections it cites (also with their headings, as `sections`), and its grounds.

    Of a rule that fired, the grounds are what it rests on; of one that did not, what stood in its way.
    """

    rule: str
    sentence: str
    cites: tuple[str, ...]
    sections: str
    basic: bool
    grounds: tuple[ToldGround, ...]


class ToldChain(msgspec.Struct, frozen=True):
    """Reasons down to the answers, and the findings whose own reasons were left for `further` on."""

    reasons: tuple[ToldReason, ...]
    further: tuple[ToldGround, ...] = ()


def told_reasons(outcome: Outcome, rules: Iterable[str], wording: Wording) -> tuple[ToldReason, ...]:
    """The rules of these ids, which fired, own before basic, each with what it rests on and nothing behind that."""
    return tuple(
        told_reason(
            reason, tuple(ToldGround(ground_in_words(ground, outcome, wording)) for ground in reason.grounds), wording
        )
        for reason in reasons_fired(outcome, rules)
    )


def told_reason(reason: Reason, grounds: tuple[ToldGround, ...], wording: Wording) -> ToldReason:
    """The rule in words, with grounds that are told already."""
    rule = reason.rule
    sentence, sections = wording.texts("rules", rule.id), section_headings(rule.cites, wording)
    return ToldReason(rule.id, sentence, rule.cites, sections, rule.basic, grounds)


def told_chain(outcome: Outcome, rules: Iterable[str], wording: Wording) -> ToldChain:
    """The rules of these ids, which fired, own before basic, with all that is behind them."""
    unfolding = Unfolding(outcome, wording)
    return ToldChain(unfolding.reasons(reasons_fired(outcome, rules)), unfolding.further())


class Unfolding:
    """One telling of chains, which remembers what it has told and what it has left for later."""

    def __init__(self, outcome: Outcome, wording: Wording) -> None:
        self._outcome = outcome
        self._wording = wording
        self._told: dict[str, str] = {}
        self._left: deque[Ground] = deque()

    def reasons(self, reasons: Iterable[Reason], level: int = 1) -> tuple[ToldReason, ...]:
        """The rules, each with its grounds and what is behind these."""
        return tuple(
            told_reason(reason, tuple([self.ground(ground, level) for ground in reason.grounds]), self._wording)
            for reason in reasons
        )

    def ground(self, ground: Ground, level: int = 1) -> ToldGround:
        """The ground, with the rules behind its finding where these are told for the first time, and not too deep."""
        sentence = ground_in_words(ground, self._outcome, self._wording)
        behind = reasons_behind(self._outcome, ground)
        if not behind:
            return ToldGround(sentence)
        assert isinstance(ground.test, Finding)
        finding = ground.test.finding
        if finding not in self._told and level < MOST_LEVELS:
            self._told[finding] = _ABOVE
            return ToldGround(sentence, self.reasons(behind, level + 1))
        if finding not in self._told:
            self._told[finding] = _FURTHER_ON
            self._left.append(ground)
        return ToldGround(self._wording.say("explain", self._told[finding]).format(sentence=sentence))

    def further(self) -> tuple[ToldGround, ...]:
        """The findings that were left for later, with the rules behind them."""
        told = []
        while self._left:
            ground = self._left.popleft()
            assert isinstance(ground.test, Finding)
            self._told[ground.test.finding] = _ABOVE
            sentence = ground_in_words(ground, self._outcome, self._wording)
            told.append(ToldGround(sentence, self.reasons(reasons_behind(self._outcome, ground), 2)))
        return tuple(told)
