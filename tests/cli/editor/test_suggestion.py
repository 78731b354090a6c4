"""Suggestions while somebody types; what is expected where is told in tests/engine/authoring/test_expectation.py."""

from __future__ import annotations

from pathlib import Path

from editor_client import Editor, editing
from small_rulebook import FILES, write_rulebook

RULES = FILES["rules/2-actions.yaml"]


def offered(editor: Editor, uri: str, text: str, mark: str) -> list[tuple[str, str | None]]:
    found = editor.at("completion", uri, text, mark, within=len(mark))["result"]
    assert [one["sortText"] for one in found] == sorted(one["sortText"] for one in found)
    return [(one["label"], one.get("detail")) for one in found]


def test_ids_and_options_are_suggested_with_their_texts(tmp_path: Path) -> None:
    folder = write_rulebook(tmp_path)
    with editing(folder, locale="ja-JP") as editor:
        text = f"{RULES}# 規則👍\n- rule: new\n  cites: [x, "
        uri = editor.open(folder / "rules/2-actions.yaml", text)
        assert offered(editor, uri, text, "[x, ") == [("1", "寒さ"), ("1.1", "雨"), ("2", "両方")]
        text = f"{RULES}- rule: new\n  when: {{weather: ra"
        editor.change(uri, text)
        assert offered(editor, uri, text, "{weather: ra") == [
            ("sun", "晴れ"),
            ("rain", "雨"),
            ("snow", "雪"),
            ("unknown", None),
        ]
        (first, *_) = editor.at("completion", uri, text, "weather: ra", within=11)["result"]
        line = text.count("\n")
        assert first["textEdit"]["newText"] == "sun"
        assert first["textEdit"]["range"] == {
            "start": {"line": line, "character": 18},
            "end": {"line": line, "character": 20},
        }
        text = f"{RULES}- rule: new\n  withhold: {{phase: now, tag: \n"
        editor.change(uri, text)
        assert offered(editor, uri, text, "now, tag: ") == [("outdoors", "タグ")]


def test_nothing_is_suggested_in_prose(tmp_path: Path) -> None:
    folder = write_rulebook(tmp_path)
    with editing(folder) as editor:
        text = FILES["text/en.yaml"].replace("Everybody drinks.", "Everybody drinks ")
        uri = editor.open(folder / "text/en.yaml", text)
        assert offered(editor, uri, text, "Everybody drinks ") == []
        text = text.replace("Everybody drinks ", '"It is {"')
        editor.change(uri, text)
        assert ("degrees", "How many degrees is it?") in offered(editor, uri, text, "It is {")
