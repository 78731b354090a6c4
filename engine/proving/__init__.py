"""What holds whatever the answers: guarantees proven or refuted, alternatives, rulebooks compared by meaning."""

from .alternative import (
    MOST_CHANGES,
    PROVEN_FEWEST,
    TRIED_FEWER,
    UNPROVEN_FEWEST,
    Alternative,
    Change,
    changes_between,
    find_alternative,
)
from .deadline import ENDLESS, Clock, Deadline
from .declared_difference import Lone
from .disagreement import DisagreementError
from .guarantee import (
    ALWAYS,
    ALWAYS_DRAFTS,
    AT_LEAST_ONE,
    AT_MOST,
    AT_MOST_ONE,
    CLAIMS,
    DRAFT_CLAIMS,
    EXACTLY_ONE,
    FIRST,
    FIRST_STEPS_HOLD,
    NEVER,
    NEVER_DRAFTS,
    Claim,
    Guarantee,
)
from .guarantee_reader import load_guarantees, read_guarantees
from .guarantee_terms import applies_term, breach_term
from .indexed_outcome import IndexedOutcome, indexed
from .interruption import noting_ctrl_c
from .paired_rulebooks import NEW, OLD, paired_rulebook, side_id
from .proof import DISPUTED, EMPTY, PROVEN, REFUTED, UNDECIDED, Proof, prove
from .rulebook_diff import DRAFT_KINDS, HIDDEN, LED, ORDER, SHOWN, STEPS, UNLED, Diff, Divergence, diff
from .rulebook_terms import RulebookTerms
from .solver_library import SolverMissingError, Term
from .solver_model import Model
from .solver_questions import Aim, Inquiry, random_outcomes
from .undecided import INTERRUPTED, UndecidedError

__all__ = [
    "ALWAYS",
    "ALWAYS_DRAFTS",
    "AT_LEAST_ONE",
    "AT_MOST",
    "AT_MOST_ONE",
    "CLAIMS",
    "DISPUTED",
    "DRAFT_CLAIMS",
    "DRAFT_KINDS",
    "EMPTY",
    "ENDLESS",
    "EXACTLY_ONE",
    "FIRST",
    "FIRST_STEPS_HOLD",
    "HIDDEN",
    "INTERRUPTED",
    "LED",
    "MOST_CHANGES",
    "NEVER",
    "NEVER_DRAFTS",
    "NEW",
    "OLD",
    "ORDER",
    "PROVEN",
    "PROVEN_FEWEST",
    "REFUTED",
    "SHOWN",
    "STEPS",
    "TRIED_FEWER",
    "UNDECIDED",
    "UNLED",
    "UNPROVEN_FEWEST",
    "Aim",
    "Alternative",
    "Change",
    "Claim",
    "Clock",
    "Deadline",
    "Diff",
    "DisagreementError",
    "Divergence",
    "Guarantee",
    "IndexedOutcome",
    "Inquiry",
    "Lone",
    "Model",
    "Proof",
    "RulebookTerms",
    "SolverMissingError",
    "Term",
    "UndecidedError",
    "applies_term",
    "breach_term",
    "changes_between",
    "diff",
    "find_alternative",
    "indexed",
    "load_guarantees",
    "noting_ctrl_c",
    "paired_rulebook",
    "prove",
    "random_outcomes",
    "read_guarantees",
    "side_id",
]
