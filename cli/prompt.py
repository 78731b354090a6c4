"""Asking in a terminal: plain numbered prompts, and arrow keys on top of them, behind one small protocol.

Whatever is asked, Ctrl-C raises KeyboardInterrupt and the end of input raises EOFError.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, TextIO, Union
from unicodedata import normalize

import msgspec

from .wrapping import wrapped

if TYPE_CHECKING:
    import questionary
    from questionary.prompts.common import InquirerControl

    from ..engine.text import Texts

WIDEST = 88
"""Lines longer than this are tiring to read, however wide the terminal is."""

LETTERS = {"why": "?", "unknown": "u", "back": "b", "plan": "p", "save": "s", "leave": "q"}
"""What one may do instead of answering, and the letter that does it."""

Reply = Union[tuple[int, ...], str]
"""The positions of what was chosen, or what one wants to do instead: an id of LETTERS."""

_FEWEST_ROWS = 8


class Options(msgspec.Struct, frozen=True):
    """What one may choose from; `held` is what stands already, and `asides` what one may do instead of choosing."""

    labels: tuple[str, ...]
    several: bool = False
    held: Reply | None = None
    asides: tuple[str, ...] = ()


class Prompt(Protocol):
    """A way of asking."""

    def choose(self, options: Options) -> Reply:
        """One of the options, or with `several` any number of them; or what one wants to do instead."""

    def number(self, low: int, high: int, held: int | str | None, asides: tuple[str, ...]) -> int | str:
        """A whole number from `low` to `high`; or what one wants to do instead."""

    def line(self, prompt: str) -> str:
        """What is typed after `prompt`, without the white space around it."""


class Talk:
    """The stream on which the conversation takes place; `rows` counts what was said since it was last set to 0."""

    def __init__(self, stream: TextIO, styled: bool) -> None:
        self.stream = stream
        self.styled = styled
        self.rows = 0

    @property
    def size(self) -> tuple[int, int]:
        """Columns to write in and rows of the terminal."""
        try:
            size = os.get_terminal_size(self.stream.fileno())
            columns, rows = size.columns or 80, size.lines or 24
        except (OSError, ValueError):
            columns, rows = 80, 24
        return max(16, min(columns, WIDEST)), rows

    def say(self, text: str = "", first: str = "", *, bold: bool = False, dim: bool = False) -> None:
        """A paragraph, `first` before its first line and as much blank space before the others."""
        import click
        from rich.cells import cell_len

        indent = cell_len(first)
        for position, line in enumerate(wrapped(text, self.size[0] - indent)):
            full = (first if position == 0 else " " * indent) + line
            click.echo(click.style(full, bold=bold or None, dim=dim or None) if self.styled else full, self.stream)
            self.rows += 1


class PlainPrompt:
    """Numbered prompts: everything is typed, and everything that may be typed is said."""

    def __init__(self, talk: Talk, say: Texts) -> None:
        self.talk = talk
        self.say = say

    def choose(self, options: Options) -> Reply:
        self._list(options)
        held = _typed(options.held)
        kind = ("several" if options.several else "one") + ("-held" if held else "")
        while True:
            typed = self.line(self.say("prompt", kind).format(held=held))
            reply = options.held if not typed and options.held is not None else self.read(typed, options)
            if reply is not None:
                return reply
            self._correct(typed, options)

    def number(self, low: int, high: int, held: int | str | None, asides: tuple[str, ...]) -> int | str:
        self._letters(asides)
        shown = LETTERS.get(held, held) if isinstance(held, str) else held
        prompt = self.say("prompt", "number" if held is None else "number-held").format(low=low, high=high, held=shown)
        while True:
            typed = self.line(prompt)
            if not typed and held is not None:
                return held
            aside = self.aside(typed, asides)
            if aside is not None:
                return aside
            if re.fullmatch(r"[-+]?[0-9]{1,9}", typed) and low <= int(typed) <= high:
                return int(typed)
            self.talk.say(self.say("prompt", "wrong-number").format(low=low, high=high))

    def line(self, prompt: str) -> str:
        stream = self.talk.stream
        stream.write(prompt)
        stream.flush()
        typed = sys.stdin.readline()
        self.talk.rows += 1
        if not sys.stdin.isatty() or not typed.endswith("\n"):
            stream.write("\n")
        if not typed:
            raise EOFError
        return normalize("NFKC", typed).strip()

    def read(self, typed: str, options: Options) -> Reply | None:
        """What was meant by what was typed (full-width letters and Japanese commas will do), or None."""
        aside = self.aside(typed, options.asides)
        if aside is not None:
            return aside
        words = [word for word in re.split(r"[\s,、。・.]+", typed) if word]
        if not words or not all(re.fullmatch("[0-9]{1,3}", word) for word in words):
            return None
        numbers = sorted({int(word) for word in words})
        if options.several and numbers == [0]:
            return ()
        fits = 1 <= numbers[0] and numbers[-1] <= len(options.labels)
        return tuple(number - 1 for number in numbers) if fits and (options.several or len(numbers) == 1) else None

    def aside(self, typed: str, asides: Iterable[str]) -> str | None:
        """What one wants to do instead of answering, or None."""
        word = typed.lower()
        return next(
            (aside for aside in asides if word == LETTERS[aside] or word in self.say.get("words", aside).split()), None
        )

    def _list(self, options: Options) -> None:
        digits = len(str(len(options.labels)))
        for number, label in enumerate(options.labels, start=1):
            self.talk.say(label, f"  {number:>{digits}}. ")
        if options.several:
            self.talk.say(self.say("ask", "none"), f"  {0:>{digits}}. ")
        self._letters(options.asides)

    def _letters(self, asides: tuple[str, ...]) -> None:
        if asides:
            # No-break spaces keep a letter and its meaning on one line.
            parts = (f"{LETTERS[aside]}\u00a0{self.say('letters', aside).replace(' ', chr(0xA0))}" for aside in asides)
            self.talk.say("  ".join(parts), "  ", dim=True)

    def _correct(self, typed: str, options: Options) -> None:
        numbers = re.findall("[0-9]+", typed)
        if not options.several and len(numbers) > 1:
            kind = "only-one"
        elif options.several and len(numbers) > 1 and "0" in numbers:
            kind = "none-alone"
        else:
            kind = "wrong-several" if options.several else "wrong-one"
        self.talk.say(self.say("prompt", kind).format(low=1, high=len(options.labels)))
        if options.asides:
            letters = " ".join(LETTERS[aside] for aside in options.asides)
            self.talk.say(self.say("prompt", "wrong-letters").format(letters=letters))


class ArrowPrompt(PlainPrompt):
    """Menus moved through with the arrow keys; the letters of the plain prompts work as well."""

    def choose(self, options: Options) -> Reply:
        reply = self._menu(options)
        while reply == "nothing-ticked":
            self.talk.say(self.say("prompt", "nothing-ticked"))
            pointed = self._pointed
            labels = (
                *((self.say("prompt", "take-this").format(option=options.labels[pointed]),) if pointed is not None else ()),
                self.say("prompt", "none-of-these"),
                self.say("prompt", "look-again"),
            )
            meant = self._menu(Options(labels))
            if meant == (len(labels) - 1,):
                reply = self._menu(options)
            else:
                reply = (pointed,) if pointed is not None and meant == (0,) else ()
        return reply

    @cached_property
    def _style(self) -> questionary.Style:
        from questionary import Style

        plain = [(name, "") for name in ("qmark", "question", "answer", "instruction", "text", "selected")]
        return Style([*plain, ("pointer", "bold fg:ansicyan"), ("highlighted", "bold")])

    def _menu(self, options: Options) -> Reply:
        return _Menu(options, self.talk, self.say).ask(self._style)

    def line(self, prompt: str) -> str:
        import questionary

        sys.stdout.flush()
        self.talk.rows += 1
        typed: str = questionary.text(prompt.rstrip(), qmark="", style=self._style).unsafe_ask()
        return typed.strip()
