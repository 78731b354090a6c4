"""Proofs: each guarantee shown to hold for every possible set of answers, or refuted by the smallest that breaks it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic

import msgspec

from ..consulting import REFERENCE, Outcome, consult
from ..language import Rulebook
from .deadline import Clock, Deadline
from .guarantee import Claim, Guarantee
from .guarantee_terms import applies_term, breach_term
from .interruption import noting_ctrl_c
from .solver_model import Model
from .turns import in_turns
from .undecided import INTERRUPTED, TIME, UndecidedError

PROVEN, REFUTED, UNDECIDED, EMPTY, DISPUTED = "proven", "refuted", "undecided", "empty", "disputed"
"""What can become of a guarantee. `undecided`: time, memory or patience ran out. `empty`: no answers at all meet its
condition, so that it is kept but protects nobody. `disputed`: the solver names answers that break it, and the reference
evaluator says they do not, which is an error in this program."""

Progress = Callable[[Guarantee], None]


class Proof(msgspec.Struct, frozen=True, eq=False):
    """What became of a guarantee, after how many seconds.

    Refuted: `outcome` is what comes of the answers that break it, `broken` the claims that it does not keep, and
    `smallest` whether no smaller answers break any. Undecided: `reason` is TIME, MEMORY or INTERRUPTED. Proven:
    `example` is what comes of the smallest answers found that meet its condition, None where none were found in time.
    """

    guarantee: Guarantee
    status: str
    seconds: float = 0.0
    outcome: Outcome | None = None
    broken: tuple[Claim, ...] = ()
    smallest: bool = True
    reason: str = ""
    example: Outcome | None = None


def prove(
    rulebook: Rulebook,
    guarantees: Sequence[Guarantee],
    *,
    seconds: float = 60.0,
    clock: Clock = monotonic,
    progress: Progress = lambda guarantee: None,
) -> tuple[Proof, ...]:
    """A proof for each guarantee, in the order given; `seconds`, by `clock`, is how long all of them may take together.

    `progress` is called before each, and once more before a second attempt at one that took too long. Ctrl-C ends the
    work: what was not decided by then is reported as undecided.

    Raises SolverMissingError when z3 is not installed.
    """
    proofs = [Proof(guarantee, UNDECIDED, reason=INTERRUPTED) for guarantee in guarantees]
    with noting_ctrl_c() as pressed:
        model = Model(rulebook, interrupted=pressed)

        def decided(position: int, deadline: Deadline) -> Proof:
            progress(guarantees[position])
            return _proof(model, guarantees[position], deadline)

        try:
            for position, proof in in_turns(len(proofs), decided, _took_too_long, Deadline.after(seconds, clock)):
                proofs[position] = proof
        except KeyboardInterrupt:
            proofs = [_interrupted(proof) if proof.reason == TIME else proof for proof in proofs]
    return tuple(proofs)


def _took_too_long(proof: Proof) -> bool:
    return proof.reason == TIME or not proof.smallest


def _interrupted(proof: Proof) -> Proof:
    return msgspec.structs.replace(proof, reason=INTERRUPTED)


def _proof(model: Model, guarantee: Guarantee, deadline: Deadline) -> Proof:
    begun = deadline.clock()

    def told(status: str, outcome: Outcome | None = None, *, smallest: bool = True, reason: str = "") -> Proof:
        claims = guarantee.broken(outcome) if outcome is not None else ()
        taken = round(deadline.clock() - begun, 3)
        return Proof(guarantee, status, taken, outcome, claims, smallest, reason)

    applies = applies_term(model.terms, guarantee)
    smallest = True
    try:
        case = model.smallest(applies, breach_term(model.terms, guarantee), deadline=deadline)
    except UndecidedError as undecided:
        if undecided.found is None:
            return told(UNDECIDED, reason=undecided.reason)
        case, smallest = undecided.found, False
    if case is None:
        try:
            met = model.smallest(applies, deadline=deadline)
        except UndecidedError as undecided:
            met, in_doubt = undecided.found, True
        else:
            in_doubt = False
        if met is None:
            return told(PROVEN if in_doubt else EMPTY)
        example = consult(model.rulebook, met, engine=REFERENCE)
        return msgspec.structs.replace(told(PROVEN), example=example)
    outcome = consult(model.rulebook, case, engine=REFERENCE)
    return told(REFUTED if guarantee.broken(outcome) else DISPUTED, outcome, smallest=smallest)
