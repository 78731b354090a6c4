"""A paragraph of text, as a terminal or a file gets it."""

from __future__ import annotations

import msgspec

from ..engine.reading import Piece


class Paragraph(msgspec.Struct, frozen=True):
    """Text that is broken to the width of where it is printed.

    `lead` stands before its first line and as much blank space before the others; `after` follows the text, dimmed.
    What is `whole` stays on one line: an address or a place that is broken can be neither opened nor copied. Instead of
    `text` there may be `pieces`, of which some are links.
    """

    text: str = ""
    lead: str = ""
    style: str = ""
    after: str = ""
    whole: bool = False
    pieces: tuple[Piece, ...] = ()
