"""What other answers would change: as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from ..engine.telling import (
    ComparisonPoint,
    ComparisonSection,
    Wording,
    answered_wording,
    told_comparison,
    traced_rulebook,
)
from .console import printed
from .json_text import json_text
from .paragraph import Paragraph

if TYPE_CHECKING:
    from ..engine.language import Rulebook
    from ..engine.reading import Texts
    from ..engine.telling import Comparison, Move, Shift, Steps

# as JSON --------------------------------------------------------------------------------------------------------------


def what_if_json(comparison: Comparison, wording: Wording) -> str:
    """The comparison as JSON, everything in the rulebook's order, actions of a plan in the plan's.

    `rulebook` {id, version, sha256}, `engine` {name, version}, `language`; `same`: nothing but the answers differs;
    `complete` {before, after}; `answers` [{question, before, after}], null where a question is open; `actions` {comes,
    goes, becomes_own, becomes_basic, becomes_led, no_longer_led, steps, drafts, moves}; `withheld`, `findings`
    and `open_questions` {comes, goes}.

    What comes or goes is {id, title, now, no_longer}: `now` are the rules that make it so, `no_longer` those that do
    not fire any more, each {rule, reason, cites}. An action that comes has its `rank` and `basic` too, a finding has
    `text` for `title`. `steps` are {id, title, shown, hidden}, each step {id, text}; `drafts` {id, offered, dropped,
    rewritten}, the ids of drafts by action; `moves` {id, title, before, after}, ranks from 1. A question that comes is
    {id, topic, actions}, the ids of what hangs on it, one that goes {id, topic}.
    """
    rulebook = comparison.after.rulebook
    document = {
        "rulebook": traced_rulebook(rulebook),
        "engine": comparison.after.engine,
        "language": wording.language,
        "same": comparison.same,
        "complete": {"before": comparison.before.complete, "after": comparison.after.complete},
        "answers": comparison.answers,
        **_differences(comparison, wording),
    }
    return json_text(document)


def _differences(comparison: Comparison, wording: Wording) -> dict[str, Any]:
    rulebook = comparison.after.rulebook
    before, texts = (
        answered_wording(wording, rulebook, outcome.case.facts).texts
        for outcome in (comparison.before, comparison.after)
    )

    def shifts(shifted: Iterable[Shift], *key: str) -> list[dict[str, Any]]:
        return [_shift(shift, before, texts, rulebook, *key) for shift in shifted]

    def topic(question: str) -> dict[str, Any]:
        return {"id": question, "topic": texts("questions", question, "topic")}

    return {
        "actions": {
            "comes": [{**shown, **_place(comparison, shown["id"])} for shown in shifts(comparison.comes)],
            "goes": shifts(comparison.goes),
            "becomes_own": shifts(comparison.own),
            "becomes_basic": shifts(comparison.basic),
            "becomes_led": shifts(comparison.led),
            "no_longer_led": shifts(comparison.unled),
            "steps": [_steps(steps, before, texts) for steps in comparison.steps],
            "drafts": comparison.drafts,
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
    shift: Shift, before: Texts, texts: Texts, rulebook: Rulebook, kind: str = "actions", text: str = "title"
) -> dict[str, Any]:
    return {
        "id": shift.id,
        "title" if kind == "actions" else "text": texts(kind, shift.id, text),
        "now": rules_in_words(shift.now, texts, rulebook),
        "no_longer": rules_in_words(shift.no_longer, before, rulebook),
    }


def rules_in_words(rules: Iterable[str], texts: Texts, rulebook: Rulebook) -> list[dict[str, Any]]:
    """The rules with their reasons and the sections they cite, for JSON."""
    return [{"rule": rule, "reason": texts("rules", rule), "cites": rulebook.rule[rule].cites} for rule in rules]


def _steps(steps: Steps, before: Texts, texts: Texts) -> dict[str, Any]:
    def told(those: Iterable[Any], words: Texts) -> list[dict[str, str]]:
        return [{"id": step.id, "text": words("actions", steps.id, "steps", step.id)} for step in those]

    title = texts("actions", steps.id, "title")
    return {"id": steps.id, "title": title, "shown": told(steps.shown, texts), "hidden": told(steps.hidden, before)}


# as text --------------------------------------------------------------------------------------------------------------


def what_if_text(comparison: Comparison, wording: Wording, *, color: bool, width: int) -> str:
    """The comparison as text of at most `width` columns."""
    return printed(_sections(told_comparison(comparison, wording)), color=color, width=width)


def _sections(sections: Iterable[ComparisonSection]) -> Iterator[Paragraph]:
    for section in sections:
        yield Paragraph(section.heading, style="bold")
        for point in section.points:
            yield from _point(point)
        yield Paragraph()


def _point(point: ComparisonPoint) -> Iterator[Paragraph]:
    yield from (Paragraph(title, "- ") for title in point.titles)
    for reason in point.reasons:
        yield Paragraph(reason.sentence, "  → ")
        yield Paragraph(f"[{reason.sections}: {reason.rule}]", "    ", "dim")
    for step in point.steps:
        yield Paragraph(step.sentence, "  ")
        yield from (Paragraph(ground, "    → ") for ground in step.grounds)
