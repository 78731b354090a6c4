"""Actions: each form, and each mistake with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from mistakes import check_one_problem
from nakanaori.engine.reading import load_rulebook
from small_rulebook import FILES, write_rulebook


@pytest.mark.parametrize(
    ("entry", "wrong", "right"),
    [
        (
            '- action: ‸stay-in\n  phase: now\n  cites: ["1"]\n  steps: [go]',
            "'stay-in' has an id that is taken",
            "first",
        ),
        ('- action: ‸"a: b"\n  phase: now\n  cites: ["1"]\n  steps: [go]', "cannot be the id of an action", "letters"),
        ('- ‸action: a\n  cites: ["1"]\n  steps: [go]', "The action 'a' has no 'phase'", "Add 'phase: …'"),
        ('- action: a\n  phase: ‸latre\n  cites: ["1"]\n  steps: [go]', "no phase 'latre'", "Did you mean 'later'?"),
        ('- action: a\n  phase: ‸[now]\n  cites: ["1"]\n  steps: [go]', "'phase' must be text", "Write one word"),
        ("- ‸action: a\n  phase: now\n  steps: [go]", "has no 'cites'", "Add 'cites: …'"),
        ('- action: a\n  phase: now\n  cites: ["1", ‸"1.2"]\n  steps: [go]', "no section '1.2'", "Did you mean '1.1'?"),
        ("- action: a\n  phase: now\n  cites: ‸[]\n  steps: [go]", "empty list", "Name at least one"),
        (
            "- action: a\n  phase: now\n  cites: ['1']\n  tags: ‸outdoor\n  steps: [go]",
            "no tag 'outdoor'",
            "'outdoors'?",
        ),
        ("- ‸action: a\n  phase: now\n  cites: ['1']", "has no 'steps'", "Add 'steps: …'"),
        ("- action: a\n  phase: now\n  cites: ['1']\n  steps: ‸go", "'steps' must be a list", "Begin each entry"),
        (
            "- action: a\n  phase: now\n  cites: ['1']\n  steps: [go, ‸go]",
            "The step 'go' has an id that is taken",
            "actions.yaml:",
        ),
        ("- action: a\n  phase: now\n  cites: ['1']\n  steps: [go, ‸'']", "cannot be the id of a step", "letters"),
        ("- action: a\n  phase: now\n  cites: ['1']\n  steps: [‸[go]]", "A step must be a mapping", "key: value"),
        ("- action: a\n  phase: now\n  cites: ['1']\n  steps: [‸{step: go}]", "A step has no 'when'", "Add 'when: …'"),
        (
            "- action: a\n  phase: now\n  cites: ['1']\n  steps: [{step: go, when: {wet: true}, ‸whn: x}]",
            "A step has no key 'whn'",
            "Did you mean 'when'?",
        ),
        (
            "- action: a\n  phase: now\n  cites: ['1']\n  steps: [{step: go, when: {‸wether: rain}}]",
            "no question and no finding 'wether'",
            "Did you mean 'weather'?",
        ),
        ("- action: a\n  phase: now\n  cites: ['1']\n  steps: [go]\n  ‸step: [go]", "no key 'step'", "mean 'steps'?"),
        ("- ‸just-a-word", "An action must be a mapping", "key: value"),
    ],
)
def test_a_mistake_in_an_action(tmp_path: Path, entry: str, wrong: str, right: str) -> None:
    check_one_problem(tmp_path, {"actions.yaml": f"{FILES['actions.yaml']}{entry}\n"}, wrong, right)


FOLLOW_UPS = "- action: a\n  phase: now\n  cites: ['1']\n  steps: [go]\n  follow-ups:\n    - {%s}\n"


@pytest.mark.parametrize(
    ("entry", "wrong", "right"),
    [
        ("follow-up: f, days-after: ‸999999999", "'days-after' is 999999999", "from 0 to 36500"),
        ("follow-up: f, days-before: ‸36501", "'days-before' is 36501", "from 0 to 36500"),
        ("follow-up: f, days-after: ‸-1", "'days-after' is -1", "from 0 to 36500"),
        ("follow-up: f, days-after: ‸soon", "'days-after' is 'soon'", "whole number"),
        ("follow-up: f, ‸day-after: 3", "no key 'day-after'", "Did you mean 'days-after'?"),
    ],
)
def test_a_mistake_in_a_follow_up(tmp_path: Path, entry: str, wrong: str, right: str) -> None:
    files = {"actions.yaml": FILES["actions.yaml"] + FOLLOW_UPS % entry}
    check_one_problem(tmp_path, files, wrong, right)


@pytest.mark.parametrize("entry", ["follow-up: f", "follow-up: f, days-after: 1, days-before: 1"])
def test_a_follow_up_without_its_day(tmp_path: Path, entry: str) -> None:
    files = {"actions.yaml": FILES["actions.yaml"] + (FOLLOW_UPS % entry).replace("- {follow", "- ‸{follow")}
    check_one_problem(tmp_path, files, "does not say on which day", "either 'days-after: N' or 'days-before: N'")


def test_a_follow_up_may_be_a_hundred_years_away(tmp_path: Path) -> None:
    files = {"actions.yaml": FILES["actions.yaml"] + FOLLOW_UPS % "follow-up: f, days-after: 36500"}
    (follow_up,) = load_rulebook(write_rulebook(tmp_path, files)).action["a"].follow_ups
    assert (follow_up.id, follow_up.days_after, follow_up.days_before) == ("f", 36500, None)


def test_follow_ups_and_steps_of_one_id_are_named(tmp_path: Path) -> None:
    twice = FOLLOW_UPS % "follow-up: f, days-after: 1" + "    - {follow-up: ‸f, days-after: 2}\n"
    files = {"actions.yaml": FILES["actions.yaml"] + twice}
    check_one_problem(tmp_path, files, "The follow-up 'f' has an id that is taken.", "the first stands at")


def test_actions_may_have_steps_of_the_same_id(tmp_path: Path) -> None:
    entry = "- action: a\n  phase: now\n  cites: ['1']\n  steps: [sit-down]\n"
    loaded = load_rulebook(write_rulebook(tmp_path, {"actions.yaml": FILES["actions.yaml"] + entry}))
    assert [step.id for step in loaded.action["a"].steps] == ["sit-down"]


def test_thousands_of_follow_ups_are_read_one_by_one(tmp_path: Path) -> None:
    """Each is looked at once, and not held against every other."""
    many = "".join(f"    - {{follow-up: f{number}, days-after: 1}}\n" for number in range(20_000))
    files = {"actions.yaml": FILES["actions.yaml"] + FOLLOW_UPS % "follow-up: f, days-after: 1" + many}
    follow_ups = load_rulebook(write_rulebook(tmp_path, files)).action["a"].follow_ups
    assert [follow_up.id for follow_up in follow_ups][-1] == "f19999"
