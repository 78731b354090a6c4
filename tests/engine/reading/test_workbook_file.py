"""Spreadsheets of strangers: what they hold as people would type it, and everything that is refused before it harms."""

from __future__ import annotations

import builtins
import datetime
import io
import tracemalloc
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from nakanaori.engine.language import Problem
from nakanaori.engine.reading.workbook_file import MOST_UNPACKED, read_workbook
from tables import repacked, workbook

ROWS = [["weather", "degrees"], ["rain", 3]]


def read(data: bytes) -> tuple[list[list[list[str]]], list[str]]:
    problems: list[Problem] = []
    grids = read_workbook("rules/fees.xlsx", data, problems)
    return [[[cell.typed for cell in row] for row in grid.rows] for grid in grids], [*map(str, problems)]


def test_values_are_as_people_type_them() -> None:
    values = ["a", 3, 3.0, 7.5, True, False, datetime.date(2024, 4, 1), " x ", "1..5", "01"]
    assert read(workbook(("Fees", [values]))) == (
        [[["a", "3", "3", "7.5", "true", "false", "2024-04-01", "x", "1..5", "01"]]],
        [],
    )


def test_every_sheet_with_content_is_a_table() -> None:
    data = workbook(("Fees", ROWS), ("Empty", []), ("料金", ROWS))
    assert read(data) == ([[["weather", "degrees"], ["rain", "3"]]] * 2, [])


def test_a_table_need_not_begin_at_the_top() -> None:
    problems: list[Problem] = []
    (grid,) = read_workbook(
        "rules/fees.xlsx", workbook(("Fees", [[], [], [None, "weather"], [None, "rain"]])), problems
    )
    assert [[cell.typed for cell in row] for row in grid.rows] == [[], [], ["", "weather"], ["", "rain"]]
    assert (str(grid.rows[2][1].place), problems) == ("rules/fees.xlsx, sheet Fees, cell B3", [])


def test_rows_that_no_spreadsheet_has_are_not_waited_for() -> None:
    def claimed(name: str, data: bytes) -> bytes:
        return data.replace(b'<row r="2"', b'<row r="999999999"') if name.endswith("sheet1.xml") else data

    grids, (problem,) = read(repacked(workbook(("Fees", ROWS)), claimed))
    assert grids == []
    assert problem.startswith("rules/fees.xlsx")


def far_away(cell: str) -> Callable[[Any], None]:
    def change(made: Any) -> None:
        made["Fees"][cell] = "x"

    return change


def merged(made: Any) -> None:
    made["Fees"].merge_cells("A1:A2")


def styled(made: Any) -> None:
    for row in range(1, 1500):
        made["Fees"].cell(row, 9).number_format = "0.00"


def test_cells_that_only_look_nice_are_no_content() -> None:
    assert read(workbook(("Fees", ROWS), change=styled)) == ([[["weather", "degrees"], ["rain", "3"]]], [])


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (merged, "rules/fees.xlsx, sheet Fees, cell A1: The cells A1:A2 are merged. Unmerge them, "),
        (far_away("XFD1"), "rules/fees.xlsx, sheet Fees: The table has more than 200 columns."),
        (far_away("A1048576"), "rules/fees.xlsx, sheet Fees: The table has more than 2000 rows."),
    ],
)
def test_sheets_that_are_no_tables(change: Callable[[Any], None], told: str) -> None:
    grids, problems = read(workbook(("Fees", ROWS), change=change))
    assert (grids, len(problems)) == ([], 1)
    assert problems[0].startswith(told)


def test_formulas_are_named_and_never_computed() -> None:
    grids, problems = read(workbook(("Fees", [["weather", "=SUM(A1:A3)"], ["=1+1", "x"]])))
    assert grids == []
    assert [problem.split(". ")[0] for problem in problems] == [
        "rules/fees.xlsx, sheet Fees, cell B1: The cell holds the formula '=SUM(A1:A3)'",
        "rules/fees.xlsx, sheet Fees, cell A2: The cell holds the formula '=1+1'",
    ]


def test_errors_of_the_spreadsheet_are_no_values() -> None:
    _, (problem,) = read(workbook(("Fees", [["#REF!"]])))
    assert problem == "rules/fees.xlsx, sheet Fees, cell A1: The cell holds the error '#REF!'. Write a value."


def test_nothing_at_all() -> None:
    assert read(workbook(("Fees", []))) == (
        [],
        ["rules/fees.xlsx: No sheet holds anything. Write a row of headings and a row for each rule."],
    )


def told_of(data: bytes) -> str:
    grids, problems = read(data)
    assert (grids, len(problems)) == ([], 1)
    return problems[0]


def test_encrypted_truncated_and_other_files() -> None:
    good = workbook(("Fees", ROWS))
    assert "encrypted" in told_of(b"\xd0\xcf\x11\xe0" + bytes(1000))
    for data in (
        good[: len(good) // 2],
        good[:-30],
        b"",
        b"PK\x03\x04",
        b"weather,degrees\n",
        zipped({"a.xml": b"<a/>"}),
    ):
        assert told_of(data).startswith("rules/fees.xlsx: The file is damaged or no spreadsheet.")
    for at in range(40, len(good), 97):
        # Whatever is broken, it is told.
        read(good[:at] + b"\xff" + good[at + 1 :])


def test_a_sheet_that_breaks_off() -> None:
    def cut(name: str, data: bytes) -> bytes:
        return data[:-40] if name.endswith("sheet1.xml") else data

    assert "damaged" in told_of(repacked(workbook(("Fees", ROWS)), cut))


def test_what_unpacks_to_too_much_is_not_unpacked() -> None:
    bomb = zipped({"xl/worksheets/sheet1.xml": bytes(2 * MOST_UNPACKED)})
    tracemalloc.start()
    try:
        assert told_of(bomb).startswith("rules/fees.xlsx: The file unpacks to more than 32 MiB.")
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()
    assert "more than 32 MiB" in told_of(zipped({f"{number}.xml": b"" for number in range(2000)}))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_definitions_in_its_xml_are_refused(encoding: str) -> None:
    def defined(name: str, data: bytes) -> bytes:
        head = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a "b">]>'.encode(encoding)
        return head + data if name.endswith("sheet1.xml") else data

    assert "definitions of its own" in told_of(repacked(workbook(("Fees", ROWS)), defined))


def test_without_openpyxl_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    data, imported = workbook(("Fees", ROWS)), builtins.__import__

    def missing(name: str, *others: Any) -> Any:
        if name.startswith("openpyxl"):
            raise ImportError(name)
        return imported(name, *others)

    monkeypatch.setattr(builtins, "__import__", missing)
    assert "pip install 'nakanaori[tables]'" in told_of(data)


def zipped(files: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return written.getvalue()


def shown_as(form: str) -> Callable[[Any], None]:
    def change(made: Any) -> None:
        made["Fees"]["B2"].number_format = form

    return change


@pytest.mark.parametrize("form", ["0%", "0.00%", "#,##0,", "0.0,,", "[Red]0%;-0%"])
def test_a_number_that_its_format_shows_as_another_is_refused(form: str) -> None:
    grids, (problem,) = read(workbook(("Fees", [["weather", "degrees"], ["rain", 0.5]]), change=shown_as(form)))
    assert grids == []
    assert problem == (
        f"rules/fees.xlsx, sheet Fees, cell B2: The cell holds 0.5 in the format '{form}', which shows another number. "
        "Give the cell the format 'General', and write the number that is meant."
    )


@pytest.mark.parametrize("form", ["General", "0.00", "#,##0", "#,##0.00", '0" % of it"', "0\\%", "¥#,##0"])
def test_other_formats_change_nothing(form: str) -> None:
    data = workbook(("Fees", [["weather", "degrees"], ["rain", 3]]), change=shown_as(form))
    assert read(data) == ([[["weather", "degrees"], ["rain", "3"]]], [])


def test_a_cell_that_holds_a_book_is_refused_with_its_place_and_in_few_words() -> None:
    def filled(name: str, data: bytes) -> bytes:
        return data.replace(b"rain", b"x" * 1_000_000)

    grids, (problem,) = read(repacked(workbook(("Fees", [["weather"], ["rain"]])), filled))
    assert grids == []
    assert problem == (
        "rules/fees.xlsx, sheet Fees, cell A2: The cell holds more than 32767 characters. Write a shorter text."
    )
