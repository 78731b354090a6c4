"""A case: a person's answers, checked against a rulebook."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import chain, repeat
from pathlib import Path

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
    called,
    hint,
    identity,
    nearest,
    plain_number,
    plain_text,
    shown,
    whole_number,
)
from ..reading import ListNode, MappingNode, Node, TextNode, read_bytes, read_document

Answer = str | tuple[str, ...] | int
"""An option or `unknown`; the chosen options, in the rulebook's order; or a whole number."""

Answers = Mapping[str, object]
"""Answers as a caller gives them, by question: an option, `unknown`, a list of options, or a whole number.

Kinds of text and of numbers will do (members of enumerations, numbers of other libraries); a case keeps plain ones.
"""

_PLAIN = re.compile(r"[^\W\d]\w*(?:[-.]\w+)*")
_NOT_PLAIN = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null", "_"))
"""Words that some reader of YAML, old or new, takes for a truth value, for nothing or for a number."""


class Case(msgspec.Struct, frozen=True):
    """Checked answers in the rulebook's order; `facts` is what conditions test."""

    answers: Mapping[str, Answer]
    facts: Facts


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
    return Case(checked, {name: _value(answer) for name, answer in checked.items()})


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
        problems.append(Problem(place, wrong, hint(problems, option, (*question.options, UNKNOWN))))
    else:
        right = nearest("", (*question.options, UNKNOWN)) or "Give one of its options."
        wrong = f"'{question.id}' takes one option and is answered by {shown(given)}."
        problems.append(Problem(place, wrong, right))
    return None


def _value(answer: Answer) -> Value:
    if isinstance(answer, int):
        return answer
    return frozenset((answer,) if isinstance(answer, str) else answer)


def load_case(rulebook: Rulebook, path: Path, data: bytes | None = None) -> Case:
    """The case in a YAML file (`rulebook: …` and `answers: …`); `data` stands in for the file's bytes.

    Raises CaseError with every problem found, each at its line and column.
    """
    if data is None:
        read = read_bytes(path)
        if isinstance(read, Problem):
            raise CaseError([read])
        data = read
    problems: list[Problem] = []
    root = read_document(str(path), data, problems)
    if root is None:
        raise CaseError(problems)
    answers = read_answers(rulebook, _answers_of(rulebook, root, problems), problems)
    if problems:
        raise CaseError(problems)
    return check_answers(rulebook, answers)


def read_answers(
    rulebook: Rulebook, entries: Iterable[tuple[TextNode, Node]], problems: list[Problem]
) -> dict[str, Answer]:
    """The answers in a mapping of a file, by question; each that does not fit is left out, and a problem."""
    answers: dict[str, Answer] = {}
    for key, node in entries:
        question = rulebook.question.get(key.value)
        if question is None:
            wrong = f"There is no question '{key.value}'."
            problems.append(Problem(key.place, wrong, hint(problems, key.value, rulebook.question)))
            continue
        before = len(problems)
        places = (item.place for item in node.items) if isinstance(node, ListNode) else ()
        answer = check_answer(question, plain_answer(node, question), node.place, problems, places)
        if answer is not None and len(problems) == before:
            answers[key.value] = answer
    return answers


def _answers_of(rulebook: Rulebook, root: Node, problems: list[Problem]) -> tuple[tuple[TextNode, Node], ...]:
    if not isinstance(root, MappingNode):
        right = "Begin it with 'rulebook: …' and 'answers:'."
        problems.append(Problem(root.place, "A case file must be a mapping.", right))
        return ()
    for key, _ in root.entries:
        if key.value not in ("rulebook", "answers"):
            right = nearest(key.value, ("rulebook", "answers"))
            problems.append(Problem(key.place, f"A case file has no key '{key.value}'.", right))
    named = root.get("rulebook")
    if named is None:
        right = f"Add 'rulebook: {rulebook.id}'."
        problems.append(Problem(root.place, "The case does not say for which rulebook it is.", right))
    elif not isinstance(named, TextNode) or named.value != rulebook.id:
        other = named.value if isinstance(named, TextNode) else "something else"
        wrong = f"The case is for the rulebook '{other}', not for '{rulebook.id}'."
        problems.append(Problem(named.place, wrong, "Name the right one with --rulebook."))
    answers = root.get("answers")
    if isinstance(answers, MappingNode):
        return answers.entries
    if answers is None:
        problems.append(Problem(root.place, "The case has no answers.", "Add 'answers: {}' or answers."))
    elif not (isinstance(answers, TextNode) and not answers.value):
        problems.append(Problem(answers.place, "'answers' must be a mapping.", "Write 'question: option' lines."))
    return ()


def plain_answer(node: Node, question: Question) -> object:
    """What a file answers to `question`, as `check_answer` takes it: text, a number, a list, or what it refuses."""
    if isinstance(node, ListNode):
        return [item.value if isinstance(item, TextNode) else None for item in node.items]
    if isinstance(node, TextNode):
        number = whole_number(node.value) if question.kind == NUMBER else None
        return number if number is not None else node.value or None
    return {}


def case_document(rulebook: Rulebook, case: Case) -> str:
    """The case as a YAML file that `load_case` reads back, and that every reader of YAML 1.1 or 1.2 reads alike."""
    lines = [f"rulebook: {_scalar(rulebook.id)}", "answers:" if case.answers else "answers: {}"]
    for name, answer in case.answers.items():
        lines.append(f"  {_scalar(name)}: {spelt_answer(answer)}")
    return "\n".join(lines) + "\n"


def spelt_answer(answer: Answer) -> str:
    """The answer as a case file spells it: `rain`, `'yes'`, `[hat, scarf]`, `7`."""
    if isinstance(answer, int):
        return str(answer)
    return _scalar(answer) if isinstance(answer, str) else f"[{', '.join(map(_scalar, answer))}]"


def _scalar(text: str) -> str:
    """The text as a scalar of YAML, in quotes where it might be read as something else."""
    plain = _PLAIN.fullmatch(text) and text.lower() not in _NOT_PLAIN
    return text if plain else "'" + text.replace("'", "''") + "'"
