"""Answers as columns: which rows are allowed, and which answers count; `test_query` holds them against `consult`."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from math import inf, isfinite, nan, nextafter
from pathlib import Path
from random import Random
from typing import Any

import pytest
from case_files import require_spark, rows_of
from nakanaori.engine.batching import Batch, Work, planned, warehouse_sql
from nakanaori.engine.batching.case_table import DIGITS, FLOAT, ROW, CaseTable, Column, Given
from nakanaori.engine.batching.query import unallowed
from nakanaori.engine.language import NUMBER, Place, Question, Rulebook
from nakanaori.engine.reading import load_rulebook
from postgres import running_postgres
from required import require_package

pytestmark = pytest.mark.usefixtures("batch")


def test_what_is_not_allowed_is_not_planned(rulebook: Rulebook, tmp_path: Path) -> None:
    """Whatever the form of the column: an option that there is not, one chosen twice, `unknown` beside an option."""
    lists: list[object] = [["lied"], ["lied", "lied"], ["lied", "unknown"], ["nonsense"], [None], [], None, ["unknown"]]
    source = tmp_path / "cases.parquet"
    require_package("pyarrow", "batch")
    import pyarrow
    from pyarrow import parquet

    table = {
        "cause": pyarrow.array(lists, pyarrow.list_(pyarrow.string())),
        "fault": ["mine", None, None, None, None, "nobody's", "unknown", ""],
        "danger.worn-out": [True, None, None, None, None, None, True, None],
        "danger.unknown": [False, None, None, None, None, None, True, True],
    }
    parquet.write_table(pyarrow.table(table), source)
    for backend in ("polars", "duckdb"):
        work = Work(source, tmp_path / "plans.parquet", tmp_path / "aside.csv", True, backend, "")
        assert planned(rulebook, work) == Batch(1, 7)
        assert [row["id"] for row in rows_of(work.target)] == [1]
        aside = work.aside.read_text(encoding="utf-8").splitlines()
        assert [line.split(",")[0] for line in aside] == ["row", "2", "3", "4", "5", "6", "7", "8"]
        assert "'lied' is chosen twice." in aside[1]
        assert "'danger' is answered, and said to be unknown." in aside[6]


# numbers of floating point --------------------------------------------------------------------------------------------

DECIMALS = (0, 1, 2, 5)
HIGH = 1_000


def question(decimals: int) -> Question:
    return Question("n", NUMBER, (), 0, HIGH * 10**decimals, Place("q"), decimals=decimals)


def floats(decimals: int) -> list[float]:
    """All tenths or hundredths of the first numbers, and others at random; each with its neighbours."""
    thrown, units = Random(decimals), 10**decimals
    numbers = [at / units for at in range(400)]
    numbers += [thrown.randint(0, HIGH * units) / units for _ in range(400)]
    numbers += [thrown.uniform(-1, HIGH + 1) for _ in range(100)]
    near = [one for number in numbers for one in (nextafter(number, -inf), number, nextafter(number, inf))]
    return [*near, 0.1 + 0.2, -0.0, 5e-324, 1e300, nan, inf, -inf]


def unwanted(decimals: int, numbers: list[float]) -> list[int]:
    """The rows, from 1, whose digits do not say a number that the question allows."""
    asked = question(decimals)

    def fits(number: float) -> bool:
        scaled = Decimal(repr(number)) * 10**decimals if isfinite(number) else None
        return scaled is not None and scaled == scaled.to_integral_value() and asked.low <= scaled <= asked.high

    return [row for row, number in enumerate(numbers, start=1) if not fits(number)]


def refusing(decimals: int, kind: str) -> Any:
    """The query that selects what is not allowed."""
    return unallowed(paid_leave(), CaseTable((Given(question(decimals), Column("n", kind)),)))


@cache
def paid_leave() -> Rulebook:
    return load_rulebook("paid_leave")


@pytest.mark.parametrize("decimals", DECIMALS)
def test_floats_count_as_their_digits_in_polars(decimals: int) -> None:
    import polars

    numbers = floats(decimals)
    frame = polars.DataFrame({ROW: range(1, len(numbers) + 1), "n": numbers})
    found = refusing(decimals, FLOAT).lazy(frame.lazy()).collect()
    assert found[ROW].to_list() == unwanted(decimals, numbers)
    for row in random_rows(numbers):
        # One row alone is divided in another way than many.
        alone = refusing(decimals, FLOAT).lazy(frame[row : row + 1].lazy()).collect()
        assert bool(alone.height) == (row + 1 in unwanted(decimals, numbers)), numbers[row]


def random_rows(numbers: list[float]) -> list[int]:
    return Random("rows").sample(range(len(numbers)), 6)


@pytest.mark.parametrize("kind", [FLOAT, DIGITS])
@pytest.mark.parametrize("decimals", DECIMALS)
def test_floats_count_as_their_digits_in_duckdb(decimals: int, kind: str) -> None:
    import duckdb
    import pyarrow

    numbers = floats(decimals)
    with duckdb.connect() as connection:
        connection.register("cases", pyarrow.table({ROW: range(1, len(numbers) + 1), "n": numbers}))
        found = connection.sql(refusing(decimals, kind).sql("duckdb")).fetchall()
    assert sorted(row[0] for row in found) == unwanted(decimals, numbers)


def test_floats_count_as_their_digits_in_spark(tmp_path: Path) -> None:
    require_spark()
    import pyarrow
    from pyarrow import parquet
    from pyspark.sql import SparkSession

    session = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    try:
        for decimals in DECIMALS:
            numbers = floats(decimals)
            source, target = tmp_path / f"{decimals}.parquet", tmp_path / f"refused-{decimals}.parquet"
            parquet.write_table(pyarrow.table({ROW: range(1, len(numbers) + 1), "n": numbers}), source)
            session.read.parquet(source.as_uri()).createOrReplaceTempView("cases")
            session.sql(refusing(decimals, DIGITS).sql("spark")).write.parquet(target.as_uri())
            assert sorted(row[ROW] for row in rows_of(target)) == unwanted(decimals, numbers)
    finally:
        session.stop()


def test_floats_count_as_their_digits_in_postgres(tmp_path: Path) -> None:
    with running_postgres(tmp_path) as server:
        for decimals in DECIMALS:
            numbers = floats(decimals)
            rows = ", ".join(f"({row}, '{number!r}')" for row, number in enumerate(numbers, start=1))
            server.ask(f'DROP TABLE IF EXISTS cases; CREATE TABLE cases ("{ROW}" bigint, n double precision);')
            server.ask(f"INSERT INTO cases VALUES {rows};")
            for kind in (FLOAT, DIGITS):
                found = server.rows(refusing(decimals, kind).sql("postgres"))
                assert sorted(row[ROW] for row in found) == unwanted(decimals, numbers)


TENTHS = [at / 10 for at in range(601)]


def arrow_types() -> dict[str, Any]:
    import pyarrow

    decimals = {f"decimal({digits},{after})": pyarrow.decimal128(digits, after) for digits, after in ((3, 1), (5, 3))}
    return {"double": pyarrow.float64(), "float": pyarrow.float32(), "half": pyarrow.float16(), **decimals}


@pytest.mark.parametrize("backend", ["polars", "duckdb"])
@pytest.mark.parametrize("kind", ["double", "float", "half", "decimal(3,1)", "decimal(5,3)"])
def test_every_tenth_of_a_year_is_a_number_of_years(kind: str, backend: str, tmp_path: Path) -> None:
    """Whatever the type of the column, a number counts as what its own digits say."""
    import pyarrow
    from pyarrow import parquet

    given: list[Any] = [Decimal(str(tenth)) if "decimal" in kind else tenth for tenth in TENTHS]
    if kind == "half":
        # It holds no more than eleven bits, so that from 16 on tenths are other numbers.
        given = given[:160]
    right = len(given)
    given += [Decimal("1.25") if "5,3" in kind else None if "decimal" in kind else 1.25, None]
    wrong = 0 if "3,1" in kind else 1
    parquet.write_table(pyarrow.table({"years": pyarrow.array(given, arrow_types()[kind])}), tmp_path / "cases.parquet")
    work = Work(tmp_path / "cases.parquet", tmp_path / "plans.parquet", tmp_path / "aside.csv", True, backend, "")
    assert planned(paid_leave(), work) == Batch(right + 2 - wrong, wrong)
    if wrong:
        assert "'years' is answered by '1.25'. Give a number" in work.aside.read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["DOUBLE", "FLOAT", "DECIMAL(4,1)", "DECIMAL(5,3)"])
def test_every_tenth_of_a_year_is_a_number_of_years_in_a_warehouse(kind: str) -> None:
    import duckdb

    rulebook = paid_leave()
    others = [f'NULL AS "{name}"' for name in rulebook.question if name != "years"]
    unknown = [f'false AS "{one.id}.unknown"' for one in rulebook.questions if one.numeric]
    with duckdb.connect() as connection:
        rows = ", ".join(f"({number})" for number in TENTHS)
        connection.execute(
            f"CREATE VIEW cases AS SELECT n::VARCHAR AS id, n::{kind} AS years, {', '.join([*others, *unknown])} "
            f"FROM (VALUES {rows}) AS tenths(n)"
        )
        made = connection.sql(warehouse_sql(rulebook, "duckdb")).fetchall()
    assert {float(row[0]) for row in made} == set(TENTHS)
