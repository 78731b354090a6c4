"""A process that is suspended (Ctrl-Z) and taken up again."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread


@contextmanager
def on_return(redraw: Callable[[], object]) -> Iterator[None]:
    """Within the block, `redraw` is called whenever the process is taken up again after it was suspended.

    In the main thread alone, and where there is such a signal.
    """
    taken_up = getattr(signal, "SIGCONT", None)
    if taken_up is None or current_thread() is not main_thread() or signal.getsignal(taken_up) is None:
        yield
        return
    before = signal.signal(taken_up, lambda *_: redraw())
    try:
        yield
    finally:
        signal.signal(taken_up, before)
