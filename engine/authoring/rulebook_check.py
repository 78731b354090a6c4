"""`check`: what is wrong with a rulebook, before anybody relies on it.

Each remark says where, under a code with a section of its own in docs/checks.md. What was not or could not be decided
is told apart: it is never taken for clean.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

import msgspec

from ..language import Rulebook
from ..proving import Inquiry, SolverMissingError
from .load_checks import FolderReading, read_folder
from .remark import (
    ALWAYS_WITHHELD,
    EMPTY_GUARANTEE,
    IDLE_HELP_LINE,
    IDLE_QUESTION,
    IDLE_TEST,
    MEETING_ACTIONS,
    NEVER_ADVISED,
    NEVER_FIRES,
    NEVER_SHOWN,
    SILENT_ALARM,
    SUPERFLUOUS_RULE,
    TOO_LONG,
    Remark,
)
from .solved_checks import solved_remarks
from .static_checks import contradictions, idle_questions, limits, unused
from .text_checks import text_remarks

CHECK_SECONDS = 120.0
"""How long the solver may take in all, unless told otherwise."""

SOLVED = (
    NEVER_FIRES,
    SUPERFLUOUS_RULE,
    IDLE_TEST,
    NEVER_ADVISED,
    ALWAYS_WITHHELD,
    NEVER_SHOWN,
    IDLE_HELP_LINE,
    SILENT_ALARM,
    MEETING_ACTIONS,
    EMPTY_GUARANTEE,
)
"""The codes that take the solver."""

_MOST_PLACES = 3


class Report(msgspec.Struct, frozen=True):
    """What a check came to.

    `remarks` are in the order of their places. `unchecked` says in sentences what could not be checked here at all,
    `undecided` what ran out of time or memory.
    """

    remarks: tuple[Remark, ...]
    unchecked: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()

    @property
    def clean(self) -> bool:
        """Whether all that was checked was decided, and nothing found."""
        return not self.remarks and not self.undecided


def check(folder: Path, *, seconds: float = CHECK_SECONDS) -> Report:
    """What is wrong with the rulebook in `folder`; `seconds` is how long the solver may take in all.

    Raises RulebookError when there is no such folder. What does not load is a remark, and then only that is checked
    which cannot follow from it.
    """
    reading = read_folder(folder)
    if reading.rulebook is None:
        return _report(reading.remarks, ["Nothing more was checked, since the rulebook does not load."])
    texts = text_remarks(reading.rulebook, reading.guarantees, whole=reading.whole)
    if not reading.whole:
        unchecked = "Only texts, guarantees and scenarios were checked further, since the rulebook does not load."
        return _report((*reading.remarks, *texts), [unchecked])
    return _checked(reading, reading.rulebook, texts, seconds)


def _checked(reading: FolderReading, rulebook: Rulebook, texts: Iterable[Remark], seconds: float) -> Report:
    contradictory = contradictions(rulebook)
    mattering = idle_questions(rulebook)
    remarks = [*reading.remarks, *texts, *unused(rulebook, reading.guarantees)]
    remarks += [*contradictory.values(), *mattering.remarks]
    unchecked = []
    undecided = [f"Not decided: {IDLE_QUESTION} for the question '{one.id}'." for one in mattering.undecided]
    too_long = limits(rulebook)
    if too_long is None:
        unchecked.append(f"Not checked, since durable-rules cannot be imported here: {TOO_LONG}.")
    remarks += too_long or ()
    try:
        inquiry = Inquiry[Remark](rulebook, seconds)
    except SolverMissingError as missing:
        unchecked.append(_without_solver(missing))
    else:
        remarks += solved_remarks(inquiry, reading.guarantees or (), contradictory)
        undecided += _not_decided(inquiry.undecided)
    return _report(remarks, unchecked, undecided)


def _without_solver(missing: SolverMissingError) -> str:
    wrong, right = missing.problems[0].wrong, missing.problems[0].right
    return f"Not checked: {', '.join(SOLVED)}. {wrong} {right}"


def _not_decided(remarks: Iterable[Remark]) -> Iterator[str]:
    """A sentence for each code, with the first few of its places."""

    def code(remark: Remark) -> str:
        return remark.code

    for kind, group in groupby(sorted(remarks, key=code), key=code):
        places = [str(remark.place) for remark in sorted(group)]
        more = f" and {len(places) - _MOST_PLACES} more" if len(places) > _MOST_PLACES else ""
        where = f"{kind} at {', '.join(places[:_MOST_PLACES])}{more}"
        yield f"Not decided: {where}. The solver ran out of time or memory; --seconds gives it more time."


def _report(remarks: Iterable[Remark], unchecked: Iterable[str], undecided: Iterable[str] = ()) -> Report:
    return Report(tuple(sorted(set(remarks))), tuple(unchecked), tuple(undecided))
