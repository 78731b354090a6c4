"""Asking the solver after many things about one rulebook: what can ever be so, and what never."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from random import Random
from time import monotonic
from typing import Generic, TypeVar

import msgspec

from ..consulting import REFERENCE, Answer, Outcome, check_answers, conclude
from ..language import NUMBER, ONE, UNKNOWN, NakanaoriError, Place, Problem, Question, Rulebook
from .solver_model import Model, Term, UndecidedError
from .solver_search import TIME, Search

_SAMPLES = 200
"""How many cases are tried before the solver is asked: whatever one of them shows need not be asked after."""

_AT_A_TIME = 16
"""How many things the solver is asked after at once: where none of them can be, that is one question for all."""

_SHARE = 10
"""Of all its time the solver may spend one part in so many on one thing, so that the rest gets its turn."""


About = TypeVar("About")
"""What whoever asks has to say where no answers bring something about."""


class Aim(msgspec.Struct, Generic[About], frozen=True, eq=False):
    """Something that some answers should bring about; `about` is what is worth saying if none can.

    `seen` tells of an outcome whether it is so there; `formula` says the same to the solver.
    """

    about: About
    seen: Callable[[Outcome], bool]
    formula: Callable[[Model], Term]


class _StandingModel(Model):
    """A model with one search that stays, in which the whole rulebook is defined.

    A model by itself builds a new search of what a query rests on: better for one, much slower for thousands.
    """

    _standing: Search | None = None

    def ever(self, formula: Term, seconds: float) -> dict[str, Answer] | None:
        """Some answers that make the formula hold; None: it is proven that none do.

        Raises UndecidedError when `seconds` are over or memory runs out first.
        """
        if seconds <= 0:
            raise UndecidedError(TIME)
        search = self._standing or self._query((), None, about=self._everything())
        # A search that gave up is not to be trusted to have forgotten what it was asked.
        self._standing = None
        search.ends = monotonic() + seconds
        held = search.holds(formula)
        self._standing = search
        return search.answers() if held else None

    def _everything(self) -> Iterator[Term]:
        """Formulas that between them rest on every definition of the rulebook."""
        yield from map(self.answered, self.rulebook.question)
        yield from map(self.fires, self.rulebook.rule)
        yield from map(self.found, self.rulebook.findings)
        for action in self.rulebook.action:
            yield from (self.advised(action), self.withheld(action), self.own(action))


class Inquiry(Generic[About]):
    """One model of a rulebook, the time that is left, and every case met so far.

    What is true of any case is never asked of the solver; what is proven impossible is. Which cases are tried first
    does not change what comes out, only how soon.

    Raises SolverMissingError when z3 is not installed.
    """

    def __init__(self, rulebook: Rulebook, seconds: float) -> None:
        self.rulebook = rulebook
        self.model = _StandingModel(rulebook)
        self.undecided: list[About] = []
        self._ends = monotonic() + seconds
        self._at_once = seconds / _SHARE
        self._met = [self.outcome(case) for case in _samples(rulebook)]

    def unmet(self, aims: Iterable[Aim[About]]) -> Iterator[Aim[About]]:
        """Those of the aims that no answers whatever bring about; what is not decided goes to `undecided`."""
        pending = [aim for aim in aims if not any(map(aim.seen, self._met))]
        while pending:
            few, pending = pending[:_AT_A_TIME], pending[_AT_A_TIME:]
            known = len(self._met)
            yield from self._unmet(few)
            fresh = self._met[known:]
            pending = [aim for aim in pending if not any(map(aim.seen, fresh))]

    def _unmet(self, aims: list[Aim[About]]) -> Iterator[Aim[About]]:
        """The same of a few aims, of which any that can be met is met by some case, until none of the rest can be."""
        while aims:
            try:
                some = self.model.some(aim.formula(self.model) for aim in aims)
                case = self.model.ever(some, self.seconds())
            except UndecidedError:
                yield from self._unmet_by_halves(aims)
                return
            if case is None:
                yield from aims
                return
            outcome = self.outcome(case)
            left = [aim for aim in aims if not aim.seen(outcome)]
            if len(left) == len(aims):
                raise _disagreement(aims)
            self._met.append(outcome)
            aims = left

    def _unmet_by_halves(self, aims: list[Aim[About]]) -> Iterator[Aim[About]]:
        """What can be decided of aims that together were too much."""
        if len(aims) == 1 or self.seconds() <= 0:
            self.undecided.extend(aim.about for aim in aims)
            return
        half = len(aims) // 2
        yield from self._unmet(aims[:half])
        yield from self._unmet(aims[half:])

    def seconds(self) -> float:
        """How long the solver may take for the next thing."""
        return min(self._at_once, self._ends - monotonic())

    def outcome(self, case: Mapping[str, object]) -> Outcome:
        """What the reference evaluator makes of a case."""
        return conclude(self.rulebook, check_answers(self.rulebook, case), REFERENCE)


def _disagreement(aims: Sequence[Aim[About]]) -> NakanaoriError:
    wrong = f"The solver and the reference evaluator disagree about {aims[0].about}"
    return NakanaoriError([Problem(Place("z3"), wrong, "That is a mistake in nakanaori; please report it.")])


def _samples(rulebook: Rulebook) -> Iterator[dict[str, Answer]]:
    """Cases of every degree of completeness, the same ones each time."""
    random = Random(0)
    for _ in range(_SAMPLES):
        share = random.choice((0.3, 0.6, 0.9, 1.0))
        asked = (question for question in rulebook.questions if random.random() < share)
        yield {question.id: _sample(question, random) for question in asked}


def _sample(question: Question, random: Random) -> Answer:
    if random.random() < 0.1:
        return UNKNOWN
    if question.kind == NUMBER:
        return random.randint(question.low, question.high)
    if question.kind == ONE:
        return random.choice(question.options)
    share = random.random()
    return tuple(option for option in question.options if random.random() < share)
