"""The lines of a text as editors count them, in characters, or in the units of UTF-16 or UTF-8."""

from __future__ import annotations

import re
from bisect import bisect_right

_END = re.compile(r"\r\n|\n|\r")
_MARK = "\ufeff"

UTF_8, UTF_16, UTF_32 = "utf-8", "utf-16", "utf-32"
_BYTES = {UTF_8: ("utf-8", 1), UTF_16: ("utf-16-le", 2), UTF_32: ("utf-32-le", 4)}


class Lines:
    """A text, its characters counted from 0 and without a byte order mark; lines and their columns from 0 as well.

    A column counts the units of `encoding` before it.
    """

    def __init__(self, text: str, encoding: str = UTF_16) -> None:
        self.mark = text.startswith(_MARK)
        self.text = text.removeprefix(_MARK)
        self.encoding, self.unit = _BYTES[encoding]
        self.starts = [0, *(end.end() for end in _END.finditer(self.text))]

    def position(self, offset: int) -> tuple[int, int]:
        """The line and column of a character; of one behind the text, those of its end."""
        offset = min(max(offset, 0), len(self.text))
        line = bisect_right(self.starts, offset) - 1
        column = self._units(self.text[self.starts[line] : offset])
        return line, column + (self._units(_MARK) if self.mark and line == 0 else 0)

    def offset(self, line: int, column: int) -> int:
        """The character at a line and column; the line's end where it is shorter, the text's where there is no line."""
        if line >= len(self.starts):
            return len(self.text)
        if self.mark and line == 0:
            column -= self._units(_MARK)
        start = self.starts[line]
        stop = self.starts[line + 1] if line + 1 < len(self.starts) else len(self.text)
        told = self.text[start:stop].rstrip("\r\n")
        if told.isascii():
            return start + min(max(column, 0), len(told))
        before = told.encode(self.encoding)[: max(column, 0) * self.unit]
        return start + len(before.decode(self.encoding, errors="ignore"))

    def _units(self, text: str) -> int:
        return len(text) if text.isascii() else len(text.encode(self.encoding)) // self.unit
