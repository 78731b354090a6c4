"""The remarks of a check as SARIF 2.1.0, the form in which editors and code hosts take such findings."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import msgspec

from ..language import controls_shown
from .remark import CYCLE, DUPLICATE_ID, NOT_LOADED, TITLES, UNKNOWN_ID, WORTH_KNOWING, Remark
from .rulebook_check import Report

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

_ERRORS = (NOT_LOADED, UNKNOWN_ID, DUPLICATE_ID, CYCLE)
"""What keeps a rulebook from loading; all else is a warning, or a note where it is no fault."""


def as_sarif(report: Report, version: str) -> str:
    """The report as a SARIF log of one run; `version` is that of the program.

    Places are relative where the rulebook's folder was named so. What was not checked, or not decided, is told as
    warnings among the notifications of the run; whether there is none of it, as its property `complete`.
    """
    codes = list(TITLES)
    rules = [
        {
            "id": code,
            "shortDescription": {"text": f"{title}."},
            "help": {"text": f"docs/checks.md says under {code} what this means, why it matters and how to mend it."},
            "defaultConfiguration": {"level": _level(code)},
        }
        for code, title in TITLES.items()
    ]
    run = {
        "tool": {"driver": {"name": "nakanaori check", "semanticVersion": version, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": _notifications(report)}],
        "results": [_result(remark, codes.index(remark.code)) for remark in (*report.remarks, *report.notes)],
        "properties": {"complete": report.complete},
    }
    log = {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return controls_shown(msgspec.json.format(msgspec.json.encode(log), indent=2).decode() + "\n")


def _level(code: str) -> str:
    if code in WORTH_KNOWING:
        return "note"
    return "error" if code in _ERRORS else "warning"


def _notifications(report: Report) -> list[dict[str, object]]:
    return [{"level": "warning", "message": {"text": told}} for told in (*report.unchecked, *report.undecided)]


def _result(remark: Remark, index: int) -> dict[str, object]:
    region = {"startLine": remark.place.line, "startColumn": remark.place.column}
    location = {"artifactLocation": {"uri": _uri(remark.place.source)}, "region": region}
    return {
        "ruleId": remark.code,
        "ruleIndex": index,
        "level": _level(remark.code),
        "message": {"text": remark.message},
        "locations": [{"physicalLocation": location}],
    }


def _uri(source: str) -> str:
    path = Path(source)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
