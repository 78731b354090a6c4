"""Who looks through the rulebooks on the desk: what is amiss is found while somebody types, and shown."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from pathlib import Path

from ...engine.authoring import CYCLE, DUPLICATE_ID, IDLE_ANSWER, NOT_LOADED, UNKNOWN_ID, Remark, read_folder
from ...engine.language import RulebookError
from ...engine.reading import laid_over
from .desk import Desk, folder_of
from .inspection import inspection

LOADING = frozenset((NOT_LOADED, UNKNOWN_ID, DUPLICATE_ID, CYCLE, IDLE_ANSWER))
"""The codes of what is found while a rulebook is read, at once."""

PAUSE = 0.15
"""So many seconds nothing must have been typed before anything is looked at."""

REST = 0.5
"""So many more before a process is begun for what takes longer."""

Show = Callable[[Path, tuple[Remark, ...]], None]
Tell = Callable[[str], None]


class Inspector:
    """Looks through a rulebook again whenever something has changed in it; what was begun before is given up.

    What keeps it from loading is shown at once, what takes longer as soon as it is found. Until then, what was found
    before goes on being shown in files that have not changed. `show` is called for each file whose remarks are others
    now, `tell` with sentences on what could not be looked at.
    """

    def __init__(self, desk: Desk, show: Show, tell: Tell) -> None:
        self.desk = desk
        self.show = show
        self.tell = tell
        self.further: dict[Path, dict[Path, tuple[Remark, ...]]] = {}
        self.shown: dict[Path, dict[Path, tuple[Remark, ...]]] = {}
        self.told: dict[Path, tuple[str, ...]] = {}
        self.tasks: dict[Path, asyncio.Task[None]] = {}

    def look(self, path: Path) -> None:
        """Something has changed in a file."""
        folder = folder_of(path)
        if folder is None:
            return
        self.further.get(folder, {}).pop(path, None)
        self.look_through(folder)

    def look_through(self, folder: Path) -> None:
        """Something may have changed in a rulebook."""
        if folder in self.tasks:
            self.tasks[folder].cancel()
        task = self.tasks[folder] = asyncio.get_running_loop().create_task(self._inspect(folder))
        task.add_done_callback(self._note_failure)

    def _note_failure(self, task: asyncio.Task[None]) -> None:
        failure = None if task.cancelled() else task.exception()
        if failure is not None:
            self.tell(f"{type(failure).__name__}: {failure}")

    def rest(self) -> None:
        """Give up whatever is being looked at."""
        for task in self.tasks.values():
            task.cancel()

    async def _inspect(self, folder: Path) -> None:
        await asyncio.sleep(PAUSE)
        overlay = self.desk.overlay()
        try:
            with laid_over(overlay):
                at_once = read_folder(folder).remarks
        except RulebookError:
            at_once = ()
        self._put(folder, at_once, self.further.get(folder, {}))
        await asyncio.sleep(REST)
        remarks: list[Remark] = []
        sentences: list[str] = []
        async for findings in inspection(folder, overlay):
            remarks += findings.remarks
            sentences += findings.sentences
            known = self.further.get(folder, {})
            self._put(folder, at_once, {**known, **by_file(_beyond(remarks))})
        self.further[folder] = by_file(_beyond(remarks))
        self._put(folder, at_once, self.further[folder])
        if self.told.get(folder, ()) != tuple(sentences):
            self.told[folder] = tuple(sentences)
            for sentence in sentences:
                self.tell(sentence)

    def _put(self, folder: Path, at_once: Iterable[Remark], further: dict[Path, tuple[Remark, ...]]) -> None:
        """Show what is found now, in files where that is something else than what is shown."""
        now = by_file((*at_once, *(remark for remarks in further.values() for remark in remarks)))
        before = self.shown.get(folder, {})
        self.shown[folder] = now
        # In an open document places move while one types, though what is said of them stays.
        is_open = {path for path in self.desk.open if folder_of(path) == folder}
        for path in sorted({*now, *before, *is_open}):
            if path in is_open or now.get(path, ()) != before.get(path, ()):
                self.show(path, now.get(path, ()))


def _beyond(remarks: Iterable[Remark]) -> list[Remark]:
    """Those that are not found at once."""
    return [remark for remark in remarks if remark.code not in LOADING]


def by_file(remarks: Iterable[Remark]) -> dict[Path, tuple[Remark, ...]]:
    """The remarks by the files that they speak of, in the order of their places."""
    found: dict[Path, dict[Remark, None]] = {}
    for remark in sorted(remarks):
        found.setdefault(Path(remark.place.source), {})[remark] = None
    return {path: tuple(those) for path, those in found.items()}
