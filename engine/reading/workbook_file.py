"""Tables in spreadsheets (.xlsx), read with openpyxl, which takes the extra `tables`.

A spreadsheet is an archive of XML from a stranger: what it unpacks to is bounded before anything is unpacked, documents
with definitions of their own are refused, and formulas are neither computed nor taken at their last result.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from ..language import Place, Problem
from .grid import Grid, GridDraft
from .regular_file import MOST_BYTES

if TYPE_CHECKING:
    from openpyxl import Workbook

MOST_UNPACKED, MOST_MEMBERS = 32 * 1024 * 1024, 1_000
"""How many bytes an archive may unpack to, and how many files it may hold."""

_ENCRYPTED_OR_OLD = b"\xd0\xcf\x11\xe0"
"""How the container begins in which old spreadsheets lie, and new ones with a password."""

_DEFINITIONS = tuple(mark.encode(encoding) for mark in ("<!DOCTYPE", "<!ENTITY") for encoding in ("utf-8", "utf-16-le"))
_MERGED = b"mergeCell "
_SPOKEN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
"""What a format writes as it stands, and its conditions and colours."""

_SHOWS_ANOTHER = re.compile(r"%|[0#?],+(?![0#?,])")
"""What in a format shows a hundredfold, or so many thousands."""

_FORMULA, _ERROR = "f", "e"


class _RefusedError(Exception):
    """The file cannot be read; its arguments say what is wrong and what would be right."""


def read_workbook(source: str, data: bytes, problems: list[Problem]) -> tuple[Grid, ...]:
    """The tables in `data`, one for each sheet with content; what is wrong with it is added to `problems`.

    `source` is what places call it.
    """
    try:
        has_merged = _looked_through(data)
        grids = tuple(_grids(source, data, has_merged, problems))
    except _RefusedError as refused:
        problems.append(Problem(Place(source), *refused.args))
        return ()
    return grids


def _looked_through(data: bytes) -> bool:
    """Whether cells seem to be merged in a file; raises _RefusedError where it should not be opened at all."""
    if len(data) > MOST_BYTES:
        raise _RefusedError("The file is larger than 1 MiB.", "Split it.")
    if data.startswith(_ENCRYPTED_OR_OLD):
        wrong = "The file is encrypted, or it is an old spreadsheet (.xls)."
        raise _RefusedError(wrong, "Save it as .xlsx without a password.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
                wrong = f"The file unpacks to more than {MOST_UNPACKED // 1024 // 1024} MiB."
                raise _RefusedError(wrong, "Save a smaller one.")
            documents = [archive.read(member) for member in members if member.filename.endswith((".xml", ".rels"))]
    except _RefusedError:
        raise
    except Exception as error:
        # Each way of packing has errors of its own.
        raise _RefusedError("The file is damaged or no spreadsheet.", "Save it again as .xlsx.") from error
    if any(mark in document for document in documents for mark in _DEFINITIONS):
        raise _RefusedError("The file holds XML with definitions of its own.", "Save it again with a spreadsheet.")
    return any(_MERGED in document for document in documents)


def _grids(source: str, data: bytes, has_merged: bool, problems: list[Problem]) -> Iterator[Grid]:
    known = len(problems)
    with _Opened(data, read_only=not has_merged) as opened:
        for worksheet in opened.worksheets:
            draft = GridDraft(source, worksheet.title, problems)
            if has_merged:
                _refuse_merged(worksheet, draft)
            for row in _rows(worksheet, draft):
                if not draft.add(row):
                    break
            grid = draft.grid()
            if grid is not None:
                yield grid
                known = -1
    if known == len(problems):
        problems.append(
            Problem(Place(source), "No sheet holds anything.", "Write a row of headings and a row for each rule.")
        )


class _Opened:
    """The workbook, closed in the end; whatever openpyxl stumbles over becomes a refusal."""

    def __init__(self, data: bytes, *, read_only: bool) -> None:
        self._data = data
        self._read_only = read_only
        self._workbook: Workbook | None = None

    def __enter__(self) -> Workbook:
        load_workbook = _library()
        try:
            with warnings.catch_warnings():
                # It warns of every extension that it does not keep.
                warnings.simplefilter("ignore")
                self._workbook = load_workbook(io.BytesIO(self._data), read_only=self._read_only, keep_links=False)
        except Exception as error:
            # What it raises depends on where in the file something is amiss.
            raise _RefusedError("The file is damaged or no spreadsheet.", "Save it again as .xlsx.") from error
        return self._workbook

    def __exit__(self, *_: object) -> None:
        if self._workbook is not None:
            self._workbook.close()


def _library() -> Any:
    try:
        # An extra, which few rulebooks need.
        from openpyxl import load_workbook
    except ImportError as error:
        right = "Install it with: pip install 'nakanaori[tables]', or save the table as .csv."
        raise _RefusedError("Reading .xlsx takes openpyxl, which is not installed.", right) from error
    return load_workbook


def _refuse_merged(worksheet: Any, draft: GridDraft) -> None:
    for merged in worksheet.merged_cells.ranges:
        place = draft.cell_place(merged.min_row, merged.min_col)
        draft.refuse(place, f"The cells {merged.coord} are merged.", "Unmerge them, and write into each what it holds.")


def _rows(worksheet: Any, draft: GridDraft) -> Iterator[list[str]]:
    if hasattr(worksheet, "reset_dimensions"):
        # What a file says of its own size need not be so.
        worksheet.reset_dimensions()
    try:
        for at, row in enumerate(worksheet.iter_rows(), start=1):
            yield [_text(cell, draft.cell_place(at, column), draft) for column, cell in enumerate(row, start=1)]
    except _RefusedError:
        raise
    except Exception as error:
        # As on opening: a sheet is read when its rows are.
        raise _RefusedError("The file is damaged or no spreadsheet.", "Save it again as .xlsx.") from error


def _text(cell: Any, place: Place, draft: GridDraft) -> str:
    """What a cell holds, as a person would type it."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == _FORMULA:
        written = value if isinstance(value, str) else getattr(value, "text", None) or "{…}"
        draft.refuse(place, f"The cell holds the formula '{written}'.", _NOT_COMPUTED)
        return ""
    if cell.data_type == _ERROR:
        draft.refuse(place, f"The cell holds the error '{value}'.", "Write a value.")
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        number = str(int(value)) if float(value).is_integer() and abs(value) < 2**53 else repr(value)
        form = cell.number_format
        if form and _SHOWS_ANOTHER.search(_SPOKEN.sub("", form)):
            wrong = f"The cell holds {number} in the format '{form}', which shows another number."
            draft.refuse(place, wrong, "Give the cell the format 'General', and write the number that is meant.")
        return number
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    return value.isoformat() if isinstance(value, (date, datetime, time)) else str(value)


_NOT_COMPUTED = "Formulas are not computed: write what it comes to."
