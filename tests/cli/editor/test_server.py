"""What the server knows of its editor: how it counts, which language it speaks, how it writes addresses."""

from __future__ import annotations

from pathlib import Path

import pytest
from editor_client import editing
from small_rulebook import FILES, write_rulebook

TEXTS = FILES["text/en.yaml"].replace("Everybody drinks.", '"👍é {degrees}"')


@pytest.mark.parametrize(
    ("encodings", "chosen", "column"),
    [((), "utf-16", 26), (("utf-8", "utf-16"), "utf-8", 29), (("utf-32",), "utf-32", 25)],
)
def test_columns_are_counted_as_the_editor_asks(
    tmp_path: Path, encodings: tuple[str, ...], chosen: str, column: int
) -> None:
    folder = write_rulebook(tmp_path)
    with editing(folder, encodings=encodings) as editor:
        assert editor.capabilities["positionEncoding"] == chosen
        uri = editor.open(folder / "text/en.yaml", TEXTS)
        place = {"line": TEXTS[: TEXTS.index("👍")].count("\n"), "character": column}
        asked = {"textDocument": {"uri": uri}, "position": place, "context": {"includeDeclaration": False}}
        found = editor.ask("textDocument/references", asked)["result"]
        assert [one["range"]["start"] for one in found if one["uri"] == uri][-1] == place
        place["character"] -= 2
        assert editor.ask("textDocument/references", asked)["result"] == []


@pytest.mark.parametrize(("locale", "word"), [("ja_JP", "行動"), ("fr", "action")])
def test_it_speaks_the_editors_language(tmp_path: Path, locale: str, word: str) -> None:
    folder = write_rulebook(tmp_path)
    with editing(folder, locale=locale) as editor:
        uri = editor.open(folder / "actions.yaml")
        told = editor.at("hover", uri, FILES["actions.yaml"], "stay-in")["result"]["contents"]["value"]
        assert told.startswith(f"{word} **`stay-in`**")
