"""The page served from this machine, by uvicorn."""

from __future__ import annotations

import os
import socket
import sys
import webbrowser
from collections.abc import Callable, Iterable
from threading import Thread

import uvicorn

from ..engine.language import NakanaoriError, Place, Problem, Rulebook
from .app import LOCAL, make_app

MOST_CONNECTIONS = 2_000
"""How many connections are served at once; a browser opens up to six."""

_WAITING = 1_024
"""How many more may wait to be accepted."""

_LAST_REQUESTS_SECONDS = 3


def serve(
    rulebook: Rulebook,
    engine: str,
    *,
    host: str,
    port: int,
    names: Iterable[str],
    browser: bool,
    ready: Callable[[str], None],
) -> None:
    """Serve the page until it is interrupted; `ready` is told its address once that can be opened.

    Port 0 is any that is free; `names` are names of this server besides those of this machine and `host`. Raises
    NakanaoriError when the address cannot be listened on, EngineError when the engine is not there.
    """
    app = make_app(rulebook, engine=engine, hosts=(*LOCAL, _in_address(host), *names))
    listening = _listening(host, port)
    address = f"http://{_in_address(host)}:{listening.getsockname()[1]}/"
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="on",
        ws="none",
        limit_concurrency=MOST_CONNECTIONS,
        timeout_graceful_shutdown=_LAST_REQUESTS_SECONDS,
    )
    try:
        ready(address)
        if browser and _has_screen():
            # Whoever opens it meets a socket that listens already, so there is nothing to wait for.
            Thread(target=webbrowser.open, args=(address,), daemon=True).start()
        uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        pass
    finally:
        listening.close()


def _in_address(host: str) -> str:
    """The host as an address names it: IPv6 in brackets (RFC 3986, 3.2.2)."""
    return f"[{host}]" if ":" in host else host


def _listening(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0][0]
        listening = socket.create_server((host, port), family=family, backlog=_WAITING)
    except (OSError, OverflowError) as error:
        wrong = f"It cannot be listened on: {_reason(error)}."
        right = "Choose another --port, or leave it out for any that is free; --host is an address of this machine."
        raise NakanaoriError([Problem(Place(f"{host}:{port}"), wrong, right)]) from None
    # asyncio sets this on the sockets that it opens itself; without it a page waits 40 ms for an acknowledgement.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def _reason(error: OSError | OverflowError) -> str:
    """What went wrong, without the address: Python adds it to some errors."""
    if isinstance(error, OSError) and not isinstance(error, socket.gaierror) and error.errno:
        return os.strerror(error.errno)
    return str(error.args[-1])


def _has_screen() -> bool:
    """Whether a browser would open a window: without a screen, Python would start one in this very terminal."""
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
