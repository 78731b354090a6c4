"""The gate: what every answer forbids, and forms from other sites."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from house import HOUSE
from nakanaori.engine.language import Rulebook
from nakanaori.web.gate import HEADERS
from nakanaori.web.session import Sessions
from visitor import ORIGIN, Visitor, bare

WEB = HOUSE / "web"


@pytest.mark.parametrize(
    "path",
    ["/", "/1", "/2", "/1/list", "/1/picture.svg", "/tea", "/ended", "/nowhere", "/static/style.css", "/static/no.css",
     "/api/rulebook", "/api/nowhere", "/api/openapi.json"],
)  # fmt: skip
def test_every_answer_is_guarded_and_kept_nowhere(visitor: Visitor, path: str) -> None:
    headers = visitor.client.get(path, follow_redirects=False).headers
    assert {name: headers.get(name) for name in HEADERS} == HEADERS
    assert headers["cache-control"] == "no-store"


def test_the_policy_lets_nothing_in_that_does_not_come_from_here() -> None:
    policy = dict(part.split(" ", 1) for part in HEADERS["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert {value for name, value in policy.items() if name.endswith("-src")} <= {"'self'", "'none'"}
    assert "unsafe" not in HEADERS["Content-Security-Policy"]


@pytest.mark.parametrize("path", sorted((WEB / "templates").glob("*.html")), ids=lambda path: path.name)
def test_no_template_needs_what_the_policy_forbids(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:|<script(?! src=)", text)
    assert not re.search(r"(?:src|href|action)=\"(?:https?:)?//", text)
    assert "|safe" not in text
    assert "autoescape" not in text


@pytest.mark.parametrize("path", sorted((WEB / "static").iterdir()), ids=lambda path: path.name)
def test_nothing_static_asks_for_anything_elsewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace('xmlns="http://www.w3.org/2000/svg"', "")
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
@pytest.mark.parametrize("path", ["/start", "/leave", "/language", "/1", "/1/change", "/1/list", "/1/list.ics"])
def test_forms_from_another_site_do_nothing(rulebook: Rulebook, path: str, headers: Mapping[str, str]) -> None:
    sessions = Sessions()
    client = bare(rulebook, sessions)
    client.post("/start")
    fields = {"go": "next", "question": "danger", "alone": "none", "language": "en"}
    answer = client.post(path, data=fields, headers=headers, follow_redirects=False)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    assert len(sessions) == 1
