"""Somebody comes back to the small rulebook, in which the weather and what is in the bag may change."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner
from nakanaori.cli.main import nakanaori
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import load_rulebook
from small_rulebook import changed, write_rulebook

KEPT = """\
rulebook: going_out
date: 2026-11-19
answers: {weather: rain, bag: [hat], degrees: 12, at-home: 'no'}
done: {drink-water: 2026-11-20}
"""


def changeable(folder: Path) -> Rulebook:
    """The rulebook, written into a folder."""
    files = changed("questions.yaml", "options: [sun, rain, snow]", "options: [sun, rain, snow]\n  may-change: true")
    text = files["questions.yaml"].replace("hat, scarf, tea]", "hat, scarf, tea]\n  may-change: true")
    return load_rulebook(write_rulebook(folder, {**files, "questions.yaml": text}))


def kept(folder: Path, text: str = KEPT) -> Path:
    """A file with a case of it."""
    path = folder / "case.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def reviewed(rulebook: Rulebook, case: Path, typed: str, *options: object, language: str = "en") -> str:
    """What is shown of a review when this is typed and the input ends then."""
    words = ["review", case, "--rulebook", rulebook.folder, "--lang", language, *options]
    result = CliRunner().invoke(nakanaori, [*map(str, words)], input=typed)
    assert result.exit_code == 0, result.output
    return result.output
