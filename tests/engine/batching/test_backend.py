"""What runs a query: where it is not there, or fails, that is told."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from random import Random
from threading import Timer
from types import SimpleNamespace

import dice
import pytest
from case_files import expected, from_lists, require_spark, rows_of, write_parquet
from nakanaori.engine.batching import Work, planned
from nakanaori.engine.language import EngineError, Rulebook
from required import require_package

CLUSTER = "local-cluster[2,1,1024]"

pytestmark = pytest.mark.usefixtures("batch")


def test_a_backend_that_does_not_exist(rulebook: Rulebook, tmp_path: Path) -> None:
    source = tmp_path / "cases.csv"
    source.write_text("fault\nmine\n", encoding="utf-8")
    with pytest.raises(EngineError, match="There is no backend 'polar'"):
        planned(rulebook, Work(source, tmp_path / "plans.parquet", tmp_path / "aside.csv", False, "polar", ""))


def test_a_backend_that_is_not_installed(rulebook: Rulebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    source = tmp_path / "cases.csv"
    source.write_text("fault\nmine\n", encoding="utf-8")
    with pytest.raises(EngineError, match=r"Install 'nakanaori\[spark\]'"):
        planned(rulebook, Work(source, tmp_path / "plans.parquet", tmp_path / "aside.csv", False, "spark", "local"))
    assert [path.name for path in tmp_path.iterdir()] == ["cases.csv"]


def test_a_cluster_of_processes_gives_the_same_rows(tmp_path: Path) -> None:
    """Two executors in processes of their own."""
    require_spark()
    thrown = Random("cluster")
    rulebook = dice.with_help(thrown, dice.rulebook(thrown))
    cases = [dice.answers(thrown, rulebook) for _ in range(200)]
    source = write_parquet(tmp_path / "cases.parquet", rulebook, cases, options=False)
    made = {}
    for backend in ("spark", "polars"):
        work = Work(source, tmp_path / f"{backend}.parquet", tmp_path / "aside.csv", True, backend, CLUSTER)
        assert planned(rulebook, work).planned == len(cases)
        made[backend] = sorted(rows_of(work.target), key=lambda row: row["id"])
    assert made["spark"] == made["polars"]
    assert [from_lists(row) for row in made["spark"]] == [expected(rulebook, case) for case in cases]


class Long(SimpleNamespace):
    """A query that takes a minute, and half a second after it begins Ctrl-C is pressed."""

    def sql(self, _: str) -> str:
        Timer(0.5, os.kill, (os.getpid(), signal.SIGINT)).start()
        return "SELECT count(*) AS n FROM range(50_000_000_000)"


def test_ctrl_c_while_duckdb_works(rulebook: Rulebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "cases.csv"
    source.write_text("fault\nmine\n", encoding="utf-8")
    monkeypatch.setattr("nakanaori.engine.batching.batch.query", lambda *_, **__: Long())
    with pytest.raises(KeyboardInterrupt):
        planned(rulebook, Work(source, tmp_path / "plans.parquet", tmp_path / "aside.csv", False, "duckdb", ""))
    assert [path.name for path in tmp_path.iterdir()] == ["cases.csv"]


def test_what_a_backend_says_is_told_as_a_sentence(
    rulebook: Rulebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise ValueError("It does not fit.\nAt all.")

    source = tmp_path / "cases.csv"
    source.write_text("fault\nmine\n", encoding="utf-8")
    monkeypatch.setattr("nakanaori.engine.batching.backend._by_polars", failing)
    with pytest.raises(EngineError, match=r"polars failed: It does not fit\. Try another --backend\."):
        planned(rulebook, Work(source, tmp_path / "plans.parquet", tmp_path / "aside.csv", False, "polars", ""))


@pytest.mark.parametrize("master", ["bad://x", "", "local[", "here"])
def test_a_master_that_spark_does_not_know(master: str, rulebook: Rulebook, tmp_path: Path) -> None:
    """It is told before Spark begins."""
    require_package("pyspark", "spark")
    source = tmp_path / "cases.csv"
    source.write_text("fault\nmine\n", encoding="utf-8")
    with pytest.raises(EngineError) as caught:
        planned(rulebook, Work(source, tmp_path / "plans.parquet", tmp_path / "aside.csv", False, "spark", master))
    (problem,) = caught.value.problems
    assert str(problem).startswith(f"--master: Spark knows no cluster called '{master}'. Give local[*]")
