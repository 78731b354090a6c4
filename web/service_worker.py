"""The service worker of a site: it keeps the site's files in the browser, so that the page opens without a network."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256

from .script import read_module

NAME = "sw.js"
"""Where it lies: in the site's own folder, since a worker looks after what lies beside and below it."""

_SOURCE = "worker/service_worker.js"
_VERSION, _FILES = 'const VERSION = "";', "const FILES = [];"


def service_worker(files: Mapping[str, bytes]) -> str:
    """Its script for these files, by their path below the site's folder."""
    digest = sha256()
    for name, content in sorted(files.items()):
        digest.update(f"{name}\0{sha256(content).hexdigest()}\n".encode())
    code = read_module(_SOURCE).code
    version = f"const VERSION = {json.dumps(digest.hexdigest()[:12])};"
    return code.replace(_VERSION, version).replace(_FILES, f"const FILES = {json.dumps(sorted(files))};")
