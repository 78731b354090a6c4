"""Checks of a rulebook's texts: what is missing, unused, empty or only standing in, language by language."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from pathlib import Path
from unicodedata import normalize

from ..language import Place, Problem, Rulebook, RulebookError
from ..proving import Guarantee
from ..reading import (
    BLANKS,
    NEVER_IN_DRAFTS,
    Key,
    ListNode,
    MappingNode,
    Node,
    TextNode,
    blanks_in,
    forbidden_in,
    holds_values,
    is_well_formed,
    named_values,
    needed_texts,
    odd_braces,
    optional_texts,
    read_bytes,
    read_document,
    rulebook_files,
    rulebook_texts,
    table_reasons,
    welcome_texts,
    with_values,
    words_of,
)
from ..telling import NUMBER_PLACE
from .load_checks import loading_remarks
from .remark import (
    EMPTY_TEXT,
    FORBIDDEN_WORD,
    MISSING_TEXT,
    MISSING_VALUE,
    ODD_BLANK,
    ODD_BRACE,
    ODD_SHAPE,
    SAME_OPTION_TEXT,
    SAME_TITLE,
    STAND_IN_TEXT,
    UNUSED_TEXT,
    Remark,
    remark_at,
)
from .shape_checks import odd_shapes
from .value_checks import sure_values

# A circle, triangle or cross alone is an answer in Japanese tables; two stand for what is to be filled in.
_STAND_IN = re.compile(r"(?:[\W_]*(?:TODO|FIXME|TBD|XXX)\b.*|(?![○◯◎△×✕✖]\Z)[\W_]+)", re.DOTALL)
_BRACES_MEAN = "Write a question's id in braces, or a brace itself twice, {{ or }}."
_UNITS = ("units", "unit-of-one")
_TO_FILL_IN_AMONG_VALUES = re.compile(r"\{[^{}\s]+\}|%\(\w+\)s|\$\{\w+\}")
_TO_FILL_IN = re.compile(r"\{\w*\}|\{\{.*?\}\}|%\(\w+\)s|\$\{\w+\}")


def text_remarks(
    rulebook: Rulebook, guarantees: Sequence[Guarantee] | None, *, whole: bool = True, strict: bool = False
) -> Iterator[Remark]:
    """Remarks on the texts in every language; where it is `strict`, on those too that may be left out.

    Unless the rulebook is `whole` and its guarantees could be read, nothing is said of unused texts: what uses them may
    be what is missing.
    """
    sentences = [("guarantees", guarantee.id) for guarantee in guarantees or ()]
    welcome = list(welcome_texts(rulebook))
    needed = list(dict.fromkeys((*needed_texts(rulebook), *(welcome if strict else ()), *sentences)))
    known = {*needed, *welcome, *optional_texts(rulebook)} if whole and guarantees is not None else None
    folder = rulebook_files(rulebook.folder)
    for language in rulebook.languages:
        in_tables = {("rules", rule): reason for rule, reason in table_reasons(folder, language).items()}
        missing = [key for key in needed if key not in in_tables and not _is_of_row(key, rulebook)]
        for key, reason in in_tables.items():
            place = rulebook.rule[key[1]].place if key[1] in rulebook.rule else Place("rules")
            yield from _odd(key, reason, place, rulebook)
        yield from _language_remarks(folder.text(language), language, missing, known, rulebook)
        yield from _unreasoned_rows(rulebook, language, in_tables, strict=strict)
    listed = {folder.text(language) for language in rulebook.languages}
    for path in folder.texts.values():
        if path not in listed:
            wrong = f"The rulebook does not list the language '{path.stem}'. Add it to 'languages', or delete the file."
            yield remark_at(Place(str(path)), UNUSED_TEXT, wrong)


def _is_of_row(key: Key, rulebook: Rulebook) -> bool:
    """Whether it is the reason of a row of a table, whose place is the table."""
    return key[0] == "rules" and bool(rulebook.rule[key[1]].table)


def _unreasoned_rows(rulebook: Rulebook, language: str, in_tables: Container[Key], *, strict: bool) -> Iterator[Remark]:
    """Remarks on rows that give no reason in the language, neither in their table nor among the texts."""
    asked = (rule for rule in rulebook.rules if rule.table and (strict or not rule.only_finds))
    rows = [rule for rule in asked if ("rules", rule.id) not in in_tables]
    try:
        texts = rulebook_texts(rulebook, language) if rows else None
    except RulebookError:
        return
    for rule in rows:
        if texts is not None and not texts.get("rules", rule.id):
            wrong = f"Row {rule.row} of '{rule.table}' gives no reason in '{language}'."
            yield remark_at(rule.place, MISSING_TEXT, f"{wrong} Write it below the heading 'reason {language}'.")


def _language_remarks(
    path: Path, language: str, needed: Sequence[Key], known: set[Key] | None, rulebook: Rulebook
) -> Iterator[Remark]:
    data = read_bytes(path)
    if isinstance(data, Problem) and not path.exists():
        wrong = f"The language '{language}' has no file of texts."
        yield remark_at(Place(str(path)), MISSING_TEXT, wrong)
        return
    problems: list[Problem] = [data] if isinstance(data, Problem) else []
    root = read_document(str(path), data, problems) if isinstance(data, bytes) else None
    written = _Written(root, problems) if root is not None else None
    yield from loading_remarks(problems)
    if written is None or not isinstance(root, MappingNode):
        return
    yield from written.missing(needed, language)
    if known is not None:
        yield from written.unused(known | written.blanks())
    yield from written.unfinished(rulebook)
    yield from written.missing_values(rulebook)
    yield from written.repeated(rulebook)
    yield from written.in_drafts(rulebook)
    for key, text in written.texts.items():
        yield from _odd(key, text.value, text.place, rulebook)


def _odd(key: Key, text: str, place: Place, rulebook: Rulebook) -> Iterator[Remark]:
    """Remarks on what looks like Markdown or like an answer in a text and is shown as it stands."""
    for stands, name in odd_braces(text, rulebook.question) if holds_values(key) else ():
        wrong = f"In the text '{_spelt(key)}' stands '{_shortened(stands)}', which tells no answer."
        right = f"Write {{{name}}} for the answer." if name else _BRACES_MEAN
        yield remark_at(place, ODD_BRACE, f"{wrong} {right}")
    for stands, right in odd_shapes(key, text):
        wrong = f"In the text '{_spelt(key)}' stands '{_shortened(stands)}', which is not read as markup. {right}"
        yield remark_at(place, ODD_SHAPE, wrong)


class _Written:
    """The texts of one file by key, and the place of every key, of mappings too."""

    def __init__(self, root: Node, problems: list[Problem]) -> None:
        self.texts: dict[Key, TextNode] = {}
        self.places: dict[Key, Place] = {(): Place(root.place.source)}
        self._read(root, (), problems)

    def _read(self, node: Node, key: Key, problems: list[Problem]) -> None:
        if isinstance(node, MappingNode):
            for name, child in node.entries:
                below = (*key, name.value)
                self.places[below] = name.place
                self._read(child, below, problems)
        elif isinstance(node, TextNode) and key:
            self.texts[key] = node
        else:
            what = "a list" if isinstance(node, ListNode) else "bare text"
            problems.append(Problem(node.place, f"Here stands {what}.", "Write 'id: text' lines."))

    def missing(self, needed: Iterable[Key], language: str) -> Iterator[Remark]:
        """One remark for each text that is not there; one for all of them where a whole branch is not."""
        branches: dict[Key, list[Key]] = {}
        for key in needed:
            if key not in self.texts:
                there = max(depth for depth in range(len(key)) if key[:depth] in self.places)
                branches.setdefault(key if key in self.places else key[: there + 1], []).append(key)
        for branch, keys in branches.items():
            place = self.places.get(branch) or self.places[branch[:-1]]
            what = f"The text '{_spelt(branch)}' is" if keys == [branch] else f"The texts under '{_spelt(branch)}' are"
            yield remark_at(place, MISSING_TEXT, f"{what} missing in '{language}'.")

    def unused(self, known: set[Key]) -> Iterator[Remark]:
        """One remark for each key under which nothing is ever looked up, none for what stands below it."""
        branches = {key[:depth] for key in known for depth in range(len(key))}
        for key, place in self.places.items():
            stray = key not in branches and key not in known
            if stray and (key[:-1] in branches or key[:-1] in known):
                yield remark_at(place, UNUSED_TEXT, f"Nothing uses the text '{_spelt(key)}'.")

    def blanks(self) -> set[Key]:
        """The keys of what goes into the blanks of the drafts."""
        drafts = (text.value for key, text in self.texts.items() if _is_part(key))
        return {(BLANKS, name) for text in drafts for name in blanks_in(text)}

    def in_drafts(self, rulebook: Rulebook) -> Iterator[Remark]:
        """Remarks on blanks that nobody could fill, and on words that never stand in drafts of a kind."""
        kinds = {draft.id: draft.kind for draft in rulebook.drafts}
        for key, text in self.texts.items():
            if not _is_part(key):
                continue
            if not is_well_formed(text.value):
                wrong = f"In the text '{_spelt(key)}' a brace belongs to no blank. Write a blank as {{{{name}}}}."
                yield remark_at(text.place, ODD_BLANK, wrong)
            for name in blanks_in(text.value):
                if (BLANKS, name) not in self.texts:
                    wrong = (
                        f"Nothing under '{BLANKS}' says what goes into '{{{{{name}}}}}' in the text '{_spelt(key)}'."
                    )
                    yield remark_at(text.place, ODD_BLANK, wrong)
            kind = kinds.get(key[1], "")
            listed = self.texts.get((NEVER_IN_DRAFTS, kind))
            for word in forbidden_in(text.value, words_of(listed.value) if listed is not None else ()):
                wrong = (
                    f"In the text '{_spelt(key)}' stands '{word}', which never stands in a draft of the kind '{kind}'."
                )
                yield remark_at(text.place, FORBIDDEN_WORD, wrong)

    def unfinished(self, rulebook: Rulebook) -> Iterator[Remark]:
        """Remarks on texts that are empty or only stand in for one."""
        for key, text in self.texts.items():
            value = text.value.strip()
            blank = _TO_FILL_IN_AMONG_VALUES if holds_values(key) else _TO_FILL_IN
            to_fill_in = None if _is_part(key) else blank.search(_without_values(key, value, rulebook))
            if not value:
                yield remark_at(self.places[key], EMPTY_TEXT, f"The text '{_spelt(key)}' is empty.")
            elif _STAND_IN.fullmatch(value):
                wrong = f"The text '{_spelt(key)}' only stands in for one: {_shortened(value)}"
                yield remark_at(text.place, STAND_IN_TEXT, wrong)
            elif to_fill_in:
                wrong = f"Nothing fills in '{to_fill_in[0]}' in the text '{_spelt(key)}'; it is shown as it stands."
                yield remark_at(text.place, STAND_IN_TEXT, wrong)

    def missing_values(self, rulebook: Rulebook) -> Iterator[Remark]:
        """Remarks on answers that a text tells and that may not be there."""
        sure = sure_values(rulebook)
        for key, text in self.texts.items():
            for name in named_values(text.value) if key in sure else ():
                if name in rulebook.question and name not in sure[key]:
                    wrong = f"The text '{_spelt(key)}' tells the answer to '{name}', which may be missing there."
                    yield remark_at(text.place, MISSING_VALUE, f"{wrong} Let it be tested where this is shown.")

    def repeated(self, rulebook: Rulebook) -> Iterator[Remark]:
        """Remarks on options of one question that read the same, and on actions that do."""
        for question in rulebook.questions:
            keys = [("questions", question.id, "options", option) for option in question.options]
            right = "Let them read differently, or offer one of them."
            for first, second in self._same(keys):
                wrong = f"The options '{first[-1]}' and '{second[-1]}' of the question '{question.id}' read the same."
                yield remark_at(self.texts[second].place, SAME_OPTION_TEXT, f"{wrong} {right}")
        right = "Let the titles differ, or make one action of them."
        for first, second in self._same([("actions", action.id, "title") for action in rulebook.actions]):
            wrong = f"The titles of the actions '{first[1]}' and '{second[1]}' read the same."
            yield remark_at(self.texts[second].place, SAME_TITLE, f"{wrong} {right}")

    def _same(self, keys: Iterable[Key]) -> Iterator[tuple[Key, Key]]:
        """Each of these texts that reads like one before it, with that one; what is not written yet is left out."""
        known: dict[str, Key] = {}
        for key in keys:
            value = _as_read(self.texts[key].value) if key in self.texts else ""
            if value and not _STAND_IN.fullmatch(value) and (first := known.setdefault(value, key)) is not key:
                yield first, key


def _as_read(text: str) -> str:
    """The text as it looks: width, capitals and blanks make no difference to a reader."""
    return " ".join(normalize("NFKC", text).casefold().split())


def _without_values(key: Key, text: str, rulebook: Rulebook) -> str:
    """The text without what is filled in: numbers in units, answers where these may stand, and braces written twice."""
    if key[0] in _UNITS:
        return text.replace(NUMBER_PLACE, "")
    if not holds_values(key):
        return text
    single = text.replace("{{", "").replace("}}", "")
    return with_values(single, lambda name: "" if name in rulebook.question else None)


def _is_part(key: Key) -> bool:
    """Whether the text is that of a part of a draft."""
    return len(key) == 4 and (key[0], key[2]) == ("drafts", "parts")


def _spelt(key: Key) -> str:
    return ": ".join(key)


def _shortened(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
