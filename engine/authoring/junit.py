"""The report of a run of scenarios as JUnit XML, which continuous integration reads.

The form is the one that readers have in common: `testsuites` with one `testsuite`, a `testcase` for each scenario, a
`failure` in those that failed and an `error` in those that were not reached in time. Times are 0, so that the same run
always gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

from ..language import Place, Rulebook, controls_shown
from .coverage import Coverage
from .scenario import Scenario, judge
from .scenario_run import ScenarioRun


def as_junit(run: ScenarioRun, least: float | None) -> bytes:
    """The report as XML, UTF-8; where a `least` coverage in percent was asked for, it is a test case of its own.

    A scenario that was not reached in time is an error.
    """
    coverage, rulebook = run.coverage, run.coverage.rulebook
    suite = ElementTree.Element("testsuite", name=controls_shown(rulebook.id))
    for trial in run.trials:
        case = _case_of(suite, rulebook, trial.scenario)
        if trial.deviations:
            _fail(case, judge(trial.scenario, trial.outcome), trial.scenario.about)
    for scenario in run.unreached:
        case = _case_of(suite, rulebook, scenario)
        ElementTree.SubElement(case, "error", message="It was not reached in time.", type="unreached")
    if least is not None:
        case = _case(suite, rulebook.id, "coverage", Place(str(rulebook.folder)))
        if not coverage.reaches(least):
            _fail(case, (_coverage(coverage, least),))
    counts = {
        "tests": str(len(suite)),
        "failures": str(len(suite.findall("testcase/failure"))),
        "errors": str(len(suite.findall("testcase/error"))),
        "skipped": "0",
        "time": "0",
    }
    suite.attrib.update(counts)
    root = ElementTree.Element("testsuites", counts)
    root.append(suite)
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _case_of(suite: ElementTree.Element, rulebook: Rulebook, scenario: Scenario) -> ElementTree.Element:
    group = f"{rulebook.id}.{Path(scenario.place.source).stem}"
    return _case(suite, group, scenario.id, scenario.place)


def _case(suite: ElementTree.Element, group: str, name: str, place: Place) -> ElementTree.Element:
    line = {"line": str(place.line)} if place.line else {}
    attributes = {"classname": group, "name": name, "file": place.source, **line, "time": "0"}
    return ElementTree.SubElement(suite, "testcase", {key: controls_shown(value) for key, value in attributes.items()})


def _fail(case: ElementTree.Element, sentences: Sequence[str], about: str = "") -> None:
    failure = ElementTree.SubElement(case, "failure", message=controls_shown(sentences[0]), type="failed")
    failure.text = controls_shown("\n".join(filter(None, (about, *sentences))))


def _coverage(coverage: Coverage, least: float) -> str:
    rules, tests = coverage.rules, coverage.both_ways
    return (
        f"{least:g} % is asked for: {rules.part} of {rules.whole} rules fired ({rules.percent} %), "
        f"{tests.part} of {tests.whole} tests came out both true and false ({tests.percent} %)."
    )
