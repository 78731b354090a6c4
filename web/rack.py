"""Published files in memory, handed out as a file server would: compressed, and asked for again only if changed."""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import PurePosixPath

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from .service_worker import NAME as WORKER
from .site import FRONT

_MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}
_NAMED_BY_CONTENT = re.compile(r"\.[0-9a-f]{12}\.\w+$")
_ALWAYS_ASKED, _KEPT = "no-cache", "public, max-age=31536000, immutable"


class _Copy(msgspec.Struct, frozen=True):
    """A file as it is sent, in one encoding, with its headers."""

    content: bytes
    headers: Mapping[str, str]


class Rack:
    """Files by their path below the site's folder; a folder stands for its `index.html`."""

    def __init__(self, files: Mapping[str, bytes], *, framed_by: str = "'none'") -> None:
        """Pages may be framed by `framed_by`, as a policy's `frame-ancestors` names it: usually by none."""
        self._framed_by = framed_by
        self._plain = {name: self._copy(name, content) for name, content in files.items()}
        self._zipped = {name: self._copy(name, content, zipped=True) for name, content in files.items()}

    async def hand_out(self, request: Request) -> Response:
        """The file that the request's path names, or that the client still has it."""
        path: str = request.path_params["path"]
        name = f"{path}{FRONT}" if not path or path.endswith("/") else path
        copies = self._zipped if _takes_gzip(request.headers.get("accept-encoding", "")) else self._plain
        copy = copies.get(name)
        if copy is None:
            raise HTTPException(404)
        if copy.headers["ETag"] in request.headers.get("if-none-match", ""):
            kept = {key: value for key, value in copy.headers.items() if key != "Content-Encoding"}
            return Response(status_code=304, headers=kept)
        return Response(copy.content, headers=copy.headers)

    def _copy(self, name: str, content: bytes, *, zipped: bool = False) -> _Copy:
        suffix = PurePosixPath(name).suffix
        sent = gzip.compress(content, mtime=0) if zipped else content
        headers = {
            "Content-Type": _MEDIA_TYPES.get(suffix, "application/octet-stream"),
            "Cache-Control": _KEPT if _NAMED_BY_CONTENT.search(name) else _ALWAYS_ASKED,
            "ETag": f'"{sha256(sent).hexdigest()[:32]}"',
            "Vary": "Accept-Encoding",
            **({"Content-Encoding": "gzip"} if zipped else {}),
            **self._policy(name),
        }
        return _Copy(sent, headers)

    def _policy(self, name: str) -> dict[str, str]:
        """What a page's own policy cannot say, which is who may frame it; and the policy of the worker."""
        framing = f"frame-ancestors {self._framed_by}"
        if name.endswith(".html"):
            by_old_browsers = {} if self._framed_by == "'none'" else {"X-Frame-Options": "SAMEORIGIN"}
            return {"Content-Security-Policy": framing, **by_old_browsers}
        # A worker has the policy that its script came with, and fetches the site's own files.
        fetches = f"default-src 'none'; connect-src 'self'; {framing}"
        return {"Content-Security-Policy": fetches} if PurePosixPath(name).name == WORKER else {}


def _takes_gzip(accepted: str) -> bool:
    """Whether an Accept-Encoding header (RFC 9110, 12.5.3) names gzip and does not refuse it."""
    for part in accepted.lower().split(","):
        coding, _, quality = part.partition(";")
        if coding.strip() == "gzip":
            return not re.fullmatch(r"\s*q=0(\.0*)?\s*", quality)
    return False
