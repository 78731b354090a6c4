"""A review: somebody comes back, and what may have changed since the answers were given is asked again.

First come the questions that say `may-change` and whose answers count on the course, in its order, each once; then what
the new answers open. An answer that is taken up again on the way, because its question matters again, is looked at too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from ..language import CaseError, Finding, Place, Problem, Question, Rulebook, cached_property, nearest
from .case import Answer, Answers, Case, check_answers
from .course import Course, resumed
from .inference import AUTO
from .outcome import Outcome


class Review(msgspec.Struct, frozen=True, eq=False, dict=True):
    """The way back of one person: the `case` as it was, the `course` from there to now, and the questions `looked_at`
    again so far, in the order in which they were."""

    case: Case
    course: Course
    looked_at: tuple[str, ...] = ()

    @property
    def rulebook(self) -> Rulebook:
        """The rulebook that both plans follow from."""
        return self.course.rulebook

    @cached_property
    def ahead(self) -> tuple[Question, ...]:
        """The answered questions that are still to be looked at again, the next one first."""
        return tuple(one for one in questions_to_review(self.rulebook, self.course.answers) if self._is_new(one))

    @property
    def question(self) -> Question | None:
        """The question to ask now, answered or not; None where nothing is left to be asked."""
        return self.ahead[0] if self.ahead else self.course.question

    @property
    def asked(self) -> tuple[str, ...]:
        """The questions looked at so far that are still on the course, in order, and the one that is next."""
        so_far = tuple(name for name in self.looked_at if name in self.course.answers)
        return (
            so_far
            if self.question is None
            else (*(name for name in so_far if name != self.question.id), self.question.id)
        )

    def answered(self, question: str, given: object) -> Review:
        """The review once `question`, looked at before or next, is answered so; the answer may be the same as before.

        Raises CaseError when the question is not being asked or does not allow the answer.
        """
        asked = self.rulebook.known_question(question).id
        if not self.course.asks(asked):
            wrong = f"The question '{asked}' is not being asked."
            raise CaseError([Problem(Place(f"answers.{asked}"), wrong, nearest(asked, self.asked))])
        looked_at = self.looked_at if asked in self.looked_at else (*self.looked_at, asked)
        return Review(self.case, self.course.answered(asked, given), looked_at)

    @cached_property
    def changes(self) -> Mapping[str, tuple[Answer | None, Answer]]:
        """By question, in the rulebook's order, the answer before (None: open) and now, where they differ."""
        return dict(self._changes())

    def before(self, engine: str = AUTO) -> Outcome:
        """What followed from the answers as they were."""
        return resumed(self.rulebook, self.case.answers).outcome(engine)

    def after(self, engine: str = AUTO) -> Outcome:
        """What follows from the answers now."""
        return self.course.outcome(engine)

    def _is_new(self, question: Question) -> bool:
        return question.id not in self.looked_at

    def _changes(self) -> Iterator[tuple[str, tuple[Answer | None, Answer]]]:
        for name in self.rulebook.question:
            now, then = self.course.given.get(name), self.case.answers.get(name)
            if now is not None and now != then:
                yield name, (then, now)


def review_begun(rulebook: Rulebook, case: Case) -> Review:
    """The review of a case, at its beginning."""
    return Review(case, resumed(rulebook, case.answers))


def questions_to_review(rulebook: Rulebook, answers: Answers) -> tuple[Question, ...]:
    """Those of the answered questions whose answers may be others some day, in the order of the answers.

    Raises CaseError when the answers do not fit the rulebook.
    """
    check_answers(rulebook, answers)
    return tuple(question for name in answers if (question := rulebook.known_question(name)).may_change)


def alarm_questions(rulebook: Rulebook) -> frozenset[str]:
    """The questions that the alarm rests on, and those that are asked because of them: what is most private."""
    if rulebook.alarm is None:
        return frozenset()
    waiting, findings, tested = [rulebook.alarm.finding], set[str](), set[str]()
    while waiting:
        finding = waiting.pop()
        if finding not in findings:
            findings.add(finding)
            for rule in rulebook.finders[finding]:
                waiting += rule.condition.findings()
                tested.update(test.question for test in rule.condition.tests() if not isinstance(test, Finding))
    for question in rulebook.questions:
        if any(test.question in tested for test in question.only_if if not isinstance(test, Finding)):
            tested.add(question.id)
    return frozenset(tested)
