"""A person's way through the questions in the terminal."""

from __future__ import annotations

from ..engine.consulting import Answer, Course, Outcome
from ..engine.language import Question


class Way:
    """The `course` of a person, and the question that the person went back to, if any: that one is asked `again`.

    `answered_anew` says whether the last answer took the place of another one.
    """

    def __init__(self, course: Course, engine: str) -> None:
        self.course = course
        self.again: str | None = None
        self.answered_anew = False
        self._engine = engine

    @property
    def question(self) -> Question | None:
        """The question to ask now; None where all that matters is answered."""
        return self.course.question if self.again is None else self.course.rulebook.question[self.again]

    def before(self, question: Question) -> str | None:
        """The question before this one, or None."""
        position = self.course.asked.index(question.id)
        return self.course.asked[position - 1] if position else None

    def answer(self, question: Question, answer: Answer) -> None:
        """Go on with this answer."""
        self.answered_anew = question.id in self.course.answers
        self.course = self.course.answered(question.id, answer)
        self.again = None

    def outcome(self) -> Outcome:
        """What follows from the answers so far."""
        return self.course.outcome(self._engine)
