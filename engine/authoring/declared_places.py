"""Where a rulebook's files declare what the rulebook itself remembers without a place, and which tags they name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..language import Place, Rulebook
from ..proving import CLAIMS, GUARANTEES_FILE
from ..reading import ListNode, MappingNode, Node, TextNode, read_bytes, read_document

SECTIONS, PHASES, TAGS, FINDINGS, ALARM, HELP_LINE = "sections", "phases", "tags", "findings", "alarm", "line"


class Declarations:
    """The places of sections, phases, tags, findings, help lines (by kind and id) and of the alarm."""

    def __init__(self, folder: Path) -> None:
        self._head = str(folder / "rulebook.yaml")
        self._places = {
            (kind, text.value): text.place for kind, text in (*_declared(folder), *_declared_help_lines(folder))
        }

    def place(self, kind: str, identity: str = "") -> Place:
        """Where it is declared; the rulebook's head where that cannot be told."""
        return self._places.get((kind, identity), Place(self._head))


def named_tags(rulebook: Rulebook) -> frozenset[str]:
    """The tags by which a rule withholds actions or a guarantee speaks of them; a rulebook holds the actions alone."""
    rules = sorted((rulebook.folder / "rules").glob("*.yaml"))
    return frozenset(text.value for path in (*rules, rulebook.folder / GUARANTEES_FILE) for text in _named_tags(path))


def _named_tags(path: Path) -> Iterator[TextNode]:
    for entry in _items(_document(path)):
        for key, node in entry.entries if isinstance(entry, MappingNode) else ():
            if key.value in ("withhold", *CLAIMS) and isinstance(node, MappingNode):
                yield from _texts(node.get("tag"))


def _declared(folder: Path) -> Iterator[tuple[str, TextNode]]:
    head = _document(folder / "rulebook.yaml")
    for key, node in head.entries if isinstance(head, MappingNode) else ():
        if key.value == ALARM:
            yield ALARM, TextNode("", key.place)
        else:
            yield from ((key.value, text) for text in _texts(node))


def _declared_help_lines(folder: Path) -> Iterator[tuple[str, TextNode]]:
    root = _document(folder / "help-lines.yaml")
    for line in _items(root.get("lines")) if isinstance(root, MappingNode) else ():
        identity = line.get(HELP_LINE) if isinstance(line, MappingNode) else None
        yield from ((HELP_LINE, text) for text in _texts(identity))


def _document(path: Path) -> Node | None:
    """The document, or None; what is wrong with it is for the loader to say."""
    data = read_bytes(path)
    return read_document(str(path), data, []) if isinstance(data, bytes) else None


def _items(node: Node | None) -> tuple[Node, ...]:
    return node.items if isinstance(node, ListNode) else ()


def _texts(node: Node | None) -> Iterator[TextNode]:
    yield from (item for item in (_items(node) or (node,)) if isinstance(item, TextNode))
