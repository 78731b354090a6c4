"""One menu on the screen, moved through with the arrow keys."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from prompt_toolkit.application import Application, run_in_terminal
from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout.containers import HSplit, ScrollOffsets, Window
from prompt_toolkit.layout.controls import FormattedTextControl
from prompt_toolkit.layout.dimension import Dimension
from prompt_toolkit.layout.layout import Layout
from prompt_toolkit.layout.margins import ConditionalMargin, ScrollbarMargin
from prompt_toolkit.styles import Style

from ..engine.drawing import filled_lines
from ..engine.reading import Texts
from .prompt import LETTERS, Options, Reply
from .talk import Talk

if TYPE_CHECKING:
    from prompt_toolkit.formatted_text import StyleAndTextTuples

STYLE = Style.from_dict({"pointer": "bold ansicyan", "pointed": "bold"})

_LINE_END = ("", "\n")
_FEWEST_ROWS = 8
_LEAST_COLUMNS = 8
_DONE = "done"
_PAGE = 10
_MARGIN = 4
"""The columns of the pointer and of the bar at the side."""


class Menu:
    """The options, with boxes to tick where several may be chosen, and below them the asides.

    Below boxes stands one entry to go on with. What it says follows what is ticked, so that nobody answers "none of
    these" without reading it. All is laid out anew for the width that the terminal has when it is drawn.
    """

    def __init__(self, options: Options, talk: Talk, say: Texts) -> None:
        self.options = options
        self.ticked = set(options.held) if options.several and isinstance(options.held, tuple) else set()
        self._talk = talk
        self._say = say
        done = (_DONE,) if options.several else ()
        self._entries: tuple[int | str, ...] = (*range(len(options.labels)), *done, *options.asides)
        self._at = self._entries.index(self._held)
        self._lines = lru_cache(maxsize=4 * len(self._entries))(filled_lines)

    @property
    def pointed(self) -> int | str:
        """The position of the option pointed at, or which other entry it is."""
        return self._entries[self._at]

    def ask(self) -> Reply | None:
        """What was chosen, or None where Enter was pressed on an option (`pointed`) while nothing was ticked.

        Raises KeyboardInterrupt at Ctrl-C and EOFError at Ctrl-D.
        """
        self._talk.stream.flush()
        ran(self._application().run)
        chosen = self.pointed
        if isinstance(chosen, str) and chosen != _DONE:
            return chosen
        if not self.options.several:
            return (chosen,) if isinstance(chosen, int) else None
        return None if chosen != _DONE and not self.ticked else tuple(sorted(self.ticked))

    @property
    def _held(self) -> int | str:
        """The entry to point at first: what is held, or the first one."""
        held = self.options.held
        if isinstance(held, tuple):
            return held[0] if held else _DONE
        return 0 if held is None else held

    # what it shows ----------------------------------------------------------------------------------------------------

    def _application(self) -> Application[None]:
        head = Window(FormattedTextControl(self._head), dont_extend_height=True, wrap_lines=True)
        bar = ConditionalMargin(ScrollbarMargin(display_arrows=True), Condition(lambda: self._rows > self._room))
        entries = Window(
            FormattedTextControl(self._drawn, focusable=True, show_cursor=False),
            height=lambda: Dimension(max=self._room),
            scroll_offsets=ScrollOffsets(top=1, bottom=2),
            right_margins=[bar],
            dont_extend_height=True,
        )
        layout = Layout(HSplit([head, entries]), focused_element=entries)
        return Application(layout=layout, key_bindings=self._keys(), style=STYLE, erase_when_done=True)

    @property
    def _columns(self) -> int:
        return max(self._talk.size[0] - _MARGIN, _LEAST_COLUMNS)

    @property
    def _room(self) -> int:
        """The rows left below what was said, so that it stays in sight: a longer menu scrolls."""
        above = self._talk.rows + len(self._head_lines) + 1
        return max(self._talk.size[1] - above, _FEWEST_ROWS)

    @property
    def _rows(self) -> int:
        return sum(len(self._entry(entry)) for entry in self._entries) + bool(self.options.asides)

    @property
    def _head_lines(self) -> list[str]:
        return self._lines(
            self._say("prompt", "arrows-several" if self.options.several else "arrows-one"), self._columns
        )

    def _head(self) -> str:
        return "\n".join(f" {line}" for line in self._head_lines)

    def _drawn(self) -> StyleAndTextTuples:
        drawn: StyleAndTextTuples = []
        for at, entry in enumerate(self._entries):
            if self.options.asides and entry == self.options.asides[0]:
                drawn.append(_LINE_END)
            pointer: StyleAndTextTuples = [("[SetCursorPosition]", ""), ("class:pointer", " > ")]
            drawn += pointer if at == self._at else [("", "   ")]
            drawn.append(("class:pointed" if at == self._at else "", "\n   ".join(self._entry(entry))))
            drawn.append(_LINE_END)
        return drawn[:-1]

    def _entry(self, entry: int | str) -> list[str]:
        """The lines of an entry, those after the first hanging."""
        first, text = self._written(entry)
        indent = " " * (len(first) or 2)
        lines = self._lines(text, max(self._columns - len(indent), _LEAST_COLUMNS))
        return [(indent if number else first) + line for number, line in enumerate(lines)]

    def _written(self, entry: int | str) -> tuple[str, str]:
        """What an entry begins with, and its text."""
        if isinstance(entry, int):
            box = ("[x] " if entry in self.ticked else "[ ] ") if self.options.several else ""
            return box, self.options.labels[entry]
        if entry != _DONE:
            return f"{LETTERS[entry]}  ", self._say("asides", entry)
        count = len(self.ticked)
        if count < self.options.least:
            return "--> ", self._say("prompt", "too-few").format(least=self.options.least)
        none = self.options.none or self._say("question", "none")
        return "--> ", self._say("prompt", "done").format(count=count) if count else none

    # what it does -----------------------------------------------------------------------------------------------------

    def _keys(self) -> KeyBindings:
        keys = KeyBindings()
        moves = {"up": -1, "c-p": -1, "s-tab": -1, "down": 1, "c-n": 1, "tab": 1, "pageup": -_PAGE, "pagedown": _PAGE}
        for key, by in moves.items():
            keys.add(key)(self._moving(by))
        keys.add("home")(self._moving(-len(self._entries)))
        keys.add("end")(self._moving(len(self._entries)))
        for key in (" ", "\u3000"):
            keys.add(key)(self._toggle)
        for aside in self.options.asides:
            letter = LETTERS[aside]
            # The same key while an input method writes full-width letters.
            for key in (letter, chr(ord(letter) + 0xFEE0)):
                keys.add(key)(self._leaving_for(aside))
        # What was typed before the menu was there comes with the line end of a file.
        for key in ("enter", "c-j"):
            keys.add(key)(self._entering)
        keys.add("c-c")(lambda event: event.app.exit(exception=KeyboardInterrupt))
        keys.add("c-d")(lambda event: event.app.exit(exception=EOFError))
        if hasattr(signal, "SIGTSTP"):
            keys.add("c-z")(lambda _: run_in_terminal(self._suspend))
        return keys

    def _suspend(self) -> None:
        """Stop with all that runs before or behind this in a pipe, until the shell goes on with it."""
        os.kill(0, signal.SIGTSTP)
        self._talk.say_again(self._talk.said)

    def _moving(self, by: int) -> Callable[[KeyPressEvent], None]:
        """Single steps go round at the ends, longer ones stop there."""

        def move(_: KeyPressEvent) -> None:
            last = len(self._entries) - 1
            self._at = (self._at + by) % (last + 1) if abs(by) == 1 else min(max(self._at + by, 0), last)

        return move

    def _leaving_for(self, aside: str) -> Callable[[KeyPressEvent], None]:
        def leave(event: KeyPressEvent) -> None:
            self._at = self._entries.index(aside)
            event.app.exit()

        return leave

    def _entering(self, event: KeyPressEvent) -> None:
        """Go on from here, unless too few are ticked; that one of them is pointed at will do for it."""
        asks = self.options.several and self.pointed not in self.options.asides
        alone = not self.ticked and isinstance(self.pointed, int)
        if not asks or max(len(self.ticked), alone) >= self.options.least:
            event.app.exit()

    def _toggle(self, _: KeyPressEvent) -> None:
        if self.options.several and isinstance(self.pointed, int):
            self.ticked ^= {self.pointed}


def ran(run: Callable[..., object]) -> object:
    """What an application of prompt_toolkit comes to; where an event loop runs in this thread, it gets its own."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return run()
    return run(in_thread=True)
