"""What is looked up in a rulebook: meanings, declarations, names, outlines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from editor_client import Editor, editing
from hike import write_hike


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_hike(tmp_path_factory.mktemp("hike"))


@pytest.fixture(scope="module")
def editor(folder: Path) -> Iterator[Editor]:
    with editing(folder) as session:
        yield session


def opened(editor: Editor, folder: Path, name: str) -> tuple[str, str]:
    text = (folder / name).read_text(encoding="utf-8")
    return editor.open(folder / name), text


def places(found: list[dict[str, dict[str, dict[str, int]]]]) -> set[tuple[str, int, int]]:
    return {
        (str(one["uri"]).rsplit("/", 1)[1], one["range"]["start"]["line"] + 1, one["range"]["start"]["character"] + 1)
        for one in found
    }


@pytest.mark.parametrize(
    ("name", "mark", "within", "declared"),
    [
        ("rules/1-rules.yaml", "{tag: uphill", 7, {("rulebook.yaml", 7, 8)}),
        ("rules/1-rules.yaml", "weather: [rain", 10, {("questions.yaml", 4, 13)}),
        ("rules/2-short-ways.csv", "hours", 0, {("questions.yaml", 9, 13)}),
        ("rules/2-short-ways.csv", "not map", 5, {("questions.yaml", 8, 20)}),
        ("scenarios/stories.yaml", "name-the-hour", 0, {("actions.yaml", 11, 13)}),
        ("text/en.yaml", "{distance}", 3, {("questions.yaml", 20, 13)}),
        ("text/en.yaml", "{{hour}}", 3, {("en.yaml", 80, 67)}),
        ("guarantees.yaml", "guarantee: never", 0, set()),
    ],
)
def test_an_id_leads_to_where_it_is_declared(
    editor: Editor, folder: Path, name: str, mark: str, within: int, declared: set[tuple[str, int, int]]
) -> None:
    uri, text = opened(editor, folder, name)
    found = places(editor.at("definition", uri, text, mark, within=within)["result"])
    assert {name for name, _, _ in found} == {name for name, _, _ in declared}
    for where, line, column in found:
        path = next(folder.rglob(where))
        identity = text[text.index(mark) + within :]
        word = path.read_text(encoding="utf-8").splitlines()[line - 1][column - 1 :]
        assert word[:3] == identity[:3] or word[:3] in text


def test_every_place_that_names_it(editor: Editor, folder: Path) -> None:
    uri, text = opened(editor, folder, "actions.yaml")
    for declared, count in ((True, 8), (False, 7)):
        found = editor.at("references", uri, text, "take-the-ridge", context={"includeDeclaration": declared})["result"]
        assert len(found) == count
        assert any(name == "actions.yaml" for name, _, _ in places(found)) is declared


def test_an_option_is_told_with_its_question(editor: Editor, folder: Path) -> None:
    uri, text = opened(editor, folder, "rules/1-rules.yaml")
    told = editor.at("hover", uri, text, "[rain, snow]", within=2)["result"]["contents"]
    assert told["kind"] == "markdown"
    assert told["value"].startswith("option **`rain`** (weather)\n\n*en*: Rain\n\nNamed by:\n")
    assert editor.at("hover", uri, text, "# yaml")["result"] is None


def test_the_outline_of_a_document(editor: Editor, folder: Path) -> None:
    uri, _ = opened(editor, folder, "actions.yaml")
    found = editor.ask("textDocument/documentSymbol", {"textDocument": {"uri": uri}})["result"]
    assert [(one["name"], one["detail"], len(one["children"])) for one in found][:2] == [
        ("stay-at-home", "action", 1),
        ("tell-somebody", "action", 4),
    ]
    uri, _ = opened(editor, folder, "text/en.yaml")
    found = editor.ask("textDocument/documentSymbol", {"textDocument": {"uri": uri}})["result"]
    assert [one["name"] for one in found][:3] == ["sections", "phases", "questions"]


def test_while_something_is_half_typed_one_still_finds_ones_way(editor: Editor, folder: Path) -> None:
    uri, text = opened(editor, folder, "rules/1-rules.yaml")
    broken = text + "- rule: x\n  cites: [\n"
    editor.change(uri, broken)
    found = places(editor.at("definition", uri, broken, "advise: drink-often", within=10)["result"])
    assert {name for name, _, _ in found} == {"actions.yaml"}
    assert editor.at("hover", uri, broken, "take-the-ridge")["result"] is not None
    editor.change(uri, text)
