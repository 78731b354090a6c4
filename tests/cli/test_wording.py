"""The phrases of the terminal: whole, and the same in every language."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from nakanaori.cli.wording import phrases_of
from nakanaori.engine.reading import phrases
from nakanaori.engine.telling import phrases_of as engine_phrases_of
from terminal import FORKS
from typed import talk

pytestmark = [pytest.mark.usefixtures("in_an_empty_folder"), FORKS]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_whatever_is_answered_no_phrase_is_missing(language):
    """A phrase that is missing shows as its id: no id with a hyphen may stand alone on the screen."""
    shown = talk("0\n?\np\n" + "1\nb\n\n" + "u\n" * 40 + "1\n1\n2\n9\n3\nq\n4\n3\n5\n9\n6\n", language=language)
    for phrase in {key[-1] for key in phrases_of(language).entries if "-" in key[-1]}:
        assert not re.search(rf"^\W*{phrase}\W*$", shown, re.MULTILINE), phrase


@pytest.mark.parametrize("package", ["nakanaori.engine.telling", "nakanaori.cli"])
def test_both_languages_have_the_same_phrases_with_the_same_blanks(package):
    folder = files(package) / "phrases"
    japanese, english = (phrases(folder, language).entries for language in ("ja", "en"))
    assert set(japanese) == set(english)
    for key, text in japanese.items():
        assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", english[key])), key


@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_phrase_of_the_terminal_stands_in_for_one_of_the_engine(language):
    own = phrases(files("nakanaori.cli") / "phrases", language).entries
    assert own.keys() & engine_phrases_of(language).entries.keys() == set()
