"""A case: a person's answers, checked against a rulebook."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import lru_cache
from itertools import chain, repeat

import msgspec

from ..language import (
    DATE,
    ONE,
    SEVERAL,
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
    plain_answer,
    plain_number,
    plain_text,
    shown,
)

Answer = str | tuple[str, ...] | int
"""An option or `unknown`; the chosen options, in the rulebook's order; a whole number; or, as text, a number with
decimals (`7.5`) or a day (`2024-04-01`)."""

Answers = Mapping[str, object]
"""Answers as a caller gives them, by question: an option, `unknown`, a list of options, a whole number, or the text of
a number with decimals or of a day.

Kinds of text and of numbers will do (members of enumerations, numbers of other libraries); a case keeps plain ones.
"""


class Case(msgspec.Struct, frozen=True, dict=True):
    """Checked answers in the rulebook's order; `facts` is what conditions test: the answers that count, and no others.

    An answer counts where its question has no `only-if`, or where that holds on the answers that count. `given` is
    every answer as a value that could be tested, also those set aside. `done` are the actions that the person has
    ticked, in the rulebook's order, each with the day, and `date` the day of the answers; nothing is concluded from
    either.
    """

    answers: Mapping[str, Answer]
    given: Facts
    facts: Facts
    done: Mapping[str, datetime.date] = {}
    date: datetime.date | None = None

    @cached_property
    def aside(self) -> Mapping[str, Answer]:
        """The answers set aside: kept, and counting for nothing."""
        return {name: answer for name, answer in self.answers.items() if name not in self.facts}


def check_answers(rulebook: Rulebook, answers: Answers) -> Case:
    """The case that `answers` make.

    Raises CaseError naming every unknown question, every question that is answered twice (by keys that are the same id
    and yet not equal), and every answer that its question does not allow.
    """
    checked = _checked(rulebook, answers)
    values = _values(rulebook, checked)
    return Case(checked, values, counted(rulebook.questions, values))


def given_values(rulebook: Rulebook, answers: Answers) -> Facts:
    """What is `given` in the case that `answers` make, in the order of the answers and without the case.

    Raises CaseError as `check_answers` does.
    """
    values = _plain_values(rulebook, answers)
    if values is None:
        checked = _values(rulebook, _checked(rulebook, answers))
        values = {name: checked[name] for name in filter(None, map(identity, answers))}
    return values


def _plain_values(rulebook: Rulebook, answers: Answers) -> dict[str, Value] | None:
    """The values of answers that are as plain as most are; None where one has to be looked at more closely.

    All answers are looked at before each question, and they are the same ones but for the last.
    """
    if type(answers) is not dict:
        return None
    alone, values = _values_alone(rulebook), {}
    for name, given in answers.items():
        if type(name) is not str or name not in alone:
            return None
        kind = type(given)
        if kind is str:
            value = alone[name].get(given)
        else:
            value = _plain_choice(rulebook.question[name], given) if kind is list or kind is tuple else None
        if value is None:
            return None
        values[name] = value
    return values


@lru_cache(maxsize=16)
def _values_alone(rulebook: Rulebook) -> dict[str, dict[str, Value]]:
    """For each question the values of the words that answer it, each by itself."""
    return {
        question.id: {word: question.value(word) for word in (question.choices if question.kind == ONE else (UNKNOWN,))}
        for question in rulebook.questions
    }


def _plain_choice(question: Question, given: Collection[object]) -> Value | None:
    """The value of a list of options that are text and nothing else, each once; else None."""
    if question.kind != SEVERAL or len(given) < question.least:
        return None
    chosen: set[str] = set()
    for option in given:
        if type(option) is not str or not question.offers(option):
            return None
        chosen.add(option)
    return frozenset(chosen) if len(chosen) == len(given) else None


def _checked(rulebook: Rulebook, answers: Answers) -> dict[str, Answer]:
    """The answers, in the rulebook's order."""
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
    return checked


def _values(rulebook: Rulebook, checked: Mapping[str, Answer]) -> dict[str, Value]:
    questions = rulebook.question
    return {name: questions[name].value(answer) for name, answer in checked.items()}


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
    if question.numeric:
        number = _number(question, given)
        if number is not None and question.low <= number <= question.high:
            return question.answer(number)
        right = f"Give {_wanted_number(question)}, or '{UNKNOWN}'."
        problems.append(Problem(place, f"'{question.id}' is answered by {shown(given)}.", right))
        return None
    if question.kind == ONE:
        return _option(question, given, place, problems)
    if not isinstance(given, (list, tuple, set, frozenset)):
        none = "" if question.least else ", [] for none of them"
        right = f"Give a list of options{none}, or '{UNKNOWN}'."
        wrong = f"'{question.id}' may have several answers and is answered by {shown(given)}."
        problems.append(Problem(place, wrong, right))
        return None
    before = len(problems)
    chosen: set[str] = set()
    for item, where in zip(given, chain(places, repeat(place)), strict=False):
        option = _option(question, item, where, problems)
        if option in chosen:
            problems.append(Problem(where, f"'{option}' is chosen twice.", "Name it once."))
        elif option is not None:
            chosen.add(option)
    if len(problems) == before and len(chosen) < question.least:
        wrong = f"'{question.id}' is answered by {_counted(len(chosen))}."
        right = f"Choose at least {_counted(question.least)}, or answer '{UNKNOWN}'."
        problems.append(Problem(place, wrong, right))
    return tuple(option for option in question.options if option in chosen)


def _number(question: Question, given: object) -> int | None:
    """The number inside that is given: text as people write it, save for whole numbers, which are numbers."""
    if question.kind == DATE:
        text = plain_text(given)
        if text is None:
            return given.toordinal() if type(given) is date else None
        return question.read(text)
    number = plain_number(given)
    if number is not None:
        return number * int(10**question.decimals)
    if not question.decimals:
        return None
    text = plain_text(given)
    if text is not None:
        return question.read(text)
    # Few programs answer with decimals, and who starts a questionnaire does without their module.
    from decimal import Decimal

    if isinstance(given, float):
        # The shortest digits that mean it, which are those that were written; kinds of it are shown in other ways.
        given = Decimal(float.__repr__(given))
    return question.read(str(plain_answer(given))) if isinstance(given, Decimal) else None


def _wanted_number(question: Question) -> str:
    low, high = map(question.answer, (question.low, question.high))
    if question.kind == DATE:
        return f"a day from {low} to {high}, written as '2024-04-01'"
    if question.decimals:
        decimals = "one decimal" if question.decimals == 1 else f"{question.decimals} decimals"
        return f"a number from {low} to {high} with at most {decimals}, written as '7.5'"
    return f"a whole number from {low} to {high}"


def _counted(options: int) -> str:
    return {0: "none of its options", 1: "one of its options"}.get(options, f"{options} of its options")


def _option(question: Question, given: object, place: Place, problems: list[Problem]) -> str | None:
    if type(given) is str and question.offers(given):
        # Most are this plain, and all answers are looked at before each question.
        return given
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
