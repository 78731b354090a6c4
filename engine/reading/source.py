"""The texts of files as editors show them, and where in them an id stands."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from ..language import Place
from .csv_file import Span, cell_spans, csv_text
from .node import TextNode
from .regular_file import read_bytes
from .rule_file import CSV, WORKBOOK

_YAML_LINE_END = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_WORD = re.compile(r"\w+(?:[-.]\w+)*|[^\r\n]+")


class SourceText(msgspec.Struct, frozen=True):
    """The `text` of a file without a byte order mark; of a table, `cells` are where its cells stand, row by row."""

    text: str
    cells: tuple[tuple[Span, ...], ...] | None = None

    def span(self, identity: TextNode) -> Span | None:
        """From which character to which an id is written that was read from this file, without quotes around it; None
        where nobody has written it."""
        start, stop = identity.start, identity.stop
        if start == stop:
            return None
        if self.cells is not None:
            place = identity.place
            begin, end = self.cells[place.line - 1][place.column - 1]
            return (begin + start, begin + stop) if begin + stop <= end else None
        written = self.text[start:stop]
        if written[0] in "'\"":
            return start + 1, stop - 1
        if written[0] in "|>":
            at = self.text.find(identity.typed, start, stop)
            return (at, at + len(identity.typed)) if at >= 0 else None
        return start, stop

    def word(self, place: Place) -> Span:
        """The word that begins at a place of this file, or the cell; what is left of the line where there is no word.

        Of the whole file the empty beginning; of a place behind its end the last character.
        """
        if self.cells is not None and place.is_cell:
            row = self.cells[place.line - 1] if 0 < place.line <= len(self.cells) else ()
            return row[place.column - 1] if 0 < place.column <= len(row) else (0, 0)
        starts = [0, *(end.end() for end in _YAML_LINE_END.finditer(self.text))]
        if place.line < 1:
            return 0, 0
        if place.line > len(starts):
            last = len(self.text.rstrip())
            return max(last - 1, 0), last
        start = min(starts[place.line - 1] + max(place.column - 1, 0), len(self.text))
        found = _WORD.match(self.text, start)
        return (start, found.end()) if found is not None else (start, start)


def source_text(path: Path) -> SourceText | None:
    """The text of a file; None where it cannot be read, or is no text at all, as a workbook is none."""
    ending = path.suffix.lower()
    data = read_bytes(path) if ending != WORKBOOK else None
    if not isinstance(data, bytes):
        return None
    if ending == CSV:
        text = csv_text(data)
        return SourceText(text, cell_spans(text))
    try:
        return SourceText(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return None
