"""Why an action is not in the plan, and what would bring it about: as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator

from ..engine.consulting import REFERENCE, Outcome, consult
from ..engine.proving import MOST_CHANGES, PROVEN_FEWEST, TRIED_FEWER, UNPROVEN_FEWEST, Alternative, Change
from ..engine.telling import Wording, answer_in_words, explain, traced_rulebook
from .console import printed
from .explanation_view import explained
from .json_text import json_text
from .paragraph import Paragraph


def why_not_json(outcome: Outcome, action: str, alternative: Alternative | None, wording: Wording) -> str:
    """The explanation of the action and the alternative, as JSON.

    `rulebook` {id, version, sha256}, `engine` {name, version}, `language`, `action`, `title`; `status` is `planned`,
    `withheld` or `unadvised`, with the `rank` in the plan (0: none). `reasons` are the rules that speak for the action,
    or, where it is unadvised, those that could, with what stands in their way; `against` those that overrule it; each
    is {rule, sentence, cites, sections, basic, grounds}, `sections` being the `cites` in words, and a ground {sentence,
    reasons}. `further` are the grounds whose reasons lie too deep to stand in their place, `aside` the answers that do
    not count {question, sentence, grounds}. `alternative` is null for a planned action, else {possible (null: not
    decided), changes, answers, certainty (`proven`, `tried`, `unproven`), tried, out_of}, with changes {question,
    before, after}, null where the question is open.
    """
    explanation = explain(outcome, action, wording)
    told = ("action", "title", "status", "rank", "reasons", "against", "further", "aside")
    document = {
        "rulebook": traced_rulebook(outcome.rulebook),
        "engine": outcome.engine,
        "language": wording.language,
        **{name: getattr(explanation, name) for name in told},
        "alternative": alternative,
    }
    return json_text(document)


def why_not_text(
    outcome: Outcome, action: str, alternative: Alternative | None, wording: Wording, *, color: bool, width: int
) -> str:
    """The explanation of the action, then what would bring it about, as text of at most `width` columns."""
    return printed(_why_not(outcome, action, alternative, wording), color=color, width=width)


def _why_not(outcome: Outcome, action: str, alternative: Alternative | None, wording: Wording) -> Iterator[Paragraph]:
    yield from explained(explain(outcome, action, wording), wording)
    if alternative is not None:
        yield Paragraph()
        yield from _alternative(outcome, action, alternative, wording)


def _alternative(outcome: Outcome, action: str, alternative: Alternative, wording: Wording) -> Iterator[Paragraph]:
    then = consult(outcome.rulebook, alternative.answers, engine=REFERENCE)
    count = len(alternative.changes)
    yield Paragraph(wording.say("why-not", "heading"), style="bold")
    if count:
        yield Paragraph(wording.say("why-not", "one" if count == 1 else "several").format(count=count))
    for change in alternative.changes:
        yield Paragraph(_change(change, outcome, then, wording), "- ")
    title = wording.texts("actions", action, "title")
    for kind in _certainty(alternative):
        yield Paragraph(wording.say("why-not", kind).format(title=title, tried=alternative.tried, limit=MOST_CHANGES))
    for kind in _notes(outcome) if count else ():
        yield Paragraph()
        yield Paragraph(wording.say("why-not", kind))


def _change(change: Change, now: Outcome, then: Outcome, wording: Wording) -> str:
    """The question's topic, the answer that would do, and the one given."""
    question = now.rulebook.question[change.question]
    kind = "answer" if change.before is None else "leave-open" if change.after is None else "change"
    before, after = (answer_in_words(question, outcome.case.given.get(question.id), wording) for outcome in (now, then))
    topic = wording.texts("questions", question.id, "topic")
    return wording.say("why-not", kind).format(topic=topic, before=before, after=after)


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


def _notes(outcome: Outcome) -> Iterator[str]:
    """The phrases that keep a hypothesis from being taken for advice."""
    yield "hypothesis"
    # The alarm may stand after a change and yet be made light of: by another kind of harm, for instance.
    if outcome.alarmed:
        yield "safety"
