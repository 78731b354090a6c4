"""The report of a run as JUnit XML: a case for each scenario, whatever a story says."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import msgspec
from nakanaori.engine.authoring import as_junit, needed_scenarios, ran
from nakanaori.engine.proving import ENDLESS, Deadline
from nakanaori.engine.reading import load_rulebook
from small_rulebook import write_rulebook
from steering import CONTROLS, steering
from ticking import Ticking

STORIES = """\
- scenario: rain
  about: It rains <& and it is mild.
  answers: {weather: rain, degrees: 20}
  plan: {first: take-an-umbrella}
- scenario: dry
  about: "It is dry <&]]>, and yet."
  answers: {weather: sun, degrees: 20}
  plan: {holds: take-an-umbrella}
  findings: {holds: wet}
"""


def report(folder: Path, least: float | None, deadline: Deadline = ENDLESS) -> bytes:
    rulebook = load_rulebook(write_rulebook(folder, {"scenarios/stories.yaml": STORIES}))
    return as_junit(ran(rulebook, needed_scenarios(rulebook), "reference", deadline=deadline), least)


def test_each_scenario_is_a_case_and_failures_say_why(tmp_path: Path) -> None:
    root = ElementTree.fromstring(report(tmp_path, None))
    (suite,) = root
    assert {key: suite.get(key) for key in ("name", "tests", "failures", "errors")} == {
        "name": "going_out",
        "tests": "2",
        "failures": "1",
        "errors": "0",
    }
    passed, failed = suite
    assert (passed.get("name"), passed.get("classname"), passed.find("failure")) == ("rain", "going_out.stories", None)
    assert failed.get("file") == str(tmp_path / "scenarios" / "stories.yaml")
    failure = failed.find("failure")
    assert failure is not None
    assert failure.get("message") == "'take-an-umbrella' should be in the plan, but no rule that advises it fires."
    assert failure.text == (
        "It is dry <&]]>, and yet.\n"
        "'take-an-umbrella' should be in the plan, but no rule that advises it fires.\n"
        "'wet' should be found, but no rule that finds it fires."
    )


def test_a_coverage_asked_for_is_a_case_of_its_own(tmp_path: Path) -> None:
    (suite,) = ElementTree.fromstring(report(tmp_path / "most", 90))
    last = suite[-1]
    assert (suite.get("tests"), suite.get("failures"), last.get("name")) == ("3", "2", "coverage")
    assert "90 % is asked for" in str(last[0].get("message"))
    (suite,) = ElementTree.fromstring(report(tmp_path / "few", 10))
    assert (suite.get("tests"), suite.get("failures"), len(suite[-1])) == ("3", "1", 0)


def test_a_scenario_that_was_not_reached_is_an_error(tmp_path: Path) -> None:
    (suite,) = ElementTree.fromstring(report(tmp_path, None, Deadline.after(0.0, Ticking())))
    assert [suite.get(count) for count in ("tests", "failures", "errors", "skipped")] == ["2", "0", "1", "0"]
    error = suite[1].find("error")
    assert error is not None
    assert error.get("message") == "It was not reached in time."


def test_the_same_run_gives_the_same_bytes(tmp_path: Path) -> None:
    assert report(tmp_path, 50) == report(tmp_path, 50)


def test_no_control_character_stands_in_it(tmp_path: Path) -> None:
    rulebook = load_rulebook(write_rulebook(tmp_path, {"scenarios/stories.yaml": STORIES}))
    told = (msgspec.structs.replace(one, about=f"{one.about}{CONTROLS}") for one in needed_scenarios(rulebook))
    written = as_junit(ran(rulebook, tuple(told), "reference", deadline=ENDLESS), None).decode()
    assert steering(written) == []
    assert r"\u001b]0;x\u0007\u009b31m" in written
    ElementTree.fromstring(written)
