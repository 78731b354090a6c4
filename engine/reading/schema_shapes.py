"""What JSON Schemas of YAML files are made of: words, ids and numbers, mappings and lists, tests and conditions.

Everything in these files is text to nakanaori. An editor's parser makes truth values and numbers of `yes` and `1.1`, so
wherever one word stands, these are let through; ids are checked by `nakanaori check`, not here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..language import LONGEST_IDENTIFIER

Schema = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def file(title: str, schema: Schema) -> Schema:
    """The schema of a whole file, in the dialect that all of them are in."""
    return {"$schema": _DIALECT, "title": title, **schema}


def said(description: str, schema: Mapping[str, Any]) -> Schema:
    """The schema with what an editor says of it."""
    return {"description": description, **schema}


def mapping(properties: Mapping[str, Schema], required: tuple[str, ...] = (), **more: object) -> Schema:
    """A mapping with these keys and no other, of which some are `required`; `more` is further said of it."""
    made: Schema = {"type": "object", "properties": dict(properties), "additionalProperties": False, **more}
    return {**made, "required": list(required)} if required else made


def listing(items: Schema) -> Schema:
    """A list of such items."""
    return {"type": "array", "items": items}


def by_id(description: str, value: Schema) -> Schema:
    """A mapping whose keys are ids, each with such a value."""
    return said(description, {"type": "object", "additionalProperties": value})


WORD: Schema = {"type": ["string", "number", "boolean"], "minLength": 1}
ID: Schema = {
    "type": ["string", "number", "boolean"],
    "pattern": r"^[^\s:,\[\]{}#&*!|>'\"%@`]+$",
    "maxLength": LONGEST_IDENTIFIER,
}
IDS: Schema = {"oneOf": [ID, {"type": "array", "items": ID, "minItems": 1, "uniqueItems": True}]}
SENTENCE: Schema = {"type": ["string", "number", "boolean"], "minLength": 1}
WHOLE: Schema = {"type": ["integer", "string"], "pattern": "^-?[0-9]{1,15}$"}
BOUND: Schema = {
    "type": ["number", "string"],
    "pattern": r"^(?:-?[0-9]{1,15}(?:\.[0-9]{1,9})?|[0-9]{4}-[0-9]{2}-[0-9]{2})$",
}
COUNT: Schema = {"type": ["integer", "string"], "minimum": 0, "pattern": "^[0-9]{1,9}$"}
LINK: Schema = {"type": "string", "pattern": r"^(?:https?://|tel:|mailto:)[^\s<>\"\\]+$"}
TRUTH: Schema = {"enum": [True, False, "true", "false"]}

CITES = said("The sections of the source that this comes from, as listed in rulebook.yaml.", IDS)

# conditions -----------------------------------------------------------------------------------------------------------

_RANGE = said(
    "The options from one to another, as they stand in questions.yaml, both included.",
    mapping({"from": said("The first option.", ID), "to": said("The last option.", ID)}, ("from", "to")),
)
NAMED: Schema = {"anyOf": [IDS, _RANGE]}

_TEST: Schema = {
    "description": "For a finding: true (established) or false (not established). For a question: an option or a group "
    "of options, or a list of them of which one must be chosen, or one of the comparisons. `unknown` is met by that "
    "answer alone.",
    "anyOf": [
        IDS,
        _RANGE,
        said(
            "Answered, and with none of these; a test of an open question is false.",
            mapping({"not": said("The options that must not be chosen.", NAMED)}, ("not",)),
        ),
        said(
            "For a question with several choices: so many of its options, or of these, are chosen. For a number or a "
            "date: it is at least this.",
            mapping(
                {
                    "at-least": said("The least count of options, the least number or the first day.", BOUND),
                    "of": said("The options that count; all of them where this is left out.", NAMED),
                    "less-than": said("The number is below this.", BOUND),
                    "before": said("The date is before this day: year-month-day.", WORD),
                },
                minProperties=1,
                dependentRequired={"of": ["at-least"]},
            ),
        ),
    ],
}
TESTS: Schema = {"type": "object", "additionalProperties": _TEST, "minProperties": 1}
CONDITION: dict[str, Schema] = {
    "when": said("All of these tests hold: questions or findings, each with what is wanted of it.", TESTS),
    "any": said(
        "At least one of these holds, with all of its tests.", {"type": "array", "items": TESTS, "minItems": 1}
    ),
    "unless": said("None of these tests holds; silence does not stand in the way.", TESTS),
}


_SELECTION: dict[str, Schema] = {
    "action": said("Actions by id.", IDS),
    "tag": said("All actions with one of these tags.", IDS),
    "phase": said("All actions of these phases.", IDS),
}


def selected(description: str, **further: Schema) -> Schema:
    """Actions by id, or by what they have in common; `further` are keys beside these."""
    named = mapping({**_SELECTION, **further}, anyOf=[{"required": [kind]} for kind in _SELECTION])
    return {"description": description, "anyOf": [IDS, named]}
