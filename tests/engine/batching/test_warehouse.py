"""SQL for warehouses: it runs where its database can be had, and is SQL of its dialect elsewhere."""

from __future__ import annotations

from pathlib import Path
from random import Random

import dice
import pytest
from case_files import expected, from_lists, require_spark, rows_of, write_parquet
from measured import write_measured
from nakanaori.engine.batching import DIALECTS, warehouse_sql
from nakanaori.engine.language import EngineError
from nakanaori.engine.reading import load_rulebook
from postgres import running_postgres

pytestmark = pytest.mark.usefixtures("batch")


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("lists", [False, True])
def test_it_is_sql_of_its_dialect(dialect: str, lists: bool, tmp_path: Path) -> None:
    import sqlglot

    rulebook = load_rulebook(write_measured(tmp_path))
    text = warehouse_sql(rulebook, dialect, lists=lists)
    (statement,) = sqlglot.parse(text, dialect=dialect)
    assert isinstance(statement, sqlglot.exp.Select)
    names = statement.named_selects
    assert names[0] == "id"
    assert ("plan" in names) is lists
    for question in rulebook.question:
        assert f"--   {question}: " in text


def test_it_runs_in_duckdb(tmp_path: Path) -> None:
    import duckdb

    for seed in range(8):
        thrown = Random(f"warehouse {seed}")
        rulebook = dice.rulebook(thrown)
        cases = [dice.answers(thrown, rulebook) for _ in range(40)]
        source = write_parquet(tmp_path / "cases.parquet", rulebook, cases, options=False)
        with duckdb.connect() as connection:
            connection.execute(f"CREATE VIEW cases AS SELECT * FROM read_parquet('{source}')")
            rows = connection.sql(warehouse_sql(rulebook, "duckdb", lists=True)).to_arrow_table().to_pylist()
        assert [from_lists(row) for row in sorted(rows, key=lambda row: row["id"])] == [
            expected(rulebook, case) for case in cases
        ]


def test_it_runs_in_spark(tmp_path: Path) -> None:
    require_spark()
    from pyspark.sql import SparkSession

    thrown = Random("warehouse spark")
    rulebook = dice.rulebook(thrown)
    cases = [dice.answers(thrown, rulebook) for _ in range(40)]
    source = write_parquet(tmp_path / "cases.parquet", rulebook, cases, options=False)
    session = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    try:
        session.read.parquet(source.as_uri()).createOrReplaceTempView("cases")
        made = {}
        for standard in ("true", "false"):
            # Some functions of null are something else then.
            session.conf.set("spark.sql.ansi.enabled", standard)
            session.sql(warehouse_sql(rulebook, "spark", lists=True)).write.parquet((tmp_path / standard).as_uri())
            rows = rows_of(tmp_path / standard)
            made[standard] = [from_lists(row) for row in sorted(rows, key=lambda row: row["id"])]
    finally:
        session.stop()
    assert made == {standard: [expected(rulebook, case) for case in cases] for standard in made}


def test_it_runs_in_postgres(tmp_path: Path) -> None:
    with running_postgres(tmp_path) as server:
        for seed in range(3):
            thrown = Random(f"postgres {seed}")
            rulebook = dice.rulebook(thrown)
            cases = [dice.answers(thrown, rulebook) for _ in range(30)]
            server.load(rulebook, cases)
            rows = server.rows(warehouse_sql(rulebook, "postgres", lists=True))
            made = [from_lists(row) for row in sorted(rows, key=lambda row: int(row["id"]))]
            assert made == [expected(rulebook, case) for case in cases]


def test_a_dialect_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="There is no dialect 'oracle'"):
        warehouse_sql(load_rulebook(write_measured(tmp_path)), "oracle")
