"""What lies on an editor's desk: documents that are open, saved or not, and the rulebooks that they belong to."""

from __future__ import annotations

import re
from pathlib import Path

from ...engine.authoring import Concordance, Occurrence, read_concordance
from ...engine.language import Problem
from ...engine.reading import (
    Overlay,
    RulebookFolder,
    laid_over,
    read_rule_file,
    rulebook_files,
    source_text,
)

_DEPTH = 12
"""So many folders above a document may be the one of its rulebook."""

_HEADS = ("rulebook.yaml", "rulebook.yml")
_WORD = re.compile(r"\w+(?:[-.]\w+)*")


class Desk:
    """The open documents, and for each of their rulebooks the last concordance that could be made.

    What is half typed is no YAML for a moment; where ids stand is then told from the last text that was.
    """

    def __init__(self) -> None:
        self.open: dict[Path, str] = {}
        self.sound: dict[Path, bytes] = {}
        self.known: dict[Path, Concordance] = {}
        self.stale: set[Path] = set()
        self.stand_ins: dict[Path, Overlay] = {}

    # documents --------------------------------------------------------------------------------------------------------

    def lay(self, path: Path, text: str) -> None:
        """Take in what a document says now."""
        self.open[path] = text
        if _is_sound(path, text.encode()):
            self.sound[path] = text.encode()
        elif path not in self.sound:
            self._remember(path)
        self.forget(path)

    def _remember(self, path: Path) -> None:
        """Where a document is broken from the start, the file may not be."""
        source = source_text(path)
        if source is not None and _is_sound(path, source.text.encode()):
            self.sound[path] = source.text.encode()

    def put_away(self, path: Path) -> None:
        """A document is closed; the file is what counts again."""
        self.open.pop(path, None)
        self.sound.pop(path, None)
        self.forget(path)

    def forget(self, path: Path) -> None:
        """Something has changed in a file; what is known of its rulebook is no longer sure."""
        folder = folder_of(path)
        if folder is not None:
            self.stale.add(folder)

    def text(self, path: Path) -> str | None:
        """What a document says now, open or not; None where it cannot be read."""
        if path in self.open:
            return self.open[path]
        source = source_text(path)
        return None if source is None else source.text

    def overlay(self) -> Overlay:
        """All that is open, as it stands."""
        return {path: text.encode() for path, text in self.open.items()}

    def is_half_typed(self, folder: Path) -> bool:
        """Whether an open document of a rulebook is broken as it stands."""
        return any(
            self.sound.get(path) != text.encode() for path, text in self.open.items() if folder_of(path) == folder
        )

    # rulebooks --------------------------------------------------------------------------------------------------------

    def concordance(self, folder: Path) -> Concordance:
        """The concordance of a rulebook, made anew where something has changed.

        Raises RulebookError when there is no such folder.
        """
        if folder in self.stale or folder not in self.known:
            self.known[folder] = self._made(folder)
            self.stale.discard(folder)
        return self.known[folder]

    def last_concordance(self, folder: Path) -> Concordance:
        """The last one that was made, be it out of date."""
        return self.known[folder] if folder in self.known else self.concordance(folder)

    def sound_overlay(self, folder: Path) -> Overlay:
        """What is open as it last was sound; and in place of what never was, files that say nothing."""
        return {**self.sound, **self.stand_ins.get(folder, {})}

    def _made(self, folder: Path) -> Concordance:
        with laid_over({**self.overlay(), **self.sound}):
            made = read_concordance(folder)
            self.stand_ins[folder] = _stand_ins(rulebook_files(folder)) if made.rulebook is None else {}
        if made.rulebook is not None:
            return made
        with laid_over(self.sound_overlay(folder)):
            return read_concordance(folder)

    def occurrence(self, folder: Path, path: Path, offset: int) -> Occurrence | None:
        """What stands at a character of a document, or of the same name where the document is broken just now."""
        known = self.concordance(folder)
        source, text = known.sources.get(path), self.text(path)
        if source is not None and text is not None and source.text == text.removeprefix("\ufeff"):
            return known.at(path, offset)
        word = next((word[0] for word in _WORD.finditer(text or "") if word.start() <= offset <= word.end()), None)
        return None if word is None else known.named(word, path)


def folder_of(path: Path) -> Path | None:
    """The folder of the rulebook that a file belongs to: the nearest one above it that holds a head."""
    for folder in path.parents[:_DEPTH]:
        if any((folder / head).is_file() for head in _HEADS):
            return folder
    return None


def _is_sound(path: Path, data: bytes) -> bool:
    with laid_over({path: data}):
        return read_rule_file(path, []) is not None


def _stand_ins(files: RulebookFolder) -> dict[Path, bytes]:
    """Files that say nothing, for those without which nothing of a rulebook is read and which cannot be read."""
    needed = {files.head: b"{}", files.questions: b"[]", files.actions: b"[]"}
    needed |= {path: b"rule" if path.suffix.lower() == ".csv" else b"[]" for path in files.rules}
    problems: list[Problem] = []
    return {path: nothing for path, nothing in needed.items() if read_rule_file(path, problems) is None}
