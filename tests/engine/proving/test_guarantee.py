"""What each kind of claim says of a plan, and of which answers a guarantee says it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from nakanaori.engine.consulting import consult
from nakanaori.engine.proving import Claim, load_guarantees
from promises import EVERY_KIND, going_out


@pytest.mark.parametrize(
    ("kind", "kept", "broken"),
    [
        ("first", ["ab", "abc"], ["", "a", "ba", "cab"]),
        ("always", ["ab", "cab", "ba"], ["", "a", "bc"]),
        ("never", ["", "c"], ["a", "b", "abc"]),
        ("at-least-one", ["a", "cb", "ab"], ["", "c"]),
        ("exactly-one", ["a", "cb"], ["", "c", "ab"]),
        ("at-most-one", ["", "c", "a"], ["ab", "bca"]),
        ("at-most", ["", "c"], ["a", "ab", "bca"]),
        ("first-steps-hold", ["ab", "cba"], ["", "a", "bc"]),
        ("always-drafts", ["ab", "cba"], ["", "a", "bc"]),
        ("never-drafts", ["", "c"], ["a", "bc"]),
    ],
)
def test_what_each_kind_of_claim_says(kind: str, kept: Sequence[str], broken: Sequence[str]) -> None:
    claim = Claim(kind, ("a", "b"))
    assert [plan for plan in (*kept, *broken) if claim.kept([*plan])] == list(kept)


def test_a_guarantee_is_broken_only_where_it_applies(tmp_path: Path) -> None:
    rulebook = going_out(tmp_path, EVERY_KIND)
    promised = {one.id: one for one in load_guarantees(rulebook)}
    rain = consult(rulebook, {"weather": "rain", "degrees": -10, "at-home": "yes"}, engine="reference")
    one_of_two, snow = promised["one-of-two-when-freezing"], promised["something-against-the-snow"]
    assert one_of_two.applies(rain)
    assert [claim.kind for claim in one_of_two.broken(rain)] == ["exactly-one"]
    mild = consult(rulebook, {"degrees": 10}, engine="reference")
    assert not one_of_two.applies(mild)
    assert one_of_two.broken(mild) == ()
    unfinished = consult(rulebook, {"weather": "snow", "degrees": -1}, engine="reference")
    assert (snow.complete, snow.applies(unfinished)) == (True, False)
    finished = consult(rulebook, {**unfinished.case.answers, "bag": [], "at-home": "no"}, engine="reference")
    assert snow.applies(finished)


def test_a_claim_names_its_actions_that_are_there_and_that_are_not() -> None:
    claim = Claim("never", ("a", "b", "c"))
    assert (claim.present(["c", "x", "a"]), claim.absent(["c", "x", "a"])) == (("a", "c"), ("b",))
