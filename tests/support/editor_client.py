"""An editor, as far as a language server sees one: JSON-RPC over the standard streams of `nakanaori lsp`."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import Any

from required import require_package

_PROGRAM = "from nakanaori.cli.main import nakanaori; nakanaori()"
_SECONDS = 150


class Editor:
    """One session. `shown` are the diagnostics that are shown now, by file; `logged` what the server had noted."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self.process = process
        self.writing = process.stdin
        self.reading = process.stdout
        self.last = 0
        self.versions: dict[str, int] = {}
        self.shown: dict[str, list[dict[str, Any]]] = {}
        self.logged: list[str] = []
        self.registered: list[str] = []
        self.capabilities: dict[str, Any] = {}

    # messages ---------------------------------------------------------------------------------------------------------

    def send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.writing.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.writing.flush()

    def receive(self) -> dict[str, Any]:
        """The next message, taken note of where it shows or asks something."""
        length = 0
        while line := self.reading.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        assert length, "the server has ended"
        message: dict[str, Any] = json.loads(self.reading.read(length))
        method, params = message.get("method"), message.get("params")
        if method == "textDocument/publishDiagnostics":
            self.shown[params["uri"]] = params["diagnostics"]
        elif method == "window/logMessage":
            self.logged.append(params["message"])
        elif method == "client/registerCapability":
            self.registered += [one["method"] for one in params["registrations"]]
            self.send({"id": message["id"], "result": None})
        return message

    def notify(self, method: str, params: object) -> None:
        self.send({"method": method, "params": params})

    def ask(self, method: str, params: object) -> dict[str, Any]:
        """What the server answers: `result`, or `error`."""
        self.last += 1
        self.send({"id": self.last, "method": method, "params": params})
        while True:
            message = self.receive()
            if message.get("id") == self.last and "method" not in message:
                return message

    def wait(self, until: Callable[[], bool]) -> None:
        """Take messages until it is so."""
        while not until():
            self.receive()

    # documents --------------------------------------------------------------------------------------------------------

    def open(self, path: Path, text: str | None = None, *, uri: str = "") -> str:
        """The address of a document that is open from now on, with this text or the file's."""
        uri = uri or path.as_uri()
        self.versions[uri] = 1
        text = path.read_bytes().decode("utf-8-sig") if text is None else text
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})
        return uri

    def change(self, uri: str, text: str) -> None:
        self.versions[uri] += 1
        document = {"uri": uri, "version": self.versions[uri]}
        self.notify("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})

    def close(self, uri: str) -> None:
        self.notify("textDocument/didClose", {"textDocument": {"uri": uri}})

    def at(self, method: str, uri: str, text: str, mark: str, *, within: int = 0, **more: object) -> dict[str, Any]:
        """What is answered of the place of `mark` in a document's text, or of so many characters further."""
        before = text[: text.index(mark) + within]
        line, column = before.count("\n"), len(before.rpartition("\n")[2].encode("utf-16-le")) // 2
        position = {"line": line, "character": column}
        return self.ask(f"textDocument/{method}", {"textDocument": {"uri": uri}, "position": position, **more})

    def codes(self, uri: str) -> list[str]:
        """The codes of what is shown in a document."""
        return [one["code"] for one in self.shown.get(uri, [])]


@contextmanager
def editing(
    folder: Path, *options: str, locale: str = "en", encodings: tuple[str, ...] = (), watches: bool = False
) -> Iterator[Editor]:
    """An editor with a workspace, its session begun and properly ended."""
    require_package("pygls", "lsp")
    process = subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, "lsp", *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    # What never answers is ended, and the test fails.
    watch = Timer(_SECONDS, process.kill)
    watch.start()
    editor = Editor(process)
    try:
        capabilities: dict[str, Any] = {"general": {"positionEncodings": list(encodings)}} if encodings else {}
        capabilities["textDocument"] = {"rename": {"prepareSupport": True}}
        if watches:
            capabilities["workspace"] = {"didChangeWatchedFiles": {"dynamicRegistration": True}}
        begun = {"processId": None, "rootUri": folder.as_uri(), "locale": locale, "capabilities": capabilities}
        editor.capabilities = editor.ask("initialize", begun)["result"]["capabilities"]
        editor.notify("initialized", {})
        yield editor
        assert editor.ask("shutdown", None)["result"] is None
        editor.notify("exit", None)
        assert process.wait() == 0
    finally:
        watch.cancel()
        process.kill()
        process.wait()
        editor.writing.close()
        editor.reading.close()
