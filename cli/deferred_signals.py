"""Signals that end a process, deferred while it is in the middle of something."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread

_ENDING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


@contextmanager
def signals_deferred() -> Iterator[None]:
    """Whoever asks this process to end (SIGTERM, or SIGHUP where its terminal is closed) waits until the block is left.

    In the main thread alone; elsewhere Python lets nobody listen to signals.
    """
    arrived: list[int] = []
    before = {}
    try:
        if current_thread() is main_thread():
            # Without a handler of Python's own (None), whoever embeds this Python has one that could not be put back.
            for number in _ENDING:
                if signal.getsignal(number) is not None:
                    before[number] = signal.signal(number, lambda number, _frame: arrived.append(number))
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for number in arrived:
            signal.raise_signal(number)
