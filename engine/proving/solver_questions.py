"""Asking the solver after many things about one rulebook: what can ever be so, and what never."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from random import Random
from typing import Generic, TypeVar

import msgspec

from ..consulting import COMPILED, Answer, consult, random_answers
from ..language import Rulebook
from .deadline import Deadline
from .disagreement import DisagreementError
from .indexed_outcome import IndexedOutcome, indexed
from .rulebook_terms import RulebookTerms
from .solver_library import Term
from .solver_model import Model
from .solver_search import Search
from .undecided import UndecidedError

_SAMPLES = 200
"""How many cases are tried before the solver is asked: whatever one of them shows need not be asked after."""

_AT_A_TIME = 16
"""How many things the solver is asked after at once: where none of them can be, that is one question for all."""

_AT_ONCE = 0.1
"""How much of all its time the solver may spend on one thing, so that the rest gets its turn."""


About = TypeVar("About")
"""What whoever asks has to say where no answers bring something about."""


class Aim(msgspec.Struct, Generic[About], frozen=True, eq=False):
    """Something that some answers should bring about; `about` is what is worth saying if none can.

    `seen` tells of an outcome whether it is so there; `formula` says the same to the solver.
    """

    about: About
    seen: Callable[[IndexedOutcome], bool]
    formula: Callable[[RulebookTerms], Term]


def random_outcomes(rulebook: Rulebook, deadline: Deadline) -> list[IndexedOutcome]:
    """What comes of random cases, the same ones each time; fewer where the deadline passes before."""
    dice, met = Random(0), list[IndexedOutcome]()
    while len(met) < _SAMPLES and not deadline.passed:
        met.append(indexed(consult(rulebook, random_answers(dice, rulebook), engine=COMPILED)))
    return met


class Inquiry(Generic[About]):
    """One model of a rulebook, the time that is left, and every outcome met so far.

    What is true of any case is never asked of the solver; what is proven impossible is. Which cases are tried first
    (`met`) does not change what comes out, only how soon. `undecided` is what was tried and not decided, `unreached`
    what was not tried before the deadline.

    Raises SolverMissingError when z3 is not installed.
    """

    def __init__(self, rulebook: Rulebook, deadline: Deadline, met: Iterable[IndexedOutcome] = ()) -> None:
        self.rulebook = rulebook
        self.deadline = deadline
        self.model = Model(rulebook)
        self.met = [*met]
        self.undecided: list[About] = []
        self.unreached: list[About] = []
        self._standing = _StandingSearch(self.model)
        self._at_once = deadline.left * _AT_ONCE

    def unmet(self, aims: Iterable[Aim[About]]) -> Iterator[Aim[About]]:
        """Those of the aims that no answers whatever bring about."""
        pending = self._not_seen(aims, self.met)
        while pending:
            few, pending = pending[:_AT_A_TIME], pending[_AT_A_TIME:]
            known = len(self.met)
            yield from self._unmet(few)
            pending = self._not_seen(pending, self.met[known:])

    def _not_seen(self, aims: Iterable[Aim[About]], outcomes: list[IndexedOutcome]) -> list[Aim[About]]:
        """The aims that are so in none of the outcomes, as far as there is time to look."""
        pending: list[Aim[About]] = []
        for aim in aims:
            if self.deadline.passed:
                self.unreached.append(aim.about)
            elif not any(map(aim.seen, outcomes)):
                pending.append(aim)
        return pending

    def _unmet(self, aims: list[Aim[About]]) -> Iterator[Aim[About]]:
        """The same of a few aims, of which any that can be met is met by some case, until none of the rest can be."""
        while aims:
            try:
                case = self._standing.ever(self.model.terms.some(self._formulas(aims)), self.turn())
            except UndecidedError:
                yield from self._unmet_by_halves(aims)
                return
            if case is None:
                yield from aims
                return
            outcome = self.outcome(case)
            left = [aim for aim in aims if not aim.seen(outcome)]
            if len(left) == len(aims):
                raise DisagreementError("z3", f"The solver and the reference evaluator disagree about {aims[0].about}")
            self.met.append(outcome)
            aims = left

    def _formulas(self, aims: Iterable[Aim[About]]) -> Iterator[Term]:
        for aim in aims:
            self.deadline.check()
            yield aim.formula(self.model.terms)

    def _unmet_by_halves(self, aims: list[Aim[About]]) -> Iterator[Aim[About]]:
        """What can be decided of aims that together were too much."""
        if len(aims) == 1 or self.deadline.passed:
            self.undecided.extend(aim.about for aim in aims)
            return
        half = len(aims) // 2
        yield from self._unmet(aims[:half])
        yield from self._unmet(aims[half:])

    def smallest(self, about: About, *formulas: Callable[[RulebookTerms], Term]) -> Mapping[str, Answer] | None:
        """The smallest case in which all the formulas hold; None where there is none, or none was found in time.

        `about` is what is in doubt where it is not decided.
        """
        if self.deadline.passed:
            self.unreached.append(about)
            return None
        terms = self.model.terms
        try:
            return self.model.smallest(*(formula(terms) for formula in formulas), deadline=self.turn())
        except UndecidedError as undecided:
            if undecided.found is None:
                self.undecided.append(about)
            return undecided.found

    def turn(self) -> Deadline:
        """How long the solver may take for the next thing."""
        return self.deadline.within(self._at_once)

    def outcome(self, case: Mapping[str, object]) -> IndexedOutcome:
        """What the reference evaluator makes of a case."""
        return indexed(consult(self.rulebook, case, engine=COMPILED))


class _StandingSearch:
    """One search that stays, in which the whole rulebook is defined.

    A model by itself begins a new search of what a query rests on: better for one query, much slower for thousands.
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self._search: Search | None = None

    def ever(self, formula: Term, deadline: Deadline) -> Mapping[str, object] | None:
        """Some answers that make the formula hold; None: it is proven that none do.

        Raises UndecidedError when the deadline passes or memory runs out first.
        """
        search = self._search or self._model.search((), about=self._everything(), deadline=deadline)
        # A search that gave up is not to be trusted to have forgotten what it was asked.
        self._search = None
        search.deadline = deadline
        held = search.holds(formula)
        self._search = search
        return search.answers() if held else None

    def _everything(self) -> Iterator[Term]:
        """Formulas that between them rest on every definition of the rulebook."""
        terms, rulebook = self._model.terms, self._model.rulebook
        yield from map(terms.answered, rulebook.question)
        yield from map(terms.counts, rulebook.question)
        yield from map(terms.fires, rulebook.rule)
        yield from map(terms.found, rulebook.findings)
        for action in rulebook.action:
            yield from (terms.advised(action), terms.withheld(action), terms.own(action), terms.led(action))
