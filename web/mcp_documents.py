"""What the tools for assistants take and give, as types; their JSON Schemas are made of these."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, UnsetType

from ..engine.consulting import Answer
from ..engine.language import Rulebook
from ..engine.proving import Alternative
from ..engine.reading import ShapedText
from ..engine.telling import ComparisonSection, Explanation, ToldAlarm, ToldDraft, Trace, outcome_components
from .api_documents import Consultation, WordedQuestion

Schema = dict[str, Any]

_TEMPLATE = "#/$defs/{name}"

# arguments ------------------------------------------------------------------------------------------------------------


class Nothing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A call that says nothing."""


class Asking(Consultation, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A person's answers so far to the questions of a rulebook, and the language of the result."""

    rulebook: Annotated[str | UnsetType, Meta(description="The rulebook's id; by default the first.")] = UNSET


class ActionInQuestion(Asking, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Answers, and the action that is asked about."""

    action: Annotated[str, Meta(description="The action's id.")]


class OtherAnswers(Asking, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Answers, and which of them to suppose otherwise."""

    other: Annotated[
        dict[str, Any],
        Meta(description="Other answers, by the ids of questions, as in `answers`; null leaves a question open."),
    ]


class DraftInQuestion(Asking, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Answers, and the draft that is asked for."""

    draft: Annotated[str | UnsetType, Meta(description="The draft's id; by default all that are offered.")] = UNSET


# results --------------------------------------------------------------------------------------------------------------


class RulebookHead(msgspec.Struct, frozen=True):
    """A rulebook, in its default language."""

    id: str
    version: str
    languages: tuple[str, ...]
    title: str
    about: str
    source: str


class RulebookList(msgspec.Struct, frozen=True):
    """The rulebooks that can be consulted, the default one first."""

    rulebooks: tuple[RulebookHead, ...]


class NextStep(msgspec.Struct, frozen=True):
    """How a consultation goes on: what to show at once, and what to ask then."""

    alarm: Annotated[
        ToldAlarm | None,
        Meta(description="Show this word for word before anything else, the help lines first; null where none stands."),
    ]
    question: Annotated[
        WordedQuestion | None, Meta(description="The one question to ask now; null when none could change the plan.")
    ]
    open_questions: Annotated[
        tuple[str, ...], Meta(description="The ids of all questions that still matter; so many are left at most.")
    ]
    complete: Annotated[bool, Meta(description="Whether no open question could change the plan any more.")]
    language: Annotated[str, Meta(description="The language of every text here.")]


class WordedChange(msgspec.Struct, frozen=True):
    """A question that would have to be answered otherwise; in words, an open one too."""

    question: str
    topic: str
    before: str
    after: str


class WhyNot(msgspec.Struct, frozen=True):
    """Why an action is not in the plan, and the fewest answers that would bring it in.

    `alternative` is null where the action is in the plan; its `changes` in words are those here. They tell what the
    action hangs on, and are no advice to answer otherwise.
    """

    explanation: Explanation
    alternative: Alternative | None
    changes: tuple[WordedChange, ...]


class WhatIf(msgspec.Struct, frozen=True):
    """What other answers would make of the plan; `same`: nothing but the answers differs."""

    same: bool
    complete: bool
    answers: Mapping[str, Answer]
    sections: tuple[ComparisonSection, ...]


class OfferedDraft(msgspec.Struct, frozen=True):
    """A draft, the ids of the actions that it goes with, and the whole of it as text.

    What stands as {{name}} is for the person to fill in.
    """

    actions: tuple[str, ...]
    draft: ToldDraft
    text: str


class Drafts(msgspec.Struct, frozen=True):
    """The drafts that go with the plan, in its order."""

    drafts: tuple[OfferedDraft, ...]


# schemas --------------------------------------------------------------------------------------------------------------


def argument_schema(of: type[msgspec.Struct], rulebooks: tuple[Rulebook, ...]) -> Schema:
    """The JSON Schema of arguments, as an object; it names the rulebooks that are there, and their languages."""
    schema = _schema(of)
    properties = schema["properties"]
    if "rulebook" in properties:
        languages = dict.fromkeys(language for rulebook in rulebooks for language in rulebook.languages)
        properties["rulebook"]["enum"] = [rulebook.id for rulebook in rulebooks]
        properties["language"]["enum"] = list(languages)
    return schema


def result_schema(of: type[msgspec.Struct]) -> Schema:
    """The JSON Schema of a result, as an object."""
    return _schema(of)


def _of_shaped(kind: type) -> Schema:
    """The schema of a text with shape, which JSON holds as it is written."""
    if kind is ShapedText:
        return {"type": "string"}
    raise NotImplementedError(kind.__name__)


def _schema(of: type[msgspec.Struct]) -> Schema:
    _, components = msgspec.json.schema_components((of,), schema_hook=_of_shaped, ref_template=_TEMPLATE)
    if of is Trace:
        components = outcome_components(_TEMPLATE)
    root: Schema = components.pop(of.__name__)
    return {**root, "$defs": components} if components else root
