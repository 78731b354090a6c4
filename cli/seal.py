"""The seal of a conversation: files whose names end with `.sealed` are opened and written with a passphrase."""

from __future__ import annotations

import sys
from pathlib import Path

from ..engine import consulting
from ..engine.language import CaseError, Place, Problem, Rulebook
from ..engine.reading import Texts, read_bytes
from .talk import Talk

_TRIES = 3


class Seal:
    """The passphrase is asked for once, when a sealed file is opened or written for the first time."""

    def __init__(self, talk: Talk, say: Texts) -> None:
        self._talk = talk
        self._say = say
        self._passphrase: str | None = None
        self._opened: Path | None = None

    def resumed_case(self, rulebook: Rulebook, path: Path) -> consulting.ResumedCase:
        """What still fits of the case in a file, which may be sealed.

        Raises CaseError when it cannot be read or does not open, NakanaoriError where what opens it is not installed.
        """
        data = read_bytes(path)
        if isinstance(data, Problem) or not consulting.is_sealed(data):
            return consulting.resumed_case(rulebook, path)
        self._talk.say(self._say("seal", "open").format(file=path))
        right = "Type the passphrase with which it was sealed."
        for _ in range(_TRIES):
            try:
                typed = self._typed("passphrase")
            except EOFError:
                raise CaseError([Problem(Place(str(path)), "No passphrase was typed.", right)]) from None
            opened = consulting.unsealed(data, typed)
            if opened is not None:
                self._passphrase, self._opened = typed, path
                return consulting.resumed_case(rulebook, path, opened)
            self._talk.say(self._say("seal", "wrong"))
        raise CaseError([Problem(Place(str(path)), "It was not opened with any of these passphrases.", right)])

    def document(self, text: str, path: Path) -> str:
        """The text as it goes into that file: sealed where its name says so, or where it was.

        Raises NakanaoriError where what seals it is not installed, EOFError when no passphrase is typed.
        """
        if path.suffix != consulting.SEALED and path != self._opened:
            return text
        if self._passphrase is None:
            self._passphrase = self._chosen()
        return consulting.sealed(text, self._passphrase)

    def _chosen(self) -> str:
        """A new passphrase, typed twice."""
        self._talk.say(self._say("seal", "choose"))
        while True:
            typed = self._typed("passphrase")
            if typed and typed == self._typed("again"):
                return typed
            self._talk.say(self._say("seal", "differ"))

    def _typed(self, name: str) -> str:
        """What is typed and not shown."""
        prompt = self._say("seal", name)
        if sys.stdin.isatty():
            # Few files are sealed, and what hides a passphrase is felt at the start of `ask`.
            from getpass import getpass

            return getpass(prompt, self._talk.stream)
        self._talk.say(prompt)
        typed = sys.stdin.readline()
        if not typed:
            raise EOFError
        return typed.rstrip("\n")
