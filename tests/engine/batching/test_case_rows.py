"""Files row by row: how rows are counted, and which are none."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from nakanaori.engine.batching.case_rows import Aside, CsvRows, JsonRows, form_of
from nakanaori.engine.language import CaseError


def read(path: Path, kind: type[CsvRows] | type[JsonRows]) -> tuple[list[object], list[Aside]]:
    aside: list[Aside] = []
    portions: list[object] = []
    for numbers, values in kind(path).portions(aside.append):
        portions.append((list(numbers), {name: list(of) for name, of in values.items()}))
    return portions, aside


def test_lines_of_csv_that_are_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "cases.csv"
    path.write_text('\ufeffid,fault\n1,mine\n\n2\n3,"two\nlines"\n4,\n', encoding="utf-8")
    portions, aside = read(path, CsvRows)
    assert portions == [([1, 3, 4], {"id": ["1", "3", "4"], "fault": ["mine", "two\nlines", None]})]
    wrong = "It has 1 cells, and the first line names 2 columns."
    assert [(one.row, one.id, one.reasons) for one in aside] == [(2, "2", (wrong,))]


def test_lines_of_json_that_are_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text('{"id": 1}\n\n{"id": 2, "days": 7.50}\n{"id"\n', encoding="utf-8")
    portions, aside = read(path, JsonRows)
    assert portions == [([1, 2], {"id": [1, 2], "days": [None, Decimal("7.50")]})]
    assert [one.row for one in aside] == [3]


def test_a_byte_order_mark_before_lines_of_json(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"id": 1}\n{"id": 2}')
    assert read(path, JsonRows) == ([([1, 2], {"id": [1, 2]})], [])


def test_a_name_that_stands_twice_in_a_line_of_json(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    lines = [
        '{"id": "a", "fault": "mine", "fault": "unknown"}',
        '{"id": "b", "fault":"mine","\\u0066ault" :"mine"}',
        '{"id": "c: d", "fault": {"a": 1, "b": {"a": 1}}}',
        '{"id": 1, "id": 2}',
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    portions, aside = read(path, JsonRows)
    assert portions == [([3], {"id": ["c: d"], "fault": [{"a": 1, "b": {"a": 1}}]})]
    assert [(one.row, one.id, one.reasons) for one in aside] == [
        (1, "a", ("It names 'fault' twice. Keep one of them.",)),
        (2, "b", ("It names 'fault' twice. Keep one of them.",)),
        (4, "2", ("It names 'id' twice. Keep one of them.",)),
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "This file is empty."),
        ("\ufeff\n\n", "This file is empty."),
        ('[{"fault": "mine"}]', "No line of this file is a JSON object that names a column."),
        ("{}\n", "No line of this file is a JSON object that names a column."),
    ],
)
def test_no_line_that_is_a_case(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "cases.jsonl").write_text(content, encoding="utf-8")
    with pytest.raises(CaseError) as caught:
        JsonRows(tmp_path / "cases.jsonl")
    assert caught.value.problems[0].wrong == said


def test_the_form_of_a_file() -> None:
    assert [form_of(Path(name)) for name in ("a.parquet", "a.PQ", "a.csv", "a.ndjson")] == [
        ".parquet", ".parquet", ".csv", ".jsonl",
    ]  # fmt: skip
    with pytest.raises(CaseError):
        form_of(Path("a"))
