"""In which encoding a table in a CSV file was saved: no bytes say so, and where two would do nothing is guessed.

UTF-8 is hardly anything else by chance. Shift JIS (code page 932) is: a Western text with typographic quotation marks,
or a Japanese one in EUC-JP, can be read as Shift JIS, and then says something else.
"""

from __future__ import annotations

import codecs
import re

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_SURE = re.compile("[ぁ-ん、。「」]|[ァ-ヶー]{2}")
"""What Japanese texts are full of, and hardly anything else becomes when it is read as Shift JIS."""

_HALF_WIDTH = re.compile("[｡-ﾟ]")
_BESIDE_LETTERS = re.compile(r"[A-Za-z][^\x00-\x7f]|[^\x00-\x7f][A-Za-z]")
_WESTERN = frozenset([*range(0x80), *b"\x80\x85\x91\x92\x93\x94\x95\x96\x97\x9c", *range(0xA0, 0x100)])
"""The bytes of Western letters and quotation marks (code page 1252); a text of some kanji in Shift JIS has others."""


class DoubtfulError(Exception):
    """The bytes are Shift JIS, but may well be something else."""


def decoded(data: bytes) -> str | None:
    """What the bytes of a table say, without a byte order mark; None where they are no text.

    Raises DoubtfulError where they may be read in two ways.
    """
    if data.startswith(_UTF_16):
        return _from(data, "utf-16")
    text = _from(data, "utf-8-sig")
    if text is not None:
        return text
    text = _from(data, "cp932")
    if text is not None and not _SURE.search(text) and _is_doubtful(text, data):
        raise DoubtfulError
    return text


def _is_doubtful(text: str, data: bytes) -> bool:
    """Whether a text without any kana may be none in Shift JIS.

    Of a Western text, a letter becomes a kanji together with the one before or after it.
    """
    if _HALF_WIDTH.search(text) or _from(data, "euc-jp") is not None:
        return True
    return _WESTERN.issuperset(data) and _BESIDE_LETTERS.search(text) is not None


def _from(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
