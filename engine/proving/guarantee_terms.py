"""What guarantees say of a plan, as formulas of the solver."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from .guarantee import (
    ALWAYS,
    ALWAYS_DRAFTS,
    AT_LEAST_ONE,
    AT_MOST,
    AT_MOST_ONE,
    DRAFT_CLAIMS,
    EXACTLY_ONE,
    FIRST,
    FIRST_STEPS_HOLD,
    NEVER,
    Claim,
    Guarantee,
)
from .rulebook_terms import RulebookTerms
from .solver_library import Term


def applies_term(terms: RulebookTerms, guarantee: Guarantee) -> Term:
    """The guarantee speaks of the answers: they meet its condition, and are complete where it says so."""
    complete = (terms.all_answered(),) if guarantee.complete else ()
    return terms.every((terms.condition(guarantee.condition), *complete))


def breach_term(terms: RulebookTerms, guarantee: Guarantee) -> Term:
    """One of the guarantee's claims is not kept."""
    return terms.negation(terms.every(claim_term(terms, claim) for claim in guarantee.claims))


def claim_term(terms: RulebookTerms, claim: Claim) -> Term:
    """The claim is kept."""
    if claim.kind == FIRST:
        return _first(terms, claim.actions)
    if claim.kind in DRAFT_CLAIMS:
        drafted = [terms.drafted(draft) for draft in claim.actions]
        return terms.every(drafted) if claim.kind == ALWAYS_DRAFTS else terms.at_most(0, drafted)
    planned = [terms.planned(action) for action in claim.actions]
    formulas: dict[str, Callable[[], Term]] = {
        ALWAYS: lambda: terms.every(planned),
        NEVER: lambda: terms.at_most(0, planned),
        AT_LEAST_ONE: lambda: terms.some(planned),
        EXACTLY_ONE: lambda: terms.every((terms.some(planned), terms.at_most(1, planned))),
        AT_MOST_ONE: lambda: terms.at_most(1, planned),
        AT_MOST: lambda: terms.at_most(claim.count, map(terms.own, claim.actions) if claim.own else planned),
        FIRST_STEPS_HOLD: lambda: terms.every(map(terms.first_step, claim.actions)),
    }
    return formulas[claim.kind]()


def _first(terms: RulebookTerms, actions: Sequence[str]) -> Term:
    """These are in the plan, each before the next, and the last of them before every other that is."""
    named = frozenset(actions)
    others = [action for action in terms.rulebook.action if action not in named]
    leading = (terms.before(action, later) for action, later in pairwise(actions))
    waiting = (terms.some((terms.negation(terms.planned(later)), terms.before(actions[-1], later))) for later in others)
    return terms.every((*map(terms.planned, actions), *leading, *waiting))
