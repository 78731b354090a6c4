"""What other answers would change: sections with their reasons as text, ids and words as JSON, both of the same."""

from __future__ import annotations

import json
from random import Random

import dice
import pytest
from columns import widest
from nakanaori.cli.what_if_view import rules_in_words, what_if_json, what_if_text
from nakanaori.cli.wording import wording_of
from nakanaori.engine.consulting import consult
from nakanaori.engine.language import Rulebook
from nakanaori.engine.telling import Comparison, compare, told_comparison


@pytest.fixture(params=range(6))
def comparison(request: pytest.FixtureRequest, rulebook: Rulebook) -> Comparison:
    thrown = Random(request.param)
    return compare(*(consult(rulebook, dice.answers(thrown, rulebook)) for _ in range(2)))


def test_text_has_every_heading_and_title(comparison: Comparison) -> None:
    wording = wording_of(comparison.after.rulebook, "en")
    shown = what_if_text(comparison, wording, color=False, width=10_000)
    for section in told_comparison(comparison, wording):
        assert f"{section.heading}\n" in shown
        assert all(f"- {title}\n" in shown for point in section.points for title in point.titles)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_line_is_wider_than_it_may_be(comparison: Comparison, language: str) -> None:
    wording = wording_of(comparison.after.rulebook, language)
    assert widest(what_if_text(comparison, wording, color=False, width=40)) <= 40


def test_json_has_the_same_ids(comparison: Comparison) -> None:
    document = json.loads(what_if_json(comparison, wording_of(comparison.after.rulebook, "en")))
    assert document["same"] is comparison.same
    for kind, shifts in (("comes", comparison.comes), ("goes", comparison.goes), ("becomes_own", comparison.own)):
        assert [one["id"] for one in document["actions"][kind]] == [shift.id for shift in shifts]
    for one in document["actions"]["comes"]:
        planned = comparison.after.planned(one["id"])
        assert planned is not None
        assert (one["rank"], one["basic"]) == (planned.rank, planned.basic)
    assert [one["id"] for one in document["findings"]["comes"]] == [shift.id for shift in comparison.established]


def test_rules_come_with_their_reason_and_sections(rulebook: Rulebook) -> None:
    rule, texts = rulebook.rules[-1], wording_of(rulebook, "en").texts
    assert rules_in_words([rule.id], texts, rulebook) == [
        {"rule": rule.id, "reason": texts("rules", rule.id), "cites": rule.cites}
    ]
