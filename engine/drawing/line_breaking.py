"""Text cut into lines, in Japanese and in languages with spaces, and how much room it takes.

There are two ways to fill lines: as full as they go (`filled_lines`), for what is read line after line; and about alike
(`balanced_lines`), for labels. Where a line may end is the same for both.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from ..language import controls_shown

COLUMNS = 32
"""How wide a line of a label may be; a Japanese letter takes two columns."""

_NEVER_FIRST = frozenset(
    "、。，．・：；？！」』）】〕］｝〉》”’ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.;:?!)]}%… \u3000"
)
_NEVER_LAST = frozenset("「『（【〔［｛〈《“‘([{おご\u200d")
_SCRIPTS = (("hiragana", "\u3041", "\u309f"), ("katakana", "\u30a0", "\u30ff"), ("han", "\u3400", "\u9fff"))


def filled_lines(text: str, columns: int) -> list[str]:
    """The text as lines of at most `columns`, as much on each as fits; at least one line.

    Lines of the text stay lines, white space at their ends is left out.
    """
    return [
        line for paragraph in text.splitlines() or [""] for line in _filled(_pieces(_tidy(paragraph), columns), columns)
    ]


def balanced_lines(text: str, columns: int) -> list[str]:
    """The text as lines of at most `columns`, of about the same length; none is blank, and blank text gives none."""
    paragraphs = (re.sub(" {2,}", " ", _tidy(paragraph)) for paragraph in text.splitlines())
    return [line for paragraph in paragraphs if paragraph for line in _balanced(paragraph, columns)]


def one_line(text: str) -> str:
    """The text without line breaks, and with control characters as escapes, which every drawing can hold."""
    return controls_shown(" ".join(text.splitlines()))


def text_columns(text: str) -> int:
    """How many columns the text takes: two for a wide letter, none for one that only changes the letter before it."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(map(_letter_columns, text))


def _tidy(line: str) -> str:
    """The line with blanks for tabs, with control characters as escapes, and without white space at its ends."""
    return controls_shown(line.replace("\t", " ")).strip()


def _balanced(text: str, columns: int) -> list[str]:
    """The fewest lines possible, and these as short as possible, so that no single letter is left on the last."""
    pieces = list(_pieces(text, columns))
    fewest = len(_filled(pieces, columns))
    widths = range(max(map(_columns, pieces)), columns)
    tightest = bisect_left(widths, True, key=lambda width: len(_filled(pieces, width)) <= fewest)
    return _filled(pieces, widths.start + tightest)


def _filled(pieces: Iterable[str], columns: int) -> list[str]:
    """The pieces put into lines, as many into each as fit."""
    lines = [""]
    for piece in pieces:
        if lines[-1] and _columns(lines[-1] + piece) > columns:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]


def _pieces(text: str, columns: int) -> Iterator[str]:
    """The text, cut wherever a line may end, and elsewhere where it would be too long for a line."""
    for piece in _parted(text, _may_break):
        if _columns(piece) <= columns:
            yield piece
        else:
            for part in _parted(piece, _is_hyphened):
                yield from _cut(part, columns)


def _parted(text: str, between: Callable[[str, str], bool]) -> Iterator[str]:
    """The text in parts, cut between all letters of which that holds."""
    start = 0
    for at in range(1, len(text)):
        if between(text[at - 1], text[at]):
            yield text[start:at]
            start = at
    yield text[start:]


def _cut(piece: str, columns: int) -> Iterator[str]:
    """The piece, or where it is too long for a line, parts of it that are not."""
    start = 0
    while (end := _line_end(piece, start, columns)) < len(piece):
        yield piece[start:end]
        start = end
    yield piece[start:]


def _line_end(piece: str, start: int, columns: int) -> int:
    """How far a line goes that begins at `start`: a letter at least, and as far as letters may be parted at its end."""
    used = 0
    for at in range(start, len(piece)):
        used += _letter_columns(piece[at])
        if used > columns and at > start:
            if piece[at].isspace() and piece[at:].isspace():
                break
            parted = (end for end in range(at, start, -1) if not _are_joined(piece[end - 1], piece[end]))
            return next(parted, at)
    return len(piece)


def _may_break(before: str, after: str) -> bool:
    """Whether a line may end between two letters: after spaces, and in Japanese where a word may begin.

    There a word begins where the script changes, but hiragana goes on with what it follows, unless that is
    punctuation.
    """
    if before != " " and before.isascii() and after.isascii():
        # Most letters are so, and each is looked at.
        return False
    if _are_joined(before, after):
        return False
    if before in " \u3000":
        return True
    if 2 not in (_letter_columns(before), _letter_columns(after)):
        return False
    if unicodedata.category(before).startswith("P"):
        return True
    script = _script(after)
    return script != "hiragana" and (script == "" or script != _script(before))


def _is_hyphened(before: str, after: str) -> bool:
    """Whether a line may end there in a word that is too long for a line: ids stay whole where they can."""
    return before == "-" and not _are_joined(before, after)


def _are_joined(before: str, after: str) -> bool:
    """Whether two letters stay on one line, if there is any room.

    Closing punctuation does not begin a line, opening punctuation does not end one (kinsoku, JIS X 4051); an honorific
    stays with its word, and what changes a letter with that letter.
    """
    if after in _NEVER_FIRST or before in _NEVER_LAST:
        return True
    return _letter_columns(after) == 0 or unicodedata.category(after) == "Sk"


def _script(letter: str) -> str:
    """Hiragana, katakana or han; the empty string for every other script."""
    return next((name for name, first, last in _SCRIPTS if first <= letter <= last), "")


def _columns(text: str) -> int:
    """How many columns the text takes, white space at its end not counted."""
    return text_columns(text.rstrip())


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
