"""Texts with shape in the terminal: their paragraphs and lists, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..engine.drawing import text_columns
from ..engine.reading import Piece, ShapedText
from .paragraph import Paragraph

if TYPE_CHECKING:
    from ..engine.reading import Texts


def shaped_shown(
    text: ShapedText, say: Texts, lead: str = "", style: str = "", *, before: str = "", after: str = ""
) -> Iterator[Paragraph]:
    """The text with `lead` before it and all of it as far in; its first line stands between `before` and `after`."""
    begun = (Piece(before),) if before else ()
    inner, first = " " * text_columns(lead), True
    bullet = say("plan", "bullet")
    for number, passage in enumerate(text.passages):
        if number and not passage.bulleted:
            yield Paragraph()
        for line in passage.lines:
            mark = (lead if first else inner) + (bullet if passage.bulleted else "")
            yield Paragraph("", mark, style, after if first else "", pieces=(*begun, *line))
            first, begun = False, ()
    if not text:
        yield Paragraph(before, lead, style, after)
