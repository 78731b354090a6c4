"""Many formulas are read off a model at once, however many there are."""

from __future__ import annotations

import pytest
from nakanaori.engine.consulting import consult
from nakanaori.engine.language import Rulebook
from nakanaori.engine.proving import Model
from nakanaori.engine.proving.readout import Readout

pytestmark = pytest.mark.usefixtures("solver")


def test_what_holds_is_read_in_the_order_asked_for(going_out: Rulebook) -> None:
    model = Model(going_out)
    rules = [model.terms.fires(rule) for rule in going_out.rule]
    search = model.search([model.terms.planned("stay-in")], about=rules)
    assert search.holds()
    fired = consult(going_out, search.answers(), engine="reference").fired
    assert Readout(model.terms, rules).of(search.model) == tuple(rule in fired for rule in going_out.rule)


@pytest.mark.parametrize("count", [0, 1, 1023, 1024, 1025, 20_000])
def test_any_number_of_formulas_can_be_read(going_out: Rulebook, count: int) -> None:
    model = Model(going_out)
    yes, no = model.terms.every(()), model.terms.some(())
    search = model.search([])
    assert search.holds()
    told = Readout(model.terms, [no if at % 3 else yes for at in range(count)]).of(search.model)
    assert told == tuple(at % 3 == 0 for at in range(count))
