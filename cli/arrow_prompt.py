"""Prompts in a terminal that can do more: menus moved through with the arrow keys, and lines that can be edited."""

from __future__ import annotations

from prompt_toolkit.application import get_app_session
from prompt_toolkit.input.typeahead import clear_typeahead

from ..engine.drawing import filled_lines
from .line_editor import edited_line
from .menu import Menu
from .plain_prompt import PlainPrompt
from .prompt import Options, Reply


class ArrowPrompt(PlainPrompt):
    """Menus moved through with the arrow keys; the letters of the plain prompts work as well."""

    def choose(self, options: Options) -> Reply:
        """What is chosen from a menu."""
        while True:
            menu = Menu(options, self.talk, self.say)
            reply = menu.ask()
            if reply is None and isinstance(menu.pointed, int):
                reply = self._meant(options, menu.pointed)
            if reply is not None:
                return reply

    def line(self, prompt: str) -> str:
        """The line that is typed and edited after `prompt`, without the white space around it."""
        *above, last = filled_lines(prompt.rstrip(), self.talk.size[0])
        for line in above:
            self.talk.say(line)
        return edited_line(f"{last} ").strip()

    def forget_typed_ahead(self) -> None:
        """Forget what waits to be read, and the keys that were read while a menu or a line was left."""
        clear_typeahead(get_app_session().input)
        super().forget_typed_ahead()

    def pause(self, label: str) -> None:
        """Wait until the one entry of a menu is chosen."""
        self.talk.say()
        self.talk.begin()
        Menu(Options((label,)), self.talk, self.say).ask()

    def _meant(self, options: Options, pointed: int) -> Reply | None:
        """What Enter meant where nothing was ticked: the option pointed at, none of them, or a slip (None)."""
        self.talk.say(self.say("prompt", "nothing-ticked"))
        this = self.say("prompt", "take-this").format(option=options.labels[pointed])
        none = () if options.least else (options.none or self.say("question", "none"),)
        labels = (this, *none, self.say("prompt", "look-again"))
        meant = Menu(Options(labels), self.talk, self.say).ask()
        if meant == (0,):
            return (pointed,)
        return () if none and meant == (1,) else None
