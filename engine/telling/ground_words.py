"""Grounds in sentences: the finding or the answer that a test looked at, what it lacked, what spoke against it."""

from __future__ import annotations

from ..consulting import Outcome
from ..language import AtLeast, Between, Finding, NoneOf, OneOf
from .answer_words import answer_in_words, wanted_answer
from .ground import BLOCKING, LACKED, Ground
from .wording import Wording


def ground_in_words(ground: Ground, outcome: Outcome, wording: Wording) -> str:
    """The ground as a sentence."""
    test = ground.test
    if isinstance(test, Finding):
        sentence = finding_in_words(test.finding, wording, holds=test.finding in outcome.findings)
    elif ground.kind == LACKED:
        wanted = wanted_answer(outcome.rulebook.question[test.question], test, wording)
        answered = _answered(test, outcome, wording)
        sentence = wording.say("explain", "wanted").format(wanted=wanted, answered=answered)
    else:
        sentence = _answered(test, outcome, wording)
    return wording.say("explain", BLOCKING).format(sentence=sentence) if ground.kind == BLOCKING else sentence


def finding_in_words(finding: str, wording: Wording, *, holds: bool) -> str:
    """The finding as a sentence: that it `holds`, or that it does not."""
    return wording.texts("findings", finding, "holds" if holds else "fails")


def _answered(test: OneOf | NoneOf | AtLeast | Between, outcome: Outcome, wording: Wording) -> str:
    """The answer that a test looked at; where the test holds, the part of it that the test looks for."""
    facts = outcome.case.facts
    question, value = outcome.rulebook.question[test.question], facts.get(test.question)
    looked_for = test.of if isinstance(test, AtLeast) else test.options if isinstance(test, OneOf) else frozenset[str]()
    among = looked_for if test.holds(facts, outcome.findings) else frozenset[str]()
    answer = answer_in_words(question, value, wording, among)
    topic = wording.texts("questions", question.id, "topic")
    return wording.say("explain", "open" if value is None else "given").format(topic=topic, answer=answer)
