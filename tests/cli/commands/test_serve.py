"""`nakanaori serve`: it says where the page is, serves it, and ends with Ctrl-C; what it cannot do, it says."""

from __future__ import annotations

import socket
import sys
import webbrowser
from urllib.request import Request, urlopen

import httpx2
import pytest
from click.testing import CliRunner, Result
from extras import without_uvicorn
from nakanaori.cli.main import nakanaori
from nakanaori.engine.reading import load_rulebook
from nakanaori.web import serving
from nakanaori.web.site import FRONT, site
from served import served, start, stop


def called(*arguments: str) -> Result:
    return CliRunner().invoke(nakanaori, ["serve", "--no-browser", "--lang", "en", *arguments])


def test_it_serves_the_page_until_it_is_interrupted() -> None:
    with served() as address, urlopen(address, timeout=20) as answer:
        assert answer.read() == site([load_rulebook()])[FRONT]
        assert answer.headers["Cache-Control"] == "no-cache"
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
    for path, status in (("", 200), ("en.html", 200), ("nowhere", 404), ("api/rulebook", 200)):
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
    without_uvicorn(monkeypatch)
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
    monkeypatch.setattr(serving.uvicorn.Server, "run", lambda server, **_: server.ready())
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", display)
    result = CliRunner().invoke(nakanaori, ["serve", "--lang", "en"])
    assert result.exit_code == 0, result.output
    assert [address in result.stderr for address in addresses] == [True] * opened
