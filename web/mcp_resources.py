"""What assistants can read: each rulebook in words, its sources and its help lines, in each of its languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import quote

import msgspec

from ..engine.language import BEYOND, Rulebook
from ..engine.telling import TracedHelpLine, Wording, answered_wording, told_help_line, traced_help_line
from .api_documents import worded_rulebook


class Section(msgspec.Struct, frozen=True):
    """A section of the source, its heading, and the ids of the actions and rules that cite it; `beyond`: what cites it
    goes beyond the source."""

    id: str
    heading: str
    beyond: bool
    actions: tuple[str, ...]
    rules: tuple[str, ...]


class Sources(msgspec.Struct, frozen=True):
    """What a rulebook rests on."""

    source: str
    sections: tuple[Section, ...]


class ListedHelpLine(msgspec.Struct, frozen=True):
    """A help line, where it can be called from, and the ids of the actions that it is shown under."""

    line: TracedHelpLine
    region: str
    under: tuple[str, ...]


class HelpLineList(msgspec.Struct, frozen=True):
    """The help lines of a rulebook, and the day on which they were checked."""

    checked: str
    lines: tuple[ListedHelpLine, ...]


class Readable(msgspec.Struct, frozen=True, eq=False):
    """Something to read: where it is, what it is, and the JSON of it."""

    uri: str
    name: str
    about: str
    rulebook: Rulebook
    wording: Wording
    written: Callable[[Rulebook, Wording], msgspec.Struct]

    def text(self) -> str:
        """The JSON."""
        return msgspec.json.encode(self.written(self.rulebook, self.wording)).decode()


def readables(rulebook: Rulebook, wording: Wording) -> Iterator[Readable]:
    """What there is to read of a rulebook in one language."""
    title = wording.texts("rulebook", "title")
    kinds: tuple[tuple[str, str, Callable[[Rulebook, Wording], msgspec.Struct]], ...] = (
        ("rulebook", "Every question and action, with its texts.", _in_words),
        ("sources", "What the rulebook rests on: its source, section by section, and what cites each.", _sources),
        ("help-lines", "Whom to call, and when that was checked.", _help_lines),
    )
    for kind, about, written in kinds:
        uri = f"nakanaori://{quote(rulebook.id, safe='')}/{wording.language}/{kind}"
        yield Readable(uri, f"{title} ({kind}, {wording.language})", about, rulebook, wording, written)


def _in_words(rulebook: Rulebook, wording: Wording) -> msgspec.Struct:
    return worded_rulebook(rulebook, wording.texts)


def _sources(rulebook: Rulebook, wording: Wording) -> Sources:
    return Sources(
        wording.texts("rulebook", "source"),
        tuple(
            Section(
                id=section,
                heading=wording.texts("sections", section),
                beyond=section == BEYOND,
                actions=tuple(action.id for action in rulebook.actions if section in action.cites),
                rules=tuple(rule.id for rule in rulebook.rules if section in rule.cites),
            )
            for section in rulebook.sections
        ),
    )


def _help_lines(rulebook: Rulebook, wording: Wording) -> HelpLineList:
    nobodys = answered_wording(wording, rulebook, {})
    return HelpLineList(
        rulebook.help_lines.checked,
        tuple(
            ListedHelpLine(traced_help_line(told_help_line(rulebook, line, nobodys)), line.region, line.under)
            for line in rulebook.help_lines.lines
        ),
    )
