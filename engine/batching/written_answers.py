"""Answers as files write them: as people do, in one cell or in several; read once for all rows that say the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from ..consulting import check_answer
from ..language import DATE, SEVERAL, UNKNOWN, Place, Problem, Question, Value, plain_answer
from .case_table import CaseTable, Given

_SEPARATOR = "|"
_MOST_REMEMBERED = 100_000
"""For how many different answers to a question it is kept what they are."""


class WrittenAnswers:
    """Answers to a question as they are written, each read once: the value that tests know, or what is wrong.

    People write white space around them, and several options in one text.
    """

    def __init__(self, question: Question, *, as_people_write: bool = True) -> None:
        self._question, self._as_people_write = question, as_people_write
        self._known: dict[object, Value | str] = {}

    def value(self, written: object) -> Value | str:
        """The value, or the sentence that says why it is none."""
        key = tuple(written) if isinstance(written, list) else written
        try:
            known = self._known.get((type(written), key))
        except TypeError:
            return self._read(written)
        if known is None:
            known = self._read(written)
            if len(self._known) < _MOST_REMEMBERED:
                self._known[type(written), key] = known
        return known

    def _read(self, written: object) -> Value | str:
        if isinstance(written, list) and None in written:
            return f"Among the options of '{self._question.id}' there is a null. Leave it out."
        problems: list[Problem] = []
        answer = check_answer(self._question, self._given(written), Place(""), problems)
        if answer is None or problems:
            return " ".join(" ".join(filter(None, (problem.wrong, problem.right))) for problem in problems)
        return self._question.value(answer)

    def _given(self, written: object) -> object:
        """What is written as a case would say it: several options in a cell as `a | b`, none of them as `[]`."""
        question = self._question
        if isinstance(written, list):
            return UNKNOWN if written == [UNKNOWN] else written
        if isinstance(written, float):
            return plain_answer(Decimal(repr(written)))
        if isinstance(written, Decimal):
            return plain_answer(written)
        if isinstance(written, date):
            return written.isoformat()
        if not isinstance(written, str) or not self._as_people_write:
            return written
        text = written.strip()
        if question.kind == SEVERAL and text != UNKNOWN:
            return [] if text == "[]" else [part.strip() for part in text.split(_SEPARATOR)]
        if question.numeric and question.kind != DATE and not question.decimals and text != UNKNOWN:
            number = question.read(text)
            return written if number is None else number
        return text


_TRUE, _FALSE = ("true", "1"), ("false", "0")


def as_answers(
    given: Given, values: Mapping[str, Sequence[object]], count: int, wrong: dict[int, list[str]]
) -> Iterable[object]:
    """The answers as they are written, put together from the columns of a question."""
    own = values[given.column.name] if given.column is not None else [None] * count
    if not given.options and not given.unknown:
        return own
    return [_put_together(given, values, own[at], at, wrong) for at in range(count)]


def _put_together(
    given: Given, values: Mapping[str, Sequence[object]], own: object, at: int, wrong: dict[int, list[str]]
) -> object:
    def truth(name: str) -> bool | None:
        said = values[name][at]
        if said is None or isinstance(said, bool):
            return said
        text = str(said).strip().lower()
        if text not in (*_TRUE, *_FALSE):
            wrong.setdefault(at, []).append(f"'{name}' is neither true nor false. Write 'true' or 'false'.")
            return None
        return text in _TRUE

    said = {option: truth(name) for option, name in given.options.items()}
    unknown = truth(given.unknown) if given.unknown else None
    chosen = [option for option, is_so in said.items() if is_so]
    answer = own if own is not None else chosen if any(is_so is not None for is_so in said.values()) else None
    if not unknown:
        return answer
    if answer in (None, []):
        return UNKNOWN
    wrong.setdefault(at, []).append(f"'{given.question.id}' is answered, and said to be unknown. Leave one out.")
    return None


def reasons(table: CaseTable, row: Mapping[str, object]) -> tuple[str, ...]:
    """Why the answers of a row are not allowed, a sentence each."""
    values = {name: [value] for name, value in row.items()}
    wrong: dict[int, list[str]] = {}
    said: list[str] = []
    for given in table.given:
        (written,) = as_answers(given, values, 1, wrong)
        value = None if written is None else WrittenAnswers(given.question, as_people_write=False).value(written)
        if isinstance(value, str):
            said.append(value)
    said += wrong.get(0, [])
    return tuple(said) or ("An answer is written in another way than the rulebook writes it.",)
