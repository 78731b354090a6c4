"""Text cut into lines, in Japanese and in languages with spaces, and how much room it takes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

COLUMNS = 32
"""How wide a line of a label may be; a Japanese letter takes two columns."""

_NEVER_FIRST = frozenset("、。，．・：；？！」』）】〕］｝〉》”’ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.;:?!)]}%… ")
_NEVER_LAST = frozenset("「『（【〔［｛〈《“‘([{おご\u200d")
_SCRIPTS = (("hiragana", "\u3041", "\u309f"), ("katakana", "\u30a0", "\u30ff"), ("han", "\u3400", "\u9fff"))


def wrapped(text: str, columns: int) -> list[str]:
    """The text as lines of at most `columns`, of about the same length; none is blank, and blank text gives none."""
    return [line for paragraph in _readable(text) for line in _balanced(paragraph, columns)]


def one_line(text: str) -> str:
    """The text without line breaks, and without what no drawing can hold."""
    return "".join("\ufffd" if _unfit(letter) else letter for letter in " ".join(text.splitlines()))


def _readable(text: str) -> Iterator[str]:
    """The lines of the text, without what no drawing can hold and without idle white space."""
    for line in text.splitlines():
        tidy = "".join(" " if letter in "\t\x1f" else "\ufffd" if _unfit(letter) else letter for letter in line)
        if tidy.strip():
            yield re.sub(" {2,}", " ", tidy.strip())


def _unfit(letter: str) -> bool:
    """Whether XML, and so SVG, has no place for the letter."""
    return unicodedata.category(letter) in ("Cc", "Cs") or letter in "\ufffe\uffff"


def _balanced(text: str, columns: int) -> list[str]:
    """The fewest lines possible, and these as short as possible, so that no single letter is left on the last."""
    pieces = [part for piece in _pieces(text) for part in _cut(piece, columns)]
    lines = _filled(pieces, columns)
    narrowest = max(map(_columns, pieces))
    fewer = columns - 1
    while len(lines) > 1 and fewer >= narrowest and len(tighter := _filled(pieces, fewer)) == len(lines):
        lines = tighter
        fewer -= 1
    return lines


def _filled(pieces: Iterable[str], columns: int) -> list[str]:
    """The pieces put into lines, as many into each as fit."""
    lines = [""]
    for piece in pieces:
        if lines[-1] and _columns(lines[-1] + piece) > columns:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]


def _cut(piece: str, columns: int) -> Iterator[str]:
    """The piece, or where it is too long for a line, parts of it that are not."""
    start = used = 0
    for at, letter in enumerate(piece):
        if used and used + _letter_columns(letter) > columns and not piece[at:].isspace():
            yield piece[start:at]
            start, used = at, 0
        used += _letter_columns(letter)
    yield piece[start:]


def _pieces(text: str) -> Iterator[str]:
    """The text, cut wherever a line may end."""
    start = 0
    for at in range(1, len(text)):
        if _may_break(text[at - 1], text[at]):
            yield text[start:at]
            start = at
    yield text[start:]


def _may_break(before: str, after: str) -> bool:
    """Whether a line may end between two letters: after spaces and hyphens, and in Japanese where a word may begin.

    There a word begins where the script changes, but hiragana goes on with what it follows, unless that is
    punctuation; an honorific stays with its word. Closing punctuation does not begin a line, opening punctuation does
    not end one (kinsoku, JIS X 4051).
    """
    if after in _NEVER_FIRST or before in _NEVER_LAST:
        return False
    if _letter_columns(after) == 0 or unicodedata.category(after) == "Sk":
        return False
    if before in " -":
        return True
    if 2 not in (_letter_columns(before), _letter_columns(after)):
        return False
    if unicodedata.category(before).startswith("P"):
        return True
    script = _script(after)
    return script != "hiragana" and (script == "" or script != _script(before))


def _script(letter: str) -> str:
    """Hiragana, katakana or han; the empty string for every other script."""
    return next((name for name, first, last in _SCRIPTS if first <= letter <= last), "")


def _columns(text: str) -> int:
    """How many columns the text takes, white space at its end not counted."""
    return sum(map(_letter_columns, text.rstrip()))


@lru_cache(maxsize=4096)
def _letter_columns(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in ("W", "F") else 1


_NARROW, _WIDE = frozenset("iljtfrI.,:;!'|()[] -"), frozenset("mwMWGOQ@%")


def em(text: str) -> float:
    """About how wide the text is on a page, in units of its size, on the wide side: no font is at hand to ask."""
    return sum(map(_letter_em, text))


def _letter_em(letter: str) -> float:
    columns = _letter_columns(letter)
    if columns != 1:
        return columns / 2
    if letter in _NARROW:
        return 0.36
    return 0.9 if letter in _WIDE else 0.7 if letter.isupper() else 0.58
