"""The published page and the API served from this machine, by uvicorn."""

from __future__ import annotations

import os
import socket
import sys
import webbrowser
from collections.abc import Callable, Iterable
from functools import partial
from threading import Thread

import uvicorn
from starlette.types import ASGIApp

from ..engine.language import NakanaoriError, Place, Problem, Rulebook
from ..engine.reading import Texts
from .app import LOCAL, make_app
from .connection import AT_ONCE, Connection, Listener
from .watching import HERE, Look, Watching

_WAITING = 1_024
"""How many more may wait to be accepted."""

_LAST_REQUESTS_SECONDS = 3

_ELSEWHERE = "Choose another --port, or leave it out for any that is free; --host is an address of this machine."


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
    serve_app(app, host=host, port=port, ready=partial(_opened, ready=ready, browser=browser))


def serve_watched(
    looks: Iterable[Look],
    say: Texts,
    *,
    host: str,
    port: int,
    names: Iterable[str],
    browser: bool,
    ready: Callable[[str], None],
) -> None:
    """Serve the page of a rulebook that is being written, until it is interrupted; else as `serve`.

    `looks` are taken one after the other for as long as it is served, and `say` speaks the author's language.
    """
    watching = Watching(looks, say, (*LOCAL, _in_address(host), *names))

    def begun(address: str) -> None:
        watching.begin()
        _opened(address + HERE, ready=ready, browser=browser)

    serve_app(watching.app, host=host, port=port, ready=begun)


def _opened(address: str, *, ready: Callable[[str], None], browser: bool) -> None:
    """Tell the address, and open it in a browser where one is wanted."""
    ready(address)
    if browser and _has_screen():
        Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def serve_app(app: ASGIApp, *, host: str, port: int, ready: Callable[[str], None], right: str = _ELSEWHERE) -> None:
    """Serve an application until it is interrupted; `ready` is told its address once that can be opened.

    Port 0 is any that is free. Raises NakanaoriError when the address cannot be listened on, with `right` to do.
    """
    listening = _listening(host, port, right)
    config = uvicorn.Config(
        app,
        http=Connection,
        loop="asyncio",
        ws="none",
        lifespan="on",
        backlog=AT_ONCE,
        # Whatever a stranger sends would write a line; what goes wrong here is logged by the gate.
        log_level="critical",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_LAST_REQUESTS_SECONDS,
    )
    address = f"http://{_in_address(host)}:{listening.getsockname()[1]}/"
    try:
        _Server(config, lambda: ready(address)).run(sockets=[listening])
    except KeyboardInterrupt:
        pass
    finally:
        listening.close()


class _Server(uvicorn.Server):
    """A server that says when it is ready: by then it takes Ctrl-C, which before would end it with complaints.

    Those who come all at once are kept waiting, and let in a few at a time.
    """

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self.ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        for listening in sockets or ():
            # uvicorn has one number for both.
            listening.listen(_WAITING)
        if self.started:
            self.ready()


def _in_address(host: str) -> str:
    """The host as an address names it: IPv6 in brackets (RFC 3986, 3.2.2)."""
    return f"[{host}]" if ":" in host else host


def _listening(host: str, port: int, right: str) -> Listener:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0][0]
        with socket.create_server((host, port), family=family, backlog=_WAITING) as made:
            listening = Listener(family, socket.SOCK_STREAM, fileno=made.detach())
    except (OSError, OverflowError) as error:
        wrong = f"It cannot be listened on: {_reason(error)}."
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
