"""Whole numbers as people write them, wherever they write them."""

from __future__ import annotations

import re

_PLUS = "+＋﹢"
_MINUS = "-−－﹣‐‑–ー"
"""Hyphens and the minus sign, in every width; the last is what a Japanese input method makes of the key."""

_WHOLE_NUMBER = rf"([{re.escape(_PLUS + _MINUS)}]?)(\d{{1,9}})"


def whole_number(text: str) -> int | None:
    """The whole number of at most nine digits that `text` is, or None.

    Digits of any script and width will do, but no superscripts, fractions or numerals: `５` is five, `²` is nothing.
    White space around it is passed over.
    """
    written = re.fullmatch(_WHOLE_NUMBER, text.strip())
    if written is None:
        return None
    sign, digits = written.groups()
    return -int(digits) if sign and sign in _MINUS else int(digits)
