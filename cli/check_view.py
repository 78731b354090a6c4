"""The report of a check as text, as JSON and as SARIF."""

from __future__ import annotations

from importlib.metadata import version

from msgspec.structs import replace

from ..engine.authoring import Remark, Report, as_sarif
from .json_text import json_text
from .translation import told


def report_form(report: Report, form: str, language: str) -> str:
    """The report as `text` in `language`, one remark a line; as `json`; or as `sarif`, which are in English.

    The JSON is `{"complete", "unchecked": [sentence], "undecided": [sentence], "findings": [{"file", "line", "column",
    "code", "message"}], "notes": [the same]}`: whether everything was checked and decided, what was not, the findings
    in the order of their places, and what is worth knowing and no fault.
    """
    if form == "sarif":
        return as_sarif(report, version("nakanaori"))
    if form == "json":
        return _json(report)
    said = (replace(remark, message=told(remark.message, language)) for remark in (*report.remarks, *report.notes))
    return "".join(f"{remark}\n" for remark in said)


def _json(report: Report) -> str:
    document = {
        "complete": report.complete,
        "unchecked": report.unchecked,
        "undecided": report.undecided,
        "findings": [_finding(remark) for remark in report.remarks],
        "notes": [_finding(remark) for remark in report.notes],
    }
    return json_text(document)


def _finding(remark: Remark) -> dict[str, object]:
    place = remark.place
    return {
        "file": place.source,
        "line": place.line,
        "column": place.column,
        "code": remark.code,
        "message": remark.message,
    }


def summary(report: Report, language: str) -> str:
    """How much was found, whether that is all there is to find, and how much is worth knowing beside it."""
    noted = len(report.notes)
    beside = f" {noted} thing{'' if noted == 1 else 's'} worth knowing." if noted else ""
    return told(f"{_found(report)}{beside}", language)


def _found(report: Report) -> str:
    found = len(report.remarks)
    counted = f"{found or 'No'} finding{'' if found == 1 else 's'}"
    if report.undecided:
        return f"{counted} among what could be decided."
    if report.unchecked:
        return f"{counted} in what was checked, which is not all there is to check."
    return f"{counted}." if found else "Nothing found."
