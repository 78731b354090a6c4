"""What other answers would change: as text and as JSON."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..engine.explanation import Telling
from ..engine.text import Texts, rulebook_texts
from ..engine.trace import traced_rulebook
from .console import console_on, show_lines
from .json_text import json_text

if TYPE_CHECKING:
    from rich.console import Console

    from ..engine.alternative import Change
    from ..engine.comparison import Comparison, Move, Opening, Shift, Steps
    from ..engine.rulebook import Rulebook

MOST_TITLES = 3
"""How many actions are named as hanging on a question."""


# as JSON --------------------------------------------------------------------------------------------------------------


def what_if_json(comparison: Comparison, language: str) -> str:
    """The comparison as JSON, everything in the rulebook's order, actions of a plan in the plan's.

    `rulebook` {id, version, sha256}, `engine` {name, version}, `language`; `same`: nothing but the answers differs;
    `complete` {before, after}; `answers` [{question, before, after}], null where a question is open; `actions` {comes,
    goes, becomes_own, becomes_basic, steps, moves}; `withheld`, `findings` and `open_questions` {comes, goes}.

    What comes or goes is {id, title, now, no_longer}: `now` are the rules that make it so, `no_longer` those that do
    not fire any more, each {rule, reason, cites}. An action that comes has its `rank` and `basic` too, a finding has
    `text` for `title`. `steps` are {id, title, shown, hidden}, each step {id, text}; `moves` {id, title, before,
    after}, ranks from 1. A question that comes is {id, topic, actions}, the ids of what hangs on it, one that goes
    {id, topic}.
    """
    rulebook = comparison.after.rulebook
    document = {
        "rulebook": traced_rulebook(rulebook),
        "engine": comparison.after.engine,
        "language": language,
        "same": comparison.same,
        "complete": {"before": comparison.before.complete, "after": comparison.after.complete},
        "answers": comparison.answers,
        **_differences(comparison, rulebook_texts(rulebook, language)),
    }
    return json_text(document)


def _differences(comparison: Comparison, texts: Texts) -> dict[str, Any]:
    rulebook = comparison.after.rulebook

    def shifts(shifted: Iterable[Shift], *key: str) -> list[dict[str, Any]]:
        return [_shift(shift, texts, rulebook, *key) for shift in shifted]

    def topic(question: str) -> dict[str, Any]:
        return {"id": question, "topic": texts("questions", question, "topic")}

    return {
        "actions": {
            "comes": [{**shown, **_place(comparison, shown["id"])} for shown in shifts(comparison.comes)],
            "goes": shifts(comparison.goes),
            "becomes_own": shifts(comparison.own),
            "becomes_basic": shifts(comparison.basic),
            "steps": [_steps(steps, texts) for steps in comparison.steps],
            "moves": [_move(move, texts) for move in comparison.moves],
        },
        "withheld": {"comes": shifts(comparison.withheld), "goes": shifts(comparison.released)},
        "findings": {
            "comes": shifts(comparison.established, "findings", "holds"),
            "goes": shifts(comparison.lapsed, "findings", "holds"),
        },
        "open_questions": {
            "comes": [{**topic(one.question), "actions": one.actions} for one in comparison.opened],
            "goes": [topic(question) for question in comparison.closed],
        },
    }


def _place(comparison: Comparison, action: str) -> dict[str, Any]:
    planned = comparison.after.planned(action)
    return {"rank": planned.rank, "basic": planned.basic} if planned is not None else {}


def _move(move: Move, texts: Texts) -> dict[str, Any]:
    return {"id": move.id, "title": texts("actions", move.id, "title"), "before": move.before, "after": move.after}


def _shift(
    shift: Shift, texts: Texts, rulebook: Rulebook, kind: str = "actions", text: str = "title"
) -> dict[str, Any]:
    return {
        "id": shift.id,
        "title" if kind == "actions" else "text": texts(kind, shift.id, text),
        "now": rules_in_words(shift.now, texts, rulebook),
        "no_longer": rules_in_words(shift.no_longer, texts, rulebook),
    }


def rules_in_words(rules: Iterable[str], texts: Texts, rulebook: Rulebook) -> list[dict[str, Any]]:
    """The rules with their reasons and the sections they cite, for JSON."""
    return [{"rule": rule, "reason": texts("rules", rule), "cites": rulebook.rule[rule].cites} for rule in rules]


def _steps(steps: Steps, texts: Texts) -> dict[str, Any]:
    def told(those: Iterable[Any]) -> list[dict[str, str]]:
        return [{"id": step.id, "text": texts("actions", steps.id, "steps", step.id)} for step in those]

    title = texts("actions", steps.id, "title")
    return {"id": steps.id, "title": title, "shown": told(steps.shown), "hidden": told(steps.hidden)}


# as text --------------------------------------------------------------------------------------------------------------


def what_if_text(comparison: Comparison, language: str, *, color: bool, width: int) -> str:
    """The comparison as text of at most `width` columns."""
    written = io.StringIO()
    _Page(console_on(written, color=color, width=width), comparison, language).show()
    return written.getvalue()


class _Page:
    """One comparison on one console; every method prints a part."""

    def __init__(self, console: Console, comparison: Comparison, language: str) -> None:
        self.console = console
        self.comparison = comparison
        self.texts = rulebook_texts(comparison.after.rulebook, language)
        self.before = Telling(comparison.before, self.texts)
        self.after = Telling(comparison.after, self.texts)
        self.say = self.after.say

    def show(self) -> None:
        self.answers()
        if self.comparison.same:
            self.part("same", ())
            return
        shown = self.comparison
        told = {shift.id for shift in (*shown.comes, *shown.goes)}
        plan = {"comes": shown.comes, "goes": shown.goes, "own": shown.own, "basic": shown.basic}
        held = {"withheld": shown.withheld, "released": shown.released}
        if not any((*plan.values(), shown.steps, shown.moves)):
            self.part("same-plan", ())
        for heading, shifts in plan.items():
            self.shifts(heading, shifts)
        self.steps()
        self.moves()
        for heading, shifts in held.items():
            self.shifts(heading, [shift for shift in shifts if shift.id not in told])
        self.shifts("established", shown.established, "findings", "holds")
        self.shifts("lapsed", shown.lapsed, "findings", "holds")
        self.questions()

    # parts ------------------------------------------------------------------------------------------------------------

    def answers(self) -> None:
        with_answers = "answers" if self.comparison.answers else "no-answers"
        self.part(with_answers, map(self.change, self.comparison.answers))

    def shifts(self, heading: str, shifts: Iterable[Shift], kind: str = "actions", text: str = "title") -> None:
        """What shifted, for the same reasons together."""
        groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = {}
        for shift in shifts:
            groups.setdefault((shift.now, shift.no_longer), []).append(self.named(heading, shift.id, kind, text))
        if groups:
            show_lines(self.console, self.say("what-if", heading), style="bold")
        for (now, no_longer), titles in groups.items():
            for title in titles:
                show_lines(self.console, title, bullet="- ")
            self.reasons("now", now)
            self.reasons("no-longer", no_longer)
        if groups:
            self.console.print()

    def reasons(self, kind: str, rules: Iterable[str]) -> None:
        for rule in rules:
            sentence = self.say("what-if", kind).format(sentence=self.texts("rules", rule))
            sections = self.after.sections(self.comparison.after.rulebook.rule[rule].cites)
            show_lines(self.console, sentence, bullet="→ ", indent=2)
            show_lines(self.console, f"[{sections}: {rule}]", style="dim", indent=4)

    def steps(self) -> None:
        if not self.comparison.steps:
            return
        show_lines(self.console, self.say("what-if", "steps"), style="bold")
        for steps in self.comparison.steps:
            show_lines(self.console, self.title(steps.id), bullet="- ")
            for kind, changed in (("shown", steps.shown), ("hidden", steps.hidden)):
                for step in changed:
                    told = self.say("what-if", kind).format(step=self.texts("actions", steps.id, "steps", step.id))
                    show_lines(self.console, told, indent=2)
                    for sentence in dict.fromkeys(self.after.ground(test).sentence for test in step.when):
                        show_lines(self.console, sentence, bullet="→ ", indent=4)
        self.console.print()

    def moves(self) -> None:
        sentence = self.say("what-if", "move")
        moves = self.comparison.moves
        told = (sentence.format(title=self.title(one.id), before=one.before, after=one.after) for one in moves)
        self.part("moves" if moves else "", told)

    def questions(self) -> None:
        opened, closed = self.comparison.opened, self.comparison.closed
        self.part("opened" if opened else "", map(self.opening, opened))
        self.part("closed" if closed else "", map(self.after.topic, closed))

    # sentences --------------------------------------------------------------------------------------------------------

    def change(self, change: Change) -> str:
        question = self.comparison.after.rulebook.question[change.question]
        before, after = self.before.answer(question), self.after.answer(question)
        return self.say("what-if", "change").format(topic=self.after.topic(question.id), before=before, after=after)

    def opening(self, opening: Opening) -> str:
        titles = [self.say("answer", "quoted").format(label=self.title(action)) for action in opening.actions]
        kind = "hinges-more" if len(titles) > MOST_TITLES else "hinges"
        named = self.say("answer", "and-so-on").join(titles[:MOST_TITLES])
        more = len(titles) - MOST_TITLES
        return self.say("what-if", kind).format(topic=self.after.topic(opening.question), titles=named, more=more)

    def named(self, heading: str, identity: str, kind: str, text: str) -> str:
        """The title of an action, with its place where it is new in the plan, or the words of a finding."""
        planned = self.comparison.after.planned(identity)
        if heading != "comes" or planned is None:
            return self.texts(kind, identity, text)
        place = self.say("what-if", "as-basic" if planned.basic else "as-own")
        return place.format(title=self.title(identity), rank=planned.rank)

    def title(self, action: str) -> str:
        return self.texts("actions", action, "title")

    def part(self, heading: str, bullets: Iterable[str]) -> None:
        """A heading with lines under it; nothing without a heading."""
        if not heading:
            return
        show_lines(self.console, self.say("what-if", heading), style="bold")
        for line in bullets:
            show_lines(self.console, line, bullet="- ")
        self.console.print()
