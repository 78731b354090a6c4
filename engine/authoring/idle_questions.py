"""Questions that can never matter: no answer to them can ever change a plan.

Most questions that matter show it in some case: another answer there gives another plan. Only where none does it is
searched whether one could.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from random import Random
from typing import TypeVar

import msgspec

from ..consulting import COMPILED, Case, Offered, Outcome, check_answers, conclude, random_answer, visibles
from ..language import Condition, Formula, Question, Rulebook, Search, Step, asked, both
from ..proving import Deadline, IndexedOutcome
from .remark import IDLE_QUESTION, Remark, remark_at
from .static_checks import MOST_STEPS, deciding_conditions, questions_tested

_FEW = 12
"""In how many cases another answer is tried before it is searched whether one could change anything."""

_ATTEMPTS = 4
"""How many other answers are tried in a case, one of them to leave the question open."""


class IdleQuestions(msgspec.Struct, frozen=True):
    """Remarks on tested questions that can never matter, and what would be said of others: of those for which the
    search gave up, and of those that were not reached before the deadline."""

    remarks: tuple[Remark, ...]
    undecided: tuple[Remark, ...]
    unreached: tuple[Remark, ...]


def idle_questions(rulebook: Rulebook, met: Sequence[IndexedOutcome], deadline: Deadline) -> IdleQuestions:
    """Which tested questions can never change a plan, whatever else is answered; `met` is what came of some cases."""
    tested = questions_tested(rulebook)
    if deadline.passed:
        return IdleQuestions((), (), tuple(_remark(one) for one in rulebook.questions if one.id in tested))
    witnesses = _Witnesses(rulebook, met, deadline)
    silent = [one for one in rulebook.questions if one.id in tested and not witnesses.few(one)]
    formulas = _formulas(rulebook) if silent and not deadline.passed else None
    idle: list[Question] = []
    undecided: list[Question] = []
    for question in silent:
        verdict = None if formulas is None else _can_matter(rulebook, formulas, question.id, deadline)
        if verdict is None and not witnesses.all(question):
            undecided.append(question)
        elif verdict is False:
            idle.append(question)
    in_doubt = tuple(map(_remark, undecided))
    if deadline.passed:
        return IdleQuestions(tuple(map(_remark, idle)), (), in_doubt)
    return IdleQuestions(tuple(map(_remark, idle)), in_doubt, ())


def _remark(question: Question) -> Remark:
    wrong = f"No answer to the question '{question.id}' can ever change a plan, so that it is never asked."
    return remark_at(
        question.place, IDLE_QUESTION, f"{wrong} Let something that people see depend on it, or delete it."
    )


class _Witnesses:
    """Cases in which it is tried whether another answer to a question gives another plan."""

    def __init__(self, rulebook: Rulebook, met: Sequence[IndexedOutcome], deadline: Deadline) -> None:
        self.rulebook = rulebook
        self.met = met
        self.deadline = deadline
        self.dice = Random(0)
        self.sole = [
            frozenset(planned.because[0] for planned in seen.outcome.plan if len(planned.because) == 1) for seen in met
        ]
        self.testing = _by_question((condition, condition) for condition in deciding_conditions(rulebook))
        self.rules = _by_question((rule.condition, rule.id) for rule in rulebook.rules)

    def few(self, question: Question) -> bool:
        """Whether the question changes the plan in any of a few cases: those first in which an action is planned on
        account of a rule alone that tests it, then those in which such a rule fired."""
        rules = frozenset(self.rules.get(question.id, ()))
        alone = (seen.outcome for seen, sole in zip(self.met, self.sole, strict=True) if not rules.isdisjoint(sole))
        fired = (seen.outcome for seen in self.met if not rules.isdisjoint(seen.fired))
        return any(self._changes(case, question) for case in islice(chain(alone, fired), _FEW))

    def all(self, question: Question) -> bool:
        """Whether the question changes the plan in any of the cases."""
        return any(self._changes(seen.outcome, question) for seen in self.met)

    def _changes(self, case: Outcome, question: Question) -> bool:
        return any(
            self._tips(case, other, question)
            and _shown(conclude(self.rulebook, other, engine=COMPILED)) != _shown(case)
            for other in self._others(case.case, question)
        )

    def _others(self, case: Case, question: Question) -> Iterator[Case]:
        """The case with other answers to the question, as long as there is time."""
        without = {name: answer for name, answer in case.answers.items() if name != question.id}
        for attempt in range(_ATTEMPTS):
            if self.deadline.passed:
                return
            answered = {} if attempt == 0 else {question.id: random_answer(self.dice, question)}
            yield check_answers(self.rulebook, {**without, **answered})

    def _tips(self, case: Outcome, other: Case, question: Question) -> bool:
        """Whether the other answer makes any condition come out otherwise that tests the question: if not, nothing that
        follows can."""
        return any(
            condition.holds(other.facts, case.findings) is not condition.holds(case.case.facts, case.findings)
            for condition in self.testing[question.id]
        )


Named = TypeVar("Named")


def _by_question(named: Iterable[tuple[Condition, Named]]) -> dict[str, list[Named]]:
    """For each question what goes with the conditions that test it."""
    by: dict[str, list[Named]] = {}
    for condition, name in named:
        for question in condition.questions():
            by.setdefault(question, []).append(name)
    return by


def _shown(outcome: Outcome) -> list[tuple[str, bool, bool, tuple[Step, ...], tuple[Offered, ...]]]:
    """What a reader of the plan sees of its actions."""
    return [
        (planned.action.id, planned.basic, bool(planned.led_by), planned.steps, planned.drafts)
        for planned in outcome.plan
    ]


def _formulas(rulebook: Rulebook) -> list[Formula]:
    """When anything in a plan is so that a reader could see change, the small formulas first."""
    seen = {both(visible.parts): None for visible in visibles(rulebook)}
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
