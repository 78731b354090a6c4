"""Questions that can never matter: no answer to them can ever change a plan.

Most questions that matter show it in some case: another answer there gives another plan. Only where none does it is
searched whether one could.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random

import msgspec

from ..consulting import REFERENCE, Outcome, consult, random_answer, visibles
from ..language import Formula, Question, Rulebook, Search, Step, asked
from ..proving import Deadline, IndexedOutcome
from .remark import IDLE_QUESTION, Remark, remark_at
from .static_checks import MOST_STEPS, questions_tested

_FEW = 12
"""In how many cases another answer is tried before it is searched whether one could change anything."""

_ATTEMPTS = 4
"""How many other answers are tried in a case where the search gave up."""


class IdleQuestions(msgspec.Struct, frozen=True):
    """Remarks on tested questions that can never matter, and what would be said of others: of those for which the
    search gave up, and of those that were not reached before the deadline."""

    remarks: tuple[Remark, ...]
    undecided: tuple[Remark, ...]
    unreached: tuple[Remark, ...]


def idle_questions(rulebook: Rulebook, met: Sequence[IndexedOutcome], deadline: Deadline) -> IdleQuestions:
    """Which tested questions can never change a plan, whatever else is answered; `met` is what came of some cases."""
    tested = questions_tested(rulebook)
    witnesses = _Witnesses(rulebook, met, deadline)
    silent = witnesses.left(question for question in rulebook.questions if question.id in tested)
    formulas = _formulas(rulebook) if silent and not deadline.passed else None
    idle: list[Question] = []
    undecided: list[Question] = []
    for question in silent:
        verdict = None if formulas is None else _can_matter(rulebook, formulas, question.id, deadline)
        if verdict is None and not witnesses.thorough(question):
            undecided.append(question)
        elif verdict is False:
            idle.append(question)
    in_doubt = tuple(map(_remark, undecided))
    if deadline.passed:
        return IdleQuestions(tuple(map(_remark, idle)), (), in_doubt)
    return IdleQuestions(tuple(map(_remark, idle)), in_doubt, ())


def _remark(question: Question) -> Remark:
    wrong = f"No answer to the question '{question.id}' can ever change a plan, so that it is never asked."
    return remark_at(question.place, IDLE_QUESTION, wrong)


class _Witnesses:
    """Cases in which it is tried whether another answer to a question gives another plan."""

    def __init__(self, rulebook: Rulebook, met: Sequence[IndexedOutcome], deadline: Deadline) -> None:
        self.rulebook = rulebook
        self.cases = [seen.outcome for seen in met]
        self.deadline = deadline
        self.dice = Random(0)

    def left(self, questions: Iterable[Question]) -> list[Question]:
        """The questions that changed nothing in the first few cases."""
        pending = [*questions]
        for case in self.cases[:_FEW]:
            pending = [question for question in pending if not self._changes(case, question)]
        return pending

    def thorough(self, question: Question) -> bool:
        """Whether the question changes the plan in any of the cases."""
        return any(self._changes(case, question) for case in self.cases for _ in range(_ATTEMPTS))

    def _changes(self, case: Outcome, question: Question) -> bool:
        if self.deadline.passed:
            return False
        answers = {name: answer for name, answer in case.case.answers.items() if name != question.id}
        if question.id not in case.case.answers or self.dice.random() < 0.8:
            answers[question.id] = random_answer(self.dice, question)
        return _shown(consult(self.rulebook, answers, engine=REFERENCE)) != _shown(case)


def _shown(outcome: Outcome) -> list[tuple[str, bool, tuple[Step, ...]]]:
    """What a reader of the plan sees of its actions."""
    return [(planned.action.id, planned.basic, planned.steps) for planned in outcome.plan]


def _formulas(rulebook: Rulebook) -> list[Formula]:
    """When anything in a plan is so that a reader could see change, the small formulas first."""
    seen = {visible.formula: None for visible in visibles(rulebook)}
    return sorted(seen, key=lambda formula: 0 if isinstance(formula, bool) else formula.size)


def _can_matter(rulebook: Rulebook, formulas: Iterable[Formula], question: str, deadline: Deadline) -> bool | None:
    """Whether for some other answers two answers to the question show different plans; None: not decided."""
    certain = True
    for formula in formulas:
        if deadline.passed:
            return None
        if question in asked(formula):
            verdict = Search(rulebook.question, MOST_STEPS).depends_on(formula, question)
            if verdict:
                return True
            certain = certain and verdict is not None
    return False if certain else None
