"""Reading YAML from strangers.

The parser's events are walked one by one, never composed or constructed by PyYAML: its C composer dies of a
segmentation fault on deep nesting, and its constructors turn text into numbers, dates and objects. What is read here is
text, lists and mappings, each with its place.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Callable
from typing import Any, NoReturn

import yaml
from yaml import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from ..language import Place, Problem, normalized
from .node import Entry, ListNode, MappingNode, Node, TextNode
from .regular_file import MOST_BYTES

MOST_LEVELS = 50

# What YAML's specification calls not printable; looked for here because the parsers refuse it without a place.
UNWRITTEN = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SURROGATE = "[\ud800-\udfff]"
# What an escape can bring in although the file itself is clean; of control characters only tabs and line ends are text.
_ESCAPED_IN = "[\0-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]"

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_TOO_DEEP = "exceeded maximum nesting depth"


_NodeStart = ScalarEvent | SequenceStartEvent | MappingStartEvent


def read_document(source: str, data: bytes, problems: list[Problem], *, spans: bool = True) -> Node | None:
    """The one YAML document in `data`, or None; what is wrong with it is added to `problems`.

    `source` is what places call it, usually a path. Refused, with their places: anchors, aliases, tags, merge
    keys, duplicate keys, more than 50 levels, more than 1 MiB, more than one document, control characters (written as
    escapes too), and text that is not UTF-8.

    Without `spans` it is not kept where texts end: that is for editors, and takes a tenth of the time.
    """
    if len(data) > MOST_BYTES:
        problems.append(Problem(Place(source), "The file is larger than 1 MiB.", "Split it."))
        return None
    data = data.removeprefix(BOM_UTF8)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        problems.append(Problem(Place(source, line, column), "The file is not UTF-8.", "Save it as UTF-8."))
        return None
    known = len(problems)
    root = _read(source, text, problems, _SpanComposition if spans else _Composition)
    stray = UNWRITTEN.search(text) if len(problems) > known else None
    if stray:
        wrong = f"The character U+{ord(stray[0]):04X} does not belong in a text."
        right = "Delete it, or save the file as UTF-8."
        problems[known:] = [Problem(_place_in(source, text, stray.start()), wrong, right)]
        return None
    return root


def _read(source: str, text: str, problems: list[Problem], composition: type[_Composition]) -> Node | None:
    try:
        return _composed(source, text, problems, composition)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(source, mark.line + 1, mark.column + 1) if mark else Place(source)
        problems.append(Problem(place, f"This is not YAML: {error.problem or error.context}.", _hint(error)))
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # The parser in Python stumbles with these over escapes and versions that the one in C refuses with a place.
        wrong = f"This is not YAML: {str(error).splitlines()[0]}."
        problems.append(Problem(Place(source), wrong, "Save it as plain text."))
    except _RefusedError:
        pass
    return None


def _composed(source: str, text: str, problems: list[Problem], composition: type[_Composition]) -> Node | None:
    known = len(problems)
    try:
        return composition(source, problems).compose(text, _Loader)
    except yaml.MarkedYAMLError as error:
        if _TOO_DEEP not in (error.problem, error.context):
            raise
    # Newer releases of LibYAML count levels themselves, and give up looking ahead before ours are reached.
    del problems[known:]
    return composition(source, problems).compose(text, yaml.SafeLoader)


def _place_in(source: str, text: str, position: int) -> Place:
    return Place(source, text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position))


def _hint(error: yaml.MarkedYAMLError) -> str:
    if error.problem and ("cannot start any token" in error.problem or "tab character" in error.problem):
        return "Indent with spaces, and put text with special characters in quotes."
    missing = "Look for a missing quote, bracket, colon or indentation"
    begun, noticed = error.context_mark, error.problem_mark
    if begun and noticed and begun.line < noticed.line:
        return f"{missing} between line {begun.line + 1} and here."
    return f"{missing} just before it."


class _RefusedError(Exception):
    """The document has a problem after which reading on makes no sense."""


class _Composition:
    """Makes nodes of events. Most of the time in which a rulebook is read passes here: nothing is looked at twice, and
    each event is asked of the parser itself, which takes less than an iterator over them."""

    def __init__(self, source: str, problems: list[Problem]) -> None:
        self.source = source
        self.problems = problems
        self.levels = 0
        self.begun = False
        self.next_event: Callable[[], Any] = lambda: None

    def compose(self, text: str, loader: Any) -> Node | None:
        parser = loader(text)
        self.next_event = parser.get_event
        roots = []
        try:
            while (event := self.next_event()) is not None:
                if isinstance(event, NodeEvent):
                    roots.append(self.node(event))
                else:
                    self.look_at(event)
        finally:
            parser.dispose()
        if not roots:
            self.problems.append(Problem(Place(self.source), "The file is empty.", "Write a mapping or a list in it."))
            return None
        return roots[0]

    def node(self, event: Any) -> Node:
        """The node that begins with an event, all that is in it included."""
        # By their very types: asking each event what it is took half of the time.
        kind = type(event)
        if kind is ScalarEvent:
            return self.text(event)
        if kind is AliasEvent:
            self.refuse(event, f"The alias '*{event.anchor}' is not allowed.", "Write the text out.")
        if event.anchor is not None or event.tag is not None:
            self.refuse_name(event)
        if self.levels == MOST_LEVELS:
            self.refuse(event, f"This is nested more than {MOST_LEVELS} levels deep.", "Write it flatter.")
        self.levels += 1
        node = self.mapping(event) if kind is MappingStartEvent else self.listing(event)
        self.levels -= 1
        return node

    def text(self, event: Any) -> TextNode:
        typed = event.value
        if event.anchor is not None or event.tag is not None:
            self.refuse_name(event)
        # Nothing else brings in what the file itself does not hold.
        if event.style == '"' and not typed.isprintable():
            self.check_escapes(event)
        value = typed if typed.isascii() else normalized(typed)
        return TextNode(typed, value, self.source, event.start_mark)

    def mapping(self, begun: Any) -> MappingNode:
        next_event, text = self.next_event, self.text
        entries: dict[str, Entry] = {}
        while type(event := next_event()) is not MappingEndEvent:
            key = text(event) if type(event) is ScalarEvent else self.refuse_key(self.node(event))
            if key.typed == "<<":
                self.refuse_key(key)
            event = next_event()
            entry = (key, text(event) if type(event) is ScalarEvent else self.node(event))
            if entries.setdefault(key.value, entry) is not entry:
                self.refuse_again(key, entries[key.value][0])
        return MappingNode(entries, self.source, begun.start_mark)

    def listing(self, begun: Any) -> ListNode:
        next_event, text = self.next_event, self.text
        items: list[Node] = []
        while type(event := next_event()) is not SequenceEndEvent:
            items.append(text(event) if type(event) is ScalarEvent else self.node(event))
        return ListNode(tuple(items), self.source, begun.start_mark)

    def look_at(self, event: Event) -> None:
        """What makes no node: documents that begin and end."""
        if isinstance(event, DocumentStartEvent):
            if self.begun:
                self.refuse(event, "There is more than one document.", "Keep what stands before the second '---'.")
            self.begun = True

    def refuse(self, event: Event, wrong: str, right: str) -> NoReturn:
        mark = event.start_mark
        place = Place(self.source, mark.line + 1, mark.column + 1) if mark else Place(self.source)
        self.problems.append(Problem(place, wrong, right))
        raise _RefusedError

    def refuse_name(self, event: _NodeStart) -> NoReturn:
        if event.anchor is not None:
            self.refuse(event, f"The anchor '&{event.anchor}' is not allowed.", "Write the text out.")
        self.refuse(event, f"The tag '{event.tag}' is not allowed.", "Write plain text.")

    def check_escapes(self, event: ScalarEvent) -> None:
        if re.search(_SURROGATE, event.value):
            self.refuse(event, "An escape in this text names no character.", "Write the character itself.")
        stray = re.search(_ESCAPED_IN, event.value)
        if stray:
            wrong = f"The escape of the character U+{ord(stray[0]):04X} does not belong in a text."
            self.refuse(event, wrong, "Delete it.")

    def refuse_key(self, key: Node) -> NoReturn:
        if isinstance(key, TextNode):
            self.problems.append(Problem(key.place, "The merge key '<<' is not allowed.", "Write the keys out."))
        else:
            self.problems.append(Problem(key.place, "A key must be text.", "Write a word before the colon."))
        raise _RefusedError

    def refuse_again(self, key: TextNode, first: TextNode) -> None:
        wrong = f"The key '{key.value}' stands twice."
        self.problems.append(Problem(key.place, wrong, f"Keep one; the first is on line {first.place.line}."))


class _SpanComposition(_Composition):
    """Makes nodes of events that know where they end."""

    def text(self, event: Any) -> TextNode:
        node = super().text(event)
        return TextNode(node.typed, node.value, self.source, event.start_mark, event.end_mark)
