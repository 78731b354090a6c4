"""`nakanaori ask`: which streams a conversation takes place on, and in which way it asks."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from ..engine.consulting import begun, resumed
from ..engine.language import Rulebook
from ..engine.reading import Texts
from .conversation import Conversation
from .failure import STANDARD_INPUT, closed
from .plain_prompt import PlainPrompt
from .prompt import Prompt
from .saving import check_writable
from .seal import Seal
from .streams import forgive
from .talk import Talk
from .way import Way
from .wording import wording_of


def run(rulebook: Rulebook, *, language: str, engine: str, plain: bool, save: Path | None, resume: Path | None) -> None:
    """Ask what matters, warn where it is urgent, show the plan, and end however and whenever the person likes.

    Raises NakanaoriError when nothing can be typed, CaseError when the case to resume cannot be read, Unwritable when
    answers could not be saved in `save`.
    """
    check_input()
    if save is not None:
        check_writable(save, language=language)
    wording = wording_of(rulebook, language)
    prompt = prompt_of(wording.say, plain=plain)
    seal = Seal(prompt.talk, wording.say)
    saved = None if resume is None else seal.resumed_case(rulebook, resume)
    course = begun(rulebook) if saved is None else resumed(rulebook, saved.case.answers)
    dropped = () if saved is None else saved.dropped
    way = Way(course, engine, None if saved is None else saved.case)
    Conversation(
        course, prompt, wording, engine=engine, save=save, resume=resume, dropped=dropped, way=way, seal=seal
    ).hold()


def check_input() -> None:
    """Say early that nothing can be typed. Raises NakanaoriError when standard input is closed."""
    if sys.stdin is None:
        raise closed(STANDARD_INPUT, "Answers are typed there; leave it open.")


def prompt_of(say: Texts, *, plain: bool) -> Prompt:
    """What one asks with: arrow keys and colours where the terminal can.

    With the output going to a file, one talks on standard error. Where that is closed, nobody is there to talk to, and
    the plan is printed all the same.
    """
    for stream in (sys.stdin, sys.stderr):
        forgive(stream)
    plain = plain or os.environ.get("TERM") == "dumb"
    talks_on = sys.stdout if sys.stdout.isatty() else sys.stderr or open(os.devnull, "w")  # noqa: SIM115 - open to the end
    talk = Talk(talks_on, styled=talks_on.isatty() and not plain)
    if not (talk.styled and sys.stdin.isatty() and sys.stdout.isatty()):
        return PlainPrompt(talk, say)
    # prompt_toolkit takes longer to load than all the rest, and who types numbers does without.
    from .arrow_prompt import ArrowPrompt

    return ArrowPrompt(talk, say)
