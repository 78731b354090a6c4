"""Every row of a query says what `consult` does of the same answers, for rulebooks of every shape."""

from __future__ import annotations

from pathlib import Path
from random import Random

import dice
import pytest
from case_files import (
    expected,
    from_columns,
    from_lists,
    rows_of,
    write_csv,
    write_json_lines,
    write_parquet,
)
from nakanaori.engine.batching import Work, planned
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import load_rulebook

pytestmark = pytest.mark.usefixtures("batch")


def checked(rulebook: Rulebook, cases: list[dict[str, object]], source: Path, backend: str, *, lists: bool) -> None:
    """Each case has a plan, and it is the right one."""
    target = source.with_name("plans.parquet")
    made = planned(rulebook, Work(source, target, source.with_name("aside.csv"), lists, backend, ""))
    assert (made.planned, made.aside) == (len(cases), 0)
    rows = sorted(rows_of(target), key=lambda row: int(row["id"]))
    for row, case in zip(rows, cases, strict=True):
        assert (from_lists if lists else from_columns)(row) == expected(rulebook, case), case


@pytest.mark.parametrize("backend", ["polars", "duckdb"])
@pytest.mark.parametrize("seed", range(12))
def test_rulebooks_of_every_shape(backend: str, seed: int, tmp_path: Path) -> None:
    thrown = Random(f"batch {seed}")
    rulebook = dice.with_help(thrown, dice.rulebook(thrown))
    cases = [dice.answers(thrown, rulebook) for _ in range(60)]
    source = write_parquet(tmp_path / "cases.parquet", rulebook, cases, options=seed % 2 == 0)
    checked(rulebook, cases, source, backend, lists=seed % 3 == 0)


@pytest.mark.parametrize("seed", range(6))
def test_files_of_every_form(seed: int, tmp_path: Path) -> None:
    thrown = Random(f"forms {seed}")
    rulebook = dice.rulebook(thrown)
    cases = [dice.answers(thrown, rulebook) for _ in range(40)]
    checked(rulebook, cases, write_csv(tmp_path / "cases.csv", rulebook, cases), "polars", lists=True)
    checked(rulebook, cases, write_json_lines(tmp_path / "cases.jsonl", cases), "polars", lists=True)


@pytest.mark.parametrize(("backend", "lists"), [("polars", False), ("polars", True), ("duckdb", True)])
def test_the_shipped_rulebook(backend: str, lists: bool, tmp_path: Path) -> None:
    rulebook = load_rulebook()
    thrown = Random(backend)
    cases = [dice.answers(thrown, rulebook) for _ in range(400)]
    source = write_parquet(tmp_path / "cases.parquet", rulebook, cases, options=lists)
    checked(rulebook, cases, source, backend, lists=lists)
