"""Things chosen by id: in their own order, all where none is named, with the nearest id where there is none."""

from __future__ import annotations

import pytest
from nakanaori.engine.language import NakanaoriError, Step, chosen

STEPS = (Step("open-it", ()), Step("hold-it", ()), Step("\u304c", ()))


def test_all_where_none_is_named_and_else_those_in_their_own_order() -> None:
    assert chosen("step", STEPS, []) == STEPS
    assert chosen("step", STEPS, ["hold-it", "open-it", "hold-it"]) == STEPS[:2]


def test_an_id_is_found_however_its_accents_are_stored() -> None:
    assert chosen("step", STEPS, ["か\u3099"]) == STEPS[2:]


def test_each_id_that_is_not_there_is_a_problem() -> None:
    with pytest.raises(NakanaoriError) as caught:
        chosen("step", STEPS, ["open-it", "hold-ti", "x"])
    assert str(caught.value).splitlines() == [
        "step: There is no step 'hold-ti'. Did you mean 'hold-it'?",
        "step: There is no step 'x'. Known here: open-it, hold-it, が.",
    ]
