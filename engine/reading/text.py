"""Texts by id, one language at a time: what a person reads is looked up here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import msgspec

from ..language import NakanaoriError, Place, Problem, Rulebook, RulebookError, called, identity, nearest
from .document import read_document
from .draft_text import NEVER_IN_DRAFTS
from .node import ListNode, MappingNode, Node, TextNode
from .plain_lines import plain_texts
from .regular_file import read_bytes
from .rule_file import table_reasons
from .rulebook_folder import rulebook_files

Key = tuple[str, ...]


class Texts(msgspec.Struct, frozen=True, eq=False):
    """The texts of one language. A text that is missing is its id, so that nothing is ever silently empty."""

    language: str
    entries: dict[Key, str]

    def __call__(self, *key: str) -> str:
        return self.entries.get(key, key[-1])

    def get(self, *key: str) -> str:
        """The text, or the empty string where none is written."""
        return self.entries.get(key, "")


def rulebook_texts(rulebook: Rulebook, language: str | None = None) -> Texts:
    """The rulebook's texts in `language`, by default its first.

    Raises RulebookError when the rulebook does not have the language or its file cannot be read.
    """
    wanted = rulebook.languages[0] if language is None else identity(language)
    if wanted is None or wanted not in rulebook.languages:
        name = called(language)
        wrong = f"The rulebook '{rulebook.id}' has no texts in '{name}'."
        raise RulebookError([Problem(Place("language"), wrong, nearest(name, rulebook.languages))])
    return _cached_texts(rulebook, wanted)


@lru_cache(maxsize=32)
def _cached_texts(rulebook: Rulebook, language: str) -> Texts:
    folder = rulebook_files(rulebook.folder)
    texts = read_texts(folder.text(language), language, RulebookError)
    reasons = {("rules", rule): reason for rule, reason in table_reasons(folder, language).items()}
    return Texts(language, reasons | texts.entries)


def read_texts(path: Path, language: str, error: type[NakanaoriError]) -> Texts:
    """The texts of a YAML file: mappings of mappings down to text. Raises `error` when it is something else."""
    data = read_bytes(path)
    if isinstance(data, Problem):
        raise error([data])
    plain = plain_texts(data)
    if plain is not None:
        return Texts(language, plain)
    problems: list[Problem] = []
    root = read_document(str(path), data, problems, spans=False)
    entries: dict[Key, str] = {}
    if root is not None:
        _take_in(root, (), entries, problems)
    if problems:
        raise error(problems)
    return Texts(language, entries)


@lru_cache(maxsize=8)
def phrases(folder: Path, language: str) -> Texts:
    """The program's own phrases in `language`, in English where there is no file for it; `folder` holds the files."""
    path = folder / f"{language}.yaml"
    return read_texts(path if path.exists() else folder / "en.yaml", language, RulebookError)


def _take_in(node: Node, key: Key, entries: dict[Key, str], problems: list[Problem]) -> None:
    if isinstance(node, MappingNode):
        for name, (_, child) in node.by_key.items():
            # Most are texts, and to be called for each took a third of the time.
            if type(child) is TextNode:
                entries[(*key, name)] = child.typed
            else:
                _take_in(child, (*key, name), entries, problems)
    else:
        what = "a list" if isinstance(node, ListNode) else "bare text"
        problems.append(Problem(node.place, f"Here stands {what}.", "Write 'id: text' lines."))


def needed_texts(rulebook: Rulebook) -> Iterator[Key]:
    """The keys of every text that a language must have for this rulebook, in the rulebook's order.

    Others may be left out: see `welcome_texts` and `optional_texts`.
    """
    yield from (("language",), ("rulebook", "title"), ("rulebook", "about"), ("rulebook", "source"))
    yield from (("sections", section) for section in rulebook.sections)
    yield from (("phases", phase) for phase in rulebook.phases)
    for question in rulebook.questions:
        yield ("questions", question.id, "ask")
        yield from (("questions", question.id, "options", option) for option in question.options)
    yield from (("units", unit) for unit in _units(rulebook))
    for finding in rulebook.findings:
        yield from (("findings", finding, part) for part in ("holds", "fails"))
    for action in rulebook.actions:
        yield ("actions", action.id, "title")
        yield from (("actions", action.id, "steps", step.id) for step in action.steps)
        yield from (("actions", action.id, "follow-ups", follow_up.id) for follow_up in action.follow_ups)
    for draft in rulebook.drafts:
        yield from (("drafts", draft.id, part) for part in ("title", "form"))
        yield from (("drafts", draft.id, "parts", part.id) for part in draft.parts)
    yield from ((NEVER_IN_DRAFTS, kind) for kind in dict.fromkeys(draft.kind for draft in rulebook.drafts) if kind)
    yield from (("rules", rule.id) for rule in rulebook.rules if not rule.only_finds)
    for line in rulebook.help_lines.lines:
        yield from (("help-lines", line.id, part) for part in ("name", "hours", "note"))


def welcome_texts(rulebook: Rulebook) -> Iterator[Key]:
    """The keys of texts that a reader is glad of and that may be left out: something else is shown then, or nothing."""
    yield from (("questions", question.id, part) for question in rulebook.questions for part in ("topic", "why"))
    yield from (("actions", action.id, "done") for action in rulebook.actions)
    yield from (("rules", rule.id) for rule in rulebook.rules if rule.only_finds)


def _units(rulebook: Rulebook) -> Iterator[str]:
    return iter(dict.fromkeys(question.unit for question in rulebook.questions if question.unit))


def optional_texts(rulebook: Rulebook) -> Iterator[Key]:
    """The keys of further texts that a language may have."""
    yield ("rulebook", "source-word")
    yield from (("unit-of-one", unit) for unit in _units(rulebook))
    for question in rulebook.questions:
        yield ("questions", question.id, "hint")
        yield from (("questions", question.id, "groups", group.id) for group in question.groups)
