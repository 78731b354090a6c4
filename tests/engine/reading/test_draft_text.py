"""Blanks in the texts of drafts, and the words that never stand in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nakanaori.engine.reading import blanks_in, forbidden_in, is_well_formed, words_of


def test_blanks_are_named_once_in_their_order() -> None:
    assert blanks_in("{{name}}へ、{{いつ}}。{{name}}") == ("name", "いつ")


@pytest.mark.parametrize("text", ["{{a}}", "plain", "{{a}}{{b}}"])
def test_blanks_that_are_well_formed(text: str) -> None:
    assert is_well_formed(text)


@pytest.mark.parametrize("text", ["{a}", "{{a b}}", "{{a}", "{{}}", "}}", "{{{a}}}", "{{a}}}"])
def test_blanks_that_are_not(text: str) -> None:
    assert not is_well_formed(text)


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("But I was late.", "but", ["but"]),
        ("The button.", "but", []),
        ("I didn’t mean it.", "didn't mean", ["didn't mean"]),
        ("I did not\nmean it.", "not mean", ["not mean"]),
        ("でも、忙しくて", "でも、\n忙し", ["でも、", "忙し"]),
        ("いつでもいいです。", "でも、", []),
        ("返事はいりません", "？", []),
        ("いいですか？", "？", ["？"]),
        ("{{but}} {{忙しさ}}", "but\n忙し", []),
    ],
)
def test_words_that_never_stand_there(text: str, words: str, found: list[str]) -> None:
    assert list(forbidden_in(text, words_of(words))) == found


@given(st.text(), st.text(alphabet="abcあいう、", min_size=1))
def test_a_word_between_spaces_is_always_found(text: str, word: str) -> None:
    assert list(forbidden_in(f"{text.replace('{', '').replace('}', '')} {word} end", [word])) == [word]


def test_a_list_has_a_word_on_each_line() -> None:
    assert words_of("one\n\n two words \n") == ("one", "two words")
