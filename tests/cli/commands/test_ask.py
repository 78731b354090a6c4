"""`nakanaori ask`: its options reach the questionnaire, of which `tests/cli/test_ask.py` has the rest."""

from __future__ import annotations

from pathlib import Path

from command_line import run
from nakanaori.engine import load_case, load_rulebook
from small_rulebook import write_rulebook


def test_another_rulebook_is_asked_and_the_answers_are_kept_where_one_says(tmp_path: Path) -> None:
    folder, kept = write_rulebook(tmp_path), tmp_path / "kept.yaml"
    rulebook = load_rulebook(folder)
    status, _, errors = run("ask", "--plain", "--lang", "en", "--rulebook", folder, "--save", kept, typed="1\nq\n1\n")
    assert status == 0, errors
    first = rulebook.questions[0]
    assert load_case(rulebook, kept).answers[first.id] == first.options[0]


def test_one_goes_on_with_answers_that_were_kept(tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text("rulebook: regain_trust\nanswers: {danger: [hurt-or-threatened]}\n", encoding="utf-8")
    status, printed, errors = run("ask", "--plain", "--lang", "en", "--resume", case, typed="q\n")
    assert status == 0, errors
    assert "110" in printed + errors
