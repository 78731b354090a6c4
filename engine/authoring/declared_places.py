"""Where a rulebook's files declare what the rulebook itself remembers without a place, and which tags they name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from ..language import Place, Rulebook
from ..proving import AT_MOST, CLAIMS
from ..reading import (
    ListNode,
    MappingNode,
    Node,
    RulebookFolder,
    TextNode,
    read_file,
    rule_entries,
    rulebook_files,
    text_node,
)

SECTIONS, PHASES, TAGS, FINDINGS, ALARM, HELP_LINE = "sections", "phases", "tags", "findings", "alarm", "line"


class Declarations:
    """The places of sections, phases, tags, findings, help lines (by kind and id) and of the alarm."""

    def __init__(self, path: Path) -> None:
        folder = rulebook_files(path)
        self._head = str(folder.head)
        self._places = {
            (kind, text.value): text.place for kind, text in (*_declared(folder), *_declared_help_lines(folder))
        }

    def place(self, kind: str, identity: str = "") -> Place:
        """Where it is declared; the rulebook's head where that cannot be told."""
        return self._places.get((kind, identity), Place(self._head))


def named_tags(rulebook: Rulebook) -> frozenset[str]:
    """The tags by which a rule withholds actions or a guarantee speaks of them; a rulebook holds the actions alone."""
    folder = rulebook_files(rulebook.folder)
    entries = (*chain.from_iterable(map(rule_entries, folder.rules)), *_items(_document(folder.guarantees)))
    return frozenset(text.value for text in _named_tags(entries))


def _named_tags(entries: Iterable[Node]) -> Iterator[TextNode]:
    for entry in entries:
        for key, node in entry.entries if isinstance(entry, MappingNode) else ():
            if key.value in ("withhold", *CLAIMS) and isinstance(node, MappingNode):
                of = node.get("of") if key.value == AT_MOST else node
                yield from _texts(of.get("tag")) if isinstance(of, MappingNode) else ()


def _declared(folder: RulebookFolder) -> Iterator[tuple[str, TextNode]]:
    head = _document(folder.head)
    for key, node in head.entries if isinstance(head, MappingNode) else ():
        if key.value == ALARM:
            yield ALARM, text_node("", key.place)
        else:
            yield from ((key.value, text) for text in _texts(node))


def _declared_help_lines(folder: RulebookFolder) -> Iterator[tuple[str, TextNode]]:
    root = _document(folder.help_lines)
    for line in _items(root.get("lines")) if isinstance(root, MappingNode) else ():
        identity = line.get(HELP_LINE) if isinstance(line, MappingNode) else None
        yield from ((HELP_LINE, text) for text in _texts(identity))


def _document(path: Path | None) -> Node | None:
    """The document, or None; what is wrong with it is for the loader to say."""
    return None if path is None else read_file(path, [])


def _items(node: Node | None) -> tuple[Node, ...]:
    return node.items if isinstance(node, ListNode) else ()


def _texts(node: Node | None) -> Iterator[TextNode]:
    yield from (item for item in (_items(node) or (node,)) if isinstance(item, TextNode))
