"""Documents as they are opened, changed and closed, and files that change outside of the editor."""

from __future__ import annotations

from pathlib import Path

import pytest
from editor_client import Editor, editing
from small_rulebook import FILES, write_rulebook

ACTIONS = FILES["actions.yaml"]
WRONG = ACTIONS.replace("phase: later", "phase: latter")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_rulebook(tmp_path / "a b" / "お出かけ")


def unknown(editor: Editor, uri: str) -> list[tuple[int, int, int]]:
    """Where ids are shown that are unknown: lines, and their first and last column."""
    return [
        (one["range"]["start"]["line"], one["range"]["start"]["character"], one["range"]["end"]["character"])
        for one in editor.shown.get(uri, [])
        if one["code"] == "N002"
    ]


def test_what_is_typed_is_looked_at_and_not_what_is_saved(folder: Path) -> None:
    line = WRONG[: WRONG.index("latter")].count("\n")
    with editing(folder.parent) as editor:
        uri = editor.open(folder / "actions.yaml")
        editor.wait(lambda: uri in editor.shown)
        assert unknown(editor, uri) == []
        editor.change(uri, WRONG)
        editor.wait(lambda: unknown(editor, uri) == [(line, 9, 15)])
        editor.change(uri, "- [" + WRONG)
        editor.wait(lambda: editor.codes(uri) == ["N001"])
        editor.change(uri, WRONG.replace("\n", "\r\n"))
        editor.wait(lambda: unknown(editor, uri) == [(line, 9, 15)])
        editor.close(uri)
        editor.wait(lambda: unknown(editor, uri) == [])
    assert (folder / "actions.yaml").read_text(encoding="utf-8") == ACTIONS


def test_a_document_may_be_wrong_because_of_another(folder: Path) -> None:
    with editing(folder.parent) as editor:
        head = editor.open(folder / "rulebook.yaml")
        editor.change(head, FILES["rulebook.yaml"].replace("[now, later]", "[now]"))
        editor.wait(lambda: unknown(editor, (folder / "actions.yaml").as_uri()) != [])


def test_rulebooks_in_one_workspace_are_told_apart(folder: Path) -> None:
    other = write_rulebook(folder.parent / "other")
    with editing(folder.parent) as editor:
        one, two = editor.open(folder / "actions.yaml", WRONG), editor.open(other / "actions.yaml")
        editor.wait(lambda: unknown(editor, one) != [] and two in editor.shown)
        assert unknown(editor, two) == []
        place = editor.at("definition", two, ACTIONS, "outdoors")["result"]
        assert [location["uri"] for location in place] == [(other / "rulebook.yaml").as_uri()]


def test_an_address_is_kept_as_the_editor_writes_it(folder: Path) -> None:
    odd = (folder / "actions.yaml").as_uri().replace("a%20b", "%61%20b")
    with editing(folder.parent) as editor:
        uri = editor.open(folder / "actions.yaml", WRONG, uri=odd)
        editor.wait(lambda: unknown(editor, odd) != [])
        assert uri == odd
        assert set(editor.shown) == {odd}


def test_a_new_document_is_part_of_the_rulebook(folder: Path) -> None:
    path = folder / "rules" / "3-新しい.yaml"
    with editing(folder.parent) as editor:
        uri = editor.open(path, "- rule: new\n  cites: 7\n  advise: stay-in\n")
        editor.wait(lambda: unknown(editor, uri) == [(1, 9, 10)])
        found = editor.at("references", uri, "stay-in", "stay-in", context={"includeDeclaration": True})
        assert found["result"] == []


def test_a_file_that_changes_outside_is_looked_at_again(folder: Path) -> None:
    with editing(folder.parent, watches=True) as editor:
        uri = editor.open(folder / "actions.yaml")
        editor.wait(lambda: uri in editor.shown)
        assert editor.registered == ["workspace/didChangeWatchedFiles"]
        head = folder / "rulebook.yaml"
        head.write_text(FILES["rulebook.yaml"].replace("[now, later]", "[now]"), encoding="utf-8")
        editor.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": head.as_uri(), "type": 2}]})
        editor.wait(lambda: unknown(editor, uri) != [])


def test_what_is_saved_may_go_with_other_files(folder: Path) -> None:
    """Editors write what a new name changes into files that they have not said are open."""
    head = folder / "rulebook.yaml"
    with editing(folder.parent) as editor:
        uri = editor.open(folder / "actions.yaml", WRONG)
        editor.wait(lambda: unknown(editor, uri) != [])
        head.write_text(FILES["rulebook.yaml"].replace("later", "latter"), encoding="utf-8")
        editor.notify("textDocument/didSave", {"textDocument": {"uri": uri}})
        editor.wait(lambda: unknown(editor, uri) == [])
        place = editor.at("definition", uri, WRONG, "latter")["result"]
        assert [location["uri"] for location in place] == [head.as_uri()]


def test_what_is_no_file_of_a_rulebook_is_let_be(folder: Path) -> None:
    with editing(folder.parent) as editor:
        for uri in ("untitled:Untitled-1", (folder.parent / "notes.yaml").as_uri(), "http://example.org/a.yaml"):
            editor.open(folder, "- [", uri=uri)
            editor.change(uri, "a: b")
            assert editor.at("hover", uri, "a: b", "a")["result"] is None
            assert editor.at("definition", uri, "a: b", "a")["result"] == []
            assert editor.at("references", uri, "a", "a", context={"includeDeclaration": True})["result"] == []
            assert editor.at("completion", uri, "a: b", "b")["result"] == []
            assert editor.ask("textDocument/documentSymbol", {"textDocument": {"uri": uri}})["result"] == []
            assert "no id" in editor.at("rename", uri, "a: b", "a", newName="c")["error"]["message"]
            editor.close(uri)
        assert editor.shown == {}
