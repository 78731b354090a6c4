"""One search of the solver for answers, and how it settles on the smallest."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from math import ceil
from time import monotonic
from typing import Any

import msgspec

from ..consulting import Answer
from ..language import ONE, UNKNOWN, NakanaoriError, Place, Problem, Question

Term = Any
"""A formula of z3 (a `z3.BoolRef`); z3 is an optional extra, so that its types cannot be named here."""

MOST_MEGABYTES = 4096
"""How much memory the solver may take before a search ends undecided."""

SLICE = 0.5
"""How many seconds the solver searches before it is looked whether Ctrl-C was pressed."""

TIME, MEMORY, INTERRUPTED = "time", "memory", "interrupted"
"""Why something is not decided: it ran out of time or memory, or somebody pressed Ctrl-C."""


class UndecidedError(NakanaoriError):
    """Time or memory ran out before an answer was reached, which says neither yes nor no.

    `reason` is TIME or MEMORY; `found` are answers that make the formulas hold, where some were found but could not be
    shown to be the smallest.
    """

    def __init__(self, reason: str, found: dict[str, Answer] | None = None) -> None:
        wrong = f"The solver ran out of {reason} before it could decide."
        super().__init__([Problem(Place("z3"), wrong, "That says neither yes nor no.")])
        self.reason = reason
        self.found = found


@contextmanager
def noting_ctrl_c() -> Iterator[Callable[[], bool]]:
    """Take note of Ctrl-C instead of raising KeyboardInterrupt; yields what tells whether it was pressed.

    Raised at any moment, it would at times be lost in the destructor of a z3 term, where Python can only print it.
    """
    pressed = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield pressed.is_set
        return
    before = signal.signal(signal.SIGINT, lambda number, frame: pressed.set())
    try:
        yield pressed.is_set
    finally:
        signal.signal(signal.SIGINT, before)


class Domain(msgspec.Struct, frozen=True):
    """A question's truth values (and its number), and the formula that says which combinations are answers.

    `choices` are what counts as a chosen option: the options, giving a number, and `unknown`.
    """

    question: Question
    answered: Term
    unknown: Term
    options: dict[str, Term]
    number: Term
    choices: tuple[Term, ...]
    allowed: Term


class Search:
    """One solver, the best answers it has found so far, and the time it has left."""

    def __init__(
        self,
        z3: Any,
        context: Any,
        formulas: Iterable[Term],
        domains: list[Domain],
        seconds: float | None = None,
        interrupted: Callable[[], bool] = lambda: False,
    ) -> None:
        self.z3 = z3
        self.domains = domains
        self.interrupted = interrupted
        self.ends = None if seconds is None else monotonic() + seconds
        # Everything here is finite, which this solver bit-blasts and then searches without ever growing new terms.
        self.solver = z3.SolverFor("QF_FD", ctx=context)
        self.solver.set("random_seed", 0)
        self.solver.set("phase", "always_false")
        self.solver.set("max_memory", MOST_MEGABYTES)
        # z3's own handling of Ctrl-C loses it while it prepares a search, and with it the time limit.
        self.solver.set("ctrl_c", False)
        self.solver.add(*formulas)
        self.model: Any = None

    def holds(self, *further: Term) -> bool:
        """Whether the formulas, and these too, can hold together; if so, `model` is how.

        Raises UndecidedError when time or memory runs out, KeyboardInterrupt when Ctrl-C was pressed.
        """
        try:
            self.solver.push()
            self.solver.add(*further)
            verdict = self.verdict()
            if verdict == self.z3.sat:
                self.model = self.solver.model()
            self.solver.pop()
        except self.z3.Z3Exception as error:
            if MEMORY not in str(error):
                raise
            raise UndecidedError(MEMORY) from error
        return bool(verdict == self.z3.sat)

    def verdict(self) -> Any:
        """What the solver says, searching a slice of the time at once; it goes on from what it learnt in the last."""
        verdict = self.z3.unknown
        while verdict == self.z3.unknown:
            left = SLICE if self.ends is None else min(SLICE, self.ends - monotonic())
            if self.interrupted():
                raise KeyboardInterrupt
            if left <= 0:
                raise UndecidedError(TIME)
            self.solver.set("timeout", ceil(left * 1000))
            verdict = self.solver.check()
            if verdict == self.z3.unknown and "timeout" not in (reason := self.solver.reason_unknown()):
                raise UndecidedError(MEMORY if MEMORY in reason else TIME)
        return verdict

    def true(self, formula: Term) -> bool:
        """Whether the formula holds under the answers found."""
        return bool(self.z3.is_true(self.model.eval(formula, model_completion=True)))

    def reduce(self, terms: Iterable[Term]) -> None:
        """Settle on as few of the terms holding as can be."""
        counted = list(terms)
        most = sum(map(self.true, counted))
        while most > 0 and self.holds(self.z3.AtMost(*counted, most - 1)):
            most = sum(map(self.true, counted))
        if counted:
            self.solver.add(self.z3.AtMost(*counted, most))

    def prefer(self, terms: Iterable[Term]) -> None:
        """Settle each term in turn: it holds, if it can."""
        rest = list(terms)
        while rest:
            # All before the first that holds are tried at once: of many terms only few can hold.
            first = self.first(rest)
            while first > 0 and self.holds(self.z3.Or(rest[:first])):
                first = self.first(rest)
            self.solver.add(*map(self.z3.Not, rest[:first]), *rest[first : first + 1])
            rest = rest[first + 1 :]

    def first(self, terms: list[Term]) -> int:
        """The position of the first term that holds under the answers found; where none does, the end."""
        return next((position for position, term in enumerate(terms) if self.true(term)), len(terms))

    def lower(self, domain: Domain) -> None:
        """Settle on the lowest number that can answer the question, where a number does."""
        low, number = domain.question.low, domain.number
        if number is None or not self.true(domain.answered) or self.true(domain.unknown):
            return
        while low < (high := self.number(domain.number)):
            middle = (low + high) // 2
            if not self.holds(number <= middle):
                low = middle + 1
        self.solver.add(number == low)

    def number(self, term: Any) -> int:
        """What a number or a word of bits comes to under the answers found."""
        return int(self.model.eval(term, model_completion=True).as_long())

    def answers(self) -> dict[str, Answer]:
        """The answers found."""
        return {domain.question.id: self.answer(domain) for domain in self.domains if self.true(domain.answered)}

    def answer(self, domain: Domain) -> Answer:
        if self.true(domain.unknown):
            return UNKNOWN
        if domain.number is not None:
            return self.number(domain.number)
        chosen = tuple(option for option, formula in domain.options.items() if self.true(formula))
        return chosen[0] if domain.question.kind == ONE else chosen
