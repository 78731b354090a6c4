"""What is looked up: what an id means, where it is declared and named, and what a file consists of."""

from __future__ import annotations

from lsprotocol import types

from ...engine.authoring import Concordance, Entry, Occurrence, meaning_of, outlined
from ...engine.reading import laid_over
from .desk import folder_of
from .diagnosis import span
from .hover_text import hover_text, kind_word
from .lines import Lines
from .server import Pointing, RulebookServer

_SYMBOLS = {
    "": types.SymbolKind.Namespace,
    "question": types.SymbolKind.Field,
    "option": types.SymbolKind.EnumMember,
    "group": types.SymbolKind.Enum,
    "finding": types.SymbolKind.Boolean,
    "action": types.SymbolKind.Function,
    "rule": types.SymbolKind.Event,
    "guarantee": types.SymbolKind.Interface,
    "scenario": types.SymbolKind.Object,
    "draft": types.SymbolKind.String,
}


def hover(ls: RulebookServer, params: types.HoverParams) -> types.Hover | None:
    """What an id means to its readers, and who names it."""
    known, found = _found(ls, params)
    folder = folder_of(found.path) if found is not None else None
    if known is None or found is None or folder is None:
        return None
    with laid_over(ls.desk.sound_overlay(folder)):
        meaning = meaning_of(known, found.thing)
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, hover_text(found.thing, meaning, ls.words)))


def definition(ls: RulebookServer, params: types.DefinitionParams) -> list[types.Location]:
    """Where an id is declared."""
    known, found = _found(ls, params)
    if known is None or found is None:
        return []
    return ls.located(known, [one for one in known.of[found.thing] if one.is_declaration])


def references(ls: RulebookServer, params: types.ReferenceParams) -> list[types.Location]:
    """Where an id is named."""
    known, found = _found(ls, params)
    if known is None or found is None:
        return []
    declared = params.context.include_declaration
    return ls.located(known, [one for one in known.of[found.thing] if declared or not one.is_declaration])


def symbols(ls: RulebookServer, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
    """The outline of a document."""
    path = ls.path(params.text_document.uri)
    folder = None if path is None else folder_of(path)
    if path is None or folder is None:
        return []
    known = ls.desk.concordance(folder)
    source = known.sources.get(path)
    with laid_over(ls.desk.sound_overlay(folder)):
        entries = outlined(known, path)
    lines = ls.lines(source.text if source is not None else "")
    return [_symbol(entry, lines, ls) for entry in entries]


def _found(ls: RulebookServer, params: Pointing) -> tuple[Concordance, Occurrence | None] | tuple[None, None]:
    pointed = ls.pointed(params)
    if pointed is None:
        return None, None
    folder, path, offset = pointed
    found = ls.desk.occurrence(folder, path, offset)
    return ls.desk.concordance(folder), found


def _symbol(entry: Entry, lines: Lines, ls: RulebookServer) -> types.DocumentSymbol:
    return types.DocumentSymbol(
        name=entry.name,
        detail=kind_word(entry.kind, ls.words) if entry.kind else None,
        kind=_SYMBOLS.get(entry.kind, types.SymbolKind.Key),
        range=span(lines, entry.start, max(entry.stop, entry.named + len(entry.name))),
        selection_range=span(lines, entry.named, entry.named + len(entry.name)),
        children=[_symbol(inner, lines, ls) for inner in entry.inner],
    )
