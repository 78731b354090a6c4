"""A check: every code has its page and its example, what is clean stays clean, proofs agree with every single case."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import console_blocks
import pytest
from brute_force import UNANSWERED, Futures, Reading, number_of_futures, values
from house import DOCS
from hypothesis import HealthCheck, assume, given, settings
from msgspec.structs import replace
from nakanaori import engine
from nakanaori.engine.authoring import Remark, Report, check
from nakanaori.engine.authoring import write_rulebook as write_template
from nakanaori.engine.authoring.load_checks import loading_remarks
from nakanaori.engine.authoring.remark import (
    ALWAYS_WITHHELD,
    CONTRADICTION,
    DUPLICATE_ID,
    IDLE_TEST,
    NEVER_ADVISED,
    NEVER_FIRES,
    NEVER_SHOWN,
    SUPERFLUOUS_RULE,
    TITLES,
    TOO_LONG,
    UNKNOWN_ID,
)
from nakanaori.engine.authoring.rulebook_check import SOLVED
from nakanaori.engine.authoring.solved_checks import solved_remarks
from nakanaori.engine.authoring.static_checks import contradictions, deciding_tests, idle_questions
from nakanaori.engine.language import Place, Problem, Rulebook
from nakanaori.engine.proving import Inquiry, UndecidedError
from nakanaori.engine.proving.solver_search import Search
from random_rulebooks import rulebooks
from required import require, require_durable
from small_rulebook import FILES, changed, write_rulebook

if TYPE_CHECKING:
    from nakanaori.engine.language import Condition, Rule

PAGE = (DOCS / "checks.md").read_text(encoding="utf-8")


def needs_solver() -> None:
    require(find_spec("z3") is not None, "z3 is missing: pip install 'nakanaori[prove]'")


def told(report: Report, folder: Path) -> list[str]:
    """The remarks as they are printed, with places in the folder."""
    return [str(remark).replace(f"{folder}/", "") for remark in report.remarks]


# the page -------------------------------------------------------------------------------------------------------------


def section(code: str) -> str:
    """What the page says of a code, from its heading on."""
    return re.split(r"^## ", PAGE, flags=re.MULTILINE)[1 + list(TITLES).index(code)]


def mend(folder: Path, block: console_blocks.Block) -> None:
    """Make the change that an example shows, as often as it says."""
    path = folder / block.options["file"]
    path.parent.mkdir(parents=True, exist_ok=True)
    old = "".join(f"{line[1:]}\n" for line in block.lines if line[0] != "+")
    new = "".join(f"{line[1:]}\n" for line in block.lines if line[0] != "-")
    times = int(block.options.get("times", "0"))
    if times:
        new = "".join(re.sub(r"\bN\b", str(number), new) for number in range(1, times + 1))
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    if old:
        assert f"\n{text}".count(f"\n{old}") == 1, f"{block.options['file']} does not have\n{old}"
    path.write_text(f"\n{text}".replace(f"\n{old}", f"\n{new}")[1:] if old else text + new, encoding="utf-8")


def test_every_code_has_its_section_and_every_section_its_code() -> None:
    headings = re.findall(r"^## (N\d+) (.*)$", PAGE, re.MULTILINE)
    assert headings == list(TITLES.items())
    listed = re.findall(r"^\| \[(N\d+)\]\(#(\S+)\) \| (.*) \|$", PAGE, re.MULTILINE)
    assert [(code, title) for code, _, title in listed] == headings
    assert [anchor for _, anchor, _ in listed] == [
        f"{code} {title}".lower().replace(" ", "-") for code, title in headings
    ]


@pytest.mark.parametrize("code", TITLES)
def test_every_section_says_what_why_and_how_to_mend(code: str) -> None:
    parts = re.findall(r"^\*\*(.*?)\*\* \S", section(code), re.MULTILINE)
    assert parts == ["What.", "Why it matters.", "How to mend it."]


@pytest.mark.parametrize("code", TITLES)
def test_every_example_triggers_its_code(code: str, tmp_path: Path) -> None:
    if code in SOLVED:
        needs_solver()
    if code == TOO_LONG:
        require_durable()
    folder = write_template("trial", tmp_path)
    before = {remark.code for remark in check(folder).remarks}
    examples = [block for block in console_blocks.blocks(section(code)) if block.kind == "diff"]
    assert examples
    for example in examples:
        mend(folder, example)
    assert code not in before
    assert code in {remark.code for remark in check(folder).remarks}


def test_the_page_names_the_codes_that_take_the_solver() -> None:
    sentence = re.search(r"The codes (.*?) are proofs", PAGE, re.DOTALL)
    assert sentence is not None
    first_last = r"(N\d+)(?: to (N\d+))?"
    named = [
        code
        for first, last in re.findall(first_last, sentence[1])
        for code in TITLES
        if first <= code <= (last or first)
    ]
    assert sorted(named) == sorted(SOLVED)


# clean ----------------------------------------------------------------------------------------------------------------


def test_the_small_rulebook_has_no_findings(tmp_path: Path) -> None:
    assert check(write_rulebook(tmp_path)).remarks == ()


def test_a_new_rulebook_has_no_findings(tmp_path: Path) -> None:
    assert check(write_template("trial", tmp_path)).remarks == ()


CLEAN = {
    "an option that no test names": changed("questions.yaml", "[sun, rain, snow]", "[sun, rain, snow, fog]")
    | {
        f"text/{language}.yaml": FILES[f"text/{language}.yaml"].replace("sun: ", "fog: 霧, sun: ")
        for language in ("ja", "en")
    },
    "a basic beside a rule of one's own that does not always fire": {
        "rules/3-more.yaml": '- rule: cold-drinks\n  cites: ["1"]\n  when: {cold: true}\n  advise: drink-water\n',
        **{
            f"text/{language}.yaml": FILES[f"text/{language}.yaml"] + "  cold-drinks: 寒くても飲みます。\n"
            for language in ("ja", "en")
        },
    },
    "a finding that only a guarantee rests on": changed("rulebook.yaml", "miserable]", "miserable, snowed-in]")
    | {
        "rules/3-more.yaml": '- rule: snow\n  cites: ["2"]\n  when: {weather: snow}\n  find: snowed-in\n',
        "guarantees.yaml": '- guarantee: drink\n  cites: ["2"]\n  when: {snowed-in: true}\n  always: drink-water\n',
        **{
            f"text/{language}.yaml": FILES[f"text/{language}.yaml"].replace(
                "actions:\n", "  snowed-in: {holds: 雪です。, fails: 雪ではありません。}\nactions:\n"
            )
            + "  snow: 雪です。\nguarantees:\n  drink: 飲みます。\n"
            for language in ("ja", "en")
        },
    },
    "an optional text that only one language has": changed(
        "text/en.yaml", "    ask: How many degrees is it?\n", "    ask: How many degrees is it?\n    hint: Roughly.\n"
    ),
}


@pytest.mark.parametrize("what", CLEAN)
def test_no_alarm_over(what: str, tmp_path: Path) -> None:
    report = check(write_rulebook(tmp_path, CLEAN[what]))
    assert told(report, tmp_path) == []


# one change -----------------------------------------------------------------------------------------------------------

FINDINGS, ACTIONS = "rules/1-findings.yaml", "rules/2-actions.yaml"
SCENARIO = """\
- scenario: a-walk
  about: Somebody goes for a walk.
  answers: {weather: rain}
  plan: {holds: [take-an-umbrella]}
"""
GUARANTEE = """\
- guarantee: one-of-two
  cites: ["2"]
  at-most-one: [take-an-umbrella, put-on-a-coat]
"""
HELP = """\
checked: 2026-01-31
lines:
  - line: weather-service
    region: jp
    url: https://weather.example/
    for: [stay-in]
    when: {weather: sun}
"""
HELPFUL = "help-lines: {weather-service: {name: a, hours: b, note: c}}\n"
PROMISED = "guarantees: {one-of-two: At most one of two.}\n"


def in_both(text: str) -> dict[str, str]:
    """Both files of texts with a line more."""
    return {name: FILES[name] + text for name in ("text/en.yaml", "text/ja.yaml")}


CHANGES: dict[str, tuple[Mapping[str, str], list[str]]] = {
    "a misspelt key": (
        changed(FINDINGS, "find: cold", "fnid: cold"),
        ["rules/1-findings.yaml:5:3: N001", "rules/1-findings.yaml:8:3: N001"],
    ),
    "a misspelt option": (changed(ACTIONS, "{bag: umbrella}", "{bag: umbrela}"), ["rules/2-actions.yaml:4:17: N002"]),
    "a misspelt finding": (changed(ACTIONS, "{wet: true}", "{wett: true}"), ["rules/2-actions.yaml:3:10: N002"]),
    "a misspelt action": (
        changed(ACTIONS, "advise: stay-in", "advise: stay-inn"),
        ["rules/2-actions.yaml:15:11: N002"],
    ),
    "a misspelt tag": (changed("actions.yaml", "tags: [outdoors]", "tags: [outdoor]"), ["actions.yaml:8:10: N002"]),
    "an unknown phase": (changed("actions.yaml", "phase: later", "phase: soon"), ["actions.yaml:19:10: N002"]),
    "an unknown section": (changed("actions.yaml", '["1", "2"]', '["1", "3"]'), ["actions.yaml:9:16: N002"]),
    "two rules with one id": (
        changed(FINDINGS, "rule: few-degrees-are-cold", "rule: rain-and-snow-wet"),
        ["rules/1-findings.yaml:5:9: N003"],
    ),
    "an option named twice": (
        changed("questions.yaml", "hat, scarf", "hat, hat, scarf"),
        ["questions.yaml:6:28: N003"],
    ),
    "two steps with one id": (
        changed("actions.yaml", "open-it, hold-it", "open-it, open-it"),
        ["actions.yaml:5:20: N003"],
    ),
    "a key written twice": (
        changed("questions.yaml", "  from: -10\n", "  from: -10\n  from: -10\n"),
        ["questions.yaml:10:3: N003"],
    ),
    "a text written twice": (
        changed("text/en.yaml", "weather like?\n", "weather like?\n    ask: And now?\n"),
        ["text/en.yaml:9:5: N003"],
    ),
    "findings in a cycle": (
        changed(FINDINGS, "{degrees: {less-than: 10}}", "{miserable: true}"),
        ["rules/1-findings.yaml:5:9: N004"],
    ),
    "a scenario about nothing known": (
        {"scenarios/a.yaml": SCENARIO.replace("rain", "hail")},
        ["scenarios/a.yaml:3:22: N002"],
    ),
    "a scenario with a misspelt action": (
        {"scenarios/a.yaml": SCENARIO.replace("[take", "[bring")},
        ["scenarios/a.yaml:1:3: N001", "scenarios/a.yaml:4:18: N002"],
    ),
    "two scenarios with one id": ({"scenarios/a.yaml": SCENARIO * 2}, ["scenarios/a.yaml:5:13: N003"]),
    "a guarantee with a misspelt action": (
        {"guarantees.yaml": GUARANTEE.replace("[take", "[bring")},
        ["guarantees.yaml:3:17: N002"],
    ),
    "a guarantee with a misspelt claim": (
        {"guarantees.yaml": GUARANTEE.replace("at-most", "at-least-most")},
        ["guarantees.yaml:1:3: N001", "guarantees.yaml:3:3: N001"],
    ),
    "a tag that no action bears": (
        changed("rulebook.yaml", "[outdoors]", "[outdoors, sunny]"),
        ["rulebook.yaml:6:18: N104"],
    ),
    "a tag that nothing goes by": (
        changed(ACTIONS, "{tag: outdoors}", "[take-an-umbrella, put-on-a-coat]"),
        ["rulebook.yaml:6:8: N104"],
    ),
    "a section nobody cites": (
        changed("rulebook.yaml", '"1.1", "2"]', '"1.1", "2", "3"]') | in_both(""),
        ["rulebook.yaml:4:29: N106", "text/en.yaml:3:1: N201", "text/ja.yaml:3:1: N201"],
    ),
    "a text under a wrong id": (changed("text/en.yaml", "    hint:", "    hnit:"), ["text/en.yaml:15:5: N202"]),
    "a text for nothing": (
        in_both("rhymes: {rain: Rain rain go away.}\n"),
        ["text/en.yaml:55:1: N202", "text/ja.yaml:55:1: N202"],
    ),
    "a text missing in one language": (changed("text/ja.yaml", "    topic: 天気\n", ""), ["text/ja.yaml:6:3: N201"]),
    "no texts for an action": (
        changed("text/ja.yaml", "  stay-in:\n", "  stay-out:\n"),
        ["text/ja.yaml:30:1: N201", "text/ja.yaml:39:3: N202"],
    ),
    "an empty text": (changed("text/ja.yaml", "topic: 天気", "topic: ' '"), ["text/ja.yaml:7:5: N203"]),
    "a text of three dots": (changed("text/ja.yaml", "ask: 何度ですか。", "ask: …"), ["text/ja.yaml:19:10: N204"]),
    "a text to fill in": (
        changed("text/en.yaml", "Are you at home?", "Are you at home, {name}?"),
        ["text/en.yaml:23:10: N204"],
    ),
    "a language without its file": (changed("rulebook.yaml", "[ja, en]", "[ja, en, fr]"), ["text/fr.yaml:1:1: N201"]),
    "a file without its language": ({"text/fr.yaml": "language: Français\n"}, ["text/fr.yaml:1:1: N202"]),
    "texts in a list": ({"text/ja.yaml": "- 日本語\n"}, ["text/ja.yaml:1:1: N001"]),
    "a test in unless that never holds": (
        changed(ACTIONS, "  unless: {bag: umbrella}\n", "  unless: {bag: umbrella, weather: unknown}\n"),
        ["rules/2-actions.yaml:1:9: N304"],
    ),
    "a test implied by another": (
        changed(ACTIONS, "{weather: snow, bag", "{weather: snow, wet: true, bag"),
        ["rules/2-actions.yaml:6:9: N304"],
    ),
    "two tests that mean the same": (
        changed(FINDINGS, "when: {weather: [rain, snow]}", "when: {weather: [rain, snow]}\n  unless: {weather: sun}"),
        ["rules/1-findings.yaml:1:9: N304"],
    ),
    "an alternative within another": (
        changed(ACTIONS, "    - {cold: true}\n", "    - {cold: true}\n    - {cold: true, bag: {not: [hat]}}\n"),
        ["rules/2-actions.yaml:6:9: N304"],
    ),
    "a step that every plan shows": (
        changed("actions.yaml", "[sit-down]", "\n    - step: sit-down\n      when: {miserable: true}"),
        ["actions.yaml:14:11: N304"],
    ),
    "findings that rule each other out": (
        changed(FINDINGS, "{degrees: {less-than: 10}}", "{weather: sun}"),
        [
            "actions.yaml:14:11: N401",
            "questions.yaml:7:13: N101",
            "questions.yaml:11:13: N406",
            "rulebook.yaml:8:1: N405",
            "rules/1-findings.yaml:9:9: N301",
            "rules/2-actions.yaml:12:9: N301",
        ],
    ),
    "a rule against itself": (
        changed(ACTIONS, "  when: {wet: true}\n", "  when: {wet: true, bag: umbrella}\n"),
        ["actions.yaml:1:11: N401", "rules/2-actions.yaml:1:9: N302"],
    ),
    "the same rule once more": (
        {"rules/3.yaml": FILES[ACTIONS].split("- rule: coat")[0].replace("when-wet", "again")}
        | in_both("  umbrella-again: An umbrella keeps you dry.\n"),
        ["rules/3.yaml:1:9: N303"],
    ),
    "a reason more": (
        {"rules/3.yaml": '- rule: snow-too\n  cites: ["2"]\n  when: {weather: snow}\n  find: wet\n'}
        | in_both("  snow-too: Snow wets too.\n"),
        ["rules/3.yaml:1:9: N303"],
    ),
    "an action that no rule advises": (changed(ACTIONS, "  advise: stay-in\n", ""), ["actions.yaml:14:11: N401"]),
    "an action always withheld": (
        changed(ACTIONS, "{tag: outdoors}", "{tag: outdoors, action: stay-in}"),
        ["actions.yaml:14:11: N402"],
    ),
    "a step for nobody": (
        changed("actions.yaml", "{cold: true}", "{cold: true, degrees: {at-least: 10}}"),
        ["actions.yaml:18:11: N403"],
    ),
    "a help line for nobody": ({"help-lines.yaml": HELP} | in_both(HELPFUL), ["help-lines.yaml:3:11: N404"]),
    "an alarm before an empty page": (
        changed("rulebook.yaml", "miserable, phase: now", "miserable, phase: later")
        | changed(ACTIONS, "  basic: true\n", "  basic: true\n  when: {miserable: false}\n"),
        ["rulebook.yaml:8:1: N405"],
    ),
    "a question that no rule tests": (changed(ACTIONS, ", at-home: yes", ""), ["questions.yaml:11:13: N101"]),
    "a question that only a help line tests": (
        changed(ACTIONS, ", at-home: yes", "")
        | {"help-lines.yaml": HELP.replace("weather: sun", "at-home: yes")}
        | in_both(HELPFUL),
        [],
    ),
    "contradictory actions in one plan": (
        {"guarantees.yaml": GUARANTEE} | in_both(PROMISED),
        ["guarantees.yaml:1:14: N501"],
    ),
    "a guarantee about nobody": (
        {"guarantees.yaml": GUARANTEE.replace("at-m", "when: {miserable: true, wet: false}\n  at-m")}
        | in_both(PROMISED),
        ["guarantees.yaml:1:14: N502"],
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_one_change(what: str, tmp_path: Path) -> None:
    needs_solver()
    change, expected = CHANGES[what]
    report = check(write_rulebook(tmp_path, change))
    assert [" ".join(line.split()[:2]) for line in told(report, tmp_path)] == expected


def test_a_remark_says_what_and_where(tmp_path: Path) -> None:
    needs_solver()
    change = changed(ACTIONS, "{weather: snow, bag", "{weather: snow, wet: true, bag") | {
        "guarantees.yaml": GUARANTEE,
        **in_both(PROMISED),
    }
    assert [str(remark) for remark in check(write_rulebook(tmp_path, change)).remarks] == [
        f"{tmp_path}/guarantees.yaml:1:14: N501 'take-an-umbrella' and 'put-on-a-coat', which 'one-of-two' declares "
        "contradictory, meet in one plan: weather: rain, degrees: -10.",
        f"{tmp_path}/rules/2-actions.yaml:6:9: N304 In the rule 'coat-when-cold' the test 'wet: true' of the "
        "alternative '{weather: snow, wet: true, bag: {at-least: 2, of: [hat, scarf]}}' makes no difference: without "
        "it the rule fires under the same answers.",
    ]


# against every single case --------------------------------------------------------------------------------------------


def every_reading(rulebook: Rulebook) -> Iterator[Reading]:
    """The rulebook read together with every set of answers there is."""
    for way in product(*map(values, rulebook.questions)):
        asked = zip(rulebook.questions, way, strict=True)
        yield Reading(rulebook, {question.id: value for question, value in asked if value != UNANSWERED})


def outcome(rulebook: Rulebook, answers: Mapping[str, object]) -> object:
    """All that a rule can have a part in."""
    reading = Reading(rulebook, answers)
    found = tuple(map(reading.found, rulebook.findings))
    held = [action.id for action in rulebook.actions if reading.advised(action) and reading.withheld(action)]
    return found, [seen[:2] for seen in reading.plan()], held


def fewer(rulebook: Rulebook, gone: Rule) -> Rulebook:
    return replace(rulebook, rules=tuple(rule for rule in rulebook.rules if rule is not gone))


def superfluous(rulebook: Rulebook, readings: list[Reading], alive: list[Rule]) -> set[str]:
    """The rules without which nothing is otherwise, taken away one after another from the last."""
    outcomes = [outcome(rulebook, reading.answers) for reading in readings]
    gone: set[str] = set()
    for rule in reversed(alive):
        left = fewer(rulebook, rule)
        if [outcome(left, reading.answers) for reading in readings] == outcomes:
            rulebook, gone = left, gone | {rule.id}
    return gone


def weakenings(condition: Condition) -> Iterator[Condition]:
    """The condition without one of its tests, or without one of several alternatives."""
    for at in range(len(condition.when)):
        yield replace(condition, when=condition.when[:at] + condition.when[at + 1 :])
    for at in range(len(condition.unless)):
        yield replace(condition, unless=condition.unless[:at] + condition.unless[at + 1 :])
    for which, tests in enumerate(condition.any):
        before, after = condition.any[:which], condition.any[which + 1 :]
        yield from (replace(condition, any=(*before, tests[:at] + tests[at + 1 :], *after)) for at in range(len(tests)))
        if before or after:
            yield replace(condition, any=before + after)


def has_idle_test(rule: Rule, readings: list[Reading]) -> bool:
    fires = [reading.fires(rule) for reading in readings]
    others = (replace(rule, condition=condition) for condition in weakenings(rule.condition))
    return any([reading.fires(other) for reading in readings] == fires for other in others)


def brute_remarks(rulebook: Rulebook) -> set[tuple[str, str]]:
    """Code and rule, action or step, by going through every set of answers."""
    readings = [*every_reading(rulebook)]
    alive = [rule for rule in rulebook.rules if any(reading.fires(rule) for reading in readings)]
    told = {("dead", rule.id) for rule in rulebook.rules if rule not in alive}
    told |= {(SUPERFLUOUS_RULE, rule) for rule in superfluous(rulebook, readings, alive)}
    told |= {(IDLE_TEST, rule.id) for rule in alive if has_idle_test(rule, readings)}
    for action in rulebook.actions:
        advised = [reading for reading in readings if reading.advised(action)]
        planned = [reading for reading in advised if not reading.withheld(action)]
        if not planned:
            told.add((ALWAYS_WITHHELD if advised else NEVER_ADVISED, action.id))
            continue
        shown = [reading.steps(action) for reading in planned]
        told |= {(NEVER_SHOWN, step.id) for step in action.steps if all(step.id not in each for each in shown)}
        always = (step for step in action.steps if step.when and all(step.id in each for each in shown))
        told |= {(IDLE_TEST, step.id) for step in always}
    return told


def named(remark: Remark) -> tuple[str, str]:
    """Code and rule, action or step, as a remark has them."""
    code = "dead" if remark.code in (NEVER_FIRES, CONTRADICTION) else remark.code
    step = re.search(r"step '(.*?)'", remark.message)
    subject = step or re.search(r"'(.*?)'", remark.message)
    assert subject is not None
    return code, subject[1]


@settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(rulebooks())
def test_proofs_agree_with_every_single_case(rulebook: Rulebook) -> None:
    needs_solver()
    assume(number_of_futures(rulebook, {}) <= 150)
    contradictory = contradictions(rulebook)
    inquiry = Inquiry(rulebook, 60)
    remarks = [*contradictory.values(), *solved_remarks(inquiry, (), contradictory)]
    codes = {NEVER_FIRES, CONTRADICTION, SUPERFLUOUS_RULE, IDLE_TEST, NEVER_ADVISED, ALWAYS_WITHHELD, NEVER_SHOWN}
    assert {named(remark) for remark in remarks if remark.code in codes} == brute_remarks(rulebook)
    assert not inquiry.undecided


@settings(max_examples=40, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(rulebooks())
def test_idle_questions_agree_with_every_single_case(rulebook: Rulebook) -> None:
    assume(number_of_futures(rulebook, {}) <= 150)
    tested = {getattr(test, "question", None) for test in deciding_tests(rulebook)}
    matter = Futures(rulebook, {}).matter()
    expected = {question.id for question in rulebook.questions if question.id in tested - {*matter}}
    assert {named(remark)[1] for remark in idle_questions(rulebook).remarks} == expected


# what does not load ---------------------------------------------------------------------------------------------------


def test_no_sentence_about_an_id_is_left_without_its_code() -> None:
    modules = [path.read_text(encoding="utf-8") for path in Path(engine.__file__).parent.rglob("*.py")]
    source = "".join(module for module in modules if "Problem(" in module)
    sentences = [re.sub(r"\{[^{}]*\}", "x", one) for one in re.findall(r'f"([^"\n]*\.)"', source)]
    about_ids = [one for one in sentences if re.search(r"There is no .*'|has no option|twice\.$|is taken\.$", one)]
    assert len(about_ids) >= 10
    codes = {remark.code for remark in loading_remarks(Problem(Place("x"), one) for one in about_ids)}
    assert codes == {UNKNOWN_ID, DUPLICATE_ID}


def test_what_cannot_follow_from_a_broken_rule_is_checked_all_the_same(tmp_path: Path) -> None:
    change = {
        **changed(FINDINGS, "find: cold", "fnid: cold"),
        **changed("text/ja.yaml", "    topic: 天気\n", ""),
        "text/en.yaml": FILES["text/en.yaml"] + "rhymes: {rain: Rain rain go away.}\n",
        "guarantees.yaml": GUARANTEE.replace("[take", "[bring"),
        "scenarios/a.yaml": SCENARIO.replace("rain", "hail"),
    }
    report = check(write_rulebook(tmp_path, change))
    assert [(remark.place.source[len(str(tmp_path)) + 1 :], remark.code) for remark in report.remarks] == [
        ("guarantees.yaml", "N002"),
        (FINDINGS, "N001"),
        (FINDINGS, "N001"),
        ("scenarios/a.yaml", "N002"),
        ("text/ja.yaml", "N201"),
    ]
    assert len(report.unchecked) == 1
    assert "does not load" in report.unchecked[0]


def test_a_doubtful_vocabulary_raises_no_further_alarm(tmp_path: Path) -> None:
    change = {
        **changed("questions.yaml", "choose: number", "choose: numbers"),
        "scenarios/a.yaml": SCENARIO.replace("weather: rain", "degrees: 3"),
    }
    report = check(write_rulebook(tmp_path, change))
    sources = {Path(remark.place.source).relative_to(tmp_path).parts[0] for remark in report.remarks}
    assert "questions.yaml" in sources
    assert sources <= {"questions.yaml", "rules"}
    assert "Nothing more was checked" in report.unchecked[0]


# missing solver, time -------------------------------------------------------------------------------------------------


def test_what_needs_no_solver_is_found_without_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "z3", None)
    for number, what in enumerate(("an action that no rule advises", "a rule against itself", "a step for nobody")):
        change, expected = CHANGES[what]
        report = check(write_rulebook(tmp_path / str(number), change))
        solved = {"N403"} if what == "a step for nobody" else set()
        found = [" ".join(line.split()[:2]) for line in told(report, tmp_path / str(number))]
        plain = [one for one in expected if one.split()[1] not in solved]
        assert found == (plain if what != "a rule against itself" else plain[1:])


@pytest.mark.parametrize("reason", ["time", "memory"])
def test_undecided_is_said_and_is_not_clean(reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    needs_solver()

    def give_up(*_: object, **__: object) -> None:
        raise UndecidedError(reason)

    monkeypatch.setattr(Search, "holds", give_up)
    report = check(write_rulebook(tmp_path, {"guarantees.yaml": GUARANTEE, **in_both(PROMISED)}))
    assert (report.remarks, report.clean) == ((), False)
    assert f"Not decided: N501 at {tmp_path}/guarantees.yaml:1:14. The solver ran out" in "".join(report.undecided)


def test_one_stubborn_thing_leaves_the_rest_decided(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    needs_solver()
    holds: Callable[..., bool] = Search.holds

    def stubborn(search: Search, *formulas: object) -> bool:
        if "rule wet-and-cold-is-miserable" in str(formulas) or len(str(formulas)) > 2000:
            raise UndecidedError("time")
        return holds(search, *formulas)

    monkeypatch.setattr(Search, "holds", stubborn)
    change, _ = CHANGES["findings that rule each other out"]
    report = check(write_rulebook(tmp_path, change))
    assert "N301 at " in "".join(report.undecided)
    assert "rules/2-actions.yaml:12:9: N301" in "".join(told(report, tmp_path))
