"""Reading a body, and no more of it than it may have."""

from __future__ import annotations

from typing import Any

import anyio
import pytest
from nakanaori.web.body import TooLarge, body_of
from starlette.requests import Request


async def read(chunks: list[bytes], most: int) -> tuple[bytes | None, int]:
    """The body that comes in these chunks (None: too large), and how many of them were taken."""
    left = list(chunks)

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": left.pop(0), "more_body": bool(left)}

    try:
        body = await body_of(Request({"type": "http", "method": "POST", "headers": []}, receive), most)
    except TooLarge:
        return None, len(chunks) - len(left)
    return body, len(chunks) - len(left)


@pytest.mark.parametrize(
    ("chunks", "most", "body", "taken"),
    [
        ([b""], 0, b"", 1),
        ([b"ab", b"cd"], 4, b"abcd", 2),
        ([b"ab", b"cd"], 3, None, 2),
        ([b"abcd", b"e", b"f"], 3, None, 1),
    ],
)
def test_reading_stops_where_it_is_too_much(chunks: list[bytes], most: int, body: bytes | None, taken: int) -> None:
    assert anyio.run(read, chunks, most) == (body, taken)
