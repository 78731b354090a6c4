"""The page without a browser: whole consultations, what is kept and what is forgotten, and what each form does."""

from __future__ import annotations

import logging
import re
from datetime import date, timedelta
from pathlib import Path
from random import Random

import icalendar
import pytest
from nakanaori.engine.consulting import begun, consult
from nakanaori.engine.language import UNKNOWN, Rulebook
from nakanaori.engine.reading import load_rulebook, rulebook_texts
from nakanaori.engine.telling import read_trace, replay, trace_json
from nakanaori.web.session import EMPTY_SECONDS, IDLE_SECONDS, NoRoom, Sessions
from nakanaori.web.wording import phrases_of, preferred
from small_rulebook import write_rulebook
from visitor import Visitor, client_of
from walking import answered_by, somebody

LATE = {
    "danger": [],
    "relation": "superior",
    "fault": "mine",
    "severity": "serious",
    "cause": ["was-late", "overpromised"],
    "apology": "not-yet",
    "contact": "refuses-to-meet",
    "signs": [],
    "demand": "fair",
    "reach": ["phone", "post"],
    "mood": "angry",
    "struggles": ["forgets-appointments"],
    "superior": "approachable",
}
DANGER = {"danger": ["hurt-or-threatened"], "relation": "partner"}


@pytest.fixture(params=["ja", "en"])
def language(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def visitor(rulebook: Rulebook) -> Visitor:
    return Visitor(client_of(rulebook)).begin()


# whole consultations --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(12))
def test_the_page_asks_and_concludes_what_the_engine_does(rulebook: Rulebook, seed: int, language: str) -> None:
    person = somebody(Random(seed), rulebook)
    visitor = Visitor(client_of(rulebook, language)).begin().answer_all(person)
    course = answered_by(begun(rulebook), person)
    texts = rulebook_texts(rulebook, language)
    outcome = consult(rulebook, course.answers, engine="reference")
    assert visitor.number == len(course.answers) + 1 + (course.alarmed_by is not None)
    assert all(texts("questions", name, "topic") in visitor.forms.text for name in course.answers)
    visitor.open(f"/{visitor.number + 1}")
    titles = [texts("actions", planned.action.id, "title") for planned in outcome.plan]
    found = [visitor.forms.text.find(f"{rank}. {title}") for rank, title in enumerate(titles, start=1)]
    assert -1 not in found
    assert visitor.client.get(f"{visitor.path}/list.json").content == trace_json(outcome.trace(language))


def test_the_plan_tells_reasons_down_to_answers_and_sections(rulebook: Rulebook, visitor: Visitor) -> None:
    visitor.answer_all({**LATE, "contact": "wants-no-contact"}).open(f"/{visitor.number + 1}")
    say, texts = phrases_of("en"), rulebook_texts(rulebook, "en")
    for said in (
        texts("rules", "no-contact-means-none"),
        texts("findings", "contact-off", "holds"),
        texts("rules", "they-have-broken-off-contact"),
        say("explain", "section").format(number="20", heading=texts("sections", "20")),
        texts("questions", "contact", "options", "wants-no-contact"),
        say("plan", "withheld"),
    ):
        assert said in visitor.forms.text


def test_a_plan_so_far_is_there_at_every_question(visitor: Visitor) -> None:
    visitor.choose([])
    visitor.open("/2/list")
    assert phrases_of("en")("plan", "provisional") in visitor.forms.text


def test_a_number_is_typed(tmp_path: Path) -> None:
    rulebook = load_rulebook(write_rulebook(tmp_path))
    numbers = [question for question in rulebook.questions if question.kind == "number"]
    visitor = Visitor(client_of(rulebook)).begin()
    while visitor.asked != numbers[0].id:
        visitor.choose("unknown")
    for wrong in ("", "a lot", "1e3", str(numbers[0].high + 1), "9" * 5_000):
        visitor.send(visitor.path, {**visitor.forms.hidden, "number": wrong, "go": "next"})
        assert 'role="alert"' in visitor.page
        assert visitor.asked == numbers[0].id
    # Full-width digits, as a Japanese keyboard gives them.
    typed = str(numbers[0].low).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    visitor.send(visitor.path, {**visitor.forms.hidden, "number": typed, "go": "next"})
    assert 'role="alert"' not in visitor.page


# the alarm ------------------------------------------------------------------------------------------------------------


def test_danger_shows_help_at_once_and_stopping_comes_first(rulebook: Rulebook, language: str) -> None:
    visitor = Visitor(client_of(rulebook, language)).begin().choose(["want-to-disappear"])
    say = phrases_of(language)
    assert visitor.path == "/2"
    assert 'href="tel:0120061338"' in visitor.page
    stop, go_on = say("alarm", "stop"), say("alarm", "go-on").split("{")[0]
    assert 0 < visitor.page.find(f">{stop}<") < visitor.page.find(go_on)
    visitor.send("/leave", {"go": "end"})
    assert visitor.path == "/ended"
    assert visitor.open("/2").status == 410


def test_danger_that_is_answered_anew_shows_help_before_anything_else(visitor: Visitor) -> None:
    visitor.answer_all(LATE).open("/1/change").choose(["hurt-or-threatened"])
    assert visitor.path == "/2"
    assert "tel:110" in visitor.page


# changing answers -----------------------------------------------------------------------------------------------------


def test_changing_an_early_answer_keeps_the_later_ones_that_matter(rulebook: Rulebook, visitor: Visitor) -> None:
    visitor.answer_all(LATE)
    check = visitor.path
    visitor.open("/2/change").choose("customer")
    assert visitor.path == check
    recorded = visitor.client.get(f"{check}/list.json").json()["answers"]
    assert recorded["relation"] == "customer"
    assert recorded["cause"] == ["was-late", "overpromised"]


def test_a_change_that_brings_up_a_question_asks_it_and_comes_back(visitor: Visitor) -> None:
    visitor.answer_all({**LATE, "signs": []})
    visitor.open(_where(visitor, "signs") + "/change").choose(["moving-goalposts", "one-sided-blame"])
    assert visitor.asked == "assessed"
    visitor.answer_all({**LATE, "assessed": "unfair"})
    assert phrases_of("en")("check", "heading") in visitor.forms.text


def test_going_back_keeps_what_was_answered_and_what_was_only_ticked(visitor: Visitor) -> None:
    visitor.choose([]).choose("friend", go="back")
    assert visitor.path == "/1"
    assert visitor.forms.ticked == [("alone", "none")]
    visitor.open("/2")
    assert visitor.forms.ticked == [("answer", "friend")]


def test_nothing_chosen_says_what_to_do_and_loses_nothing(visitor: Visitor) -> None:
    visitor.send("/1", {**visitor.forms.hidden, "go": "next"})
    assert visitor.path == "/1"
    assert phrases_of("en")("question", "choose-several") in visitor.forms.text
    assert 'role="alert"' not in visitor.open("/1").page


def test_none_and_something_do_not_go_together(visitor: Visitor) -> None:
    both = {**visitor.forms.hidden, "answer": ["want-to-disappear"], "alone": ["none"], "go": "next"}
    visitor.send("/1", both)
    assert phrases_of("en")("question", "either-or") in visitor.forms.text
    assert ("answer", "want-to-disappear") in visitor.forms.ticked


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


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "ja"),
        ("en-GB,en;q=0.9", "en"),
        ("de, en;q=0.3, ja;q=0.7", "ja"),
        ("fr", "ja"),
        ("en;q=0, ja;q=0.1", "ja"),
        ("en;q=abc", "ja"),
        (";;,,=", "ja"),
    ],
)
def test_the_browser_says_which_language_is_read(accepted: str, language: str) -> None:
    assert preferred(accepted, ("ja", "en")) == language


# the plan -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def at_the_plan(visitor: Visitor) -> Visitor:
    visitor.answer_all(LATE)
    return visitor.open(f"/{visitor.number + 1}")


def test_actions_are_ticked_off_and_back(at_the_plan: Visitor) -> None:
    stamp = at_the_plan.forms.hidden["stamp"]
    for pressed in (1, 0):
        at_the_plan.send(at_the_plan.path, {"stamp": stamp, "action": "apologise-by-letter", "go": "tick"})
        assert at_the_plan.page.count('aria-pressed="true"') == pressed
    at_the_plan.send(at_the_plan.path, {"stamp": stamp, "action": "no-such-action", "go": "tick"})
    assert at_the_plan.status == 200


def test_what_if_shows_the_difference_and_changes_nothing(at_the_plan: Visitor) -> None:
    plan = at_the_plan.client.get(f"{at_the_plan.path}/list.json").content
    stamp = at_the_plan.forms.hidden["stamp"]
    at_the_plan.send(at_the_plan.path, {"stamp": stamp, "question": "contact", "go": "suppose"})
    assert ("answer", "refuses-to-meet") in at_the_plan.forms.ticked
    other = {"stamp": stamp, "question": "contact", "answer": "wants-no-contact", "go": "suppose"}
    at_the_plan.send(at_the_plan.path, other)
    say, texts = phrases_of("en"), rulebook_texts(load_rulebook(), "en")
    assert say("what-if", "goes") in at_the_plan.forms.text
    assert texts("rules", "no-contact-means-none") in at_the_plan.forms.text
    assert at_the_plan.client.get(f"{at_the_plan.path}/list.json").content == plan
    at_the_plan.send(at_the_plan.path, {"stamp": stamp, "go": "suppose"})
    assert say("what-if", "goes") not in at_the_plan.forms.text


def test_the_record_can_be_replayed(rulebook: Rulebook, at_the_plan: Visitor) -> None:
    file = at_the_plan.client.get(f"{at_the_plan.path}/list.json")
    assert file.headers["content-disposition"] == 'attachment; filename="list.json"'
    assert replay(rulebook, read_trace("list.json", file.content), engine="reference").same


def test_the_document_is_the_plan_in_markdown(at_the_plan: Visitor) -> None:
    file = at_the_plan.client.get(f"{at_the_plan.path}/list.md")
    assert file.headers["content-type"] == "text/markdown; charset=utf-8"
    assert "Apologise in a letter" in file.text


def test_the_calendar_reminds_on_the_day_a_week_ahead_and_after_a_month(at_the_plan: Visitor) -> None:
    day = date.today() + timedelta(30)
    fields = {"stamp": at_the_plan.forms.hidden["stamp"], "day": day.isoformat()}
    file = at_the_plan.client.post(f"{at_the_plan.path}/list.ics", data=fields)
    events = icalendar.Calendar.from_ical(file.content).walk("VEVENT")
    on = {event.decoded("DTSTART") for event in events}
    assert {day, day - timedelta(7), date.today() + timedelta(30)} <= on
    without = at_the_plan.client.post(f"{at_the_plan.path}/list.ics", data={**fields, "day": ""})
    assert len(icalendar.Calendar.from_ical(without.content).walk("VEVENT")) == len(events) - 2


def test_the_print_view_says_everything(at_the_plan: Visitor) -> None:
    at_the_plan.open(f"{at_the_plan.path}/print")
    assert "<details" not in at_the_plan.page
    assert "§1.1" in at_the_plan.page


def test_pictures_are_svg_and_only_of_what_there_is(at_the_plan: Visitor) -> None:
    for name in ("picture.svg", "picture/1.svg"):
        picture = at_the_plan.client.get(f"{at_the_plan.path}/{name}")
        assert picture.headers["content-type"] == "image/svg+xml"
        assert picture.text.startswith("<svg")
    assert at_the_plan.client.get(f"{at_the_plan.path}/picture/999.svg").status_code == 404
    assert at_the_plan.client.get(f"{at_the_plan.path}/picture/0.svg").status_code == 404


# sessions -------------------------------------------------------------------------------------------------------------


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_an_idle_session_is_gone_and_the_next_page_says_so(rulebook: Rulebook, clock: Clock) -> None:
    visitor = Visitor(client_of(rulebook, sessions=Sessions(clock=clock))).begin().choose([])
    clock.now += IDLE_SECONDS - 1
    assert visitor.open("/2").status == 200
    clock.now += IDLE_SECONDS + 1
    assert visitor.open("/2").status == 410
    assert phrases_of("en")("message", "lost-text") in visitor.forms.text
    assert visitor.begin().status == 200


def test_what_has_expired_is_forgotten_although_nobody_asks(rulebook: Rulebook, clock: Clock) -> None:
    sessions = Sessions(clock=clock)
    sessions.open(begun(rulebook))
    token = sessions.open(begun(rulebook).answered("danger", []))
    clock.now += EMPTY_SECONDS + 1
    sessions.expire()
    assert len(sessions) == 1
    assert sessions.find(token) is not None
    clock.now += IDLE_SECONDS + 1
    sessions.expire()
    assert len(sessions) == 0


def test_there_is_room_for_so_many_and_those_within_stay(rulebook: Rulebook, clock: Clock) -> None:
    sessions = Sessions(most=2, clock=clock)
    first = sessions.open(begun(rulebook))
    sessions.open(begun(rulebook))
    with pytest.raises(NoRoom):
        sessions.open(begun(rulebook))
    late = Visitor(client_of(rulebook, sessions=sessions)).begin()
    assert late.status == 503
    assert phrases_of("en")("message", "full") in late.forms.text
    assert sessions.find(first) is not None
    clock.now += EMPTY_SECONDS + 1
    assert sessions.open(begun(rulebook))


def test_tokens_cannot_be_guessed(rulebook: Rulebook) -> None:
    sessions = Sessions()
    tokens = {sessions.open(begun(rulebook)) for _ in range(50)}
    assert len(tokens) == 50
    assert all(len(token) >= 43 for token in tokens)


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


def test_a_question_that_is_no_longer_asked_is_not_answered(visitor: Visitor) -> None:
    visitor.send("/1", {**visitor.forms.hidden, "question": "elapsed", "answer": "days", "go": "next"})
    assert visitor.path == "/1"
    visitor.send("/1", {**visitor.forms.hidden, "question": "no-such", "answer": "days", "go": "next"})
    assert visitor.status == 200


def test_an_option_that_is_none_is_refused_kindly(visitor: Visitor) -> None:
    visitor.choose([])
    visitor.send("/2", {**visitor.forms.hidden, "answer": "<script>", "go": "next"})
    assert visitor.status == 200
    assert visitor.path == "/2"
    assert "<script>" not in visitor.page


# addresses, titles, logs ----------------------------------------------------------------------------------------------


def test_addresses_are_numbers_and_titles_are_neutral(rulebook: Rulebook, language: str) -> None:
    texts = rulebook_texts(rulebook, language)
    visitor = Visitor(client_of(rulebook, language)).begin().answer_all({**LATE, **DANGER})
    visitor.open(f"/{visitor.number + 1}")
    assert all(re.fullmatch(r"/[0-9]+", path) for path in visitor.seen)
    title = re.search("<title>(.*)</title>", visitor.page)
    assert title
    assert title[1] in (f"{visitor.number} · メモ", f"{visitor.number} · Notes")
    assert texts("rulebook", "title") not in title[1]


def test_no_log_line_holds_an_answer(rulebook: Rulebook, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    visitor = Visitor(client_of(rulebook)).begin().answer_all({**LATE, **DANGER})
    visitor.open(f"/{visitor.number + 1}")
    ids = {option for question in rulebook.questions for option in question.options if "-" in option}
    assert [line for line in caplog.messages if any(option in line for option in ids)] == []


def test_an_error_is_logged_without_what_it_says(
    rulebook: Rulebook, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("hurt-or-threatened")

    visitor = Visitor(client_of(rulebook)).begin()
    monkeypatch.setattr("nakanaori.engine.consulting.Course.answered", broken)
    visitor.choose([])
    assert visitor.status == 500
    assert phrases_of("en")("message", "failed-text") in visitor.forms.text
    assert "ValueError at" in caplog.text
    assert "hurt-or-threatened" not in caplog.text


# what a rulebook says is only ever text -------------------------------------------------------------------------------


def test_markup_in_a_rulebook_stays_text(tmp_path: Path) -> None:
    folder = write_rulebook(tmp_path)
    for path in (folder / "text").glob("*.yaml"):
        lines = path.read_text(encoding="utf-8").splitlines()
        spoilt = [re.sub(r"^(\s+[\w-]+: )(\S.*)$", r"\1'<script>alert(1)</script>\"><b>'", line) for line in lines]
        path.write_text("\n".join(spoilt) + "\n", encoding="utf-8")
    visitor = Visitor(client_of(load_rulebook(folder))).begin()
    for _ in range(20):
        assert "<script>alert" not in visitor.page
        assert "<b>" not in visitor.page
        if 'id="answer"' not in visitor.page:
            break
        visitor.choose("unknown")
    visitor.open(f"/{visitor.number + 1}")
    assert "<script>alert" not in visitor.page
    assert "alert(1)" in visitor.page


def _where(visitor: Visitor, question: str) -> str:
    """The address of the step that asks a question."""
    for number in range(1, 40):
        visitor.open(f"/{number}")
        if 'id="answer"' in visitor.page and visitor.asked == question:
            return visitor.path
    raise AssertionError(question)


def test_a_question_that_comes_up_in_the_middle_is_answered_once_and_done(rulebook: Rulebook, visitor: Visitor) -> None:
    """Whoever has answered what follows before is not led through it again."""
    for seed in range(40):
        person = somebody(Random(seed), rulebook)
        course = answered_by(begun(rulebook), person)
        changed = course.answered("cause", ["was-late"]) if course.asks("cause") else course
        if changed.question is not None and len(changed.aside) > 0:
            break
    visitor.answer_all(person)
    visitor.open(_where(visitor, "cause") + "/change").choose(["was-late"])
    while 'id="answer"' in visitor.page:
        asked = visitor.asked
        visitor.choose(person[asked])
        assert 'id="answer"' not in visitor.page or visitor.forms.ticked == []
    assert phrases_of("en")("check", "heading") in visitor.forms.text


def test_whoever_goes_on_in_danger_is_told_once(visitor: Visitor) -> None:
    """Later answers may change what is urgent; they do not lead back to it."""
    visitor.choose(["hurt-or-threatened", "want-to-disappear"]).open("/3")
    while 'id="answer"' in visitor.page:
        before = visitor.number
        given = {"relation": "partner", "signs": ["relentless-blame", "moving-goalposts"]}
        visitor.choose(given.get(visitor.asked, UNKNOWN))
        assert visitor.number == before + 1
