"""The outline of a file: its entries, and what is declared or told within each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from ..reading import ListNode, MappingNode, Node, SourceText, TextNode, read_file
from .concordance import Concordance
from .occurrence import Occurrence


class Entry(msgspec.Struct, frozen=True):
    """Something with a `name` of a `kind` (nothing: a key of the format), which goes from the character `start` to the
    one before `stop`; its name stands from `named` on."""

    name: str
    kind: str
    start: int
    stop: int
    named: int
    inner: tuple[Entry, ...] = ()


def outlined(known: Concordance, path: Path) -> tuple[Entry, ...]:
    """The entries of a file in their order; nothing of a file that cannot be read."""
    source = known.sources.get(path)
    if source is None:
        return ()
    written = [one for one in known.occurrences.get(path, ()) if one.is_written]
    if source.cells is not None:
        return tuple(_flat(one) for one in written if one.is_declaration)
    root = read_file(path, [])
    if isinstance(root, MappingNode):
        return tuple(_keys(root, source, written, len(source.text)))
    items = root.items if isinstance(root, ListNode) else ()
    return tuple(_entries(items, source, written, len(source.text)))


def _entries(items: Sequence[Node], source: SourceText, written: Sequence[Occurrence], stop: int) -> Iterator[Entry]:
    """An entry for each item that declares something; what else it declares is within that."""
    for node, (start, end) in _stretches(items, source, stop):
        assert node is not None
        declared = [one for one in written if one.is_declaration and start <= one.start < end]
        if declared:
            own = next((one for one in declared if one.owner == (one.thing[0], one.thing[2])), declared[0])
            inner = tuple(_flat(one) for one in declared if one is not own)
            yield Entry(own.thing[2], own.thing[0], start, end, own.start, inner)


def _keys(root: MappingNode, source: SourceText, written: Sequence[Occurrence], stop: int) -> Iterator[Entry]:
    """An entry for each key; what stands under it is within that."""
    keys = [key for key, _ in root.entries]
    ids = {one.start: one for one in written}
    for (key, node), (_, (start, end)) in zip(root.entries, _stretches(keys, source, stop), strict=True):
        inner: tuple[Entry, ...] = ()
        if isinstance(node, MappingNode):
            inner = tuple(_keys(node, source, written, end))
        elif isinstance(node, ListNode) and any(isinstance(item, MappingNode) for item in node.items):
            inner = tuple(_entries(node.items, source, written, end))
        else:
            inner = tuple(_flat(one) for one in written if one.is_declaration and start <= one.start < end)
        found = next((one for at in (key.start, key.start + 1) if (one := ids.get(at)) is not None), None)
        if inner or found is not None:
            yield Entry(key.value, found.thing[0] if found is not None else "", start, end, key.start, inner)


def _stretches(nodes: Sequence[Node], source: SourceText, stop: int) -> Iterator[tuple[Node, tuple[int, int]]]:
    """The nodes, each with where it begins and where the next begins; the last ends before `stop`."""
    starts = [_line_start(source.text, _first(node)) for node in nodes]
    for node, start, end in zip(nodes, starts, [*starts[1:], stop], strict=True):
        yield node, (start, start + len(source.text[start:end].rstrip()))


def _line_start(text: str, offset: int) -> int:
    """Where what begins at a character does, with the dash before it; on one line with others, that character."""
    start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    return start if not text[start:offset].strip(" -") else offset


def _first(node: Node) -> int:
    """The first character of what is written in a node."""
    if isinstance(node, TextNode):
        return node.start
    inner = [key for key, _ in node.entries] if isinstance(node, MappingNode) else node.items
    return _first(inner[0]) if inner else 0


def _flat(one: Occurrence) -> Entry:
    return Entry(one.thing[2], one.thing[0], one.start, one.stop, one.start)
