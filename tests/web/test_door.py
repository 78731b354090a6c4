"""Coming and leaving: a new start, the choice of language, and a way out that forgets everything."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import load_rulebook, rulebook_texts
from nakanaori.web.session import Sessions
from nakanaori.web.wording import phrases_of
from visitor import Visitor, client_of

FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize("way", ["leave", "end"])
def test_leaving_forgets_everything_at_once(rulebook: Rulebook, way: str) -> None:
    sessions = Sessions()
    visitor = Visitor(client_of(rulebook, sessions=sessions)).begin().choose([])
    answer = visitor.client.post("/leave", data={"go": way}, follow_redirects=False)
    assert len(sessions) == 0
    assert answer.headers["clear-site-data"] == '"cache", "storage"'
    assert any(line.startswith('s=""; ') and "Max-Age=0" in line for line in answer.headers.get_list("set-cookie"))
    assert visitor.open("/2").status == 410
    assert phrases_of("en")("message", "ended-text") in visitor.forms.text


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"{}", "application/json"),
        (b"", ""),
        (b"a=%ff", FORM),
        (b"&".join([b"a=1"] * 300), FORM),
        (b"x" * 99_999, FORM),
    ],
)
def test_leaving_works_whatever_is_sent_with_it(rulebook: Rulebook, content: bytes, kind: str) -> None:
    sessions = Sessions()
    visitor = Visitor(client_of(rulebook, sessions=sessions)).begin()
    answer = visitor.client.post("/leave", content=content, headers={"content-type": kind}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/tea")
    assert len(sessions) == 0


def test_a_form_that_was_under_way_brings_nothing_back(rulebook: Rulebook) -> None:
    """Its body arrives when the person has left already."""
    sessions = Sessions()
    visitor = Visitor(client_of(rulebook, sessions=sessions)).begin()
    fields = {**visitor.forms.hidden, "answer": "want-to-disappear", "go": "next"}

    def slow() -> Iterator[bytes]:
        visitor.client.post("/leave", data={"go": "leave"}, follow_redirects=False)
        yield urlencode(fields).encode()

    visitor.client.post("/1", content=slow(), headers={"content-type": FORM}, follow_redirects=False)
    assert len(sessions) == 0


def test_the_harmless_page_names_nothing_of_all_this(visitor: Visitor, language: str) -> None:
    texts = rulebook_texts(load_rulebook(), language)
    visitor.open("/tea")
    assert texts("rulebook", "title") not in visitor.page
    assert "/leave" not in visitor.page


def test_a_new_start_makes_the_old_pages_stale(visitor: Visitor) -> None:
    old = visitor.forms.hidden
    visitor.begin()
    visitor.send("/1", {**old, "alone": "none", "go": "next"})
    assert visitor.status == 403
    assert phrases_of("en")("message", "stale-text") in visitor.forms.text
    assert visitor.forms.ticked == []


def test_the_language_changes_on_the_spot_and_keeps_what_was_ticked(visitor: Visitor) -> None:
    visitor.choose([])
    ticked = {**visitor.forms.hidden, "answer": "friend", "language": "ja"}
    visitor.send("/language", ticked)
    assert visitor.path == "/2"
    assert '<html lang="ja">' in visitor.page
    assert visitor.forms.ticked == [("answer", "friend")]


@pytest.mark.parametrize(
    "where", ["//elsewhere.example/", "https://elsewhere.example/", "/leave", "/1\r\nX: y", "/1?a"]
)
def test_nobody_is_led_elsewhere(visitor: Visitor, where: str) -> None:
    visitor.send("/language", {**visitor.forms.hidden, "here": where, "language": "ja"})
    assert visitor.path == "/"
