"""A language server with a desk: addresses to files, places as editors count them, and what is shown unasked."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Protocol

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from ...engine.authoring import Concordance, Occurrence, Remark
from ...engine.reading import SourceText, Texts, laid_over, source_text
from ..translation import told
from .desk import Desk, folder_of
from .diagnosis import diagnosis, span
from .hover_text import words
from .inspector import Inspector
from .lines import Lines

_REFUSED = -32803
"""The protocol's code for a request that was understood and cannot be done."""


class Pointing(Protocol):
    """What an editor sends when it asks about a place in a document."""

    @property
    def text_document(self) -> types.TextDocumentIdentifier:
        """The document."""

    @property
    def position(self) -> types.Position:
        """The place."""


class RulebookServer(LanguageServer):
    """A language server with a desk; `language` is the one that it speaks, by default the editor's."""

    def __init__(self, language: str | None = None) -> None:
        super().__init__(
            "nakanaori", version("nakanaori"), text_document_sync_kind=types.TextDocumentSyncKind.Full, max_workers=2
        )
        self.language = language
        self.desk = Desk()
        self.uris: dict[Path, str] = {}
        self.inspector = Inspector(self.desk, self.show, self.tell)

    @property
    def words(self) -> Texts:
        """What it says beside the texts of rulebooks."""
        return words(self.language or "en")

    # places -----------------------------------------------------------------------------------------------------------

    def path(self, uri: str) -> Path | None:
        """The file that an address names; None where it is no file of a rulebook."""
        named = to_fs_path(uri)
        if named is None:
            return None
        path = Path(named)
        self.uris.setdefault(path, uri)
        return path if folder_of(path) is not None else None

    def uri(self, path: Path) -> str:
        """The address of a file, as the editor wrote it where it did."""
        return self.uris.get(path) or str(from_fs_path(str(path)))

    def lines(self, text: str) -> Lines:
        """The lines of a text, as this editor counts."""
        return Lines(text, str(getattr(self.workspace.position_encoding, "value", self.workspace.position_encoding)))

    def pointed(self, params: Pointing) -> tuple[Path, Path, int] | None:
        """The rulebook, the file, and the character in it that an editor points to; None where there is none."""
        path = self.path(params.text_document.uri)
        folder = None if path is None else folder_of(path)
        text = None if path is None else self.desk.text(path)
        if path is None or folder is None or text is None:
            return None
        return folder, path, self.lines(text).offset(params.position.line, params.position.character)

    def located(self, known: Concordance, found: Sequence[Occurrence]) -> list[types.Location]:
        """Where occurrences stand; those in a workbook at its beginning."""
        made: dict[Path, Lines] = {}
        for path in {one.path for one in found}:
            source = known.sources.get(path)
            made[path] = self.lines(source.text if source is not None else "")
        return [types.Location(self.uri(one.path), span(made[one.path], one.start, one.stop)) for one in found]

    # showing ----------------------------------------------------------------------------------------------------------

    def show(self, path: Path, remarks: tuple[Remark, ...]) -> None:
        """Show the remarks on a file, in place of those that were shown."""
        with laid_over(self.desk.overlay()):
            source: SourceText | None = source_text(path)
        lines = self.lines(self.desk.text(path) or "")
        shown = [diagnosis(remark, source, lines, self.words.language) for remark in remarks]
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(self.uri(path), shown))

    def tell(self, sentence: str) -> None:
        """Note a sentence in the editor's log."""
        said = told(sentence, self.words.language)
        self.window_log_message(types.LogMessageParams(types.MessageType.Info, said))


def refused(sentence: str) -> JsonRpcException:
    """The answer to a request that cannot be done, and why."""
    return JsonRpcException(sentence, _REFUSED)
