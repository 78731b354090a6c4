"""`nakanaori explain`: why an action is in the list, was held back or never came up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import run
from nakanaori.engine import as_markdown, consult, load_rulebook, rulebook_texts, wording_of

ANSWERS = {"fault": "mine", "apology": "not-yet", "contact": "wants-no-contact", "reach": ["post"]}


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "case.yaml"
    path.write_text(json.dumps({"rulebook": "regain_trust", "answers": ANSWERS}), encoding="utf-8")
    return path


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("action", ["keep-distance", "apologise-by-letter", "talk-to-a-helpline"])
def test_one_action_is_told_with_its_reasons(case: Path, action: str, language: str) -> None:
    """In the plan, withheld, and not advised."""
    outcome = consult(load_rulebook(), ANSWERS)
    texts = rulebook_texts(outcome.rulebook, language)
    status, printed, errors = run("explain", case, action, "--lang", language)
    assert (status, errors) == (0, "")
    assert printed.startswith(texts("actions", action, "title"))
    rules = [rule for rule in outcome.rulebook.rules if action in (*rule.advise, *rule.withhold)]
    assert any(f"{rule.id}]" in printed for rule in rules)


def test_without_an_action_all_that_is_planned_or_withheld_is_told(case: Path) -> None:
    outcome = consult(load_rulebook(), ANSWERS)
    texts = rulebook_texts(outcome.rulebook, "en")
    printed = run("explain", case, "--lang", "en")[1]
    told = [*(planned.action.id for planned in outcome.plan), *(held.action.id for held in outcome.withheld)]
    titles = [texts("actions", action, "title") for action in told]
    assert [line for line in printed.splitlines() if line in titles] == titles


def test_markdown_may_be_of_one_action(case: Path) -> None:
    outcome = consult(load_rulebook(), ANSWERS)
    printed = run("explain", case, "keep-distance", "--lang", "en", "--format", "markdown")[1]
    assert printed == as_markdown(outcome, wording_of(outcome.rulebook, "en"), "keep-distance")
