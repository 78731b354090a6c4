"""The server for assistants, over standard input and output or over HTTP on this machine."""

from __future__ import annotations

import signal
from collections.abc import Callable

import anyio
from mcp.server.stdio import stdio_server

from .api import MOST_BYTES
from .mcp_server import mcp_server
from .mcp_tools import Shelf
from .serving import serve_app

LOOPBACK = "127.0.0.1"
"""The only address that is listened on: an assistant's answers are private."""

PATH = "mcp"


def serve_on_standard_streams(shelf: Shelf) -> None:
    """Serve one assistant until it closes its end of standard input, or Ctrl-C ends the process.

    Raises RulebookError when a text of the rulebooks cannot be read.
    """
    server = mcp_server(shelf)

    async def run() -> None:
        async with stdio_server() as (incoming, outgoing):
            await server.run(incoming, outgoing, server.create_initialization_options())

    # Python would wait for a line that is being read; there is nothing here to put away.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    anyio.run(run)


def serve_on_port(shelf: Shelf, port: int, ready: Callable[[str], None]) -> None:
    """Serve assistants on this machine over HTTP until Ctrl-C; `ready` is told the address. Port 0 is any that is free.

    Raises NakanaoriError when a text of the rulebooks cannot be read, or the port cannot be listened on.
    """
    app = mcp_server(shelf).streamable_http_app(
        streamable_http_path=f"/{PATH}",
        host=LOOPBACK,
        stateless_http=True,
        json_response=True,
        max_request_body_size=MOST_BYTES,
    )
    right = "Choose another --port, or 0 for any that is free."
    serve_app(app, host=LOOPBACK, port=port, ready=lambda address: ready(address + PATH), right=right)
