"""Overlays: what an editor holds and nobody has saved yet, read in place of what the files hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

Overlay = Mapping[Path, bytes]
"""The bytes of files, of those also that are not on disk yet."""

_LAID: ContextVar[Overlay | None] = ContextVar("overlay", default=None)


@contextmanager
def laid_over(overlay: Overlay) -> Iterator[None]:
    """Whatever is read within this, in this thread or task, is what the overlay holds where it holds something.

    An overlay within another lies above it.
    """
    before = _LAID.set({**(_LAID.get() or {}), **overlay})
    try:
        yield
    finally:
        _LAID.reset(before)


def overlaid(path: Path) -> bytes | None:
    """What the overlay holds in place of the file; None where the file itself is to be read."""
    overlay = _LAID.get()
    return None if overlay is None else overlay.get(path)


def overlaid_in(folder: Path) -> Iterator[Path]:
    """The files in the folder, or in folders in it, that the overlay holds."""
    for path in _LAID.get() or ():
        if folder in path.parents:
            yield path
