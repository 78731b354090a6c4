"""Browsers besides Chromium, as far as the main way takes them: Firefox by puppeteer, WebKit by its own WebDriver."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from time import monotonic
from typing import Any, Protocol

import pytest
from house import NODE
from required import require

LONGEST = 60.0
"""Seconds after which what does not come is missing."""

_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""How WebDriver names an element (W3C WebDriver, 11)."""

_KEYS = {"Escape": "\ue00c"}


class OtherBrowser(Protocol):
    """A browser with one window, of the size of a phone's."""

    def goes(self, address: str) -> None:
        """Opens an address."""

    def clicks(self, at: str) -> None:
        """Clicks the first element that a selector names."""

    def presses(self, key: str) -> None:
        """Presses a key."""

    def evaluates(self, script: str) -> Any:
        """What the body of a function returns in the page."""


class Firefox:
    """Debian's firefox-esr, over WebDriver BiDi."""

    def __init__(self, child: subprocess.Popen[str]) -> None:
        self._child = child
        assert "ready" in self._read()

    def goes(self, address: str) -> None:
        self._do("goes", address=address)

    def clicks(self, at: str) -> None:
        self._do("clicks", at=at)

    def presses(self, key: str) -> None:
        self._do("presses", key=key)

    def evaluates(self, script: str) -> Any:
        return self._do("evaluates", script=script)

    def _do(self, what: str, **rest: object) -> Any:
        assert self._child.stdin is not None
        self._child.stdin.write(json.dumps({"do": what, **rest}) + "\n")
        self._child.stdin.flush()
        told = self._read()
        assert "failed" not in told, told
        return told["done"]

    def _read(self) -> dict[str, Any]:
        assert self._child.stdout is not None
        line = self._child.stdout.readline()
        assert line, "Firefox is gone"
        told: dict[str, Any] = json.loads(line)
        return told


class WebKit:
    """Debian's WebKitGTK, by its WebDriver (W3C)."""

    def __init__(self, port: int) -> None:
        self._port = port
        capabilities = {"alwaysMatch": {"webkitgtk:browserOptions": {"args": ["--automation"]}}}
        self._session = ""
        self._session = self._ask("POST", "/session", {"capabilities": capabilities})["sessionId"]
        self._ask("POST", "/window/rect", {"width": 375, "height": 667})

    def goes(self, address: str) -> None:
        self._ask("POST", "/url", {"url": address})

    def clicks(self, at: str) -> None:
        # What is below the window is said to be out of reach, although it could be scrolled to.
        self.evaluates(f"document.querySelector({json.dumps(at)}).scrollIntoView({{block: 'center'}})")
        element = self._ask("POST", "/element", {"using": "css selector", "value": at})[_ELEMENT]
        self._ask("POST", f"/element/{element}/click", {})

    def presses(self, key: str) -> None:
        actions = [{"type": kind, "value": _KEYS[key]} for kind in ("keyDown", "keyUp")]
        self._ask("POST", "/actions", {"actions": [{"type": "key", "id": "keys", "actions": actions}]})

    def evaluates(self, script: str) -> Any:
        return self._ask("POST", "/execute/sync", {"script": script, "args": []})

    def ends(self) -> None:
        """Closes the window."""
        self._ask("DELETE", "", None)

    def _ask(self, method: str, path: str, body: object) -> Any:
        connection = HTTPConnection("127.0.0.1", self._port, timeout=LONGEST)
        try:
            whole = f"/session/{self._session}{path}" if self._session else path
            content = None if body is None else json.dumps(body)
            connection.request(method, whole, content, {"Content-Type": "application/json"})
            told = json.loads(connection.getresponse().read())["value"]
        finally:
            connection.close()
        assert not (isinstance(told, dict) and "error" in told), told
        return told


@contextmanager
def firefox() -> Iterator[OtherBrowser]:
    """Firefox; the test that asks for it is skipped where there is none."""
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    there = program is not None and (NODE / "node_modules" / "puppeteer-core").is_dir()
    require(there, "nobody tries the page in Firefox: install firefox-esr, and run 'npm install' in tests/node.")
    command = ["node", "firefox.mjs", str(program)]
    with subprocess.Popen(
        command, cwd=NODE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as child:
        try:
            yield Firefox(child)
        finally:
            assert child.stdin is not None
            child.stdin.close()
            try:
                child.wait(LONGEST)
            except subprocess.TimeoutExpired:
                child.kill()


@contextmanager
def webkit() -> Iterator[OtherBrowser]:
    """WebKit, on a screen that nobody sees; the test that asks for it is skipped where there is none."""
    there = all(shutil.which(one) for one in ("WebKitWebDriver", "xvfb-run"))
    require(there, "nobody tries the page in WebKit: install webkit2gtk-driver and xvfb.")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = ["xvfb-run", "-a", "WebKitWebDriver", "--host=127.0.0.1", f"--port={port}"]
    # Its own sandbox cannot be set up where the tests run as the superuser.
    environment = {
        **os.environ,
        "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
        "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
    }
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as child:
        try:
            _wait_for(port, child)
            browser = WebKit(port)
            yield browser
            browser.ends()
        finally:
            # The screen and the driver are children of a script of their own.
            os.killpg(child.pid, signal.SIGTERM)


def _wait_for(port: int, child: subprocess.Popen[bytes]) -> None:
    last = monotonic() + LONGEST
    while monotonic() < last and child.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            continue
        return
    pytest.fail("WebKit's driver did not start", pytrace=False)


OTHERS = {"firefox": firefox, "webkit": webkit}
"""How each of them is started."""
