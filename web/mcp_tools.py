"""The tools for assistants: each a question to the rulebooks, which alone decide; nothing is kept between calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from ..engine.consulting import Outcome, check_answers, conclude, consult
from ..engine.language import CaseError, Place, Problem, Rulebook, known, plain_answer
from ..engine.proving import find_alternative
from ..engine.telling import (
    Explanation,
    Trace,
    Wording,
    answer_in_words,
    compare,
    draft_as_text,
    explain,
    offered_draft,
    told_alarm,
    told_comparison,
    told_draft,
    traced,
)
from .api_documents import following
from .mcp_documents import (
    ActionInQuestion,
    Asking,
    DraftInQuestion,
    Drafts,
    NextStep,
    Nothing,
    OfferedDraft,
    OtherAnswers,
    RulebookHead,
    RulebookList,
    WhatIf,
    WhyNot,
    WordedChange,
)
from .namesakes import refuse_namesakes
from .wording import wording_of

SEARCH_SECONDS = 20.0
"""How long `why_not` may search: assistants give a tool up after a minute or less."""


class Shelf(msgspec.Struct, frozen=True, eq=False):
    """The rulebooks that can be asked, the default one first; by id, the language of each where a call names none."""

    rulebooks: tuple[Rulebook, ...]
    languages: Mapping[str, str]
    engine: str

    def rulebook(self, wanted: str | UnsetType) -> Rulebook:
        """The rulebook of that id, by default the first. Raises CaseError, with the nearest id, when there is none."""
        by_id = {rulebook.id: rulebook for rulebook in self.rulebooks}
        return self.rulebooks[0] if wanted is UNSET else by_id[known("rulebook", wanted, by_id, CaseError)]

    def wording(self, rulebook: Rulebook, wanted: str | UnsetType = UNSET) -> Wording:
        """The words of a rulebook in that language, else in its own. Raises RulebookError when it has no such texts."""
        return wording_of(rulebook, self.languages[rulebook.id] if wanted is UNSET else wanted)

    def consulted(self, given: Asking) -> tuple[Outcome, Wording]:
        """The outcome of a call's answers, and the words to tell it in. Raises NakanaoriError when they do not fit."""
        rulebook = self.rulebook(given.rulebook)
        wording = self.wording(rulebook, given.language)
        return consult(rulebook, _plain(given.answers), engine=self.engine), wording


def opened_shelf(rulebooks: tuple[Rulebook, ...], languages: Mapping[str, str], engine: str) -> Shelf:
    """The shelf of these rulebooks. Raises NakanaoriError when two are called the same, or the engine is not there."""
    refuse_namesakes(rulebooks)
    for rulebook in rulebooks:
        # Whatever can fail for every call shall fail here.
        consult(rulebook, {}, engine=engine)
    return Shelf(rulebooks, languages, engine)


class Tool(msgspec.Struct, frozen=True):
    """A tool: what it is called, what it is for, what it takes and gives, and what it does."""

    name: str
    title: str
    purpose: str
    takes: type[msgspec.Struct]
    gives: type[msgspec.Struct]
    work: Callable[[Shelf, Any], msgspec.Struct]


def called(shelf: Shelf, tool: Tool, arguments: Mapping[str, object]) -> msgspec.Struct:
    """What the tool gives for these arguments, as JSON has them. Raises NakanaoriError when they do not fit."""
    try:
        given = msgspec.convert(dict(arguments), type=tool.takes)
    except msgspec.ValidationError as error:
        right = "The tool's input schema says what it takes."
        raise CaseError([Problem(Place(tool.name), f"{error}.", right)]) from None
    return tool.work(shelf, given)


def _plain(answers: Mapping[str, object]) -> dict[str, object]:
    """Answers as a case takes them: a number with a point as its digits say."""
    return {
        name: plain_answer(Decimal(repr(answer))) if isinstance(answer, float) else answer
        for name, answer in answers.items()
    }


# what they do ---------------------------------------------------------------------------------------------------------


def _list_rulebooks(shelf: Shelf, _: Nothing) -> RulebookList:
    return RulebookList(tuple(_head(rulebook, shelf.wording(rulebook)) for rulebook in shelf.rulebooks))


def _head(rulebook: Rulebook, wording: Wording) -> RulebookHead:
    title, about, source = (wording.texts("rulebook", text) for text in ("title", "about", "source"))
    return RulebookHead(rulebook.id, rulebook.version, rulebook.languages, title, about, source)


def _next_question(shelf: Shelf, given: Asking) -> NextStep:
    outcome, wording = shelf.consulted(given)
    then = following(outcome.rulebook, dict(outcome.case.answers), wording)
    return NextStep(
        alarm=told_alarm(outcome, wording) if outcome.alarmed else None,
        question=then.question,
        open_questions=then.open_questions,
        complete=then.complete,
        language=then.language,
    )


def _advise(shelf: Shelf, given: Asking) -> Trace:
    return traced(*shelf.consulted(given))


def _explain(shelf: Shelf, given: ActionInQuestion) -> Explanation:
    outcome, wording = shelf.consulted(given)
    return explain(outcome, given.action, wording)


def _why_not(shelf: Shelf, given: ActionInQuestion) -> WhyNot:
    outcome, wording = shelf.consulted(given)
    explanation = explain(outcome, given.action, wording)
    if outcome.planned(given.action) is not None:
        return WhyNot(explanation, None, ())
    found = find_alternative(outcome.rulebook, outcome.case, given.action, seconds=SEARCH_SECONDS)
    then = check_answers(outcome.rulebook, found.answers)
    changes = (
        WordedChange(
            question=change.question,
            topic=wording.texts("questions", change.question, "topic"),
            before=answer_in_words(question, outcome.case.given.get(change.question), wording),
            after=answer_in_words(question, then.given.get(change.question), wording),
        )
        for change in found.changes
        for question in (outcome.rulebook.question[change.question],)
    )
    return WhyNot(explanation, found, tuple(changes))


def _what_if(shelf: Shelf, given: OtherAnswers) -> WhatIf:
    before, wording = shelf.consulted(given)
    rulebook = before.rulebook
    supposed: dict[str, object] = dict(before.case.answers)
    for name, answer in _plain(given.other).items():
        question = rulebook.known_question(name).id
        supposed.pop(question, None)
        if answer is not None:
            supposed[question] = answer
    after = conclude(rulebook, check_answers(rulebook, supposed), shelf.engine)
    comparison = compare(before, after)
    return WhatIf(comparison.same, after.complete, after.case.answers, told_comparison(comparison, wording))


def _draft(shelf: Shelf, given: DraftInQuestion) -> Drafts:
    outcome, wording = shelf.consulted(given)
    wanted = tuple(outcome.drafts.values()) if given.draft is UNSET else (offered_draft(outcome, given.draft),)
    told = ((offered.draft.id, told_draft(offered, wording)) for offered in wanted)
    return Drafts(
        tuple(
            OfferedDraft(
                actions=tuple(
                    planned.action.id
                    for planned in outcome.plan
                    if name in (offered.draft.id for offered in planned.drafts)
                ),
                draft=draft,
                text=draft_as_text(draft, wording),
            )
            for name, draft in told
        )
    )


TOOLS: tuple[Tool, ...] = (
    Tool(
        "list_rulebooks",
        "List the rulebooks",
        "Lists the rulebooks that can be consulted: what each is about, its source and its languages.",
        Nothing,
        RulebookList,
        _list_rulebooks,
    ),
    Tool(
        "next_question",
        "Next question",
        "Gives the one question to put to the person now, with its texts, its options and why it is asked, after the "
        "answers so far (none at the beginning). Ask it in its own words, never answer it yourself. Where `alarm` is "
        "not null, show its help lines and actions to the person at once, before anything else.",
        Asking,
        NextStep,
        _next_question,
    ),
    Tool(
        "advise",
        "Advise",
        "Gives the plan for the answers so far: the actions in their order, the first steps, what is withheld, the "
        "help lines, and for each the rules with their reasons and the sections that they cite. Quote the reasons; "
        "add no advice of your own. While `complete` is false the plan may still change.",
        Asking,
        Trace,
        _advise,
    ),
    Tool(
        "explain",
        "Explain an action",
        "Tells why an action is in the plan, was withheld, or never came up, down to the answers.",
        ActionInQuestion,
        Explanation,
        _explain,
    ),
    Tool(
        "why_not",
        "Why is an action not in the plan",
        "Tells why an action is not in the plan, and the fewest answers that would have to be different for it to be. "
        "It may take some seconds.",
        ActionInQuestion,
        WhyNot,
        _why_not,
    ),
    Tool(
        "what_if",
        "What if the answers were other ones",
        "Tells what other answers would change in the plan, in sentences, with the reasons. Nothing is changed by it.",
        OtherAnswers,
        WhatIf,
        _what_if,
    ),
    Tool(
        "draft",
        "Drafts of letters and messages",
        "Gives the letters and messages that go with the plan, or one of them. What stands as {{name}} is for the "
        "person to fill in: leave it, and do not invent it.",
        DraftInQuestion,
        Drafts,
        _draft,
    ),
)
"""All tools, in the order in which a consultation takes them."""
