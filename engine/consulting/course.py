"""A course: one person's way through the questionnaire, which can be walked back and taken up again.

Questions are asked in the rulebook's order, each only while its answer could change the plan. Whoever changes an early
answer keeps the later ones whose questions are still asked; the others are set aside, count for nothing, and are there
again should their questions come up again.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from ..language import Action, CaseError, Place, Problem, Question, Rulebook, cached_property, nearest, plain_text
from .case import Answer, check_answer, check_answers
from .inference import AUTO, REFERENCE
from .interview import hinging_actions, next_question, open_questions
from .outcome import Outcome, conclude


class Course(msgspec.Struct, frozen=True, eq=False, dict=True):
    """The `answers` in the order in which they were asked for, those set `aside`, and the `question` that is next."""

    rulebook: Rulebook
    answers: Mapping[str, Answer]
    aside: Mapping[str, Answer]
    question: Question | None

    def answered(self, question: str, given: object) -> Course:
        """The course once `question`, asked before or next, is answered so.

        Raises CaseError when the question is not being asked or does not allow the answer.
        """
        asked = self.rulebook.known_question(question)
        question, place = asked.id, Place(f"answers.{asked.id}")
        if not self.asks(question):
            wrong = f"The question '{question}' is not being asked."
            raise CaseError([Problem(place, wrong, nearest(question, self.asked))])
        problems: list[Problem] = []
        answer = check_answer(asked, given, place, problems)
        if answer is None or problems:
            raise CaseError(problems)
        before = list(self.answers).index(question) if question in self.answers else len(self.answers)
        kept = dict(list(self.answers.items())[:before])
        later = {name: held for name, held in self.answers.items() if name not in kept}
        return _walked(self.rulebook, {**kept, question: answer}, {**self.aside, **later})

    @property
    def asked(self) -> tuple[str, ...]:
        """The questions answered, in order, and the one that is next."""
        return (*self.answers, *((self.question.id,) if self.question is not None else ()))

    def asks(self, question: str) -> bool:
        """Whether the question is answered on this course, or is next."""
        return plain_text(question) in self.asked

    @cached_property
    def further(self) -> int:
        """How many questions may follow the next one, at most."""
        return max(len(open_questions(self.rulebook, self.answers)) - 1, 0)

    def outcome(self, engine: str = AUTO) -> Outcome:
        """What follows from the answers so far."""
        return conclude(self.rulebook, check_answers(self.rulebook, self.answers), engine)

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
            if conclude(self.rulebook, check_answers(self.rulebook, so_far), REFERENCE).alarmed:
                return question
        return None


def begun(rulebook: Rulebook) -> Course:
    """The course of a person who has answered nothing yet."""
    return _walked(rulebook, {}, {})


def _walked(rulebook: Rulebook, answers: Mapping[str, Answer], given: Mapping[str, Answer]) -> Course:
    """On from `answers` for as long as the next question has been answered, in `given`, before."""
    asked, aside = dict(answers), {name: answer for name, answer in given.items() if name not in answers}
    while (question := next_question(rulebook, asked)) is not None and question.id in aside:
        asked[question.id] = aside.pop(question.id)
    return Course(rulebook, asked, aside, question)
