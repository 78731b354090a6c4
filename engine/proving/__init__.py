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
from .disagreement import DisagreementError
from .guarantee import ALWAYS, AT_MOST_ONE, CLAIMS, FIRST, NEVER, Claim, Guarantee
from .guarantee_reader import load_guarantees
from .paired_rulebooks import NEW, OLD, named, paired
from .proof import DISPUTED, EMPTY, PROVEN, REFUTED, UNDECIDED, Proof, broken, prove, speaks
from .rulebook_diff import HIDDEN, ORDER, SHOWN, STEPS, Diff, Divergence, Lone, diff
from .solver_model import Model, SolverMissingError, Term, UndecidedError
from .solver_questions import Aim, Inquiry
from .solver_search import INTERRUPTED

__all__ = [
    "ALWAYS",
    "AT_MOST_ONE",
    "CLAIMS",
    "DISPUTED",
    "EMPTY",
    "FIRST",
    "HIDDEN",
    "INTERRUPTED",
    "MOST_CHANGES",
    "NEVER",
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
    "UNPROVEN_FEWEST",
    "Aim",
    "Alternative",
    "Change",
    "Claim",
    "Diff",
    "DisagreementError",
    "Divergence",
    "Guarantee",
    "Inquiry",
    "Lone",
    "Model",
    "Proof",
    "SolverMissingError",
    "Term",
    "UndecidedError",
    "broken",
    "changes_between",
    "diff",
    "find_alternative",
    "load_guarantees",
    "named",
    "paired",
    "prove",
    "speaks",
]
