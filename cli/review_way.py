"""A person's way through a review in the terminal."""

from __future__ import annotations

from ..engine.consulting import Answer, Review
from ..engine.language import Question
from .way import Way


class ReviewWay(Way):
    """The way of a `review`: what was answered before and may have changed is asked first."""

    def __init__(self, review: Review, engine: str) -> None:
        super().__init__(review.course, engine, review.case)
        self.review = review

    @property
    def question(self) -> Question | None:
        """The question to ask now, answered before or not; None where nothing is left to be asked."""
        return self.review.question if self.again is None else self.course.rulebook.question[self.again]

    @property
    def to_review(self) -> int:
        """How many answers given before are still to be looked at again, that of the question to ask now included."""
        return len(self.review.ahead) if self.again is None else 0

    @property
    def more(self) -> int:
        """How many questions may be asked from here on, at most."""
        return len(self.review.ahead) + super().more

    def before(self, question: Question) -> str | None:
        """The question looked at before this one, or None."""
        asked = self.review.asked
        position = asked.index(question.id) if question.id in asked else 0
        return asked[position - 1] if position else None

    def answer(self, question: Question, answer: Answer) -> None:
        """Go on with this answer."""
        self.answered_anew = question.id in self.course.answers
        self.review = self.review.answered(question.id, answer)
        self.course = self.review.course
        self.again = None
