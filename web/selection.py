"""What is ticked and typed on a question's page, sensible or not, and the answer that it makes."""

from __future__ import annotations

import msgspec

from ..engine.consulting import Answer
from ..engine.language import ONE, SEVERAL, UNKNOWN, Question

NONE = "none"
"""What stands in a form for none of the options; it stands apart from them, so that no option can be taken for it."""


class Selection(msgspec.Struct, frozen=True):
    """The options `chosen`, what was chosen `alone` (NONE or UNKNOWN), and the number as typed."""

    chosen: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()
    number: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing is ticked or typed."""
        return not (self.chosen or self.alone or self.number)


class Wrong(msgspec.Struct, frozen=True):
    """Why a selection is no answer to a question: the key of the phrase that says so."""

    question: str
    phrase: str


def selection_of(question: Question, answer: Answer | None) -> Selection:
    """How an answer to the question stands on the page."""
    if answer is None:
        return Selection()
    if answer == UNKNOWN:
        return Selection(alone=frozenset((UNKNOWN,)))
    if question.numeric or isinstance(answer, int):
        return Selection(number=str(answer))
    if isinstance(answer, str):
        return Selection(chosen=frozenset((answer,)))
    return Selection(chosen=frozenset(answer)) if answer else Selection(alone=frozenset((NONE,)))


def given_by(question: Question, selection: Selection) -> object | Wrong:
    """The answer as `check_answer` takes it, or what is wrong with the selection."""
    alone = {UNKNOWN, NONE} if question.kind == SEVERAL and not question.least else {UNKNOWN}
    known = selection.chosen <= {*question.options, UNKNOWN} and selection.alone <= alone
    known = known and (question.numeric or not selection.number)
    if selection.blank or not known:
        return Wrong(question.id, "choose-some" if question.least else f"choose-{question.kind}")
    if len(selection.alone) + bool(selection.chosen or selection.number) > 1:
        return Wrong(question.id, "either-or")
    if selection.alone:
        return UNKNOWN if UNKNOWN in selection.alone else []
    if question.numeric:
        return _number(question, selection.number)
    if question.kind == ONE:
        return next(iter(selection.chosen)) if len(selection.chosen) == 1 else Wrong(question.id, "choose-one")
    if len(selection.chosen) < question.least:
        return Wrong(question.id, "choose-some")
    return sorted(selection.chosen)


def _number(question: Question, typed: str) -> str | int | Wrong:
    number = question.read(typed)
    if number is None or not question.low <= number <= question.high:
        return Wrong(question.id, f"choose-{question.kind}")
    return question.answer(number)
