"""Writing files that may hold private answers: readable by their owner alone, and whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from stat import S_ISREG
from typing import IO, Any

import click

from ..engine.language import printable
from .deferred_signals import signals_deferred
from .translation import ENGLISH, translated

_REASONS = {
    errno.EACCES: "writing there is not allowed",
    errno.EPERM: "writing there is not allowed",
    errno.EROFS: "writing there is not allowed",
    errno.EISDIR: "it is a folder",
    errno.ENOSPC: "there is no space left",
    errno.EDQUOT: "there is no space left",
}


class Unwritable(click.ClickException):
    """A file that cannot be written; the message is a sentence that names it and says why."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the sentence."""
        click.echo(printable(self.message), file, err=True)


def keep(path: Path, content: str | bytes, *, language: str = ENGLISH) -> None:
    """Write `content` (text as UTF-8) to `path`, readable by the owner alone, replacing what is there.

    Whatever goes wrong on the way, the file is as it was before and nothing is left beside it; who asks the process to
    end meanwhile waits until it is written.

    Raises Unwritable when it cannot be written.
    """
    data = content.encode() if isinstance(content, str) else content
    target = _target(path, language)
    try:
        with signals_deferred():
            _replace(target, data)
    except OSError as error:
        raise _unwritable(path, error, language) from None


def check_writable(path: Path, *, language: str = ENGLISH) -> None:
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
        raise Unwritable(_sentence(path, "it is not an ordinary file", language))
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
    if not isinstance(error, OSError):
        return Unwritable(_sentence(path, str(error), language))
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return Unwritable(_sentence(path, f"the folder {path.absolute().parent} does not exist", language))
    reason = _REASONS.get(error.errno or 0, error.strerror or str(error))
    return Unwritable(_sentence(path, reason, language))


def _sentence(path: Path, reason: str, language: str) -> str:
    return translated(f"{path} cannot be written: {reason}.", language)
