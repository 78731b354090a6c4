"""What two rulebooks declare differently, told without solving anything."""

from __future__ import annotations

from pathlib import Path
from random import Random

import dice
import pytest
from nakanaori.engine.language import Rulebook
from nakanaori.engine.proving.declared_difference import Lone, Recast, lone, recast
from nakanaori.engine.reading import load_rulebook
from small_rulebook import changed, write_rulebook


@pytest.mark.parametrize("seed", range(10))
def test_a_rulebook_differs_in_nothing_from_itself(seed: int) -> None:
    rulebook = dice.rulebook(Random(f"declared {seed}"))
    assert not [*lone(rulebook, rulebook), *recast(rulebook, rulebook)]


@pytest.mark.parametrize("seed", range(10))
def test_what_one_side_alone_has_is_told_from_both_sides(seed: int) -> None:
    throw = Random(f"lone {seed}")
    old, new = dice.rulebook(throw), dice.rulebook(throw)
    forth, back = [*lone(old, new)], [*lone(new, old)]
    turned = {"old": "new", "new": "old"}
    assert sorted(forth) == sorted(Lone(one.kind, one.id, one.within, turned[one.side]) for one in back)


def test_what_is_declared_otherwise_is_told_with_both_ways(going_out: Rulebook, tmp_path: Path) -> None:
    later = changed("actions.yaml", "- action: stay-in\n  phase: now", "- action: stay-in\n  phase: later")
    new = load_rulebook(write_rulebook(tmp_path / "new", later))
    assert [*recast(going_out, new)] == [Recast("phase", "stay-in", "now", "later")]
    assert [*lone(going_out, new)] == []
