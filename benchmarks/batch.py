"""Plans for tables of cases: `python -m benchmarks.batch [ROWS]`, by default 1,000,000.

First 10,000 random cases are compared with what `consult` concludes, with each backend, as columns and as lists. Then
each works out the plans of so many rows, in a process of its own, beside pyarrow, which reads the same cases and writes
them again. Exits with 1 when any row differs.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from types import ModuleType

import msgspec
from nakanaori.engine.batching import BACKENDS, SPARK, Work, planned
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import load_rulebook

from .memory import MEBIBYTE, peak
from .people import mixed
from .table import Row, Section, printed

TESTS = Path(__file__).parent.parent / "tests" / "support"
CHECKED = 10_000
_PEOPLE = 20_000
"""So many different people are in a table; they come again until it is full."""

_GROUP = 6 * _PEOPLE
"""How many rows of a table stand together: about as many as DuckDB writes; pyarrow itself takes a million."""

_MASTER = "local-cluster[2,1,1024]"
_MODULE = f"{__package__}.batch"
PYARROW = "pyarrow"


class Measured(msgspec.Struct, frozen=True):
    """Seconds by the clock and of the processor, and the most memory of the process, in bytes."""

    wall: float
    processor: float
    memory: int


def differing(rulebook: Rulebook, backend: str, *, lists: bool, count: int, folder: Path) -> int:
    """For how many of so many random cases a backend says anything else than `consult`."""
    files = _case_files()
    people = mixed(Random(f"batch {backend} {lists}"), rulebook)
    cases = [next(people) for _ in range(count)]
    source = files.write_parquet(folder / "checked.parquet", rulebook, cases, options=not lists)
    target = folder / "plans.parquet"
    made = planned(rulebook, Work(source, target, folder / "aside.csv", lists, backend, _MASTER))
    rows = sorted(files.rows_of(target), key=lambda row: row["id"])
    read = files.from_lists if lists else files.from_columns
    same = sum(
        read(row) == files.expected(rulebook, case, "compiled")
        for row, case in zip(rows, cases, strict=made.aside == 0)
    )
    return count - same


def written(rulebook: Rulebook, path: Path, rows: int, *, options: bool) -> None:
    """A table of so many rows."""
    import pyarrow
    import pyarrow.parquet as parquet

    people = mixed(Random(7), rulebook)
    cases = [next(people) for _ in range(min(rows, _PEOPLE))]
    table = parquet.read_table(_case_files().write_parquet(path, rulebook, cases, options=options))
    group = pyarrow.concat_tables([table] * -(-min(rows, _GROUP) // len(cases))).combine_chunks()
    with parquet.ParquetWriter(path, table.schema) as writer:
        for first in range(0, rows, len(group)):
            part = group.slice(0, rows - first)
            writer.write_table(
                part.set_column(0, "id", pyarrow.array(range(first, first + len(part)), pyarrow.int64()))
            )


def measured(backend: str, source: Path, *, lists: bool) -> Measured:
    """What it takes to work out all plans, or for pyarrow to read the cases and write them again."""
    rulebook = load_rulebook()
    wall, processor = perf_counter(), process_time()
    if backend == PYARROW:
        _copied(source)
    else:
        planned(
            rulebook, Work(source, source.with_name("out.parquet"), source.with_name("aside"), lists, backend, _MASTER)
        )
    return Measured(perf_counter() - wall, process_time() - processor, peak())


def _copied(source: Path) -> None:
    import pyarrow.parquet as parquet

    file = parquet.ParquetFile(source)
    with parquet.ParquetWriter(source.with_name("copy.parquet"), file.schema_arrow) as writer:
        for batch in file.iter_batches(100_000):
            writer.write_batch(batch)


def _in_a_process(backend: str, source: Path, *, lists: bool) -> Measured:
    command = [sys.executable, "-m", _MODULE, "--measure", backend, str(source), "lists" if lists else "columns"]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return msgspec.json.decode(done.stdout.splitlines()[-1], type=Measured)


def backends() -> list[str]:
    """Those that are installed here."""
    import shutil

    return [one for one in BACKENDS if one != SPARK or (find_spec("pyspark") is not None and shutil.which("java"))]


def section(rows: int, folder: Path) -> Section:
    """The figures as part of a table."""
    load = f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "load unknown"
    heading = (
        f"Plans of {rows:,} cases, rows a second by the clock on {os.cpu_count()} processors ({load}); how many times\n"
        "  the processor time that pyarrow takes to read and write the same cases; and the most memory"
    )
    return Section(heading, list(_rows(load_rulebook(), rows, folder)))


def _rows(rulebook: Rulebook, rows: int, folder: Path) -> Iterator[Row]:
    for options in (True, False):
        source = folder / ("options.parquet" if options else "lists.parquet")
        written(rulebook, source, rows, options=options)
        copied = _in_a_process(PYARROW, source, lists=False)
        shape = "options" if options else "lists"
        yield _row(f"{shape}: {PYARROW}, read and written again", rows, copied, copied)
        for backend in backends():
            for lists in (False, True):
                made = _in_a_process(backend, source, lists=lists)
                yield _row(f"{shape} to {'lists' if lists else 'columns'}: {backend}", rows, made, copied)
        source.unlink()


def _row(what: str, rows: int, made: Measured, copied: Measured) -> Row:
    # Spark works in processes of its own.
    ratio = "" if what.endswith(SPARK) else f"{made.processor / copied.processor:6.2f} × pyarrow"
    return Row(what, f"{rows / made.wall:,.0f}", ratio, f"{made.wall:.1f} s, {made.memory / MEBIBYTE:,.0f} MiB")


def _case_files() -> ModuleType:
    """A module of the tests."""
    if str(TESTS) not in sys.path:
        sys.path.append(str(TESTS))
    return import_module("case_files")


def main(arguments: list[str]) -> int:
    """Compare, and measure on as many rows as asked for."""
    if arguments[:1] == ["--measure"]:
        _, backend, source, shape = arguments
        print(msgspec.json.encode(measured(backend, Path(source), lists=shape == "lists")).decode())
        return 0
    if len(arguments) > 1 or not all(argument.isdecimal() for argument in arguments):
        print("usage: python -m benchmarks.batch [ROWS]", file=sys.stderr)
        return 2
    rulebook, wrong = load_rulebook(), 0
    with TemporaryDirectory() as name:
        for backend in backends():
            for lists in (False, True):
                found = differing(rulebook, backend, lists=lists, count=CHECKED, folder=Path(name))
                print(f"{backend}, {'lists' if lists else 'columns'}: {CHECKED:,} cases, {found:,} differ", flush=True)
                wrong += found
        print(printed([section(int(arguments[0]) if arguments else 1_000_000, Path(name))]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
