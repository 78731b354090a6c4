"""The page of a rulebook while somebody writes it: each save is shown, a broken one keeps the page before it."""

from __future__ import annotations

import pytest
from api_client import asking
from nakanaori.engine.language import Rulebook
from nakanaori.web.app import LOCAL
from nakanaori.web.site import site
from nakanaori.web.watching import Look, Watching
from nakanaori.web.wording import phrases_of
from starlette.testclient import TestClient

BROKEN = Look(None, ("rules/1.yaml:3: There is no question 'x'.",), broken=True)


def watched(*looks: Look) -> TestClient:
    watching = Watching(looks, phrases_of("en"), LOCAL)
    watching.look_at_all()
    return asking(watching.app)


@pytest.fixture(scope="module")
def files(rulebook: Rulebook) -> dict[str, bytes]:
    return dict(site([rulebook], offline=False))


def test_before_the_first_look_there_is_no_page_and_nothing_is_said() -> None:
    here = watched()
    assert here.get("/watch/news.json").json() == {"look": 0, "page": 0, "said": [], "broken": False}
    assert here.get("/watch/page/").status_code == 404


def test_the_page_is_that_of_the_last_save(files: dict[str, bytes]) -> None:
    newer = {**files, "index.html": b"<p>newer</p>"}
    here = watched(Look(files, ("checked",)), Look(newer, ()), Look(None, ("fine",)))
    assert here.get("/watch/page/").content == b"<p>newer</p>"
    assert here.get("/watch/page/en.html").content == files["en.html"]
    assert here.get("/watch/news.json").json() == {"look": 3, "page": 2, "said": ["fine"], "broken": False}


def test_a_broken_save_keeps_the_page_and_says_what_is_wrong(files: dict[str, bytes]) -> None:
    here = watched(Look(files, ()), BROKEN)
    assert here.get("/watch/page/").content == files["index.html"]
    assert here.get("/watch/news.json").json() == {"look": 2, "page": 1, "said": [*BROKEN.said], "broken": True}
    assert watched(BROKEN).get("/watch/page/").status_code == 404


def test_the_frame_alone_may_hold_the_page_and_ask_for_news(files: dict[str, bytes]) -> None:
    here = watched(Look(files, ()))
    frame, page = here.get("/watch/"), here.get("/watch/page/")
    assert "connect-src 'self'" in frame.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in frame.headers["content-security-policy"]
    assert frame.headers["x-frame-options"] == "DENY"
    assert page.headers["content-security-policy"] == "frame-ancestors 'self'"
    assert page.headers["x-frame-options"] == "SAMEORIGIN"
    assert here.get("/watch/", headers={"host": "evil.example"}).status_code == 400


def test_nothing_of_the_frame_is_published(files: dict[str, bytes]) -> None:
    here = watched(Look(files, ()))
    assert not [name for name in files if "watch" in name]
    for name in ("watch.js", "watch.css"):
        assert here.get(f"/watch/{name}").status_code == 200
    for nowhere in ("/", "/watch/nothing", "/api/rulebook"):
        assert here.get(nowhere).status_code == 404
