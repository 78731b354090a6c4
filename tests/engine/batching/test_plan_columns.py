"""Plans as columns; `test_query` holds them against `consult`."""

from __future__ import annotations

from pathlib import Path

import pytest
from case_files import rows_of
from nakanaori.engine.batching import Work, planned
from nakanaori.engine.consulting import consult
from nakanaori.engine.language import Rulebook

pytestmark = pytest.mark.usefixtures("batch")


def test_the_columns_of_a_plan(rulebook: Rulebook, tmp_path: Path) -> None:
    source = tmp_path / "cases.csv"
    source.write_text("fault,danger\nmine,\n", encoding="utf-8")
    work = Work(source, tmp_path / "plans.parquet", tmp_path / "aside.csv", False, "polars", "")
    planned(rulebook, work)
    (row,) = rows_of(work.target)
    outcome = consult(rulebook, {"fault": "mine"}, engine="reference")
    assert row["id"] == 1
    for one in outcome.plan:
        assert row[f"rank:{one.action.id}"] == one.rank
    assert sum(name.startswith("rank:") for name in row) == len(rulebook.actions)
    assert {name.partition(":")[0] for name in row} == {
        "id",
        "rank",
        "basic",
        "first",
        "withheld",
        "found",
        "all-answered",
    }
