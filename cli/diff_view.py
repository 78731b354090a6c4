"""How two rulebooks differ: as text and as JSON."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from ..engine.proving import HIDDEN, NEW, OLD, ORDER, SHOWN, STEPS, Diff, Divergence, Lone
from ..engine.reading import Texts, rulebook_texts
from ..engine.telling import PLANNED, UNADVISED, WITHHELD, Telling, phrases_of, traced_rulebook
from .console import console_on, show_lines
from .json_text import json_text
from .what_if_view import rules_in_words

if TYPE_CHECKING:
    from rich.console import Console

    from ..engine.consulting import Outcome
    from ..engine.language import Rulebook

LEADING_DIGITS = 12
"""How much of a rulebook's SHA-256 is shown."""


def diff_json(diff: Diff, language: str) -> str:
    """The differences as JSON, in the old rulebook's order and then the new one's.

    `old`, `new` {id, version, sha256}; `language`; `same`: certainly no difference; `identical`: nor in their logic.
    `only_in_one` [{kind, id, within, side}]: kind is question, option, finding, phase, action or step, `within` the
    question or action that an option or step belongs to. `declared_differently` [{kind, id, old, new}]: kind is
    question, phase (of the action `id`) or alarm.

    `differences` [{kind, action, title, detail, answers, smallest, old, new}]: kind is goes, comes, basic, own,
    step-hidden, step-shown, steps-order or order; `detail` the step, or the action to which the order differs, else
    empty; `answers` the smallest case, unless `smallest` is false; `old` and `new` what each concludes from it: {status
    (planned, withheld or unadvised), rank (0: none), basic, steps, rules, against}, rules being {rule, reason, cites}.
    `undecided` [{kind, action, others, reason}]: what was not decided, `others` being the steps or actions it is about,
    and why (time, memory or interrupted).
    """
    sides = {OLD: diff.old, NEW: diff.new}
    texts = {side: _texts(rulebook, language) for side, rulebook in sides.items()}
    document = {
        **{side: traced_rulebook(one) for side, one in sides.items()},
        "language": language,
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
        "steps": [step.id for step in planned.steps] if planned is not None else [],
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


def _texts(rulebook: Rulebook, language: str) -> Texts:
    """The rulebook's texts in the language, or in its first where it does not have that."""
    return rulebook_texts(rulebook, language if language in rulebook.languages else None)


def diff_text(diff: Diff, language: str, *, color: bool, width: int) -> str:
    """The differences as text of at most `width` columns."""
    written = io.StringIO()
    _Page(console_on(written, color=color, width=width), diff, language).show()
    return written.getvalue()


class _Page:
    """One comparison on one console; every method prints a part or makes a sentence."""

    def __init__(self, console: Console, diff: Diff, language: str) -> None:
        self.console = console
        self.diff = diff
        self.rulebooks = {OLD: diff.old, NEW: diff.new}
        self.texts = {side: _texts(rulebook, language) for side, rulebook in self.rulebooks.items()}
        self.phrases = phrases_of(language)

    def show(self) -> None:
        for side, one in self.rulebooks.items():
            digits = one.sha256[:LEADING_DIGITS]
            self.line("rulebook", side=self.say(side), id=one.id, version=one.version, sha256=digits, folder=one.folder)
        self.console.print()
        self.verdict()
        for side in (OLD, NEW):
            self.part(f"only-{side}", (self.lone(one) for one in self.diff.lone if one.side == side))
        self.part(
            "recast",
            (
                self.say(f"recast-{one.kind}", id=one.id, old=one.old or "–", new=one.new or "–")
                for one in self.diff.recast
            ),
        )
        for divergence in self.diff.found:
            self.divergence(divergence)
        self.part("undecided", self.undecided())

    def verdict(self) -> None:
        """What can be said of the plans as a whole."""
        told = bool(self.diff.lone or self.diff.recast)
        if self.diff.identical:
            self.line("identical")
        elif self.diff.found:
            self.line("one-difference" if len(self.diff.found) == 1 else "differences", count=len(self.diff.found))
            self.line("not-all-decided" if self.diff.undecided else "rest-same")
        elif self.diff.undecided:
            self.line("none-found")
        else:
            self.line("same-shared" if told else "same")

    # parts ------------------------------------------------------------------------------------------------------------

    def divergence(self, divergence: Divergence) -> None:
        self.console.print()
        other = self.title(divergence.detail) if divergence.kind == ORDER else ""
        self.line(divergence.kind, style="bold", title=self.title(divergence.action), other=other)
        self.line("smallest" if divergence.smallest else "not-smallest")
        for sentence in self.answers(divergence):
            show_lines(self.console, sentence, bullet="- ", indent=2)
        self.side(OLD, divergence, divergence.old)
        self.side(NEW, divergence, divergence.new)

    def side(self, side: str, divergence: Divergence, outcome: Outcome) -> None:
        """What one side concludes, and why."""
        sentence = self.standing(side, divergence, outcome)
        show_lines(self.console, self.say("says", side=self.say(side), sentence=sentence))
        telling = Telling(outcome, self.texts[side])
        if divergence.kind in (HIDDEN, SHOWN):
            steps = outcome.rulebook.action[divergence.action].steps
            tests = (test for step in steps if step.id == divergence.detail for test in step.when)
            for ground in dict.fromkeys(telling.ground(test).sentence for test in tests):
                show_lines(self.console, ground, bullet="→ ", indent=2)
        elif divergence.kind not in (STEPS, ORDER):
            status, rules, against = _standing(outcome, divergence.action)
            for rule in against if status == WITHHELD else rules:
                show_lines(self.console, telling.texts("rules", rule), bullet="→ ", indent=2)
                sections = telling.sections(outcome.rulebook.rule[rule].cites)
                show_lines(self.console, f"[{sections}: {rule}]", style="dim", indent=4)

    def part(self, heading: str, bullets: Iterable[str]) -> None:
        """A heading with lines under it; nothing without lines."""
        lines = [*bullets]
        if not lines:
            return
        self.console.print()
        self.line(heading, style="bold")
        for line in lines:
            show_lines(self.console, line, bullet="- ")

    # sentences --------------------------------------------------------------------------------------------------------

    def lone(self, lone: Lone) -> str:
        keys = {
            "question": ("questions", lone.id, "topic"),
            "option": ("questions", lone.within, "options", lone.id),
            "finding": ("findings", lone.id, "holds"),
            "phase": ("phases", lone.id),
            "action": ("actions", lone.id, "title"),
            "step": ("actions", lone.within, "steps", lone.id),
        }
        text = self.texts[lone.side](*keys[lone.kind])
        return self.say(f"lone-{lone.kind}", id=lone.id, within=lone.within, text=text)

    def answers(self, divergence: Divergence) -> Iterator[str]:
        """The answers of the case, in the order asked; each by whoever knows the question, the new one first."""
        if not divergence.answers:
            yield self.say("nothing-answered")
        for name in divergence.answers:
            outcome, side = (divergence.new, NEW) if name in self.diff.new.question else (divergence.old, OLD)
            telling = Telling(outcome, self.texts[side])
            answer = telling.answer(outcome.rulebook.question[name])
            yield self.say("answer", topic=telling.topic(name), answer=answer)

    def standing(self, side: str, divergence: Divergence, outcome: Outcome) -> str:
        """What the side concludes about what differs."""
        action, detail = divergence.action, divergence.detail
        planned, passed = outcome.planned(action), outcome.planned(detail)
        if planned is None:
            return self.say(_standing(outcome, action)[0])
        shown = {step.id: self.texts[side]("actions", action, "steps", step.id) for step in planned.steps}
        if divergence.kind in (HIDDEN, SHOWN):
            step = self.texts[side]("actions", action, "steps", detail)
            return self.say("with-step" if detail in shown else "without-step", step=step)
        if divergence.kind == STEPS:
            return self.say("with-steps", steps=self.say("and").join(shown.values()))
        if passed is not None:
            titles = {"title": self.title(action), "other": self.title(detail)}
            return self.say("before" if planned.rank < passed.rank else "behind", **titles)
        return self.say("planned-basic" if planned.basic else "planned", rank=planned.rank)

    def undecided(self) -> Iterator[str]:
        for one in self.diff.undecided:
            what = self.say(one.doubt.kind, title=self.title(one.doubt.action), other="…")
            yield self.say(f"undecided-{one.reason}", what=what)

    def title(self, action: str) -> str:
        return self.texts[NEW]("actions", action, "title")

    def say(self, phrase: str, **values: object) -> str:
        return self.phrases("diff", phrase).format(**values)

    def line(self, phrase: str, *, style: str = "", **values: object) -> None:
        show_lines(self.console, self.say(phrase, **values), style=style)
