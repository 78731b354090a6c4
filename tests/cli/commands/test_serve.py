"""`nakanaori serve`: it says where the page is, serves it, and ends with Ctrl-C; what it cannot do, it says."""

from __future__ import annotations

import socket
import sys
import webbrowser
from urllib.request import Request, urlopen

import httpx2
import pytest
from click.testing import CliRunner, Result
from nakanaori.cli.main import nakanaori
from nakanaori.web import serving
from served import served, start, stop


def called(*arguments: str) -> Result:
    return CliRunner().invoke(nakanaori, ["serve", "--no-browser", "--lang", "en", *arguments])


def test_it_serves_the_page_until_it_is_interrupted() -> None:
    with served() as address, urlopen(address, timeout=20) as answer:
        assert b"/static/style.css" in answer.read()
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Server"] is None


def test_the_port_can_be_chosen_and_is_free_again_afterwards() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    for _ in range(2):
        with served("--port", str(port)) as address:
            assert address == f"http://127.0.0.1:{port}/"


def test_a_name_may_be_added() -> None:
    with (
        served("--name", "help.example") as address,
        urlopen(Request(address, headers={"Host": "help.example"}), timeout=20) as answer,
    ):
        assert answer.status == 200


def test_nothing_is_said_of_what_is_asked() -> None:
    child, address = start()
    for path, status in (("", 200), ("1", 410), ("nowhere", 404), ("static/page.js", 200)):
        assert httpx2.get(address + path).status_code == status
    assert stop(child) == (0, "Ended. No answers are kept.\n")


def test_a_port_that_is_taken_is_named() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = called("--port", str(port))
    assert result.exit_code == 2
    assert result.stderr.startswith(f"127.0.0.1:{port}: It cannot be listened on: Address already in use. Choose")


def test_an_address_that_is_none_is_named() -> None:
    result = called("--host", "nowhere.invalid")
    assert result.exit_code == 2
    assert result.stderr.startswith("nowhere.invalid:0: It cannot be listened on: ")


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("nakanaori.web")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    result = called()
    assert result.exit_code == 2
    assert (
        result.stderr
        == "web: The package uvicorn is missing. Install what the page needs: pip install 'nakanaori[web]'.\n"
    )


@pytest.mark.parametrize(
    ("display", "platform", "opened"), [("", "linux", False), (":0", "linux", True), ("", "darwin", True)]
)
def test_the_browser_is_opened_where_there_is_a_screen(
    monkeypatch: pytest.MonkeyPatch, display: str, platform: str, opened: bool
) -> None:
    addresses: list[str] = []

    class NoThread:
        def __init__(self, target: object, args: tuple[str], daemon: bool) -> None:
            assert target is webbrowser.open
            addresses.extend(args)

        def start(self) -> None:
            pass

    monkeypatch.setattr(serving, "Thread", NoThread)
    monkeypatch.setattr(serving.uvicorn.Server, "run", lambda *_, **__: None)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", display)
    result = CliRunner().invoke(nakanaori, ["serve", "--lang", "en"])
    assert result.exit_code == 0, result.output
    assert [address in result.stderr for address in addresses] == [True] * opened
