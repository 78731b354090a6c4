"""Reading what a request sends, and no more than it may."""

from __future__ import annotations

from starlette.requests import Request


class TooLarge(Exception):  # noqa: N818  (the request is at fault, not the program)
    """The body of a request is larger than it may be."""


async def body_of(request: Request, most: int) -> bytes:
    """The body, of at most so many bytes; reading stops there.

    Raises TooLarge when there are more.
    """
    read = bytearray()
    async for chunk in request.stream():
        read += chunk
        if len(read) > most:
            raise TooLarge
    return bytes(read)
