"""The report of a check as text, as JSON and as SARIF."""

from __future__ import annotations

from importlib.metadata import version

from ..engine.authoring import Remark, Report, as_sarif
from .json_text import json_text


def report_form(report: Report, form: str) -> str:
    """The report as `text`, one remark a line; as `json`; or as `sarif`.

    The JSON is `{"complete", "unchecked": [sentence], "undecided": [sentence], "findings": [{"file", "line", "column",
    "code", "message"}]}`: whether everything was checked and decided, what was not, and the findings in the order of
    their places.
    """
    if form == "sarif":
        return as_sarif(report, version("nakanaori"))
    if form == "json":
        return _json(report)
    return "".join(f"{remark}\n" for remark in report.remarks)


def _json(report: Report) -> str:
    document = {
        "complete": report.complete,
        "unchecked": report.unchecked,
        "undecided": report.undecided,
        "findings": [_finding(remark) for remark in report.remarks],
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


def summary(report: Report) -> str:
    """How much was found, and whether that is all there is to find."""
    found = len(report.remarks)
    counted = f"{found or 'No'} finding{'' if found == 1 else 's'}"
    if report.undecided:
        return f"{counted} among what could be decided."
    if report.unchecked:
        return f"{counted} in what was checked, which is not all there is to check."
    return f"{counted}." if found else "Nothing found."
