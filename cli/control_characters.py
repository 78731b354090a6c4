"""Characters that steer a terminal, in texts that strangers wrote."""

from __future__ import annotations

import re

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_STYLE = re.compile("(\x1b\\[[0-9;]*m)")


def controls_shown(text: str) -> str:
    """The text with every control character but tabs and line ends written as an escape: `\\x1b`."""
    return _CONTROLS.sub(lambda control: f"\\x{ord(control[0]):02x}", text)


def controls_shown_but_styles(text: str) -> str:
    """The same, with bold and coloured letters left as they are."""
    return "".join(part if _STYLE.fullmatch(part) else controls_shown(part) for part in _STYLE.split(text))
