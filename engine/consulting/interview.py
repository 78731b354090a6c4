"""The questionnaire: which open questions could still change the plan, and which of them is asked next.

An open question matters if, for some answers to the other open questions (leaving them unanswered included), two of its
values (unanswered included) give plans that differ in their actions, in what is basic, in what rules lead or the alarm
puts first, or in the steps and help lines shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from ..language import FORMULAS, UNKNOWN, Action, Formula, Question, Rulebook
from .case import Answer, Answers, check_answers, given_values
from .opening import opening
from .prospect import Prospect, outlook
from .stakes import Visible, stakes


def next_question(rulebook: Rulebook, answers: Answers) -> Question | None:
    """The open question to ask next: the first of `open_questions`; None when no answer could change the plan.

    Raises CaseError when the answers do not fit the rulebook.
    """
    first = opening(rulebook) if isinstance(answers, Mapping) and not answers else None
    return first if first is not None else _after(rulebook, answers).asked_next()


def open_questions(rulebook: Rulebook, answers: Answers) -> tuple[Question, ...]:
    """Every open question whose answer could change the plan, in the order in which they would be asked.

    First comes what the alarm rests on; then, while it is not certain which actions the plan leads with, what decides
    that, from the top of the list; then the others. Each time they come in the rulebook's order. No others can follow,
    whatever is answered: so many are left at most.

    Raises CaseError when the answers do not fit the rulebook.
    """
    return tuple(_after(rulebook, answers).mattering())


def questions_asked(rulebook: Rulebook, answers: Answers) -> tuple[Question, ...]:
    """The questions that a person with these answers is asked, from the first to the last, in turn.

    What such a person has no answer to is answered `unknown`.

    Raises CaseError when the answers do not fit the rulebook.
    """
    theirs = check_answers(rulebook, answers).answers
    told: dict[str, Answer] = {}
    while (question := next_question(rulebook, told)) is not None:
        told[question.id] = theirs.get(question.id, UNKNOWN)
    return tuple(rulebook.question[name] for name in told)


def first_steps_certain(rulebook: Rulebook, answers: Answers) -> bool:
    """Whether no further answer can change which actions the plan leads with, nor which of them are basics.

    Raises CaseError when the answers do not fit the rulebook.
    """
    return next(_after(rulebook, answers).undecided(), None) is None


def hinging_actions(rulebook: Rulebook, answers: Answers, question: str) -> tuple[Action, ...]:
    """The actions that could come, go or read differently depending on how `question`, taken as open, is answered.

    Raises CaseError when there is no such question or the answers do not fit the rulebook.
    """
    name = rulebook.known_question(question).id
    return tuple(_after(rulebook, answers, but=name).hinging(name))


def undecided_actions(rulebook: Rulebook, answers: Answers) -> tuple[Action, ...]:
    """The actions of which it depends on further answers whether they are in the plan, in the rulebook's order.

    Raises CaseError when the answers do not fit the rulebook.
    """
    return tuple(_after(rulebook, answers).undecided_actions())


def is_drawn(rulebook: Rulebook) -> bool:
    """Whether what can still change is always told by diagrams, and never searched: they did not grow too large."""
    return outlook(rulebook).is_drawn


def _after(rulebook: Rulebook, answers: Answers, but: str = "") -> Prospect:
    """What can still change after the answers, one of them left out."""
    given = given_values(rulebook, answers)
    if but in given:
        given = {name: value for name, value in given.items() if name != but}
    return outlook(rulebook).after(given)


@lru_cache(maxsize=16)
def visibles(rulebook: Rulebook) -> tuple[Visible[Formula], ...]:
    """All that a reader of a plan could see change, each with formulas that all hold when it is so."""
    return stakes(rulebook, FORMULAS).visibles
