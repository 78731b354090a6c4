"""What a caller gives, as the plain text or number that it is.

Members of enumerations, marked-up text and the numbers of other libraries are texts and numbers too, but they compare,
print and serialise in ways of their own; hence nothing of them is kept but what they stand for.
"""

from __future__ import annotations

from collections.abc import Mapping
from operator import index
from typing import TYPE_CHECKING

from .number import MOST_DIGITS

if TYPE_CHECKING:
    from decimal import Decimal


def plain_text(given: object) -> str | None:
    """The text itself, where `given` is a `str` or a kind of one; None for anything else."""
    return str.__str__(given) if isinstance(given, str) else None


def plain_number(given: object) -> int | None:
    """The whole number itself, where `given` is an `int` or stands for one (`__index__`); None for anything else.

    A truth value is no number.
    """
    if isinstance(given, bool):
        return None
    try:
        return int(index(given))  # type: ignore[arg-type]
    except Exception:
        # Most things are no index; those of strangers may say so as they please.
        return None


def plain_answer(number: Decimal) -> int | str:
    """A number with a point or an exponent, as it is answered: JSON has one kind, of which 12.0 is an integer too.

    It is an integer where it is whole, else text, as numbers with decimals are, without a zero at the end: it is what
    it is worth.
    """
    if not number.is_finite() or abs(number.adjusted()) > MOST_DIGITS:
        return str(number)
    whole = number.to_integral_value()
    return int(whole) if whole == number else f"{number:f}".rstrip("0")


def called(given: object) -> str:
    """What to call something that was given in place of an id: the text itself, or what it is shown as."""
    text = plain_text(given)
    return shown(given) if text is None else text


def shown(given: object) -> str:
    """What was given, short enough for a sentence."""
    kinds = {bool: "a truth value", type(None): "nothing"}
    if type(given) in kinds:
        return kinds[type(given)]
    if isinstance(given, (list, tuple, set, frozenset)):
        return "a list"
    if isinstance(given, Mapping):
        return "a mapping"
    try:
        text = repr(given)
    except Exception:
        # Numbers of thousands of digits cannot be written, and strangers' objects may do as they please.
        return f"something of the type {type(given).__name__}"
    return text if len(text) <= 40 else text[:37] + "..."
