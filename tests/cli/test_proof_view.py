"""What became of guarantees: a paragraph each, with what breaks one, a count of all, and the same as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from columns import widest
from nakanaori.cli.proof_view import keep_case, proofs_json, proofs_text
from nakanaori.cli.wording import wording_of
from nakanaori.engine.consulting import consult, load_case
from nakanaori.engine.language import Rulebook
from nakanaori.engine.proving import EMPTY, PROVEN, REFUTED, UNDECIDED, Claim, Guarantee, Proof, load_guarantees


@pytest.fixture
def guarantees(rulebook: Rulebook) -> dict[str, Guarantee]:
    return {guarantee.id: guarantee for guarantee in load_guarantees(rulebook)}


@pytest.fixture
def proofs(rulebook: Rulebook, guarantees: dict[str, Guarantee]) -> list[Proof]:
    """One of each; that a letter is a breach is made up."""
    answers = {"fault": "mine", "apology": "not-yet", "contact": "refuses-to-meet", "reach": ["post"]}
    broken = Claim("never", ("apologise-by-letter",))
    first, second, third, fourth, *_ = guarantees.values()
    return [
        Proof(first, PROVEN, 0.5),
        Proof(second, REFUTED, 1.25, consult(rulebook, answers), (broken,)),
        Proof(third, UNDECIDED, 60.0, reason="time"),
        Proof(fourth, EMPTY, 0.1),
    ]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_guarantee_has_its_paragraph_and_its_sentence(
    rulebook: Rulebook, proofs: list[Proof], language: str
) -> None:
    wording = wording_of(rulebook, language)
    shown = proofs_text(rulebook, proofs, wording, color=False, width=1_000)
    for proof in proofs:
        assert proof.guarantee.id in shown
        assert wording.texts("guarantees", proof.guarantee.id) in shown
    assert widest(proofs_text(rulebook, proofs, wording, color=False, width=40)) <= 40


def test_what_breaks_one_is_told_with_the_answers_and_why(rulebook: Rulebook, proofs: list[Proof]) -> None:
    wording = wording_of(rulebook, "en")
    shown = proofs_text(rulebook, proofs, wording, color=False, width=1_000)
    assert f"“{wording.texts('questions', 'contact', 'options', 'refuses-to-meet')}”" in shown
    assert f"{wording.texts('actions', 'apologise-by-letter', 'title')} (apologise-by-letter)" in shown
    assert wording.texts("rules", "letter-when-they-refuse-to-meet") in shown


def test_no_guarantees_are_told_as_none(rulebook: Rulebook) -> None:
    assert "states no guarantees" in proofs_text(rulebook, [], wording_of(rulebook, "en"), color=False, width=80)


def test_json_holds_the_case_where_there_is_one(rulebook: Rulebook, proofs: list[Proof]) -> None:
    document = json.loads(proofs_json(rulebook, proofs, wording_of(rulebook, "en")))
    assert document["proven"] is False
    first, second, third, fourth = document["guarantees"]
    assert [one["status"] for one in (first, second, third, fourth)] == [PROVEN, REFUTED, UNDECIDED, EMPTY]
    assert second["answers"]["contact"] == "refuses-to-meet"
    outcome = proofs[1].outcome
    assert outcome is not None
    assert second["plan"] == [planned.action.id for planned in outcome.plan]
    assert "apologise-by-letter" in second["plan"]
    assert second["broken"] == [{"claim": "never", "in_plan": ["apologise-by-letter"], "not_in_plan": []}]
    assert third["reason"] == "time"
    assert "answers" not in first


def test_the_first_case_that_refutes_is_kept(
    rulebook: Rulebook, proofs: list[Proof], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "case.yaml"
    keep_case(path, proofs[:1], wording_of(rulebook, "en").say)
    assert not path.exists()
    keep_case(path, proofs, wording_of(rulebook, "en").say)
    outcome = proofs[1].outcome
    assert outcome is not None
    assert load_case(rulebook, path).answers == outcome.case.answers
    assert proofs[1].guarantee.id in capsys.readouterr().err
