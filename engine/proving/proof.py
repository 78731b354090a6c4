"""Proofs: each guarantee shown to hold for every possible set of answers, or refuted by the smallest that breaks it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic

import msgspec

from ..consulting import REFERENCE, Outcome, check_answers, conclude
from ..language import Rulebook
from .guarantee import ALWAYS, AT_LEAST_ONE, AT_MOST_ONE, EXACTLY_ONE, FIRST, NEVER, Claim, Guarantee
from .solver_model import Model, Term, UndecidedError
from .solver_search import INTERRUPTED, noting_ctrl_c

PROVEN, REFUTED, UNDECIDED, EMPTY, DISPUTED = "proven", "refuted", "undecided", "empty", "disputed"
"""What can become of a guarantee. `undecided`: time, memory or patience ran out. `empty`: no answers at all meet its
condition, so that it is kept but protects nobody. `disputed`: the solver names answers that break it, and the reference
evaluator says they do not, which is an error in this program."""

Progress = Callable[[Guarantee], None]


class Proof(msgspec.Struct, frozen=True, eq=False):
    """What became of a guarantee, after how many seconds.

    Refuted: `outcome` is what comes of the answers that break it, `broken` the claims that it does not keep, and
    `smallest` whether no smaller answers break any. UndecidedError: `reason` is TIME, MEMORY or INTERRUPTED.
    """

    guarantee: Guarantee
    status: str
    seconds: float = 0.0
    outcome: Outcome | None = None
    broken: tuple[Claim, ...] = ()
    smallest: bool = True
    reason: str = ""


def prove(
    rulebook: Rulebook,
    guarantees: Sequence[Guarantee],
    *,
    seconds: float = 60.0,
    progress: Progress = lambda guarantee: None,
) -> tuple[Proof, ...]:
    """A proof for each guarantee, in the order given; `seconds` is how long each may take.

    `progress` is called before each. Ctrl-C ends the work: what was not decided by then is reported as undecided.

    Raises SolverMissingError when z3 is not installed.
    """
    proofs: list[Proof] = []
    with noting_ctrl_c() as pressed:
        try:
            model = Model(rulebook, interrupted=pressed)
            for guarantee in guarantees:
                progress(guarantee)
                proofs.append(_proof(model, guarantee, seconds))
        except KeyboardInterrupt:
            left = guarantees[len(proofs) :]
            proofs.extend(Proof(guarantee, UNDECIDED, reason=INTERRUPTED) for guarantee in left)
    return tuple(proofs)


def claimed(model: Model, claim: Claim) -> Term:
    """The formula that says a claim is kept."""
    planned = [model.planned(action) for action in claim.actions]
    if claim.kind == FIRST:
        return _first(model, claim.actions)
    formulas: dict[str, Callable[[], Term]] = {
        ALWAYS: lambda: model.every(planned),
        NEVER: lambda: model.at_most(0, planned),
        AT_LEAST_ONE: lambda: model.some(planned),
        EXACTLY_ONE: lambda: model.every((model.some(planned), model.at_most(1, planned))),
        AT_MOST_ONE: lambda: model.at_most(1, planned),
    }
    return formulas[claim.kind]()


def speaks(model: Model, guarantee: Guarantee) -> Term:
    """The formula that says a guarantee speaks of the answers: they meet its condition, all given if it says so."""
    complete = (model.all_answered(),) if guarantee.complete else ()
    return model.every((model.condition(guarantee.condition), *complete))


def broken(model: Model, guarantee: Guarantee) -> Term:
    """The formula that says one of a guarantee's claims is not kept."""
    return model.negation(model.every(claimed(model, claim) for claim in guarantee.claims))


def _first(model: Model, actions: Sequence[str]) -> Term:
    """These are in the plan, each before every other that is, but for those of them that go before it."""
    others = [action for action in model.rulebook.action if action not in actions]
    pairs = (
        (action, later) for position, action in enumerate(actions) for later in (*actions[position + 1 :], *others)
    )
    waits = (model.some((model.negation(model.planned(later)), model.before(action, later))) for action, later in pairs)
    return model.every((*map(model.planned, actions), *waits))


def _proof(model: Model, guarantee: Guarantee, seconds: float) -> Proof:
    begun = monotonic()

    def after(status: str, outcome: Outcome | None = None, *, smallest: bool = True, reason: str = "") -> Proof:
        claims = guarantee.broken(outcome) if outcome is not None else ()
        taken = round(monotonic() - begun, 3)
        return Proof(guarantee, status, taken, outcome, claims, smallest, reason)

    applies = speaks(model, guarantee)
    smallest = True
    try:
        case = model.smallest(applies, broken(model, guarantee), seconds=seconds)
    except UndecidedError as undecided:
        case, smallest = undecided.found, False
        if case is None:
            return after(UNDECIDED, reason=undecided.reason)
    if case is None:
        return after(EMPTY if _is_empty(model, applies, begun + seconds - monotonic()) else PROVEN)
    outcome = conclude(model.rulebook, check_answers(model.rulebook, case), REFERENCE)
    return after(REFUTED if guarantee.broken(outcome) else DISPUTED, outcome, smallest=smallest)


def _is_empty(model: Model, applies: Term, seconds: float) -> bool:
    """Whether it is certain that no answers meet the condition."""
    try:
        return model.possible(applies, seconds=seconds) is None
    except UndecidedError:
        return False
