"""Phrases and sentences: answers by label, what a test asks for, findings, and sections by number or heading."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from nakanaori.engine.consulting import consult
from nakanaori.engine.language import UNKNOWN, AtLeast, Between, Finding, NoneOf, OneOf, Rulebook
from nakanaori.engine.reading import Texts, load_rulebook
from nakanaori.engine.telling import (
    LACKED,
    Wording,
    answer_in_words,
    answer_labels,
    cited,
    finding_in_words,
    ground_in_words,
    ground_of,
    option_label,
    section_headings,
    section_label,
    wanted_answer,
    wording_of,
)
from nakanaori.engine.telling.reasons import BLOCKING
from small_rulebook import changed, write_more_rules, write_rulebook


@pytest.fixture
def small(tmp_path: Path) -> Rulebook:
    return load_rulebook(write_more_rules(tmp_path))


@pytest.fixture
def wording(small: Rulebook) -> Wording:
    return wording_of(small, "en")


def test_an_option_has_a_label_and_so_has_not_knowing(small: Rulebook, wording: Wording) -> None:
    weather = small.question["weather"]
    assert option_label(weather, "rain", wording) == "Raining"
    assert option_label(weather, UNKNOWN, wording) == "I don’t know, or would rather not say"


def test_a_group_is_told_by_its_text_where_it_has_one(tmp_path: Path) -> None:
    options = "[umbrella, hat, scarf, tea]"
    files = changed("questions.yaml", options, f"{options}\n  groups: {{worn: [hat, scarf]}}")
    files |= changed("text/en.yaml", "    hint: Look", "    groups: {worn: Something to wear}\n    hint: Look")
    rulebook = load_rulebook(write_rulebook(tmp_path / "grouped", files))
    bag, test = rulebook.question["bag"], OneOf("bag", frozenset(("hat", "scarf", "tea")))
    assert wanted_answer(bag, test, wording_of(rulebook, "en")) == "“Something to wear” or “A flask of tea”"
    assert wanted_answer(bag, test, wording_of(rulebook, "ja")) == "「帽子」か「マフラー」か「お茶」"


def test_an_answer_is_told_by_its_labels_in_their_order(small: Rulebook, wording: Wording) -> None:
    bag, degrees = small.question["bag"], small.question["degrees"]
    answer = frozenset(("tea", "hat"))
    assert answer_labels(bag, answer, wording) == ("A hat", "A flask of tea")
    assert answer_in_words(bag, answer, wording) == "“A hat”, “A flask of tea”"
    assert answer_in_words(bag, answer, wording, frozenset(("tea", "scarf"))) == "“A flask of tea”"
    assert answer_in_words(bag, answer, wording, frozenset(("scarf",))) == "“A hat”, “A flask of tea”"
    assert (answer_labels(degrees, -3, wording), answer_in_words(degrees, -3, wording)) == (("-3",), "-3")


def test_nothing_chosen_is_an_answer_and_no_answer_is_none(small: Rulebook, wording: Wording) -> None:
    bag = small.question["bag"]
    assert answer_labels(bag, frozenset(), wording) == ("None of these",)
    assert answer_in_words(bag, frozenset(), wording) == "none of these"
    assert (answer_labels(bag, None, wording), answer_in_words(bag, None, wording)) == ((), "not answered yet")


@pytest.mark.parametrize(
    ("test", "phrase"),
    [
        (OneOf("bag", frozenset(("tea", "hat"))), "“A hat” or “A flask of tea”"),
        (NoneOf("weather", frozenset(("sun", "rain"))), "any answer but “Sunny” or “Raining”"),
        (NoneOf("bag", frozenset((UNKNOWN,))), "any answer but “I don’t know"),
        (NoneOf("bag", frozenset(("tea",))), "an answer without “A flask of tea”"),
        (NoneOf("bag", frozenset(("tea", "hat"))), "an answer with neither “A hat” nor “A flask of tea”"),
        (NoneOf("bag", frozenset(("tea", UNKNOWN))), "an answer without “A flask of tea”, and not “I don’t know"),
        (AtLeast("bag", 2, frozenset(("umbrella", "hat", "scarf", "tea"))), "at least 2 of them"),
        (AtLeast("bag", 2, frozenset(("hat", "scarf"))), "at least 2 of “A hat” or “A scarf”"),
        (Between("degrees", 3, None), "3 or more"),
        (Between("degrees", None, 9), "less than 9"),
        (Between("degrees", 3, 9), "3 or more, less than 9"),
    ],
)
def test_what_a_test_asks_for_is_a_phrase(
    small: Rulebook, wording: Wording, test: OneOf | NoneOf | AtLeast | Between, phrase: str
) -> None:
    assert wanted_answer(small.question[test.question], test, wording).startswith(phrase)


def test_a_ground_says_what_was_answered_what_was_lacked_or_what_blocks(small: Rulebook, wording: Wording) -> None:
    outcome = consult(small, {"weather": "rain", "bag": ["hat", "tea"]}, engine="reference")
    bag, sun = OneOf("bag", frozenset(("tea",))), OneOf("weather", frozenset(("sun",)))

    def told(test: OneOf | Finding, kind: str = "used") -> str:
        return ground_in_words(ground_of(outcome, test, kind), small, wording)

    assert told(bag) == "Bag: “A flask of tea”."
    assert told(bag, BLOCKING) == "Something speaks against it: Bag: “A flask of tea”."
    assert told(sun, LACKED) == "It would apply with “Sunny”. At present – Weather: “Raining”."
    assert told(OneOf("at-home", frozenset(("yes",))), LACKED).endswith("At home: not answered yet.")
    assert told(Finding("wet", True)) == finding_in_words("wet", wording, holds=True) == "It is wet."
    assert told(Finding("cold", True), LACKED) == told(Finding("cold", False)) == "It is not cold."


def test_a_section_without_a_number_is_told_by_its_heading(wording: Wording) -> None:
    texts = Texts("en", {("sections", "leave"): "Leave and holidays", ("sections", "3a"): "Notice"})
    words = replace(wording, texts=texts)
    assert cited(["leave", "3a"], words) == " (Leave and holidays, §3a)"
    assert section_headings(["leave", "3a"], words) == "“Leave and holidays” (article), §3a of the article, “Notice”"


def test_sections_are_told_by_number_or_with_their_headings(wording: Wording) -> None:
    assert section_label("1.1", wording) == "§1.1"
    assert section_label("beyond", wording) == "beyond the article"
    assert cited(["1", "beyond"], wording) == " (§1, beyond the article)"
    assert cited([], wording) == ""
    assert section_headings(["1.1", "2"], wording) == "§1.1 of the article, “Wet”, §2 of the article, “Both”"
    assert section_headings(["beyond"], wording) == "added by this rulebook, not in the article"
