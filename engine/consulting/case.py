"""A case: a person's answers, checked against a rulebook."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import chain, repeat

import msgspec

from ..language import (
    NUMBER,
    ONE,
    UNKNOWN,
    CaseError,
    Facts,
    Place,
    Problem,
    Question,
    Rulebook,
    Value,
    cached_property,
    called,
    counted,
    hint,
    identity,
    nearest,
    plain_number,
    plain_text,
    shown,
)

Answer = str | tuple[str, ...] | int
"""An option or `unknown`; the chosen options, in the rulebook's order; or a whole number."""

Answers = Mapping[str, object]
"""Answers as a caller gives them, by question: an option, `unknown`, a list of options, or a whole number.

Kinds of text and of numbers will do (members of enumerations, numbers of other libraries); a case keeps plain ones.
"""


class Case(msgspec.Struct, frozen=True, dict=True):
    """Checked answers in the rulebook's order; `facts` is what conditions test: the answers that count, and no others.

    An answer counts where its question has no `only-if`, or where that holds on the answers that count.
    `done` are the actions that the person has ticked, in the rulebook's order, each with the day, and `date` the day of
    the answers; nothing is concluded from either.
    """

    answers: Mapping[str, Answer]
    facts: Facts
    done: Mapping[str, datetime.date] = {}
    date: datetime.date | None = None

    @cached_property
    def aside(self) -> Mapping[str, Answer]:
        """The answers set aside: kept, and counting for nothing."""
        return {name: answer for name, answer in self.answers.items() if name not in self.facts}

    @property
    def given(self) -> Facts:
        """Every answer as a value that could be tested, also those set aside."""
        return {name: _value(answer) for name, answer in self.answers.items()} if self.aside else self.facts


def check_answers(rulebook: Rulebook, answers: Answers) -> Case:
    """The case that `answers` make.

    Raises CaseError naming every unknown question, every question that is answered twice (by keys that are the same id
    and yet not equal), and every answer that its question does not allow.
    """
    if not isinstance(answers, Mapping):
        wrong = f"Answers must be a mapping, not {type(answers).__name__}."
        raise CaseError([Problem(Place("answers"), wrong, 'Write {"question": "option"}.')])
    problems: list[Problem] = []
    checked: dict[str, Answer] = {}
    given = _by_question(rulebook, answers, problems)
    for name, question in rulebook.question.items():
        if name in given:
            answer = check_answer(question, given[name], _place_of_answer(name), problems)
            if answer is not None:
                checked[name] = answer
    if problems:
        raise CaseError(problems)
    return Case(checked, counted(rulebook.questions, {name: _value(answer) for name, answer in checked.items()}))


def _by_question(rulebook: Rulebook, answers: Answers, problems: list[Problem]) -> dict[str, object]:
    """The answers by the ids of their questions, which the keys given need not be equal to."""
    given: dict[str, object] = {}
    for key, answer in answers.items():
        name = identity(key)
        if name is None or name not in rulebook.question:
            said = called(key)
            right = hint(problems, said, rulebook.question)
            problems.append(Problem(_place_of_answer(said), f"There is no question '{said}'.", right))
        elif name in given:
            problems.append(Problem(_place_of_answer(name), f"'{name}' is answered twice.", "Answer it once."))
        else:
            given[name] = answer
    return given


@lru_cache(maxsize=1024)
def _place_of_answer(question: str) -> Place:
    return Place(f"answers.{question}")


def check_answer(
    question: Question, given: object, place: Place, problems: list[Problem], places: Iterable[Place] = ()
) -> Answer | None:
    """The answer that `given` is to `question`, or None and a problem.

    `places` says where each option of a list stands; those without stand at `place`.
    """
    if plain_text(given) == UNKNOWN:
        return UNKNOWN
    if question.kind == NUMBER:
        number = plain_number(given)
        if number is not None and question.low <= number <= question.high:
            return number
        right = f"Give a whole number from {question.low} to {question.high}, or '{UNKNOWN}'."
        problems.append(Problem(place, f"'{question.id}' is answered by {shown(given)}.", right))
        return None
    if question.kind == ONE:
        return _option(question, given, place, problems)
    if not isinstance(given, (list, tuple, set, frozenset)):
        right = f"Give a list of options, [] for none of them, or '{UNKNOWN}'."
        wrong = f"'{question.id}' may have several answers and is answered by {shown(given)}."
        problems.append(Problem(place, wrong, right))
        return None
    chosen: set[str] = set()
    for item, where in zip(given, chain(places, repeat(place)), strict=False):
        option = _option(question, item, where, problems)
        if option in chosen:
            problems.append(Problem(where, f"'{option}' is chosen twice.", "Name it once."))
        elif option is not None:
            chosen.add(option)
    return tuple(option for option in question.options if option in chosen)


def _option(question: Question, given: object, place: Place, problems: list[Problem]) -> str | None:
    option = identity(given)
    if option is not None and question.offers(option):
        return option
    if option == UNKNOWN:
        right = f"Answer '{question.id}: {UNKNOWN}', or leave it out of the list."
        problems.append(Problem(place, f"'{UNKNOWN}' cannot stand among chosen options.", right))
    elif option is not None:
        wrong = f"'{question.id}' has no option '{option}'."
        problems.append(Problem(place, wrong, hint(problems, option, question.choices)))
    else:
        right = nearest("", question.choices) or "Give one of its options."
        wrong = f"'{question.id}' takes one option and is answered by {shown(given)}."
        problems.append(Problem(place, wrong, right))
    return None


def _value(answer: Answer) -> Value:
    if isinstance(answer, int):
        return answer
    return frozenset((answer,) if isinstance(answer, str) else answer)
