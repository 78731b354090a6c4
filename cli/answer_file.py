"""Where the answers of a conversation are kept: nowhere, until somebody asks for it."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from ..engine import consulting
from ..engine.language import NakanaoriError
from .file_dialogue import FileDialogue
from .prompt import Prompt
from .seal import Seal
from .translation import translated
from .way import Way

RESUME, REVIEW = "ask --resume", "review"
"""The commands with which one comes back to a file."""

_SUGGESTED = "nakanaori-answers.yaml"


class AnswerFile:
    """The answers of a way in a file; `save` is the file of --save and `resume` that of --resume.

    Both are written over without asking. Every answer is kept, also those set aside, and so are the ticks.
    """

    def __init__(
        self, prompt: Prompt, way: Way, language: str, save: Path | None, resume: Path | None, command: str, seal: Seal
    ) -> None:
        """`command` is what one comes back to the file with, `seal` what is written sealed."""
        self._seal = seal
        self.save = save
        self._command = command
        self._prompt = prompt
        self._talk = prompt.talk
        self._say = prompt.say
        self._language = language
        self._way = way
        self._own = {path for path in (save, resume) if path is not None}
        self._files = FileDialogue(prompt, language, self._own)
        self._kept_in = resume if save is None or save == resume else None
        self._kept = self._held if self._kept_in is not None else None
        self._offered = False

    @property
    def lacks(self) -> bool:
        """Whether there are answers or ticks that the file does not hold."""
        return bool(self._way.course.given) and self._held != self._kept

    @property
    def _held(self) -> object:
        return self._way.course.given, self._way.done

    def ask(self) -> bool:
        """Save the answers, without --save under a name that is asked for; whether they are saved."""
        if not self._way.course.given:
            self._talk.say(self._say("save", "nothing"))
            return False
        if self.save is not None:
            return self._write(self.save)
        self._talk.say(self._say("save", "private"))
        path = self._files.name(str(self._kept_in or _SUGGESTED))
        return path is not None and self._write(path)

    def where_asked(self) -> bool:
        """With --save, save what is not saved yet; False if that failed."""
        return self.save is None or not self.lacks or self._write(self.save)

    def at_the_end(self) -> bool:
        """The last chance for what --save has promised: where its file fails, another may be named."""
        if self.where_asked():
            return True
        if sys.stdin.isatty():
            self.offer()
        return not self.lacks

    def offer(self) -> None:
        """Ask once whether to save what is not saved yet; Enter alone means no. With --save there is no need to ask."""
        if not self.lacks or self._offered or (self.save is not None and self.where_asked()):
            return
        self._offered = True
        self._talk.say(self._say("leave", "offer"))
        try:
            self._prompt.forget_typed_ahead()
            typed = self._prompt.line("> ")
            path = self._files.free(typed) if typed else None
        except EOFError:
            path = None
        if path is not None:
            self._write(path)

    def say_where(self) -> None:
        """Say where the answers are, or that they are nowhere."""
        if not self._way.course.given and self._kept_in is None:
            return
        where = "kept-nowhere" if self._kept_in is None else "kept-earlier" if self.lacks else "kept"
        self._talk.say(self._say("leave", where).format(file=self._kept_in))
        if self._kept_in is not None:
            # Only who has saved something is told how to go on.
            from shlex import quote

            file = quote(str(self._kept_in))
            self._talk.say(f"nakanaori {self._command} {file}", "  ", fold=False)
            if self._way.question is None and self._command != REVIEW:
                self._talk.say(self._say("review", "again"))
                self._talk.say(f"nakanaori {REVIEW} {file}", "  ", fold=False)

    def last_word(self, group: str, name: str) -> str:
        """What stopping is called: with --save it says where the answers go."""
        if self.save is None:
            return self._say(group, name)
        return self._say(group, f"{name}-saving").format(file=self.save)

    def _write(self, path: Path) -> bool:
        document = consulting.case_document(self._way.course.rulebook, self._way.case(date.today()))
        try:
            document = self._seal.document(document, path)
        except NakanaoriError as error:
            for problem in error.problems:
                self._talk.say(" ".join(translated(part, self._language) for part in (problem.wrong, problem.right)))
            return False
        if not self._files.write(path, document):
            return False
        self._own.add(path)
        self._kept_in, self._kept = path, self._held
        return True
