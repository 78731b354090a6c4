"""JSON as results are written in it."""

from __future__ import annotations

import msgspec

from ..engine.language import controls_shown
from ..engine.reading import as_json


def json_text(document: object) -> str:
    """The document, indented, with a newline at the end; texts with shape as they are written."""
    written = msgspec.json.encode(document, enc_hook=as_json)
    return controls_shown(msgspec.json.format(written, indent=2).decode() + "\n")
