"""The page of a rulebook while somebody writes it: as it was last saved, with what is found in it beside it.

The frame around the page has a policy of its own, which lets it ask this server for news. It is never published.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from threading import Thread

import jinja2
import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from ..engine.reading import Texts
from .gate import Gate
from .rack import Rack

HERE = "watch/"
"""Where the frame is, below the server's address."""

_FOLDER = Path(__file__).parent
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "frame-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)


class Look(msgspec.Struct, frozen=True):
    """A look at the rulebook: the page's files, None where they are as before; what is said of it, a sentence each; and
    whether it is `broken`, so that there is no newer page."""

    files: Mapping[str, bytes] | None
    said: tuple[str, ...]
    broken: bool = False


class _News(msgspec.Struct, frozen=True):
    """What the frame is told: how often something was said, how often there was a newer page, and the last of both."""

    look: int = 0
    page: int = 0
    said: tuple[str, ...] = ()
    broken: bool = False


class Watching:
    """The application over looks at one rulebook, of which each takes the place of the one before."""

    def __init__(self, looks: Iterable[Look], say: Texts, hosts: Iterable[str]) -> None:
        self._looks = looks
        self._news = _News()
        self._rack = Rack({})
        environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(_FOLDER / "templates"), autoescape=True, undefined=jinja2.StrictUndefined
        )
        frame = environment.get_template("watch.html").render(say=say, language=say.language)
        self._files = {
            "": (frame, "text/html; charset=utf-8"),
            "watch.js": ((_FOLDER / "static" / "watch.js").read_text("utf-8"), "text/javascript; charset=utf-8"),
            "watch.css": ((_FOLDER / "static" / "watch.css").read_text("utf-8"), "text/css; charset=utf-8"),
        }
        routes = [
            Route("/watch/news.json", self._told, methods=["GET"]),
            Route("/watch/page/{path:path}", self._page, methods=["GET"]),
            Route("/watch/{path:path}", self._own, methods=["GET"]),
        ]
        self.app: ASGIApp = Gate(Starlette(routes=routes), hosts)

    def begin(self) -> None:
        """Look, in a thread of its own, which ends with the process."""
        Thread(target=self.look_at_all, daemon=True).start()

    def look_at_all(self) -> None:
        """Take one look after the other."""
        for look in self._looks:
            self._take(look)

    def _take(self, look: Look) -> None:
        # The page is there before anybody is told of it.
        if look.files is not None:
            self._rack = Rack(look.files, framed_by="'self'")
        before = self._news
        page = before.page + (look.files is not None)
        self._news = _News(before.look + 1, page, look.said, look.broken)

    async def _told(self, _: Request) -> Response:
        return Response(msgspec.json.encode(self._news), media_type="application/json")

    async def _page(self, request: Request) -> Response:
        return await self._rack.hand_out(request)

    async def _own(self, request: Request) -> Response:
        found = self._files.get(request.path_params["path"])
        if found is None:
            raise HTTPException(404)
        content, kind = found
        return Response(content, headers={"Content-Type": kind, "Content-Security-Policy": _POLICY})
