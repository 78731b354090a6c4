"""The published page and the API as one ASGI application, which keeps nothing between requests."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from ..engine.consulting import AUTO
from ..engine.language import Rulebook
from .api import api
from .gate import Gate
from .rack import Rack
from .site import site

LOCAL = ("127.0.0.1", "localhost", "[::1]")
"""The names of this machine; a page elsewhere that has its name pointed here (DNS rebinding) comes under another."""


def make_app(rulebook: Rulebook, *, engine: str = AUTO, hosts: Sequence[str] = LOCAL) -> ASGIApp:
    """The application over a rulebook, answering under the names in `hosts` alone.

    Raises EngineError when the engine is not there, RulebookError when a text of the rulebook cannot be read.
    """
    rack = Rack(site([rulebook]))
    routes = [Mount("/api", api(rulebook, engine)), Route("/{path:path}", rack.hand_out, methods=["GET"])]
    return Gate(Starlette(routes=routes), hosts)
