"""A session with an editor: which of its messages are answered, and by what."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from .documents import begun, changed, changed_outside, closed, opened, over, ready, saved
from .lookup import definition, hover, references, symbols
from .naming import prepare, rename
from .server import RulebookServer
from .suggestion import suggestions

_TRIGGERS = [" ", "[", "{", ",", "|", ":"]
"""What may be typed before an id; where none is expected, nothing is suggested."""


class _Refusals(logging.Filter):
    """Leaves out of the log what was refused: the editor is told why, and nothing has failed."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is kept."""
        return not (record.exc_info and isinstance(record.exc_info[1], JsonRpcException))


def language_server(language: str | None = None) -> RulebookServer:
    """A server that answers all that it says it can.

    `language` is that of its words beside the rulebooks' texts; by default the editor's own, and English where that is
    not known.
    """
    server = RulebookServer(language)
    logging.getLogger("pygls.protocol.json_rpc").addFilter(_Refusals())
    plain: dict[str, Callable[..., Any]] = {
        types.INITIALIZE: begun,
        types.INITIALIZED: ready,
        types.SHUTDOWN: over,
        types.TEXT_DOCUMENT_DID_OPEN: opened,
        types.TEXT_DOCUMENT_DID_CHANGE: changed,
        types.TEXT_DOCUMENT_DID_SAVE: saved,
        types.TEXT_DOCUMENT_DID_CLOSE: closed,
        types.WORKSPACE_DID_CHANGE_WATCHED_FILES: changed_outside,
        types.TEXT_DOCUMENT_HOVER: hover,
        types.TEXT_DOCUMENT_DEFINITION: definition,
        types.TEXT_DOCUMENT_REFERENCES: references,
        types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: symbols,
        types.TEXT_DOCUMENT_PREPARE_RENAME: prepare,
    }
    for message, answer in plain.items():
        server.feature(message)(answer)
    server.feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))(rename)
    completing = types.CompletionOptions(trigger_characters=_TRIGGERS)
    server.feature(types.TEXT_DOCUMENT_COMPLETION, completing)(suggestions)
    return server
