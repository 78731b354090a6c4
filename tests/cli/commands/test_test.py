"""`nakanaori test` runs scenarios, tells of failures what came out instead and why, and counts coverage."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result
from nakanaori.cli.commands import test as test_command
from nakanaori.cli.main import nakanaori
from nakanaori.engine.proving import Deadline
from small_rulebook import changed, write_rulebook

STORIES = """\
- scenario: rain
  about: It rains, and it is mild.
  answers: {weather: rain, degrees: 20}
  plan: {first: take-an-umbrella, holds: drink-water, lacks: [put-on-a-coat, stay-in], basic: drink-water}
  findings: {holds: wet, lacks: [cold, miserable]}
- scenario: storm
  about: It snows, it is cold, and we are at home.
  answers: {weather: snow, degrees: 0, at-home: yes}
  plan:
    first: [stay-in, drink-water]
    own: stay-in
    withheld: [take-an-umbrella, put-on-a-coat]
    shows: {drink-water: [pour, warm-it]}
- scenario: frost
  about: It is cold and dry.
  answers: {weather: sun, degrees: 0, bag: [hat]}
  plan: {holds: put-on-a-coat, hides: {put-on-a-coat: tie-the-scarf}}
"""
STORY = "scenarios/stories.yaml"


@pytest.fixture
def folder(tmp_path) -> Path:
    return write_rulebook(tmp_path / "going_out", {STORY: STORIES})


def run(folder: Path, *arguments: object) -> Result:
    return CliRunner().invoke(
        nakanaori, ["test", "--rulebook", str(folder), "--lang", "en", *map(str, arguments)], env={"NO_COLOR": "1"}
    )


def told(folder: Path, *arguments: object) -> str:
    """What is told, on one line."""
    return " ".join(run(folder, *arguments).output.split())


def story(folder: Path, expected: str, answers: str = "{weather: rain, degrees: 20}") -> Path:
    text = f"- scenario: story\n  about: A story.\n  answers: {answers}\n  {expected}\n"
    (folder / STORY).write_text(text, encoding="utf-8")
    return folder


def documented(folder: Path, *arguments: object) -> dict:
    return json.loads(run(folder, "--format", "json", *arguments).stdout)


# all is well ----------------------------------------------------------------------------------------------------------


def test_all_that_comes_out_as_expected_is_a_count(folder, engine):
    result = run(folder, "--engine", engine)
    assert result.exit_code == 0
    assert result.output.startswith("Scenarios: 3. All came out as expected.\nRules that fired: 7 of 7 (100.0 %).\n")
    assert "Failed" not in result.output


def test_the_shipped_scenarios_come_out_as_expected_and_reach_everything():
    result = CliRunner().invoke(nakanaori, ["test", "--lang", "en", "--coverage-min", "95"])
    assert result.exit_code == 0, result.output
    assert "Coverage of at least 95 % was asked for, and is reached." in result.output


def test_what_is_told_is_the_same_each_time_and_with_either_engine(folder):
    assert run(folder).output == run(folder).output == run(folder, "--engine", "reference").output


# failures -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expected", "answers", "sentences"),
    [
        (
            "plan: {first: [drink-water]}",
            "{weather: rain, degrees: 20}",
            [
                "The list should begin with drink-water. It begins with take-an-umbrella.",
                "“Take an umbrella” (take-an-umbrella) should not stand among the first.",
                "An umbrella keeps you dry. [umbrella-when-wet]",
            ],
        ),
        (
            "plan: {first: [stay-in, take-an-umbrella]}",
            "{weather: rain, degrees: 20}",
            [
                "It begins with take-an-umbrella, drink-water.",
                "“Stay in” (stay-in) should be in the list.",
                "[miserable-means-staying-in] → It is not miserable.",
            ],
        ),
        (
            "plan: {first: [stay-in], holds: [stay-in]}",
            "{weather: sun}",
            ["The list should begin with stay-in. It begins with drink-water."],
        ),
        (
            "plan: {holds: [put-on-a-coat]}",
            "{weather: rain, degrees: 20}",
            [
                "“Put on a coat” (put-on-a-coat) should be in the list.",
                "Nothing in the answers speaks for “Put on a coat”",
                "A coat keeps you warm. [coat-when-cold]",
                "→ It would apply with “Snowing”. At present – Weather: “Raining”.",
            ],
        ),
        (
            "plan: {holds: [put-on-a-coat]}",
            "{weather: snow, degrees: 0, at-home: yes}",
            ["a weightier reason speaks against it", "[miserable-means-staying-in] → It is miserable."],
        ),
        (
            "plan: {lacks: [take-an-umbrella]}",
            "{weather: rain}",
            ["“Take an umbrella” (take-an-umbrella) should not be in the list.", "→ It is wet."],
        ),
        (
            "plan: {basic: [take-an-umbrella]}",
            "{weather: rain}",
            ["should be in the list as a basic.", "is number 1 in the plan."],
        ),
        (
            "plan: {own: [drink-water]}",
            "{weather: rain}",
            ["on this person’s own account", "is number 2 in the plan, as a basic"],
        ),
        (
            "plan: {withheld: [take-an-umbrella]}",
            "{weather: rain}",
            ["“Take an umbrella” (take-an-umbrella) should be held back for now.", "is number 1 in the plan."],
        ),
        (
            "plan: {shows: {drink-water: warm-it}}",
            "{weather: rain}",
            ["should show the step “Warm it.” (warm-it).", "this step is not shown with it: → It is not cold."],
        ),
        (
            "plan: {hides: {drink-water: warm-it}}",
            "{degrees: 0}",
            ["should not show the step “Warm it.” (warm-it).", "It is shown with it: → It is cold."],
        ),
        (
            "plan: {hides: {drink-water: pour}}",
            "{}",
            ["“Pour a glass.” (pour).", "It is shown with it, whatever the answers."],
        ),
        (
            "plan: {hides: {put-on-a-coat: tie-the-scarf}}",
            "{weather: sun}",
            ["should not show the step", "Nothing in the answers speaks for “Put on a coat”"],
        ),
        (
            "findings: {holds: [wet]}",
            "{weather: sun}",
            ["“wet” should be found. It is not wet.", "Rain and snow wet. [rain-and-snow-wet]"],
        ),
        (
            "findings: {lacks: [wet]}",
            "{weather: rain}",
            ["“wet” should not be found. It is wet.", "[rain-and-snow-wet] → Weather: “Raining”."],
        ),
    ],
)
def test_a_failure_is_told_with_what_came_out_instead_and_why(folder, expected, answers, sentences):
    output = told(story(folder, expected, answers))
    for sentence in sentences:
        assert sentence in output
    assert f"Failed: story {folder / STORY}:1:13 A story." in output
    assert "Scenarios: 1. As expected: 0. Failed: 1." in output


def test_nothing_is_explained_twice(folder):
    output = told(story(folder, "plan: {first: [stay-in], holds: [stay-in]}", "{weather: sun}"))
    assert output.count("Nothing in the answers speaks for “Stay in”") == 1


def test_a_failure_is_exit_status_1_and_the_others_still_run(folder):
    text = STORIES.replace("findings: {holds: wet, lacks: [cold, miserable]}", "findings: {lacks: [wet]}")
    assert text != STORIES
    (folder / STORY).write_text(text, encoding="utf-8")
    result = run(folder)
    assert result.exit_code == 1
    assert "Scenarios: 3. As expected: 2. Failed: 1." in result.output
    assert "Failed: rain" in result.output
    assert "Failed: storm" not in result.output


def test_a_changed_rule_is_noticed_by_its_scenario(tmp_path):
    rules = changed("rules/1-findings.yaml", "{less-than: 10}", "{less-than: -5}")
    result = run(write_rulebook(tmp_path, {STORY: STORIES, **rules}))
    assert result.exit_code == 1
    assert "this step is not shown with it: → It is not cold." in " ".join(result.output.split())


def test_failures_are_told_in_japanese_too(folder):
    story(folder, "plan: {holds: [put-on-a-coat], shows: {drink-water: warm-it}}")
    result = CliRunner().invoke(nakanaori, ["test", "--rulebook", str(folder), "--lang", "ja"])
    output = "".join(result.output.split())
    assert result.exit_code == 1
    assert "「上着を着る」（put-on-a-coat）は、リストにあるはずです。" in output
    assert "シナリオ1件。期待どおり0件、失敗1件。" in output
    assert "寒くありません。" in output


def test_a_story_cannot_steer_the_terminal(folder):
    text = '- {scenario: story, about: "Red \\e[31m.", answers: {}, plan: {holds: stay-in}}\n'
    (folder / STORY).write_text(text, encoding="utf-8")
    result = run(folder)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "stories.yaml:1:28: The escape of the character U+001B" in result.stderr


def test_the_name_of_a_file_cannot_steer_the_terminal(folder):
    (folder / STORY).rename(folder / "scenarios" / "a\x1b[31m.yaml")
    output = run(story(folder, "plan: {holds: stay-in}")).output
    assert "\x1b" not in output


# coverage -------------------------------------------------------------------------------------------------------------


def test_what_was_never_reached_is_listed_with_its_place(folder):
    output = told(story(folder, "plan: {holds: drink-water}"))
    assert "Rules that fired: 3 of 7 (42.8 %). Tests seen both true and false: 0 of 13 (0.0 %)." in output
    rules = folder / "rules"
    assert f"Rules that never fired: - few-degrees-are-cold {rules / '1-findings.yaml'}:5:9" in output
    assert f"Tests never seen true: - few-degrees-are-cold, when: degrees: {{less-than: 10}} {rules}" in output
    assert f"Tests never seen false: - rain-and-snow-wet, when: weather: [rain, snow] {rules}" in output
    never = (
        f"since their action is in no plan: - put-on-a-coat/tie-the-scarf, when: bag: scarf {folder / 'actions.yaml'}"
    )
    assert never in output


def test_too_little_coverage_is_exit_status_1(folder):
    result = run(story(folder, "plan: {holds: drink-water}"), "--coverage-min", "42.9")
    assert result.exit_code == 1
    assert "Coverage of at least 42.9 % was asked for, and is not reached." in result.output
    assert run(folder, "--coverage-min", "0").exit_code == 0


def test_of_a_chosen_few_it_is_not_listed_what_they_do_not_reach(folder):
    result = run(folder, "--scenario", "frost", "--scenario", "rain")
    assert result.exit_code == 0
    assert "Scenarios: 2." in result.output
    assert "Rules that fired: 5 of 7" in result.output
    assert "never" not in result.output
    assert "never" in run(folder, "--scenario", "frost", "--coverage-min", "99").output


# JSON and JUnit -------------------------------------------------------------------------------------------------------


def test_json_says_all_that_text_does(folder):
    document = documented(story(folder, "plan: {holds: [stay-in, drink-water]}"), "--coverage-min", "10")
    assert (document["language"], document["passed"]) == ("en", False)
    (scenario,) = document["scenarios"]
    assert (scenario["id"], scenario["passed"]) == ("story", False)
    assert scenario["place"] == {"source": str(folder / STORY), "line": 1, "column": 13}
    (deviation,) = scenario["deviations"]
    assert (deviation["kind"], deviation["ids"]) == ("holds", ["stay-in"])
    assert deviation["reasons"][0]["rule"] == "miserable-means-staying-in"
    reached = document["coverage"]
    assert reached["rules"] == {"part": 3, "whole": 7, "percent": 42.8}
    assert (reached["least"], reached["reached"]) == (10.0, False)
    assert "coat-when-cold" in [one["rule"] for one in reached["never_fired"]]
    (scarf,) = (one for one in reached["one_way"] if one.get("step") == "tie-the-scarf")
    assert scarf.pop("place")["source"] == str(folder / "actions.yaml")
    expected = {"action": "put-on-a-coat", "step": "tie-the-scarf", "part": "when", "test": "bag: scarf"}
    assert scarf == {**expected, "true": 0, "false": 0}


def test_json_of_a_run_that_passed(folder):
    document = documented(folder)
    assert document["passed"]
    assert document["coverage"]["least"] is None
    assert [one["deviations"] for one in document["scenarios"]] == [[], [], []]


def suite(folder: Path, file: Path, *arguments: object) -> ElementTree.Element:
    run(folder, "--junit", file, *arguments)
    root = ElementTree.fromstring(file.read_bytes())
    assert root.tag == "testsuites"
    (only,) = root
    return only


def test_junit_has_a_case_for_each_scenario(folder, tmp_path):
    cases = suite(folder, tmp_path / "report.xml")
    assert (cases.tag, cases.get("name")) == ("testsuite", "going_out")
    assert [cases.get(count) for count in ("tests", "failures", "errors", "skipped")] == ["3", "0", "0", "0"]
    assert [case.get("name") for case in cases] == ["rain", "storm", "frost"]
    assert {case.get("classname") for case in cases} == {"going_out.stories"}
    assert cases[0].get("file") == str(folder / STORY)
    assert all(element.get("time") in (None, "0") for element in cases.iter())


def test_junit_says_what_failed(folder, tmp_path):
    cases = suite(story(folder, "plan: {holds: [stay-in]}"), tmp_path / "report.xml", "--coverage-min", "100")
    assert [cases.get(count) for count in ("tests", "failures")] == ["2", "2"]
    failed, covered = cases.findall("testcase/failure")
    assert failed.get("message") == "'stay-in' should be in the plan, but no rule that advises it fires."
    assert failed.text == f"A story.\n{failed.get('message')}"
    assert "3 of 7 rules fired (42.8 %)" in covered.get("message", "")
    assert cases[1].get("name") == "coverage"


def test_junit_of_enough_coverage_does_not_fail(folder, tmp_path):
    cases = suite(folder, tmp_path / "report.xml", "--coverage-min", "50")
    assert [cases.get(count) for count in ("tests", "failures")] == ["4", "0"]


def test_junit_is_xml_whatever_a_story_says(folder, tmp_path):
    text = '- {scenario: story, about: "a<&>]]>雨\\U0001F327", answers: {}, plan: {holds: stay-in}}\n'
    (folder / STORY).unlink()
    (folder / "scenarios" / "a\x1b<&>.yaml").write_text(text, encoding="utf-8")
    cases = suite(folder, tmp_path / "report.xml")
    (failure,) = cases.findall("testcase/failure")
    assert (failure.text or "").startswith("a<&>]]>雨\U0001f327\n")
    assert {case.get("classname") for case in cases} == {r"going_out.a\u001b<&>"}


def test_junit_is_the_same_each_time(folder, tmp_path):
    for name in ("one.xml", "two.xml"):
        run(folder, "--junit", tmp_path / name)
    assert (tmp_path / "one.xml").read_bytes() == (tmp_path / "two.xml").read_bytes()


# bad input ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "has no scenarios. Write some"),
        (STORIES.replace("drink-water, lacks", "drink-wine, lacks"), "There is no action 'drink-wine'. Did you mean"),
        (STORIES.replace("{weather: rain,", "{wether: rain,"), "stories.yaml:3:13: There is no question 'wether'. Did"),
        (STORIES.replace("shows: {drink-water:", "shows: {drink-wine:"), "no action 'drink-wine'. Did you mean"),
        (STORIES.replace("[pour, warm-it]", "[pour, warn-it]"), "There is no step of 'drink-water' 'warn-it'. Did you"),
        (STORIES.replace("shows: {drink-water: [pour, warm-it]}", "shows: [pour]"), "'shows' must be a mapping"),
        ("- scenario: [", "stories.yaml:"),
    ],
)
def test_scenarios_that_cannot_be_run_are_exit_status_2(tmp_path, text, said):
    result = run(write_rulebook(tmp_path, {STORY: text}))
    assert result.exit_code == 2
    assert said in result.output
    assert "Traceback" not in result.output


def test_an_unknown_scenario_is_exit_status_2(folder):
    result = run(folder, "--scenario", "rain", "--scenario", "strom")
    assert result.exit_code == 2
    assert "There is no scenario 'strom'. Did you mean 'storm'?" in result.output


@pytest.mark.parametrize("percent", ["-1", "100.1", "nan", "inf", "many"])
def test_a_percentage_is_between_0_and_100(folder, percent):
    result = run(folder, f"--coverage-min={percent}")
    assert result.exit_code == 2
    assert "--coverage-min" in result.output


def test_a_report_that_cannot_be_written_is_refused_before_anything_runs(folder, tmp_path):
    result = run(folder, "--junit", tmp_path / "missing" / "report.xml")
    assert result.exit_code == 2
    assert "Scenarios" not in result.output


def test_a_missing_rulebook_is_exit_status_2(tmp_path):
    assert run(tmp_path / "missing").exit_code == 2


@pytest.mark.parametrize("language", ["en", "ja"])
def test_what_is_not_reached_in_time_is_told_and_no_success(folder, monkeypatch, language):
    monkeypatch.setattr(test_command.Deadline, "after", lambda seconds: Deadline(0.0, lambda: 1.0))
    arguments = ["test", "--rulebook", str(folder), "--lang", language]
    result = CliRunner().invoke(nakanaori, arguments)
    assert result.exit_code == 1
    assert {"en": "Not reached in time: 2, from “storm” on", "ja": "「storm」から2件"}[language] in result.output
    document = json.loads(CliRunner().invoke(nakanaori, [*arguments, "--format", "json"]).output)
    assert (document["passed"], document["unreached"]) == (False, ["storm", "frost"])
