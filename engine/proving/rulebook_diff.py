"""Two rulebooks compared by meaning: under which answers an action comes, goes or reads differently.

The plans are compared over all answers that both rulebooks allow; a question that only one of them has can be answered,
and changes nothing in the other. What only one of them has is told apart. Not compared are texts, help lines, and what
changes no plan: reasons, sections cited, what is withheld.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from time import monotonic

import msgspec

from ..consulting import REFERENCE, Answer, Outcome, Planned, consult
from ..language import Action, Rulebook, cached_property
from .deadline import ENDLESS, Clock, Deadline
from .declared_difference import Lone, Recast, common_to, ids_of, lone, recast, shared_by
from .disagreement import DisagreementError
from .interruption import noting_ctrl_c
from .likeness import Likeness, Reading
from .moved_actions import moved_actions, stand_otherwise
from .paired_rulebooks import NEW, OLD, paired_rulebook, side_id
from .solver_library import Term
from .solver_model import Model
from .turns import in_turns
from .undecided import INTERRUPTED, TIME, UndecidedError

GOES, COMES, TURNS_BASIC, TURNS_OWN, UNLED, LED, HIDDEN, SHOWN, STEPS, ORDER = (
    "goes",
    "comes",
    "basic",
    "own",
    "unled",
    "led",
    "step-hidden",
    "step-shown",
    "steps-order",
    "order",
)
"""What can become of an action in the new rulebook: out of the plan or into it, a basic or no longer one, no longer
led by a rule or now led, one of its steps hidden or shown, its steps in another order, itself in another place among
others."""

UNOFFERED, OFFERED, PART_HIDDEN, PART_SHOWN = "draft-hidden", "draft-shown", "part-hidden", "part-shown"
DRAFT_KINDS = (UNOFFERED, OFFERED, PART_HIDDEN, PART_SHOWN)
"""What can become of the drafts of an action: one is no longer offered with it or now is, a part no longer is in one
that is or now is."""

_SIDE = dict.fromkeys((GOES, TURNS_BASIC, UNLED, HIDDEN, UNOFFERED, PART_HIDDEN), OLD) | dict.fromkeys(
    (COMES, TURNS_OWN, LED, SHOWN, OFFERED, PART_SHOWN), NEW
)
"""Which side alone says that an action is planned, or its own, or led, or that its step, draft or part is shown."""


class Doubt(msgspec.Struct, frozen=True):
    """One way in which an action's part in the plan could differ; `others` are steps, a draft and mostly one of its
    parts, or actions that it could pass."""

    kind: str
    action: str
    others: tuple[str, ...] = ()


class Divergence(msgspec.Struct, frozen=True, eq=False):
    """A difference with the smallest answers that show it, and what each side concludes from them.

    `detail` is the step, the draft, its part (`draft/part`), or the action that it passes.
    `smallest` is false where time ran out before that was certain.
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


def diff(old: Rulebook, new: Rulebook, *, seconds: float | None = None, clock: Clock = monotonic) -> Diff:
    """How `new` differs from `old`; `seconds`, by `clock`, is how long all of it may take (None: as long as it takes).

    Every difference is confirmed by the reference evaluator; raises DisagreementError when one is not, and
    SolverMissingError when z3 is needed (rulebooks that say the same in other words, or something else) and not
    installed. Ctrl-C ends the work: what was not decided by then is told as such.
    """
    if old.sha256 == new.sha256:
        return Diff(old, new, identical=True)
    deadline = ENDLESS if seconds is None else Deadline.after(seconds, clock)
    with noting_ctrl_c() as pressed:
        settled = _settled(_Comparing(old, new, pressed), deadline)
    found = tuple(one for one in settled if isinstance(one, Divergence))
    undecided = tuple(one for one in settled if isinstance(one, Undecidable))
    return Diff(old, new, False, tuple(lone(old, new)), tuple(recast(old, new)), found, undecided)


_Settled = Divergence | Undecidable | None


def _settled(comparing: _Comparing, deadline: Deadline) -> list[_Settled]:
    """What became of each doubt."""
    doubts = comparing.doubts()
    settled: list[_Settled] = [Undecidable(doubt, INTERRUPTED) for doubt in doubts]

    def decided(position: int, turn: Deadline) -> _Settled:
        return comparing.settled(doubts[position], turn)

    try:
        # What was settled before a Ctrl-C stays in the list.
        for position, one in in_turns(len(doubts), decided, _took_too_long, deadline):
            settled[position] = one
    except KeyboardInterrupt:
        return [_interrupted(one) for one in settled]
    return settled


def _interrupted(one: _Settled) -> _Settled:
    if isinstance(one, Undecidable) and one.reason == TIME:
        return Undecidable(one.doubt, INTERRUPTED)
    return one


def _took_too_long(one: _Settled) -> bool:
    if isinstance(one, Divergence):
        return not one.smallest
    return one is not None and one.reason == TIME


# the comparison -------------------------------------------------------------------------------------------------------


class _Comparing:
    def __init__(self, old: Rulebook, new: Rulebook, interrupted: Callable[[], bool]) -> None:
        self.old = old
        self.new = new
        self.interrupted = interrupted

    @cached_property
    def model(self) -> Model:
        """Both sides in one solver; where nothing is in doubt, none is needed."""
        return Model(paired_rulebook(self.old, self.new), interrupted=self.interrupted)

    # what could differ

    def doubts(self) -> list[Doubt]:
        """Everything that could differ; what both sides write alike, names of rules and findings aside, cannot."""
        doubts: list[Doubt] = []
        likeness = Likeness()
        before, after = likeness.of_actions(self.old), likeness.of_actions(self.new)
        for action, other in shared_by(self.old.action, self.new.action):
            one, two = before[action.id], after[action.id]
            steps = common_to(ids_of(action.steps), ids_of(other.steps))
            if one.planned != two.planned:
                doubts.extend(Doubt(kind, action.id) for kind in (GOES, COMES))
            if one.advising != two.advising:
                doubts.extend(Doubt(kind, action.id) for kind in (TURNS_BASIC, TURNS_OWN))
            if one.leading != two.leading:
                doubts.extend(Doubt(kind, action.id) for kind in (UNLED, LED))
            differing = [step for step in steps if one.step(step) != two.step(step)]
            doubts.extend(Doubt(kind, action.id, (step,)) for step in differing for kind in (HIDDEN, SHOWN))
            doubts.extend(self.draft_doubts(action, other, one, two))
            if steps != common_to(ids_of(other.steps), steps):
                doubts.append(Doubt(STEPS, action.id))
        return [*doubts, *(Doubt(ORDER, action) for action in self.moved)]

    def draft_doubts(self, action: Action, other: Action, one: Reading, two: Reading) -> Iterator[Doubt]:
        for draft in dict.fromkeys((*action.drafts, *other.drafts)):
            if draft in self.old.draft and draft in self.new.draft and one.draft(draft) != two.draft(draft):
                yield from (Doubt(kind, action.id, (draft,)) for kind in (UNOFFERED, OFFERED))
            if draft in action.drafts and draft in other.drafts:
                for part in common_to(ids_of(self.old.draft[draft].parts), ids_of(self.new.draft[draft].parts)):
                    if one.part(draft, part) != two.part(draft, part):
                        yield from (Doubt(kind, action.id, (draft, part)) for kind in (PART_HIDDEN, PART_SHOWN))

    @cached_property
    def moved(self) -> tuple[str, ...]:
        """The actions that stand elsewhere."""
        return moved_actions(self.old.action_order, self.new.action_order)

    # deciding

    def settled(self, doubt: Doubt, deadline: Deadline) -> Divergence | Undecidable | None:
        """The difference, or that it is not decided, or None: it is proven that there is none."""
        smallest = True
        try:
            deadline.check()
            if doubt.kind == ORDER:
                doubt = Doubt(ORDER, doubt.action, self.passable(doubt.action))
            answers = self.model.smallest(self.formula(doubt, deadline), deadline=deadline)
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

    def passable(self, action: str) -> tuple[str, ...]:
        """The actions that a moved one could pass, but for those moved that are told before it."""
        old, new = self.old.action_order, self.new.action_order
        earlier = frozenset(self.moved[: self.moved.index(action)])
        others = (other for other in old if other in new and other != action and other not in earlier)
        return tuple(other for other in others if stand_otherwise(old, new, action, other))

    def formula(self, doubt: Doubt, deadline: Deadline) -> Term:
        """That the difference shows. Raises UndecidedError when the deadline passes before it is written down."""
        action = doubt.action
        if doubt.kind == STEPS:
            return self.steps_swapped(action, deadline)
        if doubt.kind == ORDER:
            return self.passed(action, doubt.others, deadline)
        terms = self.model.terms
        if doubt.kind in (GOES, COMES):
            return self.only(_SIDE[doubt.kind], terms.planned, action)
        if doubt.kind in DRAFT_KINDS:
            return self.drafted(doubt)
        says = {TURNS_BASIC: terms.own, TURNS_OWN: terms.own, UNLED: terms.led, LED: terms.led}.get(
            doubt.kind, terms.shown
        )
        return terms.every((self.in_both(action), self.only(_SIDE[doubt.kind], says, action, *doubt.others)))

    def only(self, side: str, says: Callable[..., Term], action: str, *step: str) -> Term:
        """One side says so, and the other does not."""
        other = NEW if side == OLD else OLD
        denied = self.model.terms.negation(says(side_id(other, action), *step))
        return self.model.terms.every((says(side_id(side, action), *step), denied))

    def drafted(self, doubt: Doubt) -> Term:
        """On one side alone a draft is offered with an action of both plans; or a part is in one that is on both."""
        terms, (draft, *part) = self.model.terms, doubt.others
        sides = (OLD, NEW) if _SIDE[doubt.kind] == OLD else (NEW, OLD)
        offered = [terms.offered(side_id(side, doubt.action), side_id(side, draft)) for side in sides]
        if part:
            holds, lacks = (terms.in_draft(side_id(side, doubt.action), side_id(side, draft), *part) for side in sides)
            return terms.every((*offered, holds, terms.negation(lacks)))
        return terms.every((self.in_both(doubt.action), offered[0], terms.negation(offered[1])))

    def in_both(self, *actions: str) -> Term:
        """The actions are in both plans."""
        terms = self.model.terms
        return terms.every(terms.planned(side_id(side, action)) for action in actions for side in (OLD, NEW))

    def steps_swapped(self, action: str, deadline: Deadline) -> Term:
        """Two steps are shown on both sides, in another order."""
        terms = self.model.terms
        before, after = (ids_of(rulebook.action[action].steps) for rulebook in (self.old, self.new))
        position = {step: at for at, step in enumerate(after)}
        swapped: list[Term] = []
        for one, other in combinations(common_to(before, after), 2):
            deadline.check()
            if position[one] > position[other]:
                shown = (terms.shown(side_id(side, action), step) for step in (one, other) for side in (OLD, NEW))
                swapped.append(terms.every(shown))
        return terms.some(swapped)

    def passed(self, action: str, others: tuple[str, ...], deadline: Deadline) -> Term:
        """On one side it stands before one of the others, on the other side behind it."""
        terms = self.model.terms
        passing: list[Term] = []
        for other in others:
            deadline.check()
            passing.append(terms.every((self.in_both(action, other), terms.negation(self.stand_alike(action, other)))))
        return terms.some(passing)

    def stand_alike(self, action: str, other: str) -> Term:
        """The action stands before the other on both sides, or on neither."""
        terms = self.model.terms
        before, after = (terms.before(side_id(side, action), side_id(side, other)) for side in (OLD, NEW))
        return terms.same(before, after)


def _concluded(rulebook: Rulebook, answers: Mapping[str, Answer]) -> Outcome:
    heard = {question: answer for question, answer in answers.items() if question in rulebook.question}
    return consult(rulebook, heard, engine=REFERENCE)


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
    if doubt.kind in (UNLED, LED):
        return "" if (bool(before.led_by), bool(after.led_by)) == (doubt.kind == UNLED, doubt.kind == LED) else None
    if doubt.kind in DRAFT_KINDS:
        return _draft_shown_by(doubt, before, after)
    if doubt.kind == STEPS:
        kept = [step for step in ids_of(before.steps) if step in ids_of(after.steps)]
        return "" if kept != [step for step in ids_of(after.steps) if step in kept] else None
    if doubt.kind == ORDER:
        return next((other for other in doubt.others if _passes(doubt.action, other, old, new)), None)
    step = doubt.others[0]
    seen = (step in ids_of(before.steps), step in ids_of(after.steps))
    return step if seen == (doubt.kind == HIDDEN, doubt.kind == SHOWN) else None


def _draft_shown_by(doubt: Doubt, before: Planned, after: Planned) -> str | None:
    draft, *part = doubt.others
    there = [{one.draft.id: ids_of(one.parts) for one in planned.drafts} for planned in (before, after)]
    seen = tuple(part[0] in parts[draft] if part and draft in parts else draft in parts for parts in there)
    wanted = (doubt.kind in (UNOFFERED, PART_HIDDEN), doubt.kind in (OFFERED, PART_SHOWN))
    return "/".join(doubt.others) if seen == wanted and (not part or all(draft in one for one in there)) else None


def _passes(action: str, other: str, old: Outcome, new: Outcome) -> bool:
    places = [(outcome.planned(action), outcome.planned(other)) for outcome in (old, new)]
    stands = [one.rank < two.rank for one, two in places if one is not None and two is not None]
    return len(stands) == 2 and stands[0] is not stands[1]
