"""`nakanaori graph`: every form, printed or written, and what cannot be drawn."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import called
from small_rulebook import write_rulebook


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--only", "apologise-by-leter"], "Did you mean 'apologise-by-letter'?"),
        (["--only", "apologise-by-letter", "--by", "section"], "draw --by action"),
        (["--only", "20", "--by", "action"], "draw --by section"),
        (["--only", "20,keep-distance"], "There is no section 'keep-distance'"),
        (["--around", "keep-distence"], "Did you mean 'keep-distance'?"),
        (["--around", "keep-distance", "--only", "20"], "--around goes without --by and --only."),
        (["--around", "keep-distance", "--by", "action"], "--around goes without --by and --only."),
        (["--lang", "de"], "no texts in 'de'"),
        (["--rulebook", "/nowhere"], "There is no such folder."),
    ],
)
def test_what_cannot_be_drawn_is_said(options: list[str], sentence: str) -> None:
    ran = called("graph", *options)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert sentence in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("form", ["mermaid", "dot", "svg"])
def test_the_command_prints_and_writes_every_form(form: str, tmp_path: Path) -> None:
    options = ["graph", "--format", form, "--lang", "ja", "--only", "20, 25", "--only", "1"]
    printed = called(*options)
    assert (printed.exit_code, printed.stderr) == (0, "")
    written = called(*options, "-o", tmp_path / "drawing")
    assert (written.exit_code, written.stdout) == (0, "")
    assert (tmp_path / "drawing").read_text("utf-8") == printed.stdout
    assert "そっと離れる" in printed.stdout


def test_more_than_mermaid_draws_is_said(tmp_path: Path) -> None:
    rules = "".join(
        f'- rule: r{number}\n  cites: ["1"]\n  when: {{weather: sun}}\n  advise: stay-in\n' for number in range(501)
    )
    folder = write_rulebook(tmp_path, {"rules/3-more.yaml": rules})
    ran = called("graph", "--rulebook", folder)
    assert ran.exit_code == 0
    assert "more than mermaid draws" in ran.stderr
    assert "more than" not in called("graph", "--rulebook", folder, "--only", "2").stderr
