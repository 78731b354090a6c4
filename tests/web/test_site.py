"""A site of plain files: what is in it, what its pages forbid, and that one can go through them."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from nakanaori.engine.consulting import REFERENCE, begun, consult
from nakanaori.engine.language import NakanaoriError, Rulebook
from nakanaori.engine.reading import load_rulebook
from nakanaori.web.published_rulebook import published_json
from nakanaori.web.script import joined_script
from nakanaori.web.site import ENTRY, FRONT, single_files, site
from nakanaori.web.wording import wording_of
from page_script import NODE, require_node
from required import require
from small_rulebook import write_rulebook


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    return load_rulebook(write_rulebook(tmp_path_factory.mktemp("site")))


def policy_of(page: str) -> dict[str, list[str]]:
    """The content security policy of a page, by directive."""
    (written,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', page)
    directives = (directive.split() for directive in html.unescape(written).split(";"))
    return {name: sources for name, *sources in directives}


def addresses(page: str) -> list[str]:
    return re.findall(r'(?:href|src)="([^"]*)"', page)


def carried(page: str) -> Any:
    """The rulebook that a page carries."""
    (written,) = re.findall(r'<script type="application/json" id="rulebook">(.*?)</script>', page, re.DOTALL)
    return json.loads(written)


# files ----------------------------------------------------------------------------------------------------------------


def test_a_site_of_one_rulebook_is_a_page_a_language_and_what_they_share(rulebook: Rulebook) -> None:
    files = site([rulebook])
    assert {name for name in files if name.endswith(".html")} == {FRONT, "en.html"}
    shared = [name for name in files if not name.endswith(".html")]
    for name in shared:
        stem, digest, _ = name.split(".")
        assert digest == hashlib.sha256(files[name]).hexdigest()[:12], stem
    assert files == site([load_rulebook()])


def test_every_page_carries_its_rulebook_in_its_language(rulebook: Rulebook) -> None:
    files = site([rulebook])
    for language, name in (("ja", FRONT), ("en", "en.html")):
        assert carried(files[name].decode()) == json.loads(published_json(rulebook, wording_of(rulebook, language)))


def test_addresses_are_relative_and_lead_to_files_of_the_site(rulebook: Rulebook, small: Rulebook) -> None:
    for rulebooks in ([rulebook], [rulebook, small]):
        files = site(rulebooks)
        for name, content in files.items():
            for address in addresses(content.decode()) if name.endswith(".html") else ():
                if not address.startswith(("#", "tel:", "https:")):
                    folder = Path(name).parent
                    target = (folder / address).as_posix()
                    assert target.replace(f"{folder.as_posix()}/../", "") in files, (name, address)


def test_several_rulebooks_have_a_front_page_and_a_folder_each(rulebook: Rulebook, small: Rulebook) -> None:
    files = site([rulebook, small])
    front = files[FRONT].decode()
    for book in (rulebook, small):
        for language in book.languages:
            assert html.escape(wording_of(book, language).texts("rulebook", "title"), quote=False) in front
        assert f"{book.id}/{FRONT}" in files


def test_rulebooks_that_are_called_alike_are_refused(small: Rulebook) -> None:
    with pytest.raises(NakanaoriError, match="Two rulebooks are called 'GOING_OUT'"):
        site([small, replace(small, id="GOING_OUT")])
    assert site([small, replace(small, id="other")])


# what pages forbid ----------------------------------------------------------------------------------------------------


def test_pages_of_a_site_take_nothing_but_what_lies_beside_them(rulebook: Rulebook, small: Rulebook) -> None:
    for name, content in site([rulebook, small]).items():
        if name.endswith(".html"):
            policy = policy_of(content.decode())
            assert policy.pop("default-src") == policy.pop("connect-src") == ["'none'"]
            assert policy.pop("base-uri") == policy.pop("form-action") == ["'none'"]
            assert set(policy) == {"script-src", "style-src", "img-src"}
            assert all(sources == ["'self'"] for sources in policy.values())
            assert not re.search(r"<style|\bon\w+=|style=", content.decode().partition("<script type=")[0])


def test_a_single_file_runs_its_own_script_alone(rulebook: Rulebook) -> None:
    files = single_files([rulebook])
    assert set(files) == {"regain_trust.ja.html", "regain_trust.en.html"}
    for content in files.values():
        page = content.decode()
        policy = policy_of(page)
        (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
        (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
        assert policy["script-src"] == [hashed(script)]
        assert policy["style-src"] == [hashed(style)]
        assert policy["connect-src"] == ["'none'"]
        assert {one for one in addresses(page) if not re.match("#|tel:|https:|data:", one)} <= set(files)


def test_nothing_in_the_script_ends_it() -> None:
    assert not re.search(r"</script|<!--|<script", joined_script(ENTRY), re.IGNORECASE)


def hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


HOSTILE = "</script><script>alert(1)</script><!-- <b>&amp;\" ' \u2028"


def test_texts_of_a_rulebook_are_never_markup(tmp_path: Path) -> None:
    folder = write_rulebook(tmp_path)
    text = folder / "text" / "en.yaml"
    words = text.read_text(encoding="utf-8")
    assert words.count("title: Going out,") == 1
    text.write_text(words.replace("title: Going out,", f"title: {json.dumps(HOSTILE)},"), encoding="utf-8")
    rulebook = load_rulebook(folder)
    for files in (site([rulebook]), single_files([rulebook])):
        page = next(content.decode() for name, content in files.items() if name.endswith("en.html"))
        assert "alert(1)</script>" not in page
        assert carried(page)["texts"]["rulebook"]["title"] == HOSTILE
        assert page.count("</script>") == 2


def test_without_script_a_page_names_whom_to_call(rulebook: Rulebook) -> None:
    page = site([rulebook])[FRONT].decode()
    before = page.partition("<script")[0]
    for line in rulebook.help_lines.lines:
        assert line.call in before
    assert rulebook.help_lines.checked in before


# going through it -----------------------------------------------------------------------------------------------------


def walked(page: bytes, rulebook: Rulebook, language: str) -> dict[str, Any]:
    """What somebody sees who answers everything by the first choice."""
    require_node()
    require(
        (NODE / "node_modules" / "jsdom").is_dir(), "nobody goes through the page: run 'npm install' in tests/node."
    )
    say = wording_of(rulebook, language).say
    labels = {
        "begin": say("start", "begin"),
        "alarm": say("alarm", "heading"),
        "check": say("check", "heading"),
        "list": say("check", "go-on"),
    }
    ran = subprocess.run(
        ["node", "walk_page.mjs", "{}", json.dumps({"say": labels})],
        input=page, capture_output=True, cwd=NODE, timeout=120, check=True,
    )  # fmt: skip
    walk: dict[str, Any] = json.loads(ran.stdout)
    return walk


def expected(rulebook: Rulebook, language: str) -> tuple[list[str], list[str], bool]:
    """The questions in words, the titles of the plan, and whether there was an alarm, by the engine in Python."""
    texts, course = wording_of(rulebook, language).texts, begun(rulebook)
    asked, alarmed = [], False
    while (question := course.question) is not None:
        asked.append(texts("questions", question.id, "ask"))
        first = question.options[0] if question.options else 7
        course = course.answered(question.id, [first] if question.kind == "several" else first)
        alarmed = alarmed or course.outcome(REFERENCE).alarmed
    plan = consult(rulebook, course.answers, engine=REFERENCE).plan
    return asked, [texts("actions", planned.action.id, "title") for planned in plan], alarmed


@pytest.fixture(scope="module", params=["ja", "en"])
def walk_in(request: pytest.FixtureRequest, rulebook: Rulebook) -> tuple[str, dict[str, Any]]:
    """A language, and what somebody sees who goes through the single file of it."""
    language = request.param
    return language, walked(single_files([rulebook])[f"regain_trust.{language}.html"], rulebook, language)


def test_one_can_go_through_a_single_file(rulebook: Rulebook, walk_in: tuple[str, dict[str, Any]]) -> None:
    language, walk = walk_in
    asked, titles, alarmed = expected(rulebook, language)
    assert walk["errors"] == []
    assert walk["start"] == wording_of(rulebook, language).texts("rulebook", "title")
    assert walk["asked"] == [" ".join(words.split()) for words in asked]
    assert bool(walk["alarms"]) is alarmed
    assert len(walk["plan"]["titles"]) == len(titles)
    for told, title in zip(walk["plan"]["titles"], titles, strict=True):
        assert " ".join(title.split()) in told
    assert len(walk["why"]) > 40
    assert walk["focused"]


def test_one_can_go_through_every_kind_of_question(small: Rulebook) -> None:
    walk = walked(single_files([small])["going_out.en.html"], small, "en")
    asked, titles, _ = expected(small, "en")
    assert walk["errors"] == []
    assert walk["asked"] == asked
    assert len(walk["plan"]["titles"]) == len(titles)


def test_who_leaves_sees_nothing_of_the_subject_any_more(
    rulebook: Rulebook, walk_in: tuple[str, dict[str, Any]]
) -> None:
    language, walk = walk_in
    say, texts = wording_of(rulebook, language).say, wording_of(rulebook, language).texts
    assert say("tea", "heading") in walk["left"]
    assert texts("rulebook", "title") not in walk["left"]
