"""Two rulebooks compared by meaning: under which answers an action comes, goes or reads differently.

Both are put into one solver as one rulebook that shares the questions; everything else bears the name of its side. A
question of one side only can be answered, and the other side does not hear it. An option of one side only is no case of
the other: such options are told apart, and the plans compared over what both can be answered with. What is not compared:
reasons, sections cited, texts, help lines, and what is withheld but never was in a plan.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import msgspec

from .alternative import Disagreement
from .case import Answer, check_answers
from .condition import Condition, Finding, Test, Tests
from .inference import REFERENCE
from .interview import visibles
from .model import Formula, Model, Undecided
from .outcome import Outcome, conclude
from .problem import Place, Problem
from .rulebook import NUMBER, ONE, Action, HelpLines, Question, Rule, Rulebook, Step

OLD, NEW = "old", "new"

GOES, COMES, BASIC, OWN, HIDDEN, SHOWN, STEPS, ORDER = (
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

INTERRUPTED = "interrupted"


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
    answers: dict[str, Answer]
    smallest: bool
    old: Outcome
    new: Outcome


class Undecidable(msgspec.Struct, frozen=True):
    """A doubt that `time`, `memory` or a Ctrl-C (INTERRUPTED) left open."""

    doubt: Doubt
    reason: str


class Diff(msgspec.Struct, frozen=True, eq=False):
    """What differs; `identical` are rulebooks whose logic files are the same, byte for byte."""

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

    Every difference is confirmed by the reference evaluator; raises Disagreement when one is not, and SolverMissing when
    z3 is needed and not installed. Ctrl-C ends the work: what was not decided by then is told as such.
    """
    if old.sha256 == new.sha256:
        return Diff(old, new, identical=True)
    comparing = _Comparing(old, new, seconds)
    found: list[Divergence] = []
    undecided: list[Undecidable] = []
    doubts = comparing.doubts()
    for position, doubt in enumerate(doubts):
        try:
            divergence = comparing.settled(doubt)
        except Undecided as limit:
            undecided.append(Undecidable(doubt, limit.reason))
        except KeyboardInterrupt:
            undecided.extend(Undecidable(left, INTERRUPTED) for left in doubts[position:])
            break
        else:
            found.extend((divergence,) if divergence is not None else ())
    return Diff(old, new, False, tuple(lone(old, new)), tuple(recast(old, new)), tuple(found), tuple(undecided))


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


# one rulebook of two --------------------------------------------------------------------------------------------------


def named(side: str, identity: str) -> str:
    """The id that something of one side bears in the pair; no id of a rulebook has a colon."""
    return f"{side}:{identity}"


def paired(old: Rulebook, new: Rulebook) -> Rulebook:
    """Both as one rulebook: shared questions with the answers that both allow, all else side by side."""
    sides = ((OLD, old), (NEW, new))
    common = (_common(question, new.question.get(question.id, question)) for question in old.questions)
    return Rulebook(
        id=f"{old.id} {new.id}",
        version="",
        languages=(),
        sections=(),
        phases=tuple(named(side, phase) for side, one in sides for phase in one.phases),
        tags=(),
        findings=tuple(named(side, finding) for side, one in sides for finding in one.findings),
        questions=(*common, *(question for question in new.questions if question.id not in old.question)),
        actions=tuple(_action(side, action) for side, one in sides for action in one.actions),
        rules=tuple(_rule(side, rule) for side, one in sides for rule in one.rules),
        alarm=None,
        help_lines=HelpLines(),
        sha256="",
        folder=old.folder,
    )


def _common(question: Question, other: Question) -> Question:
    """The question with the answers that both allow; of two that are answered in different ways, `unknown` alone."""
    low, high = max(question.low, other.low), min(question.high, other.high)
    if question.kind != other.kind or low > high:
        return Question(question.id, ONE, (), 0, 0, question.place)
    options = tuple(option for option in question.options if option in other.options)
    return Question(question.id, question.kind, options, low, high, question.place)


def _action(side: str, action: Action) -> Action:
    steps = tuple(Step(step.id, _tests(side, step.when)) for step in action.steps)
    return Action(named(side, action.id), named(side, action.phase), (), (), steps, action.place)


def _rule(side: str, rule: Rule) -> Rule:
    condition = Condition(
        when=_tests(side, rule.condition.when),
        any=tuple(_tests(side, tests) for tests in rule.condition.any),
        unless=_tests(side, rule.condition.unless),
    )
    find, advise, withhold = (
        tuple(named(side, name) for name in names) for names in (rule.find, rule.advise, rule.withhold)
    )
    return Rule(named(side, rule.id), (), rule.basic, condition, find, advise, withhold, rule.place)


def _tests(side: str, tests: Tests) -> Tests:
    def sided(test: Test) -> Test:
        return Finding(named(side, test.finding), test.wanted) if isinstance(test, Finding) else test

    return tuple(map(sided, tests))


# the comparison -------------------------------------------------------------------------------------------------------


class _Comparing:
    def __init__(self, old: Rulebook, new: Rulebook, seconds: float | None) -> None:
        self.old = old
        self.new = new
        self.seconds = seconds
        self.model = Model(paired(old, new))

    # what could differ

    def doubts(self) -> list[Doubt]:
        """Everything that could differ; what is written alike on both sides, names of rules and findings aside, cannot."""
        doubts: list[Doubt] = []
        before, after = _readings(self.old), _readings(self.new)
        for action, other in _shared(self.old.action, self.new.action):
            steps = [step for step in _ids(action.steps) if step in _ids(other.steps)]
            if before[action.id] != after[action.id]:
                doubts.extend(Doubt(kind, action.id) for kind in (GOES, COMES, BASIC, OWN))
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

    def settled(self, doubt: Doubt) -> Divergence | None:
        """The difference, or None: it is proven that there is none. Raises Undecided when that is not decided."""
        smallest = True
        try:
            answers = self.model.smallest(self.formula(doubt), seconds=self.seconds)
        except Undecided as limit:
            if limit.found is None:
                raise
            answers, smallest = limit.found, False
        if answers is None:
            return None
        old, new = (_concluded(rulebook, answers) for rulebook in (self.old, self.new))
        detail = shown_by(doubt, old, new)
        if detail is None:
            wrong = f"Model and evaluator disagree on '{doubt.action}' ({doubt.kind}) with {answers}."
            raise Disagreement([Problem(Place("diff"), wrong, "Please report this: it is a mistake in nakanaori.")])
        return Divergence(doubt.kind, doubt.action, detail, answers, smallest, old, new)

    def formula(self, doubt: Doubt) -> Formula:
        """That the difference shows."""
        differs: dict[str, Callable[[str, tuple[str, ...]], Formula]] = {
            GOES: lambda action, _: self.only(OLD, self.model.planned, action),
            COMES: lambda action, _: self.only(NEW, self.model.planned, action),
            BASIC: lambda action, _: self.both(action, self.only(OLD, self.model.own, action)),
            OWN: lambda action, _: self.both(action, self.only(NEW, self.model.own, action)),
            HIDDEN: lambda action, step: self.both(action, self.only(OLD, self.model.shown, action, *step)),
            SHOWN: lambda action, step: self.both(action, self.only(NEW, self.model.shown, action, *step)),
            STEPS: lambda action, _: self.steps_swapped(action),
            ORDER: self.passed,
        }
        return differs[doubt.kind](doubt.action, doubt.others)

    def only(self, side: str, says: Callable[..., Formula], action: str, *further: str) -> Formula:
        """One side says so, and the other does not."""
        other = NEW if side == OLD else OLD
        denied = self.model.negation(says(named(other, action), *further))
        return self.model.every((says(named(side, action), *further), denied))

    def both(self, *parts: Any) -> Formula:
        """The actions named are in both plans, and the formulas hold."""
        planned = (
            self.model.planned(named(side, part)) for part in parts if isinstance(part, str) for side in (OLD, NEW)
        )
        return self.model.every((*planned, *(part for part in parts if not isinstance(part, str))))

    def steps_swapped(self, action: str) -> Formula:
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

    def passed(self, action: str, others: tuple[str, ...]) -> Formula:
        """On one side it stands before one of the others, on the other side behind it."""
        before = {
            (side, other): self.model.before(named(side, action), named(side, other))
            for other in others
            for side in (OLD, NEW)
        }
        return self.model.some(
            self.both(action, other, self.model.negation(self.model.same(before[OLD, other], before[NEW, other])))
            for other in others
        )


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
    """The step or action in which the difference shows in these outcomes ('' where it is the action itself), or None."""
    before, after = old.planned(doubt.action), new.planned(doubt.action)
    if doubt.kind in (GOES, COMES):
        there, elsewhere = (before, after) if doubt.kind == GOES else (after, before)
        return "" if there is not None and elsewhere is None else None
    if before is None or after is None:
        return None
    if doubt.kind in (BASIC, OWN):
        return "" if (before.basic, after.basic) == (doubt.kind == OWN, doubt.kind == BASIC) else None
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
