"""What is expected where somebody is typing: which ids may stand there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from ..reading import GROUP, OPTION, ListNode, Mention, Node, TextNode, laid_over, read_document, source_text
from .concordance import mentions_for
from .occurrence import UNDECLARED, Thing

_MARK = "what-may-stand-here"
"""The id that is put where somebody is typing; what is then looked for under it is what is expected."""

_ENDS = ("", "]", "}", "]}", "}}", "}]", "]}}", "}]}", ": x", ": x}", ": x}}", ": x}]", '"', "'", '"}', "'}")
"""What may be missing after a word while one is still typing."""

_WORD_BEFORE, _WORD_AFTER = re.compile(r"[\w.-]*\Z"), re.compile(r"[\w-]*(?:\.[\w-]+)*")


class Expectation(msgspec.Struct, frozen=True):
    """One of the `candidates` is expected in place of what stands from the character `start` to before `stop`.

    They are in the order in which they are declared; words that are no ids, such as `unknown`, come last and are of no
    kind.
    """

    candidates: tuple[Thing, ...]
    start: int
    stop: int


def expected_at(folder: Path, path: Path, offset: int) -> Expectation | None:
    """What is expected at a character of the text of a rulebook's file; None where it is no id that is declared.

    Raises RulebookError when there is no such folder.
    """
    source = source_text(path)
    if source is None:
        return None
    before, after = source.text[:offset], source.text[offset:]
    start = offset - len(_found(_WORD_BEFORE.search(before)))
    stop = offset + len(_found(_WORD_AFTER.match(after)))
    for text in _attempts(path, source.text[:start], source.text[stop:]):
        with laid_over({path: text.encode()}):
            mentions = mentions_for(folder, path)
        marked = [mention for mention in mentions if mention.text.value == _MARK]
        if marked:
            is_new = any(mention.is_declaration for mention in marked)
            return None if is_new else Expectation(tuple(_candidates(mentions, marked)), start, stop)
    return None


def _candidates(mentions: Sequence[Mention], marked: Sequence[Mention]) -> Iterator[Thing]:
    """All that is declared of what the mark is looked for among; of kinds without declarations, all that is named."""
    kinds = {kind for mention in marked for kind in mention.kinds}
    besides = dict.fromkeys(word for mention in marked for word in mention.besides)
    groups = {(GROUP, within) for kind, within in kinds if kind == OPTION}
    found: dict[Thing, None] = {}
    for mention in mentions:
        kind, identity = mention.kinds[0], mention.text.value
        is_one = identity != _MARK and (mention.is_declaration or kind[0] in UNDECLARED)
        if is_one and (kind in kinds or (kind in groups and identity in besides)):
            found[(*kind, identity)] = None
    yield from found
    ids = {identity for _, _, identity in found}
    yield from (("", "", word) for word in besides if word not in ids)


def _attempts(path: Path, before: str, after: str) -> Iterator[str]:
    """The file's text with the mark in it, as whole as it may have been meant to be."""
    if path.suffix.lower() == ".csv":
        yield f"{before}{_MARK}{after}"
        return
    in_braces = before.endswith("{")
    for end in _ENDS:
        text = f"{before}{_MARK}{end}{after}"
        root = read_document(str(path), text.encode(), [])
        if root is None:
            continue
        if _stands_alone(root) or in_braces:
            yield text
        elif not end:
            # Amid other words it is prose.
            return


def _stands_alone(node: Node) -> bool:
    """Whether the mark is a text of its own somewhere in a document."""
    if isinstance(node, TextNode):
        return node.typed == _MARK
    if isinstance(node, ListNode):
        return any(map(_stands_alone, node.items))
    return any(_stands_alone(key) or _stands_alone(value) for key, value in node.entries)


def _found(match: re.Match[str] | None) -> str:
    return match[0] if match is not None else ""
