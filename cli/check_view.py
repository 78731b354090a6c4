"""The report of a check as text, as JSON and as SARIF."""

from __future__ import annotations

from importlib.metadata import version

from ..engine.authoring import Remark, Report, as_sarif
from .json_text import json_text


def report_form(report: Report, form: str) -> str:
    """The report as `text`, one remark a line; as `json`; or as `sarif`.

    The JSON is `{"findings": [{"file", "line", "column", "code", "message"}], "unchecked": [sentence],
    "undecided": [sentence]}`, the findings in the order of their places.
    """
    if form == "sarif":
        return as_sarif(report, version("nakanaori"))
    if form == "json":
        return _json(report)
    return "".join(f"{remark}\n" for remark in report.remarks)


def _json(report: Report) -> str:
    document = {
        "findings": [_finding(remark) for remark in report.remarks],
        "unchecked": report.unchecked,
        "undecided": report.undecided,
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
