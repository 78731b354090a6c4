"""Comparisons with numbers or days, as people write them into cells: `>= 3 & < 8`, `1..5`, `15.5以上`, `2未満`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import msgspec

from ..language import DAY_FORM, day_number, written_day

NO_LESS, MORE, NO_MORE, LESS, EQUAL = ">=", ">", "<=", "<", "="
RANGE = ".."
"""What stands between the ends of a range; people also write a wave."""

_WORDS = {"以上": NO_LESS, "以降": NO_LESS, "超": MORE, "以下": NO_MORE, "未満": LESS, "より前": LESS}
_WORD = "|".join(_WORDS)
SIGNS = str.maketrans({"≥": NO_LESS, "≧": NO_LESS, "≤": NO_MORE, "≦": NO_MORE, "−": "-", "–": "-"})
"""Signs that are not on keyboards, and what stands for them."""

_END = rf"{DAY_FORM}|[-+‐‑ー]?\d[\d,]*(?:\.\d+)?"
_ONE = re.compile(
    rf"(?P<sign>>=|<=|>|<)?\s*(?P<money>[¥$€£])?\s*(?P<end>{_END})"
    rf"\s*(?P<unit>[^\s\d<>=&~|.,、/+-][^\d<>=&~|、]*?)??\s*(?P<word>{_WORD})?"
)
_BETWEEN = re.compile(r"\s*(?:\.\.|[~〜])\s*")
_AND = re.compile("|".join((r"\s*&\s*", *(rf"(?<={word})[、,\s]*(?=[\d+-])" for word in _WORDS))))
_BEGUN = re.compile(rf"[<>]|{_END}")
_STARTS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
_ERA = re.compile(rf"({'|'.join(_STARTS)})\s*(\d{{1,2}}|元)\s*年")


_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?!\d)")
_DOTTED_DAY = re.compile(r"(?<![\d.])(\d{4})\.(\d{1,2})\.(\d{1,2})(?![\d.])")
_DASHED = re.compile(rf"(?P<first>(?!0\d)(?:{_END}))\s*[-‐‑—―ー]\s*(?P<last>(?!0\d)(?:{DAY_FORM}|\d[\d,]*(?:\.\d+)?))")


class Comparison(msgspec.Struct, frozen=True):
    """One end of what a cell allows: a `sign`, EQUAL where none is written; the number or day `end`; and the `unit`
    written beside it, which belongs to the question."""

    sign: str
    end: str
    unit: str = ""

    @property
    def is_day(self) -> bool:
        """Whether the end has the form of a day; there may be no such day."""
        return re.fullmatch(DAY_FORM, self.end) is not None


def in_signs(text: str) -> str:
    """A cell with its digits and signs as they are typed on a keyboard: input methods write them as wide as letters."""
    return unicodedata.normalize("NFKC", text).translate(SIGNS).strip()


def comparisons(text: str) -> tuple[Comparison, ...]:
    """What a cell compares with, a range with both its ends; nothing where it is no comparison, number or day."""
    plain = in_signs(text)
    ends = _BETWEEN.split(plain)
    if len(ends) == 2:
        first, last = map(_one, ends)
        if first is None or last is None or not first.sign == last.sign == EQUAL:
            return ()
        return (msgspec.structs.replace(first, sign=NO_LESS), msgspec.structs.replace(last, sign=NO_MORE))
    read = [_one(part) for part in _AND.split(plain)]
    told = tuple(one for one in read if one is not None)
    is_whole = len(told) == len(read) and (len(told) == 1 or all(one.sign != EQUAL for one in told))
    return told if is_whole else ()


def is_like_comparison(text: str) -> bool:
    """Whether a text that may be no comparison seems to be meant as one: `> many`, `10以上でない`, `3..2024-04-01`."""
    plain = in_signs(text)
    return (
        len(comparisons(plain)) > 1 or plain[:1] in ("<", ">") or bool(_BEGUN.match(plain) and re.search(_WORD, plain))
    )


def in_common_years(text: str) -> str:
    """A text whose years are counted in the common era, where it counts them by Japanese ones."""
    return _ERA.sub(lambda era: f"{_STARTS[era[1]] + (1 if era[2] == '元' else int(era[2]))}年", in_signs(text))


def year_first(text: str) -> str:
    """A text with the year of each day before month and day; where two orders can be meant, the month comes first."""

    def day(found: re.Match[str]) -> str:
        month, _, day, year = found.groups()
        return f"{year}-{day:0>2}-{month:0>2}" if int(month) > 12 else f"{year}-{month:0>2}-{day:0>2}"

    return _DOTTED_DAY.sub(r"\1-\2-\3", _YEAR_LAST.sub(day, in_signs(text)))


def range_with_dots(text: str) -> str:
    """A range from the smaller number or day to the greater, written with dots where a dash stands between them."""
    found = _DASHED.fullmatch(in_signs(text))
    ends = comparisons(f"{found['first']}{RANGE}{found['last']}") if found else ()
    if len(ends) != 2 or ends[0].is_day != ends[1].is_day or _size(ends[0]) >= _size(ends[1]):
        return text
    return RANGE.join(_written_end(part.end) for part in ends)


def is_meant_as_day(text: str) -> bool:
    """Whether a cell seems to compare with days, in whatever way they are written: `4/1/2024`, `令和6年4月1日`."""
    ways = (text, in_common_years(text), year_first(text), range_with_dots(text))
    return any(part.is_day for way in ways for part in comparisons(way))


def _size(part: Comparison) -> float:
    day = day_number(part.end)
    return float(part.end.replace(",", "")) if day is None else day


def written(parts: Sequence[Comparison]) -> str:
    """The cell that asks for just this, in signs and without units."""
    return " & ".join(f"{'' if part.sign == EQUAL else f'{part.sign} '}{_written_end(part.end)}" for part in parts)


def _written_end(end: str) -> str:
    day = day_number(end)
    return end.replace(",", "") if day is None else written_day(day)


def _one(text: str) -> Comparison | None:
    found = _ONE.fullmatch(text)
    if found is None or (found["sign"] and found["word"]) or re.search(_WORD, found["unit"] or ""):
        return None
    unit = " ".join(part for part in (found["money"], found["unit"]) if part)
    sign = found["sign"] or _WORDS.get(found["word"] or "", EQUAL)
    return Comparison(sign, re.sub("^[‐‑ー]", "-", found["end"]), unit)
