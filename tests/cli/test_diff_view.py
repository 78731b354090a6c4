"""How two rulebooks differ: what each concludes from the smallest case, and what was not decided."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from columns import widest
from nakanaori.cli.diff_view import diff_json, diff_text
from nakanaori.cli.wording import wording_of
from nakanaori.engine.consulting import consult
from nakanaori.engine.language import Rulebook
from nakanaori.engine.proving import NEW, OLD, Diff, Divergence, Lone
from nakanaori.engine.reading import load_rulebook
from nakanaori.engine.telling import Wording
from small_rulebook import changed, write_rulebook


@pytest.fixture
def old(tmp_path: Path) -> Rulebook:
    return load_rulebook(write_rulebook(tmp_path / "old"))


@pytest.fixture
def new(tmp_path: Path) -> Rulebook:
    return load_rulebook(write_rulebook(tmp_path / "new", changed("rules/1-findings.yaml", "[rain, snow]", "[rain]")))


@pytest.fixture
def found(old: Rulebook, new: Rulebook) -> Diff:
    """Found by hand: who goes out in the snow needs no umbrella any more."""
    answers = {"weather": "snow"}
    goes = Divergence("goes", "take-an-umbrella", "", answers, True, consult(old, answers), consult(new, answers))
    return Diff(old, new, False, lone=(Lone("finding", "warm", "", NEW),), found=(goes,))


def words(diff: Diff, language: str) -> Mapping[str, Wording]:
    return {OLD: wording_of(diff.old, language), NEW: wording_of(diff.new, language)}


def test_text_tells_the_case_and_what_each_side_makes_of_it(found: Diff) -> None:
    shown = diff_text(found, words(found, "en"), color=False, width=1_000)
    assert "“Take an umbrella” is only in the old plan" in shown
    assert "Weather: “Snowing”" in shown
    assert "umbrella-when-wet" in shown
    assert "warm" in shown


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("width", [32, 80])
def test_no_line_is_wider_than_it_may_be(found: Diff, language: str, width: int) -> None:
    assert widest(diff_text(found, words(found, language), color=False, width=width)) <= width


def test_json_has_both_conclusions(found: Diff) -> None:
    document = json.loads(diff_json(found, words(found, "en")))
    assert (document["same"], document["identical"]) == (False, False)
    assert document["only_in_one"] == [{"kind": "finding", "id": "warm", "within": "", "side": NEW}]
    (one,) = document["differences"]
    assert (one["kind"], one["answers"], one["smallest"]) == ("goes", {"weather": "snow"}, True)
    assert (one["old"]["status"], one["new"]["status"]) == ("planned", "unadvised")
    assert [rule["rule"] for rule in one["old"]["rules"]] == ["umbrella-when-wet"]


def test_the_same_files_are_told_as_such(old: Rulebook) -> None:
    same = Diff(old, old, identical=True)
    assert json.loads(diff_json(same, words(same, "en")))["identical"] is True
    assert "Both say the same" in diff_text(same, words(same, "en"), color=False, width=1_000)
