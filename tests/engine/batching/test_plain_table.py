"""Tables as plain Parquet files."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from case_files import rows_of
from nakanaori.engine.batching import Batch, Work, planned
from nakanaori.engine.batching.case_rows import Aside
from nakanaori.engine.batching.plain_table import plain
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import load_rulebook

pytestmark = pytest.mark.usefixtures("batch")


def test_a_plain_parquet_file_is_taken_as_it_is(rulebook: Rulebook, tmp_path: Path) -> None:
    import pyarrow
    import pyarrow.parquet

    path = tmp_path / "cases.parquet"
    pyarrow.parquet.write_table(pyarrow.table({"id": [7], "fault": ["mine"], "wish": pyarrow.nulls(1)}), path)
    made = plain(rulebook, path, tmp_path / "scratch", print)
    assert (made.path, made.id_kind, made.rows) == (path, "whole", 1)
    assert made.table.columns == ("id", "fault")


def test_lists_that_are_written_out_are_read(rulebook: Rulebook, tmp_path: Path) -> None:
    import pyarrow
    import pyarrow.parquet

    path = tmp_path / "cases.parquet"
    pyarrow.parquet.write_table(pyarrow.table({"cause": ["lied", "nothing"]}), path)
    aside: list[Aside] = []
    made = plain(rulebook, path, tmp_path / "scratch", aside.append)
    assert (made.path, made.rows, made.counts_rows) == (tmp_path / "scratch", 1, True)
    assert [one.row for one in aside] == [2]
    (row,) = rows_of(made.path)
    assert row["cause.lied"] is True


NAMES = {
    "whole": ([7, None, 9], [7, 2, 9]),
    "text": (["a", None, "c"], ["a", "2", "c"]),
    "unsigned": ([7, None, 2**64 - 1], ["7", "2", "18446744073709551615"]),
    "decimal": ([Decimal("7.10"), None, Decimal("0.01")], ["7.10", "2", "0.01"]),
    "day": ([date(2026, 1, 1), None, None], ["2026-01-01", "2", "3"]),
    "nothing": ([None, None, None], [1, 2, 3]),
}


@pytest.mark.parametrize("statistics", [True, False])
@pytest.mark.parametrize("backend", ["polars", "duckdb"])
@pytest.mark.parametrize("kind", NAMES)
def test_what_has_no_id_is_called_by_its_row(
    rulebook: Rulebook, tmp_path: Path, kind: str, backend: str, statistics: bool
) -> None:
    import pyarrow
    import pyarrow.parquet

    given, called = NAMES[kind]
    types = {"unsigned": pyarrow.uint64(), "decimal": pyarrow.decimal128(5, 2), "nothing": pyarrow.null()}
    table = pyarrow.table({"id": pyarrow.array(given, types.get(kind)), "fault": ["mine", "mine", "mine"]})
    pyarrow.parquet.write_table(table, tmp_path / "cases.parquet", write_statistics=statistics)
    work = Work(tmp_path / "cases.parquet", tmp_path / "plans.parquet", tmp_path / "aside.csv", True, backend, "")
    assert planned(rulebook, work) == Batch(3, 0)
    assert [row["id"] for row in rows_of(work.target)] == called


@pytest.mark.parametrize(
    ("name", "content"),
    [("cases.csv", "id,fault\na,mine\n,mine\n,x\n"),
     ("cases.jsonl", '{"id": "a", "fault": "mine"}\n{"fault": "mine"}\n{"id": null, "fault": "x"}\n{"id": ["c"]}')],
)  # fmt: skip
def test_what_has_no_id_in_a_file_of_text(rulebook: Rulebook, tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    aside: list[Aside] = []
    made = plain(rulebook, tmp_path / name, tmp_path / "scratch", aside.append)
    assert [row["id"] for row in rows_of(made.path)] == ["a", "2"]
    assert (aside[0].row, aside[0].id) == (3, "3")
    assert [one.reasons for one in aside[1:]] == [("'id' is neither text nor a number. Write one of them.",)] * (
        len(aside) - 1
    )


@pytest.mark.parametrize("backend", ["polars", "duckdb"])
def test_a_number_beyond_64_bits_puts_its_row_aside(tmp_path: Path, backend: str) -> None:
    import pyarrow
    import pyarrow.parquet

    table = pyarrow.table({"years": pyarrow.array([1, 2**63, 60, None], pyarrow.uint64())})
    pyarrow.parquet.write_table(table, tmp_path / "cases.parquet")
    work = Work(tmp_path / "cases.parquet", tmp_path / "plans.parquet", tmp_path / "aside.csv", True, backend, "")
    assert planned(load_rulebook("paid_leave"), work) == Batch(3, 1)
    assert "2,,\"'years' is answered by 9223372036854775808. Give" in work.aside.read_text(encoding="utf-8")
