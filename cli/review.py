"""`nakanaori review`: where the case comes from and goes to, and on which streams one talks about it."""

from __future__ import annotations

from pathlib import Path

from ..engine.consulting import review_begun
from ..engine.language import Rulebook
from .ask import check_input, prompt_of
from .review_conversation import ReviewConversation
from .review_way import ReviewWay
from .saving import check_writable
from .seal import Seal
from .wording import wording_of


def run(rulebook: Rulebook, case: Path, *, language: str, engine: str, plain: bool, save: Path | None) -> None:
    """Ask what has changed since the answers in the file `case` were given, and show what becomes of the plan.

    Raises NakanaoriError when nothing can be typed, CaseError when the case cannot be read, Unwritable when it could
    not be saved: in `save`, by default in its own file.
    """
    check_input()
    wording = wording_of(rulebook, language)
    prompt = prompt_of(wording.say, plain=plain)
    seal = Seal(prompt.talk, wording.say)
    saved = seal.resumed_case(rulebook, case)
    save = case if save is None else save
    check_writable(save, language=language)
    way = ReviewWay(review_begun(rulebook, saved.case), engine)
    ReviewConversation(
        way, prompt, wording, engine=engine, case=case, save=save, dropped=saved.dropped, seal=seal
    ).hold()
