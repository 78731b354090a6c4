"""JSON Schemas for the YAML files that people write: editors complete, check and explain with them while one types."""

from __future__ import annotations

from .action_reader import MOST_DAYS
from .question_reader import MOST_DECIMALS
from .schema_shapes import (
    BOUND,
    CITES,
    CONDITION,
    COUNT,
    ID,
    IDS,
    LINK,
    NAMED,
    SENTENCE,
    TESTS,
    TRUTH,
    WHOLE,
    WORD,
    Schema,
    by_id,
    file,
    listing,
    mapping,
    said,
    selected,
)


def schemas_of_files() -> dict[str, Schema]:
    """The schemas by name: one for each kind of file of a rulebook, and `case`."""
    return {
        "rulebook": file("rulebook.yaml: what the rulebook is", _RULEBOOK),
        "questions": file("questions.yaml: the questions, in the order in which they are asked", listing(_QUESTION)),
        "actions": file("actions.yaml: what can be advised, in the order within a phase", listing(_ACTION)),
        "drafts": file("drafts.yaml: letters, messages and what to say, put together from parts", listing(_DRAFT)),
        "rules": file("rules/*.yaml: the rules", listing(_RULE)),
        "text": file("text/LANGUAGE.yaml: every text that a person reads, by id", _TEXT),
        "help-lines": file("help-lines.yaml: whom to call, printed under actions", _HELP_LINES),
        "scenarios": file("scenarios/*.yaml: stories and what is expected of their plans", listing(_SCENARIO)),
        "guarantees": file("guarantees.yaml: what holds of every plan, whatever the answers", listing(_GUARANTEE)),
        "case": file("A case: one person's answers", _CASE),
    }


# logic files ----------------------------------------------------------------------------------------------------------

_RULEBOOK = mapping(
    {
        "rulebook": said("The rulebook's id; cases name it.", ID),
        "version": said("The version, as you count them; traces record it.", WORD),
        "languages": said("A file text/LANGUAGE.yaml for each; the first is the default.", IDS),
        "sections": said("The sections of the source. `beyond` marks what the source does not say.", IDS),
        "phases": said("The parts of a plan, in the order in which a person reads them.", IDS),
        "tags": said("What groups actions, so that a rule can withhold a group.", IDS),
        "findings": said("What rules may conclude on the way, for other rules to rest on.", IDS),
        "alarm": said(
            "Once this finding is established, a questionnaire shows this phase before it asks anything more.",
            mapping(
                {"finding": said("A finding.", ID), "phase": said("A phase of the plan.", ID)}, ("finding", "phase")
            ),
        ),
        "first-steps": said("How many actions a plan leads with; 0: with none. Three where this is left out.", COUNT),
        "quick-exit": said("Whether a page can be left at once. Left out, it can where there is an alarm.", TRUTH),
    },
    ("rulebook", "version", "languages", "sections", "phases"),
)

_NUMBER: Schema = {"properties": {"choose": {"enum": ["number", "date"]}}, "required": ["choose"]}
_WHOLE_OR_DAY: Schema = {"type": ["integer", "string"], "pattern": "^(?:-?[0-9]{1,15}|[0-9]{4}-[0-9]{2}-[0-9]{2})$"}
_DECIMALS: Schema = {"type": ["integer", "string"], "minimum": 0, "maximum": MOST_DECIMALS, "pattern": "^[0-9]$"}
_QUESTION = {
    **mapping(
        {
            "question": said("The question's id; questions and findings share one set of ids.", ID),
            "choose": said(
                "One option, several (none of them is an answer too), a number, or a date.",
                {"enum": ["one", "several", "number", "date"]},
            ),
            "options": said("The options, by id. `unknown` can always be answered and is not listed.", IDS),
            "groups": by_id("Names for several options together; tests may name them instead.", NAMED),
            "at-least": said("How many of several options must be chosen; without it none of them will do.", WHOLE),
            "from": said("The least number, or the first day: year-month-day.", BOUND),
            "to": said("The greatest number, or the last day.", BOUND),
            "decimals": said("How many decimals the number may have; none where this is left out.", _DECIMALS),
            "unit": said("What the number counts, by id; how it is written stands under `units` in the texts.", ID),
            "only-if": said(
                "It is asked, and its answer counts, only where all of these tests of questions above it hold.", TESTS
            ),
            "may-change": said("true: the answer may be another one some day.", TRUTH),
        },
        ("question", "choose"),
    ),
    "if": _NUMBER,
    "then": {"required": ["from", "to"], "properties": {"options": False, "groups": False, "at-least": False}},
    "else": {
        "required": ["options"],
        "properties": {"from": False, "to": False, "decimals": False, "unit": False},
    },
    "allOf": [
        {"if": {"required": ["decimals"]}, "else": {"properties": {"from": _WHOLE_OR_DAY, "to": _WHOLE_OR_DAY}}},
    ],
}

_STEP: Schema = {
    "anyOf": [
        said("A step that everybody gets, by id.", ID),
        mapping(
            {
                "step": said("The step's id, unique in its action.", ID),
                "when": said("The step is shown when all of these tests hold.", TESTS),
            },
            ("step", "when"),
        ),
    ]
}
_DAYS: Schema = {"type": ["integer", "string"], "minimum": 0, "maximum": MOST_DAYS, "pattern": "^[0-9]{1,5}$"}
_FOLLOW_UP = mapping(
    {
        "follow-up": said("The follow-up's id, unique in its action.", ID),
        "days-after": said("So many days after the plan was made.", _DAYS),
        "days-before": said("So many days before the day that the action is about.", _DAYS),
    },
    ("follow-up",),
    oneOf=[{"required": ["days-after"]}, {"required": ["days-before"]}],
)
_ACTION = mapping(
    {
        "action": said("The action's id.", ID),
        "phase": said("The part of the plan in which it stands.", ID),
        "tags": said("The groups that it belongs to.", IDS),
        "cites": CITES,
        "steps": said("What to do, one by one; the texts stand in text/LANGUAGE.yaml.", listing(_STEP)),
        "drafts": said("The drafts that it begins with, by id.", IDS),
        "follow-ups": said("Days on which to think of it again, for a calendar.", listing(_FOLLOW_UP)),
    },
    ("action", "phase", "cites", "steps"),
)

_PART: Schema = {
    "anyOf": [
        said("A part that is in it for everybody, by id.", ID),
        mapping(
            {
                "part": said("The part's id, unique in its draft.", ID),
                "when": said("The part is in it when all of these tests hold.", TESTS),
            },
            ("part", "when"),
        ),
    ]
}
_DRAFT = mapping(
    {
        "draft": said("The draft's id; actions name it under `drafts`.", ID),
        "kind": said("The drafts of a kind share the words that never stand in them; optional.", ID),
        **CONDITION,
        "parts": said("What it is put together from, in this order.", {**listing(_PART), "minItems": 1}),
    },
    ("draft", "parts"),
)

_RULE = mapping(
    {
        "rule": said("The rule's id; its reason stands under `rules` in text/LANGUAGE.yaml.", ID),
        "cites": CITES,
        "basic": said(
            "true: what this rule advises is said to everybody in that position; a plan shows it folded.", TRUTH
        ),
        **CONDITION,
        "find": said("Findings that are established when the rule fires.", IDS),
        "advise": said("Actions that enter the plan when the rule fires and no other withholds them.", IDS),
        "withhold": selected(
            "Actions that are kept out of the plan when the rule fires, whoever advises them.",
            **{"except": said("Actions that are spared.", IDS)},
        ),
        "lead": said("Actions that come, where they are in the plan, before the others among the first steps.", IDS),
    },
    ("rule", "cites"),
    anyOf=[{"required": [effect]} for effect in ("find", "advise", "withhold", "lead")],
    dependentRequired={"basic": ["advise"]},
)

_HELP_LINES = mapping(
    {
        "checked": said("The date on which numbers and hours were checked: year-month-day.", WORD),
        "lines": said(
            "The help lines; under an action they are shown in this order.",
            listing(
                mapping(
                    {
                        "line": said("The help line's id.", ID),
                        "region": said("Where it can be reached.", ID),
                        "call": said("The number to dial, in quotes.", WORD),
                        "url": said("Where to read about it: https:, http:, tel: or mailto:.", LINK),
                        "for": said("The actions under which it is shown.", IDS),
                        **CONDITION,
                    },
                    ("line", "region", "for"),
                )
            ),
        ),
    },
    ("checked", "lines"),
)

# texts ----------------------------------------------------------------------------------------------------------------

_QUESTION_TEXT = mapping(
    {
        "topic": said(
            "The question in a word or two, for lists; optional: the question itself stands there then.", SENTENCE
        ),
        "ask": said("The question as it is asked.", SENTENCE),
        "why": said("Why it is asked; optional.", SENTENCE),
        "hint": said("What helps to answer; optional. It may have paragraphs, lists and links.", SENTENCE),
        "options": by_id("A label for each option.", SENTENCE),
        "groups": by_id("A label for each group of options; optional: without it its options are named.", SENTENCE),
    },
    ("ask",),
)
_FINDING_TEXT = mapping(
    {
        "holds": said("The finding as a sentence.", SENTENCE),
        "fails": said("The sentence that it is not so.", SENTENCE),
    },
    ("holds", "fails"),
)
_ACTION_TEXT = mapping(
    {
        "title": said("What to do, in a line.", SENTENCE),
        "steps": by_id("A text for each step; it may have paragraphs, lists and links.", SENTENCE),
        "follow-ups": by_id("What to think of on the day of each follow-up.", SENTENCE),
        "done": said("How one knows that it is done; optional.", SENTENCE),
    },
    ("title", "steps"),
)
_DRAFT_TEXT = mapping(
    {
        "title": said("What it is, in a line.", SENTENCE),
        "form": said("On what it is written or how it is said, and how long, in a line.", SENTENCE),
        "parts": by_id("A text for each part; {{name}} is a blank that the person fills.", SENTENCE),
    },
    ("title", "form", "parts"),
)
_HELP_LINE_TEXT = mapping(
    {
        "name": said("Who answers.", SENTENCE),
        "hours": said("When it can be reached.", SENTENCE),
        "note": said("What else to know; it may have paragraphs, lists and links.", SENTENCE),
    },
    ("name", "hours", "note"),
)
_TEXT = mapping(
    {
        "language": said("The language's own name.", SENTENCE),
        "rulebook": said(
            "About the rulebook.",
            mapping(
                {
                    "title": said("Its title.", SENTENCE),
                    "about": said("What a person reads before the first question.", SENTENCE),
                    "source": said("What the sections are sections of.", SENTENCE),
                    "source-word": said("What the source is called in a sentence: 'article', 'law'.", SENTENCE),
                },
                ("title", "about", "source"),
            ),
        ),
        "sections": by_id("A heading for each section.", SENTENCE),
        "phases": by_id("A heading for each phase.", SENTENCE),
        "questions": by_id("The texts of each question.", _QUESTION_TEXT),
        "units": by_id("A number with its unit, for each unit: '{number} hours'.", SENTENCE),
        "unit-of-one": by_id("The same where the number is 1: '{number} hour'; optional.", SENTENCE),
        "findings": by_id("Two sentences for each finding.", _FINDING_TEXT),
        "actions": by_id("The texts of each action.", _ACTION_TEXT),
        "drafts": by_id("The texts of each draft.", _DRAFT_TEXT),
        "blanks": by_id("What goes into each blank of the drafts.", SENTENCE),
        "never-in-drafts": by_id("For each kind of draft the words that none holds, a word a line.", SENTENCE),
        "rules": by_id("The reason that each rule gives, as a sentence; optional for one that only finds.", SENTENCE),
        "guarantees": by_id("Each guarantee, as a sentence.", SENTENCE),
        "help-lines": by_id("The texts of each help line.", _HELP_LINE_TEXT),
    },
    ("language", "rulebook", "sections", "phases", "questions", "actions"),
)

# scenarios, guarantees, cases -----------------------------------------------------------------------------------------

_ANSWERS: Schema = {
    "type": "object",
    "additionalProperties": {
        "description": "An option, `unknown`, or a number; a list of options where several may be chosen, [] for none.",
        "anyOf": [WORD, {"type": "array", "items": ID, "uniqueItems": True}],
    },
}
_SCENARIO = mapping(
    {
        "scenario": said("The scenario's id.", ID),
        "about": said("The story, in a line.", SENTENCE),
        "answers": said("The answers; open questions are left out.", _ANSWERS),
        "plan": said(
            "What is expected of the plan.",
            mapping(
                {
                    "first": said("The plan begins with these, in this order.", IDS),
                    "first-steps": said("The first steps are exactly these, in this order.", IDS),
                    "holds": said("These are in the plan.", IDS),
                    "lacks": said("None of these is in the plan.", IDS),
                    "basic": said("These are in the plan because basic rules alone advise them.", IDS),
                    "own": said("These are in the plan, and not as basics.", IDS),
                    "led": said("These are in the plan, and a rule leads them.", IDS),
                    "withheld": said("One rule advises these and another withholds them.", IDS),
                    "exactly": said("These are in the plan, and nothing else is.", IDS),
                    "count": said("So many actions are in the plan.", WHOLE),
                    "shows": by_id("By action of the plan: steps that are shown with it.", IDS),
                    "hides": by_id("By action of the plan: steps that are not shown with it.", IDS),
                    "drafts": by_id("By draft that is offered: its parts, all of them, in their order.", IDS),
                    "no-drafts": said("None of these drafts is offered.", IDS),
                },
                minProperties=1,
            ),
        ),
        "asks": said("Questions that are put to this person; they answer `unknown` where nothing is said.", IDS),
        "asks-not": said("Questions that are never put to this person.", IDS),
        "findings": said(
            "What is expected of the findings.",
            mapping(
                {
                    "holds": said("These are established.", IDS),
                    "lacks": said("None of these is established.", IDS),
                },
                minProperties=1,
            ),
        ),
    },
    ("scenario", "about", "answers"),
    anyOf=[{"required": [key]} for key in ("plan", "findings", "asks", "asks-not")],
)
_CLAIMS: dict[str, Schema] = {
    "first": said("The plan begins with this action, or with these in this order.", IDS),
    "always": selected("All of these are in the plan."),
    "never": selected("None of these is in the plan."),
    "at-least-one": selected("At least one of these is in the plan."),
    "exactly-one": selected("One of these is in the plan, and no other of them."),
    "at-most-one": selected("No two of these are in one plan."),
    "at-most": said(
        "No more than so many of these are in one plan.",
        mapping(
            {
                "of": selected("Those that are counted."),
                "own": said("true: those that are there on their own account alone, not as basics.", TRUTH),
                "count": said("How many of them there may be.", COUNT),
            },
            ("of", "count"),
        ),
    ),
    "first-steps-hold": said("All of these are among the first steps.", IDS),
    "always-drafts": said("All of these drafts are offered.", IDS),
    "never-drafts": said("None of these drafts is offered.", IDS),
}
_GUARANTEE = mapping(
    {
        "guarantee": said("The guarantee's id; its sentence stands under `guarantees` in text/LANGUAGE.yaml.", ID),
        "cites": CITES,
        **CONDITION,
        "complete": said("true: said only where every question to be asked is answered, if by `unknown`.", TRUTH),
        **_CLAIMS,
    },
    ("guarantee", "cites"),
    anyOf=[{"required": [claim]} for claim in _CLAIMS],
)
_DAY: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_CASE = mapping(
    {
        "rulebook": said("The id of the rulebook that the answers are for.", ID),
        "date": said("The day of the answers.", _DAY),
        "answers": said(
            "The answers, by question; open questions are left out.",
            {**_ANSWERS, "type": ["object", "null", "string"], "maxLength": 0},
        ),
        "done": by_id("The actions that are done, each with the day on which it was ticked.", _DAY),
    },
    ("rulebook", "answers"),
)
