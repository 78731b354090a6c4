"""What the API takes and gives: the rulebook with its texts, a body of answers, the next question."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from ..engine.consulting import check_answers, open_questions
from ..engine.language import Action, Question, Rulebook
from ..engine.reading import Texts
from ..engine.telling import Wording, answered_wording


class Consultation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A person's answers so far, and the language of the reply."""

    answers: Annotated[
        dict[str, Any],
        Meta(
            description="The answers, by the ids of questions: an option's id, a list of them where several may be "
            'chosen ([] for none), a whole number, the text of a number with decimals ("7.5") or of a day '
            '("2024-04-01"), or "unknown". Open questions are left out.'
        ),
    ]
    language: Annotated[
        str | UnsetType, Meta(description="The language of every text in the reply; by default the rulebook's first.")
    ] = UNSET


class WordedOption(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An option of a question."""

    id: Annotated[str, Meta(description="What an answer names.")]
    label: Annotated[str, Meta(description="What a person reads.")]


class WordedQuestion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A question with its texts. `unknown` answers any question and stands among no options."""

    id: Annotated[str, Meta(description="The question's id.")]
    kind: Annotated[
        Literal["one", "several", "number", "date"],
        Meta(
            description="Answered by one of the options, by a list of them (none: an empty list), by a number, or by "
            "a day as year-month-day."
        ),
    ]
    topic: Annotated[str, Meta(description="The question in a word or two.")]
    ask: Annotated[str, Meta(description="The question as it is asked.")]
    why: Annotated[str, Meta(description="Why it is asked; may be empty.")]
    hint: Annotated[str, Meta(description="What helps to answer; may be empty.")]
    options: Annotated[tuple[WordedOption, ...], Meta(description="The options, in their order; none for a number.")]
    low: Annotated[
        int | str | UnsetType,
        Meta(description="The least number, as text where it may have decimals, or the first day; else absent."),
    ] = msgspec.field(name="from", default=UNSET)
    high: Annotated[
        int | str | UnsetType, Meta(description="The greatest number or the last day; absent for other kinds.")
    ] = msgspec.field(name="to", default=UNSET)
    decimals: Annotated[
        int | UnsetType, Meta(description="How many decimals the number may have; absent for whole numbers.")
    ] = UNSET
    unit: Annotated[str | UnsetType, Meta(description="What the number counts; absent where nothing is said.")] = UNSET
    least: Annotated[
        int | UnsetType,
        Meta(description="How many options must be chosen; absent where none of them is an answer too."),
    ] = msgspec.field(name="at_least", default=UNSET)


class WordedPhase(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A phase of the plan."""

    id: Annotated[str, Meta(description="The phase's id.")]
    title: Annotated[str, Meta(description="Its heading.")]


class WordedAction(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An action that a plan may hold."""

    id: Annotated[str, Meta(description="The action's id.")]
    phase: Annotated[str, Meta(description="The phase of the plan that it belongs to.")]
    tags: Annotated[tuple[str, ...], Meta(description="What it has in common with others.")]
    cites: Annotated[tuple[str, ...], Meta(description="The sections of the source that it comes from.")]
    title: Annotated[str, Meta(description="What to do, in a line.")]


class RaisedAlarm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Once an outcome holds the finding, show that phase of the plan before you ask anything more."""

    finding: Annotated[str, Meta(description="The finding's id.")]
    phase: Annotated[str, Meta(description="The phase's id.")]


class WordedRulebook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The rulebook: what is asked and what can be advised, with its texts in one language."""

    id: Annotated[str, Meta(description="The rulebook's id.")]
    version: Annotated[str, Meta(description="The rulebook's version.")]
    sha256: Annotated[str, Meta(description="SHA-256, in hexadecimal, over the logic.", pattern="^[0-9a-f]{64}$")]
    languages: Annotated[tuple[str, ...], Meta(description="The languages it has texts in, the default first.")]
    language: Annotated[str, Meta(description="The language of every text here.")]
    title: Annotated[str, Meta(description="Its title.")]
    about: Annotated[str, Meta(description="What a person reads before the first question.")]
    source: Annotated[str, Meta(description="What the sections are sections of.")]
    alarm: Annotated[RaisedAlarm | None, Meta(description="What interrupts a questionnaire; null where nothing does.")]
    questions: Annotated[
        tuple[WordedQuestion, ...], Meta(description="The questions, in the order in which they are asked.")
    ]
    phases: Annotated[tuple[WordedPhase, ...], Meta(description="The phases of a plan, in their order.")]
    actions: Annotated[tuple[WordedAction, ...], Meta(description="The actions, in the order of their declaration.")]


class Next(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a questionnaire goes on."""

    question: Annotated[
        WordedQuestion | None,
        Meta(description="The first open question whose answer could change the plan; null when none could."),
    ]
    open_questions: Annotated[
        tuple[str, ...], Meta(description="The ids of all such questions, in the order in which they would be asked.")
    ]
    complete: Annotated[bool, Meta(description="Whether no open question could change the plan any more.")]
    language: Annotated[str, Meta(description="The language of every text here.")]


def worded_rulebook(rulebook: Rulebook, texts: Texts) -> WordedRulebook:
    """The rulebook in the language of the texts."""
    alarm = rulebook.alarm
    return WordedRulebook(
        id=rulebook.id,
        version=rulebook.version,
        sha256=rulebook.sha256,
        languages=rulebook.languages,
        language=texts.language,
        title=texts("rulebook", "title"),
        about=texts("rulebook", "about"),
        source=texts("rulebook", "source"),
        alarm=None if alarm is None else RaisedAlarm(alarm.finding, alarm.phase),
        questions=tuple(worded_question(question, texts) for question in rulebook.questions),
        phases=tuple(WordedPhase(phase, texts("phases", phase)) for phase in rulebook.phases),
        actions=tuple(_worded_action(action, texts) for action in rulebook.actions),
    )


def worded_question(question: Question, texts: Texts) -> WordedQuestion:
    """The question in the language of the texts."""
    said = ("questions", question.id)
    return WordedQuestion(
        id=question.id,
        kind=question.kind,  # type: ignore[arg-type]
        topic=texts(*said, "topic"),
        ask=texts(*said, "ask"),
        why=texts.get(*said, "why"),
        hint=texts.get(*said, "hint"),
        options=tuple(WordedOption(option, texts(*said, "options", option)) for option in question.options),
        low=question.answer(question.low) if question.numeric else UNSET,
        high=question.answer(question.high) if question.numeric else UNSET,
        decimals=question.decimals or UNSET,
        unit=question.unit or UNSET,
        least=question.least or UNSET,
    )


def _worded_action(action: Action, texts: Texts) -> WordedAction:
    return WordedAction(action.id, action.phase, action.tags, action.cites, texts("actions", action.id, "title"))


def following(rulebook: Rulebook, answers: dict[str, object], wording: Wording) -> Next:
    """How a questionnaire goes on after these answers.

    Raises CaseError when the answers do not fit the rulebook.
    """
    mattering = open_questions(rulebook, answers)
    texts = answered_wording(wording, rulebook, check_answers(rulebook, answers).facts).texts
    return Next(
        question=worded_question(mattering[0], texts) if mattering else None,
        open_questions=tuple(question.id for question in mattering),
        complete=not mattering,
        language=texts.language,
    )
