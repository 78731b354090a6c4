"""Places of ids in lists, against lists put together row by row."""

from __future__ import annotations

from random import Random

import pytest
from nakanaori.engine.batching.places import Ids, id_lists, id_places

pytestmark = pytest.mark.usefixtures("batch")


@pytest.mark.parametrize("ids", [3, 127, 128, 300])
@pytest.mark.parametrize("most", [None, 2])
def test_places_and_lists(ids: int, most: int | None) -> None:
    import pyarrow

    thrown = Random(f"{ids} {most}")
    # Each id has two columns, of which one is true at most.
    parts = [(f"{turn}{number}", f"id{number}") for turn in "ab" for number in range(ids)]
    share = thrown.choice([0.1, 0.9])
    rows = []
    for _ in range(21):
        row = dict.fromkeys((column for column, _ in parts), False)
        row |= {f"{thrown.choice('ab')}{number}": True for number in range(ids) if thrown.random() < share}
        rows.append(row)
    rows += [dict.fromkeys(rows[0], False), {column: column.startswith("a") for column, _ in parts}]
    (table,) = pyarrow.Table.from_pylist(rows).to_batches()
    wanted = [[identity for column, identity in parts if row[column]][:most] for row in rows]
    asked = Ids("plan", tuple(parts), most)
    assert id_lists(table, asked).arrow().to_pylist() == wanted
    for identity, places in id_places(table, asked).items():
        assert places.arrow().to_pylist() == [one.index(identity) + 1 if identity in one else None for one in wanted]


def test_a_list_in_which_nothing_may_be() -> None:
    import pyarrow

    (table,) = pyarrow.table({"id": [1, 2]}).to_batches()
    assert id_lists(table, Ids("basics", ())).arrow().to_pylist() == [[], []]
    assert id_places(table, Ids("basics", ())) == {}
