"""What runs a query on a Parquet file and writes another: Polars, DuckDB or Apache Spark."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from ..language import EngineError, Place, Problem, known
from .case_table import DAY, FLOAT, ID, LIST, ROW, TEXT, WHOLE, Column
from .places import IdLists, Places
from .plain_table import Plain
from .plans_file import PlansFile
from .query import Query, SlotQuery
from .steps import TABLE

POLARS, DUCKDB, SPARK = "polars", "duckdb", "spark"
BACKENDS = (POLARS, DUCKDB, SPARK)

_MEMORY = "1GB"
"""How much memory DuckDB takes before it writes what it works on to a disk."""

_ROWS_AT_ONCE = 1 << 17
"""How many rows stand together in a file of plans, and go to a process of Spark's at once."""

_PORTION = "32m"
"""How much of a file is one portion for Spark; a process holds its plans in memory."""

_MASTER = r"local|local\[[^]]+\]|local-cluster\[[^]]+\]|(spark|k8s|mesos)://.+|yarn"
"""How Spark's masters are called."""


def run(backend: str, query: Query, source: Plain, target: Path, master: str) -> None:
    """Run the query on the file, and write what comes out to `target`; Spark makes it a folder of files.

    Raises EngineError when the backend is not there.
    """
    name = known("backend", backend, BACKENDS, EngineError)
    runners: dict[str, Callable[[Query, Plain, Path, str], None]] = {
        POLARS: _by_polars,
        DUCKDB: _by_duckdb,
        SPARK: _by_spark,
    }
    try:
        runners[name](query, source, target, master)
    except ModuleNotFoundError as error:
        extra = "spark" if name == SPARK else "batch"
        right = f"Install 'nakanaori[{extra}]'."
        raise EngineError([Problem(Place("backend"), f"{error.name} is not installed.", right)]) from None
    except (OSError, MemoryError, EngineError):
        raise
    except Exception as error:
        # Each has errors of its own, and what they say is all that is known.
        wrong = f"{name} failed: {_said(error)}."
        raise EngineError([Problem(Place("backend"), wrong, "Try another --backend.")]) from error


def _said(error: Exception) -> str:
    """The first line of what an error says, without the full stop."""
    return (str(error).strip() or type(error).__name__).splitlines()[0][:300].rstrip(" .")


def id_type(source: Plain) -> str:
    """The type that the ids of the file have in a query."""
    return "int64" if source.id_kind == WHOLE else "string"


def _by_polars(query: Query, source: Plain, target: Path, master: str) -> None:
    import polars  # an extra

    frame = polars.scan_parquet(source.path)
    if not source.counts_rows:
        frame = frame.with_row_index(ROW, 1).with_columns(polars.col(ROW).cast(polars.Int64))
    types: dict[str, Any] = {
        TEXT: polars.String,
        LIST: polars.List(polars.String),
        WHOLE: polars.Int64,
        FLOAT: polars.Float64,
        DAY: polars.Date,
    }
    casts = [polars.col(column.name).cast(types[column.kind]) for column in _columns(source) if column.kind in types]
    if source.lacks_ids:
        named = types[_of_ids(source)]
        casts[-1] = polars.coalesce(casts[-1], polars.col(ROW).cast(named)).alias(ID)
    made = query.lazy(frame.with_columns(casts))
    if not isinstance(query, SlotQuery):
        made.sink_parquet(target, statistics=False)
        return
    portions = made.collect_batches(chunk_size=_ROWS_AT_ONCE, engine="streaming")
    with target.open("wb") as opened:
        file = PlansFile(opened, query.kinds)
        for portion in filter(len, portions):
            file.add(portion.height, query.made(_batch(portion)))
        file.close()


def _batch(frame: Any) -> Any:
    """A data frame of Polars as one record batch of Arrow."""
    return frame.rechunk().to_arrow().to_batches()[0]


def _by_duckdb(query: Query, source: Plain, target: Path, master: str) -> None:
    import duckdb  # an extra

    with duckdb.connect() as connection:
        connection.execute(f"SET memory_limit = '{_MEMORY}'")
        connection.execute("SET enable_progress_bar = false")
        numbers = "*" if source.counts_rows else f'*, file_row_number + 1 AS "{ROW}"'
        connection.execute(
            f"CREATE VIEW {TABLE} AS SELECT {_casts(source)} FROM (SELECT {numbers} "
            f"FROM read_parquet({_quoted(source.path)}, file_row_number = true))"
        )
        try:
            connection.execute(f"COPY ({query.sql('duckdb')}) TO {_quoted(target)} (FORMAT parquet)")
        except RuntimeError as error:
            # So it says that Ctrl-C was pressed while it worked.
            if "interrupted" in str(error).lower():
                raise KeyboardInterrupt from None
            raise


def _casts(source: Plain) -> str:
    types = {TEXT: "VARCHAR", LIST: "VARCHAR[]", WHOLE: "BIGINT", FLOAT: "DOUBLE", DAY: "DATE"}
    replaced = [
        f'"{column.name}"::{types[column.kind]} AS "{column.name}"'
        for column in _columns(source)
        if column.kind in types
    ]
    if source.lacks_ids:
        named = types[_of_ids(source)]
        replaced[-1] = f'COALESCE("{ID}"::{named}, "{ROW}"::{named}) AS "{ID}"'
    return f"* REPLACE ({', '.join(replaced)})" if replaced else "*"


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _columns(source: Plain) -> list[Column]:
    """The columns of questions, and in the end that of ids."""
    columns = [given.column for given in source.table.given if given.column is not None]
    if source.table.id:
        columns.append(Column(source.table.id, _of_ids(source)))
    return columns


def _of_ids(source: Plain) -> str:
    return WHOLE if source.id_kind == WHOLE else TEXT


def _by_spark(query: Query, source: Plain, target: Path, master: str) -> None:
    """Spark deals portions of the file out to processes of Python, where Polars works: as SQL so many columns in many
    steps take a minute to plan, and then a millisecond a row."""
    from pyspark.sql import SparkSession, functions  # an extra

    if not re.fullmatch(_MASTER, master):
        # It would say so with a trace of Java's.
        right = "Give local[*], spark://HOST:PORT, yarn or k8s://HOST:PORT."
        raise EngineError([Problem(Place("--master"), f"Spark knows no cluster called '{master}'.", right)])
    # Those processes need this package, and are of this Python where nobody says otherwise.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    begun = (
        SparkSession.builder.master(master)
        .appName("nakanaori")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.ansi.enabled", "false")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", str(_ROWS_AT_ONCE))
        .config("spark.sql.files.maxPartitionBytes", _PORTION)
    )
    try:
        session = begun.getOrCreate()
    except Exception as error:
        wrong = f"With the cluster '{master}' Spark does not begin: {_said(error)}."
        right = "See that it is there, and that Java 17 is."
        raise EngineError([Problem(Place("--master"), wrong, right)]) from error
    try:
        frame = session.read.parquet(source.path.absolute().as_uri())
        if not source.counts_rows:
            frame = frame.withColumn(ROW, functions.col("_metadata.row_index") + 1)
        types = {TEXT: "string", LIST: "array<string>", WHOLE: "bigint", FLOAT: "double", DAY: "date"}
        for column in _columns(source):
            if column.kind in types:
                frame = frame.withColumn(column.name, functions.col(f"`{column.name}`").cast(types[column.kind]))
        if source.lacks_ids:
            own, row = functions.col(ID), functions.col(f"`{ROW}`").cast(types[_of_ids(source)])
            frame = frame.withColumn(ID, functions.coalesce(own, row))
        names = [*source.table.columns, ROW]
        # What it hands out may not have dots in its names.
        read = frame.select(*(functions.col(f"`{name}`").alias(f"c{at}") for at, name in enumerate(names)))
        made = read.mapInArrow(partial(_in_arrow, query, names), _spark_schema(query))
        made.write.mode("overwrite").parquet(target.absolute().as_uri())
    finally:
        session.stop()


def _spark_schema(query: Query) -> str:
    names = {"int8": "tinyint", "int16": "smallint", "int64": "bigint", "float64": "double"}
    return ", ".join(f"`{name}` {names.get(kind, kind)}" for name, kind in query.kinds.items())


def _in_arrow(query: Query, names: list[str], batches: Iterator[Any]) -> Iterator[Any]:
    """The rows of the query on batches of Arrow with these columns, as such; in a process that Spark started."""
    import ibis  # extras
    import polars
    import pyarrow
    from polars.io.plugins import register_io_source

    renamed = (batch.rename_columns(names) for batch in batches)
    first = next(renamed, None)
    if first is None:
        return

    def frames(columns: list[str] | None, predicate: Any, rows: int | None, size: int | None) -> Iterator[Any]:
        for batch in chain((first,), renamed):
            frame = polars.DataFrame(batch)
            yield frame if columns is None else frame.select(columns)

    wanted = ibis.schema(query.kinds).to_pyarrow()
    lazy = query.lazy(register_io_source(frames, schema=polars.DataFrame(first).schema))
    for frame in lazy.collect_batches(maintain_order=True, engine="streaming"):
        made = query.made(_batch(frame))
        arrays = [one.arrow() if isinstance(one, (Places, IdLists)) else one for one in made.values()]
        yield from pyarrow.table(arrays, list(made)).select(wanted.names).cast(wanted).to_batches()
