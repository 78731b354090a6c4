"""Ctrl-C while the solver works."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def noting_ctrl_c() -> Iterator[Callable[[], bool]]:
    """Take note of Ctrl-C instead of raising KeyboardInterrupt; yields what tells whether it was pressed.

    Raised at any moment, it would at times be lost in the destructor of a z3 term, where Python can only print it.
    """
    pressed = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield pressed.is_set
        return
    before = signal.signal(signal.SIGINT, lambda number, frame: pressed.set())
    try:
        yield pressed.is_set
    finally:
        signal.signal(signal.SIGINT, before)
