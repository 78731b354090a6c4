"""Two rulebooks compared by meaning: under which answers an action comes, goes or reads differently.

The plans are compared over all answers that both rulebooks allow; a question that only one of them has can be answered,
and changes nothing in the other. What only one of them has is told apart. Not compared are texts, help lines, and what
changes no plan: reasons, sections cited, what is withheld.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import msgspec

from ..consulting import REFERENCE, Answer, Outcome, check_answers, conclude, visibles
from ..language import NUMBER, Question, Rulebook, Step, cached_property
from .disagreement import DisagreementError
from .paired_rulebooks import NEW, OLD, named, paired
from .solver_model import Model, Term, UndecidedError
from .solver_search import INTERRUPTED, noting_ctrl_c

GOES, COMES, TURNS_BASIC, TURNS_OWN, HIDDEN, SHOWN, STEPS, ORDER = (
    "goes",
    "comes",
    "basic",
    "own",
    "step-hidden",
    "step-shown",
    "steps-order",
    "order",
)
"""What can become of an action in the new rulebook: out of the plan or into it, a basic or no longer one, one of its
steps hidden or shown, its steps in another order, itself in another place among others."""

_SIDE = {GOES: OLD, COMES: NEW, TURNS_BASIC: OLD, TURNS_OWN: NEW, HIDDEN: OLD, SHOWN: NEW}
"""Which side alone says that an action is planned, or its own, or that its step is shown."""


class Lone(msgspec.Struct, frozen=True, order=True):
    """Something that only one side has: a question, an option or step (`within` a question or action), a finding, …"""

    kind: str
    id: str
    within: str
    side: str


class Recast(msgspec.Struct, frozen=True):
    """Something that both sides have and declare differently."""

    kind: str
    id: str
    old: str
    new: str


class Doubt(msgspec.Struct, frozen=True):
    """One way in which an action's part in the plan could differ; `others` are steps, or actions that it could pass."""

    kind: str
    action: str
    others: tuple[str, ...] = ()


class Divergence(msgspec.Struct, frozen=True, eq=False):
    """A difference with the smallest answers that show it, and what each side concludes from them.

    `detail` is the step, or the action that it passes. `smallest` is false where time ran out before that was certain.
    """

    kind: str
    action: str
    detail: str
    answers: Mapping[str, Answer]
    smallest: bool
    old: Outcome
    new: Outcome


class Undecidable(msgspec.Struct, frozen=True):
    """A doubt that stayed open, and why: TIME, MEMORY or INTERRUPTED."""

    doubt: Doubt
    reason: str


class Diff(msgspec.Struct, frozen=True, eq=False):
    """What differs; `identical` are rulebooks whose logic is the same, however their files are written."""

    old: Rulebook
    new: Rulebook
    identical: bool
    lone: tuple[Lone, ...] = ()
    recast: tuple[Recast, ...] = ()
    found: tuple[Divergence, ...] = ()
    undecided: tuple[Undecidable, ...] = ()

    @property
    def same(self) -> bool:
        """Whether it is certain that nothing differs."""
        return not (self.lone or self.recast or self.found or self.undecided)


def diff(old: Rulebook, new: Rulebook, *, seconds: float | None = None) -> Diff:
    """How `new` differs from `old`; each question to the solver may take `seconds`.

    Every difference is confirmed by the reference evaluator; raises DisagreementError when one is not, and
    SolverMissingError when z3 is needed (rulebooks that say the same in other words, or something else) and not
    installed. Ctrl-C ends the work: what was not decided by then is told as such.
    """
    if old.sha256 == new.sha256:
        return Diff(old, new, identical=True)
    settled: list[Divergence | Undecidable | None] = []
    with noting_ctrl_c() as pressed:
        comparing = _Comparing(old, new, seconds, pressed)
        doubts = comparing.doubts()
        try:
            # What was settled before a Ctrl-C stays in the list.
            settled.extend(map(comparing.settled, doubts))
        except KeyboardInterrupt:
            settled.extend(Undecidable(doubt, INTERRUPTED) for doubt in doubts[len(settled) :])
    found = tuple(one for one in settled if isinstance(one, Divergence))
    undecided = tuple(one for one in settled if isinstance(one, Undecidable))
    return Diff(old, new, False, tuple(lone(old, new)), tuple(recast(old, new)), found, undecided)


# what is declared -----------------------------------------------------------------------------------------------------


def lone(old: Rulebook, new: Rulebook) -> Iterator[Lone]:
    """What only one of them has, kind by kind."""
    yield from _lone("question", old.question, new.question)
    for question, other in _shared(old.question, new.question):
        yield from _lone("option", question.options, other.options, question.id)
    yield from _lone("finding", old.findings, new.findings)
    yield from _lone("phase", old.phases, new.phases)
    yield from _lone("action", old.action, new.action)
    for action, changed in _shared(old.action, new.action):
        yield from _lone("step", _ids(action.steps), _ids(changed.steps), action.id)


def _lone(kind: str, old: Iterable[str], new: Iterable[str], within: str = "") -> Iterator[Lone]:
    before, after = tuple(old), tuple(new)
    yield from (Lone(kind, name, within, OLD) for name in before if name not in after)
    yield from (Lone(kind, name, within, NEW) for name in after if name not in before)


def recast(old: Rulebook, new: Rulebook) -> Iterator[Recast]:
    """What both of them have and declare differently, but for rules."""
    for question, other in _shared(old.question, new.question):
        if _manner(question) != _manner(other):
            yield Recast("question", question.id, _manner(question), _manner(other))
    for action, changed in _shared(old.action, new.action):
        if action.phase != changed.phase:
            yield Recast("phase", action.id, action.phase, changed.phase)
    if old.alarm != new.alarm:
        yield Recast("alarm", "alarm", _alarm(old), _alarm(new))


def _manner(question: Question) -> str:
    return f"{question.low}–{question.high}" if question.kind == NUMBER else question.kind


def _alarm(rulebook: Rulebook) -> str:
    return f"{rulebook.alarm.finding}, {rulebook.alarm.phase}" if rulebook.alarm else ""


def _ids(steps: Iterable[Step]) -> tuple[str, ...]:
    return tuple(step.id for step in steps)


def _shared(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[tuple[Any, Any]]:
    """What both have by id, as each has it, in the old order."""
    return ((old[name], new[name]) for name in old if name in new)


# the comparison -------------------------------------------------------------------------------------------------------


class _Comparing:
    def __init__(self, old: Rulebook, new: Rulebook, seconds: float | None, interrupted: Callable[[], bool]) -> None:
        self.old = old
        self.new = new
        self.seconds = seconds
        self.interrupted = interrupted

    @cached_property
    def model(self) -> Model:
        """Both sides in one solver; where nothing is in doubt, none is needed."""
        return Model(paired(self.old, self.new), interrupted=self.interrupted)

    # what could differ

    def doubts(self) -> list[Doubt]:
        """Everything that could differ; what both sides write alike, names of rules and findings aside, cannot."""
        doubts: list[Doubt] = []
        before, after = _readings(self.old), _readings(self.new)
        for action, other in _shared(self.old.action, self.new.action):
            steps = [step for step in _ids(action.steps) if step in _ids(other.steps)]
            if before[action.id] != after[action.id]:
                doubts.extend(Doubt(kind, action.id) for kind in (GOES, COMES, TURNS_BASIC, TURNS_OWN))
                doubts.extend(Doubt(kind, action.id, (step,)) for step in steps for kind in (HIDDEN, SHOWN))
            if steps != [step for step in _ids(other.steps) if step in steps]:
                doubts.append(Doubt(STEPS, action.id))
        return [*doubts, *self.passing()]

    def passing(self) -> Iterator[Doubt]:
        """Actions that are declared in another order: as few as account for every pair that is, each with its pairs."""
        actions = [name for name in self.old.action if name in self.new.action]
        pairs = {
            (one, other)
            for position, one in enumerate(actions)
            for other in actions[position + 1 :]
            if _relation(self.old, one, other) != _relation(self.new, one, other)
        }
        while pairs:
            count = {action: sum(action in pair for pair in pairs) for action in actions}
            moved = max(actions, key=lambda action: count[action])
            yield Doubt(ORDER, moved, tuple(name for name in actions if {(moved, name), (name, moved)} & pairs))
            pairs = {pair for pair in pairs if moved not in pair}

    # deciding

    def settled(self, doubt: Doubt) -> Divergence | Undecidable | None:
        """The difference, or that it is not decided, or None: it is proven that there is none."""
        smallest = True
        try:
            answers = self.model.smallest(self.formula(doubt), seconds=self.seconds)
        except UndecidedError as limit:
            if limit.found is None:
                return Undecidable(doubt, limit.reason)
            answers, smallest = limit.found, False
        if answers is None:
            return None
        old, new = (_concluded(rulebook, answers) for rulebook in (self.old, self.new))
        detail = shown_by(doubt, old, new)
        if detail is None:
            wrong = f"Model and evaluator disagree on '{doubt.action}' ({doubt.kind}) with {answers}."
            raise DisagreementError("diff", wrong)
        return Divergence(doubt.kind, doubt.action, detail, answers, smallest, old, new)

    def formula(self, doubt: Doubt) -> Term:
        """That the difference shows."""
        action = doubt.action
        if doubt.kind == STEPS:
            return self.steps_swapped(action)
        if doubt.kind == ORDER:
            return self.passed(action, doubt.others)
        if doubt.kind in (GOES, COMES):
            return self.only(_SIDE[doubt.kind], self.model.planned, action)
        says = self.model.own if doubt.kind in (TURNS_BASIC, TURNS_OWN) else self.model.shown
        return self.model.every((self.in_both(action), self.only(_SIDE[doubt.kind], says, action, *doubt.others)))

    def only(self, side: str, says: Callable[..., Term], action: str, *step: str) -> Term:
        """One side says so, and the other does not."""
        other = NEW if side == OLD else OLD
        denied = self.model.negation(says(named(other, action), *step))
        return self.model.every((says(named(side, action), *step), denied))

    def in_both(self, *actions: str) -> Term:
        """The actions are in both plans."""
        return self.model.every(self.model.planned(named(side, action)) for action in actions for side in (OLD, NEW))

    def steps_swapped(self, action: str) -> Term:
        """Two steps are shown on both sides, in another order."""
        before, after = (_ids(rulebook.action[action].steps) for rulebook in (self.old, self.new))
        swapped = [
            (one, other)
            for one in before
            for other in before[before.index(one) + 1 :]
            if one in after and other in after and after.index(one) > after.index(other)
        ]
        return self.model.some(
            self.model.every(self.model.shown(named(side, action), step) for step in pair for side in (OLD, NEW))
            for pair in swapped
        )

    def passed(self, action: str, others: tuple[str, ...]) -> Term:
        """On one side it stands before one of the others, on the other side behind it."""
        return self.model.some(
            self.model.every((self.in_both(action, other), self.model.negation(self.stand_alike(action, other))))
            for other in others
        )

    def stand_alike(self, action: str, other: str) -> Term:
        """The action stands before the other on both sides, or on neither."""
        before, after = (self.model.before(named(side, action), named(side, other)) for side in (OLD, NEW))
        return self.model.same(before, after)


def _readings(rulebook: Rulebook) -> dict[str, tuple[object, ...]]:
    """All that decides on an action's part in a plan, as one reads it once rules and findings are followed through."""
    readings: dict[str, tuple[object, ...]] = {
        action.id: tuple((step.id, bool(step.when)) for step in action.steps) for action in rulebook.actions
    }
    for visible in visibles(rulebook):
        readings[visible.action.id] += (visible.formula,)
    return readings


def _relation(rulebook: Rulebook, one: str, other: str) -> tuple[bool, bool]:
    """How two actions are declared to each other: in the same phase or not, and which is first."""
    (phase, position), (other_phase, other_position) = rulebook.action_order[one], rulebook.action_order[other]
    return phase == other_phase, (phase, position) < (other_phase, other_position)


def _concluded(rulebook: Rulebook, answers: Mapping[str, Answer]) -> Outcome:
    heard = {question: answer for question, answer in answers.items() if question in rulebook.question}
    return conclude(rulebook, check_answers(rulebook, heard), REFERENCE)


def shown_by(doubt: Doubt, old: Outcome, new: Outcome) -> str | None:
    """The step or action in which the difference shows in these outcomes ('' for the action itself), or None."""
    before, after = old.planned(doubt.action), new.planned(doubt.action)
    if doubt.kind in (GOES, COMES):
        there, elsewhere = (before, after) if doubt.kind == GOES else (after, before)
        return "" if there is not None and elsewhere is None else None
    if before is None or after is None:
        return None
    if doubt.kind in (TURNS_BASIC, TURNS_OWN):
        return "" if (before.basic, after.basic) == (doubt.kind == TURNS_OWN, doubt.kind == TURNS_BASIC) else None
    if doubt.kind == STEPS:
        kept = [step for step in _ids(before.steps) if step in _ids(after.steps)]
        return "" if kept != [step for step in _ids(after.steps) if step in kept] else None
    if doubt.kind == ORDER:
        return next((other for other in doubt.others if _passes(doubt.action, other, old, new)), None)
    step = doubt.others[0]
    seen = (step in _ids(before.steps), step in _ids(after.steps))
    return step if seen == (doubt.kind == HIDDEN, doubt.kind == SHOWN) else None


def _passes(action: str, other: str, old: Outcome, new: Outcome) -> bool:
    places = [(outcome.planned(action), outcome.planned(other)) for outcome in (old, new)]
    stands = [one.rank < two.rank for one, two in places if one is not None and two is not None]
    return len(stands) == 2 and stands[0] is not stands[1]
