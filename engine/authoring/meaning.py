"""What an id means to its readers: its texts in every language, and who names it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from ..language import Rulebook, RulebookError
from ..reading import (
    ACTION,
    BLANK_NAME,
    DRAFT,
    DRAFT_KIND,
    FINDING,
    FOLLOW_UP,
    GROUP,
    OPTION,
    PART,
    PHASE,
    QUESTION,
    RULE,
    SECTION,
    STEP,
    TEXT,
    UNIT,
    Key,
    rulebook_texts,
)
from .concordance import Concordance
from .occurrence import Thing


class Meaning(msgspec.Struct, frozen=True):
    """The `texts` of a thing by language, in the rulebook's order; and its `users`, the ids of the entries that name
    it, by their kind."""

    texts: dict[str, tuple[str, ...]]
    users: dict[str, tuple[str, ...]]


def meaning_of(known: Concordance, thing: Thing) -> Meaning:
    """What a thing means, as far as the files of its rulebook can be read."""
    users: dict[str, dict[str, None]] = {}
    for one in known.of.get(thing, ()):
        kind, identity = one.owner
        if not one.is_declaration and kind not in (TEXT, "") and one.owner != (thing[0], thing[2]):
            users.setdefault(kind, {})[identity] = None
    return Meaning(texts_of(known, thing), {kind: tuple(ids) for kind, ids in users.items()})


def texts_of(known: Concordance, thing: Thing) -> dict[str, tuple[str, ...]]:
    """The texts that say what a thing is, by language, as far as the files of its rulebook can be read."""
    return {} if known.rulebook is None else dict(_texts(known.rulebook, tuple(text_keys(thing))))


def text_keys(thing: Thing) -> Iterator[Key]:
    """The keys of the texts that say best what a thing is."""
    kind, within, identity = thing
    first, parts = _TEXTS.get(kind, ("", ()))
    own = (first, within, *_WITHIN[kind], identity) if kind in _WITHIN else (first, identity)
    if first:
        yield from ((*own, part) for part in parts) if parts else (own,)


_TEXTS: dict[str, tuple[str, tuple[str, ...]]] = {
    SECTION: ("sections", ()),
    PHASE: ("phases", ()),
    QUESTION: ("questions", ("ask",)),
    OPTION: ("questions", ()),
    GROUP: ("questions", ()),
    UNIT: ("units", ()),
    FINDING: ("findings", ("holds",)),
    ACTION: ("actions", ("title",)),
    STEP: ("actions", ()),
    FOLLOW_UP: ("actions", ()),
    DRAFT: ("drafts", ("title",)),
    PART: ("drafts", ()),
    BLANK_NAME: ("blanks", ()),
    DRAFT_KIND: ("never-in-drafts", ()),
    RULE: ("rules", ()),
    "guarantee": ("guarantees", ()),
    "help line": ("help-lines", ("name",)),
}
_WITHIN = {
    OPTION: ("options",),
    GROUP: ("groups",),
    STEP: ("steps",),
    FOLLOW_UP: ("follow-ups",),
    PART: ("parts",),
}


def _texts(rulebook: Rulebook, keys: Iterable[Key]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for language in rulebook.languages:
        try:
            texts = rulebook_texts(rulebook, language)
        except RulebookError:
            continue
        found = tuple(text for key in keys if (text := texts.get(*key)))
        if found:
            yield language, found
