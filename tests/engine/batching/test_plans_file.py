"""Files of plans, as all read them who read Parquet."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest
from nakanaori.engine.batching.places import IdLists, Places
from nakanaori.engine.batching.plans_file import PlansFile

pytestmark = pytest.mark.usefixtures("batch")

KINDS = {
    "id": "string",
    "row": "int64",
    "rank:a": "int8",
    "rank:b": "int16",
    "rank:all": "int8",
    "rank:none": "int8",
    "basic:a": "boolean",
    "maybe": "boolean",
    "plan": "array<string>",
    "none": "array<string>",
}
KNOWN = tuple(f"action-{number}" for number in range(300))


def written(path: Path, groups: list[int]) -> list[dict[str, Any]]:
    """A file with groups of so many rows, and these."""
    import numpy
    import pyarrow

    thrown, every = Random(str(groups)), []
    with path.open("wb") as opened:
        file = PlansFile(opened, KINDS)
        for height in groups:
            rows = [_row(thrown) for _ in range(height)]
            ids = {name: pyarrow.array([row[name] for row in rows], kind) for name, kind in _PLAIN.items()}
            ranks = {
                name: Places(numpy.array([row[name] or 0 for row in rows], kind))
                for name, kind in KINDS.items()
                if kind in ("int8", "int16")
            }
            counts = numpy.array([len(row["plan"]) for row in rows], "int8")
            numbers = numpy.array([KNOWN.index(one) for row in rows for one in row["plan"]], "uint16")
            none = IdLists((), numpy.zeros(height, "int8"), numpy.zeros(0, "uint8"))
            file.add(height, {**ids, **ranks, "plan": IdLists(KNOWN, counts, numbers), "none": none})
            every += rows
        file.close()
    return every


_PLAIN = {"id": "large_string", "row": "int64", "basic:a": "bool", "maybe": "bool"}


def _row(thrown: Random) -> dict[str, Any]:
    return {
        "id": thrown.choice([None, "", "日本", "a" * thrown.randrange(300)]),
        "row": thrown.randrange(1 << 60),
        "rank:a": thrown.choice([None, 1, thrown.randrange(1, 127)]),
        "rank:b": thrown.choice([None, thrown.randrange(1, 3000)]),
        "rank:all": thrown.randrange(1, 9),
        "rank:none": None,
        "basic:a": thrown.random() < 0.5,
        "maybe": thrown.choice([None, True, False]),
        "plan": thrown.sample(KNOWN, thrown.choice([0, 1, 12])),
        "none": [],
    }


@pytest.mark.parametrize("groups", [[], [1], [8], [1000, 77, 4096]])
def test_all_read_the_same(groups: list[int], tmp_path: Path) -> None:
    import duckdb
    import polars
    import pyarrow.parquet

    path = tmp_path / "plans.parquet"
    rows = written(path, groups)
    file = pyarrow.parquet.ParquetFile(path)
    assert file.metadata.num_row_groups == len(groups)
    assert file.read().to_pylist() == rows
    types = {name: str(kind) for name, kind in zip(file.schema_arrow.names, file.schema_arrow.types, strict=True)}
    assert list(types) == list(KINDS)
    assert {name: types[name] for name in ("id", "rank:a", "rank:b", "maybe")} == {
        "id": "string",
        "rank:a": "int8",
        "rank:b": "int16",
        "maybe": "bool",
    }
    assert polars.read_parquet(path).to_dicts() == rows
    assert polars.scan_parquet(path).collect(engine="streaming").to_dicts() == rows
    assert duckdb.from_parquet(str(path)).to_arrow_table().to_pylist() == rows


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "first.parquet", tmp_path / "second.parquet"
    written(first, [100, 33])
    written(second, [100, 33])
    assert first.read_bytes() == second.read_bytes()
