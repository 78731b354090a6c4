"""Characters that steer a terminal, in output that may be coloured and hold links."""

from __future__ import annotations

import re

from ..engine.language import controls_shown
from ..engine.reading import ADDRESS

# Compiled by `re` when something that may be coloured is written, and kept there.
_STYLE = f"(\x1b\\[[0-9;]*m|\x1b\\]8;(?:id=[0-9]+)?;(?:{ADDRESS})?\x1b\\\\)"


def controls_shown_but_styles(text: str) -> str:
    """The text with its control characters shown; bold and coloured letters, and links, are left as they are."""
    return "".join(part if re.fullmatch(_STYLE, part) else controls_shown(part) for part in re.split(_STYLE, text))
