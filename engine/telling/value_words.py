"""Answers in the middle of texts: the words of a reader once somebody's answers stand where a text holds them."""

from __future__ import annotations

from msgspec.structs import replace

from ..language import UNKNOWN, Facts, Question, Rulebook, Value
from ..reading import Texts, keys_with_braces, with_values
from .number_words import number_in_words
from .phrasing import answer_labels
from .wording import Wording


def answered_wording(wording: Wording, rulebook: Rulebook, facts: Facts) -> Wording:
    """The words with these answers in all texts that hold any; where one is missing, a phrase says so."""
    keys = () if wording.answered else keys_with_braces(wording.texts)
    if not keys:
        return wording

    def written(name: str) -> str | None:
        question = rulebook.question.get(name)
        return None if question is None else value_in_words(question, facts.get(name), wording)

    filled = {key: with_values(wording.texts(*key), written) for key in keys}
    return replace(wording, texts=Texts(wording.language, wording.texts.entries | filled), answered=True)


def value_in_words(question: Question, value: Value | None, wording: Wording) -> str:
    """An answer as it stands within a sentence; without one, and where it is not known, a phrase in its place."""
    if value is None:
        return wording.say("value", "open")
    if isinstance(value, int):
        return number_in_words(question, value, wording)
    if UNKNOWN in value:
        return wording.say("value", UNKNOWN)
    return wording.say("answer", "and").join(answer_labels(question, value, wording))
