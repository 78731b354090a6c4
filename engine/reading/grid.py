"""Grids: the cells of a table as a spreadsheet program or a person wrote them, each with its place."""

from __future__ import annotations

import msgspec

from ..language import Place, Problem
from .document import UNWRITTEN
from .node import TextNode, text_node

MOST_ROWS, MOST_COLUMNS = 2_000, 200
"""How large a table may be."""

MOST_LETTERS = 32_767
"""How much a cell may hold: as much as spreadsheet programs let it."""

_LAST_ROW = 1_048_576
"""The last row that spreadsheet programs have; formats without content may reach down to it."""


class Grid(msgspec.Struct, frozen=True):
    """One sheet: its `rows` from the first to the last with content, each of its cells up to the last with content.

    `sheet` is what the file calls it; a CSV file does not.
    """

    place: Place
    sheet: str
    rows: tuple[tuple[TextNode, ...], ...]


class GridDraft:
    """A grid while its file is read, row by row; what is too large or no text becomes a problem."""

    def __init__(self, source: str, sheet: str, problems: list[Problem]) -> None:
        self.place = Place(source, sheet=sheet)
        self.sheet = sheet
        self.problems = problems
        self._rows: list[tuple[TextNode, ...]] = []
        self._empty = 0
        self.is_refused = False

    def cell_place(self, row: int, column: int) -> Place:
        """The place of a cell; rows and columns are counted from 1."""
        return Place(self.place.source, row, column, self.sheet, is_cell=True)

    def add(self, texts: list[str]) -> bool:
        """Take the next row in; whether it may go on."""
        row = len(self._rows) + self._empty + 1
        while texts and not texts[-1].strip():
            texts.pop()
        if not texts:
            self._empty += 1
            if self._empty <= _LAST_ROW:
                return True
            wrong = f"The sheet has more than {_LAST_ROW} rows."
            return self.refuse(self.place, wrong, "Delete the empty ones.")
        if len(self._rows) + self._empty >= MOST_ROWS or len(texts) > MOST_COLUMNS:
            many, what = (MOST_COLUMNS, "columns") if len(texts) > MOST_COLUMNS else (MOST_ROWS, "rows")
            return self.refuse(self.place, f"The table has more than {many} {what}.", "Split it into several tables.")
        for at, text in enumerate(texts, start=1):
            if len(text) > MOST_LETTERS:
                wrong = f"The cell holds more than {MOST_LETTERS} characters."
                return self.refuse(self.cell_place(row, at), wrong, "Write a shorter text.")
        self._rows += [()] * self._empty
        self._empty = 0
        cells = tuple(
            text_node(told := text.strip(), self.cell_place(row, at), 0, len(told))
            for at, text in enumerate(texts, start=1)
        )
        self._rows.append(cells)
        for cell in cells:
            stray = UNWRITTEN.search(cell.typed)
            if stray:
                wrong = f"The character U+{ord(stray[0]):04X} does not belong in a text."
                return self.refuse(cell.place, wrong, "Delete it.")
            if cell.typed.startswith("="):
                wrong = f"The cell holds the formula '{cell.typed}'."
                self.refuse(cell.place, wrong, "Formulas are not computed: write what it comes to.")
        return True

    def refuse(self, place: Place, wrong: str, right: str) -> bool:
        """Note a problem for which nothing of the grid is used."""
        self.problems.append(Problem(place, wrong, right))
        self.is_refused = True
        return False

    def grid(self) -> Grid | None:
        """What was read; None where it was refused or holds nothing."""
        if self.is_refused or not self._rows:
            return None
        return Grid(self.place, self.sheet, tuple(self._rows))
