"""How far a long work is, as one line on standard error that is written over; nothing where nobody looks on."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from time import monotonic

_EVERY = 0.5
"""Seconds between two looks."""

_MEBIBYTE = 1 << 20


@contextmanager
def shown_progress(part: Path, line: str) -> Iterator[None]:
    """While this lasts, `line` is shown on a terminal, filled with the seconds and how much is written of files whose
    names begin like `part`."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield
        return
    over = Event()
    thread = Thread(target=_show, args=(part, line, over), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def _show(part: Path, line: str, over: Event) -> None:
    begun = monotonic()
    while not over.wait(_EVERY):
        size = written(part) / _MEBIBYTE
        sys.stderr.write("\r\x1b[K" + line.format(seconds=f"{monotonic() - begun:.0f}", size=f"{size:,.1f}"))
        sys.stderr.flush()


def written(part: Path) -> int:
    """How many bytes the files have, and those in folders, whose names begin like `part`."""
    found = [file for path in part.parent.glob(f"{part.name}*") for file in (path, *path.rglob("*"))]
    return sum(map(_size, found))


def _size(file: Path) -> int:
    try:
        return file.stat().st_size if file.is_file() else 0
    except OSError:
        # It was renamed meanwhile.
        return 0
