"""The page asked without a network: requests handed to the application itself, in this process."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from .visitor import Reply

if TYPE_CHECKING:
    from starlette.types import ASGIApp

_HOST = "127.0.0.1"
_FORM = "application/x-www-form-urlencoded"


class Direct:
    """A browser of one visitor that calls the application."""

    def __init__(self, app: ASGIApp, language: str) -> None:
        self._app = app
        self._language = language
        self._cookies: SimpleCookie = SimpleCookie()

    async def request(self, method: str, address: str, fields: Sequence[tuple[str, str]] = ()) -> Reply:
        """The reply to a request."""
        body = urlencode(fields).encode()
        sent: list[MutableMapping[str, Any]] = []

        async def receive() -> MutableMapping[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: MutableMapping[str, Any]) -> None:
            sent.append(message)

        await self._app(self._scope(method, address), receive, send)
        headers = [(name.decode(), value.decode("latin-1")) for name, value in sent[0]["headers"]]
        for name, value in headers:
            if name == "set-cookie":
                self._cookies.load(value)
        text = b"".join(message.get("body", b"") for message in sent[1:]).decode()
        return Reply(sent[0]["status"], dict(headers).get("location", ""), text)

    def _scope(self, method: str, address: str) -> dict[str, Any]:
        cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in self._cookies.items())
        headers = {"host": _HOST, "accept-language": self._language, "content-type": _FORM, "cookie": cookies}
        return {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": address,
            "raw_path": address.encode(),
            "query_string": b"",
            "root_path": "",
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
            "client": (_HOST, 1),
            "server": (_HOST, 80),
        }
