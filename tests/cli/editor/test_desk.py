"""What lies on the desk: documents, saved or not, and what was last known of their rulebooks."""

from __future__ import annotations

from pathlib import Path

import pytest
from nakanaori.cli.editor.desk import Desk, folder_of
from small_rulebook import FILES, write_rulebook

RULES = "rules/2-actions.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_rulebook(tmp_path / "お出かけ の 本")


def identity(desk: Desk, folder: Path, path: Path, mark: str) -> str | None:
    text = desk.text(path)
    assert text is not None
    found = desk.occurrence(folder, path, text.index(mark))
    return None if found is None else found.thing[2]


def test_a_file_belongs_to_the_nearest_rulebook_above_it(folder: Path) -> None:
    assert folder_of(folder / "rulebook.yaml") == folder
    assert folder_of(folder / "rules/deep/er/1.yaml") == folder
    inner = write_rulebook(folder / "inner")
    assert folder_of(inner / "actions.yaml") == inner
    assert folder_of(folder.parent / "x.yaml") is None


def test_what_is_open_counts_and_not_what_is_saved(folder: Path) -> None:
    desk, path = Desk(), folder / RULES
    desk.lay(path, FILES[RULES].replace("everybody-drinks", "all-drink"))
    assert ("rule", "", "all-drink") in desk.concordance(folder).of
    assert ("rule", "", "everybody-drinks") not in {
        one.thing for found in desk.concordance(folder).occurrences.values() for one in found if one.is_declaration
    }
    desk.put_away(path)
    assert ("rule", "", "all-drink") not in desk.concordance(folder).of


def test_while_something_is_half_typed_what_was_whole_is_told(folder: Path) -> None:
    desk, path = Desk(), folder / RULES
    desk.lay(path, FILES[RULES])
    assert not desk.is_half_typed(folder)
    desk.lay(path, "- [\n" + FILES[RULES])
    assert desk.is_half_typed(folder)
    assert identity(desk, folder, path, "take-an-umbrella") == "take-an-umbrella"
    assert identity(desk, folder, path, "advise") is None
    assert identity(desk, folder, folder / "actions.yaml", "stay-in") == "stay-in"
    desk.lay(path, FILES[RULES])
    assert not desk.is_half_typed(folder)


@pytest.mark.parametrize("name", ["rulebook.yaml", "questions.yaml", "actions.yaml", RULES])
def test_a_file_that_was_never_whole_is_told_without(folder: Path, name: str) -> None:
    (folder / name).write_text("- [", encoding="utf-8")
    desk = Desk()
    desk.lay(folder / name, "- [ x")
    known = desk.concordance(folder)
    assert known.rulebook is not None
    assert known.occurrences[folder / "rules/1-findings.yaml"]


def test_a_broken_document_over_a_sound_file_is_told_as_the_file(folder: Path) -> None:
    desk, path = Desk(), folder / RULES
    desk.lay(path, "- [")
    assert ("rule", "", "everybody-drinks") in desk.concordance(folder).of


def test_a_table_that_was_never_whole_is_told_without(folder: Path) -> None:
    (folder / "rules/3.csv").write_text('"', encoding="utf-8")
    desk = Desk()
    desk.lay(folder / "rules/3.csv", '"')
    assert desk.concordance(folder).rulebook is not None


def test_what_changes_outside_is_seen_when_it_is_told(folder: Path) -> None:
    desk = Desk()
    before = desk.concordance(folder)
    path = folder / "rules/9.yaml"
    path.write_text("- {rule: new, cites: 1, advise: stay-in}\n", encoding="utf-8")
    assert desk.concordance(folder) is before
    desk.forget(path)
    assert desk.last_concordance(folder) is before
    assert ("rule", "", "new") in desk.concordance(folder).of
    assert desk.text(folder / "nowhere.yaml") is None
