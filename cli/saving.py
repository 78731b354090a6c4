"""Writing files that may hold private answers: readable by their owner alone, and whole or not at all."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from shlex import quote
from stat import S_ISREG
from typing import TYPE_CHECKING

import click

from ..engine.consulting import case_document, check_answers
from .prompt import Options
from .wording import phrases_of, wording_of

if TYPE_CHECKING:
    from ..engine.consulting import Answer, Outcome
    from ..engine.language import Rulebook
    from .prompt import PlainPrompt

_ANSWERS, _PLAN = "nakanaori-answers.yaml", "nakanaori-plan"

_REASONS = {
    errno.EACCES: "not-allowed",
    errno.EPERM: "not-allowed",
    errno.EROFS: "not-allowed",
    errno.EISDIR: "is-folder",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
}


class Unwritable(click.ClickException):
    """A file that cannot be written; the message is a sentence that names it and says why."""

    exit_code = 2


def keep(path: Path, content: str | bytes, *, language: str = "en") -> None:
    """Write `content` (text as UTF-8) to `path`, readable by the owner alone, replacing what is there.

    Whatever goes wrong on the way, the file is as it was before and nothing is left beside it.

    Raises Unwritable when it cannot be written.
    """
    data = content.encode() if isinstance(content, str) else content
    target = _target(path, language)
    try:
        _replace(target, data)
    except OSError as error:
        raise _unwritable(path, error, language) from None


def check_writable(path: Path, *, language: str = "en") -> None:
    """Say early that a file could not be written: before the questions rather than after them.

    Raises Unwritable when the folder is missing or forbidden, or `path` is no ordinary file.
    """
    target = _target(path, language)
    if not os.access(target.parent, os.W_OK | os.X_OK):
        missing = errno.EACCES if target.parent.is_dir() else errno.ENOENT
        raise _unwritable(path, OSError(missing, os.strerror(missing)), language)


class Keeping:
    """Where the answers of a conversation are kept: nowhere, until somebody asks for it.

    `save` is the file of --save and `resume` that of --resume; both are written over without asking.
    """

    def __init__(
        self,
        prompt: PlainPrompt,
        rulebook: Rulebook,
        language: str,
        save: Path | None,
        resume: Path | None,
        resumed: Mapping[str, Answer],
    ) -> None:
        self.prompt = prompt
        self.talk = prompt.talk
        self.say = prompt.say
        self.rulebook = rulebook
        self.language = language
        self.save = save
        self.own = {path for path in (save, resume) if path is not None}
        self.kept_in = resume if save is None or save == resume else None
        self.kept = dict(resumed) if self.kept_in is not None else {}
        self.offered = False

    def lacks(self, answers: Mapping[str, Answer]) -> bool:
        """Whether there are answers that the file does not hold."""
        return bool(answers) and answers != self.kept

    def ask(self, answers: Mapping[str, Answer]) -> bool:
        """Save the answers, without --save under a name that is asked for; whether they are saved."""
        if not answers:
            self.talk.say(self.say("save", "nothing"))
            return False
        if self.save is not None:
            return self.write(self.save, answers)
        self.talk.say(self.say("save", "private"))
        path = self.name(str(self.kept_in or _ANSWERS))
        return path is not None and self.write(path, answers)

    def where_asked(self, answers: Mapping[str, Answer]) -> bool:
        """With --save, save what is not saved yet; False if that failed."""
        return self.save is None or not self.lacks(answers) or self.write(self.save, answers)

    def at_the_end(self, answers: Mapping[str, Answer]) -> bool:
        """The last chance for what --save has promised: where its file fails, another may be named."""
        if self.where_asked(answers):
            return True
        if sys.stdin.isatty():
            self.offer(answers)
        return not self.lacks(answers)

    def offer(self, answers: Mapping[str, Answer]) -> None:
        """Ask once whether to save what is not saved yet; Enter alone means no. With --save there is no need to ask."""
        if not self.lacks(answers) or self.offered or (self.save is not None and self.where_asked(answers)):
            return
        self.offered = True
        self.talk.say(self.say("leave", "offer"))
        try:
            typed = self.prompt.line("> ")
            path = self.free(typed) if typed else None
        except EOFError:
            path = None
        if path is not None:
            self.write(path, answers)

    def export(self, outcome: Outcome) -> None:
        """Write the plan to a file, in a form and under a name that are asked for."""
        self.talk.say()
        self.talk.rows = 0
        self.talk.say(self.say("end", "export-which"), bold=True)
        reply = self.prompt.choose(Options(tuple(self.say("end", wish) for wish in ("markdown", "json", "back"))))
        if reply not in ((0,), (1,)):
            return
        self.talk.say(self.say("save", "private-plan"))
        path = self.name(f"{_PLAN}{'.md' if reply == (0,) else '.json'}")
        if path is not None and reply == (0,):
            from ..engine.telling import as_markdown

            self._try(path, as_markdown(outcome, wording_of(self.rulebook, self.language)))
        elif path is not None:
            from ..engine.telling import trace_json

            self._try(path, trace_json(outcome.trace(self.language)))

    def say_where(self, answers: Mapping[str, Answer]) -> None:
        """Say where the answers are, or that they are nowhere."""
        if not answers and self.kept_in is None:
            return
        where = "kept-nowhere" if self.kept_in is None else "kept-earlier" if self.lacks(answers) else "kept"
        self.talk.say(self.say("leave", where).format(file=self.kept_in))
        if self.kept_in is not None:
            self.talk.say(f"nakanaori ask --resume {quote(str(self.kept_in))}", "  ", fold=False)

    def write(self, path: Path, answers: Mapping[str, Answer]) -> bool:
        """Save the answers in `path` and say so, or say why not."""
        if not self._try(path, case_document(self.rulebook, check_answers(self.rulebook, answers))):
            return False
        self.own.add(path)
        self.kept_in, self.kept = path, dict(answers)
        return True

    def name(self, suggested: str) -> Path | None:
        """A file name that is asked for, or None where one thinks better of it."""
        while True:
            typed = self.prompt.line(self.say("save", "name").format(name=suggested)) or suggested
            if typed in ("q", "ｑ"):
                self.talk.say(self.say("save", "not-kept"))
                return None
            path = self.free(typed)
            if path is not None:
                return path

    def free(self, typed: str) -> Path | None:
        """The file of that name, if there is none yet or it may be written over."""
        path = Path(os.path.expanduser(typed))
        if path in self.own or path.is_dir() or not os.path.lexists(path):
            return path
        self.talk.say(self.say("save", "exists").format(file=path))
        labels = (self.say("save", "other-name"), self.say("save", "overwrite"))
        return path if self.prompt.choose(Options(labels, held=(0,))) == (1,) else None

    def _try(self, path: Path, content: str | bytes) -> bool:
        try:
            keep(path, content, language=self.language)
        except Unwritable as problem:
            self.talk.say(problem.message)
            return False
        self.talk.say(self.say("save", "kept").format(file=path))
        return True


def _target(path: Path, language: str) -> Path:
    """The file itself where `path` is a symbolic link; a folder, a device or a pipe is refused."""
    try:
        target = Path(os.path.realpath(path))
        status = target.stat()
    except FileNotFoundError:
        return target
    except (OSError, ValueError) as error:
        raise _unwritable(path, error, language) from None
    if target.is_dir():
        raise _unwritable(path, OSError(errno.EISDIR, ""), language)
    if not S_ISREG(status.st_mode):
        raise Unwritable(_sentence(path, phrases_of(language)("keeping", "not-a-file"), language))
    return target


def _replace(target: Path, data: bytes) -> None:
    from tempfile import mkstemp

    # mkstemp creates the file with mode 0600; next to the target, so that replacing it is one step.
    handle, name = mkstemp(prefix=f".{target.name[:32]}.", suffix=".part", dir=target.parent)
    try:
        with open(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, target)
    except BaseException:
        os.unlink(name)
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system lets folders be opened."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)


def _unwritable(path: Path, error: OSError | ValueError, language: str) -> Unwritable:
    say = phrases_of(language)
    if isinstance(error, OSError) and error.errno in (errno.ENOENT, errno.ENOTDIR):
        return Unwritable(_sentence(path, say("keeping", "no-folder").format(folder=path.absolute().parent), language))
    known = _REASONS.get(error.errno or 0) if isinstance(error, OSError) else None
    if known is not None:
        return Unwritable(_sentence(path, say("keeping", known), language))
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Unwritable(_sentence(path, reason, language))


def _sentence(path: Path, reason: str, language: str) -> str:
    return phrases_of(language)("keeping", "cannot").format(file=path, reason=reason)
