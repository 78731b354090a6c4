"""What an author sees while they write: a save at once as a page, then what is found; a broken save in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from nakanaori.cli import author_watch
from nakanaori.engine.reading import load_rulebook
from nakanaori.web.site import site
from nakanaori.web.watching import Look
from small_rulebook import write_rulebook


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_rulebook(tmp_path / "book")


def seen(folder: Path, monkeypatch: pytest.MonkeyPatch, language: str, *texts: str) -> list[Look]:
    """The looks at a rulebook whose questions are written anew with each of the texts."""

    def saved(_: Path) -> Iterator[tuple[str, ...]]:
        for text in texts:
            (folder / "questions.yaml").write_text(text, encoding="utf-8")
            yield ("questions.yaml",)

    monkeypatch.setattr(author_watch, "saves", saved)
    return list(author_watch.looks(folder, language))


@pytest.mark.usefixtures("solver")
def test_a_save_is_a_page_at_once_and_then_what_is_found(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, found = seen(folder, monkeypatch, "en")
    assert page.files == site([load_rulebook(folder)], offline=False)
    assert not page.broken
    assert found.files is None
    assert not found.broken
    assert "finding" in found.said[-1] or "found" in found.said[-1]


@pytest.mark.parametrize(("language", "wrong"), [("en", "questions.yaml"), ("ja", "questions.yaml")])
def test_a_broken_save_is_a_sentence_and_no_page(
    folder: Path, monkeypatch: pytest.MonkeyPatch, language: str, wrong: str
) -> None:
    whole = (folder / "questions.yaml").read_text(encoding="utf-8")
    looks = seen(folder, monkeypatch, language, "- question: [", whole)
    (broken,) = [look for look in looks if look.broken]
    assert broken.files is None
    assert wrong in broken.said[0]
    assert looks[-1].said
    assert sum(look.files is not None for look in looks) == 2
