"""The gate through which every request and every answer passes: who may ask, and what a browser may do with the answer.

It is plain ASGI, so that nothing that fails further in, not even with an error, is answered without it.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LOG = logging.getLogger(__name__)

HEADERS: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    # Looking up the names of the help lines' pages beforehand would tell a name server what is being read.
    "X-DNS-Prefetch-Control": "off",
    "X-Frame-Options": "DENY",
}
"""What every answer says where it says nothing else of its own: published files say how long they may be kept."""

_READING = ("GET", "HEAD", "OPTIONS")
_PORT = re.compile(r":[0-9]*$")


class Gate:
    """Refuses requests under a name that is not ours and those that another site sends, adds HEADERS to every answer,
    and keeps errors to itself.

    An error is logged by its kind and place alone: its message might quote what somebody answered.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def guarded(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        app: ASGIApp = self._refused(scope) or self._app
        try:
            await app(scope, receive, guarded)
        except ClientDisconnect:
            return
        except Exception as error:
            _LOG.error("%s", _placed(error))
            if not begun:
                await PlainTextResponse("Something went wrong here.", 500)(scope, receive, guarded)

    def _refused(self, scope: Scope) -> Response | None:
        """The answer to whoever may not ask."""
        headers = Headers(scope=scope)
        if _PORT.sub("", headers.get("host", "")).lower() not in self._hosts:
            return PlainTextResponse("This server is not known under that name.", 400)
        if scope["method"] not in _READING and not _from_here(headers):
            return PlainTextResponse("This site is asked by its own pages alone.", 403)
        return None


def _from_here(headers: Headers) -> bool:
    """Whether a request comes from a page of this very site, as far as the browser tells (Fetch Metadata, Origin).

    A program tells neither.
    """
    site = headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or origin.partition("://")[2].lower() == headers.get("host", "").lower()


def _placed(error: Exception) -> str:
    """The kind of an error and where it came up, without its message."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace is not None else "an unknown place"
    return f"{type(error).__name__} at {where}"
