"""A file of cases in, a file of plans out, and the rows that hold what is no answer in a file of their own."""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from ..language import CaseError, EngineError, Place, Problem, Rulebook
from .backend import DUCKDB, id_type, run
from .case_rows import CSV, PARQUET, Aside, form_of, of_file
from .case_table import ID, ROW
from .plain_table import plain
from .query import needing_batch, query, slot_query, unallowed
from .written_answers import reasons

_ROWS_AT_ONCE = 20_000
_PART = ".part"


class Work(msgspec.Struct, frozen=True):
    """What is to be done: the file of cases, that of plans, and that of rows put aside; whether plans are lists of ids
    rather than columns; and what works them out, for Spark on which `master`."""

    source: Path
    target: Path
    aside: Path
    lists: bool
    backend: str
    master: str

    @property
    def part(self) -> Path:
        """Where plans are written until they are whole."""
        return self.target.with_name(self.target.name + _PART)


class Batch(msgspec.Struct, frozen=True):
    """What became of a file: how many cases have a plan, and how many rows were put aside."""

    planned: int
    aside: int


def planned(rulebook: Rulebook, work: Work, told: Callable[[str], str] = str) -> Batch:
    """Plans for all cases of a file; no file bears its whole name before it is whole.

    Why a row was put aside is written as `told` tells it, which is given the sentences in English.

    Raises CaseError when the file of cases cannot be read or has columns that are not the rulebook's, EngineError when
    what should work is not there or fails, and OSError when a file cannot be written.
    """
    with needing_batch(), of_file(work.target):
        return _planned(rulebook, work, told)


def _planned(rulebook: Rulebook, work: Work, told: Callable[[str], str]) -> Batch:
    form = form_of(work.target)
    if len({path.resolve() for path in (work.source, work.target, work.aside)}) < 3:
        wrong = "It would be written over another of these files."
        raise CaseError([Problem(Place(str(work.target)), wrong, "Give each a name of its own.")])
    scratch, rejected, made = (work.part.with_name(work.part.name + end) for end in (".cases", ".rejected", ".made"))
    aside = _AsideFile(work.aside, told)
    try:
        source = plain(rulebook, work.source, scratch, aside.write)
        asked = query if work.backend == DUCKDB else slot_query
        wanted = asked(rulebook, source.table, lists=work.lists, id_type=id_type(source))
        run(work.backend, wanted, source, made, work.master)
        rows = _rows(made)
        if rows != source.rows:
            others = unallowed(rulebook, source.table, id_type=id_type(source))
            run(work.backend, others, source, rejected, work.master)
            for row in _read(rejected):
                said = row.get(ID)
                aside.write(Aside(row[ROW], "" if said is None else str(said), reasons(source.table, row)))
            if rows + _rows(rejected) != source.rows:
                wrong = f"Of {source.rows} rows {source.rows - rows - _rows(rejected)} are missing."
                raise EngineError([Problem(Place(work.backend), wrong, "Please report this.")])
        _delivered(made, work, form)
        aside.finish()
        return Batch(rows, aside.count)
    finally:
        for left in (scratch, rejected, made, work.part):
            _remove(left)
        aside.drop()


def _delivered(made: Path, work: Work, form: str) -> None:
    """The plans in the form that was asked for, and under the name."""
    if form == PARQUET:
        _remove(work.part)
        os.replace(made, work.part)
    elif form == CSV:
        _write_csv(made, work.part)
    else:
        with work.part.open("wb") as file:
            for row in _read(made):
                file.write(msgspec.json.encode(row) + b"\n")
    if work.target.is_dir() or (work.part.is_dir() and work.target.exists()):
        # Folders, which Spark makes, are not replaced by renaming.
        _remove(work.target)
    os.replace(work.part, work.target)


def _write_csv(made: Path, part: Path) -> None:
    with part.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_names(made))
        for row in _read(made):
            writer.writerow([_cell(value) for value in row.values()])


def _cell(value: object) -> object:
    """A value as a cell: lists as they are read again, and nothing for what is not there."""
    if isinstance(value, list):
        return "|".join(value)
    return str(value).lower() if isinstance(value, bool) else value


def _names(path: Path) -> list[str]:
    import pyarrow.dataset as dataset  # an extra

    return list(dataset.dataset(path, format="parquet").schema.names)


def _rows(path: Path) -> int:
    import pyarrow.dataset as dataset  # an extra

    return int(dataset.dataset(path, format="parquet").count_rows())


def _read(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a Parquet file, or of a folder of such files, in their order."""
    import pyarrow.dataset as dataset  # an extra

    scanner = dataset.dataset(path, format="parquet").scanner(batch_size=_ROWS_AT_ONCE)
    for batch in scanner.to_batches():
        yield from batch.to_pylist()


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


class _AsideFile:
    """The file of rows put aside, written beside its name until all is done; there is none where no row is."""

    def __init__(self, path: Path, told: Callable[[str], str]) -> None:
        self._told = told
        self._path, self._part = path, path.with_name(path.name + _PART)
        self._file: Any = None
        self.count = 0

    def write(self, aside: Aside) -> None:
        if self._file is None:
            self._file = self._part.open("w", encoding="utf-8", newline="")
            self._rows = csv.writer(self._file, lineterminator="\n")
            self._rows.writerow(("row", "id", "reason"))
        self._rows.writerow((aside.row, aside.id, self._told(" ".join(aside.reasons))))
        self.count += 1

    def finish(self) -> None:
        if self._file is None:
            # What an earlier run put aside is not of these cases.
            self._path.unlink(missing_ok=True)
            return
        self._file.close()
        self._file = None
        os.replace(self._part, self._path)

    def drop(self) -> None:
        if self._file is not None:
            self._file.close()
        self._part.unlink(missing_ok=True)
