"""The console that results are printed on, and lines broken to its width."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Text

from .control_characters import controls_shown
from .wrapping import wrapped

LEAST_WIDTH = 16
"""How many columns a text takes at least, however far it is set in."""


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


def show_lines(console: Console, text: str, *, style: str = "", bullet: str = "", indent: int = 0) -> None:
    """Print text broken to the console's width, behind a hanging bullet."""
    width = max(console.width - indent - len(bullet), LEAST_WIDTH)
    for position, line in enumerate(wrapped(text, width)):
        lead = bullet if position == 0 else " " * len(bullet)
        console.print(Text(" " * indent + lead + line, style=style), soft_wrap=True)
