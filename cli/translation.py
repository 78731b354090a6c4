"""Sentences about mistakes in the reader's language; they are written in English where they arise."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from ..engine.reading import phrases

_FOLDER = Path(__file__).parent / "translations"
_IN_WORDS = ("given", "reason")
_END = r"(?<=[.?]) |$"
_BLANK = r"\\{(\w+)\\}"

ENGLISH = "en"
LANGUAGES = (ENGLISH, *sorted(name.removesuffix(".yaml") for name in os.listdir(_FOLDER) if name.endswith(".yaml")))
"""The languages in which mistakes are told."""


def translated(sentence: str, language: str) -> str:
    """The sentence in `language`; as it is where nobody has translated it."""
    for pattern, translation in _catalogue(language).items():
        match = pattern.fullmatch(sentence)
        if match is not None:
            return _filled(translation, match.groupdict(), language)
    return sentence


def told(sentences: str, language: str) -> str:
    """Sentences that stand in a row, each in `language`; one that nobody has translated stays as it is."""
    for end in re.finditer(_END, sentences):
        first = sentences[: end.start()]
        said = translated(first, language)
        if said != first:
            return said + told(sentences[end.end() :], language)
    return sentences


def _filled(text: str, parts: Mapping[str, str], language: str) -> str:
    """The text with its blanks filled: what may be in words of ours is translated itself, ids never are."""

    def part(blank: re.Match[str]) -> str:
        name = blank[1]
        return translated(parts[name], language) if name in _IN_WORDS else parts[name]

    return re.sub(r"\{(\w+)\}", part, text)


@lru_cache(maxsize=4)
def _catalogue(language: str) -> dict[re.Pattern[str], str]:
    """What is translated, as patterns in which blanks match anything; those in which more is fixed come first."""
    if language == ENGLISH or language not in LANGUAGES:
        return {}
    entries = sorted(phrases(_FOLDER, language).entries.items(), key=lambda entry: -_fixed(entry[0][-1]))
    return {re.compile(_pattern(sentence), re.DOTALL): text for (*_, sentence), text in entries}


def _fixed(sentence: str) -> int:
    return len(re.sub(_BLANK, "", re.escape(sentence)))


def _pattern(sentence: str) -> str:
    return re.sub(_BLANK, r"(?P<\1>.*?)", re.escape(sentence))
