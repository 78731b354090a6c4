"""Guarantees are proven, or refuted with the smallest case that breaks them."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest
from chained import chained
from hostile import many_promises
from nakanaori.engine.language import Condition, Finding, Place, Rulebook
from nakanaori.engine.proving import (
    DISPUTED,
    EMPTY,
    PROVEN,
    REFUTED,
    UNDECIDED,
    Claim,
    Deadline,
    Guarantee,
    Model,
    Proof,
    UndecidedError,
    load_guarantees,
    prove,
)
from nakanaori.engine.proving.solver_search import Search
from nakanaori.engine.reading import load_rulebook
from promises import EVERY_KIND, going_out
from ticking import Ticking

pytestmark = pytest.mark.usefixtures("solver")


def proofs_of(rulebook: Rulebook) -> dict[str, Proof]:
    return {proof.guarantee.id: proof for proof in prove(rulebook, load_guarantees(rulebook))}


def test_every_guarantee_of_the_shipped_rulebook_is_proven(rulebook: Rulebook) -> None:
    proofs = prove(rulebook, load_guarantees(rulebook))
    assert {proof.guarantee.id: proof.status for proof in proofs if proof.status != PROVEN} == {}
    assert len(proofs) >= 8


CHANGED_RULES = [
    pytest.param(
        "rules/1-findings.yaml",
        "when: {contact: [wants-no-contact, blocked-me]}",
        "when: {contact: wants-no-contact}",
        {
            "no-contact-means-no-further-apology": {"fault": "mine", "contact": "blocked-me"},
            "no-further-apology-comes-first": {"fault": "mine", "contact": "blocked-me"},
            "whether-to-write-is-always-answered": {
                "danger": (),
                "relation": "unknown",
                "fault": "mine",
                "cause": (),
                "severity": "slight",
                "contact": "blocked-me",
                "urges": (),
                "apology": "not-yet",
                "elapsed": "days",
                "others": (),
                "demand": "nothing",
                "confidant": "yes",
                "self-blame": "yes",
            },
        },
        id="who blocked the person is no longer counted as wanting no contact",
    ),
    pytest.param(
        "rules/1-findings.yaml",
        "when: {contact: [willing-to-meet, they-wrote, not-asked], reach: {at-least: 1}}",
        "when: {contact: {not: refuses-to-meet}, reach: {at-least: 1}}",
        {},
        id="a wider opening that later rules still close",
    ),
    pytest.param(
        "rules/2-safety.yaml",
        "when: {hurt: true}\n  advise: seek-help-now",
        "when: {hurt: true}\n  advise: keep-a-record",
        {
            "help-comes-first": {"danger": ("hurt-or-threatened",)},
            "help-and-then-talking": {"danger": ("hurt-or-threatened", "want-to-disappear")},
            "a-crowd-is-left-to-someone-else-first": {"danger": ("hurt-or-threatened",), "harm": ("hounded-by-many",)},
            "harassment-at-home-always-has-a-line-to-call": {
                "danger": ("hurt-or-threatened",),
                "relation": "partner",
                "signs": ("one-sided-blame", "moving-goalposts"),
            },
            "who-was-hunted-through-you-hears-it-now": {
                "danger": ("hurt-or-threatened",),
                "harm": ("another-is-hurt",),
                "fault": "mine",
                "cause": ("leaked-a-secret",),
            },
            "what-is-forced-on-a-body-is-nobodys-own-fault": {
                "danger": ("hurt-or-threatened",),
                "harm": ("touched",),
            },
        },
        id="no help for who is hurt",
    ),
    pytest.param(
        "rules/2-safety.yaml",
        "withhold: {phase: [now, soon, ongoing, avoid], action",
        "withhold: {phase: [now, soon, ongoing], action",
        {
            "in-acute-danger-all-else-waits": {"danger": ("might-hurt-someone",), "contact": "wants-no-contact"},
            "under-control-nothing-is-done-to-please": {
                "danger": ("hurt-or-threatened",),
                "harm": ("blows-at-home",),
                "urges": ("promise-anything",),
            },
            "what-is-forced-on-a-body-is-nobodys-own-fault": {
                "danger": ("hurt-or-threatened",),
                "harm": ("touched",),
                "contact": "wants-no-contact",
            },
        },
        id="what to avoid is told to who is in danger",
    ),
    pytest.param(
        "rules/2-safety.yaml",
        "withhold: {tag: [contact, amends, self-correction, apology-channel, pleasing], action",
        "withhold: {tag: [contact, amends, apology-channel, pleasing], action",
        {
            "harassment-gets-a-sober-look": {
                "relation": "superior",
                "fault": "mine",
                "signs": ("one-sided-blame", "moving-goalposts"),
            },
            "two-signs-at-home-get-a-sober-look": {
                "relation": "partner",
                "fault": "mine",
                "cause": (),
                "signs": ("one-sided-blame", "moving-goalposts"),
            },
            "fear-and-control-at-home-get-a-sober-look": {
                "relation": "partner",
                "fault": "mine",
                "signs": ("one-sided-blame", "moving-goalposts"),
            },
            "relentless-blame-at-home-gets-a-sober-look": {
                "relation": "partner",
                "fault": "mine",
                "cause": (),
                "signs": ("relentless-blame",),
            },
        },
        id="who is harassed is told to correct themselves",
    ),
    pytest.param(
        "rules/4-apology.yaml",
        "unless: {must-tell: true, meeting-unwelcome: true, reach: meet}\n  advise: apologise-by-phone",
        "unless: {must-tell: true, meeting-unwelcome: true}\n  advise: apologise-by-phone",
        {
            "exactly-one-way-to-apologise": {
                "danger": (),
                "relation": "unknown",
                "fault": "mine",
                "cause": (),
                "severity": "slight",
                "contact": "willing-to-meet",
                "urges": (),
                "apology": "not-yet",
                "elapsed": "days",
                "reach": ("meet", "phone"),
                "others": (),
                "demand": "nothing",
                "confidant": "yes",
                "self-blame": "yes",
            },
            "no-further-apology-and-no-apology": {
                "fault": "mine",
                "contact": "willing-to-meet",
                "apology": "not-yet",
                "reach": ("meet", "phone"),
            },
            "room-and-no-apology": {
                "fault": "mine",
                "contact": "willing-to-meet",
                "apology": "not-yet",
                "reach": ("meet", "phone"),
            },
            "a-small-matter-gets-a-small-plan": {
                "fault": "partly-mine",
                "cause": ("broke-promise",),
                "severity": "slight",
                "contact": "they-wrote",
                "urges": ("call-at-night",),
                "apology": "not-yet",
                "reach": ("meet", "phone"),
                "others": ("hurt-too",),
                "misunderstanding": "likely",
            },
            "five-things-now-at-most": {
                "fault": "mine",
                "cause": ("blamed-another", "bullied"),
                "contact": "willing-to-meet",
                "apology": "not-yet",
                "reach": ("meet", "phone"),
                "demand": "fair",
            },
        },
        id="two ways of apologising at once",
    ),
    pytest.param(
        "rules/5-understanding.yaml",
        "when: {fault: [not-mine, unsure, unknown]}\n  advise",
        "when: {fault: [not-mine, unsure]}\n  advise",
        {
            "nobody-leaves-with-nothing": {
                "danger": (),
                "relation": "unknown",
                "fault": "unknown",
                "cause": (),
                "contact": "in-touch",
                "urges": (),
                "elapsed": "days",
                "others": (),
                "demand": "nothing",
                "confidant": "yes",
            }
        },
        id="nothing at all for who does not know whose fault it was",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "broken"), CHANGED_RULES)
def test_a_changed_rule_is_caught_with_the_smallest_case(
    rulebook: Rulebook, tmp_path: Path, file: str, old: str, new: str, broken: dict[str, object]
) -> None:
    path = copytree(rulebook.folder, tmp_path / "changed") / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    proofs = proofs_of(load_rulebook(tmp_path / "changed"))
    refuted = {name: proof for name, proof in proofs.items() if proof.status != PROVEN}
    assert {name: proof.outcome and proof.outcome.case.answers for name, proof in refuted.items()} == broken
    assert all(proof.status == REFUTED and proof.smallest and proof.broken for proof in refuted.values())


def test_every_kind_of_claim_is_proven_or_refuted(tmp_path: Path) -> None:
    rulebook = going_out(tmp_path, EVERY_KIND)
    proofs = proofs_of(rulebook)
    assert {name: proof.status for name, proof in proofs.items()} == {
        "umbrella-first": PROVEN,
        "water-for-everybody": PROVEN,
        "nothing-outdoors-when-it-is-miserable": PROVEN,
        "something-against-the-snow": PROVEN,
        "in-or-out": PROVEN,
        "one-of-two-when-freezing": REFUTED,
    }
    refuted = proofs["one-of-two-when-freezing"]
    assert refuted.outcome is not None
    assert refuted.outcome.case.answers == {"weather": "rain", "degrees": -10, "at-home": "yes"}
    assert [claim.kind for claim in refuted.broken] == ["exactly-one"]


def test_complete_leaves_unfinished_answers_out(tmp_path: Path) -> None:
    stated = "- guarantee: at-home-or-not\n  cites: ['1']\n  when: {at-home: no}\n  unless: {weather: [sun, unknown]}\n"
    claim = "  at-least-one: [take-an-umbrella, put-on-a-coat]\n"
    known = "  any:\n    - {bag: {not: [umbrella, unknown]}, degrees: {less-than: 5}}\n"
    unfinished = proofs_of(going_out(tmp_path / "a", stated + claim))["at-home-or-not"]
    assert unfinished.outcome is not None
    assert unfinished.outcome.case.answers == {"at-home": "no"}
    complete = proofs_of(going_out(tmp_path / "b", stated + claim + "  complete: true\n"))["at-home-or-not"]
    assert complete.outcome is not None
    assert complete.outcome.case.answers == {
        "weather": "rain", "bag": ("umbrella",), "degrees": 10, "at-home": "no",
    }  # fmt: skip
    assert proofs_of(going_out(tmp_path / "c", stated + claim + known))["at-home-or-not"].status == PROVEN


def test_a_condition_that_no_answers_meet_protects_nobody(tmp_path: Path) -> None:
    stated = "- guarantee: void\n  cites: ['1']\n  when: {wet: true, weather: sun}\n  never: drink-water\n"
    rulebook = going_out(tmp_path, stated)
    assert proofs_of(rulebook)["void"].status == EMPTY


def test_what_is_not_decided_is_not_proven(tmp_path: Path) -> None:
    rulebook = going_out(tmp_path, EVERY_KIND)
    proofs = prove(rulebook, load_guarantees(rulebook), seconds=1e-9)
    assert {(proof.status, proof.reason) for proof in proofs} == {(UNDECIDED, "time")}


def test_what_was_proven_before_an_interruption_is_kept(tmp_path: Path) -> None:
    rulebook = going_out(tmp_path, EVERY_KIND)
    seen: list[str] = []

    def interrupt(guarantee: Guarantee) -> None:
        seen.append(guarantee.id)
        if len(seen) == 3:
            raise KeyboardInterrupt

    proofs = prove(rulebook, load_guarantees(rulebook), progress=interrupt)
    assert [proof.status for proof in proofs] == [PROVEN, PROVEN, *[UNDECIDED] * 4]
    assert {proof.reason for proof in proofs[2:]} == {"interrupted"}


def test_a_case_that_the_evaluator_does_not_confirm_refutes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rulebook = going_out(tmp_path, EVERY_KIND)
    monkeypatch.setattr(Model, "smallest", lambda *formulas, **options: {"weather": "sun"})
    assert {proof.status for proof in prove(rulebook, load_guarantees(rulebook))} == {DISPUTED}


@pytest.mark.parametrize(("seconds", "status"), [(900.0, UNDECIDED), (9_000.0, REFUTED)])
def test_one_deadline_ends_all_the_proofs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seconds: float, status: str
) -> None:
    rulebook = load_rulebook(many_promises(tmp_path, 30))
    clock, holds, late = Ticking(), Search.holds, list[float]()

    def watched(search: Search, *formulas: object) -> bool:
        if clock.now > seconds + 1:
            late.append(clock.now)
        return holds(search, *formulas)

    monkeypatch.setattr(Search, "holds", watched)
    guarantees = load_guarantees(rulebook)
    proofs = prove(rulebook, guarantees, seconds=seconds, clock=clock)
    assert late == []
    assert [proof.guarantee for proof in proofs] == [*guarantees]
    assert {proof.status for proof in proofs} == {status}
    assert {proof.reason for proof in proofs} == ({"time"} if status == UNDECIDED else {""})


def test_what_took_too_long_is_tried_again_in_the_time_that_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rulebook = going_out(tmp_path, EVERY_KIND)
    guarantees = load_guarantees(rulebook)
    smallest, tried = Model.smallest, list[str]()

    def late_at_first(self: Model, *formulas: object, deadline: Deadline) -> object:
        if len(tried) == 1:
            raise UndecidedError("time")
        return smallest(self, *formulas, deadline=deadline)

    monkeypatch.setattr(Model, "smallest", late_at_first)
    proofs = prove(rulebook, guarantees, progress=lambda guarantee: tried.append(guarantee.id))
    assert tried == [*(guarantee.id for guarantee in guarantees), guarantees[0].id]
    assert proofs[0].status == PROVEN


def test_guarantees_over_three_thousand_findings_that_rest_on_each_other(tmp_path: Path) -> None:
    deep = chained(3_000)
    condition = Condition(when=(Finding("f2999", True),))
    promised = Guarantee("deep", ("1",), condition, False, (Claim("always", ("do-it",)),), Place("deep"))
    assert [proof.status for proof in prove(deep, [promised])] == [PROVEN]
