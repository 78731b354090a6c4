"""Numbered prompts: everything is typed, and everything that may be typed is said."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from unicodedata import normalize

from rich.cells import cell_len

from ..engine.reading import Texts
from .prompt import LETTERS, Options, Reply
from .talk import Talk


class PlainPrompt:
    """A prompt on which everything is typed."""

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


def _typed(held: Reply | None) -> str:
    """How one would type what is held."""
    if isinstance(held, str):
        return LETTERS[held]
    return "" if held is None else " ".join(str(position + 1) for position in held) or "0"


def _narrow(typed: str) -> str:
    """What was typed, in narrow lower-case letters where an input method made them wide."""
    return normalize("NFKC", typed).strip().lower()
