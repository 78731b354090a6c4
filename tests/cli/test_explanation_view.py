"""Explanations in the terminal: title, verdict, reasons with their rules, and grounds further in."""

from __future__ import annotations

from pathlib import Path

import pytest
from columns import widest
from long_chains import chained
from nakanaori.cli.explanation_view import explanation_text
from nakanaori.cli.wording import wording_of
from nakanaori.engine.consulting import Outcome, consult
from nakanaori.engine.language import Rulebook
from nakanaori.engine.telling import explain


@pytest.fixture
def outcome(rulebook: Rulebook) -> Outcome:
    return consult(rulebook, {"fault": "mine", "apology": "not-yet", "contact": "wants-no-contact", "reach": ["post"]})


def text(outcome: Outcome, action: str | None, language: str = "en", *, color: bool = False, width: int = 80) -> str:
    return explanation_text(outcome, action, wording_of(outcome.rulebook, language), color=color, width=width)


@pytest.mark.parametrize("action", ["keep-distance", "apologise-by-letter", "talk-to-a-helpline"])
def test_title_and_verdict_come_first_and_every_reason_names_its_rule(outcome: Outcome, action: str) -> None:
    wording = wording_of(outcome.rulebook, "en")
    explanation = explain(outcome, action, wording)
    shown = text(outcome, action, width=500)
    first, second, *_ = shown.splitlines()
    assert (first, second) == (explanation.title, explanation.verdict + explanation.proviso)
    for reason in (*explanation.reasons, *explanation.against):
        assert f"- {reason.sentence}\n  [{reason.sections}: {reason.rule}]\n" in shown


def test_grounds_stand_further_in_than_their_reason(outcome: Outcome) -> None:
    lines = text(outcome, "keep-distance").splitlines()
    depths = [len(line) - len(line.lstrip()) for line in lines if line.lstrip().startswith("→")]
    assert depths[0] == 2
    assert max(depths) > 2


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("width", [32, 80])
def test_no_line_is_wider_than_it_may_be(outcome: Outcome, language: str, width: int) -> None:
    assert widest(text(outcome, None, language, width=width)) <= width


def test_colour_is_a_matter_of_who_asks(outcome: Outcome) -> None:
    assert "\x1b" not in text(outcome, None)
    assert "\x1b[1m" in text(outcome, "keep-distance", color=True)


def test_what_lies_deep_stands_under_a_heading_of_its_own(tmp_path: Path) -> None:
    shown = text(consult(chained(tmp_path, 500), {"weather": "rain"}, engine="reference"), "stay-in")
    before, heading, after = shown.partition("\n\nFurther reasons\n")
    assert heading
    assert "(reasons further on)" in before
    assert "→ Weather: “Raining”." in after
    assert shown.count("- a-from-link-") == 499
    assert widest(shown) <= 80
