"""The one table that everything measured goes into."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Row(NamedTuple):
    """A line: what was measured, the figure, how it compares, and a note.

    With `reached` the note is a target, and `reached` whether the figure is within it.
    """

    what: str
    figure: str = ""
    ratio: str = ""
    note: str = ""
    reached: bool | None = None


class Section(NamedTuple):
    """Lines that belong together, under a heading that says how they were measured."""

    heading: str
    rows: Sequence[Row]


def printed(sections: Iterable[Section]) -> str:
    """The sections as one aligned table."""
    kept = list(sections)
    rows = [_cells(row) for section in kept for row in section.rows]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(4)]
    lines: list[str] = []
    for section in kept:
        lines += ["", section.heading]
        lines += [f"  {_aligned(_cells(row), widths)}".rstrip() for row in section.rows]
    return "\n".join(lines[1:])


def missed(sections: Iterable[Section]) -> list[str]:
    """What did not reach its target."""
    return [row.what for section in sections for row in section.rows if row.reached is False]


def _cells(row: Row) -> tuple[str, str, str, str]:
    answer = {True: ": yes", False: ": NO", None: ""}[row.reached]
    return row.what, row.figure, row.ratio, f"{row.note}{answer}"


def _aligned(cells: tuple[str, str, str, str], widths: list[int]) -> str:
    what, figure, ratio, note = cells
    return f"{what:<{widths[0]}}  {figure:>{widths[1]}}  {ratio:<{widths[2]}}  {note}"
