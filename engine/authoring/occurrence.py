"""Occurrences: an id where it stands in a rulebook's files, declared or named."""

from __future__ import annotations

from pathlib import Path

import msgspec

from ..language import Place
from ..reading import DRAFT_KIND, UNIT, Kind, Mention, SourceText

Thing = tuple[str, str, str]
"""What ids stand for: a kind, the question, action or draft within which it is one (or nothing), and the id."""

UNDECLARED = (UNIT, DRAFT_KIND)
"""Kinds of which nothing is declared: naming is all there is."""


class Occurrence(msgspec.Struct, frozen=True):
    """An id where it stands, and what it is the id of.

    It goes from the character `start` of the file's text to the one before `stop`; both are 0 where it is not written
    in a text, as in a workbook. `owner` is the kind and id of the entry that it stands in.
    """

    path: Path
    start: int
    stop: int
    thing: Thing
    is_declaration: bool
    owner: Kind
    place: Place

    @property
    def is_written(self) -> bool:
        """Whether it stands in a text, where an editor can show and change it."""
        return self.stop > self.start


def occurrence(mention: Mention, path: Path, source: SourceText | None) -> Occurrence:
    """Where a mention stands in the text of its file, which is at `path`.

    An id that nothing declares is one of the first kind that it was looked for among.
    """
    text = mention.text
    start, stop = (source.span(text) if source is not None else None) or (0, 0)
    thing = (*mention.kinds[0], text.value)
    return Occurrence(path, start, stop, thing, mention.is_declaration, mention.owner, text.place)
