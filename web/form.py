"""A form as it was sent: fields by name, bounded in size and number."""

from __future__ import annotations

from urllib.parse import parse_qsl

import msgspec
from starlette.requests import Request

from .body import body_of
from .selection import Selection

MOST_BYTES = 16 * 1024
"""The longest answer, every option of a question with its id, takes a few hundred."""

MOST_FIELDS = 200

_KIND = "application/x-www-form-urlencoded"


class Malformed(Exception):  # noqa: N818  (the request is at fault, not the program)
    """What was sent is no form."""


class Form(msgspec.Struct, frozen=True):
    """The fields of a form in the order in which they were sent; a name may come several times."""

    fields: tuple[tuple[str, str], ...]

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a field."""
        return tuple(value for key, value in self.fields if key == name)

    def first(self, name: str) -> str:
        """The first value of a field, or the empty string."""
        return next(iter(self.all(name)), "")

    @property
    def selection(self) -> Selection:
        """What was ticked and typed on a question's page."""
        alone = frozenset(self.all("alone"))
        return Selection(frozenset(self.all("answer")), alone, self.first("number").strip())


async def form_of(request: Request) -> Form:
    """The form that a request sends.

    Raises TooLarge when it is too long, Malformed when it is none.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _KIND:
        raise Malformed
    data = await body_of(request, MOST_BYTES)
    try:
        fields = parse_qsl(data.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError:
        raise Malformed from None
    return Form(tuple(fields))
