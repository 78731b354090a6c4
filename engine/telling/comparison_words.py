"""A comparison in words: what differs between two outcomes, in sentences, with the reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import msgspec

from ..language import Step
from ..proving import Change
from .comparison import Comparison, Drafts, Move, Opening, Shift, Steps
from .phrasing import answer_in_words, finding_in_words, ground_in_words, section_headings
from .reasons import ground_of
from .value_words import answered_wording
from .wording import Wording

MOST_TITLES = 3
"""How many actions are named as hanging on a question."""


class Because(msgspec.Struct, frozen=True):
    """A rule as a reason: what it says, the sections it cites, in words, and its id."""

    sentence: str
    sections: str
    rule: str


class StepChange(msgspec.Struct, frozen=True):
    """A step that is shown now or no longer, and the answers and findings it hangs on; or what became of a draft."""

    sentence: str
    grounds: tuple[str, ...]


class ComparisonPoint(msgspec.Struct, frozen=True):
    """What differs: one or several things with the same reasons, or an action with its steps."""

    titles: tuple[str, ...]
    reasons: tuple[Because, ...] = ()
    steps: tuple[StepChange, ...] = ()


class ComparisonSection(msgspec.Struct, frozen=True):
    """Differences of one kind; a heading without any says all there is to say."""

    heading: str
    points: tuple[ComparisonPoint, ...]


def told_comparison(comparison: Comparison, wording: Wording) -> tuple[ComparisonSection, ...]:
    """What differs, in the order in which it matters to a reader: the answers, the plan, and what lies behind it."""
    return tuple(_Sections(comparison, wording).sections())


class _Sections:
    """The sections of one comparison, in the words of one reader."""

    def __init__(self, comparison: Comparison, wording: Wording) -> None:
        self.comparison = comparison
        self.wording = wording
        self.texts = wording.texts
        self.told_before, self.told_now = (
            answered_wording(wording, outcome.rulebook, outcome.case.facts)
            for outcome in (comparison.before, comparison.after)
        )
        self.say = wording.say

    def sections(self) -> Iterator[ComparisonSection]:
        shown = self.comparison
        yield self.section("answers" if shown.answers else "no-answers", map(self.change, shown.answers))
        if shown.same:
            yield self.section("same", ())
            return
        led = (*shown.led, *shown.unled)
        if not any((shown.comes, shown.goes, shown.own, shown.basic, led, shown.steps, shown.drafts, shown.moves)):
            yield self.section("same-plan", ())
        differences = (
            ("comes", self.shifts(shown.comes, self.newcomer)),
            ("goes", self.shifts(shown.goes, self.title)),
            ("own", self.shifts(shown.own, self.title)),
            ("basic", self.shifts(shown.basic, self.title)),
            ("led", self.shifts(shown.led, self.title)),
            ("unled", self.shifts(shown.unled, self.title)),
            ("steps", map(self.steps, shown.steps)),
            ("drafts", map(self.drafts, shown.drafts)),
            ("moves", map(self.move, shown.moves)),
            ("withheld", self.shifts(self.untold(shown.withheld), self.title)),
            ("released", self.shifts(self.untold(shown.released), self.title)),
            ("established", self.shifts(shown.established, self.finding)),
            ("lapsed", self.shifts(shown.lapsed, self.finding)),
            ("opened", map(self.opening, shown.opened)),
            ("closed", map(self.closed, shown.closed)),
        )
        for kind, points in differences:
            section = self.section(kind, points)
            if section.points:
                yield section

    # points -----------------------------------------------------------------------------------------------------------

    def section(self, kind: str, points: Iterable[ComparisonPoint]) -> ComparisonSection:
        return ComparisonSection(self.say("what-if", kind), tuple(points))

    def change(self, change: Change) -> ComparisonPoint:
        question = self.comparison.after.rulebook.question[change.question]
        before, after = (
            answer_in_words(question, outcome.case.given.get(question.id), self.wording)
            for outcome in (self.comparison.before, self.comparison.after)
        )
        return self.line("change", topic=self.topic(question.id), before=before, after=after)

    def shifts(self, shifts: Iterable[Shift], name: Callable[[str], str]) -> Iterator[ComparisonPoint]:
        """What shifted, for the same reasons together."""
        groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = {}
        for shift in shifts:
            groups.setdefault((shift.now, shift.no_longer), []).append(name(shift.id))
        for (now, no_longer), titles in groups.items():
            yield ComparisonPoint(tuple(titles), (*self.reasons("now", now), *self.reasons("no-longer", no_longer)))

    def reasons(self, kind: str, rules: Iterable[str]) -> Iterator[Because]:
        for rule in rules:
            told = self.told_now if kind == "now" else self.told_before
            sentence = self.say("what-if", kind).format(sentence=told.shaped("rules", rule).plain)
            cites = self.comparison.after.rulebook.rule[rule].cites
            yield Because(sentence, section_headings(cites, self.wording), rule)

    def untold(self, shifts: Iterable[Shift]) -> Iterator[Shift]:
        """Those that are not told as having come into the plan or gone from it, with the same reasons."""
        told = {shift.id for shift in (*self.comparison.comes, *self.comparison.goes)}
        return (shift for shift in shifts if shift.id not in told)

    def steps(self, steps: Steps) -> ComparisonPoint:
        changes = (
            self.step(kind, steps.id, step)
            for kind, changed in (("shown", steps.shown), ("hidden", steps.hidden))
            for step in changed
        )
        return ComparisonPoint((self.title(steps.id),), steps=tuple(changes))

    def step(self, kind: str, action: str, step: Step) -> StepChange:
        told = self.told_now if kind == "shown" else self.told_before
        sentence = self.say("what-if", kind).format(step=told.shaped("actions", action, "steps", step.id).plain)
        after = self.comparison.after
        grounds = (ground_in_words(ground_of(after, test), after.rulebook, self.wording) for test in step.when)
        return StepChange(sentence, tuple(dict.fromkeys(grounds)))

    def drafts(self, drafts: Drafts) -> ComparisonPoint:
        kinds = (("offered", drafts.offered), ("dropped", drafts.dropped), ("rewritten", drafts.rewritten))
        changes = (
            StepChange(self.say("what-if", kind).format(draft=self.texts("drafts", draft, "title")), ())
            for kind, changed in kinds
            for draft in changed
        )
        return ComparisonPoint((self.title(drafts.id),), steps=tuple(changes))

    def move(self, move: Move) -> ComparisonPoint:
        return self.line("move", title=self.title(move.id), before=move.before, after=move.after)

    def opening(self, opening: Opening) -> ComparisonPoint:
        titles = [self.say("answer", "quoted").format(label=self.title(action)) for action in opening.actions]
        more = len(titles) - MOST_TITLES
        return self.line(
            "hinges-more" if more > 0 else "hinges",
            topic=self.topic(opening.question),
            titles=self.say("answer", "and-so-on").join(titles[:MOST_TITLES]),
            more=more,
        )

    def closed(self, question: str) -> ComparisonPoint:
        return ComparisonPoint((self.topic(question),))

    # sentences --------------------------------------------------------------------------------------------------------

    def line(self, kind: str, **blanks: object) -> ComparisonPoint:
        return ComparisonPoint((self.say("what-if", kind).format(**blanks),))

    def topic(self, question: str) -> str:
        return self.texts("questions", question, "topic")

    def title(self, action: str) -> str:
        return self.texts("actions", action, "title")

    def newcomer(self, action: str) -> str:
        """The title of an action with its place in the plan."""
        planned = self.comparison.after.planned(action)
        assert planned is not None
        place = self.say("what-if", "as-basic" if planned.basic else "as-own")
        return place.format(title=self.title(action), rank=planned.rank)

    def finding(self, finding: str) -> str:
        return finding_in_words(finding, self.wording, holds=True)
