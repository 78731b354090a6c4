"""The gate through which every request and every answer passes: who may ask, and what a browser may do with the answer.

It is plain ASGI, so that nothing that fails further in, not even with an error, is answered without it.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LOG = logging.getLogger(__name__)

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""What a page may load and do (Content Security Policy Level 3): nothing but what this server itself hands out."""

HEADERS: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": CONTENT_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    # Not `no-referrer`: a browser would then send `Origin: null` with our own forms as well.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    # Looking up the names of the help lines' pages beforehand would tell a name server what is being read.
    "X-DNS-Prefetch-Control": "off",
    "X-Frame-Options": "DENY",
}

_READING = ("GET", "HEAD", "OPTIONS")


class Gate:
    """Refuses forms that another site sends, adds HEADERS to every answer, and keeps errors to itself.

    An error is logged by its kind and place alone: its message might quote what somebody answered.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

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

        try:
            if scope["method"] in _READING or _from_here(Headers(scope=scope)):
                await self._app(scope, receive, guarded)
            else:
                await PlainTextResponse("Forms are taken from this site alone.", 403)(scope, receive, guarded)
        except ClientDisconnect:
            return
        except Exception as error:
            _LOG.error("%s", _placed(error))
            if not begun:
                await PlainTextResponse("Something went wrong here.", 500)(scope, receive, guarded)


def _from_here(headers: Headers) -> bool:
    """Whether a request comes from a page of this very site, as far as the browser tells (Fetch Metadata, Origin).

    A program that tells neither has no cookie of anybody's to misuse.
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
