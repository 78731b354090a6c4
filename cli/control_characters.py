"""Characters that steer a terminal, in output that may be coloured."""

from __future__ import annotations

import re

from ..engine.language import controls_shown

_STYLE = re.compile("(\x1b\\[[0-9;]*m)")


def controls_shown_but_styles(text: str) -> str:
    """The text with its control characters shown, and bold and coloured letters left as they are."""
    return "".join(part if _STYLE.fullmatch(part) else controls_shown(part) for part in _STYLE.split(text))
