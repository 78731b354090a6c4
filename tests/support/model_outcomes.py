"""What the solver's model says of given cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from nakanaori.engine.consulting import Answer
from nakanaori.engine.proving import Model, Term
from nakanaori.engine.proving.readout import Readout


def outcomes(
    model: Model, formulas: Iterable[Term], cases: Iterable[Mapping[str, Answer]]
) -> Iterator[tuple[bool, ...]]:
    """For each case, with every other question left open, which of the formulas hold."""
    told = tuple(formulas)
    search = model.search((), about=told)
    readout = Readout(model.terms, told)
    so: dict[tuple[str, Answer | None], Term] = {}
    for case in cases:
        given = [(domain.question.id, case.get(domain.question.id)) for domain in search.domains]
        so.update({one: model.terms.answers_with(*one) for one in given if one not in so})
        assert search.holds(*(so[one] for one in given)), "every case has an outcome"
        yield readout.of(search.model)
