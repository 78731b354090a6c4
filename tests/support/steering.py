"""Texts that would steer a terminal or break a document, and what of that is left in one that was written."""

from __future__ import annotations

import re

import msgspec
from nakanaori.engine.reading import Texts
from nakanaori.engine.telling import Wording

CONTROLS = "\x1b]0;x\x07\x9b31m\x00\x7f\ud800\uffff"


def told_in_controls(wording: Wording) -> Wording:
    """The words, with every text of the rulebook ending in CONTROLS."""
    texts = {key: f"{text}{CONTROLS}" for key, text in wording.texts.entries.items()}
    return msgspec.structs.replace(wording, texts=Texts(wording.language, texts))


def steering(document: str) -> list[str]:
    """The control characters in a document, tabs and line ends aside."""
    return re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", document)
