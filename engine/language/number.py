"""Numbers as people write them, wherever they write them: read from their digits, never through a float.

A number with decimals is a whole number of its smallest units: with two, `7.5` is 750.
"""

from __future__ import annotations

import re

MOST_DIGITS = 15
"""So many digits a number may have, those after the point included: in every program such numbers are exact."""

_PLUS = "+＋﹢"
_MINUS = "-−－﹣‐‑–ー"
"""Hyphens and the minus sign, in every width; the last is what a Japanese input method makes of the key."""

_COMMA, _POINT = ",，﹐", ".．﹒"

# Compiled by `re` when the first number is read, and kept there.
_NUMBER = rf"([{re.escape(_PLUS + _MINUS)}]?)(\d+|\d{{1,3}}(?:[{_COMMA}]\d{{3}})+)(?:[{re.escape(_POINT)}](\d+))?"


def whole_number(text: str) -> int | None:
    """The whole number that `text` is, or None; see `scaled_number`."""
    return scaled_number(text, 0)


def scaled_number(text: str, decimals: int) -> int | None:
    """The number that `text` is, in units of which ten to the power of `decimals` make one; or None.

    Digits of any script and width will do, but no superscripts, fractions or numerals: `５` is five, `²` is nothing.
    Commas may part thousands. White space around it is passed over. A number of more than 15 digits, or with more
    decimals than these, is none.
    """
    sign, whole, fraction = "", text, ""
    # Most are plain digits, and to compile the pattern takes longer than to read all that stand in a rulebook.
    if not (text.isascii() and text.isdigit()):
        written = re.fullmatch(_NUMBER, text.strip())
        if written is None:
            return None
        sign, whole, fraction = written.group(1), re.sub(f"[{_COMMA}]", "", written.group(2)), written.group(3) or ""
    if len(fraction) > decimals or len(whole) + decimals > MOST_DIGITS:
        return None
    number = int(f"{whole}{fraction:0<{decimals}}")
    return -number if sign and sign in _MINUS else number


def decimals_of(text: str) -> int:
    """How many decimals the number has that `text` is, however many; 0 where it is none."""
    written = re.fullmatch(_NUMBER, text.strip())
    return len(written[3] or "") if written else 0


def written_number(number: int, decimals: int) -> str:
    """So many units as one writes them: no zero at the end, and a point only where something follows."""
    if not decimals:
        return str(number)
    whole, fraction = divmod(abs(number), 10**decimals)
    digits = f"{whole}.{fraction:0{decimals}}".rstrip("0").removesuffix(".")
    return f"-{digits}" if number < 0 else digits
