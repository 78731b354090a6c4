"""A Parquet file of plans, written a group of rows at a time.

What writes Parquet for everybody looks up every value among those before, and asks of every one whether it is there. Of
plans more is known: numbers are small, most are missing, and what is missing is known as bits, as it stands in the file
too. Written so, a plan costs a tenth. The format is https://parquet.apache.org/docs/file-format.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, BinaryIO

import msgspec

from .bits import bits, filtered, packed
from .compact_protocol import Encoded, Long, Value, encoded, varint
from .places import IdLists, Places
from .plan_slots import Held

_MAGIC = b"PAR1"
_BOOLEAN, _INT32, _INT64, _BYTE_ARRAY = 0, 1, 2, 6
_REQUIRED, _OPTIONAL, _REPEATED = 0, 1, 2
_UTF8, _LIST, _INT_8, _INT_16 = 0, 3, 15, 16
_PLAIN, _RLE, _RLE_DICTIONARY = 0, 3, 8
_DATA_PAGE, _DICTIONARY_PAGE = 0, 2
_ZSTD = 6

TRUTH, BYTE, SHORT, LONG, TEXT, LIST = "boolean", "int8", "int16", "int64", "string", "array<string>"
"""What a column can hold, as Ibis calls it."""

_STORED = {TRUTH: _BOOLEAN, BYTE: _INT32, SHORT: _INT32, LONG: _INT64, TEXT: _BYTE_ARRAY, LIST: _BYTE_ARRAY}
_MEANT = {BYTE: _INT_8, SHORT: _INT_16, TEXT: _UTF8, LIST: _UTF8}


class _Page(msgspec.Struct, frozen=True):
    """What a column holds in a group of rows: the values' levels and the values themselves, and what the values are
    numbers of."""

    count: int
    body: bytes
    known: bytes = b""
    known_count: int = 0


class PlansFile:
    """A file that is being written; it is whole when it is closed."""

    def __init__(self, file: BinaryIO, columns: Mapping[str, str]) -> None:
        self._file, self._columns = file, columns
        self._groups: list[Encoded] = []
        self._rows = 0
        self._at = 0
        self._write(_MAGIC)

    def add(self, height: int, columns: Mapping[str, Held]) -> None:
        """One more group of rows, so many of them."""
        first, chunks, size = self._at, list[Encoded](), 0
        for name, kind in self._columns.items():
            chunk, unpacked = self._chunk(name, kind, _page(columns[name], kind))
            chunks.append(chunk)
            size += unpacked
        self._rows += height
        group: dict[int, Value] = {1: chunks, 2: Long(size), 3: Long(height), 5: Long(first), 6: Long(self._at - first)}
        self._groups.append(encoded(group))

    def close(self) -> None:
        """Write what the file holds, and where."""
        footer = encoded({1: 1, 2: _schema(self._columns), 3: Long(self._rows), 4: self._groups, 6: b"nakanaori"})
        self._write(footer + len(footer).to_bytes(4, "little") + _MAGIC)

    def _chunk(self, name: str, kind: str, page: _Page) -> tuple[Encoded, int]:
        """Write a page, and the one before it of what its values are numbers of; how these are described in the end,
        and how many bytes they have when unpacked."""
        first, size = self._at, 0
        if page.known:
            size += self._write_page(*_dictionary_page(page.known, page.known_count))
        values = self._at
        encoding = _RLE_DICTIONARY if page.known else _PLAIN
        size += self._write_page(*_packed_page(page.body, {5: {1: page.count, 2: encoding, 3: _RLE, 4: _RLE}}))
        path = (name, "list", "element") if kind == LIST else (name,)
        described: dict[int, Value] = {
            1: _STORED[kind],
            2: [_RLE, *((_PLAIN, _RLE_DICTIONARY) if page.known else (_PLAIN,))],
            3: [part.encode() for part in path],
            4: _ZSTD,
            5: Long(page.count),
            6: Long(size),
            7: Long(self._at - first),
            9: Long(values),
        }
        if page.known:
            described[11] = Long(first)
        return encoded({2: Long(first), 3: described}), size

    def _write_page(self, page: bytes, size: int) -> int:
        self._write(page)
        return size

    def _write(self, what: bytes) -> None:
        self._file.write(what)
        self._at += len(what)


def _schema(columns: Mapping[str, str]) -> list[Value]:
    described: list[Value] = [{4: b"plans", 5: len(columns)}]
    for name, kind in columns.items():
        field: dict[int, Value] = {1: _STORED[kind], 3: _OPTIONAL, 4: name.encode()}
        if kind in _MEANT:
            field[6] = _MEANT[kind]
        if kind == LIST:
            described.append({3: _REQUIRED, 4: name.encode(), 5: 1, 6: _LIST})
            described.append({3: _REPEATED, 4: b"list", 5: 1})
            field |= {3: _REQUIRED, 4: b"element"}
        described.append(field)
    return described


def _packed_page(body: bytes, header: dict[int, Value], kind: int = _DATA_PAGE) -> tuple[bytes, int]:
    """A page as it stands in a file, and how many bytes it has when unpacked."""
    packed_body = _codec().compress(body, asbytes=True)
    head = encoded({1: kind, 2: len(body), 3: len(packed_body), **header})
    return head + packed_body, len(head) + len(body)


@cache
def _dictionary_page(known: bytes, count: int) -> tuple[bytes, int]:
    return _packed_page(known, {7: {1: count, 2: _PLAIN}}, _DICTIONARY_PAGE)


@cache
def _codec() -> Any:
    import pyarrow  # an extra

    return pyarrow.Codec("zstd", 1)


def _page(held: Held, kind: str) -> _Page:
    if isinstance(held, IdLists):
        return _page_of_lists(held)
    if isinstance(held, Places):
        return _page_of_places(held.numbers)
    count = len(held)
    levels = _levels(_grouped(bits(held, 0).tobytes()) if held.null_count else _run(count))
    there = held.drop_null() if held.null_count else held
    if kind == TRUTH:
        return _Page(count, levels + bits(there).tobytes())
    return _Page(count, levels + (_plain_text(there) if kind == TEXT else there.to_numpy().tobytes()))


def _page_of_places(numbers: Any) -> _Page:
    there = packed(numbers != 0)
    levels = _levels(_grouped(there.tobytes()))
    most = int(numbers.max(initial=0))
    if not most:
        return _Page(len(numbers), levels)
    return _Page(len(numbers), levels + _numbered(filtered(numbers, there)), _numbers(most), most + 1)


def _page_of_lists(lists: IdLists) -> _Page:
    import numpy  # an extra

    # An empty list has an entry too, of a value that is not there.
    entries = numpy.maximum(lists.counts, 1)
    first = entries.cumsum() - entries
    count = int(entries.sum())
    goes_on, there = numpy.ones(count, bool), numpy.ones(count, bool)
    goes_on[first] = False
    there[first[lists.counts == 0]] = False
    levels = [_levels(_grouped(packed(truths).tobytes())) for truths in (goes_on, there)]
    return _Page(count, b"".join(levels) + _numbered(lists.numbers), _texts(lists.known), len(lists.known))


def _levels(runs: bytes) -> bytes:
    """Of each row whether its value is there, or of each entry whether it goes on with a list."""
    return len(runs).to_bytes(4, "little") + runs


def _run(count: int) -> bytes:
    """So many ones."""
    return varint(count << 1) + b"\1"


def _grouped(groups: bytes, width: int = 1) -> bytes:
    """Groups of eight numbers with so many bits each."""
    return varint(len(groups) // width << 1 | 1) + groups


def _numbered(numbers: Any) -> bytes:
    """Numbers from 0, each as wide as it stands in memory."""
    width = numbers.itemsize
    groups = numbers.tobytes()
    return bytes([8 * width]) + _grouped(groups + bytes(-len(groups) % (8 * width)), 8 * width)


def _plain_text(array: Any) -> bytes:
    """Texts one after the other, each after its length."""
    import pyarrow  # extras
    import pyarrow.compute as compute

    lengths = compute.binary_length(array).cast("int32")
    count = len(array)
    as_bytes = pyarrow.Array.from_buffers(pyarrow.binary(4), count, [None, lengths.buffers()[1]], offset=lengths.offset)
    joined = compute.binary_join_element_wise(
        as_bytes.cast("large_binary"), array.cast("large_binary"), pyarrow.scalar(b"", "large_binary")
    )
    return b"" if count == 0 else joined.buffers()[2].to_pybytes()[: joined.nbytes]


@cache
def _numbers(most: int) -> bytes:
    """The numbers from 0 to this one."""
    return b"".join(number.to_bytes(4, "little") for number in range(most + 1))


@cache
def _texts(texts: tuple[str, ...]) -> bytes:
    return b"".join(len(one).to_bytes(4, "little") + one for one in (text.encode() for text in texts))
