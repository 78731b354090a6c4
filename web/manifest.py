"""The manifest of a page (Web Application Manifest): its name and icon among the programs of a device."""

from __future__ import annotations

import json

_PAPER, _INK = "#f7f5f0", "#12606a"


def manifest(*, name: str, language: str, direction: str, start: str, scope: str, icons: dict[str, str]) -> str:
    """The manifest of a page called `name` at the address `start`; `icons` are addresses by size (`any`, `192x192`)."""
    told = {
        "name": name,
        "short_name": name,
        "lang": language,
        "dir": direction,
        "start_url": start,
        "scope": scope,
        "display": "standalone",
        "background_color": _PAPER,
        "theme_color": _INK,
        "icons": [
            {"src": address, "sizes": size, "type": "image/svg+xml" if size == "any" else "image/png"}
            for size, address in icons.items()
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"
