"""Columns of truth values as bits: what Arrow says of them, wherever they begin."""

from __future__ import annotations

from random import Random

import pytest
from nakanaori.engine.batching.bits import bits, filtered, packed, unpacked

pytestmark = pytest.mark.usefixtures("batch")


@pytest.mark.parametrize("count", [0, 1, 7, 8, 9, 64, 100])
@pytest.mark.parametrize("start", [0, 1, 8, 13])
def test_bits_are_those_of_the_array(count: int, start: int) -> None:
    import numpy
    import pyarrow

    thrown = Random(f"{count} {start}")
    said = [thrown.random() < 0.5 for _ in range(count)]
    array = pyarrow.array([True] * start + said + [True] * 20).slice(start, count)
    assert unpacked(array).tolist() == said
    assert bits(array).tobytes() == packed(numpy.array(said, bool)).tobytes()
    numbers = numpy.arange(count, dtype="int8")
    assert filtered(numbers, bits(array)).tolist() == [at for at, one in enumerate(said) if one]
