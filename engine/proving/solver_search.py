"""One search of the solver for answers, and how it settles on the smallest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from math import ceil
from typing import Any

from ..consulting import Answer
from ..language import ONE, UNKNOWN, cached_property
from .answer_terms import Domain
from .connectives import Connectives
from .deadline import ENDLESS, Deadline
from .readout import Readout
from .solver_library import Term
from .undecided import MEMORY, TIME, UndecidedError

MOST_MEGABYTES = 1024
"""How much memory the solver may take before a search ends undecided."""

SLICE = 0.5
"""How many seconds the solver searches before it is looked whether Ctrl-C was pressed."""


class Search:
    """One solver, the best answers it has found so far, and the time it has left."""

    def __init__(
        self,
        logic: Connectives,
        formulas: Iterable[Term],
        domains: Sequence[Domain],
        deadline: Deadline = ENDLESS,
        interrupted: Callable[[], bool] = lambda: False,
    ) -> None:
        self.logic = logic
        self.z3 = logic.z3
        self.domains = domains
        self.deadline = deadline
        self.interrupted = interrupted
        # Everything here is finite, which this solver bit-blasts and then searches without ever growing new terms.
        self.solver = self.z3.SolverFor("QF_FD", ctx=logic.context)
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
            verdict = self._verdict()
            if verdict == self.z3.sat:
                self.model = self.solver.model()
            self.solver.pop()
        except self.z3.Z3Exception as error:
            if MEMORY not in str(error):
                raise
            raise UndecidedError(MEMORY) from error
        return bool(verdict == self.z3.sat)

    def _verdict(self) -> Any:
        """What the solver says, searching a slice of the time at once; it goes on from what it learnt in the last."""
        verdict = self.z3.unknown
        while verdict == self.z3.unknown:
            left = min(SLICE, self.deadline.left)
            if self.interrupted():
                raise KeyboardInterrupt
            if left <= 0:
                raise UndecidedError(TIME)
            self.solver.set("timeout", ceil(left * 1000))
            verdict = self.solver.check()
            if verdict == self.z3.unknown and "timeout" not in (reason := self.solver.reason_unknown()):
                raise UndecidedError(MEMORY if MEMORY in reason else TIME)
        return verdict

    # the smallest answers ---------------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Settle on the smallest answers there are.

        Smallest: the fewest questions are answered; then the fewest options are chosen (`unknown` and a number count
        as one, a choice of none of several as none); then questions, and after that options, `unknown` last, that
        stand earlier in the rulebook are preferred, and lower numbers. That leaves one.
        """
        answered = [domain.answered for domain in self.domains]
        chosen = [choice for domain in self.domains for choice in domain.choices]
        for terms in (answered, chosen):
            self.reduce(terms)
        self.prefer((*answered, *chosen))
        for domain in self.domains:
            self.lower(domain)

    def reduce(self, terms: Iterable[Term]) -> None:
        """Settle on as few of the terms holding as can be."""
        counted = Readout(self.logic, terms)
        if not counted.formulas:
            return
        most = sum(counted.of(self.model))
        while most > 0 and self.holds(self.z3.AtMost(*counted.formulas, most - 1)):
            most = sum(counted.of(self.model))
        self.solver.add(self.z3.AtMost(*counted.formulas, most))

    def prefer(self, terms: Iterable[Term]) -> None:
        """Settle each term in turn: it holds, if it can."""
        preferred = Readout(self.logic, terms)
        at = 0
        while at < len(preferred.formulas):
            # All before the first that holds are tried at once: of many terms only few can hold.
            first = self._first(preferred, at)
            while first > at and self.holds(self.z3.Or(preferred.formulas[at:first])):
                first = self._first(preferred, at)
            self.solver.add(*map(self.z3.Not, preferred.formulas[at:first]), *preferred.formulas[first : first + 1])
            at = first + 1

    def _first(self, terms: Readout, at: int) -> int:
        """The position of the first term, from `at` on, that holds under the answers found; else the end."""
        held = terms.of(self.model)
        return next((position for position in range(at, len(held)) if held[position]), len(held))

    def lower(self, domain: Domain) -> None:
        """Settle on the lowest number that can answer the question, where a number does."""
        low, number = domain.question.low, domain.number
        if number is None or not self._true(domain.answered) or self._true(domain.unknown):
            return
        while low < (high := self._number(number)):
            middle = (low + high) // 2
            if not self.holds(number <= middle):
                low = middle + 1
        self.solver.add(number == low)

    # what was found ---------------------------------------------------------------------------------------------------

    @cached_property
    def _answers(self) -> Readout:
        # Most searches find nothing, and then nothing is read.
        return Readout(self.logic, chain.from_iterable(map(_truth_values, self.domains)))

    def answers(self) -> dict[str, Answer]:
        """The answers found."""
        held = iter(self._answers.of(self.model))
        found: dict[str, Answer] = {}
        for domain in self.domains:
            answered, unknown, *options = (next(held) for _ in _truth_values(domain))
            if answered:
                found[domain.question.id] = UNKNOWN if unknown else self._known(domain, options)
        return found

    def _known(self, domain: Domain, options: Sequence[bool]) -> Answer:
        """The answer to a question that is answered, and not by `unknown`."""
        if domain.number is not None:
            return domain.question.answer(self._number(domain.number))
        chosen = tuple(option for option, there in zip(domain.options, options, strict=True) if there)
        return chosen[0] if domain.question.kind == ONE else chosen

    def _true(self, formula: Term) -> bool:
        return bool(self.z3.is_true(self.model.eval(formula, model_completion=True)))

    def _number(self, term: Term) -> int:
        return int(self.model.eval(term, model_completion=True).as_long())


def _truth_values(domain: Domain) -> tuple[Term, ...]:
    return domain.answered, domain.unknown, *domain.options.values()
