"""The console that results are printed on, and paragraphs broken to its width."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import TextIO

import msgspec
from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Text

from ..engine.drawing import filled_lines, text_columns
from ..engine.language import controls_shown

LEAST_WIDTH = 16
"""How many columns a text takes at least, however far it is set in, where there is twice as much room."""


class Paragraph(msgspec.Struct, frozen=True):
    """Text that is broken to the width of where it is printed.

    `lead` stands before its first line and as much blank space before the others; `after` follows the text, dimmed.
    What is `whole` stays on one line: an address or a place that is broken can be neither opened nor copied.
    """

    text: str = ""
    lead: str = ""
    style: str = ""
    after: str = ""
    whole: bool = False


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
    for paragraph in paragraphs:
        for line in _lines(paragraph, console.width):
            console.print(line, soft_wrap=True)


def printed(paragraphs: Iterable[Paragraph], *, color: bool, width: int) -> str:
    """The paragraphs as text of at most `width` columns, coloured for a terminal or not."""
    written = io.StringIO()
    show(console_on(written, color=color, width=width), paragraphs)
    return written.getvalue()


def _lines(paragraph: Paragraph, width: int) -> Iterator[Text]:
    indent = text_columns(paragraph.lead)
    text = paragraph.text + paragraph.after
    room = max(width - indent, min(LEAST_WIDTH, width // 2))
    left = _letters(paragraph.text)
    for position, line in enumerate([text] if paragraph.whole else filled_lines(text, room)):
        end = _length_with(line, left)
        left -= _letters(line[:end])
        shown = Text(paragraph.lead if position == 0 else " " * indent, style=paragraph.style)
        yield shown.append(line[:end]).append(line[end:], style="not bold dim")


def _letters(text: str) -> int:
    """How many letters there are, blanks not counted: those may go where a line ends."""
    return len("".join(text.split()))


def _length_with(line: str, letters: int) -> int:
    """The length of the shortest beginning of `line` that holds so many letters, blanks not counted."""
    for position, letter in enumerate(line):
        if letters == 0:
            return position
        letters -= not letter.isspace()
    return len(line)
