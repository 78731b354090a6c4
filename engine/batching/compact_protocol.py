"""Structures in the compact protocol of Thrift, which Parquet files describe themselves in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias


class Long(int):
    """A whole number of 64 bits; any other has 32."""


class Encoded(bytes):
    """A structure as bytes, which may stand where a structure does."""


Value: TypeAlias = "int | bytes | Mapping[int, Value] | Sequence[Value]"
"""A whole number from 0, text as bytes, a structure by the numbers of its fields in their order, or a list of values of
one kind."""

_INT, _LONG, _BYTES, _LIST, _STRUCTURE = 5, 6, 8, 9, 12
_KINDS = {int: _INT, Long: _LONG, bytes: _BYTES, Encoded: _STRUCTURE, dict: _STRUCTURE, list: _LIST}
_SHORT_LIST = 15


def encoded(structure: Mapping[int, Value]) -> Encoded:
    """The structure as bytes."""
    out = bytearray()
    _write(out, structure)
    return Encoded(out)


def varint(number: int) -> bytes:
    """A number from 0 in as many bytes as it takes, seven bits in each."""
    out = bytearray()
    _write_varint(out, number)
    return bytes(out)


def _write(out: bytearray, value: Value) -> None:
    # A hundred thousand numbers are written for a million plans, so that the plainest comes first.
    if isinstance(value, int):
        _write_varint(out, value << 1)
    elif isinstance(value, Encoded):
        out += value
    elif isinstance(value, bytes):
        _write_varint(out, len(value))
        out += value
    elif isinstance(value, Mapping):
        before = 0
        for field, one in value.items():
            # No field of Parquet's stands more than fifteen after the one before.
            kind = _KINDS[type(one)]
            out.append((field - before) << 4 | kind)
            before = field
            _write(out, one)
        out.append(0)
    else:
        _write_list(out, value)


def _write_list(out: bytearray, values: Sequence[Value]) -> None:
    # The only list that may be empty is of structures.
    kind = _KINDS[type(values[0])] if values else _STRUCTURE
    if len(values) < _SHORT_LIST:
        out.append(len(values) << 4 | kind)
    else:
        out.append(_SHORT_LIST << 4 | kind)
        _write_varint(out, len(values))
    for value in values:
        _write(out, value)


def _write_varint(out: bytearray, number: int) -> None:
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
