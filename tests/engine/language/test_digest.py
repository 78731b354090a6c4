"""The digest of the logic: one for all that means the same, another as soon as an outcome could differ."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from random import Random

import dice
import pytest
from msgspec.structs import replace
from nakanaori.engine.consulting import consult
from nakanaori.engine.reading import load_rulebook
from small_rulebook import FILES, changed, write_rulebook

Files = Mapping[str, str | bytes | None]


def digest(folder: Path, files: Files) -> str:
    return load_rulebook(write_rulebook(folder, files)).sha256


SAME: dict[str, Files] = {
    "other line ends": {name: text.replace("\n", "\r\n").encode() for name, text in FILES.items()},
    "a byte order mark": {name: b"\xef\xbb\xbf" + text.encode() for name, text in FILES.items()},
    "a remark": changed("questions.yaml", "choose: one\n  options: [sun", "choose: one  # why\n  options: [sun"),
    "other words": changed("text/en.yaml", "Sunny", "Bright"),
    "another version": changed("rulebook.yaml", "2.0.1", "2.0.2"),
    "a further language": changed("rulebook.yaml", "[ja, en]", "[ja, en, fr]"),
    "another form of YAML": changed("rules/1-findings.yaml", "[rain, snow]", "[\"snow\", 'rain']"),
    "keys in another order": changed(
        "actions.yaml", '  phase: later\n  cites: ["2"]\n', "  cites: ['2']\n  phase: later\n"
    ),
    "what goes without saying": changed("rules/1-findings.yaml", "- rule: few", "- basic: false\n  rule: few"),
    "a group written out": changed("rules/2-actions.yaml", "{tag: outdoors}", "[put-on-a-coat, take-an-umbrella]"),
    "options under a common name": changed(
        "questions.yaml", "[sun, rain, snow]", "[sun, rain, snow]\n  groups: {drops: [rain, snow]}"
    ),
    "a file of another name": {"rules/2-actions.yaml": None, "rules/b/3.yml": FILES["rules/2-actions.yaml"]},
    "help lines": {"help-lines.yaml": "{checked: 2026-01-01, lines: [{line: l, region: jp, for: stay-in}]}"},
}

OTHER: dict[str, Files] = {
    "a bound": changed("questions.yaml", "to: 40", "to: 41"),
    "an option": changed("questions.yaml", "[yes, no]", "[yes, no, perhaps]"),
    "options in another order": changed("questions.yaml", "[sun, rain, snow]", "[rain, sun, snow]"),
    "one of several at least": changed("questions.yaml", "choose: several", "choose: several\n  at-least: 1"),
    "one for several": changed("questions.yaml", "choose: one\n  options: [yes", "choose: several\n  options: [yes"),
    "steps in another order": changed("actions.yaml", "[open-it, hold-it]", "[hold-it, open-it]"),
    "a step for all": changed("actions.yaml", "- step: warm-it\n      when: {cold: true}", "- warm-it"),
    "a follow-up": changed(
        "actions.yaml", "steps: [sit-down]", "steps: [sit-down]\n  follow-ups: [{follow-up: f, days-after: 1}]"
    ),
    "another phase": changed("actions.yaml", "phase: later", "phase: now"),
    "another section": changed("actions.yaml", 'cites: ["1", "2"]', 'cites: ["1"]'),
    "phases in another order": changed("rulebook.yaml", "[now, later]", "[later, now]"),
    "findings in another order": changed("rulebook.yaml", "[wet, cold", "[cold, wet"),
    "no alarm": changed("rulebook.yaml", "alarm: {finding: miserable, phase: now}\n", ""),
    "a comparison": changed("rules/1-findings.yaml", "less-than: 10", "less-than: 9"),
    "at least for less than": changed("rules/1-findings.yaml", "less-than: 10", "at-least: 10"),
    "an option tested": changed("rules/1-findings.yaml", "[rain, snow]", "[rain]"),
    "not for one of": changed("rules/1-findings.yaml", "{weather: [rain, snow]}", "{weather: {not: [rain, snow]}}"),
    "a finding that is not": changed("rules/1-findings.yaml", "cold: true}", "cold: false}"),
    "unless for when": changed("rules/2-actions.yaml", "  unless: {bag", "  any: [{at-home: yes}]\n  unless: {bag"),
    "a basic made own": changed("rules/2-actions.yaml", "  basic: true\n", ""),
    "rules in another order": {"rules/2-actions.yaml": None, "rules/0.yaml": FILES["rules/2-actions.yaml"]},
    "one of them withheld": changed("rules/2-actions.yaml", "{tag: outdoors}", "put-on-a-coat"),
}


@pytest.mark.parametrize("what", SAME)
def test_it_is_the_same_for(what: str, tmp_path: Path) -> None:
    assert digest(tmp_path / "a", {}) == digest(tmp_path / "b", SAME[what])


def test_it_is_the_same_for_options_that_are_all_named_and_for_none(tmp_path: Path) -> None:
    old = "{cold: true}"
    folders = {"a": "{at-least: 4}", "b": "{at-least: 4, of: [hat, tea, umbrella, scarf]}"}
    counted = [
        digest(tmp_path / name, changed("rules/2-actions.yaml", old, f"{old}\n    - {{bag: {test}}}"))
        for name, test in folders.items()
    ]
    assert counted[0] == counted[1]


def test_it_is_another_for_each_of(tmp_path: Path) -> None:
    digests = {what: digest(tmp_path / str(at), files) for at, (what, files) in enumerate(OTHER.items())}
    digests["nothing"] = digest(tmp_path / "none", {})
    assert len(set(digests.values())) == len(digests), digests


def test_it_stays_what_it_is_from_release_to_release(tmp_path: Path) -> None:
    """Traces that lie in drawers hold it. Whoever must change it gives traces a new version."""
    assert digest(tmp_path, {}) == "58ac96e5a38c9ada55cc089f1a09239941357fde3d9eafe03ece16dbea83d7de"


def test_random_rulebooks_that_have_it_in_common_conclude_the_same() -> None:
    thrown = Random(7)
    compared = 0
    for _ in range(60):
        old = dice.rulebook(thrown)
        new = replace(old, rules=tuple(thrown.sample(old.rules, len(old.rules))), sections=("1", "2"))
        order = replace(new, sections=old.sections)
        if order.sha256 == old.sha256:
            given = dice.answers(thrown, old)
            compared += 1
            assert consult(order, given, engine="reference").fired == consult(old, given, engine="reference").fired
        assert new.sha256 != old.sha256
    assert compared
