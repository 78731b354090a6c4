"""Why an action is not in the plan: its explanation, then what would bring it about, and how sure that is."""

from __future__ import annotations

import json

import pytest
from columns import widest
from nakanaori.cli.why_not_view import why_not_json, why_not_text
from nakanaori.cli.wording import wording_of
from nakanaori.engine.consulting import Outcome, consult
from nakanaori.engine.language import Rulebook
from nakanaori.engine.proving import PROVEN_FEWEST, TRIED_FEWER, UNPROVEN_FEWEST, Alternative, Change

CHANGES = (Change("contact", "wants-no-contact", "willing-to-meet"),)
HELD_BACK = "keep-rebuilding-trust"
"""What distance speaks against, and speaks for otherwise."""


@pytest.fixture
def outcome(rulebook: Rulebook) -> Outcome:
    return consult(rulebook, {"fault": "mine", "apology": "not-yet", "contact": "wants-no-contact", "reach": ["meet"]})


def alternative(certainty: str, *, possible: bool | None = True) -> Alternative:
    changes = CHANGES if possible else ()
    return Alternative(possible, changes, {"contact": "willing-to-meet"} if possible else {}, certainty, 3, 9)


def text(outcome: Outcome, found: Alternative | None, language: str = "en", width: int = 80) -> str:
    wording = wording_of(outcome.rulebook, language)
    return why_not_text(outcome, HELD_BACK, found, wording, color=False, width=width)


def test_each_degree_of_certainty_reads_differently(outcome: Outcome) -> None:
    texts = wording_of(outcome.rulebook, "en").texts
    before, after = (
        texts("questions", "contact", "options", option) for option in ("wants-no-contact", "willing-to-meet")
    )
    certainties = (PROVEN_FEWEST, TRIED_FEWER, UNPROVEN_FEWEST)
    told = {text(outcome, alternative(certainty), width=1_000) for certainty in certainties}
    assert len(told) == 3
    assert all(f"“{before}”" in one and f"“{after}”" in one for one in told)


def test_that_nothing_helps_reads_otherwise_than_that_nothing_was_found(outcome: Outcome) -> None:
    never = text(outcome, alternative(PROVEN_FEWEST, possible=False))
    unknown = text(outcome, alternative(UNPROVEN_FEWEST, possible=None))
    assert never != unknown


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("width", [32, 80])
def test_no_line_is_wider_than_it_may_be(outcome: Outcome, language: str, width: int) -> None:
    assert widest(text(outcome, alternative(PROVEN_FEWEST), language, width)) <= width


def test_json_has_the_status_the_reasons_and_the_changes(outcome: Outcome) -> None:
    wording = wording_of(outcome.rulebook, "en")
    document = json.loads(why_not_json(outcome, HELD_BACK, alternative(PROVEN_FEWEST), wording))
    assert (document["action"], document["status"], document["rank"]) == (HELD_BACK, "withheld", 0)
    told = document["alternative"]
    assert (told["possible"], told["certainty"]) == (True, "proven")
    assert told["changes"] == [{"question": "contact", "before": "wants-no-contact", "after": "willing-to-meet"}]
    assert json.loads(why_not_json(outcome, "keep-distance", None, wording))["alternative"] is None
