"""Files in a rulebook's folder that look as if they were meant to be part of it, and that nothing reads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..language import Place, Problem, closest
from .document import read_document
from .node import ListNode, MappingNode, Node
from .regular_file import read_bytes
from .rulebook_folder import ENDING, FILES, FOLDERS, RulebookFolder, folded

_ENTRIES = {"rule", "question", "action", "draft", "scenario", "guarantee"}
_KEYS = {"rulebook", "languages", "sections", "phases", "findings", "questions", "actions", "rules", "checked", "lines"}
_ANSWERS = "answers"

_PARTS = f"{', '.join(f'{name}{ENDING}' for name in FILES)}, and of such files in the folders {', '.join(FOLDERS)}"


def stray_files(folder: RulebookFolder) -> Iterator[Problem]:
    """A problem for each YAML file that nothing reads and that is called or made like one that is.

    Saved answers may lie there, and so may whatever else has nothing to do with rulebooks.
    """
    for path in folder.others:
        parts = path.relative_to(folder.path).parts
        is_at_top, first = len(parts) == 1, folded(parts[0])
        like = None if first in FOLDERS else closest(first.partition(".")[0], FILES if is_at_top else FOLDERS)
        if _is_meant(path, first in FOLDERS or like is not None, is_at_top):
            meant = f"Did you mean '{like}{ENDING if is_at_top else ''}'? " if like else ""
            right = f"{meant}A rulebook consists of {_PARTS}. Move anything else away."
            yield Problem(Place(str(path)), "Nothing reads this file.", right)


def _is_meant(path: Path, is_called_so: bool, is_at_top: bool) -> bool:
    data = read_bytes(path)
    root = read_document(str(path), data, []) if isinstance(data, bytes) else None
    if root is None:
        return is_called_so or is_at_top
    if isinstance(root, MappingNode) and root.get(_ANSWERS) is not None:
        return False
    return is_called_so or _is_made_so(root)


def _is_made_so(root: Node) -> bool:
    """Whether a document is like those of a rulebook: entries of a kind, or two keys that one would have."""
    if isinstance(root, MappingNode):
        return len(_KEYS.intersection(key.value for key, _ in root.entries)) >= 2
    first = root.items[0] if isinstance(root, ListNode) and root.items else None
    return isinstance(first, MappingNode) and any(key.value in _ENTRIES for key, _ in first.entries)
