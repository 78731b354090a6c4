"""Days as people write them; inside, a day is its number in the calendar that is used today, extended to all times."""

from __future__ import annotations

import re
from datetime import date
from unicodedata import normalize

_DASH = "-−‐‑–ー"
# Compiled by `re` when the first day is read, and kept there.
DAY_FORM = rf"(\d{{4}})(?:([{_DASH}/])(\d{{1,2}})[{_DASH}/](\d{{1,2}})|年(\d{{1,2}})月(\d{{1,2}})日)"
"""How days are written, as a pattern of six groups: the year, a dash, month and day; or month and day by name."""


def day_number(text: str) -> int | None:
    """The number of the day that `text` is, `2024-04-01`, `2024/4/1` or `2024年4月1日`; None where it is no day.

    The first of January of the year 1 is 1. Digits of any width will do.
    """
    written = re.fullmatch(DAY_FORM, normalize("NFKC", text).strip())
    if written is None:
        return None
    year, dash, month, day, month_named, day_named = written.groups()
    try:
        return date(int(year), int(month if dash else month_named), int(day if dash else day_named)).toordinal()
    except ValueError:
        return None


def written_day(number: int) -> str:
    """The day of that number as year, month and day: `2024-04-01`."""
    return date.fromordinal(number).isoformat()
