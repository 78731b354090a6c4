"""The page and the API as one ASGI application."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import anyio
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from ..engine.consulting import AUTO
from ..engine.language import Rulebook
from .api import api
from .body import TooLarge
from .door import Door
from .form import Malformed
from .gate import Gate
from .office import Office
from .painter import HERE, Painter
from .planning import Planning
from .session import NoRoom, Sessions
from .stepping import Stepping
from .taking import Taking

LOCAL = ("127.0.0.1", "localhost", "[::1]")
"""The names of this machine; a page elsewhere that has its name pointed here (DNS rebinding) comes under another."""

_EXPIRY_SECONDS = 60


def make_app(
    rulebook: Rulebook, *, engine: str = AUTO, hosts: Sequence[str] = LOCAL, sessions: Sessions | None = None
) -> ASGIApp:
    """The application over a rulebook, answering under the names in `hosts` alone.

    Answers are held in the memory of the process: one process serves them. Raises EngineError when the engine is not
    there, RulebookError when a text of the rulebook cannot be read.
    """
    held = Sessions() if sessions is None else sessions
    painter = Painter(rulebook)
    app = Starlette(
        routes=[Mount("/api", api(rulebook, engine)), *_routes(Office(rulebook, engine, held, painter))],
        exception_handlers={
            HTTPException: _said(painter, "unknown", 404),
            Malformed: _said(painter, "unknown", 400),
            TooLarge: _said(painter, "unknown", 413),
            NoRoom: _said(painter, "full", 503),
            Exception: _said(painter, "failed", 500),
        },
        lifespan=_expiring(held),
    )
    return Gate(TrustedHostMiddleware(app, list(hosts), www_redirect=False))


def _routes(office: Office) -> list[Route | Mount]:
    door, planning, taking = Door(office), Planning(office), Taking(office)
    stepping = Stepping(office, planning)
    within = office.within
    return [
        Route("/", door.start),
        Route("/start", door.begin, methods=["POST"]),
        Route("/leave", door.leave, methods=["POST"]),
        Route("/language", door.language, methods=["POST"]),
        Route("/tea", door.tea),
        Route("/ended", door.ended),
        Route("/{number:int}", within(stepping.show)),
        Route("/{number:int}", within(stepping.take), methods=["POST"]),
        Route("/{number:int}/change", within(stepping.show_to_change)),
        Route("/{number:int}/change", within(stepping.take_change), methods=["POST"]),
        Route("/{number:int}/list", within(planning.show)),
        Route("/{number:int}/list", within(stepping.take), methods=["POST"]),
        Route("/{number:int}/print", within(planning.show_for_paper)),
        Route("/{number:int}/list.json", within(taking.record)),
        Route("/{number:int}/list.md", within(taking.document)),
        Route("/{number:int}/list.ics", within(taking.calendar), methods=["POST"]),
        Route("/{number:int}/picture.svg", within(taking.picture)),
        Route("/{number:int}/picture/{rank:int}.svg", within(taking.picture)),
        Mount("/static", StaticFiles(directory=HERE / "static")),
    ]


def _said(painter: Painter, message: str, status: int) -> Callable[[Request, Exception], Awaitable[Response]]:
    """The page that answers a request which cannot be served."""

    async def said(request: Request, error: Exception) -> Response:
        shown = error.status_code if isinstance(error, HTTPException) else status
        headers = error.headers if isinstance(error, HTTPException) else None
        return painter.page(request, "message", status=shown, headers=headers, message=message)

    return said


def _expiring(sessions: Sessions) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    """While the application runs, what has expired is forgotten although nobody asks for it."""

    async def expire() -> None:
        while True:
            await anyio.sleep(_EXPIRY_SECONDS)
            sessions.expire()

    @asynccontextmanager
    async def running(app: Starlette) -> AsyncIterator[None]:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(expire)
            yield
            tasks.cancel_scope.cancel()

    return running
