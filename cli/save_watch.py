"""Saves: what changes in the files of a rulebook while somebody writes it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from ..engine.reading import rulebook_files

PAUSE = 0.3
"""How many seconds pass between two looks at the files."""

_State = dict[str, tuple[int, int]]


def saves(folder: Path) -> Iterator[tuple[str, ...]]:
    """The files that were written, added or taken away, by their path in the folder, at each save from now on; it never
    ends.

    An editor may take several steps to save; what changes again from one look to the next is waited for.
    """
    return _saves(folder, _state(folder))


def _saves(folder: Path, known: _State) -> Iterator[tuple[str, ...]]:
    while True:
        time.sleep(PAUSE)
        now = _state(folder)
        if now == known:
            continue
        while True:
            time.sleep(PAUSE)
            later = _state(folder)
            if later == now:
                break
            now = later
        changed = sorted(path for path in {*known, *now} if known.get(path) != now.get(path))
        known = now
        if changed:
            yield tuple(changed)


def _state(folder: Path) -> _State:
    """When each file of a rulebook was last written, and how large it is; nothing where there is no such folder."""
    if not folder.is_dir():
        return {}
    files = rulebook_files(folder)
    alone = (files.head, files.questions, files.actions, files.drafts, files.help_lines, files.guarantees)
    paths = chain(filter(None, alone), files.rules, files.scenarios, files.texts.values(), files.others)
    looked_at = ((path, _written(path)) for path in paths)
    return {str(path.relative_to(folder)): written for path, written in looked_at if written is not None}


def _written(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
