"""Numbers and days as the language of a reader writes them."""

from __future__ import annotations

from datetime import date

from ..language import DATE, Question, day_number, written_number
from .wording import Wording

NUMBER_PLACE = "{number}"
"""What stands, in the text of a unit, for the number."""

_UNGROUPED = 10_000
"""Below it a number without a unit is written in one: it may be a year."""


def number_in_words(question: Question, number: int, wording: Wording) -> str:
    """A number of the question as it is read: thousands parted, with its unit; or a day.

    `number` is what tests compare: so many of its smallest units, or the number of the day.
    """
    if question.kind == DATE:
        return day_in_words(date.fromordinal(number), wording)
    digits = _grouped(question, number, wording)
    if not question.unit:
        return digits
    one = wording.texts.get("unit-of-one", question.unit) if number == 10**question.decimals else ""
    unit = one or wording.texts("units", question.unit)
    return unit.replace(NUMBER_PLACE, digits) if NUMBER_PLACE in unit else f"{digits} {unit}"


def day_in_words(day: date, wording: Wording) -> str:
    """A day with its month by name where the language does so: `1 April 2024`, `2024年4月1日`."""
    month = wording.say("months", str(day.month))
    return wording.say("day", "form").format(year=day.year, month=month, day=day.day)


def date_in_words(text: str, wording: Wording) -> str:
    """The day that a text is, in words; the text as it stands where it is none."""
    number = day_number(text)
    return text if number is None else day_in_words(date.fromordinal(number), wording)


def _grouped(question: Question, number: int, wording: Wording) -> str:
    whole, point, fraction = written_number(abs(number), question.decimals).partition(".")
    if question.unit or abs(number) >= _UNGROUPED * 10**question.decimals:
        whole = f"{int(whole):,}".replace(",", wording.say("number", "thousands"))
    point = wording.say("number", "point") if point else ""
    return f"{'-' if number < 0 else ''}{whole}{point}{fraction}"
