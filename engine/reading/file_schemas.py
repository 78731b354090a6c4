"""JSON Schemas for the YAML files that people write: editors complete, check and explain with them while one types.

Everything in these files is text to nakanaori. An editor's parser makes truth values and numbers of `yes` and `1.1`, so
wherever one word stands, these are let through; ids are checked by `nakanaori check`, not here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..language import LONGEST_IDENTIFIER
from .action_reader import MOST_DAYS

Schema = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas_of_files() -> dict[str, Schema]:
    """The schemas by name: one for each kind of file of a rulebook, and `case`."""
    return {
        "rulebook": _file("rulebook.yaml: what the rulebook is", _RULEBOOK),
        "questions": _file("questions.yaml: the questions, in the order in which they are asked", _listing(_QUESTION)),
        "actions": _file("actions.yaml: what can be advised, in the order within a phase", _listing(_ACTION)),
        "drafts": _file("drafts.yaml: letters, messages and what to say, put together from parts", _listing(_DRAFT)),
        "rules": _file("rules/*.yaml: the rules", _listing(_RULE)),
        "text": _file("text/LANGUAGE.yaml: every text that a person reads, by id", _TEXT),
        "help-lines": _file("help-lines.yaml: whom to call, printed under actions", _HELP_LINES),
        "scenarios": _file("scenarios/*.yaml: stories and what is expected of their plans", _listing(_SCENARIO)),
        "guarantees": _file("guarantees.yaml: what holds of every plan, whatever the answers", _listing(_GUARANTEE)),
        "case": _file("A case: one person's answers", _CASE),
    }


# shapes ---------------------------------------------------------------------------------------------------------------


def _file(title: str, schema: Schema) -> Schema:
    return {"$schema": _DIALECT, "title": title, **schema}


def _said(description: str, schema: Mapping[str, Any]) -> Schema:
    return {"description": description, **schema}


def _mapping(properties: Mapping[str, Schema], required: tuple[str, ...] = (), **more: object) -> Schema:
    made: Schema = {"type": "object", "properties": dict(properties), "additionalProperties": False, **more}
    return {**made, "required": list(required)} if required else made


def _listing(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _by_id(description: str, value: Schema) -> Schema:
    return _said(description, {"type": "object", "additionalProperties": value})


_WORD: Schema = {"type": ["string", "number", "boolean"], "minLength": 1}
_ID: Schema = {
    "type": ["string", "number", "boolean"],
    "pattern": r"^[^\s:,\[\]{}#&*!|>'\"%@`]+$",
    "maxLength": LONGEST_IDENTIFIER,
}
_IDS: Schema = {"oneOf": [_ID, {"type": "array", "items": _ID, "minItems": 1, "uniqueItems": True}]}
_SENTENCE: Schema = {"type": ["string", "number", "boolean"], "minLength": 1}
_WHOLE: Schema = {"type": ["integer", "string"], "pattern": "^-?[0-9]{1,9}$"}
_COUNT: Schema = {"type": ["integer", "string"], "minimum": 0, "pattern": "^[0-9]{1,9}$"}
_LINK: Schema = {"type": "string", "pattern": r"^(?:https?://|tel:|mailto:)[^\s<>\"\\]+$"}
_TRUTH: Schema = {"enum": [True, False, "true", "false"]}

_CITES = _said("The sections of the source that this comes from, as listed in rulebook.yaml.", _IDS)

# conditions -----------------------------------------------------------------------------------------------------------

_TEST: Schema = {
    "description": "For a finding: true (established) or false (not established). For a question: an option, or a list "
    "of options of which one must be chosen, or one of the comparisons. `unknown` is met by that answer alone.",
    "anyOf": [
        _IDS,
        _said(
            "Answered, and with none of these; a test of an open question is false.",
            _mapping({"not": _said("The options that must not be chosen.", _IDS)}, ("not",)),
        ),
        _said(
            "For a question with several choices: so many of its options, or of these, are chosen. For a number: it is "
            "at least this.",
            _mapping(
                {
                    "at-least": _said("The least count of options, or the least number.", _WHOLE),
                    "of": _said("The options that count; all of them where this is left out.", _IDS),
                    "less-than": _said("The number is below this.", _WHOLE),
                },
                minProperties=1,
                dependentRequired={"of": ["at-least"]},
            ),
        ),
    ],
}
_TESTS: Schema = {"type": "object", "additionalProperties": _TEST, "minProperties": 1}
_CONDITION: dict[str, Schema] = {
    "when": _said("All of these tests hold: questions or findings, each with what is wanted of it.", _TESTS),
    "any": _said(
        "At least one of these alternatives holds, with all of its tests.",
        {"type": "array", "items": _TESTS, "minItems": 1},
    ),
    "unless": _said("None of these tests holds; silence does not stand in the way.", _TESTS),
}


_NAMED: dict[str, Schema] = {
    "action": _said("Actions by id.", _IDS),
    "tag": _said("All actions with one of these tags.", _IDS),
    "phase": _said("All actions of these phases.", _IDS),
}


def _selected(description: str, **further: Schema) -> Schema:
    named = _mapping({**_NAMED, **further}, anyOf=[{"required": [kind]} for kind in _NAMED])
    return {"description": description, "anyOf": [_IDS, named]}


# logic files ----------------------------------------------------------------------------------------------------------

_RULEBOOK = _mapping(
    {
        "rulebook": _said("The rulebook's id; cases name it.", _ID),
        "version": _said("The version, as you count them; traces record it.", _WORD),
        "languages": _said("A file text/LANGUAGE.yaml for each; the first is the default.", _IDS),
        "sections": _said("The sections of the source. `beyond` marks what the source does not say.", _IDS),
        "phases": _said("The parts of a plan, in the order in which a person reads them.", _IDS),
        "tags": _said("What groups actions, so that a rule can withhold a group.", _IDS),
        "findings": _said("What rules may conclude on the way, for other rules to rest on.", _IDS),
        "alarm": _said(
            "Once this finding is established, a questionnaire shows this phase before it asks anything more.",
            _mapping(
                {"finding": _said("A finding.", _ID), "phase": _said("A phase of the plan.", _ID)}, ("finding", "phase")
            ),
        ),
        "first-steps": _said("How many actions a plan leads with; 0: with none. Three where this is left out.", _COUNT),
    },
    ("rulebook", "version", "languages", "sections", "phases"),
)

_NUMBER: Schema = {"properties": {"choose": {"const": "number"}}, "required": ["choose"]}
_QUESTION = {
    **_mapping(
        {
            "question": _said("The question's id; questions and findings share one set of ids.", _ID),
            "choose": _said(
                "One option, several (none of them is an answer too), or a number.",
                {"enum": ["one", "several", "number"]},
            ),
            "options": _said("The options, by id. `unknown` can always be answered and is not listed.", _IDS),
            "from": _said("The least number.", _WHOLE),
            "to": _said("The greatest number.", _WHOLE),
            "only-if": _said(
                "It is asked, and its answer counts, only where all of these tests of questions above it hold.", _TESTS
            ),
            "may-change": _said("true: the answer may be another one some day.", _TRUTH),
        },
        ("question", "choose"),
    ),
    "if": _NUMBER,
    "then": {"required": ["from", "to"], "properties": {"options": False}},
    "else": {"required": ["options"], "properties": {"from": False, "to": False}},
}

_STEP: Schema = {
    "anyOf": [
        _said("A step that everybody gets, by id.", _ID),
        _mapping(
            {
                "step": _said("The step's id, unique in its action.", _ID),
                "when": _said("The step is shown when all of these tests hold.", _TESTS),
            },
            ("step", "when"),
        ),
    ]
}
_DAYS: Schema = {"type": ["integer", "string"], "minimum": 0, "maximum": MOST_DAYS, "pattern": "^[0-9]{1,5}$"}
_FOLLOW_UP = _mapping(
    {
        "follow-up": _said("The follow-up's id, unique in its action.", _ID),
        "days-after": _said("So many days after the plan was made.", _DAYS),
        "days-before": _said("So many days before the day that the action is about.", _DAYS),
    },
    ("follow-up",),
    oneOf=[{"required": ["days-after"]}, {"required": ["days-before"]}],
)
_ACTION = _mapping(
    {
        "action": _said("The action's id.", _ID),
        "phase": _said("The part of the plan in which it stands.", _ID),
        "tags": _said("The groups that it belongs to.", _IDS),
        "cites": _CITES,
        "steps": _said("What to do, one by one; the texts stand in text/LANGUAGE.yaml.", _listing(_STEP)),
        "drafts": _said("The drafts that it begins with, by id.", _IDS),
        "follow-ups": _said("Days on which to think of it again, for a calendar.", _listing(_FOLLOW_UP)),
    },
    ("action", "phase", "cites", "steps"),
)

_PART: Schema = {
    "anyOf": [
        _said("A part that is in it for everybody, by id.", _ID),
        _mapping(
            {
                "part": _said("The part's id, unique in its draft.", _ID),
                "when": _said("The part is in it when all of these tests hold.", _TESTS),
            },
            ("part", "when"),
        ),
    ]
}
_DRAFT = _mapping(
    {
        "draft": _said("The draft's id; actions name it under `drafts`.", _ID),
        "kind": _said("The drafts of a kind share the words that never stand in them; optional.", _ID),
        **_CONDITION,
        "parts": _said("What it is put together from, in this order.", {**_listing(_PART), "minItems": 1}),
    },
    ("draft", "parts"),
)

_RULE = _mapping(
    {
        "rule": _said("The rule's id; its reason stands under `rules` in text/LANGUAGE.yaml.", _ID),
        "cites": _CITES,
        "basic": _said(
            "true: what this rule advises is said to everybody in that position; a plan shows it folded.", _TRUTH
        ),
        **_CONDITION,
        "find": _said("Findings that are established when the rule fires.", _IDS),
        "advise": _said("Actions that enter the plan when the rule fires and no other withholds them.", _IDS),
        "withhold": _selected(
            "Actions that are kept out of the plan when the rule fires, whoever advises them.",
            **{"except": _said("Actions that are spared.", _IDS)},
        ),
        "lead": _said("Actions that come, where they are in the plan, before the others among the first steps.", _IDS),
    },
    ("rule", "cites"),
    anyOf=[{"required": [effect]} for effect in ("find", "advise", "withhold", "lead")],
    dependentRequired={"basic": ["advise"]},
)

_HELP_LINES = _mapping(
    {
        "checked": _said("The date on which numbers and hours were checked: year-month-day.", _WORD),
        "lines": _said(
            "The help lines; under an action they are shown in this order.",
            _listing(
                _mapping(
                    {
                        "line": _said("The help line's id.", _ID),
                        "region": _said("Where it can be reached.", _ID),
                        "call": _said("The number to dial, in quotes.", _WORD),
                        "url": _said("Where to read about it: https:, http:, tel: or mailto:.", _LINK),
                        "for": _said("The actions under which it is shown.", _IDS),
                        **_CONDITION,
                    },
                    ("line", "region", "for"),
                )
            ),
        ),
    },
    ("checked", "lines"),
)

# texts ----------------------------------------------------------------------------------------------------------------

_QUESTION_TEXT = _mapping(
    {
        "topic": _said("The question in a word or two, for lists.", _SENTENCE),
        "ask": _said("The question as it is asked.", _SENTENCE),
        "why": _said("Why it is asked.", _SENTENCE),
        "hint": _said("What helps to answer; optional.", _SENTENCE),
        "options": _by_id("A label for each option.", _SENTENCE),
    },
    ("topic", "ask", "why"),
)
_FINDING_TEXT = _mapping(
    {
        "holds": _said("The finding as a sentence.", _SENTENCE),
        "fails": _said("The sentence that it is not so.", _SENTENCE),
    },
    ("holds", "fails"),
)
_ACTION_TEXT = _mapping(
    {
        "title": _said("What to do, in a line.", _SENTENCE),
        "steps": _by_id("A text for each step.", _SENTENCE),
        "follow-ups": _by_id("What to think of on the day of each follow-up.", _SENTENCE),
        "done": _said("How one knows that it is done.", _SENTENCE),
    },
    ("title", "steps", "done"),
)
_DRAFT_TEXT = _mapping(
    {
        "title": _said("What it is, in a line.", _SENTENCE),
        "form": _said("On what it is written or how it is said, and how long, in a line.", _SENTENCE),
        "parts": _by_id("A text for each part; {{name}} is a blank that the person fills.", _SENTENCE),
    },
    ("title", "form", "parts"),
)
_HELP_LINE_TEXT = _mapping(
    {
        "name": _said("Who answers.", _SENTENCE),
        "hours": _said("When it can be reached.", _SENTENCE),
        "note": _said("What else to know.", _SENTENCE),
    },
    ("name", "hours", "note"),
)
_TEXT = _mapping(
    {
        "language": _said("The language's own name.", _SENTENCE),
        "rulebook": _said(
            "About the rulebook.",
            _mapping(
                {
                    "title": _said("Its title.", _SENTENCE),
                    "about": _said("What a person reads before the first question.", _SENTENCE),
                    "source": _said("What the sections are sections of.", _SENTENCE),
                },
                ("title", "about", "source"),
            ),
        ),
        "sections": _by_id("A heading for each section.", _SENTENCE),
        "phases": _by_id("A heading for each phase.", _SENTENCE),
        "questions": _by_id("The texts of each question.", _QUESTION_TEXT),
        "findings": _by_id("Two sentences for each finding.", _FINDING_TEXT),
        "actions": _by_id("The texts of each action.", _ACTION_TEXT),
        "drafts": _by_id("The texts of each draft.", _DRAFT_TEXT),
        "blanks": _by_id("What goes into each blank of the drafts.", _SENTENCE),
        "never-in-drafts": _by_id("For each kind of draft the words that none holds, a word a line.", _SENTENCE),
        "rules": _by_id("The reason that each rule gives, as a sentence.", _SENTENCE),
        "guarantees": _by_id("Each guarantee, as a sentence.", _SENTENCE),
        "help-lines": _by_id("The texts of each help line.", _HELP_LINE_TEXT),
    },
    ("language", "rulebook", "sections", "phases", "questions", "actions", "rules"),
)

# scenarios, guarantees, cases -----------------------------------------------------------------------------------------

_ANSWERS: Schema = {
    "type": "object",
    "additionalProperties": {
        "description": "An option, `unknown`, or a number; a list of options where several may be chosen, [] for none.",
        "anyOf": [_WORD, {"type": "array", "items": _ID, "uniqueItems": True}],
    },
}
_SCENARIO = _mapping(
    {
        "scenario": _said("The scenario's id.", _ID),
        "about": _said("The story, in a line.", _SENTENCE),
        "answers": _said("The answers; open questions are left out.", _ANSWERS),
        "plan": _said(
            "What is expected of the plan.",
            _mapping(
                {
                    "first": _said("The plan begins with these, in this order.", _IDS),
                    "first-steps": _said("The first steps are exactly these, in this order.", _IDS),
                    "holds": _said("These are in the plan.", _IDS),
                    "lacks": _said("None of these is in the plan.", _IDS),
                    "basic": _said("These are in the plan because basic rules alone advise them.", _IDS),
                    "own": _said("These are in the plan, and not as basics.", _IDS),
                    "withheld": _said("One rule advises these and another withholds them.", _IDS),
                    "exactly": _said("These are in the plan, and nothing else is.", _IDS),
                    "count": _said("So many actions are in the plan.", _WHOLE),
                    "shows": _by_id("By action of the plan: steps that are shown with it.", _IDS),
                    "hides": _by_id("By action of the plan: steps that are not shown with it.", _IDS),
                },
                minProperties=1,
            ),
        ),
        "asks": _said("Questions that are put to this person; they answer `unknown` where nothing is said.", _IDS),
        "asks-not": _said("Questions that are never put to this person.", _IDS),
        "findings": _said(
            "What is expected of the findings.",
            _mapping(
                {
                    "holds": _said("These are established.", _IDS),
                    "lacks": _said("None of these is established.", _IDS),
                },
                minProperties=1,
            ),
        ),
    },
    ("scenario", "about", "answers"),
    anyOf=[{"required": [key]} for key in ("plan", "findings", "asks", "asks-not")],
)
_CLAIMS: dict[str, Schema] = {
    "first": _said("The plan begins with this action, or with these in this order.", _IDS),
    "always": _selected("All of these are in the plan."),
    "never": _selected("None of these is in the plan."),
    "at-least-one": _selected("At least one of these is in the plan."),
    "exactly-one": _selected("One of these is in the plan, and no other of them."),
    "at-most-one": _selected("No two of these are in one plan."),
    "at-most": _said(
        "No more than so many of these are in one plan.",
        _mapping(
            {
                "of": _selected("Those that are counted."),
                "own": _said("true: those that are there on their own account alone, not as basics.", _TRUTH),
                "count": _said("How many of them there may be.", _COUNT),
            },
            ("of", "count"),
        ),
    ),
    "first-steps-hold": _said("All of these are among the first steps.", _IDS),
    "always-drafts": _said("All of these drafts are offered.", _IDS),
    "never-drafts": _said("None of these drafts is offered.", _IDS),
}
_GUARANTEE = _mapping(
    {
        "guarantee": _said("The guarantee's id; its sentence stands under `guarantees` in text/LANGUAGE.yaml.", _ID),
        "cites": _CITES,
        **_CONDITION,
        "complete": _said(
            "true: this is said only where every question to be asked is answered, `unknown` included.", _TRUTH
        ),
        **_CLAIMS,
    },
    ("guarantee", "cites"),
    anyOf=[{"required": [claim]} for claim in _CLAIMS],
)
_CASE = _mapping(
    {
        "rulebook": _said("The id of the rulebook that the answers are for.", _ID),
        "answers": _said(
            "The answers, by question; open questions are left out.",
            {**_ANSWERS, "type": ["object", "null", "string"], "maxLength": 0},
        ),
    },
    ("rulebook", "answers"),
)
