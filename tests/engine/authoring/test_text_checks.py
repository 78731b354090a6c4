"""Texts that are missing, unused, empty or only standing in, language by language."""

from __future__ import annotations

from pathlib import Path

import pytest
from flawed_rulebooks import CHANGES
from nakanaori.engine.authoring.text_checks import text_remarks
from nakanaori.engine.reading import load_rulebook
from small_rulebook import FILES, write_rulebook

OF_TEXTS = [
    "a text under a wrong id",
    "a text for nothing",
    "a text missing in one language",
    "no texts for an action",
    "an empty text",
    "a text of three dots",
    "a text to fill in",
    "a language without its file",
    "a file without its language",
    "texts in a list",
]


def told(folder: Path, *, whole: bool = True) -> list[str]:
    """Place and code of each remark."""
    remarks = sorted(text_remarks(load_rulebook(folder), (), whole=whole))
    return [" ".join(str(remark).replace(f"{folder}/", "").split()[:2]) for remark in remarks]


@pytest.mark.parametrize("what", OF_TEXTS)
def test_what_is_wrong_with_texts_is_told_with_its_place(what: str, tmp_path: Path) -> None:
    change, expected = CHANGES[what]
    assert told(write_rulebook(tmp_path, change)) == expected


def test_of_a_rulebook_that_is_not_whole_nothing_is_called_unused(tmp_path: Path) -> None:
    more = FILES["text/en.yaml"] + "rhymes: {rain: Rain rain go away.}\n"
    folder = write_rulebook(tmp_path, {"text/en.yaml": more})
    assert told(folder) == ["text/en.yaml:55:1: N202"]
    assert told(folder, whole=False) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("''", "N203"),
        ("'  '", "N203"),
        ("TODO", "N204"),
        ("'- tbd -'", ""),
        ("'TBD: ask'", "N204"),
        ("'???'", "N204"),
        ("○○", "N204"),
        ("○", ""),
        ("×", ""),
        ("'Hello {name}.'", "N204"),
        ("'Hello ${name}.'", "N204"),
        ("'Todo lists help.'", ""),
        ("'A brace { alone.'", ""),
    ],
)
def test_what_only_stands_in_for_a_text(text: str, code: str, tmp_path: Path) -> None:
    changed = FILES["text/en.yaml"].replace("ask: Are you at home?", f"ask: {text}")
    assert [line.split()[1] for line in told(write_rulebook(tmp_path, {"text/en.yaml": changed}))] == [code] * bool(
        code
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Open it in {weather.", "N209"),
        ("Open it in weather}.", "N209"),
        ("Open it in { weather }.", "N209"),
        ("Open it in ｛weather｝.", "N209"),
        ("Open it in {weather today}.", "N209"),
        ("Open it in {weather:>9}.", "N204"),
        ("Open it in {at-hoem}.", "N204"),
        ("Open it in {{a} brace}}.", "N209"),
        ("Open it in {{braces}}, ｛braces｝.", ""),
    ],
)
def test_a_brace_that_tells_no_answer_is_told(text: str, code: str, tmp_path: Path) -> None:
    changed = FILES["text/en.yaml"].replace("open-it: Open it.", f"open-it: '{text}'")
    assert [line.split()[1] for line in told(write_rulebook(tmp_path, {"text/en.yaml": changed}))] == [code] * bool(
        code
    )


def test_a_brace_that_nearly_tells_an_answer_is_mended(tmp_path: Path) -> None:
    changed = FILES["text/en.yaml"].replace("open-it: Open it.", "open-it: 'Open it in ｛ weather ｝.'")
    (remark,) = text_remarks(load_rulebook(write_rulebook(tmp_path, {"text/en.yaml": changed})), ())
    assert remark.message == (
        "In the text 'actions: take-an-umbrella: steps: open-it' stands '｛ weather ｝', which tells no answer. "
        "Write {weather} for the answer."
    )
