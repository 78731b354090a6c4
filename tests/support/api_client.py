"""Clients of our server without a network; the API where its description says, and what its refusals look like."""

from __future__ import annotations

from typing import Any

from nakanaori.engine.language import Rulebook
from nakanaori.web.api import api
from nakanaori.web.api_refusal import REFUSALS
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient
from starlette.types import ASGIApp

ORIGIN = "http://127.0.0.1:8000"
JSON = {"content-type": "application/json"}
ADDRESSES = ("/api/rulebook", "/api/next", "/api/outcome", "/api/openapi.json")


def asking(app: ASGIApp) -> TestClient:
    """A client of the application; nothing that it cannot answer is raised here, as no browser would learn of it."""
    return TestClient(app, base_url=ORIGIN, raise_server_exceptions=False, follow_redirects=False)


def mounted(rulebook: Rulebook) -> Starlette:
    """An application with the API where its description says that it is."""
    return Starlette(routes=[Mount("/api", api(rulebook, "reference"))])


def refusal(response: Any, status: int) -> list[dict[str, str]]:
    """The problems of a response that refuses with that status."""
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    told = response.json()
    title, detail = REFUSALS[status]
    assert told == {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        "problems": told["problems"],
    }
    assert all(problem.keys() == {"place", "wrong", "right"} and problem["wrong"] for problem in told["problems"])
    problems: list[dict[str, str]] = told["problems"]
    return problems
