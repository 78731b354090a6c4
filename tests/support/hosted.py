"""The published page on a port of this machine: by our own server, and by a plain one that knows only files."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import NamedTuple

import uvicorn
from nakanaori.engine.language import Rulebook
from nakanaori.web import make_app
from nakanaori.web.connection import Connection

LOOPBACK = "127.0.0.1"


class Hosted(NamedTuple):
    """A running page: where it is, and what it asks."""

    address: str
    rulebook: Rulebook


@contextmanager
def hosted(rulebook: Rulebook) -> Iterator[Hosted]:
    """The page over a rulebook by our own server, in a thread of this process."""
    with socket.create_server((LOOPBACK, 0)) as listening:
        # As `nakanaori serve` does it: without this every answer waits 40 ms for an acknowledgement.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        config = uvicorn.Config(
            make_app(rulebook),
            http=Connection,
            log_config=None,
            access_log=False,
            lifespan="off",
            ws="none",
            timeout_graceful_shutdown=1,
        )
        server = uvicorn.Server(config)
        thread = Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            # The socket listens already, so whoever comes before the server is there only waits a little.
            yield Hosted(f"http://{LOOPBACK}:{listening.getsockname()[1]}", rulebook)
        finally:
            server.should_exit = True
            thread.join()


class PlainServer(ThreadingHTTPServer):
    """A file server: it sends what lies in a folder, and nothing of it is set up for this page."""

    daemon_threads = True
    requests: list[str]

    def __init__(self, folder: Path) -> None:
        self.requests = []
        super().__init__((LOOPBACK, 0), partial(_Handler, directory=str(folder)))

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://{LOOPBACK}:{self.server_address[1]}"

    def ends(self) -> None:
        """Nothing is there any more."""
        self.shutdown()
        self.server_close()


class _Handler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (as it is called there)
        assert isinstance(self.server, PlainServer)
        self.server.requests.append(self.path)


@contextmanager
def plain_server(folder: Path) -> Iterator[PlainServer]:
    """A file server over a folder, until it is shut down or the block ends."""
    server = PlainServer(folder)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.ends()
        thread.join()


def put(files: Mapping[str, bytes], folder: Path) -> Path:
    """The folder, with the files in it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder
