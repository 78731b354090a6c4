"""JSON as results are written in it."""

from __future__ import annotations

import msgspec

from ..engine.language import controls_shown


def json_text(document: object) -> str:
    """The document, indented, with a newline at the end."""
    return controls_shown(msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n")
