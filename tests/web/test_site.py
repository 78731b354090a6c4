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
from nakanaori.engine.consulting import REFERENCE, begun, consult, is_drawn
from nakanaori.engine.language import HelpLines, NakanaoriError, Rulebook
from nakanaori.engine.reading import load_rulebook
from nakanaori.engine.telling import date_in_words
from nakanaori.web.packing import SHORT_LETTERS, packed_apart, packed_json
from nakanaori.web.published_rulebook import published
from nakanaori.web.script import joined_script
from nakanaori.web.site import ENTRY, FRONT, single_files, site
from nakanaori.web.wording import wording_of
from page_script import NODE, require_node
from required import require
from small_rulebook import FILES, write_rulebook


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


def put_by(script: str, name: str) -> str:
    """The text that a script puts on its own element."""
    before, _, rest = script.partition("=")
    assert before == f"document.currentScript.dataset.{name}"
    text: str = json.loads(rest.removesuffix(";\n"))
    return text


def letters_put_back(text: str, page: Any) -> str:
    """A packed text as it reads."""
    free = [letter for letter in SHORT_LETTERS if letter not in page["kept"]]
    [words] = page["letters"]
    meant = dict(zip(free, ("\0", "\1", *words.split("|")), strict=False))
    return "".join(meant.get(letter, letter) for letter in text)


# files ----------------------------------------------------------------------------------------------------------------


def test_a_site_of_one_rulebook_is_a_page_a_language_and_what_they_share(rulebook: Rulebook) -> None:
    files = site([rulebook])
    assert {name for name in files if name.endswith(".html")} == {
        FRONT,
        "en.html",
        "advice.html",
        "advice.en.html",
    }
    shared = [name for name in files if not name.endswith((".html", ".webmanifest")) and name != "sw.js"]
    for name in shared:
        stem, digest, _ = name.split(".")
        assert digest == hashlib.sha256(files[name]).hexdigest()[:12], stem
    assert files == site([load_rulebook()])


def test_every_page_carries_its_rulebook_in_its_language(rulebook: Rulebook) -> None:
    files = site([rulebook])
    for language, name in (("ja", FRONT), ("en", "en.html")):
        packed, traced = packed_apart(published(rulebook, wording_of(rulebook, language)))
        assert carried(files[name].decode()) == json.loads(packed)
        [ids] = re.findall(r' data-ids="([^"]+)"', files[name].decode())
        assert put_by(files[ids].decode(), "ids") == traced
    for language in rulebook.languages:
        page = single_files([rulebook])[f"{rulebook.id}.{language}.html"].decode()
        assert carried(page) == json.loads(packed_json(published(rulebook, wording_of(rulebook, language))))
        assert "data-ids" not in page


def test_the_page_of_another_language_can_be_had_without_going_there(rulebook: Rulebook) -> None:
    """A page of a folder knows a script that has it; a single file has it, and leads to no file that may be missing."""
    files, alone = site([rulebook]), single_files([rulebook])
    for here, there, name in (("ja", "en", "en.html"), ("en", "ja", FRONT)):
        page = files["index.html" if here == "ja" else "en.html"].decode()
        [address] = re.findall(rf'hreflang="{there}" data-page="([^"]+)"', page)
        single = alone[f"{rulebook.id}.{here}.html"].decode()
        [written] = re.findall(rf'<script type="application/json" id="page-{there}">(.*?)</script>', single, re.DOTALL)
        for text, of in ((put_by(files[address].decode(), "page"), files[name].decode()), (json.loads(written), "")):
            assert f'<html lang="{there}"' in text
            assert wording_of(rulebook, there).texts("rulebook", "title") in text
            assert not of or carried(text) == carried(of)
        assert [one for one in addresses(single) if not re.match("#|tel:|https:|data:", one)] == []
        assert [one for one in addresses(json.loads(written)) if not re.match("#|tel:|https:|data:", one)] == []


def test_addresses_are_relative_and_lead_to_files_of_the_site(rulebook: Rulebook, small: Rulebook) -> None:
    for rulebooks in ([rulebook], [rulebook, small]):
        files = site(rulebooks)
        for name, content in files.items():
            for address in addresses(content.decode()) if name.endswith(".html") else ():
                if not address.startswith(("#", "tel:", "https:")):
                    folder = Path(name).parent
                    target = (folder / address.partition("#")[0]).as_posix()
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
            runs = {"script-src", "worker-src", "manifest-src"}
            if "advice" in name:
                runs = {"script-src"} if 'href="#tea"' in content.decode() else set()
            assert set(policy) == {"style-src", "img-src", *runs}
            assert all(sources == ["'self'"] for sources in policy.values())
            assert not re.search(r"<style|\bon\w+=|style=", content.decode().partition("<script type=")[0])


def test_a_single_file_runs_its_own_script_alone(rulebook: Rulebook) -> None:
    files = single_files([rulebook])
    pages = {"regain_trust.ja.html", "regain_trust.en.html"}
    assert set(files) == pages | {"regain_trust.ja.advice.html", "regain_trust.en.advice.html"}
    for content in map(files.__getitem__, sorted(pages)):
        page = content.decode()
        policy = policy_of(page)
        (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
        (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
        assert policy["script-src"] == [hashed(script)]
        assert policy["style-src"] == [hashed(style)]
        assert policy["connect-src"] == ["'none'"]
        assert [one for one in addresses(page) if not re.match("#|tel:|https:|data:", one)] == []


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
        assert HOSTILE in letters_put_back(carried(page)["texts"], carried(page)).split("\0")
        assert page.count("</script>") == 2 + page.count('<script type="application/json" id="page-')


def test_what_searches_is_sent_where_something_has_to_be_searched(
    rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def searches() -> bool:
        script = next(content.decode() for name, content in site([rulebook]).items() if name.startswith("page."))
        return "dependsOn(" in script.replace(".dependsOn(", "")

    assert is_drawn(rulebook)
    assert not searches()
    monkeypatch.setattr("nakanaori.web.site.is_drawn", lambda _: False)
    assert searches()


def test_without_script_a_page_names_whom_to_call(rulebook: Rulebook) -> None:
    """A page of a folder the first ones, and where the others stand; a file, which may be alone, all of them."""
    files = site([rulebook])
    before = files[FRONT].decode().partition("<script")[0]
    lines = [line for line in rulebook.help_lines.lines if line.call]
    assert all(line.call in before for line in lines[:4])
    assert 'href="advice.html#lines"' in before
    alone = single_files([rulebook])[f"{rulebook.id}.ja.html"].decode().partition("<script")[0]
    for told in (files["advice.html"].decode(), alone):
        assert all(line.call in told for line in lines)
        assert date_in_words(rulebook.help_lines.checked, wording_of(rulebook, "ja")) in told
        assert not re.search(r"20\d\d-\d\d", re.sub(r' data-old="[^"]*"', "", told)), "a sentence holds no such day"


def test_a_page_speaks_of_danger_and_of_leaving_only_where_its_rulebook_does(rulebook: Rulebook) -> None:
    plain = replace(rulebook, alarm=None, quick_exit=False, help_lines=HelpLines())
    say, title = wording_of(rulebook, "ja").say, wording_of(rulebook, "ja").texts("rulebook", "title")
    before = site([rulebook])[FRONT].decode().partition("<script")[0]
    of_danger = [say("start", "danger"), say("frame", "leave"), say("frame", "leave-hint"), say("plan", "help-lines")]
    assert all(words in before for words in of_danger)
    assert f"<title>{say('title', 'start')}</title>" in before
    before = site([plain])[FRONT].decode().partition("<script")[0]
    assert not any(words in before for words in of_danger)
    assert f"<title>{title}</title>" in before
    assert f"<title>{title}</title>" in site([plain, replace(plain, id="other")])[FRONT].decode()


def test_links_of_notes_leave_the_page_where_it_is(tmp_path: Path) -> None:
    lines = "checked: 2026-01-31\nlines: [{line: well, region: here, call: '110', for: drink-water}]\n"
    note = r'"See [<us>](https://example.org/?a=b&c=d):\n\n- [ring](tel:110)\n- [bad](javascript:alert)"'
    texts = FILES["text/en.yaml"] + f"help-lines: {{well: {{name: The well, note: {note}}}}}\n"
    rulebook = load_rulebook(write_rulebook(tmp_path, {"help-lines.yaml": lines, "text/en.yaml": texts}))
    page = site([rulebook])["advice.en.html"].decode()
    address = 'href="https://example.org/?a=b&amp;c=d" rel="noopener noreferrer" target="_blank" data-address=" (https://example.org/?a=b&amp;c=d)"'
    assert f"<p>See <a {address}>&lt;us&gt;</a>:</p>" in page
    assert '<li><a href="tel:110" rel="noopener noreferrer" data-address=" (110)">ring</a></li>' in page
    assert "<li>[bad](javascript:alert)</li>" in page


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
        "certain": say("certain", "heading"),
        "check": say("check", "heading"),
        "list": say("check", "go-on"),
    }
    ran = subprocess.run(
        ["node", "walk_page.mjs", "{}", json.dumps({"say": labels})],
        input=page, capture_output=True, cwd=NODE, timeout=120, check=True,
    )  # fmt: skip
    walk: dict[str, Any] = json.loads(ran.stdout)
    return walk


def expected(rulebook: Rulebook, language: str) -> tuple[list[str], list[str], bool, list[int]]:
    """The questions in words, the titles of the plan, whether there was an alarm, and the ranks of what comes first."""
    texts, course = wording_of(rulebook, language).texts, begun(rulebook)
    asked, alarmed = [], False
    while (question := course.question) is not None:
        asked.append(texts("questions", question.id, "ask"))
        first = question.options[0] if question.options else 7
        course = course.answered(question.id, [first] if question.kind == "several" else first)
        alarmed = alarmed or course.outcome(REFERENCE).alarmed
    outcome = consult(rulebook, course.answers, engine=REFERENCE)
    titles = [texts("actions", planned.action.id, "title") for planned in outcome.plan]
    return asked, titles, alarmed, [planned.rank for planned in outcome.first_steps]


@pytest.fixture(scope="module", params=["ja", "en"])
def walk_in(request: pytest.FixtureRequest, rulebook: Rulebook) -> tuple[str, dict[str, Any]]:
    """A language, and what somebody sees who goes through the single file of it."""
    language = request.param
    return language, walked(single_files([rulebook])[f"regain_trust.{language}.html"], rulebook, language)


def test_one_can_go_through_a_single_file(rulebook: Rulebook, walk_in: tuple[str, dict[str, Any]]) -> None:
    language, walk = walk_in
    asked, titles, alarmed, first = expected(rulebook, language)
    assert walk["errors"] == []
    assert walk["start"] == wording_of(rulebook, language).texts("rulebook", "title")
    assert walk["asked"] == [" ".join(words.split()) for words in asked]
    assert bool(walk["alarms"]) is alarmed
    assert len(walk["plan"]["titles"]) == len(titles)
    for told, title in zip(walk["plan"]["titles"], titles, strict=True):
        assert " ".join(title.split()) == told
    assert set(first) <= set(walk["open"])
    assert len(walk["why"]) > 40
    assert walk["focused"]


def test_one_can_go_through_every_kind_of_question(small: Rulebook) -> None:
    walk = walked(single_files([small])["going_out.en.html"], small, "en")
    asked, titles, *_ = expected(small, "en")
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
