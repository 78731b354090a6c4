"""Where z3 is not installed, one line says how to install it."""

from __future__ import annotations

import sys

import pytest
from nakanaori.engine.language import Rulebook
from nakanaori.engine.proving import Model, SolverMissingError


def test_without_z3_one_line_says_how_to_install_it(rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "z3", None)
    with pytest.raises(SolverMissingError) as caught:
        Model(rulebook)
    assert "pip install 'nakanaori[prove]'" in str(caught.value)
    assert "\n" not in str(caught.value)
