"""Documents as an editor opens, changes and closes them, and files that change outside of it."""

from __future__ import annotations

from lsprotocol import types

from .desk import folder_of
from .server import RulebookServer

_WATCHED = "**/*.{yaml,yml,csv,xlsx}"


def begun(ls: RulebookServer, params: types.InitializeParams) -> None:
    """An editor has begun a session; its language is spoken, unless another was asked for."""
    if ls.language is None and params.locale:
        ls.language = params.locale.lower().replace("_", "-").split("-")[0]


async def ready(ls: RulebookServer, _: types.InitializedParams) -> None:
    """The session may go on: the editor is asked to say which files change outside of it."""
    workspace = ls.client_capabilities.workspace
    watching = workspace.did_change_watched_files if workspace is not None else None
    if watching is not None and watching.dynamic_registration:
        options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(_WATCHED)])
        registration = types.Registration("files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
        await ls.client_register_capability_async(types.RegistrationParams([registration]))


def opened(ls: RulebookServer, params: types.DidOpenTextDocumentParams) -> None:
    """A document is open; from now on the editor says what stands in it."""
    _take_in(ls, params.text_document.uri, params.text_document.text)


def changed(ls: RulebookServer, params: types.DidChangeTextDocumentParams) -> None:
    """Something was typed."""
    uri = params.text_document.uri
    _take_in(ls, uri, ls.workspace.get_text_document(uri).source)


def _take_in(ls: RulebookServer, uri: str, text: str) -> None:
    path = ls.path(uri)
    if path is not None:
        ls.uris[path] = uri
        ls.desk.lay(path, text)
        ls.inspector.look(path)


def saved(ls: RulebookServer, params: types.DidSaveTextDocumentParams) -> None:
    """A document is saved, and with it perhaps others that the editor has changed and does not tell of."""
    path = ls.path(params.text_document.uri)
    folder = None if path is None else folder_of(path)
    if path is not None and folder is not None:
        ls.desk.forget(path)
        ls.inspector.look_through(folder)


def closed(ls: RulebookServer, params: types.DidCloseTextDocumentParams) -> None:
    """A document is closed, saved or not."""
    path = ls.path(params.text_document.uri)
    if path is not None:
        ls.desk.put_away(path)
        ls.inspector.look(path)


def changed_outside(ls: RulebookServer, params: types.DidChangeWatchedFilesParams) -> None:
    """Files have changed, come or gone; only rulebooks of which a document is open are looked through again."""
    for path in filter(None, (ls.path(change.uri) for change in params.changes)):
        ls.desk.forget(path)
        if any(folder_of(one) == folder_of(path) for one in ls.desk.open):
            ls.inspector.look(path)


def over(ls: RulebookServer, _: None) -> None:
    """The session ends; nothing goes on being looked at."""
    ls.inspector.rest()
