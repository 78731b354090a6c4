"""`nakanaori mcp`: which rulebooks it serves, in which language, and what it says when it cannot."""

from __future__ import annotations

import socket
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assisting import conversed, require_sdk, started, told
from click.testing import CliRunner, Result
from extras import without_uvicorn
from nakanaori.cli.main import nakanaori
from nakanaori.engine.language import Rulebook
from required import require
from small_rulebook import write_rulebook

if TYPE_CHECKING:
    import pytest
    from mcp import Client


def called(*arguments: str) -> Result:
    return CliRunner().invoke(nakanaori, ["mcp", *arguments])


def test_it_serves_the_rulebooks_that_are_named_in_the_language_that_is(tmp_path: Path, rulebook: Rulebook) -> None:
    require_sdk()
    folder = write_rulebook(tmp_path)
    arguments = ("--rulebook", str(rulebook.folder), "--rulebook", str(folder), "--lang", "en")

    async def talk(client: Client) -> Any:
        return await told(client, "list_rulebooks")

    listed = conversed(talk, started(*arguments))["rulebooks"]
    assert (listed[0]["id"], listed[0]["title"]) == ("regain_trust", "Rebuilding trust")
    assert [one["id"] for one in listed] == ["regain_trust", "going_out"]


def test_whoever_types_it_is_told_what_it_is_for() -> None:
    require_sdk()
    require(find_spec("pexpect") is not None, "A pseudo-terminal needs pexpect: pip install 'nakanaori[test]'.")
    import pexpect

    child = pexpect.spawn(sys.executable, ["-m", "nakanaori.cli", "mcp", "--lang", "en"], timeout=20)
    child.expect("An assistant starts this and talks to it; there is nothing to type here")
    child.sendintr()
    child.expect(pexpect.EOF)


def test_two_rulebooks_of_one_name_are_refused(tmp_path: Path) -> None:
    require_sdk()
    folders = [write_rulebook(tmp_path / name) for name in ("one", "other")]
    result = called(*(part for folder in folders for part in ("--rulebook", str(folder))))
    assert result.exit_code == 2
    assert result.stderr.startswith("--rulebook: Two rulebooks are called 'going_out'")


def test_a_port_that_is_taken_is_named() -> None:
    require_sdk()
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        result = called("--port", str(other.getsockname()[1]))
    assert result.exit_code == 2
    assert "It cannot be listened on: Address already in use. Choose another --port, or 0" in result.stderr
    assert "--host" not in result.stderr


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    without_uvicorn(monkeypatch)
    result = called("--lang", "en")
    assert result.exit_code == 2
    assert result.stderr == (
        "mcp: The package uvicorn is missing. Install what assistants need: pip install 'nakanaori[mcp]'.\n"
    )
