"""`nakanaori serve` as a process of its own, on a port of this machine that no other can reach."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from urllib.parse import urlsplit

import psutil

LOOPBACK = "127.0.0.1"

_COMMAND = [sys.executable, "-m", "nakanaori.cli", "serve", "--no-browser", "--host", LOOPBACK]
_ADDRESS = re.compile(r"http://\S+?/")
_SECONDS_TO_START, _SECONDS_TO_END = 60, 15
_USUAL_LINES = 2


class Server:
    """A running server: its address, what it costs, and how it ends.

    Whoever asks what it costs gets Unserved once it is gone.
    """

    def __init__(self, child: subprocess.Popen[bytes], said: Path) -> None:
        self._child = child
        self._said = said
        self._process = psutil.Process(child.pid)
        self.address = local(self._announced())

    @property
    def resident(self) -> int:
        """The bytes of memory that it has in use."""
        with _alive():
            return int(self._process.memory_info().rss)

    @property
    def cpu_seconds(self) -> float:
        """The CPU time that it has spent."""
        with _alive():
            times = self._process.cpu_times()
            return float(times.user + times.system)

    def ended(self) -> Iterator[str]:
        """What was wrong with it, once it has been ended as Ctrl-C ends it."""
        self._child.send_signal(signal.SIGINT)
        try:
            status = self._child.wait(_SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            yield "the server did not end"
            return
        if status != 0:
            yield f"the server ended with status {status}"
        # The lines themselves are not told: they might quote somebody.
        yield from ["a line that the server wrote to standard error"] * (len(self._lines()) - _USUAL_LINES)

    def _announced(self) -> str:
        last = monotonic() + _SECONDS_TO_START
        while self._child.poll() is None and monotonic() < last:
            if found := _ADDRESS.search("\n".join(self._lines())):
                return found[0]
            sleep(0.02)
        raise Unserved("The server did not start.")

    def _lines(self) -> list[str]:
        return self._said.read_text(encoding="utf-8", errors="replace").splitlines()


class Unserved(Exception):  # noqa: N818  (what is measured is at fault)
    """There is no server, or none of this machine; the text says which."""


@contextmanager
def _alive() -> Iterator[None]:
    try:
        yield
    except psutil.Error:
        raise Unserved("The server is gone.") from None


@contextmanager
def served() -> Iterator[Server]:
    """A server, which is gone afterwards in any case.

    Raises Unserved when it does not start.
    """
    with TemporaryDirectory() as folder:
        said = Path(folder, "said")
        with said.open("wb") as log:
            child = subprocess.Popen(_COMMAND, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=log)
        try:
            yield Server(child, said)
        finally:
            child.kill()
            child.wait()


def local(address: str) -> str:
    """The address, which must be one of this machine.

    Raises Unserved when it is any other.
    """
    parts = urlsplit(address)
    if parts.scheme != "http" or parts.hostname != LOOPBACK or "@" in parts.netloc:
        raise Unserved(f"Only {LOOPBACK} is asked for pages.")
    return address
