"""A whole session with an editor, over the standard streams of `nakanaori lsp`."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest
from editor_client import Editor, editing
from nakanaori.cli.editor.lines import Lines
from nakanaori.engine.authoring import read_concordance, renaming
from nakanaori.engine.language import Rulebook

GUARANTEE = "nobody-stays-alone-with-danger"
OLD, NEW = "talk-to-someone-close", "身近な人に-話す.2"


@pytest.fixture
def copy(rulebook: Rulebook, tmp_path: Path) -> Path:
    """A copy of the shipped rulebook, where nothing is plain about its path."""
    assert rulebook.folder is not None
    return copytree(rulebook.folder, tmp_path / "規則 集 #1" / "regain")


def take(editor: Editor, changes: dict[str, list[dict[str, object]]], paths: dict[str, Path]) -> None:
    """Make the changes in the files and in what is open, as an editor does."""
    for uri, edits in changes.items():
        text = paths[uri].read_bytes().decode()
        lines = Lines(text)
        spans = []
        for edit in edits:
            ends = edit["range"]
            assert isinstance(ends, dict)
            start, stop = (lines.offset(ends[end]["line"], ends[end]["character"]) for end in ("start", "end"))
            spans.append((start, stop, str(edit["newText"])))
        for start, stop, new in sorted(spans, reverse=True):
            text = text[:start] + new + text[stop:]
        paths[uri].write_bytes(text.encode())
        if uri in editor.versions:
            editor.change(uri, text)


@pytest.mark.usefixtures("solver")
def test_an_action_is_renamed_across_a_rulebook_and_a_refuted_guarantee_is_shown(
    copy: Path, rulebook: Rulebook
) -> None:
    assert rulebook.folder is not None
    paths = {path.as_uri(): path for path in copy.rglob("*.yaml")}
    promises = copy / "guarantees.yaml"
    text = promises.read_text(encoding="utf-8")
    with editing(copy.parent, locale="ja") as editor:
        uri = editor.open(promises)
        hover = editor.at("hover", uri, text, OLD)["result"]["contents"]["value"]
        assert hover.startswith("行動 **`talk-to-someone-close`**\n\n*ja*: ")
        assert "\n\n*en*: Let one person close to you know" in hover
        assert "\n- シナリオ（" in hover
        renamed = editor.at("rename", uri, text, OLD, newName=NEW)["result"]
        assert len(renamed["changes"]) >= 15
        take(editor, renamed["changes"], paths)
        editor.wait(lambda: uri in editor.shown)
        assert editor.shown[uri] == []
        text = promises.read_text(encoding="utf-8")
        before, entry, after = text.partition(f"- guarantee: {GUARANTEE}\n")
        broken = before + entry + after.replace("always: 身近な人に-話す.2", "never: 身近な人に-話す.2", 1)
        editor.change(uri, broken)
        editor.wait(lambda: editor.codes(uri) == ["prove"])
        (shown,) = editor.shown[uri]
        line = broken.splitlines().index(f"- guarantee: {GUARANTEE}")
        assert shown["range"]["start"] == {"line": line, "character": len("- guarantee: ")}
        assert shown["range"]["end"] == {"line": line, "character": len(f"- guarantee: {GUARANTEE}")}
        assert shown["message"].startswith(f"保証 '{GUARANTEE}' は成り立ちません。破れるときの答え：danger: [")
        editor.change(uri, text)
        editor.wait(lambda: editor.codes(uri) == [])
    assert [*copy.rglob("*.yaml")]
    assert OLD not in "".join(path.read_text(encoding="utf-8") for path in paths.values())
    # That it says the same under this name, `test_renaming` shows.
    edits = renaming.renamed(rulebook.folder, read_concordance(rulebook.folder), ("action", "", OLD), NEW)
    for path in paths.values():
        before = rulebook.folder / path.relative_to(copy)
        theirs = [edit for edit in edits if edit.path == before]
        assert path.read_bytes().decode() == renaming.edited(before.read_bytes().decode(), theirs)


def test_what_the_server_says_that_it_can(copy: Path) -> None:
    with editing(copy) as editor:
        can = editor.capabilities
        assert can["positionEncoding"] == "utf-16"
        assert can["textDocumentSync"]["change"] == 1
        assert can["renameProvider"] == {"prepareProvider": True}
        for feature in ("hover", "definition", "references", "documentSymbol"):
            assert can[f"{feature}Provider"] is True
        assert "{" in can["completionProvider"]["triggerCharacters"]
        assert (
            editor.ask("textDocument/foldingRange", {"textDocument": {"uri": "file:///x"}})["error"]["code"] == -32601
        )
