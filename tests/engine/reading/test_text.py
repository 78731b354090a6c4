"""Texts by id: what is read, what is refused, and what stands in for a text that is missing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from nakanaori.engine.language import Rulebook, RulebookError
from nakanaori.engine.proving import load_guarantees
from nakanaori.engine.reading import load_rulebook, needed_texts, optional_texts, rulebook_texts, welcome_texts
from small_rulebook import changed, write_rulebook


def test_both_languages_of_the_shipped_rulebook_are_complete(rulebook: Rulebook) -> None:
    needed, optional = {*needed_texts(rulebook), *welcome_texts(rulebook)}, set(optional_texts(rulebook))
    needed |= {("guarantees", guarantee.id) for guarantee in load_guarantees(rulebook)}
    for language in rulebook.languages:
        written = rulebook_texts(rulebook, language).entries
        assert sorted(needed - written.keys()) == [], f"missing in {language}"
        # The blanks of drafts are called as each language calls them.
        unused = (key for key in written.keys() - needed - optional if key[0] != "blanks")
        assert sorted(unused) == [], f"unused in {language}"
        assert [key for key in needed if not written[key].strip()] == [], f"empty in {language}"


def test_what_may_be_left_out_is_not_needed(rulebook: Rulebook) -> None:
    kinds = [set(kind(rulebook)) for kind in (needed_texts, welcome_texts, optional_texts)]
    assert sum(map(len, kinds)) == len(set().union(*kinds))
    finding = {("rules", rule.id) for rule in rulebook.rules if rule.find and not rule.advise and not rule.withhold}
    assert finding <= kinds[1]
    assert {("questions", "fault", "topic"), ("questions", "fault", "why")} <= kinds[1]


def test_both_languages_have_the_same_optional_texts(rulebook: Rulebook) -> None:
    first, *others = (
        {key for key in rulebook_texts(rulebook, language).entries if key[0] != "blanks"}
        for language in rulebook.languages
    )
    assert all(other == first for other in others)


def test_a_language_that_the_rulebook_does_not_have(tmp_path: Path) -> None:
    rulebook = load_rulebook(write_rulebook(tmp_path))
    with pytest.raises(RulebookError, match=r"'going_out' has no texts in 'jp'\. Known here: ja, en\."):
        rulebook_texts(rulebook, "jp")


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (None, "no such file"),
        ("", "empty"),
        ("- a\n", "Here stands a list"),
        ("word\n", "Here stands bare text"),
        ("a: {b: [c]}\n", "Here stands a list"),
        ("a: b\na: c\n", "stands twice"),
        (b"a: \xff", "not UTF-8"),
    ],
)
def test_texts_that_cannot_be_used(tmp_path: Path, content: str | bytes | None, wrong: str) -> None:
    rulebook = load_rulebook(write_rulebook(tmp_path, {"text/ja.yaml": content}))
    assert rulebook_texts(rulebook, "en")("rulebook", "title") == "Going out"
    with pytest.raises(RulebookError) as caught:
        rulebook_texts(rulebook)
    assert [wrong in problem.wrong for problem in caught.value.problems] == [True]
    assert caught.value.problems[0].place.source == str(tmp_path / "text" / "ja.yaml")


def test_a_text_that_is_missing_is_its_id(tmp_path: Path) -> None:
    files = changed("text/en.yaml", "  wet: {holds: It is wet., fails: It is not wet.}\n", "")
    texts = rulebook_texts(load_rulebook(write_rulebook(tmp_path, {**files})), "en")
    assert texts("findings", "wet", "holds") == "holds"
    assert texts.get("findings", "wet", "holds") == ""
    missing = set(needed_texts(load_rulebook(tmp_path))) - set(texts.entries)
    assert missing == {("findings", "wet", "holds"), ("findings", "wet", "fails")}


def test_prose_is_kept_as_it_was_typed_and_its_keys_are_compared(tmp_path: Path) -> None:
    """Some characters of Japanese names have a normal form that looks different."""
    files = {"text/en.yaml": "findings: {wet: {holds: \ufa19 e\u0301}, e\u0301: {holds: x}}\n"}
    texts = rulebook_texts(load_rulebook(write_rulebook(tmp_path, files)), "en")
    assert texts("findings", "wet", "holds") == "\ufa19 e\u0301"
    assert texts("findings", "\xe9", "holds") == "x"


@pytest.mark.parametrize("name", ["text/EN.yml", "text/en.YAML"])
def test_a_language_is_found_whatever_its_files_ending(tmp_path: Path, name: str) -> None:
    files = {"text/en.yaml": None, name: "rulebook: {title: Out}\n"}
    assert rulebook_texts(load_rulebook(write_rulebook(tmp_path, files)), "en")("rulebook", "title") == "Out"


def test_a_title_that_steers_a_terminal_is_refused(tmp_path: Path) -> None:
    files = {"text/en.yaml": 'rulebook: {title: "a\\e]0;x\\a"}\n'}
    rulebook = load_rulebook(write_rulebook(tmp_path, files))
    with pytest.raises(RulebookError, match=r"en\.yaml:1:19: The escape of the character U\+001B"):
        rulebook_texts(rulebook, "en")


def test_a_pipe_for_a_language_keeps_nobody_waiting(tmp_path: Path) -> None:
    rulebook = load_rulebook(write_rulebook(tmp_path, {"text/en.yaml": None}))
    os.mkfifo(tmp_path / "text" / "en.yaml")
    with pytest.raises(RulebookError, match="no ordinary file"):
        rulebook_texts(rulebook, "en")


def test_the_small_rulebook_has_all_its_texts(tmp_path: Path) -> None:
    rulebook = load_rulebook(write_rulebook(tmp_path))
    for language in rulebook.languages:
        texts = rulebook_texts(rulebook, language)
        assert [key for key in needed_texts(rulebook) if key not in texts.entries] == []
