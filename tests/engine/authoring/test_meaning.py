"""What an id means to its readers, and who names it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hike import write_hike
from nakanaori.engine.authoring.concordance import read_concordance
from nakanaori.engine.authoring.meaning import meaning_of, text_keys, texts_of
from nakanaori.engine.authoring.occurrence import Thing
from nakanaori.engine.reading import laid_over, load_rulebook, needed_texts, optional_texts, welcome_texts
from small_rulebook import write_rulebook


@pytest.mark.parametrize(
    ("thing", "texts"),
    [
        (("question", "", "weather"), {"ja": ("どんな天気ですか。",), "en": ("What is the weather like?",)}),
        (("option", "weather", "rain"), {"ja": ("雨",), "en": ("Raining",)}),
        (("action", "", "stay-in"), {"ja": ("家にいる",), "en": ("Stay in",)}),
        (("step", "stay-in", "sit-down"), {"ja": ("座ります。",), "en": ("Sit down.",)}),
        (("rule", "", "everybody-drinks"), {"ja": ("誰でも水を飲みます。",), "en": ("Everybody drinks.",)}),
        (("tag", "", "outdoors"), {}),
        (("action", "", "unheard-of"), {}),
    ],
)
def test_the_texts_in_every_language(tmp_path: Path, thing: Thing, texts: dict[str, tuple[str, ...]]) -> None:
    assert texts_of(read_concordance(write_rulebook(tmp_path)), thing) == texts


def test_who_names_it_is_told_by_kind(tmp_path: Path) -> None:
    known = read_concordance(write_hike(tmp_path))
    assert meaning_of(known, ("action", "", "stay-at-home")).users == {
        "rule": ("no-hike-in-danger",),
        "help line": ("mountain-rescue",),
        "guarantee": ("never-up-in-danger",),
        "scenario": ("alone-in-the-snow",),
    }
    assert meaning_of(known, ("unit", "", "km")).users == {"question": ("distance",)}
    assert meaning_of(known, ("step", "tell-somebody", "name-the-way")).users == {}


def test_a_language_that_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    folder = write_rulebook(tmp_path)
    with laid_over({folder / "text/ja.yaml": b"["}):
        known = read_concordance(folder)
        assert texts_of(known, ("action", "", "stay-in")) == {"en": ("Stay in",)}


def test_the_keys_of_texts_are_such_as_a_language_has(tmp_path: Path) -> None:
    folder = write_hike(tmp_path)
    rulebook, known = load_rulebook(folder), read_concordance(folder)
    there = {*needed_texts(rulebook), *optional_texts(rulebook), *welcome_texts(rulebook)}
    further = {"blanks", "guarantees"}
    for thing in known.of:
        assert all(key in there or key[0] in further for key in text_keys(thing)), thing
