"""A machine on which an optional package is not installed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import nakanaori
import nakanaori.web

if TYPE_CHECKING:
    import pytest


def without_uvicorn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Takes uvicorn away, and what was imported while it was there; afterwards all is as before."""
    monkeypatch.setattr(nakanaori, "web", nakanaori.web)
    for name in [name for name in sys.modules if name.startswith("nakanaori.web")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
