"""The page served for a test as its user serves it: `nakanaori serve`, in a process of its own."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

SECONDS_TO_END = 20


def start(*options: str) -> tuple[subprocess.Popen[str], str]:
    """A server on a port of this machine, and its address once it listens."""
    command = [sys.executable, "-m", "nakanaori.cli", "serve", "--no-browser", "--lang", "en", *options]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
    assert child.stderr is not None
    said = child.stderr.readline()
    assert said.startswith("The page is at http://127.0.0.1:"), said
    return child, said.split()[4].rstrip(".")


def stop(child: subprocess.Popen[str]) -> tuple[int, str]:
    """End a server as Ctrl-C does: its exit status, and all that it still said."""
    child.send_signal(signal.SIGINT)
    printed, said = child.communicate(timeout=SECONDS_TO_END)
    return child.returncode, printed + said


@contextmanager
def served(*options: str) -> Iterator[str]:
    """The address of a server that ends with the block, and ends well."""
    child, address = start(*options)
    try:
        yield address
    finally:
        status, said = stop(child)
    assert (status, said) == (0, "Ended. No answers are kept.\n")
