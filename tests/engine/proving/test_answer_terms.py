"""Answers as formulas: a case can be fixed exactly, in part, or not at all."""

from __future__ import annotations

import pytest
from nakanaori.engine.consulting import Answer
from nakanaori.engine.language import UNKNOWN, Rulebook
from nakanaori.engine.proving import Model

pytestmark = pytest.mark.usefixtures("solver")

Case = dict[str, Answer]


def test_a_case_can_be_fixed_exactly_or_in_part(going_out: Rulebook) -> None:
    model = Model(going_out)
    case: Case = {"weather": "snow", "bag": (), "degrees": 7, "at-home": UNKNOWN}
    for part in ({}, {"bag": ()}, {"degrees": UNKNOWN}, {"degrees": 40, "bag": UNKNOWN}, case):
        exactly = [model.terms.answers_with(question, part.get(question)) for question in going_out.question]
        assert model.possible(*exactly) == part
        more = model.terms.every(model.terms.answers_with(*answered) for answered in part.items())
        assert model.smallest(more, model.terms.all_answered()) == {
            "weather": "sun",
            "bag": (),
            "degrees": -10,
            "at-home": "yes",
            **part,
        }
        otherwise = model.terms.negation(exactly[0])
        assert model.possible(*exactly, otherwise) is None
    others = (model.terms.negation(model.terms.answers_with(*answered)) for answered in case.items())
    changed = model.possible(*others)
    assert changed is not None
    assert all(changed.get(question) != answer for question, answer in case.items())
