"""Files of a conversation: their names, and what is there already."""

from __future__ import annotations

import pytest
from typed import NO_DANGER, flat, talk

pytestmark = pytest.mark.usefixtures("in_an_empty_folder")


def test_a_file_that_exists_is_overwritten_only_when_asked_to(in_an_empty_folder):
    (in_an_empty_folder / "mine.txt").write_text("precious")
    shown = talk(NO_DANGER + "s\n" + "mine.txt\n" + "1\n" + "q\n" + "q\n")
    assert "already exists" in shown
    assert (in_an_empty_folder / "mine.txt").read_text() == "precious"
    talk(NO_DANGER + "s\n" + "mine.txt\n" + "2\n")
    assert (in_an_empty_folder / "mine.txt").read_text().startswith("rulebook:")


def test_a_name_that_does_not_work_ends_nothing():
    shown = talk(NO_DANGER + "s\n" + "nowhere/case.yaml\n" + "1\n")
    assert "does not exist" in flat(shown)
    assert "Question 3" in shown
