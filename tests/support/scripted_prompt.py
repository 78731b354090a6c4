"""A prompt on which nobody types: what is replied is decided by the test, what is said is held."""

from __future__ import annotations

import io
from collections.abc import Callable

from nakanaori.cli.prompt import Options, Reply
from nakanaori.cli.talk import Talk
from nakanaori.engine.language import Question
from nakanaori.engine.reading import Texts

Decide = Callable[[Options], Reply]


class ScriptedPrompt:
    """Replies to menus what `decide` makes of their options, and to anything to be typed with the next of `typed`."""

    def __init__(self, say: Texts, decide: Decide, typed: list[str] | None = None) -> None:
        self.stream = io.StringIO()
        self.talk = Talk(self.stream, styled=False)
        self.say = say
        self.typed = typed or []
        self._decide = decide

    @property
    def said(self) -> str:
        """All that was said, every run of white space as one blank."""
        return " ".join(self.stream.getvalue().split())

    def choose(self, options: Options) -> Reply:
        return self._decide(options)

    def number(
        self, question: Question, told: Callable[[int], str], held: int | str | None, asides: tuple[str, ...]
    ) -> int | str:
        reply = self._decide(
            Options((told(question.low), told(question.high)), held=held if isinstance(held, str) else None)
        )
        assert not isinstance(reply, tuple)
        return reply

    def line(self, prompt: str) -> str:
        if not self.typed:
            raise EOFError
        return self.typed.pop(0)

    def forget_typed_ahead(self) -> None:
        pass

    def pause(self, label: str) -> None:
        pass
