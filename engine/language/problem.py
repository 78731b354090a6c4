"""Places, problems and the errors that carry them.

Every error names where it is, what is wrong and what would be right; an error carries all problems that were
found, not the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

_LONGEST_QUOTED, _KEPT_OF_QUOTED = 200, 80
"""How many letters of what somebody wrote are quoted in a sentence, and how many of what is longer."""

_LONGEST_SENTENCE = 10_000
"""Where what is quoted has quotation marks of its own, the sentence ends here."""

_QUOTED = re.compile(r"(?<!\w)'([^']*)'(?!\w)")


class Place(msgspec.Struct, frozen=True, order=True, omit_defaults=True, gc=False):
    """Where something stands: a file or an answer's key, with line and column counted from 1 (0: the whole).

    Of a table, `is_cell` is true, the line is a row, and `sheet` names the sheet of a file that has several.
    """

    source: str
    line: int = 0
    column: int = 0
    sheet: str = ""
    is_cell: bool = False

    def __str__(self) -> str:
        if self.is_cell or self.sheet:
            sheet = f", sheet {self.sheet}" if self.sheet else ""
            return f"{self.source}{sheet}" + (f", cell {self.cell}" if self.line else "")
        return f"{self.source}:{self.line}:{self.column}" if self.line else self.source

    @property
    def cell(self) -> str:
        """The row and column as spreadsheets name them: the third column of the fourth row is C4."""
        letters, left = "", self.column
        while left > 0:
            left, letter = divmod(left - 1, 26)
            letters = chr(ord("A") + letter) + letters
        return f"{letters}{self.line}"


class Problem(msgspec.Struct, frozen=True, order=True):
    """One thing that is wrong: the place, a sentence that says what, and a sentence that says what would be right."""

    place: Place
    wrong: str
    right: str = ""

    def __post_init__(self) -> None:
        """Quote the first of what is long, wherever it is quoted: nobody reads a message that holds a book."""
        for name, sentence in (("wrong", self.wrong), ("right", self.right)):
            if len(sentence) > _LONGEST_QUOTED:
                msgspec.structs.force_setattr(self, name, shortened(sentence))

    def __str__(self) -> str:
        return printable(f"{self.place}: {self.wrong}" + (f" {self.right}" if self.right else ""))


class NakanaoriError(Exception):
    """What all errors of nakanaori have in common: `problems`, at least one, in the order of their places."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[object, ...]:
        """How it is pickled and copied: without `__init__`, whose arguments differ from error to error."""
        return _uninitialised, (type(self), self.args), self.__dict__


def _uninitialised(kind: type[NakanaoriError], arguments: tuple[object, ...]) -> NakanaoriError:
    return kind.__new__(kind, *arguments)


class RulebookError(NakanaoriError):
    """A rulebook that cannot be read or does not hold together."""


class CaseError(NakanaoriError):
    """Answers that do not fit the rulebook, or a case file that cannot be read."""


class EngineError(NakanaoriError):
    """An engine that does not exist, is not installed, or cannot hold the rulebook."""


class TraceError(NakanaoriError):
    """A file that is no trace of a consultation."""


def shortened(sentence: str) -> str:
    """The sentence with no more than the first letters of each text that stands in it in quotation marks."""

    def told(quoted: re.Match[str]) -> str:
        return quoted[0] if len(quoted[1]) <= _LONGEST_QUOTED else f"'{quoted[1][:_KEPT_OF_QUOTED]}…'"

    short = _QUOTED.sub(told, sentence)
    return short if len(short) <= _LONGEST_SENTENCE else f"{short[:_LONGEST_SENTENCE]}…"


def printable(text: str) -> str:
    """The text on one line, with what would steer a terminal or hide from the eye written as an escape."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
