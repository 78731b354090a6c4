"""A course: one person's way through the questionnaire, which can be walked back and taken up again.

A question is asked only while its answer could change the plan. Whoever changes an early answer keeps the later ones
whose questions still matter; the others are set aside and count for nothing. As soon as the question of an answer set
aside matters again, the answer is taken up again, before anything new is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from ..language import Action, CaseError, Place, Problem, Question, Rulebook, cached_property, identity, nearest
from .case import Answer, Answers, check_answer, check_answers
from .inference import AUTO, REFERENCE
from .interview import hinging_actions, next_question, open_questions

if TYPE_CHECKING:
    from .outcome import Outcome


class Course(msgspec.Struct, frozen=True, eq=False, dict=True):
    """The `answers` that count, in the order in which they were taken, those set `aside`, and the next `question`."""

    rulebook: Rulebook
    answers: Mapping[str, Answer]
    aside: Mapping[str, Answer]
    question: Question | None

    def answered(self, question: str, given: object) -> Course:
        """The course once `question`, asked before or next, is answered so.

        Raises CaseError when the question is not being asked or does not allow the answer.
        """
        asked = self.rulebook.known_question(question)
        place = Place(f"answers.{asked.id}")
        if not self.asks(asked.id):
            wrong = f"The question '{asked.id}' is not being asked."
            raise CaseError([Problem(place, wrong, nearest(asked.id, self.asked))])
        problems: list[Problem] = []
        answer = check_answer(asked, given, place, problems)
        if answer is None or problems:
            raise CaseError(problems)
        return resumed(self.rulebook, {**self.given, asked.id: answer})

    @property
    def given(self) -> Mapping[str, Answer]:
        """Every answer ever given, also those set aside: what is kept for another day, see `resumed`."""
        return {**self.answers, **self.aside}

    @property
    def asked(self) -> tuple[str, ...]:
        """The questions answered, in order, and the one that is next."""
        return (*self.answers, *((self.question.id,) if self.question is not None else ()))

    def asks(self, question: str) -> bool:
        """Whether the question is answered on this course, or is next."""
        return identity(question) in self.asked

    @cached_property
    def further(self) -> int:
        """How many questions may follow the next one, at most."""
        return max(len(open_questions(self.rulebook, self.answers)) - 1, 0)

    def outcome(self, engine: str = AUTO) -> Outcome:
        """What follows from the answers so far."""
        return _consulted(self.rulebook, self.answers, engine)

    def hinging(self, question: str) -> tuple[Action, ...]:
        """The actions that could come, go or read differently with another answer to `question`."""
        return hinging_actions(self.rulebook, self.answers, question)

    @cached_property
    def alarmed_by(self) -> str | None:
        """While the alarm stands: the question with whose answer it was first established."""
        if self.rulebook.alarm is None or not self.outcome(REFERENCE).alarmed:
            return None
        so_far: dict[str, Answer] = {}
        for question, answer in self.answers.items():
            so_far[question] = answer
            if _consulted(self.rulebook, so_far, REFERENCE).alarmed:
                return question
        return None


def _consulted(rulebook: Rulebook, answers: Answers, engine: str) -> Outcome:
    # Who starts a questionnaire waits for its first question, and for no outcome.
    from .outcome import consult

    return consult(rulebook, answers, engine=engine)


def begun(rulebook: Rulebook) -> Course:
    """The course of a person who has answered nothing yet."""
    return resumed(rulebook, {})


def resumed(rulebook: Rulebook, given: Answers) -> Course:
    """The course of a person who has `given` these answers, in whichever order.

    Raises CaseError when the answers do not fit the rulebook.
    """
    aside = dict(check_answers(rulebook, given).answers)
    answers: dict[str, Answer] = {}
    while (question := _question_of_the_turn(rulebook, answers, aside)) is not None and question.id in aside:
        answers[question.id] = aside.pop(question.id)
    return Course(rulebook, answers, aside, question)


def _question_of_the_turn(
    rulebook: Rulebook, answers: Mapping[str, Answer], aside: Mapping[str, Answer]
) -> Question | None:
    """The next question; but one that has its answer in `aside` comes before one that would have to be asked."""
    question = next_question(rulebook, answers)
    if question is None or question.id in aside or not aside:
        return question
    return next((other for other in open_questions(rulebook, answers) if other.id in aside), question)
