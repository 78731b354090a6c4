"""Random answers to a rulebook's questions: the same dice throw the same."""

from __future__ import annotations

from random import Random

from ..language import ONE, UNKNOWN, Question, Rulebook
from .case import Answer

_SHARES = (0.2, 0.5, 0.9, 1.0)
"""How likely questions are answered: few of them, most, all."""


def random_answer(dice: Random, question: Question, unknown: float = 0.1) -> Answer:
    """An answer that the question allows; it is UNKNOWN with the likelihood `unknown`."""
    if dice.random() < unknown:
        return UNKNOWN
    if question.numeric:
        return question.answer(dice.randint(question.low, question.high))
    if question.kind == ONE:
        return dice.choice(question.options) if question.options else UNKNOWN
    likely = dice.choice((0.1, 0.3, 0.8))
    chosen = {option for option in question.options if dice.random() < likely}
    if len(chosen) < question.least:
        others = [option for option in question.options if option not in chosen]
        chosen.update(dice.sample(others, question.least - len(chosen)))
    return tuple(option for option in question.options if option in chosen)


def random_answers(dice: Random, rulebook: Rulebook, answered: float | None = None) -> dict[str, Answer]:
    """Answers to some of the questions; `answered` is how likely each of them is answered, None: that is thrown too."""
    likely = dice.choice(_SHARES) if answered is None else answered
    unknown = dice.choice((0.0, 0.1, 0.3))
    return {
        question.id: random_answer(dice, question, unknown) for question in rulebook.questions if dice.random() < likely
    }
