"""What every page works with: the cookie that names a session."""

from __future__ import annotations

import re

from nakanaori.engine.consulting import begun
from nakanaori.engine.language import Rulebook
from nakanaori.web.form import Form
from nakanaori.web.office import SESSION_COOKIE, drafted, is_from
from nakanaori.web.selection import Selection
from nakanaori.web.session import Session
from visitor import bare


def test_the_cookie_is_for_this_site_and_no_script(rulebook: Rulebook) -> None:
    cookie = bare(rulebook).post("/start", follow_redirects=False).headers["set-cookie"]
    assert re.fullmatch(rf"{SESSION_COOKIE}=[\w-]{{43}}; HttpOnly; Path=/; SameSite=strict", cookie)


def test_a_token_of_ones_own_making_opens_nothing(rulebook: Rulebook) -> None:
    for token in ("x", "../../etc", "あ", "a" * 3_000):
        cookie = f"{SESSION_COOKIE}={token}".encode()
        answer = bare(rulebook).get("/1", headers=[(b"cookie", cookie)])
        assert answer.status_code == 410


def test_what_is_only_ticked_is_kept_as_a_draft_of_what_is_asked(rulebook: Rulebook) -> None:
    session = Session(begun(rulebook), stamp="s")
    ticked = Form((("question", "danger"), ("answer", "hurt-or-threatened"), ("answer", "no-such"), ("alone", "junk")))
    assert drafted(session, ticked).drafts == {"danger": Selection(frozenset(("hurt-or-threatened",)))}
    for nothing in (Form((("question", "danger"),)), Form((("question", "elapsed"), ("answer", "days")))):
        assert drafted(session, nothing) is session


def test_a_form_is_from_a_page_of_the_session_whose_stamp_it_bears(rulebook: Rulebook) -> None:
    session = Session(begun(rulebook), stamp="あ1")
    assert is_from(Form((("stamp", "あ1"),)), session)
    assert not is_from(Form((("stamp", "あ"),)), session)
    assert not is_from(Form(()), session)
