"""Formulas are joined, also where there are none of them or too few."""

from __future__ import annotations

import pytest
from nakanaori.engine.language import OneOf, Rulebook
from nakanaori.engine.proving import Model

pytestmark = pytest.mark.usefixtures("solver")


def test_connectives_of_none_and_of_too_few(going_out: Rulebook) -> None:
    model = Model(going_out)
    wet = model.terms.found("wet")
    assert model.possible(model.terms.every(())) is not None
    assert model.possible(model.terms.some(())) is None
    assert model.possible(model.terms.at_least(2, [wet])) is None
    assert model.possible(model.terms.at_most(1, [wet]), wet) is not None
    assert model.possible(model.terms.at_most(0, [wet]), wet) is None
    assert model.possible(model.terms.same(wet, model.terms.answer_test(OneOf("weather", frozenset(("sun",)))))) == {}
