"""What comes out of slots: which columns, of which types; `test_query` holds what they say against `consult`."""

from __future__ import annotations

import pytest
from nakanaori.engine.batching.places import IdLists, Ids, Places
from nakanaori.engine.batching.plan_slots import Slots

pytestmark = pytest.mark.usefixtures("batch")

SLOTS = Slots(
    identity="row number",
    actions=("stay", "go", "never"),
    all_findings=("late", "early"),
    plan=Ids("plan", (("own1", "go"), ("own0", "stay"), ("basic0", "stay"))),
    basics=Ids("basics", (("basic0", "stay"),)),
    first_steps=Ids("first-steps", (("led", "stay"), ("own1", "go")), 1),
    withheld=Ids("withheld", ()),
    findings=Ids("findings", (("found0", "late"),)),
    count="int8",
)
ROWS = {
    "row number": [1, 2],
    "own0": [False, False],
    "own1": [True, True],
    "basic0": [True, False],
    "led": [True, False],
    "found0": [True, False],
    "all-answered": [True, False],
}


def test_columns() -> None:
    import pyarrow

    (table,) = pyarrow.table(ROWS).to_batches()
    made = SLOTS.as_columns(table)
    assert list(made) == list(SLOTS.kinds("int64", lists=False))
    said = {name: one.arrow() if isinstance(one, Places) else one for name, one in made.items()}
    assert {name: one.to_pylist() for name, one in said.items()} == {
        "id": [1, 2],
        "rank:stay": [2, None],
        "rank:go": [1, 1],
        "rank:never": [None, None],
        "basic:stay": [True, False],
        "first:stay": [1, None],
        "first:go": [None, 1],
        "first:never": [None, None],
        "found:late": [True, False],
        "found:early": [False, False],
        "all-answered": [True, False],
    }


def test_lists() -> None:
    import pyarrow

    (table,) = pyarrow.table(ROWS).to_batches()
    made = SLOTS.as_lists(table)
    assert list(made) == list(SLOTS.kinds("int64", lists=True))
    said = {name: one.arrow() if isinstance(one, IdLists) else one for name, one in made.items()}
    assert {name: one.to_pylist() for name, one in said.items()} == {
        "id": [1, 2],
        "plan": [["go", "stay"], ["go"]],
        "basics": [["stay"], []],
        "first-steps": [["stay"], ["go"]],
        "withheld": [[], []],
        "findings": [["late"], []],
        "all-answered": [True, False],
    }
