"""`nakanaori ask`: which streams a conversation takes place on, and in which way it asks."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TextIO

from ..engine.consulting import begun, load_case, resumed
from ..engine.language import Rulebook
from ..engine.reading import Texts
from .conversation import Conversation
from .plain_prompt import PlainPrompt
from .prompt import Prompt
from .saving import check_writable
from .talk import Talk
from .wording import wording_of


def run(rulebook: Rulebook, *, language: str, engine: str, plain: bool, save: Path | None, resume: Path | None) -> None:
    """Ask what matters, warn where it is urgent, show the plan, and end however and whenever the person likes.

    Raises CaseError when the case to resume cannot be read, Unwritable when answers could not be saved in `save`.
    """
    if save is not None:
        check_writable(save, language=language)
    course = begun(rulebook) if resume is None else resumed(rulebook, load_case(rulebook, resume).answers)
    wording = wording_of(rulebook, language)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        _never_choke(stream)
    prompt = _prompt(wording.say, plain=plain or os.environ.get("TERM") == "dumb")
    Conversation(course, prompt, wording, engine=engine, save=save, resume=resume).hold()


def _prompt(say: Texts, *, plain: bool) -> Prompt:
    """Arrow keys and colours where the terminal can. With the output going to a file, one talks on standard error."""
    talks_on = sys.stdout if sys.stdout.isatty() else sys.stderr
    talk = Talk(talks_on, styled=talks_on.isatty() and not plain)
    if not (talk.styled and sys.stdin.isatty() and sys.stdout.isatty()):
        return PlainPrompt(talk, say)
    # prompt_toolkit takes longer to load than all the rest, and who types numbers does without.
    from .arrow_prompt import ArrowPrompt

    return ArrowPrompt(talk, say)


def _never_choke(stream: TextIO) -> None:
    """Letters that a terminal cannot write or that arrive broken become question marks instead of errors."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None and stream.errors == "strict":
        reconfigure(errors="replace")
