"""Grids: rows as they come, until one is too many or no text."""

from __future__ import annotations

from nakanaori.engine.language import Problem
from nakanaori.engine.reading.grid import MOST_COLUMNS, MOST_ROWS, GridDraft


def test_what_lies_between_counts_and_what_comes_after_does_not() -> None:
    problems: list[Problem] = []
    draft = GridDraft("fees.xlsx", "Fees", problems)
    assert all(map(draft.add, ([" a ", ""], [], ["", "b"], ["", ""])))
    grid = draft.grid()
    assert grid is not None
    assert [[cell.typed for cell in row] for row in grid.rows] == [["a"], [], ["", "b"]]
    assert str(grid.rows[2][1].place) == "fees.xlsx, sheet Fees, cell B3"
    assert problems == []


def test_it_is_bounded() -> None:
    for rows, is_refused in (([["a"]] * MOST_ROWS, False), ([["a"]] * (MOST_ROWS + 1), True)):
        draft = GridDraft("fees.csv", "", [])
        assert all(map(draft.add, rows)) is not is_refused
        assert (draft.grid() is None) is is_refused
    assert not GridDraft("fees.csv", "", []).add(["a"] * (MOST_COLUMNS + 1))


def test_control_characters_are_no_text() -> None:
    problems: list[Problem] = []
    draft = GridDraft("fees.csv", "", problems)
    assert not draft.add(["a", "b\x07"])
    assert str(problems[0]).startswith("fees.csv, cell B1: The character U+0007")
    assert draft.grid() is None
