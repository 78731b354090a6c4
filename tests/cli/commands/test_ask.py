"""`nakanaori ask`: what is wrong with its options is said before the first question."""

from __future__ import annotations

import pytest
from typed import NO_DANGER, flat, talk

pytestmark = pytest.mark.usefixtures("in_an_empty_folder")


def test_a_path_that_cannot_be_saved_to_is_refused_before_the_first_question(tmp_path):
    shown = talk(NO_DANGER, "--save", tmp_path / "nowhere" / "case.yaml", status=2)
    assert "does not exist" in flat(shown)
    assert "Question 1" not in shown


def test_a_case_that_cannot_be_resumed_is_an_error(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text("rulebook: regain_trust\nanswers: {danger: nothing}\n")
    assert "danger" in talk("", "--resume", path, status=2)
    assert "none.yaml" in talk("", "--resume", tmp_path / "none.yaml", status=2)
