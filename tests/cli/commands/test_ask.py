"""`nakanaori ask`: what is wrong with its options is said before the first question."""

from __future__ import annotations

import pytest
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import rulebook_texts
from typed import NO_DANGER, flat, talk

pytestmark = pytest.mark.usefixtures("in_an_empty_folder")


def test_a_path_that_cannot_be_saved_to_is_refused_before_the_first_question(tmp_path):
    shown = talk(NO_DANGER, "--save", tmp_path / "nowhere" / "case.yaml", status=2)
    assert "does not exist" in flat(shown)
    assert "Question 1" not in shown


def test_a_case_that_is_not_there_is_an_error(tmp_path):
    assert "none.yaml" in talk("", "--resume", tmp_path / "none.yaml", status=2)


def test_what_no_longer_fits_is_said_and_asked_again(rulebook: Rulebook, tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text("rulebook: regain_trust\nanswers: {danger: nothing, relation: friend}\n")
    shown = flat(talk("", "--resume", path))
    assert "'danger' may have several answers and is answered by 'nothing'." in shown
    assert rulebook_texts(rulebook, "en")("questions", "danger", "ask") in shown
