"""How two rulebooks differ: as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ..engine.proving import DRAFT_KINDS, HIDDEN, LED, NEW, OLD, ORDER, SHOWN, STEPS, UNLED, Diff, Divergence, Lone
from ..engine.reading import has_shape
from ..engine.telling import (
    PLANNED,
    UNADVISED,
    WITHHELD,
    Wording,
    answer_in_words,
    answered_wording,
    ground_in_words,
    ground_of,
    section_headings,
    traced_rulebook,
)
from .console import printed
from .json_text import json_text
from .paragraph import Paragraph
from .what_if_view import rules_in_words

if TYPE_CHECKING:
    from ..engine.consulting import Outcome, Planned
    from ..engine.language import Rulebook, Test
    from ..engine.reading import Texts

LEADING_DIGITS = 12
"""How much of a rulebook's SHA-256 is shown."""


def diff_json(diff: Diff, words: Mapping[str, Wording]) -> str:
    """The differences as JSON, in the old rulebook's order and then the new one's; `words` are those of each side.

    `old`, `new` {id, version, sha256}; `language`; `same`: certainly no difference; `identical`: nor in their logic.
    `only_in_one` [{kind, id, within, side}]: kind is question, option, finding, phase, action, step, draft or part,
    `within` the question, action or draft that an option, step or part belongs to. `declared_differently` [{kind, id,
    old, new}]: kind is question, only-if, phase, drafts (of the action `id`), parts (of the draft `id`), first-steps or
    alarm.

    `differences` [{kind, action, title, detail, answers, smallest, old, new}]: kind is goes, comes, basic, own,
    unled, led, step-hidden, step-shown, draft-hidden, draft-shown, part-hidden, part-shown, steps-order or order;
    `detail` the step, the draft, its part (`draft/part`), or the action to which the order differs, else empty;
    `answers` the smallest case, unless `smallest` is false; `old` and `new` what each concludes from it: {status
    (planned, withheld or unadvised), rank (0: none), basic, led, steps, drafts (by draft the ids of its parts), rules,
    against}, rules being {rule, reason, cites}.
    `undecided` [{kind, action, others, reason}]: what was not decided, `others` being the steps or actions it is about,
    and why (time, memory or interrupted).
    """
    sides = {OLD: diff.old, NEW: diff.new}
    texts = {side: wording.texts for side, wording in words.items()}
    document = {
        **{side: traced_rulebook(one) for side, one in sides.items()},
        "language": words[NEW].language,
        "same": diff.same,
        "identical": diff.identical,
        "only_in_one": diff.lone,
        "declared_differently": diff.recast,
        "differences": [_difference(divergence, texts) for divergence in diff.found],
        "undecided": [
            {"kind": one.doubt.kind, "action": one.doubt.action, "others": one.doubt.others, "reason": one.reason}
            for one in diff.undecided
        ],
    }
    return json_text(document)


def _difference(divergence: Divergence, texts: dict[str, Texts]) -> dict[str, Any]:
    return {
        "kind": divergence.kind,
        "action": divergence.action,
        "title": texts[NEW]("actions", divergence.action, "title"),
        "detail": divergence.detail,
        "answers": divergence.answers,
        "smallest": divergence.smallest,
        OLD: _conclusion(divergence.old, divergence.action, texts[OLD]),
        NEW: _conclusion(divergence.new, divergence.action, texts[NEW]),
    }


def _conclusion(outcome: Outcome, action: str, texts: Texts) -> dict[str, Any]:
    planned = outcome.planned(action)
    status, rules, against = _standing(outcome, action)
    return {
        "status": status,
        "rank": planned.rank if planned is not None else 0,
        "basic": planned is not None and planned.basic,
        "led": planned is not None and bool(planned.led_by),
        "steps": [step.id for step in planned.steps] if planned is not None else [],
        "drafts": {one.draft.id: [part.id for part in one.parts] for one in (planned.drafts if planned else ())},
        "rules": rules_in_words(rules, texts, outcome.rulebook),
        "against": rules_in_words(against, texts, outcome.rulebook),
    }


def _standing(outcome: Outcome, action: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """What becomes of the action, the rules that speak for it, and those that overrule it."""
    planned = outcome.planned(action)
    if planned is not None:
        return PLANNED, planned.because, ()
    held = next((held for held in outcome.withheld if held.action.id == action), None)
    return (WITHHELD, held.advised_by, held.by) if held is not None else (UNADVISED, (), ())


def _draft_tests(rulebook: Rulebook, detail: str) -> Iterator[Test]:
    """What a draft, or its part, rests on."""
    draft, _, part = detail.partition("/")
    declared = rulebook.draft[draft]
    yield from declared.condition.tests() if not part else ()
    yield from (test for one in declared.parts if one.id == part for test in one.when)


def diff_text(diff: Diff, words: Mapping[str, Wording], *, color: bool, width: int) -> str:
    """The differences as text of at most `width` columns; `words` are those of each side (OLD, NEW)."""
    return printed(_Report(diff, words).paragraphs(), color=color, width=width)


class _Report:
    """One comparison; every method gives the paragraphs of a part or makes a sentence."""

    def __init__(self, diff: Diff, words: Mapping[str, Wording]) -> None:
        self.diff = diff
        self.words = words
        self.rulebooks = {OLD: diff.old, NEW: diff.new}

    def paragraphs(self) -> Iterator[Paragraph]:
        for side, one in self.rulebooks.items():
            digits = one.sha256[:LEADING_DIGITS]
            yield self.line(
                "rulebook", side=self.say(side), id=one.id, version=one.version, sha256=digits, folder=one.folder
            )
        yield Paragraph()
        yield from self.verdict()
        for side in (OLD, NEW):
            yield from self.part(f"only-{side}", (self.lone(one) for one in self.diff.lone if one.side == side))
        yield from self.part(
            "recast",
            (
                self.say(f"recast-{one.kind}", id=one.id, old=one.old or "–", new=one.new or "–")
                for one in self.diff.recast
            ),
        )
        for divergence in self.diff.found:
            yield from self.divergence(divergence)
        yield from self.part("undecided", self.undecided())

    def verdict(self) -> Iterator[Paragraph]:
        """What can be said of the plans as a whole."""
        told = bool(self.diff.lone or self.diff.recast)
        if self.diff.identical:
            yield self.line("identical")
        elif self.diff.found:
            yield self.line(
                "one-difference" if len(self.diff.found) == 1 else "differences", count=len(self.diff.found)
            )
            yield self.line("not-all-decided" if self.diff.undecided else "rest-same")
        elif self.diff.undecided:
            yield self.line("none-found")
        else:
            yield self.line("same-shared" if told else "same")

    # parts ------------------------------------------------------------------------------------------------------------

    def divergence(self, divergence: Divergence) -> Iterator[Paragraph]:
        yield Paragraph()
        other = self.title(divergence.detail) if divergence.kind == ORDER else ""
        yield self.line(divergence.kind, style="bold", title=self.title(divergence.action), other=other)
        yield self.line("smallest" if divergence.smallest else "not-smallest")
        yield from (Paragraph(sentence, "  - ") for sentence in self.answers(divergence))
        yield from self.side(OLD, divergence, divergence.old)
        yield from self.side(NEW, divergence, divergence.new)

    def side(self, side: str, divergence: Divergence, outcome: Outcome) -> Iterator[Paragraph]:
        """What one side concludes, and why."""
        wording = answered_wording(self.words[side], outcome.rulebook, outcome.case.facts)
        yield self.line("says", side=self.say(side), sentence=self.standing(side, divergence, outcome))
        if divergence.kind in (HIDDEN, SHOWN):
            steps = outcome.rulebook.action[divergence.action].steps
            tests = (test for step in steps if step.id == divergence.detail for test in step.when)
            grounds = (ground_in_words(ground_of(outcome, test), outcome.rulebook, wording) for test in tests)
            yield from (Paragraph(ground, "  → ") for ground in dict.fromkeys(grounds))
        elif divergence.kind in DRAFT_KINDS:
            drafted = _draft_tests(outcome.rulebook, divergence.detail)
            grounds = (ground_in_words(ground_of(outcome, test), outcome.rulebook, wording) for test in drafted)
            yield from (Paragraph(ground, "  → ") for ground in dict.fromkeys(grounds))
        elif divergence.kind not in (STEPS, ORDER):
            status, rules, against = _standing(outcome, divergence.action)
            planned = outcome.planned(divergence.action)
            if divergence.kind in (UNLED, LED) and planned is not None:
                rules = planned.led_by
            for rule in against if status == WITHHELD else rules:
                yield Paragraph(wording.shaped("rules", rule).plain, "  → ")
                sections = section_headings(outcome.rulebook.rule[rule].cites, wording)
                yield Paragraph(f"[{sections}: {rule}]", "    ", "dim")

    def part(self, heading: str, bullets: Iterable[str]) -> Iterator[Paragraph]:
        """A heading with lines under it; nothing without lines."""
        lines = [*bullets]
        if lines:
            yield Paragraph()
            yield self.line(heading, style="bold")
            yield from (Paragraph(line, "- ") for line in lines)

    # sentences --------------------------------------------------------------------------------------------------------

    def lone(self, lone: Lone) -> str:
        keys = {
            "question": ("questions", lone.id, "topic"),
            "option": ("questions", lone.within, "options", lone.id),
            "finding": ("findings", lone.id, "holds"),
            "phase": ("phases", lone.id),
            "action": ("actions", lone.id, "title"),
            "step": ("actions", lone.within, "steps", lone.id),
            "draft": ("drafts", lone.id, "title"),
            "part": ("drafts", lone.within, "parts", lone.id),
        }
        words, key = self.words[lone.side], keys[lone.kind]
        text = words.shaped(*key).plain if has_shape(key) else words.texts(*key)
        return self.say(f"lone-{lone.kind}", id=lone.id, within=lone.within, text=text)

    def answers(self, divergence: Divergence) -> Iterator[str]:
        """The answers of the case, in the order asked; each by whoever knows the question, the new one first."""
        if not divergence.answers:
            yield self.say("nothing-answered")
        for name in divergence.answers:
            outcome, side = (divergence.new, NEW) if name in self.diff.new.question else (divergence.old, OLD)
            wording = self.words[side]
            answer = answer_in_words(outcome.rulebook.question[name], outcome.case.given.get(name), wording)
            yield self.say("answer", topic=wording.texts("questions", name, "topic"), answer=answer)

    def standing(self, side: str, divergence: Divergence, outcome: Outcome) -> str:
        """What the side concludes about what differs."""
        action, detail = divergence.action, divergence.detail
        planned, passed = outcome.planned(action), outcome.planned(detail)
        if planned is None:
            return self.say(_standing(outcome, action)[0])
        words = answered_wording(self.words[side], outcome.rulebook, outcome.case.facts)
        shown = {step.id: words.shaped("actions", action, "steps", step.id).plain for step in planned.steps}
        if divergence.kind in (HIDDEN, SHOWN):
            step = words.shaped("actions", action, "steps", detail).plain
            return self.say("with-step" if detail in shown else "without-step", step=step)
        if divergence.kind in DRAFT_KINDS:
            return self.drafted(side, planned, detail)
        if divergence.kind in (UNLED, LED):
            return self.say("is-led" if planned.led_by else "is-not-led", rank=planned.rank)
        if divergence.kind == STEPS:
            return self.say("with-steps", steps=self.say("and").join(shown.values()))
        if passed is not None:
            titles = {"title": self.title(action), "other": self.title(detail)}
            return self.say("before" if planned.rank < passed.rank else "behind", **titles)
        return self.say("planned-basic" if planned.basic else "planned", rank=planned.rank)

    def drafted(self, side: str, planned: Planned, detail: str) -> str:
        """Whether a draft comes with the action; of one that does, whether a part is in it."""
        draft, _, part = detail.partition("/")
        texts = self.words[side].texts
        offered = {one.draft.id: [each.id for each in one.parts] for one in planned.drafts}
        if not part or draft not in offered:
            there = "with-draft" if draft in offered else "without-draft"
            return self.say(there, draft=texts("drafts", draft, "title"))
        there = "with-part" if part in offered[draft] else "without-part"
        return self.say(
            there, draft=texts("drafts", draft, "title"), part=texts("drafts", draft, "parts", part).strip()
        )

    def undecided(self) -> Iterator[str]:
        for one in self.diff.undecided:
            what = self.say(one.doubt.kind, title=self.title(one.doubt.action), other="…")
            yield self.say(f"undecided-{one.reason}", what=what)

    def title(self, action: str) -> str:
        return self.words[NEW].texts("actions", action, "title")

    def say(self, phrase: str, **values: object) -> str:
        return self.words[NEW].say("diff", phrase).format(**values)

    def line(self, phrase: str, *, style: str = "", **values: object) -> Paragraph:
        return Paragraph(self.say(phrase, **values), style=style)
