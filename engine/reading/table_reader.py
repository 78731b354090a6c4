"""Tables of rules: a row of headings, and below it a row for each rule."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import msgspec

from ..language import (
    IDENTIFIER_FORM,
    UNLESS,
    WHEN,
    Place,
    Problem,
    closest,
    hint,
    is_identifier,
    normalized,
)
from .grid import Grid
from .node import MappingNode, Node, TextNode, mapping_node, text_node
from .table_cell import listed, question_test, selection, truth
from .text_values import mention_values
from .vocabulary import FINDING, QUESTION, RULE, Vocabulary

HIT, FIRST, ALL, ELSE = "hit", "first", "all", "else"
REASON, BASIC, WITHHOLD = "reason", "basic", "withhold"
EFFECTS = ("advise", "find", WITHHOLD, "lead")
LISTED = ("cites", "advise", "find", "lead")
"""The columns whose cells hold one or several ids."""

_BEHIND = {UNLESS: "a question or a finding", REASON: "a language"}
"""What stands in a heading behind its first word."""

COLUMNS = (RULE, "cites", BASIC, *EFFECTS)
"""The columns that are keys of a rule; all others are tests or reasons."""


class Column(msgspec.Struct, frozen=True):
    """A column: its `key` is one of COLUMNS, REASON with a language as `name`, or WHEN or UNLESS with what it tests.

    `heading` is where that name stands.
    """

    key: str
    name: str
    heading: TextNode


class Row(msgspec.Struct, frozen=True):
    """A row: the `entry` that YAML would have for its rule, and the `row` as spreadsheets count.

    `is_idle`: it does nothing, and takes its cases from the rows below. `is_rest`: it is what `else` stands for.
    """

    row: int
    identity: TextNode
    entry: MappingNode
    is_named: bool
    is_idle: bool
    is_rest: bool


class RuleTable(msgspec.Struct, frozen=True):
    """A table: `first` of the rows that hold counts alone, or all of them do; `questions` are those it tests.

    `reasons` are by language and by the rules' ids; `cells` are all there is, as it is written.
    """

    name: str
    place: Place
    first: bool
    rows: tuple[Row, ...]
    questions: tuple[str, ...]
    reasons: dict[str, dict[str, str]]
    cells: tuple[tuple[TextNode, ...], ...]


def read_table(
    grid: Grid, name: str, vocabulary: Vocabulary, languages: Collection[str] | None = None
) -> RuleTable | None:
    """The table in a grid, called `name`; what is amiss is a problem of the vocabulary.

    Reasons are in `languages` (None: in any).
    """
    return _TableReading(grid, name, vocabulary, languages).table()


def title_above(rows: Sequence[Sequence[TextNode]]) -> Problem | None:
    """The problem that of these rows, the first with content being taken for the headings, a later one holds them."""
    typed = [cells for row in rows if (cells := [cell for cell in row if cell.typed])]
    at = next((at for at, cells in enumerate(typed) if any(cell.typed.casefold() in EFFECTS for cell in cells)), 0)
    if at and len(typed[at]) < 2:
        return None
    at -= bool(at) and typed[at - 1][0].typed == HIT
    if not at:
        return None
    title, headings = typed[0][0], typed[at][0]
    right = f"The first row must be the headings: delete what stands above cell {headings.place.cell}."
    return Problem(title.place, f"'{title.typed[:40]}' stands above the headings.", right)


class _TableReading:
    def __init__(self, grid: Grid, name: str, vocabulary: Vocabulary, languages: Collection[str] | None) -> None:
        self.grid = grid
        self.name = table_id(name)
        self.vocabulary = vocabulary
        self.problems = vocabulary.problems
        self.languages = languages
        self.reasons: dict[str, dict[str, str]] = {}
        self.headed: set[int] = set()
        self.start = 0

    def table(self) -> RuleTable | None:
        if not self.name:
            wrong = f"The table's name '{self.grid.sheet}' holds nothing of which an id could be made."
            self.refuse(self.grid.place, wrong, f"Use {IDENTIFIER_FORM}.")
            return None
        numbered = [(number, cells) for number, cells in enumerate(self.grid.rows, start=1) if any(map(_typed, cells))]
        said = self.hit(numbered[0][1])
        if said is not None:
            numbered.pop(0)
        if not numbered:
            self.refuse(self.grid.place, "The table has no headings.", "Write what each column is into its first cell.")
            return None
        titled = title_above([cells for _, cells in numbered])
        if titled is not None:
            self.problems.append(titled)
            return None
        columns = self.columns(numbered.pop(0)[1])
        if not numbered:
            self.refuse(self.grid.place, "The table has headings and no row below them.", "Write a row for each rule.")
        rest = [number for number, cells in numbered if self.is_rest(cells)]
        for number, cells in numbered:
            if number in rest and number != numbered[-1][0]:
                self.refuse(_place(cells), f"'{ELSE}' stands above other rows.", "Let it be the last row.")
        if rest and said == ALL:
            place = _place(numbered[-1][1])
            self.refuse(place, f"'{ELSE}' stands in a table of which all rows count.", f"Write '{HIT},{FIRST}' above.")
        rows = tuple(self.row(number, cells, columns) for number, cells in numbered)
        return RuleTable(
            name=self.name,
            place=self.grid.place,
            first=said == FIRST or (said is None and bool(rest)),
            rows=rows,
            questions=tuple(dict.fromkeys(one.name for one in columns if one is not None and self.is_question(one))),
            reasons=self.reasons,
            cells=self.grid.rows,
        )

    def refuse(self, place: Place, wrong: str, right: str) -> None:
        self.problems.append(Problem(place, wrong, right))

    # above the rows ---------------------------------------------------------------------------------------------------

    def hit(self, cells: tuple[TextNode, ...]) -> str | None:
        """Which rows count, where the first line says so."""
        typed = [cell for cell in cells if cell.typed]
        if typed[0].value != HIT or len(typed) > 2:
            return None
        if self.vocabulary.declares(HIT, QUESTION, FINDING) and (len(typed) < 2 or typed[1].value not in (FIRST, ALL)):
            return None
        said = typed[1].value if len(typed) == 2 else ""
        if said not in (FIRST, ALL):
            self.refuse(typed[-1].place, f"'{HIT}' is '{said}'.", f"Write {FIRST} or {ALL} into the cell beside it.")
        return said

    def columns(self, headings: tuple[TextNode, ...]) -> list[Column | None]:
        """What the columns are; None where that cannot be told, and cells below are not looked at."""
        columns: list[Column | None] = []
        seen: dict[tuple[str, str], TextNode] = {}
        self.headed = {at for at, heading in enumerate(headings) if heading.typed}
        self.start = min(self.headed)
        for heading in headings:
            column = self.column(heading) if heading.typed else None
            if column is not None:
                first = seen.setdefault((column.key, column.name), heading)
                if first is not heading:
                    wrong = f"The column '{heading.value}' stands twice."
                    self.refuse(heading.place, wrong, f"Keep one; the first is in cell {first.place.cell}.")
                    column = None
            columns.append(column)
        return columns

    def column(self, heading: TextNode) -> Column | None:
        word, _, name = heading.value.partition(" ")
        name = name.strip()
        if heading.value in COLUMNS:
            return Column(heading.value, "", heading)
        if word == REASON and name:
            return self.reason(heading, name)
        if word in (UNLESS, REASON) and not name and not self.vocabulary.declares(word, QUESTION, FINDING):
            self.refuse(heading.place, f"The heading '{word}' names nothing.", f"Write {_BEHIND[word]} behind it.")
            return None
        key, tested = (UNLESS, name) if word == UNLESS and name else (WHEN, heading.value)
        named = heading.part(len(word), len(heading.typed)) if key == UNLESS else heading
        self.vocabulary.mention_fact(named)
        if self.vocabulary.declares(tested, QUESTION, FINDING):
            return Column(key, tested, named)
        if not (self.vocabulary.is_in_doubt(QUESTION) or self.vocabulary.is_in_doubt(FINDING)):
            self.refuse(heading.place, f"There is no column '{heading.value}'.", self.meant(tested))
        return None

    def meant(self, heading: str) -> str:
        """A sentence that offers the column that was meant."""
        known = (*COLUMNS, *self.vocabulary.ids(QUESTION), *self.vocabulary.ids(FINDING))
        if closest(heading, known) is not None:
            return hint(self.problems, heading, known)
        return f"Name a question, a finding, {', '.join(COLUMNS)}, or reason and a language."

    def reason(self, heading: TextNode, language: str) -> Column | None:
        if self.languages is not None and language not in self.languages:
            wrong = f"The rulebook has no language '{language}'."
            self.refuse(heading.place, wrong, hint(self.problems, language, self.languages))
            return None
        self.reasons.setdefault(language, {})
        return Column(REASON, language, heading)

    def is_question(self, column: Column) -> bool:
        return column.key in (WHEN, UNLESS) and column.name in self.vocabulary.questions

    # rows -------------------------------------------------------------------------------------------------------------

    def row(self, number: int, cells: tuple[TextNode, ...], columns: list[Column | None]) -> Row:
        is_rest = self.is_rest(cells)
        filled = [
            (cell, column)
            for cell, column in self.filled(cells, columns)
            if not (is_rest and cell is cells[self.start])
        ]
        start = _place(cells)
        named = next((cell for cell, column in filled if column.key == RULE), None)
        identity = named or text_node(f"{self.name}-row-{number}", start)
        entries: dict[str, Node] = {RULE: identity}
        tests: dict[str, list[tuple[TextNode, Node]]] = {}
        for cell, column in filled:
            if column.key in (WHEN, UNLESS):
                if is_rest:
                    self.refuse(cell.place, f"'{ELSE}' is asked for '{cell.typed}'.", "Leave the cell empty.")
                elif (node := self.test(cell, column)) is not None:
                    tests.setdefault(column.key, []).append((column.heading, node))
            elif column.key == REASON:
                self.reasons[column.name][identity.value] = cell.typed
                mention_values(cell, self.vocabulary)
            elif column.key != RULE:
                entries[column.key] = _value(cell, column)
        entries |= {key: mapping_node(found, found[0][1].place) for key, found in tests.items()}
        return Row(
            row=number,
            identity=identity,
            entry=mapping_node(((text_node(key, node.place), node) for key, node in entries.items()), start),
            is_named=named is not None,
            is_idle=not any(key in entries for key in EFFECTS),
            is_rest=is_rest,
        )

    def is_rest(self, cells: tuple[TextNode, ...]) -> bool:
        return len(cells) > self.start and cells[self.start].typed.casefold() == ELSE

    def filled(self, cells: tuple[TextNode, ...], columns: list[Column | None]) -> Iterator[tuple[TextNode, Column]]:
        """The cells that hold something, with their columns."""
        for at, cell in enumerate(cells):
            if not cell.typed:
                continue
            column = columns[at] if at < len(columns) else None
            if column is not None:
                yield cell, column
            elif at not in self.headed:
                self.headed.add(at)
                wrong = f"Above '{cell.typed[:40]}' there is no heading."
                self.refuse(cell.place, wrong, "Say in the row of headings what the column is.")

    def test(self, cell: TextNode, column: Column) -> Node | None:
        question = self.vocabulary.questions.get(column.name)
        return truth(cell) if question is None else question_test(cell, question, self.problems)


def _value(cell: TextNode, column: Column) -> Node:
    """What a cell holds that is no test."""
    if column.key == WITHHOLD:
        return selection(cell)
    return truth(cell) if column.key == BASIC else listed(cell)


def _typed(cell: TextNode) -> bool:
    return bool(cell.typed)


def _place(cells: tuple[TextNode, ...]) -> Place:
    """Where a row begins."""
    return cells[0].place


def table_id(name: str) -> str:
    """A table's name as part of an id: what cannot be in one becomes a hyphen."""
    kept = (character if is_identifier(f"a{character}") else " " for character in normalized(name))
    identity = "-".join("".join(kept).split())
    return identity if is_identifier(f"{identity}-row-1") else ""
