"""What an author sees beside the page while they write: what is wrong with a save, else what `check` finds in it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from ..engine.authoring import check
from ..engine.language import NakanaoriError
from ..engine.reading import load_rulebook
from ..web.site import site
from ..web.watching import Look
from .check_view import report_form, summary
from .failure import sentences_of
from .save_watch import saves
from .translation import told

SECONDS = 120
"""How long what is found may be looked for."""


def looks(folder: Path, language: str) -> Iterator[Look]:
    """Looks at the rulebook in the folder now and at each save, in a language: its page at once, then what is found."""
    saved = saves(folder)
    for _ in chain([()], saved):
        yield from _look(folder, language)


def _look(folder: Path, language: str) -> Iterator[Look]:
    try:
        # What a browser keeps would be shown in place of what was saved.
        yield Look(site([load_rulebook(folder)], offline=False), (told("Being checked …", language),))
        report = check(folder, seconds=SECONDS)
    except NakanaoriError as error:
        yield Look(None, tuple(sentences_of(error.problems, language)), broken=True)
        return
    said = [told(sentence, language) for sentence in (*report.unchecked, *report.undecided)]
    yield Look(None, (*said, *report_form(report, "text", language).splitlines(), summary(report, language)))
