"""The compact protocol of Thrift, against bytes worked out by hand from its description."""

from __future__ import annotations

from nakanaori.engine.batching.compact_protocol import Long, encoded, varint


def test_numbers_take_seven_bits_a_byte() -> None:
    assert [varint(number) for number in (0, 127, 128, 300)] == [b"\0", b"\x7f", b"\x80\x01", b"\xac\x02"]


def test_structures() -> None:
    assert encoded({}) == b"\0"
    # A field says how far it is from the one before, and what it holds; numbers are doubled, as they may be below 0.
    assert encoded({1: 1, 3: Long(150), 4: b"id"}) == b"\x15\x02" + b"\x26\xac\x02" + b"\x18\x02id" + b"\0"
    assert encoded({5: {1: 2}}) == b"\x5c" + b"\x15\x04\0" + b"\0"
    assert encoded({5: encoded({1: 2})}) == encoded({5: {1: 2}})


def test_lists() -> None:
    assert encoded({2: [1, 2]}) == b"\x29" + b"\x25\x02\x04" + b"\0"
    assert encoded({2: [b"a"]}) == b"\x29" + b"\x18\x01a" + b"\0"
    assert encoded({1: [{1: 1}] * 20}) == b"\x19" + b"\xfc\x14" + b"\x15\x02\0" * 20 + b"\0"
    assert encoded({1: []}) == b"\x19\x0c\0"
