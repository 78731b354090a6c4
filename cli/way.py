"""A person's way through the questions in the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ..engine.consulting import Answer, Case, Course, check_answers
from ..engine.language import Question

if TYPE_CHECKING:
    from ..engine.consulting import Outcome


class Way:
    """The `course` of a person, and the question that the person went back to, if any: that one is asked `again`.

    `answered_anew` says whether the last answer took the place of another one, `done` which actions are ticked.
    """

    def __init__(self, course: Course, engine: str, kept: Case | None = None) -> None:
        """The way begins where `kept` ends: its ticks are kept, and its date as long as no answer is another one."""
        self.course = course
        self.again: str | None = None
        self.answered_anew = False
        self.done: Mapping[str, date] = {} if kept is None else kept.done
        self._begun_with = course.given
        self._date = None if kept is None else kept.date
        self._engine = engine

    @property
    def question(self) -> Question | None:
        """The question to ask now; None where all that matters is answered."""
        return self.course.question if self.again is None else self.course.rulebook.question[self.again]

    @property
    def to_review(self) -> int:
        """How many answers given before are still to be looked at again, that of the question to ask now included."""
        return 0

    @property
    def more(self) -> int:
        """How many questions may be asked from here on, at most."""
        return len(self.outcome().open_questions)

    def case(self, today: date) -> Case:
        """Everything that is to be kept: every answer ever given, and the ticks."""
        day = self._date if self.course.given == self._begun_with else today
        return replace(check_answers(self.course.rulebook, self.course.given), done=self.done, date=day)

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
