"""What keeps a rulebook from loading, as remarks: each problem once, with the code of its kind, and what is left."""

from __future__ import annotations

from pathlib import Path

import pytest
from nakanaori.engine.authoring.load_checks import loading_remarks, read_folder
from nakanaori.engine.authoring.remark import CYCLE, DUPLICATE_ID, NOT_LOADED, UNKNOWN_ID
from nakanaori.engine.language import Place, Problem, RulebookError
from small_rulebook import changed, write_rulebook

FINDINGS = "rules/1-findings.yaml"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (changed(FINDINGS, "find: cold", "fnid: cold"), NOT_LOADED),
        (changed(FINDINGS, "{weather: [rain, snow]}", "{wether: [rain, snow]}"), UNKNOWN_ID),
        (changed(FINDINGS, "[rain, snow]", "[rain, hail]"), UNKNOWN_ID),
        (changed("actions.yaml", "- action: stay-in", "- action: drink-water"), DUPLICATE_ID),
        (changed(FINDINGS, "{weather: [rain, snow]}", "{miserable: true}"), CYCLE),
    ],
)
def test_every_kind_of_problem_has_its_code(tmp_path: Path, change: dict[str, str], code: str) -> None:
    reading = read_folder(write_rulebook(tmp_path, change))
    assert code in {remark.code for remark in reading.remarks}
    assert not reading.whole


def test_a_remark_says_what_the_problem_says() -> None:
    problem = Problem(Place("rules/a.yaml", 3, 7), "There is no action 'x'.", "Did you mean 'y'?")
    (remark,) = loading_remarks([problem])
    assert (remark.place, remark.code, remark.message) == (
        *(problem.place, UNKNOWN_ID, "There is no action 'x'. Did you mean 'y'?"),
    )


def test_what_is_whole_comes_with_its_guarantees(tmp_path: Path) -> None:
    reading = read_folder(write_rulebook(tmp_path))
    assert (reading.whole, reading.guarantees, reading.remarks) == (True, (), ())
    assert reading.rulebook is not None
    assert reading.rulebook.id == "going_out"


def test_guarantees_that_cannot_be_read_leave_the_rulebook_whole(tmp_path: Path) -> None:
    reading = read_folder(write_rulebook(tmp_path, {"guarantees.yaml": "- guarantee: g\n"}))
    assert reading.whole
    assert reading.guarantees is None
    assert reading.remarks


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RulebookError):
        read_folder(tmp_path / "nowhere")
