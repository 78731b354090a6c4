"""What a table of rules says of the rulebook that it is to belong to: its questions, findings and actions.

Whoever keeps rules in a spreadsheet writes words into it. Each word becomes an id, and stays the text that a person
reads: `Trip length` is the question `trip-length`. What a question is follows from what stands below it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from ..language import UNLESS, Problem
from ..reading import (
    COLUMNS,
    EFFECTS,
    ELSE,
    HIT,
    OR,
    REASON,
    Grid,
    TextNode,
    title_above,
)
from .column_sketch import ColumnSketch, SketchedQuestion, identity_of, separated

OWN_SECTION = "1"
"""The section that rules cite where a table does not say."""

_CITES, _FIND, _WITHHOLD = "cites", "find", "withhold"
_ACTIONS = ("advise", "lead", _WITHHOLD)
_NAMING = (*EFFECTS, _CITES, "rule")
"""The columns whose cells hold ids."""


class Sketch(msgspec.Struct, frozen=True):
    """What the tables of a file say: the questions by id; what findings, actions and sections are called, by id; in
    which languages reasons are given; and the tables with ids in place of words, by the names of their sheets."""

    questions: dict[str, SketchedQuestion]
    findings: dict[str, str]
    actions: dict[str, str]
    sections: dict[str, str]
    languages: tuple[str, ...]
    tables: dict[str, list[list[str]]]


def sketched(
    grids: Iterable[Grid], problems: list[Problem], language: str | None = None, usual: Sequence[str] = ()
) -> Sketch:
    """What these tables say; what cannot be made sense of is a problem.

    It has the `language` asked for and those in which the tables give reasons; the `usual` ones where that is none.
    """
    tables = [table for grid in grids if (table := _Table(grid)).has_headings(problems)]
    for table in tables:
        table.look_through(problems)
    words = _Words()
    columns: dict[str, list[TextNode]] = {}
    for table in tables:
        for key, cell in table.naming():
            words.written(key, cell.typed)
        for heading, tested, cells in table.tests():
            columns.setdefault(tested, [heading]).extend(cells)
    spoken = dict.fromkeys(spoken for table in tables for spoken in table.languages())
    languages = tuple(dict.fromkeys(((language,) if language else ()) + tuple(spoken))) or tuple(usual)
    questions = {
        tested: ColumnSketch(tested, cells, problems)
        for tested, cells in columns.items()
        if not words.is_finding(tested)
    }
    for tested in questions:
        words.question(tested)
    return Sketch(
        questions={words.question(tested): column.question() for tested, column in questions.items()},
        findings=words.called(_FIND),
        actions=words.called("action"),
        sections=words.called(_CITES) or {OWN_SECTION: OWN_SECTION},
        languages=languages,
        tables={table.grid.sheet: table.written(words, questions, languages) for table in tables},
    )


# tables ---------------------------------------------------------------------------------------------------------------


class _Table:
    """A grid with its headings, by column; known ones are in small letters."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        typed = [at for at, row in enumerate(grid.rows) if any(cell.typed for cell in row)]
        first = [cell.typed for cell in grid.rows[typed[0]] if cell.typed]
        self.head = typed[1] if first[0] == HIT and len(first) == 2 and len(typed) > 1 else typed[0]
        headed = [(at, " ".join(cell.typed.split())) for at, cell in enumerate(grid.rows[self.head]) if cell.typed]
        self.headings = {at: _heading(name) for at, name in headed}
        self.rows = grid.rows[self.head + 1 :]

    def has_headings(self, problems: list[Problem]) -> bool:
        """Whether its headings stand where they must; where they do not, that is a problem."""
        titled = title_above(self.grid.rows[self.head :])
        if titled is not None:
            problems.append(titled)
        return titled is None

    def look_through(self, problems: list[Problem]) -> None:
        """Note what a table of rules cannot do without."""
        if {*EFFECTS}.isdisjoint(self.headings.values()):
            right = "Write what to do below the heading 'advise', and what the rules conclude on the way below 'find'."
            problems.append(Problem(self.grid.place, "No column of the table says what follows.", right))
        if not any(self.tests()):
            right = "Give what it depends on a column of its own, and let the heading say what is asked."
            problems.append(Problem(self.grid.place, "No column of the table says what it depends on.", right))
        if not any(cell.typed for row in self.rows for cell in row):
            wrong = "The table has headings and no row below them."
            problems.append(Problem(self.grid.place, wrong, "Write a row for each rule."))
        for row in self.rows:
            for at, cell in enumerate(row):
                if cell.typed and at not in self.headings:
                    wrong = f"Above '{cell.typed[:40]}' there is no heading."
                    problems.append(Problem(cell.place, wrong, "Say in the row of headings what the column is."))

    def cells(self, at: int) -> list[TextNode]:
        """What stands in a column below its heading, but for `else`."""
        first = min(self.headings)
        cells = [row[at] for row in self.rows if at < len(row) and row[at].typed]
        return [cell for cell in cells if not (at == first and cell.typed.casefold() == ELSE)]

    def naming(self) -> Iterator[tuple[str, TextNode]]:
        """Each cell that holds ids, with its column."""
        for at, heading in self.headings.items():
            if heading in _NAMING:
                yield from ((heading, cell) for cell in self.cells(at))

    def tests(self) -> Iterator[tuple[TextNode, str, list[TextNode]]]:
        """Each column that is a test: its heading, what it tests, and its cells."""
        for at, heading in self.headings.items():
            if heading not in COLUMNS and not _language(heading):
                yield self.grid.rows[self.head][at], _tested(heading)[1], self.cells(at)

    def languages(self) -> list[str]:
        """The languages in which reasons are given."""
        return [language for heading in self.headings.values() if (language := _language(heading))]

    def written(self, words: _Words, columns: dict[str, ColumnSketch], languages: Sequence[str]) -> list[list[str]]:
        """The rows with ids in place of words, and with a column for sections and for the reasons of each language."""
        added = [] if _CITES in self.headings.values() else [_CITES]
        added += [f"{REASON} {language}" for language in languages if language not in self.languages()]
        above = [[cell.typed for cell in row] for row in self.grid.rows[: self.head]]
        width = max(self.headings) + 1
        headings = [self.heading(self.headings.get(at, ""), words) for at in range(width)]
        rows = [*above, [*headings, *added]]
        for row in self.rows:
            cells = [cell.typed for cell in row] + [""] * (width - len(row))
            for at, heading in self.headings.items():
                if row[at : at + 1] and row[at] in self.cells(at):
                    cells[at] = _cell(heading, cells[at], words, columns)
            cites = [OWN_SECTION if name == _CITES and any(cells) else "" for name in added]
            rows.append([*cells, *cites])
        return rows

    @staticmethod
    def heading(heading: str, words: _Words) -> str:
        """A heading with the id of what it tests."""
        if not heading or heading in COLUMNS or _language(heading):
            return heading
        unless, tested = _tested(heading)
        return unless + (words.written(_FIND, tested) if words.is_finding(tested) else words.question(tested))


def _cell(heading: str, text: str, words: _Words, columns: dict[str, ColumnSketch]) -> str:
    """A cell below a heading, with ids in place of words."""
    if heading in _NAMING:
        return words.written(heading, text)
    column = columns.get(_tested(heading)[1])
    return text if column is None or heading in COLUMNS else column.written(text)


def _heading(text: str) -> str:
    """A heading whose own words of the language, where it has any, are in small letters."""
    word, blank, name = text.partition(" ")
    if text.casefold() in COLUMNS:
        return text.casefold()
    return f"{word.casefold()}{blank}{name}" if word.casefold() in (UNLESS, REASON) and name else text


def _tested(heading: str) -> tuple[str, str]:
    """Whether a column is about what must not hold, as it is written, and what it tests."""
    word, _, name = heading.partition(" ")
    return (f"{UNLESS} ", name) if word == UNLESS and name else ("", heading)


def _language(heading: str) -> str:
    """The language of a column of reasons; nothing where it is another."""
    word, _, language = heading.partition(" ")
    return language if word == REASON else ""


# words and ids --------------------------------------------------------------------------------------------------------


class _Words:
    """Which id stands for which word, for each kind of thing that has ids; an id is made when it is first asked for."""

    def __init__(self) -> None:
        self._ids: dict[str, dict[str, str]] = {}

    def is_finding(self, word: str) -> bool:
        """Whether a row finds this."""
        return word in self._ids.get(_FIND, {})

    def question(self, word: str) -> str:
        """The id of a question, which no finding and no column has."""
        return self._id("question", word, (*COLUMNS, *self.called(_FIND)))

    def written(self, column: str, text: str) -> str:
        """What stands in a cell that names things, with their ids; by tags and phases things are named as they are."""
        kind = "action" if column in _ACTIONS else column
        named = [name.strip() for name in separated(text)]
        is_named = [column == _WITHHOLD and ":" in name for name in named]
        return f" {OR} ".join(
            name if known else self._id(kind, name) for name, known in zip(named, is_named, strict=True) if name
        )

    def called(self, kind: str) -> dict[str, str]:
        """The ids of a kind, each with its word."""
        return {identity: word for word, identity in self._ids.get(kind, {}).items()}

    def _id(self, kind: str, word: str, taken: Iterable[str] = ()) -> str:
        known = self._ids.setdefault(kind, {})
        if word not in known:
            known[word] = identity_of(word, (*known.values(), *taken))
        return known[word]
