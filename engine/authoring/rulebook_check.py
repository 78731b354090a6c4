"""`check`: what is wrong with a rulebook, before anybody relies on it.

Each remark says where, under a code with a section of its own in docs/checks.md. What was not or could not be decided
is told apart: it is never taken for clean.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from time import monotonic

import msgspec

from ..language import Rulebook
from ..proving import (
    Clock,
    Deadline,
    Guarantee,
    IndexedOutcome,
    Inquiry,
    SolverMissingError,
    random_outcomes,
)
from .idle_questions import idle_questions
from .load_checks import read_folder
from .remark import (
    ALWAYS_WITHHELD,
    BARE_ACTION,
    EMPTY_DRAFT,
    EMPTY_GUARANTEE,
    IDLE_DRAFT,
    IDLE_HELP_LINE,
    IDLE_LEAD,
    IDLE_PART,
    IDLE_TEST,
    MEETING_ACTIONS,
    NEVER_ADVISED,
    NEVER_FIRES,
    NEVER_SHOWN,
    OPPOSED_ROWS,
    SILENT_ALARM,
    SUPERFLUOUS_RULE,
    TABLE_GAP,
    UNREACHED_ROW,
    WORTH_KNOWING,
    Remark,
)
from .solved_checks import solved_remarks
from .static_checks import contradictions, limits, unused
from .text_checks import text_remarks

CHECK_SECONDS = 120.0
"""How long a check may take once the rulebook is read, unless told otherwise."""

SOLVED = (
    NEVER_FIRES,
    SUPERFLUOUS_RULE,
    IDLE_TEST,
    IDLE_LEAD,
    NEVER_ADVISED,
    ALWAYS_WITHHELD,
    NEVER_SHOWN,
    IDLE_HELP_LINE,
    SILENT_ALARM,
    BARE_ACTION,
    MEETING_ACTIONS,
    EMPTY_GUARANTEE,
    IDLE_DRAFT,
    IDLE_PART,
    EMPTY_DRAFT,
    UNREACHED_ROW,
    TABLE_GAP,
    OPPOSED_ROWS,
)
"""The codes that take the solver."""

_SAMPLING, _SOLVING = 0.1, 0.8
"""How much of the time that is left goes to trying random cases, and then to the solver."""

_MOST_PLACES = 3

_MORE_TIME = "--seconds gives it more time."


class Report(msgspec.Struct, frozen=True):
    """What a check came to.

    `remarks` are in the order of their places, and so are `notes`: what is worth knowing and no fault. `unchecked` says
    in sentences what could not be checked here at all, `undecided` what was not reached in time, or ran out of time or
    memory.
    """

    remarks: tuple[Remark, ...]
    unchecked: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()
    notes: tuple[Remark, ...] = ()

    @property
    def clean(self) -> bool:
        """Whether all that was checked was decided, and nothing found."""
        return not self.remarks and not self.undecided

    @property
    def complete(self) -> bool:
        """Whether everything there is to check was checked and decided."""
        return not self.unchecked and not self.undecided


def check(folder: Path, *, seconds: float = CHECK_SECONDS, clock: Clock = monotonic, strict: bool = False) -> Report:
    """What is wrong with the rulebook in `folder`; `seconds`, by `clock`, is how long it may take once it is read.

    Where it is `strict`, texts that may be left out are missed as well.

    Raises RulebookError when there is no such folder. What does not load is a remark, and then only that is checked
    which cannot follow from it.
    """
    reading = read_folder(folder)
    if reading.rulebook is None:
        return _report(reading.remarks, ["Nothing more was checked, since the rulebook does not load."])
    texts = text_remarks(reading.rulebook, reading.guarantees, whole=reading.whole, strict=strict)
    if not reading.whole:
        unchecked = "Only texts, guarantees and scenarios were checked further, since the rulebook does not load."
        return _report((*reading.remarks, *texts), [unchecked])
    checking = _Checking(reading.rulebook, reading.guarantees, Deadline.after(seconds, clock))
    return _report((*reading.remarks, *texts, *checking.remarks()), checking.unchecked, checking.in_doubt())


class _Checking:
    """A check of a rulebook that loads; what it could not check or decide gathers while it goes on."""

    def __init__(self, rulebook: Rulebook, guarantees: Sequence[Guarantee] | None, deadline: Deadline) -> None:
        self.rulebook = rulebook
        self.guarantees = guarantees
        self.deadline = deadline
        self.unchecked: list[str] = []
        self.undecided: list[Remark] = []
        self.unreached: list[Remark] = []

    def remarks(self) -> Iterator[Remark]:
        """All that there is to say."""
        yield from unused(self.rulebook, self.guarantees)
        yield from self._beyond_durable_rules()
        contradictory = contradictions(self.rulebook, self.deadline)
        self.unreached += contradictory.unreached
        yield from contradictory.remarks.values()
        met = random_outcomes(self.rulebook, self.deadline.portion(_SAMPLING))
        try:
            inquiry = Inquiry[Remark](self.rulebook, self.deadline.portion(_SOLVING), met)
        except SolverMissingError as missing:
            self.unchecked.append(_without_solver(missing))
        else:
            yield from solved_remarks(inquiry, self.guarantees or (), contradictory.remarks)
            self.undecided += inquiry.undecided
            self.unreached += inquiry.unreached
            met = inquiry.met
        yield from self._idle_questions(met)

    def _beyond_durable_rules(self) -> Iterator[Remark]:
        limited = limits(self.rulebook, self.deadline)
        self.unreached += limited.unreached
        yield from limited.remarks

    def _idle_questions(self, met: Sequence[IndexedOutcome]) -> Iterator[Remark]:
        idle = idle_questions(self.rulebook, met, self.deadline)
        self.undecided += idle.undecided
        self.unreached += idle.unreached
        yield from idle.remarks

    def in_doubt(self) -> Iterator[str]:
        """Sentences on what was not decided."""
        for where in _places(self.undecided):
            yield f"Not decided: {where}. Time or memory ran out over it; {_MORE_TIME}"
        for where in _places(self.unreached):
            yield f"Not reached in time: {where}; {_MORE_TIME}"


def _without_solver(missing: SolverMissingError) -> str:
    wrong, right = missing.problems[0].wrong, missing.problems[0].right
    return f"Not checked: {', '.join(SOLVED)}. {wrong} {right}"


def _places(remarks: Iterable[Remark]) -> Iterator[str]:
    """For each code the first few of its places."""

    def code(remark: Remark) -> str:
        return remark.code

    for kind, group in groupby(sorted(set(remarks), key=code), key=code):
        places = [str(remark.place) for remark in sorted(group)]
        more = f" and {len(places) - _MOST_PLACES} more" if len(places) > _MOST_PLACES else ""
        yield f"{kind} at {', '.join(places[:_MOST_PLACES])}{more}"


def _report(remarks: Iterable[Remark], unchecked: Iterable[str], undecided: Iterable[str] = ()) -> Report:
    told = sorted(set(remarks))
    return Report(
        remarks=tuple(remark for remark in told if remark.code not in WORTH_KNOWING),
        unchecked=tuple(unchecked),
        undecided=tuple(undecided),
        notes=tuple(remark for remark in told if remark.code in WORTH_KNOWING),
    )
