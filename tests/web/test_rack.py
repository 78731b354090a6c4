"""Published files handed out: what they are called, how they are packed, and how long they may be kept."""

from __future__ import annotations

import pytest
from api_client import asking
from nakanaori.web.rack import Rack
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

FILES = {
    "index.html": "<p>まえ</p>".encode() * 50,
    "page.0123456789ab.js": b"let one = 1;\n" * 50,
    "sw.js": b"let two = 2;\n",
    "two/index.html": b"<p>two</p>",
    "app.webmanifest": b"{}",
    "other.bin": b"\x00",
}


@pytest.fixture
def here() -> TestClient:
    return asking(Starlette(routes=[Route("/{path:path}", Rack(FILES).hand_out, methods=["GET"])]))


@pytest.mark.parametrize("coding", ["gzip", "GZIP", "br, gzip;q=0.5", "deflate,gzip", "gzip;q=1.0"])
def test_what_is_sent_is_packed_for_whoever_takes_it(here: TestClient, coding: str) -> None:
    told = here.get("/", headers={"accept-encoding": coding})
    assert told.content == FILES["index.html"]
    assert told.headers["content-encoding"] == "gzip"
    assert int(told.headers["content-length"]) < len(FILES["index.html"])


@pytest.mark.parametrize("coding", ["", "br", "gzip;q=0", "gzip; q=0.00", "identity", "xgzip", "gzip=1"])
def test_and_plain_for_everybody_else(here: TestClient, coding: str) -> None:
    told = here.get("/", headers={"accept-encoding": coding})
    assert told.content == FILES["index.html"]
    assert "content-encoding" not in told.headers
    assert told.headers["vary"] == "Accept-Encoding"


def test_every_kind_is_called_what_it_is(here: TestClient) -> None:
    kinds = {name: here.get(f"/{name}").headers["content-type"] for name in FILES}
    assert kinds == {
        "index.html": "text/html; charset=utf-8",
        "page.0123456789ab.js": "text/javascript; charset=utf-8",
        "sw.js": "text/javascript; charset=utf-8",
        "two/index.html": "text/html; charset=utf-8",
        "app.webmanifest": "application/manifest+json",
        "other.bin": "application/octet-stream",
    }


def test_what_is_named_by_its_content_is_kept_and_the_rest_asked_for_again(here: TestClient) -> None:
    kept = [name for name in FILES if "immutable" in here.get(f"/{name}").headers["cache-control"]]
    assert kept == ["page.0123456789ab.js"]
    assert here.get("/").headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("coding", ["gzip", "identity"])
def test_what_somebody_still_has_is_not_sent_again(here: TestClient, coding: str) -> None:
    first = here.get("/", headers={"accept-encoding": coding})
    again = here.get("/", headers={"accept-encoding": coding, "if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    other = here.get("/", headers={"accept-encoding": coding, "if-none-match": '"another"'})
    assert other.content == FILES["index.html"]


def test_a_folder_stands_for_its_front_page(here: TestClient) -> None:
    assert here.get("/two/").content == FILES["two/index.html"]
    for nowhere in ("/two", "/three/", "/index.html/", "/%2e%2e/index.html", "/two//"):
        assert here.get(nowhere).status_code == 404


def test_the_same_files_are_packed_alike(here: TestClient) -> None:
    again = asking(Starlette(routes=[Route("/{path:path}", Rack(FILES).hand_out, methods=["GET"])]))
    coding = {"accept-encoding": "gzip"}
    assert here.get("/", headers=coding).headers["etag"] == again.get("/", headers=coding).headers["etag"]
