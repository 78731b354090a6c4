"""Other names for ids, as an editor asks for them."""

from __future__ import annotations

from pathlib import Path

from editor_client import editing
from hike import write_hike
from small_rulebook import FILES, write_rulebook

RULES = FILES["rules/2-actions.yaml"]


def test_a_name_is_given_in_unsaved_documents_and_in_files(tmp_path: Path) -> None:
    folder = write_hike(tmp_path / "a hike")
    table = (folder / "rules/2-short-ways.csv").read_text(encoding="utf-8")
    with editing(folder) as editor:
        text = f"# 👍\r\n{table}".replace("# 👍\r\n", "").replace("\n", "\r\n")
        uri = editor.open(folder / "rules/2-short-ways.csv", text)
        asked = editor.at("prepareRename", uri, text, "not map", within=4)["result"]
        assert asked["placeholder"] == "map"
        assert asked["range"]["end"]["character"] - asked["range"]["start"]["character"] == 3
        changes = editor.at("rename", uri, text, "not map", within=4, newName="地図")["result"]["changes"]
        assert {address.rsplit("/", 1)[1]: len(edits) for address, edits in changes.items()} == {
            "2-short-ways.csv": 2,
            "questions.yaml": 1,
            "stories.yaml": 1,
            "en.yaml": 1,
        }
        assert {edit["newText"] for edits in changes.values() for edit in edits} == {"地図"}


def test_what_cannot_be_done_is_refused_with_the_reason(tmp_path: Path) -> None:
    folder = write_rulebook(tmp_path)
    with editing(folder, "--lang", "ja", locale="en") as editor:
        uri = editor.open(folder / "rules/2-actions.yaml")

        def refused(method: str, mark: str, **more: object) -> str:
            error = editor.at(method, uri, RULES, mark, **more)["error"]
            assert error["code"] == -32803
            return str(error["message"])

        taken = refused("rename", "stay-in\n", newName="drink-water")
        assert taken.startswith("actions.yaml:18:11: id 'drink-water' は、もう使われています。")
        assert "'a b' はidに使えません。 文字" in refused("rename", "stay-in\n", newName="a b")
        assert refused("prepareRename", "advise:") == "ここには規則集のidがありません。"
        other = editor.open(folder / "actions.yaml", "- [")
        assert refused("rename", "stay-in\n", newName="new").startswith("書きかけ")
        editor.change(other, FILES["actions.yaml"])
        assert editor.at("rename", uri, RULES, "stay-in\n", newName="new")["result"]["changes"]
        head = FILES["rulebook.yaml"]
        uri = editor.open(folder / "rulebook.yaml")
        error = editor.at("prepareRename", uri, head, "going_out")["error"]["message"]
        assert error.startswith("rulebook.yaml:1:11: 'going_out' は、このフォルダの外でも使われています。")
