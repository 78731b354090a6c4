"""What was typed or pasted into a terminal before anybody could have read what is asked."""

from __future__ import annotations

from typing import TextIO

_SILENCE = 0.05
"""Seconds without a letter after which a paste is over."""

_MOST_WAITS = 40
"""A terminal that was hung up has its end to be read for ever."""


def forget_typed_ahead(stream: TextIO) -> bool:
    """Forget what waits to be read from a terminal; whether there was anything. What is piped in is kept."""
    try:
        # Windows has no such module, and at the start of `ask` neither is needed.
        import select
        import termios
    except ImportError:
        return False
    if not stream.isatty():
        return False
    forgot = False
    for _ in range(_MOST_WAITS):
        if not select.select([stream], [], [], _SILENCE)[0]:
            break
        termios.tcflush(stream, termios.TCIFLUSH)
        forgot = True
    # A line that has no end yet does not count as waiting.
    termios.tcflush(stream, termios.TCIFLUSH)
    return forgot
