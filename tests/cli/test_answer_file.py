"""Where the answers of a conversation are kept."""

from __future__ import annotations

import os

import pytest
from nakanaori.engine.consulting import load_case
from nakanaori.engine.reading import rulebook_texts
from typed import NO_DANGER, flat, talk

pytestmark = pytest.mark.usefixtures("in_an_empty_folder")


def test_nothing_is_written_unless_asked_for(in_an_empty_folder):
    talk(NO_DANGER + "1\n" * 60)
    assert list(in_an_empty_folder.iterdir()) == []


def test_save_at_the_end_of_input(rulebook, tmp_path):
    path = tmp_path / "case.yaml"
    shown = talk(NO_DANGER + "1\n", "--save", path)
    assert f"Savedin{path}." in "".join(shown.split())
    assert load_case(rulebook, path).answers == {"danger": (), "relation": "customer"}
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600


def test_what_is_saved_can_be_resumed(rulebook, tmp_path):
    path = tmp_path / "case.yaml"
    talk(NO_DANGER + "1\n", "--save", path)
    shown = talk("1\n", "--resume", path, "--save", path)
    assert "Carrying on" in shown
    assert "Question 1" not in shown
    answers = load_case(rulebook, path).answers
    assert len(answers) == 3
    assert (answers["danger"], answers["relation"]) == ((), "customer")


def test_saving_in_between_under_the_suggested_name(rulebook, in_an_empty_folder):
    shown = talk(NO_DANGER + "s\n" + "\n" + "1\n")
    assert "private answers" in shown
    (path,) = in_an_empty_folder.iterdir()
    assert load_case(rulebook, path).answers == {"danger": ()}
    assert "as you last saved them" in flat(shown)


def test_where_the_answers_are_is_said_in_the_end():
    assert "not been kept anywhere" in talk(NO_DANGER + "q\n\n")


def test_answers_that_no_longer_matter_are_kept_and_matter_again_another_day(rulebook, tmp_path):
    """The job's results matter at work only: with a friend that answer is set aside, and it stays in the file."""
    path = tmp_path / "case.yaml"
    given = "danger: [], relation: friend, fault: mine, severity: slight, cause: [was-late], job-results: in-numbers"
    path.write_text(f"rulebook: regain_trust\nanswers: {{{given}}}\n")
    shown = talk("b\nb\nb\nb\n4\n", "--resume", path, "--save", path)
    assert "Carrying on from the answers you saved (6)" in flat(shown)
    answers = load_case(rulebook, path).answers
    assert (answers["relation"], answers["job-results"]) == ("colleague", "in-numbers")
    assert rulebook_texts(rulebook, "en")("questions", "job-results", "ask") not in flat(shown)
