"""Rulebooks that are called the same are refused where they would meet."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from nakanaori.engine.language import NakanaoriError, Rulebook
from nakanaori.web.namesakes import refuse_namesakes


@pytest.mark.parametrize("name", ["going_out", "Going_Out"])
def test_two_of_one_name_are_refused(going_out: Rulebook, name: str) -> None:
    with pytest.raises(NakanaoriError, match=f"Two rulebooks are called '{name}': that in .* and that in "):
        refuse_namesakes([going_out, replace(going_out, id=name)])


def test_others_may_stand_beside_each_other(rulebook: Rulebook, going_out: Rulebook) -> None:
    refuse_namesakes([rulebook, going_out])
