"""A connection that waits for nobody: whoever sends, reads or asks too slowly is cut off, so that others get in."""

from __future__ import annotations

import asyncio
import os
import socket
import struct
import sys
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

MOST_CONNECTIONS = 2_000
"""How many connections are held at once where the system allows it; a browser opens up to six."""

SECONDS = 5.0
"""So long may a client take to send a whole request, to ask for something more, or to take READ_AT_LEAST."""

READ_AT_LEAST = 16 * 1024
"""So many bytes of what waits to be sent must be taken in that time: slower than the slowest telephone."""

RESERVED = 128
"""Descriptors that are left to the rest of the process, and to those who come all at once."""

AT_ONCE = 32
"""So many newcomers are let in before anybody else is seen to."""

_UNLIMITED = 1_000_000
_NOTHING_MORE = struct.pack("ii", 1, 0)


def most_connections() -> int:
    """How many connections this process can hold under its limit of open files."""
    if sys.platform == "win32":
        return MOST_CONNECTIONS
    import resource  # which Windows does not have

    allowed = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    usable = (_UNLIMITED if allowed == resource.RLIM_INFINITY else allowed) - RESERVED
    return max(1, min(MOST_CONNECTIONS, usable))


class Listener(socket.socket):
    """A listening socket that turns newcomers away before the process runs out of descriptors.

    The system gives the lowest free number, so that a number tells how many are taken.
    """

    def accept(self) -> tuple[socket.socket, Any]:
        """The next connection.

        Raises ConnectionAbortedError, as if the client had gone, when there is no room for it.
        """
        connection, address = super().accept()
        if os.name == "posix" and connection.fileno() >= most_connections() + RESERVED // 2:
            connection.close()
            raise ConnectionAbortedError
        return connection, address


class Connection(H11Protocol):
    """One connection, with a limit to how long it waits for its client.

    Where no more can be held, the one that has waited longest makes room for who comes next.
    """

    _deadline: asyncio.TimerHandle | None = None
    _unsent = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Somebody has come."""
        assert isinstance(transport, asyncio.Transport)
        super().connection_made(transport)
        self._wait()
        if len(self.connections) > most_connections():
            waiting = [one for one in self.connections if isinstance(one, Connection) and one.waits_since is not None]
            min(waiting, key=lambda one: one.waits_since or 0.0).transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """They have gone."""
        self._wait_no_more()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """They have sent something."""
        super().data_received(data)
        if self._is_asked:
            self._wait_no_more()

    def on_response_complete(self) -> None:
        """They have been answered, and may ask again."""
        self._wait_no_more()
        self._wait()
        super().on_response_complete()
        if self._is_asked:
            self._wait_no_more()

    def pause_writing(self) -> None:
        """They do not take what they are sent."""
        super().pause_writing()
        self._wait()

    def resume_writing(self) -> None:
        """They have taken it."""
        super().resume_writing()
        if self._is_asked:
            self._wait_no_more()

    @property
    def waits_since(self) -> float | None:
        """When waiting for the client began, by the loop's clock; None while the client waits for us."""
        return None if self._deadline is None else self._deadline.when()

    @property
    def _is_asked(self) -> bool:
        """Whether a whole request is there that is not answered yet, by somebody who takes what they are sent."""
        asked = self.cycle is not None and not self.cycle.response_complete and not self.cycle.more_body
        return asked and not self.flow.write_paused

    def _wait(self) -> None:
        if self._deadline is None:
            self._unsent = self.transport.get_write_buffer_size()
            self._deadline = self.loop.call_later(SECONDS, self._cut_off)

    def _wait_no_more(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _cut_off(self) -> None:
        self._deadline = None
        unsent = self.transport.get_write_buffer_size()
        if unsent and unsent <= self._unsent - READ_AT_LEAST:
            self._wait()
            return
        if unsent:
            # Else the system would go on offering what nobody takes.
            self.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NOTHING_MORE)
        self.transport.abort()
