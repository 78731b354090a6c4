"""The JSON Schema of a trace, generated from its types; `reading.file_schemas` has those of the files people write.

`nakanaori schema outcome -o docs/outcome.schema.json` writes it anew.
"""

from __future__ import annotations

import json
from typing import Any

import msgspec

from .trace import TRACE_SCHEMA, Trace

_DIALECT = "https://json-schema.org/draft/2020-12/schema"

_SHA256 = {"pattern": "^[0-9a-f]{64}$"}

_SAID: dict[str, dict[str, object]] = {
    "Trace.schema": {"description": "The name and version of this format.", "const": TRACE_SCHEMA},
    "Trace.rulebook": {"description": "Which rulebook concluded."},
    "Trace.engine": {"description": "What fired the rules."},
    "Trace.language": {"description": "The language of every text here."},
    "Trace.answers": {
        "description": "Question ids and answers, in the rulebook's order: an option or `unknown`, the chosen options "
        "(none: an empty list), or a whole number. Open questions are absent."
    },
    "Trace.aside": {
        "description": "The ids of the questions whose answers do not count, since their `only-if` does not hold; "
        "absent where all answers count.",
        "minItems": 1,
    },
    "Trace.complete": {"description": "Whether no open question could change the plan any more."},
    "Trace.open_questions": {
        "description": "The ids of the open questions whose answers could change the plan, in the order in which they "
        "would be asked. No others can follow."
    },
    "Trace.findings": {"description": "What was found, in the rulebook's order."},
    "Trace.first_steps": {"description": "The ids of the actions to begin with, in this order."},
    "Trace.first_steps_certain": {
        "description": "Whether no further answer could change which actions these are, nor which of them are basics."
    },
    "Trace.actions": {"description": "The plan, in its order."},
    "Trace.withheld": {"description": "What was advised and withheld, in the order in which actions are declared."},
    "Trace.rules": {"description": "The rules that fired, in the rulebook's order."},
    "Trace.digest": {"description": "SHA-256, in hexadecimal, over rulebook and answers.", **_SHA256},
    "TracedRulebook.id": {"description": "The rulebook's id."},
    "TracedRulebook.version": {"description": "The rulebook's version."},
    "TracedRulebook.sha256": {
        "description": "SHA-256, in hexadecimal, over the logic: the same where the same is concluded.",
        **_SHA256,
    },
    "TracedRulebook.wording": {
        "description": "SHA-256, in hexadecimal, over every text in this language and the help lines.",
        **_SHA256,
    },
    "Engine.name": {"description": "`reference` or `durable`."},
    "Engine.version": {"description": "The version of nakanaori or of durable-rules."},
    "TracedFinding.id": {"description": "The finding's id."},
    "TracedFinding.text": {"description": "The finding as a sentence."},
    "TracedFinding.by": {"description": "The ids of the rules that established it.", "minItems": 1},
    "TracedAction.id": {"description": "The action's id."},
    "TracedAction.phase": {"description": "The phase of the plan that it belongs to."},
    "TracedAction.rank": {"description": "Its place in the plan, counted from 1.", "minimum": 1},
    "TracedAction.basic": {"description": "Whether only basic rules advise it: what is said to everybody."},
    "TracedAction.title": {"description": "What to do, in a line."},
    "TracedAction.steps": {"description": "The steps shown in this case, as texts."},
    "TracedAction.step_ids": {"description": "The ids of the same steps."},
    "TracedAction.done": {"description": "How one knows that it is done; may be empty."},
    "TracedAction.help_lines": {"description": "Whom to turn to, the first to use first."},
    "TracedAction.cites": {"description": "The sections of the source that it comes from."},
    "TracedAction.because": {"description": "The ids of the fired rules that advise it.", "minItems": 1},
    "TracedAction.led_by": {
        "description": "The ids of the fired rules that lead it, so that it comes before others among the first steps; "
        "absent where there are none.",
        "minItems": 1,
    },
    "TracedAction.drafts": {
        "description": "The drafts offered with it: words to begin with; absent where there are none.",
        "minItems": 1,
    },
    "ToldDraft.id": {"description": "The draft's id."},
    "ToldDraft.title": {"description": "What it is, in a line."},
    "ToldDraft.form": {"description": "On what it is written or how it is said, and how long, in a line."},
    "ToldDraft.parts": {"description": "The parts that are in it in this case, as texts."},
    "ToldDraft.part_ids": {"description": "The ids of the same parts."},
    "ToldDraft.blanks": {"description": "The blanks in them, in the order in which they come."},
    "ToldBlank.name": {"description": "The blank's name: `{{name}}` stands in the texts."},
    "ToldBlank.text": {"description": "What the person writes there."},
    "TracedHelpLine.id": {"description": "The help line's id."},
    "TracedHelpLine.name": {"description": "Who answers."},
    "TracedHelpLine.call": {"description": "The number to dial; may be empty."},
    "TracedHelpLine.url": {"description": "Where to read about it; may be empty."},
    "TracedHelpLine.hours": {"description": "When it can be reached; may be empty."},
    "TracedHelpLine.note": {"description": "What else to know; may be empty."},
    "TracedHelpLine.checked": {"description": "The date on which this was checked, year-month-day."},
    "TracedWithheld.id": {"description": "The action's id."},
    "TracedWithheld.title": {"description": "What not to do now, in a line."},
    "TracedWithheld.advised_by": {"description": "The ids of the fired rules that advise it.", "minItems": 1},
    "TracedWithheld.by": {"description": "The ids of the fired rules that withhold it.", "minItems": 1},
    "TracedRule.id": {"description": "The rule's id."},
    "TracedRule.cites": {"description": "The sections of the source that it comes from."},
    "TracedRule.reason": {"description": "The rule as a reason, in a sentence."},
    "TracedRule.because": {"description": "The answers and findings that it used; empty for a rule that always fires."},
    "Used.question": {"description": "The question's id."},
    "Used.answer": {"description": "The answer to it; null where it was open, or its answer did not count."},
    "Used.finding": {"description": "The finding's id."},
    "Used.holds": {"description": "Whether the finding was established."},
}
"""What the types cannot say of each property."""


def outcome_schema() -> dict[str, object]:
    """The JSON Schema of what `Outcome.to_dict` returns and `nakanaori advise --format json` writes."""
    template = "#/$defs/{name}"
    return {
        "$schema": _DIALECT,
        "title": "The outcome of a consultation",
        "description": "What nakanaori concludes from a rulebook and answers, with every reason. The same rulebook, "
        "answers, language and engine give the same bytes.",
        "$ref": template.format(name=Trace.__name__),
        "$defs": outcome_components(template),
    }


def outcome_components(template: str) -> dict[str, Any]:
    """The schemas of a trace and of all its parts, by the names of their types; `template` makes a name a reference."""
    _, components = msgspec.json.schema_components((Trace,), ref_template=template)
    for name, component in components.items():
        for field, described in component["properties"].items():
            described |= _SAID[f"{name}.{field}"]
    # Traces of the former format are read without it.
    components["TracedRulebook"]["required"].append("wording")
    components["Trace"]["required"].append("first_steps_certain")
    # A rule rests on an answer or on a finding, and each comes with its value.
    used = components["Used"]
    del used["required"]
    used["oneOf"] = [{"required": ["question", "answer"]}, {"required": ["finding", "holds"]}]
    used["maxProperties"] = 2
    return components


def schema_text(schema: dict[str, object] | None = None) -> str:
    """A schema as it is committed in `docs`, by default that of the outcome."""
    return json.dumps(schema or outcome_schema(), ensure_ascii=False, indent=2) + "\n"
