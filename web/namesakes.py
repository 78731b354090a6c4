"""Rulebooks that are called the same, where several are given at once."""

from __future__ import annotations

from collections.abc import Sequence

from ..engine.language import NakanaoriError, Place, Problem, Rulebook


def refuse_namesakes(rulebooks: Sequence[Rulebook]) -> None:
    """Raise NakanaoriError where two are called the same but for capitals: folders named after them would be one."""
    known: dict[str, Rulebook] = {}
    for rulebook in rulebooks:
        other = known.setdefault(rulebook.id.casefold(), rulebook)
        if other is not rulebook:
            wrong = f"Two rulebooks are called '{rulebook.id}': that in {other.folder} and that in {rulebook.folder}."
            raise NakanaoriError([Problem(Place("--rulebook"), wrong, "Take one at a time, or call one otherwise.")])
