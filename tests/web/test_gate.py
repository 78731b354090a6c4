"""The gate: what every answer forbids, and requests from other sites."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from api_client import ORIGIN, asking
from house import HOUSE
from nakanaori.engine.language import Rulebook
from nakanaori.web import make_app
from nakanaori.web.gate import HEADERS
from starlette.testclient import TestClient

WEB = HOUSE / "web"


@pytest.fixture(scope="module")
def here(rulebook: Rulebook) -> TestClient:
    return asking(make_app(rulebook, engine="reference"))


@pytest.mark.parametrize("path", ["/nowhere", "/api/rulebook", "/api/nowhere", "/api/openapi.json"])
def test_what_is_no_file_is_guarded_and_kept_nowhere(here: TestClient, path: str) -> None:
    headers = here.get(path).headers
    assert {name: headers.get(name) for name in HEADERS} == HEADERS
    assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/en.html"])
def test_files_are_guarded_too(here: TestClient, path: str) -> None:
    headers = here.get(path).headers
    own = {"Cache-Control": "no-cache", "Content-Security-Policy": "frame-ancestors 'none'"}
    assert {name: headers.get(name) for name in HEADERS} == {**HEADERS, **own}


@pytest.mark.parametrize("path", sorted((WEB / "templates").rglob("*.html")), ids=lambda path: path.name)
def test_no_template_needs_what_the_policy_forbids(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|\son\w+=|javascript:", text)
    assert not re.search(r"(?:src|href|action)=\"(?:https?:)?//", text)
    assert "autoescape" not in text


@pytest.mark.parametrize("path", sorted((WEB / "static").iterdir()), ids=lambda path: path.name)
def test_nothing_static_asks_for_anything_elsewhere(path: Path) -> None:
    text = path.read_bytes().decode("latin-1").replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not re.search(r"https?:|@import|url\(|//[a-z]+\.", text)


OTHERS: list[Mapping[str, str]] = [
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {"origin": "http://127.0.0.1:9999"},
    {"origin": "http://[bad"},
    {"origin": ""},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "cross-site", "origin": ORIGIN},
    {"sec-fetch-site": "same-origin", "origin": "https://evil.example"},
]


@pytest.mark.parametrize("headers", OTHERS)
def test_another_site_is_told_nothing(here: TestClient, headers: Mapping[str, str]) -> None:
    for path in ("/api/next", "/api/outcome"):
        answer = here.post(path, json={"answers": {}}, headers=headers)
        assert answer.status_code == 403
    assert here.post("/api/next", json={"answers": {}}, headers={"origin": ORIGIN}).status_code == 200
