"""Asking in a terminal: plain numbered prompts, and arrow keys on top of them, behind one small protocol.

Whatever is asked, Ctrl-C raises KeyboardInterrupt and the end of input raises EOFError.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, TextIO, cast
from unicodedata import normalize

import click
import msgspec
from rich.cells import cell_len

from ..engine.drawing import filled_lines

if TYPE_CHECKING:
    from prompt_toolkit.key_binding import KeyPressEvent
    from prompt_toolkit.layout import Window
    from questionary import Choice, Style
    from questionary.prompts.common import InquirerControl

    from ..engine.reading import Texts

WIDEST = 88
"""Lines longer than this are tiring to read, however wide the terminal is."""

LETTERS = {"why": "?", "unknown": "u", "back": "b", "plan": "p", "save": "s", "leave": "q"}
"""What one may do instead of answering, and the letter that does it."""

Reply = tuple[int, ...] | str
"""The positions of what was chosen, or what one wants to do instead: an id of LETTERS."""

_FEWEST_ROWS = 8
_DONE = "done"


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

    def pause(self, label: str) -> None:
        """Give time to read what the next menu would push out of sight; `label` says where one goes from here."""


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

    def say(self, text: str = "", first: str = "", *, bold: bool = False, dim: bool = False, fold: bool = True) -> None:
        """A paragraph, `first` before its first line and as much blank space before the others.

        With `fold` false it stays one line, so that it can be copied.
        """
        indent = cell_len(first)
        for position, line in enumerate(filled_lines(text, self.size[0] - indent) if fold else [text]):
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
            typed = _narrow(typed).replace("\N{MINUS SIGN}", "-")
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
        return typed.strip()

    def pause(self, label: str) -> None:
        """Nothing: what was printed stays where it is."""

    def read(self, typed: str, options: Options) -> Reply | None:
        """What was meant by what was typed (full-width letters and Japanese commas will do), or None."""
        aside = self.aside(typed, options.asides)
        if aside is not None:
            return aside
        words = [word for word in re.split(r"[\s,、。・.]+", _narrow(typed)) if word]
        if not words or not all(re.fullmatch("[0-9]{1,3}", word) for word in words):
            return None
        numbers = sorted({int(word) for word in words})
        if options.several and numbers == [0]:
            return ()
        fits = numbers[0] >= 1 and numbers[-1] <= len(options.labels)
        return tuple(number - 1 for number in numbers) if fits and (options.several or len(numbers) == 1) else None

    def aside(self, typed: str, asides: Iterable[str]) -> str | None:
        """What one wants to do instead of answering, or None."""
        word = _narrow(typed)
        return next(
            (aside for aside in asides if word == LETTERS[aside] or word in self.say.get("words", aside).split()), None
        )

    def _list(self, options: Options) -> None:
        digits = len(str(len(options.labels)))
        for number, label in enumerate(options.labels, start=1):
            self.talk.say(label, f"  {number:>{digits}}. ")
        if options.several:
            self.talk.say(self.say("question", "none"), f"  {0:>{digits}}. ")
        self._letters(options.asides)

    def _letters(self, asides: tuple[str, ...]) -> None:
        line = ""
        for aside in asides:
            part = f"{LETTERS[aside]} {self.say('letters', aside)}"
            if line and cell_len(line + part) > self.talk.size[0] - 4:
                self.talk.say(line, "  ", dim=True)
                line = ""
            line += ("  " if line else "") + part
        if line:
            self.talk.say(line, "  ", dim=True)

    def _correct(self, typed: str, options: Options) -> None:
        numbers = re.findall("[0-9]+", _narrow(typed))
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
        while True:
            menu = _Menu(options, self.talk, self.say)
            reply = menu.ask(self._style)
            if reply is None:
                reply = self._meant(options, menu.pointed)
            if reply is not None:
                return reply

    def line(self, prompt: str) -> str:
        from questionary import text

        self.talk.rows += 1
        typed: str = text(prompt.rstrip(), qmark="", style=self._style).unsafe_ask()
        return typed.strip()

    def pause(self, label: str) -> None:
        self.talk.say()
        self.talk.rows = 0
        _Menu(Options((label,)), self.talk, self.say).ask(self._style)

    def _meant(self, options: Options, pointed: int) -> Reply | None:
        """What Enter meant where nothing was ticked: the option pointed at, none of them, or a slip (None)."""
        self.talk.say(self.say("prompt", "nothing-ticked"))
        this = self.say("prompt", "take-this").format(option=options.labels[pointed])
        labels = (this, self.say("question", "none"), self.say("prompt", "look-again"))
        meant = _Menu(Options(labels), self.talk, self.say).ask(self._style)
        if meant == (0,):
            return (pointed,)
        return () if meant == (1,) else None

    @cached_property
    def _style(self) -> Style:
        from questionary import Style

        return Style([("question", "nobold"), ("pointer", "bold fg:ansicyan"), ("highlighted", "bold")])


class _Menu:
    """One menu of questionary: the options, with boxes to tick where several may be chosen, and below them the asides.

    Below boxes stands one entry to go on with. What it says follows what is ticked, so that nobody answers "none of
    these" without reading it.
    """

    def __init__(self, options: Options, talk: Talk, say: Texts) -> None:
        self.options = options
        self.talk = talk
        self.say = say
        self.ticked = set(options.held) if options.several and isinstance(options.held, tuple) else set()
        self.pointed = 0

    def ask(self, style: Style) -> Reply | None:
        """What was chosen, or None where Enter was pressed on an option (`pointed`) while nothing was ticked."""
        from questionary import select

        message = filled_lines(
            self.say("prompt", "arrows-several" if self.options.several else "arrows-one"), self._columns
        )
        self.question = select(
            "\n ".join(message),
            self._choices(),
            qmark="",
            pointer=">",
            instruction=" ",
            style=style,
            use_jk_keys=False,
            erase_when_done=True,
        )
        self._point_at_what_is_held()
        self._bind()
        self._fit(self.talk.size[1] - self.talk.rows - len(message) - 1)
        self.talk.stream.flush()
        return self._reply(self.question.unsafe_ask())

    def _reply(self, chosen: object) -> Reply | None:
        if isinstance(chosen, str) and chosen != _DONE:
            return chosen
        if not self.options.several:
            return (chosen,) if isinstance(chosen, int) else None
        if isinstance(chosen, int) and not self.ticked:
            self.pointed = chosen
            return None
        return tuple(sorted(self.ticked))

    @property
    def _columns(self) -> int:
        return self.talk.size[0] - 4

    def _choices(self) -> list[Choice]:
        from questionary import Choice, Separator

        choices = [Choice(self._option(position), value=position) for position in range(len(self.options.labels))]
        if self.options.several:
            choices.append(Choice(self._done(), value=_DONE))
        if self.options.asides:
            choices.append(Separator(" "))
        for aside in self.options.asides:
            label = self._hanging(f"{LETTERS[aside]}  ", self.say("asides", aside))
            choices.append(Choice(label, value=aside))
        return choices

    def _option(self, position: int) -> str:
        box = ("[x] " if position in self.ticked else "[ ] ") if self.options.several else ""
        return self._hanging(box, self.options.labels[position])

    def _done(self) -> str:
        count = len(self.ticked)
        text = self.say("prompt", "done").format(count=count) if count else self.say("question", "none")
        return self._hanging("--> ", text)

    def _hanging(self, first: str, text: str) -> str:
        """The text in lines, those after the first set in, and past the pointer."""
        indent = len(first) or 2
        return first + f"\n   {' ' * indent}".join(filled_lines(text, self._columns - indent))

    @property
    def _control(self) -> InquirerControl:
        return cast("InquirerControl", self._window.content)

    @cached_property
    def _window(self) -> Window:
        from questionary.prompts.common import InquirerControl

        windows = self.question.application.layout.find_all_windows()
        return next(window for window in windows if isinstance(window.content, InquirerControl))

    def _point_at_what_is_held(self) -> None:
        held = self.options.held
        wanted = _DONE if held == () else held[0] if isinstance(held, tuple) else held
        for position, choice in enumerate(self._control.choices):
            if choice.value == wanted and held is not None:
                self._control.pointed_at = position

    def _bind(self) -> None:
        from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings

        application = self.question.application
        bindings = KeyBindings()

        @bindings.add("c-d", eager=True)
        def _end(event: KeyPressEvent) -> None:
            event.app.exit(exception=EOFError)

        def bind(key: str, aside: str) -> None:
            @bindings.add(key, eager=True)
            def _leave_for(event: KeyPressEvent) -> None:
                event.app.exit(result=aside)

        for aside in self.options.asides:
            letter = LETTERS[aside]
            # The same key while an input method writes full-width letters.
            for key in (letter, chr(ord(letter) + 0xFEE0)):
                bind(key, aside)
        if self.options.several:
            bindings.add(" ", eager=True)(self._toggle)
            bindings.add("\u3000", eager=True)(self._toggle)
        application.key_bindings = merge_key_bindings([bindings, application.key_bindings or KeyBindings()])

    def _toggle(self, event: KeyPressEvent) -> None:
        choice = self._control.get_pointed_at()
        if not isinstance(choice.value, int):
            return
        self.ticked ^= {choice.value}
        choice.title = self._option(choice.value)
        for other in self._control.choices:
            if other.value == _DONE:
                other.title = self._done()

    def _fit(self, rows: int) -> None:
        """Keep the question above in sight: a menu too long for the rest of the screen scrolls, a bar beside it."""
        from prompt_toolkit.filters import Condition
        from prompt_toolkit.layout import Dimension, ScrollOffsets
        from prompt_toolkit.layout.margins import ConditionalMargin, ScrollbarMargin

        window = self._window
        lines = sum(1 + str(choice.title).count("\n") for choice in self._control.choices)
        room = max(rows, _FEWEST_ROWS)
        window.height = Dimension(max=room)
        window.scroll_offsets = ScrollOffsets(top=1, bottom=2)
        too_long = Condition(lambda: lines > room)
        window.right_margins = [ConditionalMargin(ScrollbarMargin(display_arrows=True), too_long)]


def _typed(held: Reply | None) -> str:
    """How one would type what is held."""
    if isinstance(held, str):
        return LETTERS[held]
    return "" if held is None else " ".join(str(position + 1) for position in held) or "0"


def _narrow(typed: str) -> str:
    """What was typed, in narrow lower-case letters where an input method made them wide."""
    return normalize("NFKC", typed).strip().lower()
