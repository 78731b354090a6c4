"""The head of a rulebook: what it declares, and each mistake with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from mistakes import check_one_problem
from nakanaori.engine.language import Alarm
from nakanaori.engine.reading import load_rulebook
from small_rulebook import FILES, changed, write_rulebook


@pytest.mark.parametrize(
    ("old", "new", "wrong", "right"),
    [
        ("version: 2.0.1", "version: 2.0.1\n‸findigs: [x]", "no key 'findigs'", "Did you mean 'findings'?"),
        ("rulebook: going_out\nversion: 2.0.1", "‸rulebook: going_out", "no 'version'", "Add 'version: …'"),
        ("rulebook: going_out\n", "‸", "no 'rulebook'", "Add 'rulebook: …'"),
        ("rulebook: going_out", "rulebook: ‸going out", "'going out' cannot be the id", "letters, digits"),
        ("version: 2.0.1", "version: ‸[2, 0, 1]", "'version' must be text", "Write one word"),
        ("version: 2.0.1", 'version: ‸""', "'version' is empty", "Write its text"),
        ("languages: [ja, en]", "languages: ‸[]", "empty list", "Name at least one"),
        ("languages: [ja, en]", "languages: [ja, ‸ja, en]", "names 'ja' twice", "Name it once"),
        ("languages: [ja, en]", "languages: [ja, ‸e/n]", "'e/n' cannot be the id of a language", "letters"),
        ("languages: [ja, en]", "languages: ‸{ja: en}", "a word or a list of words", "Write [one, another]"),
        ("languages: [ja, en]", "languages: [ja, ‸[en]]", "must be text", "Write one word"),
        ("phases: [now, later]", "phases: [now, later, ‸now]", "names 'now' twice", "Name it once"),
        ("miserable]", "miserable, ‸weather]", "The finding 'weather' has an id that is taken", "questions.yaml:1:13"),
        ("miserable]", "miserable, ‸true]", "'true' has a meaning of its own", "Choose another id"),
        ("miserable]", "miserable, ‸unknown]", "'unknown' has a meaning of its own", "Choose another id"),
        ("miserable]", "miserable, ‸no such id]", "cannot be the id of a finding", "letters"),
        ("finding: miserable", "finding: ‸miserabel", "no finding 'miserabel'", "Did you mean 'miserable'?"),
        ("phase: now", "phase: ‸nwo", "no phase 'nwo'", "Did you mean 'now'?"),
        ("{finding: miserable, phase: now}", "‸{finding: miserable}", "'alarm' has no 'phase'", "Add 'phase: …'"),
        ("{finding: miserable, phase: now}", "‸[miserable, now]", "'alarm' must be a mapping", "key: value"),
        ("version: 2.0.1", "version: 2.0.1\nfirst-steps: ‸-1", "'first-steps' is '-1'", "from 0"),
        ("version: 2.0.1", "version: 2.0.1\nquick-exit: ‸maybe", "'quick-exit' is 'maybe'", "Write true or false."),
        ("version: 2.0.1", "version: 2.0.1\nfirst-steps: ‸few", "'first-steps' is 'few'", "a whole number"),
        ("phase: now}", "phase: now, ‸since: ever}", "no key 'since'", "finding, phase"),
        ("version: 2.0.1", "version: 2.0.1\n‸version: 2", "'version' stands twice", "first is on line 2"),
    ],
)
def test_a_mistake_in_the_rulebook_file(tmp_path: Path, old: str, new: str, wrong: str, right: str) -> None:
    check_one_problem(tmp_path, changed("rulebook.yaml", old, new), wrong, right)


def test_what_the_head_says(tmp_path: Path) -> None:
    loaded = load_rulebook(write_rulebook(tmp_path))
    assert (loaded.id, loaded.version, loaded.languages) == ("going_out", "2.0.1", ("ja", "en"))
    assert (loaded.sections, loaded.phases, loaded.tags) == (("1", "1.1", "2"), ("now", "later"), ("outdoors",))
    assert loaded.findings == ("wet", "cold", "miserable")
    assert loaded.alarm == Alarm("miserable", "now")


def test_tags_findings_and_alarm_may_be_left_out(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {
        "rulebook.yaml": 'rulebook: r\nversion: 1\nlanguages: en\nsections: ["1", "1.1", "2"]\nphases: [now, later]\n',
        "actions.yaml": "- {action: stay-in, phase: now, cites: '1', steps: [sit-down]}\n",
        "rules/1-findings.yaml": None,
        "rules/2-actions.yaml": "- {rule: r, cites: '1', advise: stay-in}\n",
    }
    loaded = load_rulebook(write_rulebook(tmp_path, files))
    assert (loaded.tags, loaded.findings, loaded.alarm) == ((), (), None)


@pytest.mark.parametrize(("written", "number"), [("", 3), ("first-steps: 0\n", 0), ("first-steps: 12\n", 12)])
def test_how_many_first_steps_there_are(tmp_path: Path, written: str, number: int) -> None:
    head = changed("rulebook.yaml", "version: 2.0.1\n", f"version: 2.0.1\n{written}")
    assert load_rulebook(write_rulebook(tmp_path, head)).first_steps == number


@pytest.mark.parametrize(
    ("said", "alarm", "left_at_once"),
    [("", True, True), ("", False, False), ("true", False, True), ("false", True, False)],
)
def test_a_page_is_left_at_once_where_there_is_an_alarm_or_it_is_said(
    tmp_path: Path, said: str, alarm: bool, left_at_once: bool
) -> None:
    head = FILES["rulebook.yaml"]
    if not alarm:
        head = head.replace("alarm: {finding: miserable, phase: now}\n", "")
    more = f"quick-exit: {said}\n" if said else ""
    assert load_rulebook(write_rulebook(tmp_path, {"rulebook.yaml": head + more})).quick_exit is left_at_once
