"""The page on a port of this machine, hosted by a thread of the tests, which see the sessions that it holds."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import NamedTuple

import uvicorn
from nakanaori.engine.language import Rulebook
from nakanaori.web import make_app
from nakanaori.web.session import Sessions

LOOPBACK = "127.0.0.1"


class Hosted(NamedTuple):
    """A running page: where it is, what it asks, and the sessions that it holds."""

    address: str
    rulebook: Rulebook
    sessions: Sessions


class Clock:
    """A clock for sessions that goes only when a test says so."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@contextmanager
def hosted(rulebook: Rulebook, sessions: Sessions | None = None) -> Iterator[Hosted]:
    """The page over a rulebook, in a thread of this process."""
    held = Sessions() if sessions is None else sessions
    with socket.create_server((LOOPBACK, 0)) as listening:
        # As `nakanaori serve` does it: without this every answer waits 40 ms for an acknowledgement.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        config = uvicorn.Config(
            make_app(rulebook, sessions=held),
            log_config=None,
            access_log=False,
            lifespan="on",
            ws="none",
            timeout_graceful_shutdown=1,
        )
        server = uvicorn.Server(config)
        thread = Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            # The socket listens already, so whoever comes before the server is there only waits a little.
            yield Hosted(f"http://{LOOPBACK}:{listening.getsockname()[1]}", rulebook, held)
        finally:
            server.should_exit = True
            thread.join()
