"""Files of cases row by row, in portions: Parquet, CSV, JSON Lines; and rows that are none, which are put aside."""

from __future__ import annotations

import csv
import errno
import json
import os
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias

import msgspec

from ..language import CaseError, Place, Problem
from .case_table import ID, TEXT, Column

PARQUET, CSV, JSON_LINES = ".parquet", ".csv", ".jsonl"
FORMS = (PARQUET, CSV, JSON_LINES)
"""The forms of files, by how their names end."""

_ROWS_AT_ONCE = 50_000

_BLANK = BOM_UTF8 + b" \t\r\n"

Portion: TypeAlias = "tuple[Sequence[int], Mapping[str, Sequence[object]]]"
"""Some rows: their numbers, and their values by column."""


class Aside(msgspec.Struct, frozen=True):
    """A row that was left out: its number from 1, its id where it has one, and why."""

    row: int
    id: str
    reasons: tuple[str, ...]


def form_of(path: Path) -> str:
    """The form that a file's name says. Raises CaseError where it says none."""
    ending = path.suffix.lower()
    ending = {".ndjson": JSON_LINES, ".pq": PARQUET}.get(ending, ending)
    if ending not in FORMS:
        right = f"Let it end in {', '.join(FORMS[:-1])} or {FORMS[-1]}."
        raise CaseError([Problem(Place(str(path)), "The name of this file does not say its form.", right)])
    return ending


@contextmanager
def of_file(path: Path) -> Iterator[None]:
    """What goes wrong with a file is said of that file: not everything that writes files names them."""
    try:
        yield
    except OSError as error:
        if error.filename:
            raise
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise OSError(error.errno or errno.EIO, reason, str(path)) from error


class ParquetRows:
    """The rows of a Parquet file."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def portions(self, aside: Callable[[Aside], None]) -> Iterator[Portion]:
        """So many rows at a time: their numbers, and the values by column."""
        first = 1
        for batch in self._file.iter_batches(_ROWS_AT_ONCE):
            yield range(first, first + len(batch)), {name: _values(batch[name]) for name in batch.schema.names}
            first += len(batch)


def _values(column: Any) -> list[object]:
    """The values of a column of Arrow; a number of floating point is the one that its own digits say."""
    import pyarrow.types as types  # an extra

    values: list[object] = column.to_pylist()
    if not types.is_float16(column.type) and not types.is_float32(column.type):
        return values
    # With 64 bits 1.1 of 32 bits would be 1.10000002384185791015625.
    narrow = column.type.to_pandas_dtype()
    return [None if value is None else float(str(narrow(value))) for value in values]


class CsvRows:
    """The rows of a CSV file, every cell of which is text; an empty one is no answer."""

    def __init__(self, source: Path) -> None:
        self._source = source
        with source.open(encoding="utf-8-sig", newline="") as file:
            try:
                self._names = next(csv.reader(file, strict=True), [])
            except (csv.Error, UnicodeDecodeError) as error:
                raise _unreadable(source, error) from None
        if not self._names:
            raise CaseError([Problem(Place(str(source)), "This file is empty.", "Its first line names the columns.")])
        self.columns = [Column(name, TEXT) for name in self._names]

    def portions(self, aside: Callable[[Aside], None]) -> Iterator[Portion]:
        """So many rows at a time: their numbers, and the values by column."""
        rows = self._rows(aside)
        while share := list(islice(rows, _ROWS_AT_ONCE)):
            cells = zip(*(cells for _, cells in share), strict=True)
            columns = {name: [cell or None for cell in column] for name, column in zip(self._names, cells, strict=True)}
            yield [number for number, _ in share], columns

    def _rows(self, aside: Callable[[Aside], None]) -> Iterator[tuple[int, list[str]]]:
        """The rows that have as many cells as there are columns, with their numbers; the first line is none."""
        with self._source.open(encoding="utf-8-sig", newline="") as file:
            number = -1
            for cells in self._read(csv.reader(file, strict=True)):
                number += bool(cells)
                if number < 1 or not cells:
                    continue
                if isinstance(cells, str):
                    aside(Aside(number, "", (f"It is not CSV: {cells}.",)))
                elif len(cells) == len(self._names):
                    yield number, cells
                else:
                    wrong = f"It has {len(cells)} cells, and the first line names {len(self._names)} columns."
                    at = self._names.index(ID) if ID in self._names else len(cells)
                    aside(Aside(number, cells[at] if at < len(cells) else "", (wrong,)))

    def _read(self, rows: Iterator[list[str]]) -> Iterator[list[str] | str]:
        """The cells of each row, or what is wrong with it."""
        while True:
            try:
                yield next(rows)
            except StopIteration:  # noqa: PERF203 - a row that is none does not end the file
                return
            except csv.Error as error:
                yield str(error)
            except UnicodeDecodeError as error:
                raise _unreadable(self._source, error) from None


class JsonRows:
    """The rows of a file of JSON Lines, an object each."""

    def __init__(self, source: Path) -> None:
        self._source = source
        self._decode = msgspec.json.Decoder(dict[str, Any], float_hook=Decimal).decode
        names = dict.fromkeys(name for _, row in self._objects(lambda _: None) for name in row)
        if not names:
            with source.open("rb") as lines:
                is_empty = not any(line.strip(_BLANK) for line in lines)
            wrong = "This file is empty." if is_empty else "No line of this file is a JSON object that names a column."
            raise CaseError([Problem(Place(str(source)), wrong, "Let every line hold a case.")])
        self.columns = [Column(name, TEXT) for name in names]

    def _objects(self, aside: Callable[[Aside], None]) -> Iterator[tuple[int, dict[str, Any]]]:
        with self._source.open("rb") as lines:
            number = 0
            for at, line in enumerate(lines):
                told = line.removeprefix(BOM_UTF8) if not at else line
                if not told.strip():
                    continue
                number += 1
                try:
                    row = self._decode(told)
                except (msgspec.DecodeError, UnicodeDecodeError) as error:
                    aside(Aside(number, "", (f"It is no JSON object: {error}.",)))
                    continue
                # Where a name stands there twice, there are more colons than names.
                twice = "" if told.count(b":") == len(row) else _twice(told)
                if twice:
                    own = "" if row.get(ID) is None else str(row[ID])
                    aside(Aside(number, own, (f"It names '{twice}' twice. Keep one of them.",)))
                else:
                    yield number, row

    def portions(self, aside: Callable[[Aside], None]) -> Iterator[Portion]:
        """So many rows at a time: their numbers, and the values by column."""
        numbers: list[int] = []
        rows: list[dict[str, Any]] = []

        def portion() -> Portion:
            return numbers, {column.name: [row.get(column.name) for row in rows] for column in self.columns}

        for number, row in self._objects(aside):
            numbers.append(number)
            rows.append(row)
            if len(rows) >= _ROWS_AT_ONCE:
                yield portion()
                numbers, rows = [], []
        if rows:
            yield portion()


def _twice(line: bytes) -> str:
    """The first name that stands twice in the object of this line; nothing where there is none."""

    def pairs(members: list[tuple[str, object]]) -> tuple[str, ...]:
        return tuple(name for name, _ in members)

    # Only the outermost object is made last, and is what comes out.
    names: tuple[str, ...] = json.loads(line, object_pairs_hook=pairs)
    return next((name for at, name in enumerate(names) if name in names[:at]), "")


def _unreadable(source: Path, error: Exception) -> CaseError:
    wrong = f"It is no CSV file that can be read: {error}."
    return CaseError([Problem(Place(str(source)), wrong, "Give a file of UTF-8 text.")])
