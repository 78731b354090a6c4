"""Writing files that may hold private answers: readable by their owner alone, and whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from stat import S_ISREG

import click

from .wording import phrases_of

_REASONS = {
    errno.EACCES: "not-allowed",
    errno.EPERM: "not-allowed",
    errno.EROFS: "not-allowed",
    errno.EISDIR: "is-folder",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
}


class Unwritable(click.ClickException):
    """A file that cannot be written; the message is a sentence that names it and says why."""

    exit_code = 2


def keep(path: Path, content: str | bytes, *, language: str = "en") -> None:
    """Write `content` (text as UTF-8) to `path`, readable by the owner alone, replacing what is there.

    Whatever goes wrong on the way, the file is as it was before and nothing is left beside it.

    Raises Unwritable when it cannot be written.
    """
    data = content.encode() if isinstance(content, str) else content
    target = _target(path, language)
    try:
        _replace(target, data)
    except OSError as error:
        raise _unwritable(path, error, language) from None


def check_writable(path: Path, *, language: str = "en") -> None:
    """Say early that a file could not be written: before the questions rather than after them.

    Raises Unwritable when the folder is missing or forbidden, or `path` is no ordinary file.
    """
    target = _target(path, language)
    if not os.access(target.parent, os.W_OK | os.X_OK):
        missing = errno.EACCES if target.parent.is_dir() else errno.ENOENT
        raise _unwritable(path, OSError(missing, os.strerror(missing)), language)


def _target(path: Path, language: str) -> Path:
    """The file itself where `path` is a symbolic link; a folder, a device or a pipe is refused."""
    try:
        target = Path(os.path.realpath(path))
        status = target.stat()
    except FileNotFoundError:
        return target
    except (OSError, ValueError) as error:
        raise _unwritable(path, error, language) from None
    if target.is_dir():
        raise _unwritable(path, OSError(errno.EISDIR, ""), language)
    if not S_ISREG(status.st_mode):
        raise Unwritable(_sentence(path, phrases_of(language)("keeping", "not-a-file"), language))
    return target


def _replace(target: Path, data: bytes) -> None:
    # tempfile draws in random, hashlib and more, which is felt at the start; few conversations are saved.
    from tempfile import mkstemp

    # mkstemp creates the file with mode 0600; next to the target, so that replacing it is one step.
    handle, name = mkstemp(prefix=f".{target.name[:32]}.", suffix=".part", dir=target.parent)
    try:
        with open(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, target)
    except BaseException:
        os.unlink(name)
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system lets folders be opened."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)


def _unwritable(path: Path, error: OSError | ValueError, language: str) -> Unwritable:
    say = phrases_of(language)
    if isinstance(error, OSError) and error.errno in (errno.ENOENT, errno.ENOTDIR):
        return Unwritable(_sentence(path, say("keeping", "no-folder").format(folder=path.absolute().parent), language))
    known = _REASONS.get(error.errno or 0) if isinstance(error, OSError) else None
    if known is not None:
        return Unwritable(_sentence(path, say("keeping", known), language))
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Unwritable(_sentence(path, reason, language))


def _sentence(path: Path, reason: str, language: str) -> str:
    return phrases_of(language)("keeping", "cannot").format(file=path, reason=reason)
