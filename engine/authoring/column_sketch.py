"""What the column of a table says of the question in its heading: its kind, its options with their ids, its bounds."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from ..language import (
    DATE,
    NUMBER,
    ONE,
    SEVERAL,
    UNKNOWN,
    Problem,
    day_number,
    is_identifier,
    normalized,
    written_day,
)
from ..reading import EQUAL, NO_LESS, OR, RANGE, TextNode, comparisons, is_like_comparison, misreading

_YES_NO = ("yes", "no")
_TRUTHS = {"true": "yes", "false": "no"}
_MARKS = {**dict.fromkeys("○◯〇", "yes"), **dict.fromkeys("×✕✖", "no")}
_NOT = re.compile(r"not\s+(.+)", re.IGNORECASE | re.DOTALL)
_COUNT = re.compile(r"((?:>=|[≥≧])\s*\d+\s+of\s+)(.+)", re.IGNORECASE | re.DOTALL)
_WITH_UNIT = re.compile(r"(.+?)\s*[(（]([^()（）]+)[)）]")
_DASH = re.compile("[-‐‑–—―−ー－]+")
_LONGEST = 60

_ANY = "Leave the cell empty where any answer will do, or write a word."
_COMPARED = "Write >= 15.5, < 15.5 or 1..15.5; where words are meant, let them begin with one."
_IS = {ONE: "no number and no day", NUMBER: "a number or a comparison", DATE: "a day or a comparison of days"}
_ARE = {ONE: "words", NUMBER: "numbers or comparisons", DATE: "days or comparisons"}
_RIGHT = {
    ONE: "Say in words what is meant, such as 'No. 2'; or compare in all its cells, as in >= 2.",
    NUMBER: "Write a comparison, such as >= 15.5, < 15.5 or 1..15.5; or words into all its cells.",
    DATE: "Write a day or a comparison, such as 2024-04-01 or >= 2024-04-01; or words into all its cells.",
}
"""How an odd cell, the others of its column, and what would be right are told, by their kinds."""


class SketchedQuestion(msgspec.Struct, frozen=True):
    """A question: what it is called, its kind, and its options by id with what they are called; or its bounds as they
    are written, how many decimals it has, and the `unit` that its heading names in brackets."""

    label: str
    kind: str
    options: dict[str, str] = {}
    low: str = ""
    high: str = ""
    decimals: int = 0
    unit: str = ""


def identity_of(word: str, taken: Iterable[str]) -> str:
    """An id for a word, none of those taken: what cannot stand in an id becomes a hyphen, a sign alone its name."""
    text = normalized(unicodedata.normalize("NFKC", word)).casefold()
    if len(text) == 1 and not is_identifier(f"a{text}"):
        text = unicodedata.name(text, text).casefold()
    kept = "".join(letter if letter == "." or is_identifier(f"a{letter}") else "-" for letter in text)
    made = re.sub(r"[-.]*-[-.]*|\.{2,}", "-", kept).strip("-.")[:_LONGEST].strip("-.")
    if not is_identifier(made) or made in (*_TRUTHS, UNKNOWN):
        made = f"a-{made}" if made else "a"
    known = {*taken}
    return next(
        one for number in range(len(known) + 2) if (one := f"{made}-{number + 1}" if number else made) not in known
    )


def separated(text: str) -> list[str]:
    """What a cell names, each by itself."""
    return text.replace("｜", OR).split(OR)


class ColumnSketch:
    """What the cells below the heading of a question say of it; `ids` are those of its options."""

    def __init__(self, label: str, cells: Sequence[TextNode], problems: list[Problem]) -> None:
        heading, *below = cells
        self.label = label
        telling = [cell for cell in below if not _says_nothing(cell.typed)]
        self.texts = [cell.typed for cell in telling]
        if not self.texts:
            right = "Write into its cells what it has to be, or delete the column."
            problems.append(Problem(heading.place, f"Nothing stands below '{label}'.", right))
        self.has_counts = any(map(_COUNT.fullmatch, self.texts))
        refusals = [*self._refusals(telling)]
        problems += refusals
        self.worded = [text for text in self.texts if not self._is_bare_count(text)]
        self.ends = [part.end for text in self.texts for part in comparisons(text)]
        self.kind = ONE if refusals else self._kind()
        self.ids: dict[str, str] = {}
        if self.kind in (ONE, SEVERAL):
            self._name_options()

    def _kind(self) -> str:
        kinds = {*map(self._kind_of, self.texts)}
        return SEVERAL if self.has_counts else kinds.pop() if len(kinds) == 1 else ONE

    def _kind_of(self, text: str) -> str:
        """The kind of question to which a cell belongs: ONE for words, of which a unit after a number is one."""
        parts = comparisons(text)
        if not parts or self._is_bare_count(text) or all(part.unit and part.sign == EQUAL for part in parts):
            return ONE
        kinds = {DATE if part.is_day else NUMBER for part in parts}
        return kinds.pop() if len(kinds) == 1 else ONE

    def _is_count(self, text: str) -> bool:
        return bool(_COUNT.fullmatch(text)) or self._is_bare_count(text)

    def _is_bare_count(self, text: str) -> bool:
        """Whether a cell says how many options at least, whichever: `>= 2`, where others say of which."""
        return self.has_counts and [part.sign for part in comparisons(text)] == [NO_LESS]

    def _refusals(self, cells: Sequence[TextNode]) -> Iterator[Problem]:
        """What is wrong with cells of which some compare with numbers or days, and others cannot be read so.

        Read as words they would lose what they ask for.
        """
        amount = Counter(self._kind_of(cell.typed) for cell in cells)
        readable: list[TextNode] = []
        for cell in cells:
            is_word = self._kind_of(cell.typed) == ONE
            if _DASH.fullmatch(cell.typed):
                yield Problem(cell.place, f"'{cell.typed}' is a dash alone.", _ANY)
                continue
            misread = misreading(cell, "the unit goes into the heading, in brackets")
            if misread is not None and not (is_word and comparisons(cell.typed) and not amount[NUMBER]):
                yield misread
            elif is_word and is_like_comparison(cell.typed) and not self._is_count(cell.typed):
                yield Problem(cell.place, f"'{cell.typed}' is no comparison that can be read.", _COMPARED)
            else:
                readable.append(cell)
        kinds = Counter(self._kind_of(cell.typed) for cell in readable)
        usual = ONE if self.has_counts else max(kinds, key=lambda kind: (kinds[kind], kind != ONE), default=ONE)
        for cell in readable:
            kind = self._kind_of(cell.typed)
            if kind != usual:
                yield Problem(
                    cell.place,
                    f"'{cell.typed}' is {_IS[kind]}, and other cells below '{self.label}' are {_ARE[usual]}.",
                    _RIGHT[usual],
                )

    def _name_options(self) -> None:
        """Make ids of the options. A cell such as `not yet` is one of them, unless `yet` is."""
        bare = {word for text in self.worded if not _NOT.fullmatch(text) for word in _options(text)}
        for text in self.worded:
            negated = _NOT.fullmatch(text)
            words = _options(negated[1]) if negated else []
            for word in words if len(words) > 1 or not bare.isdisjoint(words) else _options(text):
                if word not in self.ids:
                    self.ids[word] = {**_TRUTHS, **_MARKS}.get(word.casefold()) or identity_of(word, self.ids.values())

    def question(self) -> SketchedQuestion:
        """The question, as far as the cells tell. Bounds are guessed, with room above and below."""
        if self.kind == DATE:
            days = [day for end in self.ends if (day := day_number(end)) is not None]
            first, last = (int(written_day(day)[:4]) for day in (min(days), max(days)))
            return SketchedQuestion(self.label, DATE, low=f"{first - 1}-01-01", high=f"{last + 1}-12-31")
        if self.kind == NUMBER:
            values = [int(end.replace(",", "").split(".")[0]) for end in self.ends]
            decimals = max(len(end.partition(".")[2]) for end in self.ends)
            high = 10 ** len(str(max(1, *values)))
            with_unit = _WITH_UNIT.fullmatch(self.label)
            label, unit = with_unit.groups() if with_unit else (self.label, "")
            return SketchedQuestion(
                label, NUMBER, low=str(min(0, *values)), high=str(high), decimals=decimals, unit=unit
            )
        return SketchedQuestion(self.label, self.kind, options=self.options())

    def options(self) -> dict[str, str]:
        """The options by id, with what they are called; where a column has a single one, another is added."""
        options = {identity: word for word, identity in self.ids.items()}
        if {*options} <= {*_YES_NO}:
            missing = {} if {*options.values()}.isdisjoint(_MARKS) else {"yes": "○", "no": "×"}
            words = {name: options.get(name, missing.get(name, name)) for name in _YES_NO}
            return {name: name if word.casefold() in _TRUTHS else word for name, word in words.items()}
        return options if len(options) > 1 else {**options, "other": "other"}

    def written(self, text: str) -> str:
        """A cell with ids in place of words."""
        if self.kind in (NUMBER, DATE) or _says_nothing(text) or self._is_bare_count(text):
            return text
        negated = _NOT.fullmatch(text) if text not in self.ids else None
        if negated:
            return f"not {self._listed(negated[1])}"
        counted = _COUNT.fullmatch(text)
        return f"{counted[1]}{self._listed(counted[2])}" if counted else self._listed(text)

    def _listed(self, text: str) -> str:
        named = (RANGE.join(self.ids.get(end.strip(), end) for end in name.split(RANGE)) for name in separated(text))
        return f" {OR} ".join(name.strip() for name in named)


def _says_nothing(text: str) -> bool:
    """Whether a cell tells nothing about what its question asks for."""
    return text.casefold() in (UNKNOWN, f"not {UNKNOWN}")


def _options(text: str) -> list[str]:
    """The options that a cell names."""
    counted = _COUNT.fullmatch(text)
    named = separated(counted[2] if counted else text)
    return [end.strip() for name in named for end in name.split(RANGE) if end.strip()]
