"""Languages as people and systems name them."""

from __future__ import annotations

import pytest
from nakanaori.cli.language_tag import locale_tag, matched


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("ja", "ja"),
        ("JA", "ja"),
        ("EN", "en"),
        ("ja-JP", "ja"),
        ("ja_JP", "ja"),
        ("ja_JP.UTF-8", "ja"),
        ("ja_JP.eucJP", "ja"),
        ("en-GB", "en"),
        ("en_US.UTF-8@posix", "en"),
        (" en ", "en"),
        ("pt", "pt-BR"),
        ("pt-PT", "pt-BR"),
        ("zh-Hant-TW", "zh-hant"),
        ("zh-TW", "zh-hant"),
        ("fr", None),
        ("j", None),
        ("C", None),
        ("C.UTF-8", None),
        ("POSIX", None),
        ("", None),
    ],
)
def test_the_language_that_a_tag_means(tag: str, language: str | None) -> None:
    assert matched(tag, ("ja", "en", "pt-BR", "zh-hant")) == language


def test_an_exact_match_comes_before_a_shorter_one() -> None:
    assert matched("pt-br", ("pt", "pt-BR")) == "pt-BR"
    assert matched("pt-AO", ("pt-BR", "pt")) == "pt"


def test_the_locale_is_the_first_that_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setenv("LC_MESSAGES", "")
    monkeypatch.delenv("LC_ALL", raising=False)
    assert locale_tag() == "en_US.UTF-8"
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    assert locale_tag() == "ja_JP.UTF-8"
