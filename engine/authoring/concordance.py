"""The concordance of a rulebook: all of its ids with every place where they stand."""

from __future__ import annotations

from pathlib import Path

import msgspec

from ..language import Problem, Rulebook, cached_property
from ..proving import read_guarantees
from ..reading import (
    Mention,
    RulebookFolder,
    SourceText,
    Vocabulary,
    mention_texts,
    read_file,
    read_rulebook,
    source_text,
)
from .occurrence import Occurrence, Thing, occurrence
from .scenario_reader import read_scenarios


class Concordance(msgspec.Struct, frozen=True, dict=True):
    """The ids in the files of a rulebook, and what is wrong with these files.

    `mentions` are in the order in which they were read; `sources` are the texts of the files, None for a workbook.
    `rulebook` is None where a file of it cannot be read; then ids of scenarios, guarantees and texts are missing.
    """

    rulebook: Rulebook | None
    mentions: tuple[Mention, ...]
    problems: tuple[Problem, ...]
    sources: dict[Path, SourceText | None]

    @cached_property
    def occurrences(self) -> dict[Path, tuple[Occurrence, ...]]:
        """The ids file by file, in the order in which they stand there, none twice."""
        found: dict[Path, dict[object, Occurrence]] = {path: {} for path in self.sources}
        files = {str(path): (path, source) for path, source in self.sources.items()}
        for mention in self.mentions:
            path, source = files[mention.text.place.source]
            made = occurrence(mention, path, source)
            found[path].setdefault((made.start, made.place, made.thing), made)
        return {path: tuple(sorted(made.values(), key=_position)) for path, made in found.items()}

    @cached_property
    def of(self) -> dict[Thing, tuple[Occurrence, ...]]:
        """The occurrences by what they stand for, declarations first."""
        found: dict[Thing, list[Occurrence]] = {}
        for made in self.occurrences.values():
            for one in made:
                found.setdefault(one.thing, []).append(one)
        return {thing: tuple(sorted(made, key=_is_named)) for thing, made in found.items()}

    def at(self, path: Path, offset: int) -> Occurrence | None:
        """What stands at a character of a file's text, or ends before it."""
        found = (one for one in self.occurrences.get(path, ()) if one.is_written and one.start <= offset <= one.stop)
        return max(found, key=_position, default=None)

    def named(self, identity: str, path: Path) -> Occurrence | None:
        """An occurrence of this id, in this file if there is one."""
        here = (one for one in self.occurrences.get(path, ()) if one.thing[2] == identity)
        anywhere = (made[0] for thing, made in self.of.items() if thing[2] == identity)
        return next(here, None) or next(anywhere, None)


def _position(one: Occurrence) -> tuple[int, int, int]:
    return one.start, one.place.line, one.place.column


def _is_named(one: Occurrence) -> bool:
    return not one.is_declaration


def read_concordance(folder: Path) -> Concordance:
    """The concordance of the rulebook in a folder, whatever is wrong with it.

    Raises RulebookError when there is no such folder.
    """
    reading = read_rulebook(folder)
    mentions, problems = list(reading.mentions), list(reading.problems)
    if reading.rulebook is not None:
        for read in (_guarantees, _scenarios, _texts):
            vocabulary = read(reading.rulebook, reading.folder)
            mentions += vocabulary.mentions
            problems += vocabulary.problems
    paths = map(Path, {mention.text.place.source for mention in mentions})
    sources = {path: source_text(path) for path in paths}
    return Concordance(reading.rulebook, tuple(mentions), tuple(problems), sources)


def mentions_for(folder: Path, path: Path) -> tuple[Mention, ...]:
    """The ids in one file of the rulebook in a folder, and in all files that declare what it may name.

    Raises RulebookError when there is no such folder.
    """
    reading = read_rulebook(folder)
    mentions, rulebook, files = list(reading.mentions), reading.rulebook, reading.folder
    texts = tuple(files.texts.values())
    further = ((_guarantees, (files.guarantees, *texts)), (_scenarios, files.scenarios), (_texts, texts))
    for read, paths in further:
        if rulebook is not None and path in paths:
            mentions += read(rulebook, files).mentions
    return tuple(mentions)


def _guarantees(rulebook: Rulebook, _: RulebookFolder) -> Vocabulary:
    vocabulary = Vocabulary.of(rulebook)
    read_guarantees(rulebook, vocabulary)
    return vocabulary


def _scenarios(rulebook: Rulebook, _: RulebookFolder) -> Vocabulary:
    vocabulary = Vocabulary.of(rulebook)
    read_scenarios(rulebook, vocabulary)
    return vocabulary


def _texts(_: Rulebook, files: RulebookFolder) -> Vocabulary:
    vocabulary = Vocabulary()
    for language, path in sorted(files.texts.items()):
        root, source = read_file(path, vocabulary.problems), source_text(path)
        if root is not None and source is not None:
            mention_texts(root, source.text, language, vocabulary)
    return vocabulary
