"""Answers in words: what was chosen, and what a test of a question asks for."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ..language import UNKNOWN, AtLeast, Between, NoneOf, OneOf, Question, Value
from .wording import Wording


def option_label(question: Question, option: str, wording: Wording) -> str:
    """An option, or `unknown`, as a person reads it."""
    if option == UNKNOWN:
        return wording.say("question", UNKNOWN)
    return wording.texts("questions", question.id, "options", option)


def answer_labels(question: Question, value: Value | None, wording: Wording) -> tuple[str, ...]:
    """What was answered, label by label; nothing where the question is open (None)."""
    if value is None:
        return ()
    if isinstance(value, int):
        return (str(value),)
    labels = tuple(option_label(question, option, wording) for option in _in_order(question, value))
    return labels or (wording.say("question", "none"),)


def answer_in_words(
    question: Question, value: Value | None, wording: Wording, among: frozenset[str] = frozenset()
) -> str:
    """What was answered (None: nothing yet), as a phrase: the chosen options, or those `among` them where any is."""
    if value is None:
        return wording.say("answer", "open")
    if isinstance(value, int):
        return str(value)
    return _joined(question, value & among or value, "and", wording) if value else wording.say("answer", "none")


def wanted_answer(question: Question, test: OneOf | NoneOf | AtLeast | Between, wording: Wording) -> str:
    """What a test of the question asks for, as a phrase."""
    if isinstance(test, OneOf):
        return _joined(question, test.options, "or", wording)
    if isinstance(test, NoneOf):
        return wording.say("explain", "none-of").format(options=_joined(question, test.options, "or", wording))
    if isinstance(test, Between):
        return _range(test, wording)
    if test.of == frozenset(question.options):
        return wording.say("explain", "count").format(least=test.least)
    return wording.say("explain", "count-of").format(
        least=test.least, options=_joined(question, test.of, "or", wording)
    )


def _range(test: Between, wording: Wording) -> str:
    bounds = []
    if test.least is not None:
        bounds.append(wording.say("explain", "at-least").format(number=test.least))
    if test.below is not None:
        bounds.append(wording.say("explain", "less-than").format(number=test.below))
    return wording.say("answer", "and").join(bounds)


def _joined(question: Question, options: Collection[str], joined: str, wording: Wording) -> str:
    """Options by label, `and`ed or `or`ed."""
    labels = (option_label(question, option, wording) for option in _in_order(question, options))
    return wording.say("answer", joined).join(wording.say("answer", "quoted").format(label=label) for label in labels)


def _in_order(question: Question, options: Collection[str]) -> Iterable[str]:
    """The options in the order of the question, `unknown` last."""
    return (option for option in (*question.options, UNKNOWN) if option in options)
