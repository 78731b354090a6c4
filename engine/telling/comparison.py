"""Two outcomes of one rulebook compared: what a change of answers changes in the plan, and by which rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from ..consulting import Outcome, Planned, hinging_actions
from ..language import Action, Step
from ..proving import Change, changes_between


class Shift(msgspec.Struct, frozen=True):
    """An action or finding that comes, goes or changes: the rules that `now` make it so, and those that `no_longer`
    stand against it."""

    id: str
    now: tuple[str, ...]
    no_longer: tuple[str, ...]


class Steps(msgspec.Struct, frozen=True, eq=False):
    """An action of both plans whose steps differ: those `shown` now and those `hidden` now."""

    id: str
    shown: tuple[Step, ...]
    hidden: tuple[Step, ...]


class Move(msgspec.Struct, frozen=True):
    """An action of both plans that stands at another rank."""

    id: str
    before: int
    after: int


class Opening(msgspec.Struct, frozen=True):
    """A question that has become worth asking, and the actions that hang on its answer."""

    question: str
    actions: tuple[str, ...]


class Comparison(msgspec.Struct, frozen=True, eq=False):
    """What differs between two outcomes; everything in the rulebook's order, actions of a plan in the plan's.

    `comes`, `goes`: actions of one plan only. `own`, `basic`: actions of both that became so. `led`, `unled`: those
    that a rule now puts first, and those of both that none does any more. `withheld`, `released`: actions that some
    rules advise and others withhold, in one outcome only. `established`, `lapsed`: findings.
    `opened`, `closed`: open questions that matter in one only; one that was just answered is not told as closed.
    """

    before: Outcome
    after: Outcome
    answers: tuple[Change, ...]
    comes: tuple[Shift, ...]
    goes: tuple[Shift, ...]
    own: tuple[Shift, ...]
    basic: tuple[Shift, ...]
    led: tuple[Shift, ...]
    unled: tuple[Shift, ...]
    steps: tuple[Steps, ...]
    moves: tuple[Move, ...]
    withheld: tuple[Shift, ...]
    released: tuple[Shift, ...]
    established: tuple[Shift, ...]
    lapsed: tuple[Shift, ...]
    opened: tuple[Opening, ...]
    closed: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether nothing but the answers differs."""
        plan = (self.comes, self.goes, self.own, self.basic, self.led, self.unled, self.steps, self.moves)
        rest = (self.withheld, self.released, self.established, self.lapsed, self.opened, self.closed)
        return not any((*plan, *rest))


def compare(before: Outcome, after: Outcome) -> Comparison:
    """What differs in `after`; both are outcomes of the same rulebook."""
    comparing = _Comparing(before, after)
    return Comparison(
        before=before,
        after=after,
        answers=changes_between(before.rulebook, before.case.answers, after.case.answers),
        comes=tuple(comparing.comes()),
        goes=tuple(comparing.goes()),
        own=tuple(comparing.own()),
        basic=tuple(comparing.basic()),
        led=tuple(comparing.led()),
        unled=tuple(comparing.unled()),
        steps=tuple(comparing.steps()),
        moves=tuple(Move(one.action.id, one.rank, two.rank) for one, two in comparing.both if one.rank != two.rank),
        withheld=tuple(comparing.withheld()),
        released=tuple(comparing.released()),
        established=tuple(comparing.established()),
        lapsed=tuple(comparing.lapsed()),
        opened=tuple(comparing.opened()),
        closed=tuple(comparing.closed()),
    )


class _Comparing:
    def __init__(self, before: Outcome, after: Outcome) -> None:
        self.before = before
        self.after = after
        old = {planned.action.id: planned for planned in before.plan}
        new = {planned.action.id: planned for planned in after.plan}
        self.gone = [planned for planned in before.plan if planned.action.id not in new]
        self.come = [planned for planned in after.plan if planned.action.id not in old]
        self.both = [(old[planned.action.id], planned) for planned in after.plan if planned.action.id in old]

    def comes(self) -> Iterator[Shift]:
        for planned in self.come:
            yield Shift(planned.action.id, planned.because, self.ended(self.withholding(self.before, planned.action)))

    def goes(self) -> Iterator[Shift]:
        for planned in self.gone:
            yield Shift(planned.action.id, self.withholding(self.after, planned.action), self.ended(planned.because))

    def own(self) -> Iterator[Shift]:
        for old, new in self.both:
            if old.basic and not new.basic:
                yield Shift(new.action.id, self.of_its_own(new), ())

    def basic(self) -> Iterator[Shift]:
        for old, new in self.both:
            if new.basic and not old.basic:
                yield Shift(new.action.id, new.because, self.ended(self.of_its_own(old)))

    def led(self) -> Iterator[Shift]:
        were = {planned.action.id for planned in self.before.plan if planned.led_by}
        for planned in self.after.plan:
            if planned.led_by and planned.action.id not in were:
                yield Shift(planned.action.id, planned.led_by, ())

    def unled(self) -> Iterator[Shift]:
        for old, new in self.both:
            if old.led_by and not new.led_by:
                yield Shift(new.action.id, (), old.led_by)

    def steps(self) -> Iterator[Steps]:
        for old, new in self.both:
            if old.steps != new.steps:
                shown = tuple(step for step in new.steps if step not in old.steps)
                hidden = tuple(step for step in old.steps if step not in new.steps)
                yield Steps(new.action.id, shown, hidden)

    def withheld(self) -> Iterator[Shift]:
        were = {held.action.id for held in self.before.withheld}
        for held in self.after.withheld:
            if held.action.id not in were:
                yield Shift(held.action.id, held.by, ())

    def released(self) -> Iterator[Shift]:
        are = {held.action.id for held in self.after.withheld}
        for held in self.before.withheld:
            if held.action.id not in are:
                planned = self.after.planned(held.action.id)
                now = planned.because if planned is not None else ()
                yield Shift(held.action.id, now, self.ended(held.by if now else (*held.advised_by, *held.by)))

    def established(self) -> Iterator[Shift]:
        for finding, by in self.after.findings.items():
            if finding not in self.before.findings:
                yield Shift(finding, by, ())

    def lapsed(self) -> Iterator[Shift]:
        for finding, by in self.before.findings.items():
            if finding not in self.after.findings:
                yield Shift(finding, (), by)

    def opened(self) -> Iterator[Opening]:
        answers, rulebook = self.after.case.answers, self.after.rulebook
        for question in rulebook.questions:
            if question in self.after.open_questions and question not in self.before.open_questions:
                actions = hinging_actions(rulebook, answers, question.id)
                yield Opening(question.id, tuple(action.id for action in actions))

    def closed(self) -> Iterator[str]:
        for question in self.before.rulebook.questions:
            lapsed = question in self.before.open_questions and question not in self.after.open_questions
            if lapsed and question.id not in self.after.case.answers:
                yield question.id

    def ended(self, rules: Iterable[str]) -> tuple[str, ...]:
        """Those of the rules that no longer fire."""
        return tuple(rule for rule in rules if rule not in self.after.fired)

    def of_its_own(self, planned: Planned) -> tuple[str, ...]:
        return tuple(rule for rule in planned.because if not self.before.rulebook.rule[rule].basic)

    def withholding(self, outcome: Outcome, action: Action) -> tuple[str, ...]:
        return tuple(rule for rule in outcome.fired if action.id in outcome.rulebook.rule[rule].withhold)
