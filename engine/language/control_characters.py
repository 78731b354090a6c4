"""Control characters in what strangers wrote: they steer a terminal, break a document, or hide from the eye."""

from __future__ import annotations

import re

# Compiled by `re` when a text may have one, and kept there.
_CONTROLS = "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"


def controls_shown(text: str) -> str:
    """The text with every control character but tabs and line ends written as an escape, as JSON has it: `\\u001b`.

    So are halves of surrogate pairs and what is no character, for which neither UTF-8 nor XML has a place. Everything
    that writes texts for people or programs passes them through here.
    """
    if text.isprintable():
        return text
    return re.sub(_CONTROLS, lambda control: f"\\u{ord(control[0]):04x}", text)
