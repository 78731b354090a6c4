"""Menus moved through with the arrow keys."""

from __future__ import annotations

from questionary import Style, text

from .menu import Menu
from .plain_prompt import PlainPrompt
from .prompt import Options, Reply

_STYLE = Style([("question", "nobold"), ("pointer", "bold fg:ansicyan"), ("highlighted", "bold")])


class ArrowPrompt(PlainPrompt):
    """Menus moved through with the arrow keys; the letters of the plain prompts work as well."""

    def choose(self, options: Options) -> Reply:
        while True:
            menu = Menu(options, self.talk, self.say)
            reply = menu.ask(_STYLE)
            if reply is None:
                reply = self._meant(options, menu.pointed)
            if reply is not None:
                return reply

    def line(self, prompt: str) -> str:
        self.talk.rows += 1
        typed: str = text(prompt.rstrip(), qmark="", style=_STYLE).unsafe_ask()
        return typed.strip()

    def pause(self, label: str) -> None:
        self.talk.say()
        self.talk.rows = 0
        Menu(Options((label,)), self.talk, self.say).ask(_STYLE)

    def _meant(self, options: Options, pointed: int) -> Reply | None:
        """What Enter meant where nothing was ticked: the option pointed at, none of them, or a slip (None)."""
        self.talk.say(self.say("prompt", "nothing-ticked"))
        this = self.say("prompt", "take-this").format(option=options.labels[pointed])
        labels = (this, self.say("question", "none"), self.say("prompt", "look-again"))
        meant = Menu(Options(labels), self.talk, self.say).ask(_STYLE)
        if meant == (0,):
            return (pointed,)
        return () if meant == (1,) else None
