"""Those asked for by id: in their own order, all where none is named, and every unknown id with the nearest one."""

from __future__ import annotations

import pytest
from nakanaori.engine.language import NakanaoriError, Rulebook, Step, chosen


def test_they_come_in_their_own_order_whatever_the_order_asked_for(rulebook: Rulebook) -> None:
    ids = [action.id for action in rulebook.actions]
    assert [one.id for one in chosen("action", rulebook.actions, [ids[7], ids[2], ids[7]])] == [ids[2], ids[7]]


def test_none_named_is_all(rulebook: Rulebook) -> None:
    assert chosen("action", rulebook.actions, ()) == rulebook.actions


def test_every_unknown_id_is_named_with_the_nearest(rulebook: Rulebook) -> None:
    with pytest.raises(NakanaoriError) as caught:
        chosen("action", rulebook.actions, ["apologise-by-leter", "keep-distance", "xyzzy"])
    told = [(problem.place.source, problem.wrong, problem.right) for problem in caught.value.problems]
    assert told == [
        ("action", "There is no action 'apologise-by-leter'.", "Did you mean 'apologise-by-letter'?"),
        ("action", "There is no action 'xyzzy'.", ""),
    ]


def test_an_id_is_found_however_its_accents_are_stored() -> None:
    steps = (Step("open-it", ()), Step("\u304c", ()))
    assert chosen("step", steps, ["か\u3099"]) == steps[1:]


def test_what_is_known_is_offered_in_its_own_order() -> None:
    steps = tuple(Step(name, ()) for name in ("wind", "open", "lift", "hold"))
    with pytest.raises(NakanaoriError, match=r"Known here: wind, open, lift, hold\."):
        chosen("step", steps, ["xyz"])
