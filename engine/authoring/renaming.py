"""Renaming an id: what to write where, so that all files of a rulebook go on saying the same."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from ..language import (
    IDENTIFIER_FORM,
    LONGEST_IDENTIFIER,
    Place,
    Problem,
    RulebookError,
    is_identifier,
    normalized,
)
from ..reading import ACTION, DRAFT, FOLLOW_UP, GROUP, OPTION, PART, QUESTION, STEP, Kind, Mention, laid_over
from .concordance import Concordance, read_concordance
from .load_checks import loading_remarks
from .occurrence import UNDECLARED, Thing
from .remark import CYCLE, UNKNOWN_ID

_NAMED_OUTSIDE = {"rulebook": "Cases name it.", "language": "Files are called like it."}


class Edit(msgspec.Struct, frozen=True, order=True):
    """In the text of a file, this is to stand from the character `start` to the one before `stop`."""

    path: Path
    start: int
    stop: int
    text: str


def renamed(folder: Path, known: Concordance, thing: Thing, name: str) -> tuple[Edit, ...]:
    """The edits after which a thing is called `name` wherever it is declared or named, in the order of their places.

    `known` is the concordance of the folder as it is now.

    Raises RulebookError where it cannot be called so, where it stands in what no editor can change, where a file has
    mistakes that could hide it, or where anything would mean something else afterwards.
    """
    name = normalized(name.strip())
    _refuse_to_begin(known, thing, name)
    edits = tuple(sorted({Edit(one.path, one.start, one.stop, name) for one in known.of[thing]}))
    texts: dict[Path, bytes] = {}
    for path in {edit.path for edit in edits}:
        source = known.sources[path]
        assert source is not None
        texts[path] = edited(source.text, [edit for edit in edits if edit.path == path]).encode()
    with laid_over(texts):
        _refuse_another_meaning(known, read_concordance(folder), thing, name)
    return edits


def edited(text: str, edits: Iterable[Edit]) -> str:
    """A file's text with all of its edits made."""
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.stop :]
    return text


def refusal(known: Concordance, thing: Thing) -> Problem | None:
    """Why a thing cannot be renamed, whatever the name; None where it can."""
    kind, _, identity = thing
    found = known.of.get(thing, ())
    place = found[0].place if found else Place(kind)
    if kind in _NAMED_OUTSIDE:
        return Problem(place, f"The {kind} '{identity}' is named outside of its files.", _NAMED_OUTSIDE[kind])
    if kind not in UNDECLARED and not any(one.is_declaration for one in found):
        return Problem(place, f"Nothing declares the {kind} '{identity}'.", "Declare it first.")
    for one in found:
        if one.is_written:
            continue
        if known.sources[one.path] is None:
            right = "Change it there first, in a spreadsheet program."
            return Problem(one.place, f"The {kind} '{identity}' also stands in this workbook.", right)
        right = "Give its table a column 'rule', and write the new id there."
        return Problem(one.place, f"The {kind} '{identity}' is called by its row.", right)
    return None


def _refuse_to_begin(known: Concordance, thing: Thing, name: str) -> None:
    problem = refusal(known, thing)
    if problem is None and not is_identifier(name):
        right = f"Use {IDENTIFIER_FORM}, at most {LONGEST_IDENTIFIER} characters."
        problem = Problem(known.of[thing][0].place, f"'{name}' cannot be an id.", right)
    if problem is not None:
        raise RulebookError([problem])
    hiding = [
        found
        for found, remark in zip(known.problems, loading_remarks(known.problems), strict=True)
        if remark.code not in (UNKNOWN_ID, CYCLE)
    ]
    if hiding:
        raise RulebookError(hiding)


def _refuse_another_meaning(known: Concordance, then: Concordance, thing: Thing, name: str) -> None:
    """Compare what all files say before and afterwards; they say the same but for the name."""
    more = [problem for problem in then.problems if problem not in known.problems]
    expected = [_said(mention, thing, name) for mention in known.mentions]
    if len(more) == 0 and expected == [_said(mention) for mention in then.mentions]:
        return
    declared = known.of[thing][0].place
    taken = {
        made[0].place for (_, within, identity), made in known.of.items() if (within, identity) == (thing[1], name)
    }
    # What is wrong where something is declared is the cause of all else.
    causes = sorted(more, key=lambda problem: (problem.place not in {declared, *taken}, problem))
    wrong = f"Something else would be said if the {thing[0]} '{thing[2]}' were called '{name}'."
    raise RulebookError(causes[:1] or [Problem(declared, wrong, "Choose another id.")])


def _said(mention: Mention, thing: Thing = ("", "", ""), name: str = "") -> tuple[object, ...]:
    """What a mention says, with everything that is `thing` called `name`."""
    kind, within, identity = thing

    def called(one: str, of: Kind) -> str:
        return name if one == identity and of == (kind, within) else one

    def within_renamed(of: Kind) -> Kind:
        return of[0], name if of[1] == identity and (kind, of[0]) in _HOLDING else of[1]

    kinds = tuple(map(within_renamed, mention.kinds))
    value = called(mention.text.value, mention.kinds[0])
    owner = (mention.owner[0], called(mention.owner[1], (mention.owner[0], "")))
    return kinds, value, owner, mention.is_declaration


_HOLDING = {
    (QUESTION, OPTION),
    (QUESTION, GROUP),
    (ACTION, STEP),
    (ACTION, FOLLOW_UP),
    (DRAFT, PART),
}
"""Which kinds of things hold which."""
