"""Other answers than a case has, as they are typed after `--set` and `--unset`."""

from __future__ import annotations

from collections.abc import Iterable

from ..engine.consulting import Case, check_answer, check_answers
from ..engine.language import (
    ONE,
    UNKNOWN,
    CaseError,
    Place,
    Problem,
    Question,
    Rulebook,
    nearest,
    normalized,
)


def supposed(rulebook: Rulebook, case: Case, settings: Iterable[str], unset: Iterable[str]) -> Case:
    """The case with answers set (`question=option`, `question=option,option`, `question=` for none) or left open.

    Raises CaseError with everything that does not fit.
    """
    answers: dict[str, object] = dict(case.answers)
    problems: list[Problem] = []
    named: set[str] = set()
    for option, text in (*(("--set", text) for text in settings), *(("--unset", text) for text in unset)):
        place = Place(f"{option} {text}")
        question = _question(rulebook, option, text, problems)
        if question is None:
            continue
        if question.id in named:
            problems.append(Problem(place, f"'{question.id}' is named twice.", "Name each question once."))
        named.add(question.id)
        answers.pop(question.id, None)
        if option == "--set":
            answers[question.id] = check_answer(question, _typed(question, text), place, problems)
    if not named and not problems:
        problems.append(Problem(Place("--set"), "No other answer is named.", "Add --set QUESTION=OPTION."))
    if problems:
        raise CaseError(problems)
    return check_answers(rulebook, answers)


def _question(rulebook: Rulebook, option: str, text: str, problems: list[Problem]) -> Question | None:
    place = Place(f"{option} {text}")
    name, equals, _ = text.partition("=")
    if bool(equals) is not (option == "--set"):
        right = "Write --set QUESTION=OPTION, or QUESTION= for none of them; --unset takes a question alone."
        problems.append(Problem(place, "There is an '='." if equals else "There is no '='.", right))
        return None
    question = rulebook.question.get(normalized(name.strip()))
    if question is None:
        wrong = f"There is no question '{name.strip()}'."
        problems.append(Problem(place, wrong, nearest(name.strip(), rulebook.question)))
    return question


def _typed(question: Question, text: str) -> object:
    """The answer that stands behind the '=', as a case file would have it."""
    value = text.partition("=")[2].strip()
    options = [option.strip() for option in value.split(",")]
    if question.numeric:
        number = question.read(value)
        return value if number is None else question.answer(number)
    if value == UNKNOWN or (question.kind == ONE and len(options) == 1):
        return value
    return options if value else []
