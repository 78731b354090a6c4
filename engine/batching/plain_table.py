"""A table of cases as a Parquet file of plain columns: itself, or what CSV, JSON Lines and text are made into.

What is written out as text is read as a case file is, and written again, in portions, so that it takes no more memory
however long it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec

from ..language import DATE, SEVERAL, UNKNOWN, CaseError, Place, Problem, Question, Rulebook, Value
from .case_rows import CSV, JSON_LINES, PARQUET, Aside, CsvRows, JsonRows, ParquetRows, form_of, of_file
from .case_table import (
    DAY,
    EMPTY,
    EXACT,
    FLOAT,
    ID,
    LIST,
    NARROW,
    NESTED,
    READ_ONE_BY_ONE,
    ROW,
    TEXT,
    TRUTH,
    UNITS,
    WHOLE,
    CaseTable,
    Column,
    Given,
    case_table,
)
from .written_answers import WrittenAnswers, as_answers


class Plain(msgspec.Struct, frozen=True, eq=False):
    """A Parquet file and the table in it; `id_kind` is what its ids are. `counts_rows` says whether the column ROW is
    in the file; `rows` is how many there are, and `lacks_ids` whether some may be called by their numbers."""

    path: Path
    table: CaseTable
    id_kind: str
    rows: int
    counts_rows: bool = False
    lacks_ids: bool = False


def plain(rulebook: Rulebook, source: Path, scratch: Path, aside: Callable[[Aside], None]) -> Plain:
    """The cases of a file as a Parquet file: itself, or one that is written to `scratch`.

    What cannot be read of a row is told to `aside`. Raises CaseError when the file cannot be read at all, or its
    columns are not those of the rulebook.
    """
    if source.is_dir():
        raise CaseError([Problem(Place(str(source)), "This is a folder.", "Name a file.")])
    form = form_of(source)
    with _reading(source):
        if form == PARQUET:
            return _of_parquet(rulebook, source, scratch, aside)
        read = CsvRows(source) if form == CSV else JsonRows(source)
        table = case_table(rulebook, read.columns, Place(str(source)), as_text=True)
        return _written(rulebook, table, read, scratch, aside)


@contextmanager
def _reading(source: Path) -> Iterator[None]:
    """What goes wrong while a file is read is told as a sentence. Raises CaseError then."""
    import pyarrow  # an extra

    try:
        yield
    except KeyboardInterrupt:
        # One of them is an error of Arrow too.
        raise
    except pyarrow.ArrowException as error:
        reason = " ".join(str(error).split())[:200]
        form = {PARQUET: "Parquet", CSV: "CSV", JSON_LINES: "JSON Lines"}[form_of(source)]
        wrong = f"It is no {form} file that can be read: {reason.rstrip(' .')}."
        raise CaseError([Problem(Place(str(source)), wrong, "Give a whole file, as it was written.")]) from None


# Parquet --------------------------------------------------------------------------------------------------------------


def _of_parquet(rulebook: Rulebook, source: Path, scratch: Path, aside: Callable[[Aside], None]) -> Plain:
    import pyarrow.parquet as parquet  # an extra

    with of_file(source):
        file = parquet.ParquetFile(source)
    columns = [Column(field.name, kind_of(field.type)) for field in file.schema_arrow]
    place = Place(str(source))
    written_out = case_table(rulebook, columns, place, as_text=True)
    if any(_as_written(given) for given in written_out.given):
        return _written(rulebook, written_out, ParquetRows(file), scratch, aside)
    kinds = {column.name: column.kind for column in columns}
    table = case_table(rulebook, columns, place)
    lacks_ids = bool(table.id) and _lacks(file.metadata, table.id)
    return Plain(source, table, kinds.get(table.id, ""), file.metadata.num_rows, lacks_ids=lacks_ids)


def _lacks(metadata: Any, name: str) -> bool:
    """Whether values of a column may be missing; most files say so of each group of rows."""
    (at,) = (at for at in range(metadata.num_columns) if metadata.schema.column(at).path == name)
    counted = (metadata.row_group(group).column(at).statistics for group in range(metadata.num_row_groups))
    return any(one is None or not one.has_null_count or one.null_count for one in counted)


def _as_written(given: Given) -> bool:
    """Whether the answers have to be read as people write them."""
    written = given.question.numeric or given.question.kind == SEVERAL
    return written and given.column is not None and given.column.kind in READ_ONE_BY_ONE


def kind_of(data_type: Any) -> str:
    """What the values of an Arrow type are."""
    import pyarrow.types as types  # an extra

    if types.is_dictionary(data_type):
        data_type = data_type.value_type
    tests = {
        TEXT: (types.is_string, types.is_large_string, types.is_string_view),
        EXACT: (types.is_uint64, types.is_decimal),
        WHOLE: (types.is_integer,),
        FLOAT: (types.is_float64,),
        DAY: (types.is_date,),
        TRUTH: (types.is_boolean,),
        EMPTY: (types.is_null,),
        NARROW: (types.is_floating,),
    }
    for kind, ways in tests.items():
        if any(way(data_type) for way in ways):
            return kind
    if types.is_list(data_type) or types.is_large_list(data_type):
        return LIST if kind_of(data_type.value_type) in (TEXT, EMPTY) else NESTED
    return NESTED


def _written(
    rulebook: Rulebook,
    table: CaseTable,
    read: ParquetRows | CsvRows | JsonRows,
    scratch: Path,
    aside: Callable[[Aside], None],
) -> Plain:
    import pyarrow  # an extra
    import pyarrow.parquet as parquet

    readings = {given.question.id: WrittenAnswers(given.question) for given in table.given}
    made = tuple(_plain_given(given) for given in table.given)
    fields = {ROW: pyarrow.int64(), **({ID: pyarrow.string()} if table.id else {})}
    for given in made:
        fields |= _plain_fields(given)
    schema = pyarrow.schema(list(fields.items()))
    rows = 0
    with parquet.ParquetWriter(scratch, schema) as writer:
        for numbers, values in read.portions(aside):
            columns, good = _portion(table, readings, numbers, values, aside)
            rows += len(good)
            writer.write_table(pyarrow.table(columns, schema=schema))
    return Plain(scratch, CaseTable(made, ID if table.id else ""), TEXT if table.id else "", rows, counts_rows=True)


def _plain_given(given: Given) -> Given:
    question = given.question
    if question.kind == SEVERAL:
        options = {option: f"{question.id}.{option}" for option in question.options}
        return Given(question, None, options, f"{question.id}.{UNKNOWN}")
    kind = DAY if question.kind == DATE else UNITS if question.numeric else TEXT
    return Given(question, Column(question.id, kind), {}, f"{question.id}.{UNKNOWN}")


def _plain_fields(given: Given) -> dict[str, Any]:
    import pyarrow  # an extra

    types = {DAY: pyarrow.date32(), UNITS: pyarrow.int64(), TEXT: pyarrow.string()}
    own = {} if given.column is None else {given.column.name: types[given.column.kind]}
    return {**own, **dict.fromkeys((*given.options.values(), given.unknown), pyarrow.bool_())}


def _portion(
    table: CaseTable,
    readings: Mapping[str, WrittenAnswers],
    numbers: Sequence[int],
    values: Mapping[str, Sequence[object]],
    aside: Callable[[Aside], None],
) -> tuple[dict[str, list[object]], list[int]]:
    """The plain columns of some rows, without those that hold what is no answer."""
    read: dict[str, list[Value | None]] = {}
    wrong: dict[int, list[str]] = {}
    for given in table.given:
        answers: list[Value | None] = []
        of_question = readings[given.question.id]
        for at, written in enumerate(as_answers(given, values, len(numbers), wrong)):
            value = None if written is None else of_question.value(written)
            if isinstance(value, str):
                wrong.setdefault(at, []).append(value)
                value = None
            answers.append(value)
        read[given.question.id] = answers
    ids = [""] * len(numbers)
    for at, said in enumerate(values[table.id] if table.id else ()):
        ids[at] = str(numbers[at]) if said is None else f"{said:f}" if isinstance(said, Decimal) else str(said)
        if isinstance(said, (bool, list, dict)):
            wrong.setdefault(at, []).append(f"'{ID}' is neither text nor a number. Write one of them.")
    for at in sorted(wrong):
        aside(Aside(numbers[at], ids[at], tuple(wrong[at])))
    good = [at for at in range(len(numbers)) if at not in wrong]
    columns: dict[str, list[object]] = {ROW: [numbers[at] for at in good]}
    if table.id:
        columns[ID] = [ids[at] for at in good]
    for given in table.given:
        columns |= _plain_columns(given.question, [read[given.question.id][at] for at in good])
    return columns, good


def _plain_columns(question: Question, answers: list[Value | None]) -> dict[str, list[object]]:
    unknown = frozenset((UNKNOWN,))
    columns: dict[str, list[object]] = {f"{question.id}.{UNKNOWN}": [value == unknown for value in answers]}
    if question.kind == SEVERAL:
        for option in question.options:
            columns[f"{question.id}.{option}"] = [
                None if value is None else isinstance(value, frozenset) and option in value for value in answers
            ]
        return columns
    columns[question.id] = [
        None if value is None or value == unknown else _plain_value(question, value) for value in answers
    ]
    return columns


def _plain_value(question: Question, value: Value) -> object:
    from datetime import date  # light, and used for days alone

    if isinstance(value, int):
        return date.fromordinal(value) if question.kind == DATE else value
    (option,) = value
    return option
