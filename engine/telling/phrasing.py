"""Answers, tests, findings and sections in words: the phrases and sentences that everything told is made of."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ..language import (
    BEYOND,
    DATE,
    SEVERAL,
    UNKNOWN,
    AtLeast,
    Between,
    Finding,
    NoneOf,
    OneOf,
    Question,
    Rulebook,
    Test,
    Value,
    is_answered,
)
from .number_words import number_in_words
from .reasons import BLOCKING, LACKED, Ground
from .wording import Wording

# answers --------------------------------------------------------------------------------------------------------------


def option_label(question: Question, option: str, wording: Wording) -> str:
    """An option, or `unknown`, as a person reads it."""
    if option == UNKNOWN:
        return wording.say("question", UNKNOWN)
    return wording.texts("questions", question.id, "options", option)


def answer_labels(question: Question, answer: Value | None, wording: Wording) -> tuple[str, ...]:
    """What was answered, label by label; nothing where the question is open (None)."""
    if answer is None:
        return ()
    if isinstance(answer, int):
        return (number_in_words(question, answer, wording),)
    labels = tuple(option_label(question, option, wording) for option in _in_order(question, answer))
    return labels or (wording.say("question", "none"),)


def answer_in_words(
    question: Question, answer: Value | None, wording: Wording, among: frozenset[str] = frozenset()
) -> str:
    """What was answered (None: nothing yet), as a phrase: the chosen options, or those `among` them where any is."""
    if answer is None:
        return wording.say("answer", "open")
    if isinstance(answer, int):
        return number_in_words(question, answer, wording)
    return _all_of(question, answer & among or answer, wording) if answer else wording.say("answer", "none")


def aside_in_words(question: Question, answer: Value, wording: Wording) -> str:
    """A sentence that this answer is there and does not count."""
    topic, told = wording.texts("questions", question.id, "topic"), answer_in_words(question, answer, wording)
    return wording.say("explain", "aside").format(topic=topic, answer=told)


# tests ----------------------------------------------------------------------------------------------------------------


def ground_in_words(ground: Ground, rulebook: Rulebook, wording: Wording) -> str:
    """A ground as a sentence: the finding or the answer that its test looked at, what it lacked, what blocked it."""
    test = ground.test
    if isinstance(test, Finding):
        sentence = finding_in_words(test.finding, wording, holds=ground.established)
    else:
        question = rulebook.question[test.question]
        sentence = _answered(question, test, ground, wording)
        if ground.kind == LACKED:
            wanted = wanted_answer(question, test, wording)
            sentence = wording.say("explain", "wanted").format(wanted=wanted, answered=sentence)
    return wording.say("explain", BLOCKING).format(sentence=sentence) if ground.kind == BLOCKING else sentence


def finding_in_words(finding: str, wording: Wording, *, holds: bool) -> str:
    """A finding as a sentence: that it `holds`, or that it does not."""
    return wording.texts("findings", finding, "holds" if holds else "fails")


def wanted_in_words(test: Test, rulebook: Rulebook, wording: Wording) -> str:
    """What a test asks for: a finding as a sentence, or of a question its topic and the wanted answer."""
    if isinstance(test, Finding):
        return finding_in_words(test.finding, wording, holds=test.wanted)
    wanted = wanted_answer(rulebook.question[test.question], test, wording)
    return wording.say("graph", "test").format(topic=wording.texts("questions", test.question, "topic"), wanted=wanted)


def wanted_answer(question: Question, test: OneOf | NoneOf | AtLeast | Between, wording: Wording) -> str:
    """What a test of the question asks for, as a phrase."""
    if isinstance(test, OneOf):
        return _any_of(question, test.options, wording)
    if is_answered(test):
        return wording.say("explain", "any-answer")
    if isinstance(test, NoneOf):
        several = question.kind == SEVERAL and test.options != frozenset((UNKNOWN,))
        return (_none_among if several else _none_of)(question, test.options, wording)
    if isinstance(test, Between):
        return _range(question, test, wording)
    if test.of == frozenset(question.options):
        return wording.say("explain", "count").format(least=test.least)
    options = _any_of(question, test.of, wording)
    return wording.say("explain", "count-of").format(least=test.least, options=options)


def _answered(question: Question, test: OneOf | NoneOf | AtLeast | Between, ground: Ground, wording: Wording) -> str:
    """The answer that a test looked at; where the test holds, the part of it that the test looks for."""
    looked_for = test.of if isinstance(test, AtLeast) else test.options if isinstance(test, OneOf) else frozenset[str]()
    answer = answer_in_words(question, ground.answer, wording, looked_for if ground.holds else frozenset())
    if ground.aside is not None:
        return aside_in_words(question, ground.aside, wording)
    topic = wording.texts("questions", question.id, "topic")
    return wording.say("explain", "open" if ground.answer is None else "given").format(topic=topic, answer=answer)


def _range(question: Question, test: Between, wording: Wording) -> str:
    above, below = ("from-day", "before-day") if question.kind == DATE else ("at-least", "less-than")
    bounds = [
        wording.say("explain", phrase).format(number=number_in_words(question, bound, wording))
        for phrase, bound in ((above, test.least), (below, test.below))
        if bound is not None
    ]
    return wording.say("answer", "and").join(bounds)


def _all_of(question: Question, options: Collection[str], wording: Wording) -> str:
    labels = (option_label(question, option, wording) for option in _in_order(question, options))
    return wording.say("answer", "and").join(wording.say("answer", "quoted").format(label=label) for label in labels)


def _any_of(question: Question, options: frozenset[str], wording: Wording) -> str:
    return wording.say("answer", "or").join(_named(question, options, wording))


def _none_of(question: Question, options: frozenset[str], wording: Wording) -> str:
    return wording.say("explain", "none-of").format(options=_any_of(question, options, wording))


def _none_among(question: Question, options: frozenset[str], wording: Wording) -> str:
    """That none of the options is among those chosen, where several can be; `unknown` is never chosen with others."""
    named = _named(question, options - {UNKNOWN}, wording)
    phrase = wording.say("explain", "none-among" if len(named) == 1 else "none-among-several")
    without = phrase.format(options=wording.say("answer", "nor").join(named))
    if UNKNOWN not in options:
        return without
    unknown = _any_of(question, frozenset((UNKNOWN,)), wording)
    return wording.say("explain", "none-among-known").format(without=without, unknown=unknown)


def _named(question: Question, options: frozenset[str], wording: Wording) -> list[str]:
    """Options that a test names, those of a group together by its text, where it has one and all of them are named."""
    named, left = [], options
    for group in question.groups:
        text = wording.texts.get("questions", question.id, "groups", group.id)
        if text and group.options <= left:
            named.append(text)
            left -= group.options
    named += (option_label(question, option, wording) for option in _in_order(question, left))
    return [wording.say("answer", "quoted").format(label=label) for label in named]


def _in_order(question: Question, options: Collection[str]) -> Iterable[str]:
    """The options in the order of the question, `unknown` last."""
    return (option for option in (*question.options, UNKNOWN) if option in options)


# sections -------------------------------------------------------------------------------------------------------------


def cited(cites: Iterable[str], wording: Wording) -> str:
    """Sections in brackets, by number alone where they have one; nothing where there are none."""
    labels = wording.say("plan", "and").join(section_label(section, wording) for section in cites)
    return wording.say("plan", "cites").format(cites=labels) if labels else ""


def section_label(section: str, wording: Wording) -> str:
    """A section by its number alone, by its heading where it has none, or the mark of what goes beyond the source."""
    if section != BEYOND and not is_numbered(section):
        return wording.texts("sections", section)
    return wording.say("plan", BEYOND if section == BEYOND else "section").format(number=section)


def is_numbered(section: str) -> bool:
    """Whether a section's id is a number, such as `2.1` or `3a`, which a reader finds in the source."""
    return "0" <= section[0] <= "9"


def section_headings(cites: Iterable[str], wording: Wording) -> str:
    """Sections with their headings; what goes beyond the source is marked so."""
    return wording.say("answer", "and-so-on").join(_with_heading(section, wording) for section in cites)


def _with_heading(section: str, wording: Wording) -> str:
    kind = BEYOND if section == BEYOND else "section" if is_numbered(section) else "section-named"
    return wording.say("explain", kind).format(number=section, heading=wording.texts("sections", section))
