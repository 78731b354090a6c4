"""What a prompt is: a way of asking in a terminal, and what may be answered.

Whatever is asked, Ctrl-C raises KeyboardInterrupt and the end of input raises EOFError.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import msgspec

from ..engine.language import Question
from ..engine.reading import Texts
from .talk import Talk

LETTERS = {"why": "?", "unknown": "u", "back": "b", "plan": "p", "save": "s", "leave": "q"}
"""What one may do instead of answering, and the letter that does it."""

Reply = tuple[int, ...] | str
"""The positions of what was chosen, or what one wants to do instead: an id of LETTERS."""


class Options(msgspec.Struct, frozen=True):
    """What one may choose from; `held` is what stands already, and `asides` what one may do instead of choosing.

    Of `several`, at least `least` are chosen; `none` is what choosing nothing is called, by default that none of them
    fits.
    """

    labels: tuple[str, ...]
    several: bool = False
    held: Reply | None = None
    asides: tuple[str, ...] = ()
    least: int = 0
    none: str = ""


class Prompt(Protocol):
    """A way of asking, in a conversation that takes place on `talk`; what it says itself is in `say`."""

    talk: Talk
    say: Texts

    def choose(self, options: Options) -> Reply:
        """One of the options, or with `several` any number of them; or what one wants to do instead."""

    def number(
        self, question: Question, told: Callable[[int], str], held: int | str | None, asides: tuple[str, ...]
    ) -> int | str:
        """A number, or the number of a day, within the bounds of the question; or what one wants to do instead.

        `told` puts such a number into words; `held` is what stands already.
        """

    def line(self, prompt: str) -> str:
        """What is typed after `prompt`, without the white space around it."""

    def forget_typed_ahead(self) -> None:
        """Forget what was typed or pasted into a terminal before what is asked next can be read."""

    def pause(self, label: str) -> None:
        """Give time to read what the next menu would push out of sight; `label` says where one goes from here."""


def position_chosen(prompt: Prompt, labels: Sequence[str], heading: str = "", *, held: int | None = 0) -> int:
    """The position of the label that is chosen; Enter alone chooses the one at `held`."""
    if heading:
        prompt.talk.say()
    prompt.talk.begin()
    if heading:
        prompt.talk.say(heading, bold=True)
    reply = prompt.choose(Options(tuple(labels), held=None if held is None else (held,)))
    assert isinstance(reply, tuple)
    return reply[0]
