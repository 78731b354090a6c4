"""Lines that fit a terminal: Japanese breaks between letters, other text between words.

No line begins with closing punctuation or ends with an opening bracket (kinsoku, JIS X 4051).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len, set_cell_size

_NEVER_FIRST = "、。，．・：；？！」』）】〕］｝〉》”’ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.;:?!)]}%…"
_NEVER_LAST = "「『（【〔［｛〈《“‘([{"
_WIDE = "\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6"
_PIECE = re.compile(rf"[{_WIDE}]|[^\s{_WIDE}]+|\s+")


def wrapped(text: str, width: int) -> list[str]:
    """The text as lines of at most `width` columns, without white space at their ends; at least one line."""
    lines, line = [], ""
    for piece in _unbreakable(text):
        if not line.strip() or cell_len(line) + cell_len(piece.rstrip()) <= width:
            line = line + piece if line.strip() else piece.lstrip()
        else:
            lines.append(line.rstrip())
            line = piece.lstrip()
        while cell_len(line.rstrip()) > width:
            head = set_cell_size(line, width).rstrip() or line[:1]
            lines.append(head)
            line = line[len(head) :].lstrip()
    lines.append(line.rstrip())
    return lines


def _unbreakable(text: str) -> Iterator[str]:
    """Pieces between which a line may break; punctuation stays with what it belongs to."""
    held = ""
    for piece in _PIECE.findall(text):
        ends_open = held[-1:] in tuple(_NEVER_LAST)
        if held and not ends_open and not piece.isspace() and piece[0] not in _NEVER_FIRST:
            yield held
            held = ""
        held += piece
    if held:
        yield held
