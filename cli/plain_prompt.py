"""Numbered prompts: everything is typed, and everything that may be typed is said."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from unicodedata import normalize

from ..engine.drawing import text_columns
from ..engine.language import NUMBER, Question, controls_shown, decimals_of, whole_number
from ..engine.reading import Texts
from .prompt import LETTERS, Options, Reply
from .suspension import on_return
from .talk import Talk, Utterance
from .typed_ahead import forget_typed_ahead

_BETWEEN = r"[\s,，、､.．。｡・･]+"
"""What may stand between numbers."""

_ROWS_OF_A_PROMPT = 3
"""The rows that a prompt and what is said of a slip take at least."""


class PlainPrompt:
    """A prompt on which everything is typed."""

    def __init__(self, talk: Talk, say: Texts) -> None:
        self.talk = talk
        self.say = say

    def choose(self, options: Options) -> Reply:
        """What is chosen from a numbered list by typing numbers, or the wish whose letter is typed."""
        self._list(options)
        asked = self._asked()
        held = _typed(options.held)
        several = "some" if options.least else "several"
        kind = (several if options.several else "one") + ("-held" if held else "")
        while True:
            typed = self.line(self.say("prompt", kind).format(held=held))
            reply = options.held if not typed and options.held is not None else self.read(typed, options)
            if reply is not None:
                return reply
            self._correct(asked, self._corrections(typed, options))

    def number(
        self, question: Question, told: Callable[[int], str], held: int | str | None, asides: tuple[str, ...]
    ) -> int | str:
        """The number that is typed, or the wish whose letter is typed."""
        self._letters(asides)
        asked = self._asked()
        shown = told(held) if isinstance(held, int) else LETTERS.get(held or "", held)
        low, high = told(question.low), told(question.high)
        kind = question.kind + ("" if held is None else "-held")
        prompt = self.say("prompt", kind).format(low=low, high=high, held=shown)
        while True:
            typed = self.line(prompt)
            if not typed and held is not None:
                return held
            aside = self.aside(typed, asides)
            if aside is not None:
                return aside
            number = question.read(typed)
            if number is not None and question.low <= number <= question.high:
                return number
            wrong = question.kind
            if wrong == NUMBER and decimals_of(typed) > question.decimals:
                wrong = "decimals" if question.decimals else "whole"
            said = self.say("prompt", f"wrong-{wrong}").format(low=low, high=high, decimals=question.decimals)
            self._correct(asked, [said])

    def line(self, prompt: str) -> str:
        """The line that is typed after `prompt`, without the white space around it."""
        stream = self.talk.stream
        with on_return(lambda: self._put(prompt)):
            self._put(prompt)
            typed = sys.stdin.readline()
        self.talk.typed(prompt + typed.rstrip())
        if not sys.stdin.isatty() or not typed.endswith("\n"):
            stream.write("\n")
        if not typed:
            raise EOFError
        return typed.strip()

    def forget_typed_ahead(self) -> None:
        """Forget what waits to be read from a terminal; what is piped in is kept."""
        forget_typed_ahead(sys.stdin)

    def pause(self, label: str) -> None:
        """Nothing: what was printed stays where it is."""

    def read(self, typed: str, options: Options) -> Reply | None:
        """What was meant by what was typed (full-width letters and Japanese commas will do), or None."""
        aside = self.aside(typed, options.asides)
        if aside is not None:
            return aside
        read = {whole_number(word) for word in re.split(_BETWEEN, typed) if word}
        numbers = sorted(number for number in read if number is not None)
        if not numbers or None in read:
            return None
        if options.several and not options.least and numbers == [0]:
            return ()
        fits = len(numbers) >= options.least and numbers[0] >= 1 and numbers[-1] <= len(options.labels)
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
        if options.several and not options.least:
            self.talk.say(options.none or self.say("question", "none"), f"  {0:>{digits}}. ")
        self._letters(options.asides)

    def _letters(self, asides: tuple[str, ...]) -> None:
        line = ""
        for aside in asides:
            part = f"{LETTERS[aside]} {self.say('letters', aside)}"
            if line and text_columns(line + part) > self.talk.size[0] - 4:
                self.talk.say(line, "  ", dim=True)
                line = ""
            line += ("  " if line else "") + part
        if line:
            self.talk.say(line, "  ", dim=True)

    def _put(self, prompt: str) -> None:
        self.talk.stream.write(controls_shown(prompt))
        self.talk.stream.flush()

    def _asked(self) -> tuple[Utterance, ...]:
        """What is asked, to be said again when it is out of sight; nothing where it does not fit the screen anyway."""
        return self.talk.said if self.talk.rows < self.talk.size[1] - _ROWS_OF_A_PROMPT else ()

    def _correct(self, asked: tuple[Utterance, ...], corrections: list[str]) -> None:
        """Say what is wrong, below the question: again, if pasted lines or many slips have pushed it away."""
        pasted = forget_typed_ahead(sys.stdin)
        rows = self.talk.rows + len(corrections) + _ROWS_OF_A_PROMPT
        if asked and self.talk.stream.isatty() and (pasted or rows > self.talk.size[1]):
            self.talk.say()
            self.talk.say_again(asked)
        for correction in corrections:
            self.talk.say(correction)

    def _corrections(self, typed: str, options: Options) -> list[str]:
        numbers = re.findall("[0-9]+", _narrow(typed))
        if not options.several and len(numbers) > 1:
            kind = "only-one"
        elif options.least:
            kind = "wrong-some"
        elif options.several and len(numbers) > 1 and "0" in numbers:
            kind = "none-alone"
        else:
            kind = "wrong-several" if options.several else "wrong-one"
        wrong = self.say("prompt", kind).format(low=1, high=len(options.labels), least=options.least)
        if not options.asides:
            return [wrong]
        letters = " ".join(LETTERS[aside] for aside in options.asides)
        return [wrong, self.say("prompt", "wrong-letters").format(letters=letters)]


def _typed(held: Reply | None) -> str:
    """How one would type what is held."""
    if isinstance(held, str):
        return LETTERS[held]
    return "" if held is None else " ".join(str(position + 1) for position in held) or "0"


def _narrow(typed: str) -> str:
    """What was typed, in narrow lower-case letters where an input method made them wide."""
    return normalize("NFKC", typed).strip().lower()
