"""The report of a check: a line a remark, and the same as JSON and SARIF."""

from __future__ import annotations

import json

from nakanaori.cli.check_view import report_form
from nakanaori.engine.authoring import Remark, Report
from nakanaori.engine.language import Place

REPORT = Report(
    remarks=(
        Remark(Place("雨/questions.yaml", 3, 13), "N101", "No rule tests 'soil'."),
        Remark(Place("雨/rules/1-rules.yaml", 7, 9), "N301", "No answers make the rule 'r' fire."),
    ),
    unchecked=("Not checked: N305.",),
    undecided=("Not decided: N303.",),
)


def test_text_is_a_line_a_remark() -> None:
    assert report_form(REPORT, "text").splitlines() == [str(remark) for remark in REPORT.remarks]
    assert report_form(Report(()), "text") == ""


def test_json_tells_places_apart_from_messages() -> None:
    document = json.loads(report_form(REPORT, "json"))
    first, second = document["findings"]
    assert first == {
        "file": "雨/questions.yaml", "line": 3, "column": 13, "code": "N101", "message": "No rule tests 'soil'.",
    }  # fmt: skip
    assert (second["line"], second["code"]) == (7, "N301")
    assert (document["unchecked"], document["undecided"]) == ([*REPORT.unchecked], [*REPORT.undecided])


def test_sarif_has_a_result_a_remark() -> None:
    (run,) = json.loads(report_form(REPORT, "sarif"))["runs"]
    assert [result["ruleId"] for result in run["results"]] == ["N101", "N301"]
