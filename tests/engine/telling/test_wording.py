"""The words of a reader: a rulebook's texts and the program's phrases in one language, and the digest of the former."""

from __future__ import annotations

from pathlib import Path

import pytest
from nakanaori.engine.language import RulebookError
from nakanaori.engine.reading import load_rulebook, rulebook_texts
from nakanaori.engine.telling import phrases_of, wording_of
from nakanaori.engine.telling.wording import wording_digest
from small_rulebook import FILES, changed, write_rulebook


def test_texts_and_phrases_are_of_one_language(tmp_path: Path) -> None:
    small = load_rulebook(write_rulebook(tmp_path))
    wording = wording_of(small, "en")
    assert (wording.language, wording.texts("rulebook", "title")) == ("en", "Going out")
    assert wording.say("replay", "nothing") == "nothing"
    assert wording_of(small).language == "ja"
    with pytest.raises(RulebookError, match="no texts in 'fr'"):
        wording_of(small, "fr")


def test_phrases_of_a_folder_join_those_of_the_engine(tmp_path: Path) -> None:
    (tmp_path / "en.yaml").write_text("replay: {nothing: none}\nown: {word: Word}\n", encoding="utf-8")
    say = phrases_of("en", tmp_path)
    assert (say("replay", "nothing"), say("own", "word")) == ("none", "Word")
    assert say("replay", "same") == phrases_of("en")("replay", "same")


def digest(folder: Path, files: dict[str, str] | None = None, language: str = "en") -> str:
    rulebook = load_rulebook(write_rulebook(folder, files))
    return wording_digest(rulebook, rulebook_texts(rulebook, language))


def test_the_digest_is_of_the_words_and_not_of_how_their_file_is_written(tmp_path: Path) -> None:
    english = FILES["text/en.yaml"]
    same = {
        "remark": {"text/en.yaml": f"# {english}\n{english}".replace(f"# {english}", "# a remark")},
        "order": {
            "text/en.yaml": english.replace("phases: {now: Now, later: Later}", "phases: {later: Later, now: Now}")
        },
        "logic": changed("questions.yaml", "to: 40", "to: 41"),
        "another language": changed("text/ja.yaml", "title: 傘を持つ", "title: 傘"),
    }
    original = digest(tmp_path / "original")
    assert {name: digest(tmp_path / name, files) for name, files in same.items()} == dict.fromkeys(same, original)
    other = {
        "a word": changed("text/en.yaml", "Sunny", "Bright"),
        "a key": changed("text/en.yaml", "later: Later", "latest: Later"),
        "help": {"help-lines.yaml": "{checked: 2026-01-01, lines: [{line: l, region: jp, for: stay-in}]}"},
    }
    assert original not in {digest(tmp_path / name, files) for name, files in other.items()}
    assert digest(tmp_path / "ja", language="ja") != original
