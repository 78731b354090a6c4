"""`nakanaori lsp`: it serves an editor, in the language asked for, and says what is missing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from editor_client import editing
from nakanaori.cli.main import nakanaori
from small_rulebook import FILES, write_rulebook


def test_hints_are_in_the_language_asked_for(tmp_path: Path) -> None:
    folder = write_rulebook(tmp_path)
    with editing(folder, "--lang", "ja", locale="en") as editor:
        uri = editor.open(folder / "actions.yaml")
        told = editor.at("hover", uri, FILES["actions.yaml"], "stay-in")["result"]["contents"]["value"]
        assert told.startswith("行動 **`stay-in`**")


@pytest.mark.parametrize(("lang", "told"), [("en", "Install what an editor needs"), ("ja", "エディターに要るもの")])
def test_without_the_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, lang: str, told: str) -> None:
    monkeypatch.setitem(sys.modules, "pygls", None)
    for name in [name for name in sys.modules if name.startswith("nakanaori.cli.editor")]:
        monkeypatch.delitem(sys.modules, name)
    result = CliRunner().invoke(nakanaori, ["lsp", "--lang", lang])
    assert result.exit_code == 2
    assert told in result.stderr
    assert "pip install 'nakanaori[lsp]'" in result.stderr


def test_it_ends_with_its_editor() -> None:
    program = "from nakanaori.cli.main import nakanaori; nakanaori()"
    done = subprocess.run(
        [sys.executable, "-c", program, "lsp"], input=b"", capture_output=True, timeout=60, check=False
    )
    if b"nakanaori[lsp]" not in done.stderr:
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
