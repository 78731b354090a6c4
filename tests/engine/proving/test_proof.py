"""Guarantees are read, and proven or refuted with the smallest case."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nakanaori.engine.consulting import check_answers, consult
from nakanaori.engine.language import NakanaoriError, Rulebook, RulebookError
from nakanaori.engine.proving import CLAIMS, Claim, Guarantee, load_guarantees
from nakanaori.engine.reading import load_rulebook, rulebook_texts
from random_rulebooks import cases, rulebooks
from small_rulebook import write_rulebook

pytest.importorskip("z3")

from nakanaori.engine.language import chosen
from nakanaori.engine.proving import DISPUTED, EMPTY, PROVEN, REFUTED, UNDECIDED, Model, Proof, prove
from nakanaori.engine.proving.proof import claimed

EVERY_KIND = """\
- guarantee: umbrella-first
  cites: ["1.1"]
  when: {weather: rain}
  unless: {bag: umbrella, miserable: true}
  first: take-an-umbrella
- guarantee: water-for-everybody
  cites: ["2"]
  always: {phase: later}
- guarantee: nothing-outdoors-when-it-is-miserable
  cites: ["2"]
  when: {miserable: true, at-home: yes}
  always: stay-in
  never: {tag: outdoors}
- guarantee: something-against-the-snow
  cites: ["2"]
  complete: true
  when: {weather: snow, degrees: {less-than: 0}}
  at-least-one: [put-on-a-coat, stay-in]
- guarantee: in-or-out
  cites: ["2"]
  at-most-one: [stay-in, put-on-a-coat]
- guarantee: one-of-two-when-freezing
  cites: ["2"]
  any:
    - {degrees: {less-than: 0}}
  exactly-one: {action: stay-in, phase: later}
"""


def going_out(folder: Path, guarantees: str) -> Rulebook:
    return load_rulebook(write_rulebook(folder, {"guarantees.yaml": guarantees}))


def proofs_of(rulebook: Rulebook) -> dict[str, Proof]:
    return {proof.guarantee.id: proof for proof in prove(rulebook, load_guarantees(rulebook))}


# the shipped rulebook -------------------------------------------------------------------------------------------------


def test_every_guarantee_of_the_shipped_rulebook_is_proven(rulebook: Rulebook) -> None:
    proofs = prove(rulebook, load_guarantees(rulebook))
    assert {proof.guarantee.id: proof.status for proof in proofs if proof.status != PROVEN} == {}
    assert len(proofs) >= 8
    assert sum(proof.seconds for proof in proofs) < 10


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_guarantee_of_the_shipped_rulebook_has_its_sentence(rulebook: Rulebook, language: str) -> None:
    texts = rulebook_texts(rulebook, language)
    assert [one.id for one in load_guarantees(rulebook) if not texts.get("guarantees", one.id)] == []


CHANGED_RULES = [
    pytest.param(
        "rules/1-findings.yaml",
        "when: {contact: [wants-no-contact, blocked-me]}",
        "when: {contact: wants-no-contact}",
        {"no-contact-means-none": {"fault": "mine", "apology": "not-yet", "contact": "blocked-me"}},
        id="who blocked the person is no longer counted as wanting no contact",
    ),
    pytest.param(
        "rules/1-findings.yaml",
        "when: {contact: [willing-to-meet, not-asked], reach: {at-least: 1}}",
        "when: {contact: {not: refuses-to-meet}, reach: {at-least: 1}}",
        {},
        id="a wider opening that later rules still close",
    ),
    pytest.param(
        "rules/2-safety.yaml",
        "advise: [seek-help-now, keep-a-record, do-not-take-all-the-blame]",
        "advise: [keep-a-record, do-not-take-all-the-blame]",
        {
            "help-comes-first": {"danger": ("hurt-or-threatened",)},
            "help-and-then-talking": {"danger": ("hurt-or-threatened", "want-to-disappear")},
        },
        id="no help for who is hurt",
    ),
    pytest.param(
        "rules/2-safety.yaml",
        "withhold: {phase: [now, soon, ongoing, avoid]}",
        "withhold: {phase: [now, soon, ongoing]}",
        {
            "help-comes-first": {"danger": ("hurt-or-threatened",), "fault": "mine"},
            "talking-comes-first": {"danger": ("want-to-disappear",), "fault": "mine"},
            "help-and-then-talking": {"danger": ("hurt-or-threatened", "want-to-disappear"), "fault": "mine"},
        },
        id="what to avoid is told to who is in danger",
    ),
    pytest.param(
        "rules/2-safety.yaml",
        "withhold: {tag: [amends, self-correction]}",
        "withhold: {tag: amends}",
        {
            "distance-without-hearing-them-out": {
                "contact": "willing-to-meet",
                "signs": ("one-sided-blame", "moving-goalposts"),
                "assessed": "unfair",
                "reach": ("meet",),
            },
            "harassment-gets-a-sober-look": {"fault": "mine", "signs": ("one-sided-blame", "moving-goalposts")},
            "relentless-blame-at-home-gets-a-sober-look": {
                "relation": "partner",
                "fault": "mine",
                "signs": ("relentless-blame",),
            },
        },
        id="who is harassed is told to correct themselves",
    ),
    pytest.param(
        "rules/3-apology.yaml",
        "when: {owes-apology: true, reach: phone}\n  unless: {meeting-unwelcome: true, reach: meet}",
        "when: {owes-apology: true, reach: phone}\n  unless: {meeting-unwelcome: true}",
        {
            "exactly-one-way-to-apologise": {"fault": "mine", "apology": "not-yet", "reach": ("meet", "phone")},
            "no-further-apology-and-no-apology": {"fault": "mine", "apology": "not-yet", "reach": ("meet", "phone")},
        },
        id="two ways of apologising at once",
    ),
    pytest.param(
        "rules/4-understanding.yaml",
        "when: {fault: [not-mine, unsure, unknown]}",
        "when: {fault: [not-mine, unsure]}",
        {
            "nobody-leaves-with-nothing": {
                "danger": (), "relation": "customer", "fault": "unknown", "severity": "slight", "cause": (),
                "apology": "not-yet", "contact": "willing-to-meet", "signs": (), "assessed": "not-yet",
                "demand": "nothing", "forgiveness": "not-known", "reach": (), "messages": "seem-rude",
                "mood": "hurt-or-silent", "misunderstanding": "none", "understanding": "clear", "future": "continues",
                "urges": (), "repeated": "first-time", "struggles": (), "planner": "none", "plan": "none",
                "superior": "approachable", "job-results": "in-numbers", "reassignment": "possible",
                "self-blame": "no", "confidant": "yes", "elapsed": "days",
            },
        },
        id="nothing at all for who does not know whose fault it was",
    ),
]  # fmt: skip


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


# claims ---------------------------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_claims_mean_the_same_to_model_and_evaluator(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks())
    drawn = [check_answers(rulebook, data.draw(cases(rulebook))).answers for _ in range(6)]
    some = st.lists(st.sampled_from(tuple(rulebook.action)), unique=True, min_size=1, max_size=4).map(tuple)
    claims = [Claim(kind, data.draw(some)) for kind in CLAIMS for _ in range(3)]
    model = Model(rulebook)
    told = model.outcomes([claimed(model, claim) for claim in claims], drawn)
    for case, kept in zip(drawn, told, strict=True):
        plan = [planned.action.id for planned in consult(rulebook, case, engine="reference").plan]
        assert kept == tuple(claim.kept(plan) for claim in claims), plan


@pytest.mark.parametrize(
    ("kind", "kept", "broken"),
    [
        ("first", ["ab", "abc"], ["", "a", "ba", "cab"]),
        ("always", ["ab", "cab", "ba"], ["", "a", "bc"]),
        ("never", ["", "c"], ["a", "b", "abc"]),
        ("at-least-one", ["a", "cb", "ab"], ["", "c"]),
        ("exactly-one", ["a", "cb"], ["", "c", "ab"]),
        ("at-most-one", ["", "c", "a"], ["ab", "bca"]),
    ],
)
def test_what_each_kind_of_claim_says(kind: str, kept: Sequence[str], broken: Sequence[str]) -> None:
    claim = Claim(kind, ("a", "b"))
    assert [plan for plan in (*kept, *broken) if claim.kept([*plan])] == list(kept)


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


# limits ---------------------------------------------------------------------------------------------------------------


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


# reading --------------------------------------------------------------------------------------------------------------


def test_a_rulebook_without_the_file_states_no_guarantees(tmp_path: Path) -> None:
    assert load_guarantees(load_rulebook(write_rulebook(tmp_path))) == ()


MISTAKES = """\
- guarantee: umbrella-first
  cites: ["1.2"]
  when: {wether: rain}
  first: take-umbrella
- guarantee: umbrella-first
  cites: ["1"]
  never: {tag: outdoor}
- guarantee: nothing-claimed
  cites: ["1"]
  complete: maybe
- guarantee: odd
  cites: ["1"]
  alwys: stay-in
  at-most-one: stay-in
- guarantee: none
  cites: ["1"]
  never: {phase: [now], action: []}
- one
"""


def test_every_mistake_is_named_at_once_with_its_place(tmp_path: Path) -> None:
    rulebook = going_out(tmp_path, MISTAKES)
    with pytest.raises(RulebookError) as caught:
        load_guarantees(rulebook)
    file = tmp_path / "guarantees.yaml"
    assert [(str(problem.place), problem.right) for problem in caught.value.problems] == [
        (f"{file}:2:11", "Did you mean '1.1'?"),
        (f"{file}:3:10", "Did you mean 'weather'?"),
        (f"{file}:4:10", "Did you mean 'take-an-umbrella'?"),
        (f"{file}:5:14", f"Choose another; the first stands at {file}:1:14."),
        (f"{file}:8:3", "Add one of first, always, never, at-least-one, exactly-one, at-most-one."),
        (f"{file}:10:13", "Write true or false."),
        (f"{file}:13:3", "Did you mean 'always'?"),
        (f"{file}:14:16", "Name several, or write 'always: stay-in' or 'never: stay-in'."),
        (f"{file}:17:33", "Name at least one, or leave the key out."),
        (f"{file}:18:3", "Write 'key: value' lines."),
    ]


def test_an_unreadable_file_of_guarantees_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match="must be a list"):
        load_guarantees(going_out(tmp_path / "a", "guarantee: one\n"))
    folder = write_rulebook(tmp_path / "b")
    (folder / "guarantees.yaml").mkdir()
    with pytest.raises(RulebookError, match="folder"):
        load_guarantees(load_rulebook(folder))


def test_guarantees_are_chosen_by_id(tmp_path: Path) -> None:
    stated = load_guarantees(going_out(tmp_path, EVERY_KIND))
    few = chosen("guarantee", stated, ["in-or-out", "umbrella-first", "in-or-out"])
    assert [guarantee.id for guarantee in few] == ["umbrella-first", "in-or-out"]
    assert chosen("guarantee", stated, []) == stated
    with pytest.raises(NakanaoriError, match=r"Did you mean 'in-or-out'\?"):
        chosen("guarantee", stated, ["inn-or-out"])
