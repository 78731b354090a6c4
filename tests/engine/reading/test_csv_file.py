"""CSV files as spreadsheet programs write them, and what is no CSV."""

from __future__ import annotations

from random import Random

import pytest
from nakanaori.engine.language import Problem
from nakanaori.engine.reading.csv_file import cell_spans, csv_text, read_csv
from nakanaori.engine.reading.regular_file import MOST_BYTES

ROWS = (("天気", "b", "c"), ("雨、雪", "1..5", ">= 3"))


def read(data: bytes) -> tuple[tuple[str, ...], ...] | list[str]:
    problems: list[Problem] = []
    grid = read_csv("rules/fees.csv", data, problems)
    if grid is None:
        return [str(problem) for problem in problems]
    assert problems == []
    return tuple(tuple(cell.typed for cell in row) for row in grid.rows)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_whatever_a_spreadsheet_program_makes_of_a_table_is_read(separator: str, encoding: str, end: str) -> None:
    text = "".join(separator.join(row) + end for row in ROWS)
    assert read(text.encode(encoding)) == ROWS
    quoted = "".join(separator.join(f'"{cell}"' for cell in row) + end for row in ROWS)
    assert read(quoted.encode(encoding)) == ROWS
    assert read(f"sep={separator}{end}{text}".encode(encoding)) == ROWS


def test_empty_rows_count_and_empty_cells_at_the_end_do_not() -> None:
    assert read(b"a,b,,\n,,\n,x\n\n,,\n") == (("a", "b"), (), ("", "x"))


def test_cells_have_their_places() -> None:
    grid = read_csv("rules/fees.csv", b'a,b\n"x\ny",z\n', [])
    assert grid is not None
    assert str(grid.rows[1][1].place) == "rules/fees.csv, cell B2"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "rules/fees.csv: The file is empty."),
        (b"\n,,\n", "rules/fees.csv: The file is empty."),
        (b"\x81\xff", "rules/fees.csv: The file is neither UTF-8 nor Shift JIS."),
        (
            "rule\nIt’s wet.\n".encode("cp1252"),
            "rules/fees.csv: The file is not UTF-8, and its letters may be",
        ),
        (b"a,\x00", "rules/fees.csv:1:1: The character U+0000 does not belong in a text."),
        (b'a,"b\n', "rules/fees.csv:1:1: This is not CSV: unexpected end of data."),
        (b"a\n" * 100_000, "rules/fees.csv: The table has more than 2000 rows."),
        (b"a," * 300 + b"b", "rules/fees.csv: The table has more than 200 columns."),
        (b"a" * (MOST_BYTES + 1), "rules/fees.csv: The file is larger than 1 MiB."),
        (b"a,b\n1,=B1+1\n", "rules/fees.csv, cell B2: The cell holds the formula '=B1+1'."),
    ],
)
def test_what_is_wrong_is_said_with_its_place(data: bytes, told: str) -> None:
    (problem,) = read(data)
    assert str(problem).startswith(told)


def test_where_cells_stand_agrees_with_what_they_say() -> None:
    dice = Random(7)
    compared = 0
    for _ in range(6_000):
        text = "".join(dice.choice('ab ,;"\n\rx,\t') for _ in range(dice.randint(1, 14)))
        problems: list[Problem] = []
        grid = read_csv("a.csv", text.encode(), problems)
        if grid is None or problems:
            continue
        spans = cell_spans(csv_text(text.encode()))
        for row, cells in zip(grid.rows, spans, strict=False):
            for cell, (start, stop) in zip(row, cells, strict=False):
                told = text[start:stop]
                assert cell.typed in (told, told.replace('""', '"').strip()), text
                compared += 1
    assert compared > 3_000
