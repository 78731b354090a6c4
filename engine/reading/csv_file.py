"""Tables in CSV files, as spreadsheet programs write them: with a byte order mark or without, in UTF-8 or in what a
Japanese Windows takes for text (code page 932), separated by commas, semicolons or tabs."""

from __future__ import annotations

import codecs
import csv
import io
import re

from ..language import Place, Problem
from .document import UNWRITTEN
from .grid import Grid, GridDraft
from .regular_file import MOST_BYTES

_SEPARATORS = ",;\t"
_QUOTED = re.compile(r'"[^"]*"')
_NAMED_SEPARATOR = re.compile(r"sep=(.)(?:\r\n|\n|\r)", re.IGNORECASE)
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_csv(source: str, data: bytes, problems: list[Problem]) -> Grid | None:
    """The table in `data`, or None; what is wrong with it is added to `problems`. `source` is what places call it."""
    whole = Place(source)
    if len(data) > MOST_BYTES:
        problems.append(Problem(whole, "The file is larger than 1 MiB.", "Split it."))
        return None
    text = _decoded(data)
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


def _decoded(data: bytes) -> str | None:
    encodings = ("utf-16",) if data.startswith(_UTF_16) else ("utf-8-sig", "cp932")
    return next((text for encoding in encodings if (text := _decoded_from(data, encoding)) is not None), None)


def _decoded_from(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _separator(text: str) -> str:
    """What separates most cells of the headings, the longest of the first few lines; a comma where nothing does."""
    lines = _QUOTED.sub("", text).splitlines()[:3]
    counts = {separator: max((line.count(separator) for line in lines), default=0) for separator in _SEPARATORS}
    return max(_SEPARATORS, key=lambda separator: counts[separator])
