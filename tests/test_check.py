"""`nakanaori check`: every code has its page and its example, what is clean stays clean, every form and exit status."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from importlib.util import find_spec
from itertools import product
from pathlib import Path

import console_blocks
import pytest
from brute_force import Reading, number_of_futures, values
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, assume, given, settings
from jsonschema import Draft7Validator
from nakanaori.cli.main import nakanaori
from nakanaori.engine import Rulebook, RulebookError, load_rulebook
from nakanaori.engine.check import SOLVED, Report, check
from nakanaori.engine.inference import durable_is_there
from nakanaori.engine.loader import SHIPPED
from nakanaori.engine.model import Undecided
from nakanaori.engine.remark import TITLES, TOO_LONG, Remark
from nakanaori.engine.rulebook import Rule
from nakanaori.engine.template import write_rulebook as write_template
from random_rulebooks import rulebooks
from required import require
from small_rulebook import FILES, changed, write_rulebook

PAGE = (Path(__file__).parent.parent / "docs" / "checks.md").read_text(encoding="utf-8")
SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def needs_solver() -> None:
    require(find_spec("z3") is not None, "z3 is missing: pip install 'nakanaori[prove]'")


def told(report: Report, folder: Path) -> list[str]:
    """The remarks as they are printed, with places in the folder."""
    return [str(remark).replace(f"{folder}/", "") for remark in report.remarks]


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(nakanaori, ["check", *map(str, words)])


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
    assert [anchor for _, anchor, _ in listed] == [f"{code} {title}".lower().replace(" ", "-") for code, title in headings]


@pytest.mark.parametrize("code", TITLES)
def test_every_section_says_what_why_and_how_to_mend(code: str) -> None:
    parts = re.findall(r"^\*\*(.*?)\*\* \S", section(code), re.MULTILINE)
    assert parts == ["What.", "Why it matters.", "How to mend it."]


@pytest.mark.parametrize("code", TITLES)
def test_every_example_triggers_its_code(code: str, tmp_path: Path) -> None:
    if code in SOLVED:
        needs_solver()
    if code == TOO_LONG:
        require(durable_is_there(), "durable-rules is missing, or this Python cannot import it")
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


def test_the_shipped_rulebook_has_no_findings() -> None:
    needs_solver()
    result = run()
    assert (result.stdout, result.exit_code) == ("", 0)
    assert "Nothing found." in result.stderr


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
    "a misspelt key": (changed(FINDINGS, "find: cold", "fnid: cold"), []),
    "a misspelt option": (changed(ACTIONS, "{bag: umbrella}", "{bag: umbrela}"), []),
    "a misspelt finding": (changed(ACTIONS, "{wet: true}", "{wett: true}"), []),
    "a misspelt action": (changed(ACTIONS, "advise: stay-in", "advise: stay-inn"), []),
    "a misspelt tag": (changed("actions.yaml", "tags: [outdoors]", "tags: [outdoor]"), []),
    "an unknown phase": (changed("actions.yaml", "phase: later", "phase: soon"), []),
    "an unknown section": (changed("actions.yaml", '["1", "2"]', '["1", "3"]'), []),
    "two rules with one id": (changed(FINDINGS, "rule: few-degrees-are-cold", "rule: rain-and-snow-wet"), []),
    "an option named twice": (changed("questions.yaml", "hat, scarf", "hat, hat, scarf"), []),
    "two steps with one id": (changed("actions.yaml", "open-it, hold-it", "open-it, open-it"), []),
    "a key written twice": (changed("questions.yaml", "  from: -10\n", "  from: -10\n  from: -10\n"), []),
    "a text written twice": (changed("text/en.yaml", "weather like?\n", "weather like?\n    ask: And now?\n"), []),
    "findings in a cycle": (changed(FINDINGS, "{degrees: {less-than: 10}}", "{miserable: true}"), []),
    "a scenario about nothing known": ({"scenarios/a.yaml": SCENARIO.replace("rain", "hail")}, []),
    "a scenario with a misspelt action": ({"scenarios/a.yaml": SCENARIO.replace("[take", "[bring")}, []),
    "two scenarios with one id": ({"scenarios/a.yaml": SCENARIO * 2}, []),
    "a guarantee with a misspelt action": ({"guarantees.yaml": GUARANTEE.replace("[take", "[bring")}, []),
    "a guarantee with a misspelt claim": ({"guarantees.yaml": GUARANTEE.replace("at-most", "at-least-most")}, []),
    "a tag that no action bears": (changed("rulebook.yaml", "[outdoors]", "[outdoors, sunny]"), []),
    "a tag that nothing goes by": (
        changed(ACTIONS, "{tag: outdoors}", "[take-an-umbrella, put-on-a-coat]"),
        [],
    ),
    "a section nobody cites": (changed("rulebook.yaml", '"1.1", "2"]', '"1.1", "2", "3"]') | in_both(""), []),
    "a text under a wrong id": (changed("text/en.yaml", "    hint:", "    hnit:"), []),
    "a text for nothing": (in_both("rhymes: {rain: Rain rain go away.}\n"), []),
    "a text missing in one language": (changed("text/ja.yaml", "    topic: 天気\n", ""), []),
    "no texts for an action": (changed("text/ja.yaml", "  stay-in:\n", "  stay-out:\n"), []),
    "an empty text": (changed("text/ja.yaml", "topic: 天気", "topic: ' '"), []),
    "a text of three dots": (changed("text/ja.yaml", "ask: 何度ですか。", "ask: …"), []),
    "a text to fill in": (changed("text/en.yaml", "Are you at home?", "Are you at home, {name}?"), []),
    "a language without its file": (changed("rulebook.yaml", "[ja, en]", "[ja, en, fr]"), []),
    "a file without its language": ({"text/fr.yaml": "language: Français\n"}, []),
    "texts in a list": ({"text/ja.yaml": "- 日本語\n"}, []),
    "a test in unless that never holds": (
        changed(ACTIONS, "  unless: {bag: umbrella}\n", "  unless: {bag: umbrella, weather: unknown}\n"),
        [],
    ),
    "a test implied by another": (changed(ACTIONS, "{weather: snow, bag", "{weather: snow, wet: true, bag"), []),
    "two tests that mean the same": (
        changed(FINDINGS, "when: {weather: [rain, snow]}", "when: {weather: [rain, snow]}\n  unless: {weather: sun}"),
        [],
    ),
    "an alternative within another": (
        changed(ACTIONS, "    - {cold: true}\n", "    - {cold: true}\n    - {cold: true, bag: {not: [hat]}}\n"),
        [],
    ),
    "a step that every plan shows": (
        changed("actions.yaml", "[sit-down]", "\n    - step: sit-down\n      when: {miserable: true}"),
        [],
    ),
    "findings that rule each other out": (
        changed(FINDINGS, "{degrees: {less-than: 10}}", "{weather: sun}"),
        [],
    ),
    "a rule against itself": (changed(ACTIONS, "  when: {wet: true}\n", "  when: {wet: true, bag: umbrella}\n"), []),
    "the same rule once more": (
        {"rules/3.yaml": FILES[ACTIONS].split("- rule: coat")[0].replace("when-wet", "again")}
        | in_both("  umbrella-again: An umbrella keeps you dry.\n"),
        [],
    ),
    "a reason more": (
        {"rules/3.yaml": '- rule: snow-too\n  cites: ["2"]\n  when: {weather: snow}\n  find: wet\n'}
        | in_both("  snow-too: Snow wets too.\n"),
        [],
    ),
    "an action that no rule advises": (changed(ACTIONS, "  advise: stay-in\n", ""), []),
    "an action always withheld": (changed(ACTIONS, "{tag: outdoors}", "{tag: outdoors, action: stay-in}"), []),
    "a step for nobody": (changed("actions.yaml", "{cold: true}", "{cold: true, degrees: {at-least: 10}}"), []),
    "a help line for nobody": ({"help-lines.yaml": HELP} | in_both(HELPFUL), []),
    "an alarm before an empty page": (
        changed("rulebook.yaml", "miserable, phase: now", "miserable, phase: later")
        | changed(ACTIONS, "  basic: true\n", "  basic: true\n  when: {miserable: false}\n"),
        [],
    ),
    "a question that no rule tests": (changed(ACTIONS, ", at-home: yes", ""), []),
    "a question that only a help line tests": (
        changed(ACTIONS, ", at-home: yes", "")
        | {"help-lines.yaml": HELP.replace("weather: sun", "at-home: yes")}
        | in_both(HELPFUL),
        [],
    ),
    "contradictory actions in one plan": ({"guarantees.yaml": GUARANTEE} | in_both(PROMISED), []),
    "a guarantee about nobody": (
        {"guarantees.yaml": GUARANTEE.replace("at-m", "when: {miserable: true, wet: false}\n  at-m")} | in_both(PROMISED),
        [],
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_one_change(what: str, tmp_path: Path) -> None:
    needs_solver()
    change, expected = CHANGES[what]
    remarks = told(check(write_rulebook(tmp_path, change)), tmp_path)
    assert len(remarks) == len(expected)
    for remark, beginning in zip(remarks, expected, strict=True):
        assert remark.startswith(beginning)
