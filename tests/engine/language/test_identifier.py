"""Ids: of any script, in one form, and nothing that cannot be told apart by looking."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nakanaori.engine.language import is_identifier, normalized


@pytest.mark.parametrize(
    "text",
    [
        "a",
        "_",
        "apologise-by-letter",
        "1.1",
        "5_to_7",
        "q.1-b",
        "事情を聴く",
        "①",
        "x²",
        "मौसम",
        "बारिश-और-धूप",
        "வானிலை",
        "অবস্থা",
        "ภาษาไทย",
        "طَقْس",
        "שָׁלוֹם",
        "می\u200cبارد",
        "ශ්\u200dරී",
        "क्\u200cष",
        "naïve",
        "ｆｕｌｌ",
        "a" * 200,
    ],
)
def test_an_id(text: str) -> None:
    assert is_identifier(normalized(text))
    assert is_identifier(normalized(unicodedata.normalize("NFD", text)))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a b",
        "-a",
        "a-",
        "a--b",
        "a..b",
        ".",
        "a/b",
        "a:b",
        "a\n",
        "a, b",
        "a、b",
        "雨！",
        "\u093e",
        "a-\u0301b",
        "a\u200db",
        "a\u200cb",
        "\u200ca",
        "a\ufeff",
        "a\u202e",
        "☂",
        "a'b",
        "a" * 201,
    ],
)
def test_no_id(text: str) -> None:
    assert not is_identifier(text)


@given(st.text(max_size=8))
def test_what_python_takes_for_a_name_is_an_id_and_so_is_what_used_to_be_one(text: str) -> None:
    text = normalized(text)
    if text.isidentifier() or re.fullmatch(r"\w+(?:[-.]\w+)*", text):
        assert is_identifier(text)


@given(st.text(max_size=8))
def test_the_form_is_a_form(text: str) -> None:
    assert normalized(normalized(text)) == normalized(text)
    assert normalized(unicodedata.normalize("NFD", text)) == normalized(text)
