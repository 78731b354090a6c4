"""The trace: an outcome with every reason and text, as typed values and as JSON.

The same rulebook, answers, language and engine give the same bytes. `docs/outcome.schema.json` is generated from the
types of this module.
"""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Mapping

import msgspec
from msgspec import UNSET, UnsetType

from ..consulting import Answer, Engine, Outcome, Planned
from ..language import Finding, Place, Problem, Rule, Rulebook, Test, TraceError, controls_shown
from ..reading import MOST_BYTES, Texts
from .plan_words import ToldDraft, ToldHelpLine, told_action
from .value_words import answered_wording
from .wording import Wording, wording_digest

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    # That of UTF-32 begins like that of UTF-16.
    *((mark, "utf-32") for mark in (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)),
    *((mark, "utf-16") for mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)),
)
"""The byte order marks, and what they are marks of."""

_WIDE_MARKS = tuple(mark for mark, encoding in _MARKS if encoding != "utf-8-sig")

TRACE_SCHEMA, FORMER_SCHEMA = "nakanaori-outcome/2", "nakanaori-outcome/1"
"""The format of new traces, and the one before, in which `sha256` was over the bytes of files."""


class TracedRulebook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which rulebook it was; `sha256` is over its logic, `wording` over its words in the trace's language."""

    id: str
    version: str
    sha256: str
    wording: str | UnsetType = UNSET


def traced_rulebook(rulebook: Rulebook, texts: Texts | None = None) -> TracedRulebook:
    """Which rulebook this is, in which words."""
    wording = UNSET if texts is None else wording_digest(rulebook, texts)
    return TracedRulebook(rulebook.id, rulebook.version, rulebook.sha256, wording)


class Used(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a rule looked at: `question` and `answer` (null where it was open), or `finding` and whether it `holds`."""

    question: str | UnsetType = UNSET
    answer: str | tuple[str, ...] | int | UnsetType | None = UNSET
    finding: str | UnsetType = UNSET
    holds: bool | UnsetType = UNSET


class TracedFinding(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A finding, in words, and the rules that established it."""

    id: str
    text: str
    by: tuple[str, ...]


class TracedHelpLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A help line: what to dial, where to read about it, and the date on which that was checked."""

    id: str
    name: str
    call: str
    url: str
    hours: str
    note: str
    checked: str


class TracedAction(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An action of the plan; `steps` are the texts of `step_ids`, `done` says how one knows that it is done."""

    id: str
    phase: str
    rank: int
    basic: bool
    title: str
    steps: tuple[str, ...]
    step_ids: tuple[str, ...]
    done: str
    help_lines: tuple[TracedHelpLine, ...]
    cites: tuple[str, ...]
    because: tuple[str, ...]
    led_by: tuple[str, ...] | UnsetType = UNSET
    drafts: tuple[ToldDraft, ...] | UnsetType = UNSET


class TracedWithheld(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An action that rules advised and other rules withheld."""

    id: str
    title: str
    advised_by: tuple[str, ...]
    by: tuple[str, ...]


class TracedRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rule that fired: the sections it cites, its reason in words, the answers and findings it used."""

    id: str
    cites: tuple[str, ...]
    reason: str
    because: tuple[Used, ...]


class Trace(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The whole outcome; `digest` is the SHA-256 of rulebook and answers, so that a changed copy is noticed."""

    schema: str
    rulebook: TracedRulebook
    engine: Engine
    language: str
    answers: dict[str, str | tuple[str, ...] | int]
    aside: tuple[str, ...] | UnsetType = UNSET
    complete: bool
    open_questions: tuple[str, ...]
    findings: tuple[TracedFinding, ...]
    first_steps: tuple[str, ...]
    first_steps_certain: bool | UnsetType = UNSET
    actions: tuple[TracedAction, ...]
    withheld: tuple[TracedWithheld, ...]
    rules: tuple[TracedRule, ...]
    digest: str


def traced(outcome: Outcome, wording: Wording) -> Trace:
    """The trace of an outcome, in the words of one reader."""
    rulebook, texts = outcome.rulebook, wording.texts
    named = traced_rulebook(rulebook, texts)
    wording = answered_wording(wording, rulebook, outcome.case.facts)
    return Trace(
        schema=TRACE_SCHEMA,
        rulebook=named,
        engine=outcome.engine,
        language=texts.language,
        answers=dict(outcome.case.answers),
        aside=tuple(outcome.case.aside) or UNSET,
        complete=outcome.complete,
        open_questions=tuple(question.id for question in outcome.open_questions),
        findings=tuple(
            TracedFinding(finding, texts("findings", finding, "holds"), by) for finding, by in outcome.findings.items()
        ),
        first_steps=tuple(planned.action.id for planned in outcome.first_steps),
        first_steps_certain=outcome.first_steps_certain,
        actions=tuple(_action(outcome, planned, wording) for planned in outcome.plan),
        withheld=tuple(
            TracedWithheld(held.action.id, texts("actions", held.action.id, "title"), held.advised_by, held.by)
            for held in outcome.withheld
        ),
        rules=tuple(_rule(outcome, rulebook.rule[rule], wording) for rule in outcome.fired),
        digest=digest(named, outcome.case.answers),
    )


def _action(outcome: Outcome, planned: Planned, wording: Wording) -> TracedAction:
    told = told_action(outcome, planned, wording)
    return TracedAction(
        id=told.id,
        phase=planned.action.phase,
        rank=told.rank,
        basic=told.basic,
        title=told.title,
        steps=tuple(step.written for step in told.steps),
        step_ids=tuple(step.id for step in planned.steps),
        done=told.done,
        help_lines=tuple(map(traced_help_line, told.help_lines)),
        cites=planned.action.cites,
        because=told.because,
        led_by=told.led_by or UNSET,
        drafts=told.drafts or UNSET,
    )


def traced_help_line(line: ToldHelpLine) -> TracedHelpLine:
    """A help line as JSON holds it, its note as it is written."""
    return TracedHelpLine(line.id, line.name, line.call, line.url, line.hours, line.note.written, line.checked)


def _rule(outcome: Outcome, rule: Rule, wording: Wording) -> TracedRule:
    tests = rule.condition.used(outcome.case.facts, outcome.findings)
    used = tuple(dict.fromkeys(_as_used(outcome, test) for test in tests))
    return TracedRule(rule.id, rule.cites, wording.texts("rules", rule.id), used)


def _as_used(outcome: Outcome, test: Test) -> Used:
    if isinstance(test, Finding):
        return Used(finding=test.finding, holds=test.finding in outcome.findings)
    counts = test.question in outcome.case.facts
    return Used(question=test.question, answer=outcome.case.answers[test.question] if counts else None)


def digest(rulebook: TracedRulebook, answers: Mapping[str, Answer]) -> str:
    """SHA-256, in hexadecimal, over the rulebook's identity, whatever its words, and the answers."""
    wordless = msgspec.structs.replace(rulebook, wording=UNSET)
    return hashlib.sha256(msgspec.json.encode((wordless, answers))).hexdigest()


def trace_json(made: Trace) -> bytes:
    """The trace as JSON, indented, UTF-8, with a newline at the end."""
    return controls_shown(msgspec.json.format(msgspec.json.encode(made), indent=2).decode() + "\n").encode()


def read_trace(source: str, data: bytes) -> Trace:
    """The trace in JSON text, in UTF-8 or with the mark of UTF-16 or UTF-32; `source` is what errors call it.

    Raises TraceError when it is not JSON, or JSON but no trace.
    """
    whole = Place(source)
    right = "Give the JSON that 'nakanaori advise --format json' wrote."
    if len(data) > MOST_BYTES:
        raise TraceError([Problem(whole, "The file is larger than 1 MiB.", right)])
    try:
        return msgspec.json.decode(_utf_8(data), type=Trace)
    except msgspec.ValidationError as error:
        raise TraceError([Problem(whole, f"This is no trace: {error}.", right)]) from None
    except UnicodeDecodeError:
        raise TraceError([Problem(whole, "This is not JSON in UTF-8.", "Save it as UTF-8.")]) from None
    except (msgspec.DecodeError, RecursionError) as error:
        raise TraceError([Problem(whole, f"This is not JSON: {error}.", right)]) from None


def _utf_8(data: bytes) -> bytes:
    """The same text in UTF-8 without a byte order mark; some shells of Windows write every output in UTF-16.

    Raises UnicodeDecodeError when it is in another encoding.
    """
    if len(data) > 1 and 0 in data[:2] and not data.startswith(_WIDE_MARKS):
        raise UnicodeDecodeError("utf-8", data, 0, 2, "this is how UTF-16 and UTF-32 begin")
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "utf-8")
    return data.decode(marked).encode()
