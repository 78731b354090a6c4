"""The bytes of a file that a stranger may have put there: a regular file, and never more of it than is looked at."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from stat import S_ISREG

from ..language import Place, Problem
from .overlay import overlaid

MOST_BYTES = 1024 * 1024

_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
"""So that a pipe without a writer does not keep us waiting, and no terminal becomes ours."""


def read_bytes(path: Path) -> bytes | Problem:
    """The bytes of a regular file, one more than 1 MiB at most; or the problem that stands in the way.

    A folder, a pipe, a socket or a device is refused: it might never end, or never begin.
    """
    held = overlaid(path)
    if held is not None:
        return held[: MOST_BYTES + 1]
    whole = Place(str(path))
    try:
        with open(path, "rb", opener=_opened) as file:
            if not S_ISREG(os.fstat(file.fileno()).st_mode):
                return Problem(whole, "This is no ordinary file.", "Name a file that holds text.")
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return Problem(whole, "There is no such file.", "Check the path.")
    except IsADirectoryError:
        return Problem(whole, "This is a folder.", "Name a file.")
    except (OSError, ValueError) as error:
        return _refusal(whole, error)


def _opened(path: str, flags: int) -> int:
    return os.open(path, flags | _AT_ONCE)


def _refusal(whole: Place, error: OSError | ValueError) -> Problem:
    if isinstance(error, OSError) and error.errno == errno.ENXIO:
        return Problem(whole, "This is no ordinary file.", "Name a file that holds text.")
    reason = getattr(error, "strerror", None) or str(error)
    return Problem(whole, f"The file cannot be read: {reason}.", "Check its permissions.")
