"""The small rulebook with one thing changed, and what a check has to say of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from nakanaori.engine.authoring import Report
from small_rulebook import FILES, changed

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
        ["rules/1-findings.yaml:8:3: N001"],
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
        ["scenarios/a.yaml:4:18: N002"],
    ),
    "two scenarios with one id": ({"scenarios/a.yaml": SCENARIO * 2}, ["scenarios/a.yaml:5:13: N003"]),
    "a guarantee with a misspelt action": (
        {"guarantees.yaml": GUARANTEE.replace("[take", "[bring")},
        ["guarantees.yaml:3:17: N002"],
    ),
    "a guarantee with a misspelt claim": (
        {"guarantees.yaml": GUARANTEE.replace("at-most", "at-least-most")},
        ["guarantees.yaml:3:3: N001"],
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
    "a text missing in one language": (
        changed("text/ja.yaml", "    ask: どんな天気ですか。\n", ""),
        ["text/ja.yaml:6:3: N201"],
    ),
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
    "an answer that may be missing": (
        changed("text/en.yaml", "Sit down.", "'Sit down at {degrees}.'"),
        ["text/en.yaml:41:23: N205"],
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
    "a lead of what is never there": (
        changed(ACTIONS, "withhold: {tag: outdoors}", "withhold: {tag: outdoors}\n  lead: [stay-in, put-on-a-coat]"),
        ["rules/2-actions.yaml:12:9: N306"],
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
    "an answer of a scenario that does not count": (
        changed(
            "questions.yaml", "  options: [yes, no]\n", "  options: [yes, no]\n  only-if: {weather: [rain, snow]}\n"
        )
        | {"scenarios/a.yaml": SCENARIO.replace("{weather: rain}", "{weather: sun, at-home: yes}")},
        ["scenarios/a.yaml:1:13: N601"],
    ),
    "a question that is never asked": (
        changed(
            "questions.yaml",
            "  options: [yes, no]\n",
            "  options: [yes, no]\n  only-if: {weather: sun, degrees: unknown}\n",
        ),
        [
            "actions.yaml:14:11: N401",
            "questions.yaml:11:13: N406",
            "rules/2-actions.yaml:12:9: N301",
        ],
    ),
    "a test that the question's own condition repeats": (
        changed(
            "questions.yaml", "  options: [yes, no]\n", "  options: [yes, no]\n  only-if: {weather: [rain, snow]}\n"
        )
        | changed(ACTIONS, "{miserable: true, at-home: yes}", "{miserable: true, at-home: yes, weather: [rain, snow]}"),
        ["rules/2-actions.yaml:12:9: N304"],
    ),
    "a guarantee about nobody": (
        {"guarantees.yaml": GUARANTEE.replace("at-m", "when: {miserable: true, wet: false}\n  at-m")}
        | in_both(PROMISED),
        ["guarantees.yaml:1:14: N502"],
    ),
}
FOGGY = {
    f"text/{language}.yaml": FILES[f"text/{language}.yaml"].replace("sun: ", "fog: 霧, sun: ")
    for language in ("ja", "en")
}
CHANGES |= {
    "options that no test tells apart": (
        changed("questions.yaml", "[sun, rain, snow]", "[sun, rain, snow, fog]") | FOGGY,
        ["questions.yaml:1:13: N107"],
    ),
    "options that read the same": (
        changed("text/en.yaml", "rain: Raining, snow: Snowing", "rain: Wet, snow: ' ｗｅｔ'"),
        ["text/en.yaml:10:44: N206"],
    ),
    "actions that read the same": (
        changed("text/ja.yaml", "title: 家にいる", "title: 水を飲む"),
        ["text/ja.yaml:44:12: N207"],
    ),
    "markup that is not read": (
        changed("text/en.yaml", "Open it.", "'[Open](javascript:it).'"),
        ["text/en.yaml:33:22: N208"],
    ),
    "a brace that tells no answer": (
        changed("text/en.yaml", "Open it.", "'Open it in { weather }.'"),
        ["text/en.yaml:33:22: N209"],
    ),
    "a link where there are none": (
        changed("text/en.yaml", "title: Stay in", "title: '[Stay](https://example.org) in'"),
        ["text/en.yaml:40:12: N208"],
    ),
    "an action that may be there without a step": (
        changed("actions.yaml", "    - pour\n", "    - {step: pour, when: {wet: true}}\n"),
        ["actions.yaml:18:11: N407"],
    ),
    "an action without any step": (
        changed("actions.yaml", "[sit-down]", "[]"),
        ["actions.yaml:14:11: N407", "text/en.yaml:41:5: N202", "text/ja.yaml:41:5: N202"],
    ),
}
CLEAN = {
    "options of a group that no test tells apart": changed(
        "questions.yaml",
        "[sun, rain, snow]",
        "[sun, rain, snow, fog]\n  groups: {dry: [sun, fog]}",
    )
    | FOGGY,
    "options that are counted": changed(ACTIONS, "at-least: 2, of: [hat, scarf]", "at-least: 2, of: [hat, scarf, tea]"),
    "options that a text tells": changed("questions.yaml", "[sun, rain, snow]", "[sun, rain, snow, fog]")
    | FOGGY
    | changed(ACTIONS, "  basic: true\n", "  basic: true\n  when: {weather: {not: unknown}}\n")
    | {"text/en.yaml": FOGGY["text/en.yaml"].replace("Pour a glass.", "'{weather}: pour it.'")},
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


def told(report: Report, folder: Path) -> list[str]:
    """The remarks as they are printed, with places in the folder."""
    return [str(remark).replace(f"{folder}/", "") for remark in (*report.remarks, *report.notes)]
