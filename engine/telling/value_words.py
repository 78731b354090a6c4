"""Answers in the middle of texts: the words of a reader once somebody's answers stand where a text holds them."""

from __future__ import annotations

from msgspec.structs import replace

from ..language import UNKNOWN, Facts, Question, Rulebook, Value
from ..reading import ShapedText, Texts, has_shape, keys_with_braces, shaped, with_values
from .number_words import number_in_words
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
    # Read from what the author wrote: an answer in it makes neither a list nor a link.
    read = {key: shaped(wording.texts(*key), written) for key in keys if has_shape(key)}
    shapes = {key: ShapedText(filled[key], one.passages) for key, one in read.items()}
    texts = Texts(wording.language, wording.texts.entries | filled)
    return replace(wording, texts=texts, answered=True, shapes=shapes)


def value_in_words(question: Question, value: Value | None, wording: Wording) -> str:
    """An answer as it stands within a sentence; without one, and where it is not known, a phrase in its place."""
    if value is None:
        return wording.say("value", "open")
    if isinstance(value, int):
        return number_in_words(question, value, wording)
    if UNKNOWN in value:
        return wording.say("value", UNKNOWN)
    # Few texts hold an answer, and before the first question none does.
    from .phrasing import answer_labels

    return wording.say("answer", "and").join(answer_labels(question, value, wording))
