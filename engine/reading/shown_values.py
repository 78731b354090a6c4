"""The answers that stand in what a plan shows, taken from the texts of every language.

A question whose answer is read somewhere matters to the questionnaire, whichever language it is read in; so they belong
to the rulebook.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from ..language import Action, HelpLine, Rulebook, RulebookError
from .regular_file import read_bytes
from .rulebook_folder import RulebookFolder
from .text import Key, Texts, read_texts
from .text_values import keys_with_braces, questions_named

_NAMED = re.compile(rb"\{(\{*)[^{}\s:,]+\}")
"""A name in braces as a file has it, and further braces before it; few files have one, the others need not be read."""


def with_shown_values(rulebook: Rulebook, folder: RulebookFolder) -> Rulebook:
    """The rulebook with the questions whose answers its steps, actions and help lines tell.

    A file of texts that cannot be read tells of none: what is wrong with it is said where it is read for its words.
    """
    texts = [*_texts(folder.text(language) for language in rulebook.languages)]
    named: dict[Key, set[str]] = {}
    for one in texts:
        for key in keys_with_braces(one):
            named.setdefault(key, set()).update(questions_named(rulebook, one(*key)))
    if not any(named.values()):
        return rulebook

    def values(*keys: Key) -> tuple[str, ...]:
        held = set().union(*(named.get(key, set()) for key in keys))
        return tuple(question for question in rulebook.question if question in held)

    def action(one: Action) -> Action:
        steps = (replace(step, values=values(("actions", one.id, "steps", step.id))) for step in one.steps)
        later = (("actions", one.id, "follow-ups", follow_up.id) for follow_up in one.follow_ups)
        return replace(one, steps=tuple(steps), values=values(("actions", one.id, "done"), *later))

    def line(one: HelpLine) -> HelpLine:
        return replace(one, values=values(("help-lines", one.id, "note")))

    lines = replace(rulebook.help_lines, lines=tuple(map(line, rulebook.help_lines.lines)))
    return replace(rulebook, actions=tuple(map(action, rulebook.actions)), help_lines=lines)


def _texts(paths: Iterable[Path]) -> Iterable[Texts]:
    for path in paths:
        data = read_bytes(path)
        if isinstance(data, bytes) and _names_any(data):
            try:
                yield read_texts(path, path.stem, RulebookError)
            except RulebookError:
                continue


def _names_any(text: bytes) -> bool:
    """Whether a name may stand in braces there; braces written twice are those of blanks, or stand for themselves."""
    return any(len(named[1]) % 2 == 0 for named in _NAMED.finditer(text))
