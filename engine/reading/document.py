"""Reading YAML from strangers.

The parser's events are walked one by one, never composed or constructed by PyYAML: its C composer dies of a
segmentation fault on deep nesting, and its constructors turn text into numbers, dates and objects. What is read here is
text, lists and mappings, each with its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import yaml

from ..language import Place, Problem
from .node import ListNode, MappingNode, Node, TextNode
from .regular_file import MOST_BYTES

MOST_LEVELS = 50

# What YAML's specification calls not printable; looked for here because the parser refuses it without a place.
UNWRITTEN = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# What an escape can bring in although the file itself is clean; of control characters only tabs and line ends are text.
_ESCAPED_IN = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_TOO_DEEP = "exceeded maximum nesting depth"


_NodeStart = yaml.ScalarEvent | yaml.SequenceStartEvent | yaml.MappingStartEvent


def read_document(source: str, data: bytes, problems: list[Problem]) -> Node | None:
    """The one YAML document in `data`, or None; what is wrong with it is added to `problems`.

    `source` is what places call it, usually a path. Refused, with their places: anchors, aliases, tags, merge
    keys, duplicate keys, more than 50 levels, more than 1 MiB, more than one document, control characters (written as
    escapes too), and text that is not UTF-8.
    """
    whole = Place(source)
    if len(data) > MOST_BYTES:
        problems.append(Problem(whole, "The file is larger than 1 MiB.", "Split it."))
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        problems.append(Problem(Place(source, line, column), "The file is not UTF-8.", "Save it as UTF-8."))
        return None
    stray = UNWRITTEN.search(text)
    if stray:
        wrong = f"The character U+{ord(stray[0]):04X} does not belong in a text."
        problems.append(Problem(_place_in(source, text, stray.start()), wrong, "Delete it, or save the file as UTF-8."))
        return None
    try:
        return _composed(source, text, problems)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(source, mark.line + 1, mark.column + 1) if mark else whole
        problems.append(Problem(place, f"This is not YAML: {error.problem or error.context}.", _hint(error)))
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # The parser in Python stumbles with these over escapes and versions that the one in C refuses with a place.
        problems.append(Problem(whole, f"This is not YAML: {str(error).splitlines()[0]}.", "Save it as plain text."))
    except _RefusedError:
        pass
    return None


def _composed(source: str, text: str, problems: list[Problem]) -> Node | None:
    known = len(problems)
    try:
        return _Composition(source, problems).compose(text, _Loader)
    except yaml.MarkedYAMLError as error:
        if _TOO_DEEP not in (error.problem, error.context):
            raise
    # Newer releases of LibYAML count levels themselves, and give up looking ahead before ours are reached.
    del problems[known:]
    return _Composition(source, problems).compose(text, yaml.SafeLoader)


def _place_in(source: str, text: str, position: int) -> Place:
    return Place(source, text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position))


def _hint(error: yaml.MarkedYAMLError) -> str:
    if error.problem and "cannot start any token" in error.problem:
        return "Indent with spaces, and put text with special characters in quotes."
    missing = "Look for a missing quote, bracket, colon or indentation"
    begun, noticed = error.context_mark, error.problem_mark
    if begun and noticed and begun.line < noticed.line:
        return f"{missing} between line {begun.line + 1} and here."
    return f"{missing} just before it."


class _RefusedError(Exception):
    """The document has a problem after which reading on makes no sense."""


class _Open:
    """A list or mapping that is being read."""

    def __init__(self, place: Place, is_mapping: bool) -> None:
        self.place = place
        self.is_mapping = is_mapping
        self.items: list[Node] = []
        self.entries: dict[str, tuple[TextNode, Node]] = {}
        self.key: TextNode | None = None


class _Composition:
    def __init__(self, source: str, problems: list[Problem]) -> None:
        self.source = source
        self.problems = problems
        self.stack: list[_Open] = []
        self.root: Node | None = None
        self.begun = False

    def compose(self, text: str, loader: Any) -> Node | None:
        # By their very types: asking each event what it is took half of the time.
        takers: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self.take,
            yaml.SequenceStartEvent: self.take,
            yaml.MappingStartEvent: self.take,
            yaml.SequenceEndEvent: self.close,
            yaml.MappingEndEvent: self.close,
            yaml.AliasEvent: self.refuse_alias,
            yaml.DocumentStartEvent: self.begin,
        }
        for event in yaml.parse(text, Loader=loader):
            taker = takers.get(type(event))
            if taker is not None:
                taker(event)
        if self.root is None:
            self.problems.append(Problem(Place(self.source), "The file is empty.", "Write a mapping or a list in it."))
        return self.root

    def begin(self, event: yaml.DocumentStartEvent) -> None:
        if self.begun:
            self.refuse(event, "There is more than one document.", "Keep what stands before the second '---'.")
        self.begun = True

    def refuse_alias(self, event: yaml.AliasEvent) -> None:
        self.refuse(event, f"The alias '*{event.anchor}' is not allowed.", "Write the text out.")

    def place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        return Place(self.source, mark.line + 1, mark.column + 1) if mark else Place(self.source)

    def refuse(self, event: yaml.Event, wrong: str, right: str) -> None:
        self.problems.append(Problem(self.place(event), wrong, right))
        raise _RefusedError

    def take(self, event: _NodeStart) -> None:
        if event.anchor is not None:
            self.refuse(event, f"The anchor '&{event.anchor}' is not allowed.", "Write the text out.")
        if event.tag is not None:
            self.refuse(event, f"The tag '{event.tag}' is not allowed.", "Write plain text.")
        place = self.place(event)
        if isinstance(event, yaml.ScalarEvent):
            self.put(self.text(event, place))
            return
        if len(self.stack) >= MOST_LEVELS:
            self.refuse(event, f"This is nested more than {MOST_LEVELS} levels deep.", "Write it flatter.")
        self.stack.append(_Open(place, isinstance(event, yaml.MappingStartEvent)))

    def text(self, event: yaml.ScalarEvent, place: Place) -> TextNode:
        if event.value.isprintable():
            return TextNode(event.value, place)
        if _SURROGATE.search(event.value):
            self.refuse(event, "An escape in this text names no character.", "Write the character itself.")
        stray = _ESCAPED_IN.search(event.value)
        if stray:
            wrong = f"The escape of the character U+{ord(stray[0]):04X} does not belong in a text."
            self.refuse(event, wrong, "Delete it.")
        return TextNode(event.value, place)

    def close(self, _: yaml.Event) -> None:
        done = self.stack.pop()
        if done.is_mapping:
            self.put(MappingNode(tuple(done.entries.values()), done.place))
        else:
            self.put(ListNode(tuple(done.items), done.place))

    def put(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
        if not parent.is_mapping:
            parent.items.append(node)
        elif parent.key is None:
            parent.key = self.as_key(node)
        else:
            self.enter(parent, parent.key, node)
            parent.key = None

    def as_key(self, node: Node) -> TextNode:
        if not isinstance(node, TextNode):
            self.problems.append(Problem(node.place, "A key must be text.", "Write a word before the colon."))
            raise _RefusedError
        if node.typed == "<<":
            self.problems.append(Problem(node.place, "The merge key '<<' is not allowed.", "Write the keys out."))
            raise _RefusedError
        return node

    def enter(self, parent: _Open, key: TextNode, node: Node) -> None:
        first = parent.entries.get(key.value)
        if first is None:
            parent.entries[key.value] = (key, node)
            return
        line = first[0].place.line
        self.problems.append(
            Problem(key.place, f"The key '{key.value}' stands twice.", f"Keep one; the first is on line {line}.")
        )
