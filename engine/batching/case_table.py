"""The table that cases stand in: a row a case, and which of its columns answer which question.

A question has a column called like it, or, where it has several options, one of truth values a `question.option`. Of
any question `question.unknown` may say that it was answered so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from ..language import (
    DATE,
    NUMBER,
    ONE,
    SEVERAL,
    UNKNOWN,
    CaseError,
    EngineError,
    Place,
    Problem,
    Question,
    Rulebook,
    nearest,
)

ID = "id"
"""The column that names a case; where there is none, its row does."""

ROW = "row number"
"""The column with the number of a row, counted from 1; no id has a space."""

TEXT, LIST, WHOLE, FLOAT, NARROW, EXACT, DIGITS, UNITS, DAY, TRUTH, EMPTY, NESTED = (
    *("text", "list", "whole", "float", "narrow", "exact", "digits", "units", "day", "truth", "empty", "nested"),
)
"""What the values of a column can be. Floating point is that of 64 bits, and narrow where it has less; exact are
decimals and whole numbers that may not fit 64 bits with a sign; digits are those of numbers of any type; units are
whole numbers of a question's smallest units; of an empty column all values are missing, and with nested ones nothing
can be done."""

READ_ONE_BY_ONE = (TEXT, NARROW, EXACT)
"""The kinds of numbers and days that are read value by value."""

_OF_IDS = (TEXT, WHOLE, EXACT, DAY, EMPTY)
"""The kinds that are the same text in every backend."""

_ALLOWED = {ONE: (TEXT,), SEVERAL: (LIST,), NUMBER: (WHOLE, FLOAT, UNITS), DATE: (DAY,)}
_RIGHT = {
    ONE: "Let it hold text.",
    SEVERAL: "Let it hold lists of text.",
    NUMBER: "Let it hold numbers.",
    DATE: "Let it hold dates.",
}


class Column(msgspec.Struct, frozen=True):
    """A column: its name and what its values are."""

    name: str
    kind: str


class Given(msgspec.Struct, frozen=True, eq=False):
    """How a table answers a question: in one `column`, or in one an option; `unknown` may be one more."""

    question: Question
    column: Column | None = None
    options: Mapping[str, str] = {}
    unknown: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of all its columns."""
        own = () if self.column is None else (self.column.name,)
        return (*own, *self.options.values(), *((self.unknown,) if self.unknown else ()))


class CaseTable(msgspec.Struct, frozen=True, eq=False):
    """The columns of a table of cases, by the questions that they answer; `id` is the column with the names of cases,
    nothing where there is none."""

    given: tuple[Given, ...]
    id: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of all columns that are read."""
        return (*((self.id,) if self.id else ()), *(name for given in self.given for name in given.columns))


def case_table(rulebook: Rulebook, columns: Iterable[Column], place: Place, *, as_text: bool = False) -> CaseTable:
    """What these columns of a table at `place` answer; with `as_text` any column but of truth values may be of text.

    Raises CaseError naming every column that is none of the rulebook's, or has values of a wrong kind, and EngineError
    as `check_names` does.
    """
    check_names(rulebook)
    problems: list[Problem] = []
    by_name: dict[str, Column] = {}
    for column in columns:
        if column.name in by_name:
            problems.append(Problem(place, f"The column '{column.name}' stands there twice.", "Keep one of them."))
        by_name[column.name] = column
    known = {ID, *rulebook.question}
    known.update(name for question in rulebook.questions for name in _own_columns(question).values())
    problems += [
        Problem(place, f"The column '{column.name}' is no question.", nearest(column.name, rulebook.question))
        for column in by_name.values()
        if column.name not in known
    ]
    if ID in by_name and by_name[ID].kind not in _OF_IDS:
        wrong = f"The column '{ID}' holds values of another kind."
        problems.append(Problem(place, wrong, "Let it hold text or whole numbers."))
    given = tuple(
        made
        for question in rulebook.questions
        if (made := _given(question, by_name, rulebook, place, problems, as_text)).columns
    )
    if problems:
        raise CaseError(problems)
    return CaseTable(given, ID if ID in by_name and by_name[ID].kind != EMPTY else "")


def check_names(rulebook: Rulebook) -> None:
    """Raises EngineError where a question is called like the column that names a case."""
    if ID in rulebook.question:
        wrong = f"The question '{ID}' is called like the column that names a case."
        raise EngineError([Problem(rulebook.question[ID].place, wrong, "Give the question another id.")])


def _own_columns(question: Question) -> dict[str, str]:
    """The columns of truth values that a question may have, by option, and that of `unknown`."""
    options = question.options if question.kind == SEVERAL else ()
    return {option: f"{question.id}.{option}" for option in (*options, UNKNOWN)}


def _given(
    question: Question,
    by_name: Mapping[str, Column],
    rulebook: Rulebook,
    place: Place,
    problems: list[Problem],
    as_text: bool,
) -> Given:
    own = {
        option: name
        for option, name in _own_columns(question).items()
        if name in by_name and name not in rulebook.question and by_name[name].kind != EMPTY
    }
    problems += [
        Problem(place, f"The column '{name}' holds no truth values.", "Let it hold true and false.")
        for name in own.values()
        if by_name[name].kind not in ((TRUTH, TEXT) if as_text else (TRUTH,))
    ]
    unknown = own.pop(UNKNOWN, "")
    column = by_name.get(question.id)
    if column is not None and column.kind == EMPTY:
        column = None
    if column is not None and own:
        wrong = f"The column '{column.name}' answers what other columns answer too."
        problems.append(Problem(place, wrong, "Keep one column or the others."))
    allowed = (*_ALLOWED[question.kind], *((READ_ONE_BY_ONE if question.numeric else (TEXT,)) if as_text else ()))
    if column is not None and column.kind not in allowed:
        wrong = f"The column '{column.name}' holds values of another kind."
        problems.append(Problem(place, wrong, _RIGHT[question.kind]))
    return Given(question, column, own, unknown)
