"""A rulebook put to an SMT solver (z3): which answers make something so, and the proof that none do.

A query takes in only the definitions that its formulas rest on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..consulting import Answer
from ..language import Rulebook
from .deadline import ENDLESS, Deadline
from .rulebook_definitions import RulebookDefinitions
from .rulebook_terms import QUESTION, Name, RulebookTerms
from .solver_library import Term, solver_library
from .solver_search import Search
from .undecided import UndecidedError


class Model:
    """One rulebook to ask after, in a z3 context of its own; to be used by one thread at a time.

    `terms` make the formulas to ask after. Where `interrupted` says so, queries raise KeyboardInterrupt.

    Raises SolverMissingError when z3 is not installed.
    """

    def __init__(self, rulebook: Rulebook, *, interrupted: Callable[[], bool] = lambda: False) -> None:
        z3 = solver_library()
        self.rulebook = rulebook
        self.terms = RulebookTerms(z3, z3.Context(), rulebook)
        self._definitions = RulebookDefinitions(self.terms)
        self._interrupted = interrupted

    def possible(self, *formulas: Term, deadline: Deadline = ENDLESS) -> dict[str, Answer] | None:
        """Some answers that make all of the formulas hold, in the rulebook's order; None: it is proven that none do.

        Raises UndecidedError when the deadline passes or memory runs out first.
        """
        search = self.search(formulas, deadline=deadline)
        return search.answers() if search.holds() else None

    def smallest(self, *formulas: Term, deadline: Deadline = ENDLESS) -> dict[str, Answer] | None:
        """The smallest answers, as `Search.settle` says, that make all of the formulas hold; None: none do, proven.

        Raises UndecidedError when the deadline passes or memory runs out first, with what was found until then.
        """
        search = self.search(formulas, deadline=deadline)
        if not search.holds():
            return None
        try:
            search.settle()
        except UndecidedError as undecided:
            raise UndecidedError(undecided.reason, search.answers()) from None
        return search.answers()

    def search(self, formulas: Iterable[Term], *, about: Iterable[Term] = (), deadline: Deadline = ENDLESS) -> Search:
        """A search for answers that make `formulas` hold, in which all that `about` rests on is defined as well.

        Raises UndecidedError when the deadline passes before everything is defined.
        """
        wanted = [*formulas]
        defined: dict[Name, Term] = {}
        pending = [*self.terms.names_in((*wanted, *about))]
        while pending:
            name = pending.pop()
            if name not in defined:
                deadline.check()
                definition = self._definitions.of(name)
                defined[name] = definition.meaning
                pending.extend(definition.rests_on)
        asked = {name.id for name in defined if name.kind == QUESTION}
        domains = [self.terms.domain(question) for question in self.rulebook.question if question in asked]
        return Search(self.terms, (*defined.values(), *wanted), domains, deadline, self._interrupted)
