"""Guarantees that do not hold, as remarks where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..language import Rulebook
from ..proving import (
    ALWAYS,
    ALWAYS_DRAFTS,
    AT_LEAST_ONE,
    EXACTLY_ONE,
    FIRST,
    FIRST_STEPS_HOLD,
    REFUTED,
    Claim,
    Guarantee,
    Proof,
    prove,
)
from .as_written import spelt_answers
from .remark import Remark, remark_at

PROVE = "prove"
"""The code of these remarks: the command that says more of them."""

_ASKING = (ALWAYS, AT_LEAST_ONE, FIRST_STEPS_HOLD, ALWAYS_DRAFTS)
"""Claims that are not kept because something is missing."""


def refutations(rulebook: Rulebook, guarantees: Sequence[Guarantee], seconds: float) -> Iterator[Remark]:
    """A remark on each guarantee that some answers break; those that could not be decided in time are not spoken of.

    Raises SolverMissingError when z3 is not installed.
    """
    for proof in prove(rulebook, guarantees, seconds=seconds):
        if proof.status == REFUTED:
            yield remark_at(proof.guarantee.place, PROVE, _sentence(proof))


def _sentence(proof: Proof) -> str:
    outcome = proof.outcome
    assert outcome is not None
    broken = (_broken(claim, claim.looked_at(outcome)) for claim in proof.broken)
    answers = spelt_answers(outcome.case.answers)
    wrong = f"The guarantee '{proof.guarantee.id}' does not hold. Answers that break it: {answers}."
    return " ".join((wrong, *broken))


def _broken(claim: Claim, looked_at: Sequence[str]) -> str:
    """What of a claim is not kept: what is missing, or what is there."""
    if claim.kind == FIRST:
        return f"'{claim.kind}' meets {_listed(looked_at[: len(claim.actions)])}."
    present = claim.present(looked_at)
    if claim.kind in _ASKING or (claim.kind == EXACTLY_ONE and not present):
        return f"'{claim.kind}' misses {_listed(claim.absent(looked_at))}."
    return f"'{claim.kind}' meets {_listed(present)}."


def _listed(ids: Sequence[str]) -> str:
    return ", ".join(ids) or "nothing"
