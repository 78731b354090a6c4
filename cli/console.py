"""The console that results are printed on, and paragraphs broken to its width."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator
from typing import TextIO

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from ..engine.drawing import filled_lines, text_columns
from ..engine.language import controls_shown
from ..engine.reading import Piece
from .paragraph import Paragraph
from .terminal_link import cut, has_links, told

LEAST_WIDTH = 16
"""How many columns a text takes at least, however far it is set in, where there is twice as much room."""

_AFTER = Style.parse("not bold dim")


class SteadyConsole(Console):
    """A console whose terminal nothing steers that is printed: control characters in texts are shown as escapes."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """The segments of a renderable, their texts harmless; what rich itself tells a terminal stays as it is."""
        for segment in super().render(renderable, options):
            yield segment if segment.control else Segment(controls_shown(segment.text), segment.style)


def console_on(file: TextIO, *, color: bool | None = None, width: int | None = None) -> Console:
    """A console that prints texts as they are; with `color` None it finds out what its file can show."""
    return SteadyConsole(
        file=file,
        width=width,
        force_terminal=color,
        color_system="auto" if color is not False else None,
        highlight=False,
        markup=False,
        emoji=False,
    )


def show(console: Console, paragraphs: Iterable[Paragraph]) -> None:
    """Print paragraphs on a console, broken to its width."""
    linked = console.color_system is not None and has_links(os.environ)
    for paragraph in paragraphs:
        for line in _lines(paragraph, console.width, linked):
            console.print(line, soft_wrap=True)


def printed(paragraphs: Iterable[Paragraph], *, color: bool, width: int) -> str:
    """The paragraphs as text of at most `width` columns, coloured for a terminal or not."""
    written = io.StringIO()
    show(console_on(written, color=color, width=width), paragraphs)
    return written.getvalue()


def _lines(paragraph: Paragraph, width: int, linked: bool) -> Iterator[Text]:
    indent = text_columns(paragraph.lead)
    parts = [*_parts(paragraph, linked)]
    text = "".join(part for part, _ in parts)
    room = max(width - indent, min(LEAST_WIDTH, width // 2))
    for position, pieces in enumerate(cut([text] if paragraph.whole else filled_lines(text, room), parts)):
        shown = Text(paragraph.lead if position == 0 else " " * indent, style=paragraph.style)
        for piece, style in pieces:
            shown.append(piece, style=style)
        yield shown


def _parts(paragraph: Paragraph, linked: bool) -> Iterator[tuple[str, Style]]:
    """What stands in a paragraph, each part with its style."""
    for piece in paragraph.pieces or (Piece(paragraph.text),):
        is_link = linked and piece.address
        style = Style(link=piece.address, underline=True) if is_link else Style()
        yield told(piece, linked=linked), style
    if paragraph.after:
        yield paragraph.after, _AFTER
