"""Files of a conversation: under which name, over what is there or not, and whether it worked."""

from __future__ import annotations

import os
from pathlib import Path

from .prompt import Options, Prompt
from .saving import Unwritable, keep

_DROPPED = ("q", "ｑ")


class FileDialogue:
    """Files are named and written. Those in `own` are written over without asking.

    In a terminal a name is what is typed once it is asked for: of a paste no line becomes a file of private answers.
    """

    def __init__(self, prompt: Prompt, language: str, own: set[Path]) -> None:
        self._prompt = prompt
        self._say = prompt.say
        self._language = language
        self._own = own

    def name(self, suggested: str) -> Path | None:
        """A file name that is asked for, or None where one thinks better of it."""
        while True:
            self._prompt.forget_typed_ahead()
            typed = self._prompt.line(self._say("save", "name").format(name=suggested)) or suggested
            if typed in _DROPPED:
                self._prompt.talk.say(self._say("save", "not-kept"))
                return None
            path = self.free(typed)
            if path is not None:
                return path

    def free(self, typed: str) -> Path | None:
        """The file of that name, if there is none yet or it may be written over."""
        path = Path(os.path.expanduser(typed))
        if path in self._own or path.is_dir() or not os.path.lexists(path):
            return path
        self._prompt.talk.say(self._say("save", "exists").format(file=path))
        self._prompt.forget_typed_ahead()
        labels = (self._say("save", "other-name"), self._say("save", "overwrite"))
        return path if self._prompt.choose(Options(labels, held=(0,))) == (1,) else None

    def write(self, path: Path, content: str | bytes) -> bool:
        """Write the file and say so, or say why not; whether it is written."""
        try:
            keep(path, content, language=self._language)
        except Unwritable as problem:
            self._prompt.talk.say(problem.message)
            return False
        self._prompt.talk.say(self._say("save", "kept").format(file=path))
        return True
