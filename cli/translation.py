"""Sentences about mistakes in the reader's language; they are written in English where they arise."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from ..engine.reading import phrases

_FOLDER = Path(__file__).parent / "translations"
_IN_WORDS = ("given", "reason")
_BLANK = re.compile(r"\\{(\w+)\\}")

ENGLISH = "en"
LANGUAGES = (ENGLISH, *sorted(path.stem for path in _FOLDER.glob("*.yaml")))
"""The languages in which mistakes are told."""


def translated(sentence: str, language: str) -> str:
    """The sentence in `language`; as it is where nobody has translated it."""
    for pattern, translation in _catalogue(language).items():
        match = pattern.fullmatch(sentence)
        if match is not None:
            return _filled(translation, match.groupdict(), language)
    return sentence


def _filled(text: str, parts: Mapping[str, str], language: str) -> str:
    """The text with its blanks filled: what may be in words of ours is translated itself, ids never are."""

    def part(blank: re.Match[str]) -> str:
        name = blank[1]
        return translated(parts[name], language) if name in _IN_WORDS else parts[name]

    return re.sub(r"\{(\w+)\}", part, text)


@lru_cache(maxsize=4)
def _catalogue(language: str) -> dict[re.Pattern[str], str]:
    """What is translated, as patterns in which blanks match anything; those with fewer blanks come first."""
    if language == ENGLISH or language not in LANGUAGES:
        return {}
    entries = sorted(phrases(_FOLDER, language).entries.items(), key=lambda entry: len(_blanks(entry[0][-1])))
    return {re.compile(_pattern(sentence), re.DOTALL): text for (*_, sentence), text in entries}


def _blanks(sentence: str) -> list[str]:
    return _BLANK.findall(re.escape(sentence))


def _pattern(sentence: str) -> str:
    return _BLANK.sub(r"(?P<\1>.+?)", re.escape(sentence))
