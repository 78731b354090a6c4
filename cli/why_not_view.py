"""Why an action is not in the plan, and what would bring it about: as text and as JSON."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..engine.consulting import REFERENCE, Outcome, consult
from ..engine.proving import MOST_CHANGES, PROVEN_FEWEST, TRIED_FEWER, UNPROVEN_FEWEST, Alternative, Change
from ..engine.reading import rulebook_texts
from ..engine.telling import Telling, explain, traced_rulebook
from .console import console_on, show_lines
from .explanation_view import show
from .json_text import json_text

if TYPE_CHECKING:
    from rich.console import Console


def why_not_json(outcome: Outcome, action: str, alternative: Alternative | None, language: str) -> str:
    """The explanation of the action and the alternative, as JSON.

    `rulebook` {id, version, sha256}, `engine` {name, version}, `language`, `action`, `title`; `status` is `planned`,
    `withheld` or `unadvised`, with the `rank` in the plan (0: none). `reasons` are the rules that speak for the action,
    or, where it is unadvised, those that could, with what stands in their way; `against` those that overrule it; each
    is {rule, sentence, cites, basic, grounds}, a ground {sentence, reasons}. `alternative` is null for a planned
    action, else {possible (null: not decided), changes, answers, certainty (`proven`, `tried`, `unproven`), tried,
    out_of}, with changes {question, before, after}, null where the question is open.
    """
    rulebook = outcome.rulebook
    explanation = explain(outcome, action, language)
    document = {
        "rulebook": traced_rulebook(rulebook),
        "engine": outcome.engine,
        "language": language,
        **{name: getattr(explanation, name) for name in ("action", "title", "status", "rank", "reasons", "against")},
        "alternative": alternative,
    }
    return json_text(document)


def why_not_text(
    outcome: Outcome, action: str, alternative: Alternative | None, language: str, *, color: bool, width: int
) -> str:
    """The explanation of the action, then what would bring it about, as text of at most `width` columns."""
    written = io.StringIO()
    console = console_on(written, color=color, width=width)
    show(console, outcome, action, language)
    if alternative is not None:
        console.print()
        _show_alternative(console, outcome, action, alternative, language)
    return written.getvalue()


def _show_alternative(console: Console, outcome: Outcome, action: str, alternative: Alternative, language: str) -> None:
    texts = rulebook_texts(outcome.rulebook, language)
    telling = Telling(outcome, texts)
    then = consult(outcome.rulebook, alternative.answers, engine=REFERENCE)
    count = len(alternative.changes)
    show_lines(console, telling.say("why-not", "heading"), style="bold")
    if count:
        show_lines(console, telling.say("why-not", "one" if count == 1 else "several").format(count=count))
    for change in alternative.changes:
        show_lines(console, _change(change, telling, Telling(then, texts)), bullet="- ")
    for kind in _certainty(alternative):
        said = telling.say("why-not", kind)
        title = telling.texts("actions", action, "title")
        show_lines(console, said.format(title=title, tried=alternative.tried, limit=MOST_CHANGES))
    for kind in _notes(outcome, then) if count else ():
        console.print()
        show_lines(console, telling.say("why-not", kind))


def _change(change: Change, now: Telling, then: Telling) -> str:
    """The question's topic, the answer that would do, and the one given."""
    question = now.outcome.rulebook.question[change.question]
    kind = "answer" if change.before is None else "leave-open" if change.after is None else "change"
    sentence = now.say("why-not", kind)
    return sentence.format(topic=now.topic(question.id), before=now.answer(question), after=then.answer(question))


def _certainty(alternative: Alternative) -> Iterator[str]:
    """The phrases that say how certain it is."""
    if alternative.possible is False:
        yield "impossible"
    elif alternative.changes:
        yield {PROVEN_FEWEST: "proven", TRIED_FEWER: "tried", UNPROVEN_FEWEST: "unproven"}[alternative.certainty]
    else:
        yield "none-tried" if alternative.certainty == TRIED_FEWER else "none-unproven"
    if alternative.out_of:
        yield f"out-of-{alternative.out_of}"
    elif alternative.certainty != PROVEN_FEWEST:
        yield "install"


def _notes(outcome: Outcome, then: Outcome) -> Iterator[str]:
    """The phrases that keep a hypothesis from being taken for advice."""
    yield "hypothesis"
    if outcome.alarmed and not then.alarmed:
        yield "safety"
