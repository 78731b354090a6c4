"""Reading what a request sends, and no more than it may."""

from __future__ import annotations

from starlette.requests import Request


class TooLarge(Exception):  # noqa: N818  (the request is at fault, not the program)
    """The body of a request is larger than it may be."""


async def body_of(request: Request, most: int) -> bytes:
    """The body, of at most so many bytes; reading stops there, whatever its Content-Length claims.

    Raises TooLarge when there are more.
    """
    claimed = request.headers.get("content-length", "")
    if claimed.isascii() and claimed.isdigit() and int(claimed) > most:
        raise TooLarge
    read = bytearray()
    async for chunk in request.stream():
        read += chunk
        if len(read) > most:
            raise TooLarge
    return bytes(read)
