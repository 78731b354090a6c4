"""Children forked while other threads of the test are at work."""

from __future__ import annotations

import os
import select
import signal
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread, current_thread

import pytest

PATIENCE = 60
"""Seconds after which a child counts as one that hangs."""

forking = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")


@contextmanager
def forks_allowed() -> Iterator[None]:
    """Without the warning that newer Pythons give whoever forks beside threads: that is what these tests are about."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        yield


def in_a_child(work: Callable[[], str]) -> str | None:
    """What `work` gives in a forked child; None where the child hangs or dies."""
    reading, writing = os.pipe()
    with forks_allowed():
        child = os.fork()
    if not child:
        try:
            os.write(writing, work().encode())
        finally:
            os._exit(0)
    os.close(writing)
    try:
        ready, _, _ = select.select([reading], [], [], PATIENCE)
        return os.read(reading, 1 << 16).decode() or None if ready else None
    finally:
        os.close(reading)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


@contextmanager
def threads_that(work: Callable[[int], object], number: int = 3) -> Iterator[None]:
    """While this lasts, threads do the same work over and over; they are told how often they have."""
    ended, begun = Event(), [Event() for _ in range(number)]

    def run(first: Event) -> None:
        times = 0
        while not ended.is_set():
            work(times)
            times += 1
            first.set()

    threads = [Thread(target=run, args=(first,), daemon=True) for first in begun]
    # Short turns, so that a fork meets threads wherever they may be.
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    for thread in threads:
        thread.start()
    try:
        assert all(first.wait(PATIENCE) for first in begun)
        yield
    finally:
        ended.set()
        sys.setswitchinterval(interval)
        for thread in threads:
            thread.join(PATIENCE)


class Held:
    """Wraps a function so that one thread, once it is in it, stays there until it is let go; others pass."""

    def __init__(self, function: Callable[..., object]) -> None:
        self.function = function
        self.thread: Thread | None = None
        self.arrived, self.let_go = Event(), Event()

    def __call__(self, *arguments: object, **named: object) -> object:
        if current_thread() is self.thread:
            self.arrived.set()
            assert self.let_go.wait(PATIENCE)
        return self.function(*arguments, **named)

    @contextmanager
    def there(self, work: Callable[[], object]) -> Iterator[None]:
        """While this lasts, a thread that does `work` stands still in the function."""
        self.thread = Thread(target=work, daemon=True)
        self.thread.start()
        try:
            assert self.arrived.wait(PATIENCE)
            yield
        finally:
            self.let_go.set()
            self.thread.join(PATIENCE)
