"""A case: a person's answers, checked against a rulebook."""

from __future__ import annotations

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
    hint,
    nearest,
    normalized,
)

Answer = str | tuple[str, ...] | int
"""An option or `unknown`; the chosen options, in the rulebook's order; or a whole number."""

Answers = Mapping[str, object]
"""Answers as a caller gives them, by question: an option, `unknown`, a list of options, or a whole number."""


class Case(msgspec.Struct, frozen=True):
    """Checked answers in the rulebook's order; `facts` is what conditions test."""

    answers: Mapping[str, Answer]
    facts: Facts


def check_answers(rulebook: Rulebook, answers: Answers) -> Case:
    """The case that `answers` make.

    Raises CaseError naming every unknown question and every answer that its question does not allow.
    """
    if not isinstance(answers, Mapping):
        wrong = f"Answers must be a mapping, not {type(answers).__name__}."
        raise CaseError([Problem(Place("answers"), wrong, 'Write {"question": "option"}.')])
    problems: list[Problem] = []
    checked: dict[str, Answer] = {}
    given = {normalized(key) if isinstance(key, str) else key: answer for key, answer in answers.items()}
    for name, question in rulebook.question.items():
        if name in given:
            answer = check_answer(question, given[name], _place_of_answer(name), problems)
            if answer is not None:
                checked[name] = answer
    for key in given:
        if key not in rulebook.question:
            name = key if isinstance(key, str) else _shown(key)
            wrong = f"There is no question '{name}'."
            problems.append(Problem(_place_of_answer(name), wrong, hint(problems, name, rulebook.question)))
    if problems:
        raise CaseError(problems)
    return Case(checked, {name: _value(answer) for name, answer in checked.items()})


@lru_cache(maxsize=1024)
def _place_of_answer(question: str) -> Place:
    return Place(f"answers.{question}")


def check_answer(
    question: Question, given: object, place: Place, problems: list[Problem], places: Iterable[Place] = ()
) -> Answer | None:
    """The answer that `given` is to `question`, or None and a problem.

    `places` says where each option of a list stands; those without stand at `place`.
    """
    if isinstance(given, str) and given == UNKNOWN:
        return UNKNOWN
    if question.kind == NUMBER:
        if isinstance(given, int) and not isinstance(given, bool) and question.low <= given <= question.high:
            return given
        right = f"Give a whole number from {question.low} to {question.high}, or '{UNKNOWN}'."
        problems.append(Problem(place, f"'{question.id}' is answered by {_shown(given)}.", right))
        return None
    if question.kind == ONE:
        return _option(question, given, place, problems)
    if not isinstance(given, (list, tuple, set, frozenset)):
        right = f"Give a list of options, [] for none of them, or '{UNKNOWN}'."
        wrong = f"'{question.id}' may have several answers and is answered by {_shown(given)}."
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
    if isinstance(given, str) and question.offers(normalized(given)):
        return normalized(given)
    if isinstance(given, str) and given == UNKNOWN:
        right = f"Answer '{question.id}: {UNKNOWN}', or leave it out of the list."
        problems.append(Problem(place, f"'{UNKNOWN}' cannot stand among chosen options.", right))
    elif isinstance(given, str):
        wrong = f"'{question.id}' has no option '{given}'."
        problems.append(Problem(place, wrong, hint(problems, given, question.choices)))
    else:
        right = nearest("", question.choices) or "Give one of its options."
        wrong = f"'{question.id}' takes one option and is answered by {_shown(given)}."
        problems.append(Problem(place, wrong, right))
    return None


def _shown(given: object) -> str:
    """What was given, short enough for a sentence."""
    kinds = {bool: "a truth value", type(None): "nothing"}
    if type(given) in kinds:
        return kinds[type(given)]
    if isinstance(given, (list, tuple, set, frozenset)):
        return "a list"
    if isinstance(given, Mapping):
        return "a mapping"
    try:
        text = repr(given)
    except Exception:
        # Numbers of thousands of digits cannot be written, and strangers' objects may do as they please.
        return f"something of the type {type(given).__name__}"
    return text if len(text) <= 40 else text[:37] + "..."


def _value(answer: Answer) -> Value:
    if isinstance(answer, int):
        return answer
    return frozenset((answer,) if isinstance(answer, str) else answer)
