"""Cases in files: read with care, also those of an older form of a rulebook, and written so that they are read back."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from pathlib import Path

import msgspec
from msgspec.structs import replace

from ..language import NUMBER, CaseError, Place, Problem, Question, Rulebook, hint, nearest, whole_number
from ..reading import ListNode, MappingNode, Node, TextNode, read_bytes, read_document
from .case import Answer, Case, check_answer, check_answers
from .sealed_case import is_sealed

_RULEBOOK, _DATE, _ANSWERS, _DONE = "rulebook", "date", "answers", "done"
_KEYS = (_RULEBOOK, _DATE, _ANSWERS, _DONE)

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

_PLAIN = re.compile(r"[^\W\d]\w*(?:[-.]\w+)*")
_NOT_PLAIN = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null", "_"))
"""Words that some reader of YAML, old or new, takes for a truth value, for nothing or for a number."""


class ResumedCase(msgspec.Struct, frozen=True):
    """What still fits of a saved case; `dropped` says of all else where it stands and why it does not."""

    case: Case
    dropped: tuple[Problem, ...]


def load_case(rulebook: Rulebook, path: Path, data: bytes | None = None) -> Case:
    """The case in a YAML file (`rulebook: …` and `answers: …`, perhaps `date` and `done`); `data` stands in for the
    file's bytes.

    Raises CaseError with every problem found, each at its line and column.
    """
    problems: list[Problem] = []
    resumed = _read(rulebook, path, data, problems)
    if problems or resumed.dropped:
        raise CaseError((*problems, *resumed.dropped))
    return resumed.case


def resumed_case(rulebook: Rulebook, path: Path, data: bytes | None = None) -> ResumedCase:
    """What still fits of the case in a YAML file, which may have been saved when the rulebook was another.

    `data` stands in for the file's bytes.

    Answers to questions that are no more, or that are no more allowed, are dropped: their questions are to be asked
    again. Of one that chose several options the rest is kept when one of them is gone, but where it is nothing or less
    than the question asks for. Ticks of actions that are no more are dropped.

    Raises CaseError when the file cannot be read, is no case, or is for another rulebook.
    """
    problems: list[Problem] = []
    resumed = _read(rulebook, path, data, problems)
    if problems:
        raise CaseError(problems)
    return resumed


def _read(rulebook: Rulebook, path: Path, data: bytes | None, problems: list[Problem]) -> ResumedCase:
    """The case, and apart from what does not fit, the problems that make it none."""
    read = read_bytes(path) if data is None else data
    if isinstance(read, Problem):
        problems.append(read)
        return _NOTHING
    if is_sealed(read):
        right = "Open it with 'nakanaori ask --resume' or 'nakanaori review'."
        problems.append(Problem(Place(str(path)), "The case is sealed with a passphrase.", right))
        return _NOTHING
    root = read_document(str(path), read, problems)
    if not isinstance(root, MappingNode):
        if root is not None:
            right = "Begin it with 'rulebook: …' and 'answers:'."
            problems.append(Problem(root.place, "A case file must be a mapping.", right))
        return _NOTHING
    dropped = [
        Problem(key.place, f"A case file has no key '{key.value}'.", nearest(key.value, _KEYS))
        for key, _ in root.entries
        if key.value not in _KEYS
    ]
    _refuse_other(rulebook, root, problems)
    answers = read_answers(rulebook, _answers_of(root, problems), dropped)
    day = root.get(_DATE)
    case = replace(
        check_answers(rulebook, answers),
        done=_ticks(rulebook, root.get(_DONE), dropped),
        date=None if day is None else _day(day, _DATE, dropped),
    )
    return ResumedCase(case, tuple(sorted(set(dropped))))


_NOTHING = ResumedCase(Case({}, {}, {}), ())


def _refuse_other(rulebook: Rulebook, root: MappingNode, problems: list[Problem]) -> None:
    """Refuse a case that is not for this rulebook."""
    named = root.get(_RULEBOOK)
    if named is None:
        right = f"Add 'rulebook: {rulebook.id}'."
        problems.append(Problem(root.place, "The case does not say for which rulebook it is.", right))
    elif not isinstance(named, TextNode) or named.value != rulebook.id:
        other = named.value if isinstance(named, TextNode) else "something else"
        wrong = f"The case is for the rulebook '{other}', not for '{rulebook.id}'."
        problems.append(Problem(named.place, wrong, "Name the right one with --rulebook."))


def _answers_of(root: MappingNode, problems: list[Problem]) -> tuple[tuple[TextNode, Node], ...]:
    answers = root.get(_ANSWERS)
    if isinstance(answers, MappingNode):
        return answers.entries
    if answers is None:
        problems.append(Problem(root.place, "The case has no answers.", "Add 'answers: {}' or answers."))
    elif not (isinstance(answers, TextNode) and not answers.value):
        problems.append(Problem(answers.place, "'answers' must be a mapping.", "Write 'question: option' lines."))
    return ()


def _ticks(rulebook: Rulebook, node: Node | None, dropped: list[Problem]) -> dict[str, datetime.date]:
    """The actions ticked as done, each with its day; what does not fit is left out, and a problem."""
    if node is None or (isinstance(node, TextNode) and not node.value):
        return {}
    if not isinstance(node, MappingNode):
        dropped.append(Problem(node.place, "'done' must be a mapping.", "Write 'action: 2026-01-31' lines."))
        return {}
    ticked: dict[str, datetime.date] = {}
    for key, value in node.entries:
        if key.value not in rulebook.action:
            wrong = f"There is no action '{key.value}'."
            dropped.append(Problem(key.place, wrong, hint(dropped, key.value, rulebook.action)))
            continue
        day = _day(value, key.value, dropped)
        if day is not None:
            ticked[key.value] = day
    return {action: ticked[action] for action in rulebook.action if action in ticked}


def _day(node: Node, key: str, dropped: list[Problem]) -> datetime.date | None:
    """The day that a file gives for `key`, or None and a problem."""
    if isinstance(node, TextNode) and _DAY.fullmatch(node.value):
        try:
            return datetime.date.fromisoformat(node.value)
        except ValueError:
            pass
    dropped.append(Problem(node.place, f"'{key}' must be a day.", "Write it as year, month and day: 2026-01-31."))
    return None


def read_answers(
    rulebook: Rulebook, entries: Iterable[tuple[TextNode, Node]], problems: list[Problem]
) -> dict[str, Answer]:
    """The answers in a mapping of a file, by question; what does not fit is left out, and a problem."""
    answers: dict[str, Answer] = {}
    for key, node in entries:
        question = rulebook.question.get(key.value)
        if question is None:
            wrong = f"There is no question '{key.value}'."
            problems.append(Problem(key.place, wrong, hint(problems, key.value, rulebook.question)))
            continue
        before = len(problems)
        places = (item.place for item in node.items) if isinstance(node, ListNode) else ()
        answer = check_answer(question, _plain_answer(node, question), node.place, problems, places)
        # Of a list of options what still fits is kept; where nothing does, "none of them" was not meant.
        if isinstance(answer, tuple) and len(problems) > before and len(answer) < max(1, question.least):
            continue
        if answer is not None:
            answers[key.value] = answer
    return answers


def _plain_answer(node: Node, question: Question) -> object:
    """What a file answers to `question`, as `check_answer` takes it: text, a number, a list, or what it refuses."""
    if isinstance(node, ListNode):
        return [item.value if isinstance(item, TextNode) else None for item in node.items]
    if isinstance(node, TextNode):
        number = whole_number(node.value) if question.kind == NUMBER and not question.decimals else None
        return number if number is not None else node.value or None
    return {}


def case_document(rulebook: Rulebook, case: Case) -> str:
    """The case as a YAML file that `load_case` reads back, and that every reader of YAML 1.1 or 1.2 reads alike."""
    lines = [f"rulebook: {_scalar(rulebook.id)}"]
    if case.date is not None:
        lines.append(f"{_DATE}: {_scalar(case.date.isoformat())}")
    lines.append(f"{_ANSWERS}:" if case.answers else f"{_ANSWERS}: {{}}")
    for name, answer in case.answers.items():
        lines.append(f"  {_scalar(name)}: {spelt_answer(answer)}")
    if case.done:
        lines.append(f"{_DONE}:")
    for action, day in case.done.items():
        lines.append(f"  {_scalar(action)}: {_scalar(day.isoformat())}")
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
