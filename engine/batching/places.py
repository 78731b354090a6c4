"""Places of ids in the lists of many cases: from columns that say whether something stands there, in their order.

What SQL counts block by block is counted here column by column, a byte a row, which costs a tenth.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from .bits import filtered, packed, unpacked

_MOST = 127
"""How many ids are in a list at most whose places take a byte each; those of others take two."""


class Ids(msgspec.Struct, frozen=True):
    """A column of lists: its name, for each id that may be in a list the column that says where it is, and how many are
    in a list at most. An id may have several columns, of which one is true at most."""

    name: str
    parts: tuple[tuple[str, str], ...]
    most: int | None = None


class Places(msgspec.Struct, frozen=True, eq=False):
    """A place from 1 on for each row, 0 where there is none: an array of numpy."""

    numbers: Any

    def arrow(self) -> Any:
        """The places as an array of Arrow, null where there is none."""
        import pyarrow  # an extra

        kind = pyarrow.from_numpy_dtype(self.numbers.dtype)
        buffers = [pyarrow.py_buffer(one) for one in (packed(self.numbers != 0), self.numbers)]
        return pyarrow.Array.from_buffers(kind, len(self.numbers), buffers)


class IdLists(msgspec.Struct, frozen=True, eq=False):
    """A list of ids for each row: how many ids are in it, and those of all rows one after the other, each as its number
    among the `known`. Both are arrays of numpy."""

    known: tuple[str, ...]
    counts: Any
    numbers: Any

    def arrow(self) -> Any:
        """The lists as an array of Arrow."""
        import numpy  # extras
        import pyarrow

        starts = numpy.concatenate(([0], self.counts.cumsum())).astype("int32")
        known = pyarrow.array(self.known, pyarrow.string())
        return pyarrow.ListArray.from_arrays(pyarrow.array(starts), known.take(pyarrow.array(self.numbers)))


def id_lists(table: Any, ids: Ids) -> IdLists:
    """The lists that a record batch of Arrow says, one for each of its rows."""
    import numpy  # an extra

    known = {identity: number for number, identity in enumerate(dict.fromkeys(one for _, one in ids.parts))}
    every = numpy.arange(table.num_rows, dtype="int32")
    counts = numpy.zeros(table.num_rows, _kind(ids))
    standing: list[tuple[int, Any, Any]] = []
    for identity, truth, place in _standing(table, ids, counts):
        there = packed(truth)
        standing.append((known[identity], filtered(every, there), filtered(place, there)))
    if ids.most is not None:
        counts = numpy.minimum(counts, ids.most)
    before = counts.cumsum(dtype="int64") - counts - 1
    numbers = numpy.zeros(int(counts.sum(dtype="int64")), "uint8" if len(known) <= 1 << 8 else "uint16")
    for number, rows, places in standing:
        numbers[before[rows] + places] = number
    return IdLists(tuple(known), counts, numbers)


def id_places(table: Any, ids: Ids) -> dict[str, Places]:
    """The places that ids have in the lists that a record batch of Arrow says; only of those that may be in one."""
    import numpy  # an extra

    made: dict[str, Any] = {}
    for identity, truth, place in _standing(table, ids, numpy.zeros(table.num_rows, _kind(ids))):
        own = place * truth
        made[identity] = made[identity] + own if identity in made else own
    return {identity: Places(numbers) for identity, numbers in made.items()}


def _standing(table: Any, ids: Ids, counts: Any) -> Iterator[tuple[str, Any, Any]]:
    """Column by column its id, where it is true, and how many were true there until now, which `counts` counts."""
    for column, identity in ids.parts:
        truth = unpacked(table[column])
        counts += truth
        place = counts.copy()
        yield identity, truth if ids.most is None else truth & (place <= ids.most), place


def _kind(ids: Ids) -> str:
    return "int8" if len({identity for _, identity in ids.parts}) <= _MOST else "int16"
