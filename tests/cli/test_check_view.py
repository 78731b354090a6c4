"""The report of a check: a line a remark, and the same as JSON and SARIF."""

from __future__ import annotations

import json

from nakanaori.cli.check_view import report_form, summary
from nakanaori.engine.authoring import Remark, Report
from nakanaori.engine.language import Place

REPORT = Report(
    remarks=(
        Remark(Place("雨/questions.yaml", 3, 13), "N101", "No rule tests 'soil'."),
        Remark(Place("雨/rules/1-rules.yaml", 7, 9), "N301", "No answers make the rule 'r' fire."),
    ),
    unchecked=("Not checked: N305.",),
    undecided=("Not decided: N303.",),
    notes=(Remark(Place("雨/rules/2.csv", 4, 1), "N803", "Row 4 withholds it."),),
)


def test_text_is_a_line_a_remark() -> None:
    assert report_form(REPORT, "text", "en").splitlines() == [
        str(remark) for remark in (*REPORT.remarks, *REPORT.notes)
    ]
    assert report_form(Report(()), "text", "en") == ""


def test_json_tells_places_apart_from_messages() -> None:
    document = json.loads(report_form(REPORT, "json", "en"))
    first, second = document["findings"]
    assert first == {
        "file": "雨/questions.yaml", "line": 3, "column": 13, "code": "N101", "message": "No rule tests 'soil'.",
    }  # fmt: skip
    assert (second["line"], second["code"]) == (7, "N301")
    assert [note["code"] for note in document["notes"]] == ["N803"]
    assert (document["unchecked"], document["undecided"]) == ([*REPORT.unchecked], [*REPORT.undecided])


def test_sarif_has_a_result_a_remark() -> None:
    (run,) = json.loads(report_form(REPORT, "sarif", "en"))["runs"]
    assert [result["ruleId"] for result in run["results"]] == ["N101", "N301", "N803"]
    assert [result["level"] for result in run["results"]] == ["warning", "warning", "note"]


def test_text_and_summary_are_in_the_language_asked_for() -> None:
    remark = Remark(Place("a.yaml", 3, 1), "N301", "No answers make the rule 'r' fire.")
    assert report_form(Report((remark,)), "text", "ja") == "a.yaml:3:1: N301 規則 'r' が働く答えがありません。\n"
    assert summary(Report((remark,)), "ja") == "見つかったもの1件。"
