"""Tables in CSV files, as spreadsheet programs write them: with a byte order mark or without, in UTF-8 or in what a
Japanese Windows takes for text (code page 932), separated by commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io
import re

from ..language import Place, Problem
from .document import UNWRITTEN
from .grid import Grid, GridDraft
from .regular_file import MOST_BYTES
from .table_encoding import DoubtfulError, decoded

Span = tuple[int, int]
"""From which character of a text to before which."""

_SEPARATORS = ",;\t"
_QUOTED = re.compile(r'"[^"]*"')
_NAMED_SEPARATOR = re.compile(r"sep=(.)(?:\r\n|\n|\r)", re.IGNORECASE)
_LINE_END = re.compile(r"\r\n|\r|\n")


def read_csv(source: str, data: bytes, problems: list[Problem]) -> Grid | None:
    """The table in `data`, or None; what is wrong with it is added to `problems`. `source` is what places call it."""
    whole = Place(source)
    if len(data) > MOST_BYTES:
        problems.append(Problem(whole, "The file is larger than 1 MiB.", "Split it."))
        return None
    try:
        text = decoded(data)
    except DoubtfulError:
        wrong = "The file is not UTF-8, and its letters may be Shift JIS or something else."
        problems.append(Problem(whole, wrong, "Save it as 'CSV UTF-8'."))
        return None
    if text is None:
        problems.append(Problem(whole, "The file is neither UTF-8 nor Shift JIS.", "Save it as 'CSV UTF-8'."))
        return None
    stray = UNWRITTEN.search(text)
    if stray:
        line = text.count("\n", 0, stray.start()) + 1
        wrong = f"The character U+{ord(stray[0]):04X} does not belong in a text."
        problems.append(Problem(Place(source, line, 1), wrong, "Delete it, or save the file as 'CSV UTF-8'."))
        return None
    named = _NAMED_SEPARATOR.match(text)
    draft = GridDraft(source, "", problems)
    text, separator = (text[named.end() :], named[1]) if named else (text, _separator(text))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for row in reader:
            if not draft.add(row):
                break
    except csv.Error as error:
        place = Place(source, reader.line_num, 1)
        problems.append(Problem(place, f"This is not CSV: {error}.", "Look for a quotation mark without its partner."))
        return None
    grid = draft.grid()
    if grid is None and not draft.is_refused:
        problems.append(Problem(whole, "The file is empty.", "Write a row of headings and a row for each rule."))
    return grid


def csv_text(data: bytes) -> str:
    """What a CSV file says, without a byte order mark; nothing where its letters cannot be told."""
    try:
        return decoded(data) or ""
    except DoubtfulError:
        return ""


def cell_spans(text: str) -> tuple[tuple[Span, ...], ...]:
    """From which character to which, in the text of a CSV file, each cell of each row goes, without quotation marks
    and without space around it; rows and cells as `read_csv` counts them."""
    named = _NAMED_SEPARATOR.match(text)
    start, separator = (named.end(), named[1]) if named else (0, _separator(text))
    cell = re.compile(rf'"((?:[^"]|"")*)"?|([^{re.escape(separator)}\r\n]*)')
    rows: list[tuple[Span, ...]] = []
    while start < len(text):
        row: list[Span] = []
        goes_on = True
        while goes_on and (found := cell.match(text, start)):
            row.append(_without_space(text, *found.span(found.lastindex or 0)))
            start = found.end()
            goes_on = text.startswith(separator, start)
            start += goes_on
        rows.append(tuple(row))
        ended = _LINE_END.match(text, start)
        if ended is None:
            break
        start = ended.end()
    return tuple(rows)


def _without_space(text: str, start: int, stop: int) -> Span:
    told = text[start:stop]
    begin = start + len(told) - len(told.lstrip())
    return begin, begin + len(told.strip())


def _separator(text: str) -> str:
    """What separates most cells of the headings, the longest of the first few lines; a comma where nothing does."""
    lines = _QUOTED.sub("", text).splitlines()[:3]
    counts = {separator: max((line.count(separator) for line in lines), default=0) for separator in _SEPARATORS}
    return max(_SEPARATORS, key=lambda separator: counts[separator])
