"""Steps of a query: what is kept of them, and truth put together."""

from __future__ import annotations

import pytest
from nakanaori.engine.batching import steps as steps_module
from nakanaori.engine.batching.steps import Steps, both, either, negated
from nakanaori.engine.language import EngineError


def test_what_always_or_never_holds_needs_no_column() -> None:
    assert both([]) is True
    assert both([True, False]) is False
    assert either([]) is False
    assert either([False, True]) is True
    assert negated(True) is False


@pytest.mark.usefixtures("batch")
def test_columns_that_nothing_rests_on_are_left_out() -> None:
    import ibis

    steps = Steps(ibis.schema({"id": "int64", "a": "boolean", "b": "boolean"}))
    steps.add({"c": ~steps.table["a"], "d": ~steps.table["b"]})
    steps.only({"id": steps.table["id"], "e": steps.table["c"] & steps.table["a"]}, where=(steps.table["a"], True))
    first, last = steps.query()
    assert first.columns == ("id", "c", "a") or set(first.columns) == {"id", "a", "c"}
    assert last.columns == ("id", "e")


@pytest.mark.usefixtures("batch")
def test_what_grows_with_each_step_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """A column more in each step, as findings that rest on one another make: in all, the square of the steps."""
    import ibis

    monkeypatch.setattr(steps_module, "MOST_COLUMNS", 100)
    steps = Steps(ibis.schema({"a": "boolean"}))
    while len(steps.table.columns) < 13:
        steps.add({f"c{len(steps.table.columns)}": ~steps.table["a"]})
    with pytest.raises(EngineError, match="more than 100 columns"):
        steps.add({"one-more": ~steps.table["a"]})
