"""Suggestions while somebody types: the ids and options that are expected there."""

from __future__ import annotations

from lsprotocol import types

from ...engine.authoring import Concordance, Thing, expected_at, texts_of
from ...engine.reading import laid_over
from .diagnosis import span
from .hover_text import kind_word
from .server import RulebookServer


def suggestions(ls: RulebookServer, params: types.CompletionParams) -> list[types.CompletionItem]:
    """What may stand where somebody is typing, as it is declared; nothing where no id is expected."""
    pointed = ls.pointed(params)
    if pointed is None:
        return []
    folder, path, offset = pointed
    text = ls.desk.text(path) or ""
    known = ls.desk.last_concordance(folder)
    sound = ls.desk.sound_overlay(folder)
    with laid_over({**sound, path: text.encode()}):
        expected = expected_at(folder, path, offset)
    if expected is None:
        return []
    replaced = span(ls.lines(text), expected.start, expected.stop)
    with laid_over(sound):
        return [
            types.CompletionItem(
                label=thing[2],
                kind=types.CompletionItemKind.Value if thing[0] else types.CompletionItemKind.Keyword,
                detail=_detail(ls, known, thing),
                sort_text=f"{number:05}",
                filter_text=thing[2],
                text_edit=types.TextEdit(replaced, thing[2]),
            )
            for number, thing in enumerate(expected.candidates)
        ]


def _detail(ls: RulebookServer, known: Concordance, thing: Thing) -> str | None:
    """The text of a candidate in the language spoken, else in any; its kind where it has none."""
    if not thing[0]:
        return None
    texts = texts_of(known, thing)
    told = texts.get(ls.words.language) or next(iter(texts.values()), (kind_word(thing[0], ls.words),))
    return told[0]
