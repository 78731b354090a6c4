"""The calendar: read back by icalendar it holds the plan's follow-ups on their days, and nothing that tells more."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone
from random import Random

import dice
import icalendar
import pytest
from house import HOUSE
from nakanaori.engine.consulting import Outcome, consult
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import load_rulebook, rulebook_texts
from nakanaori.engine.telling import as_calendar as calendar_of
from nakanaori.engine.telling import due_follow_ups, follow_ups, needs_a_day, wording_of
from small_rulebook import FILES, changed, write_rulebook
from steering import steering, told_in_controls

MADE = datetime(2026, 1, 30, 22, 15, 0, tzinfo=timezone.utc)
TODAY = date(2026, 1, 31)

REMINDED = """\
- action: drink-water
  phase: later
  cites: ["2"]
  follow-ups:
    - {follow-up: refill, days-after: 30}
    - {follow-up: buy-bottles, days-before: 7}
    - {follow-up: carry-one, days-before: 0}
"""
TEXTS = {
    "en": "{refill: 'Fill up; then drink, or don’t', buy-bottles: Buy bottles, carry-one: Take one along}",
    "ja": f"{{refill: {'水を足す。' * 12}, buy-bottles: 瓶を買う, carry-one: 一本持って出る}}",
}


@pytest.fixture(scope="module")
def drinking(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """A plan whose one action has a follow-up after a month, and two that count back from a day."""
    files = changed("actions.yaml", '- action: drink-water\n  phase: later\n  cites: ["2"]\n', REMINDED)
    for language, texts in TEXTS.items():
        name = f"text/{language}.yaml"
        title = re.search(r"  drink-water:\n", FILES[name])
        assert title
        files |= changed(name, title[0], f"{title[0]}    follow-ups: {texts}\n")
    rulebook = load_rulebook(write_rulebook(tmp_path_factory.mktemp("drinking"), files))
    return consult(rulebook, {}, engine="reference")


def as_calendar(outcome: Outcome, language: str, *rest: datetime | date | None) -> bytes:
    return calendar_of(outcome, wording_of(outcome.rulebook, language), *rest)


def events(made: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(made).walk("VEVENT"))


def days(made: bytes) -> list[tuple[date, str]]:
    return [(event.decoded("dtstart"), str(event["summary"])) for event in events(made)]


# days -----------------------------------------------------------------------------------------------------------------


def test_without_a_day_there_is_what_comes_after(drinking: Outcome) -> None:
    assert needs_a_day(drinking)
    assert [follow_up.id for _, follow_up in follow_ups(drinking)] == ["refill", "buy-bottles", "carry-one"]
    assert days(as_calendar(drinking, "en", MADE, TODAY)) == [(date(2026, 3, 2), "Fill up; then drink, or don’t")]


def test_with_a_day_there_is_what_comes_before_it(drinking: Outcome) -> None:
    assert days(as_calendar(drinking, "ja", MADE, TODAY, date(2026, 3, 3))) == [
        (date(2026, 3, 2), "水を足す。" * 12),
        (date(2026, 2, 24), "瓶を買う"),
        (date(2026, 3, 3), "一本持って出る"),
    ]


@pytest.mark.parametrize(
    ("day", "kept"),
    [
        (TODAY + timedelta(8), ["refill", "buy-bottles", "carry-one"]),
        (TODAY + timedelta(7), ["refill", "buy-bottles", "carry-one"]),
        (TODAY + timedelta(6), ["refill", "carry-one"]),
        (TODAY, ["refill", "carry-one"]),
        (TODAY - timedelta(1), ["refill"]),
        (date.min, ["refill"]),
        (date.max, ["refill", "buy-bottles", "carry-one"]),
    ],
)
def test_nothing_lies_in_the_past(drinking: Outcome, day: date, kept: list[str]) -> None:
    assert [one.follow_up.id for one in due_follow_ups(drinking, TODAY, day)] == kept
    assert len(events(as_calendar(drinking, "en", MADE, TODAY, day))) == len(kept)


@pytest.mark.parametrize(
    ("today", "then"),
    [
        (date(2027, 1, 29), date(2027, 2, 28)),
        (date(2028, 1, 30), date(2028, 2, 29)),
        (date(2028, 2, 29), date(2028, 3, 30)),
        (date(2027, 2, 28), date(2027, 3, 30)),
        (date(2026, 12, 2), date(2027, 1, 1)),
        (date(2026, 12, 31), date(2027, 1, 30)),
    ],
)
def test_months_and_years_end_where_they_do(drinking: Outcome, today: date, then: date) -> None:
    assert [one.on for one in due_follow_ups(drinking, today)] == [then]
    assert days(as_calendar(drinking, "en", MADE, today))[0][0] == then


def test_a_plan_without_follow_ups_has_nothing_to_offer(rulebook: Rulebook) -> None:
    outcome = consult(rulebook, {"danger": ["hurt-or-threatened"]}, engine="reference")
    assert outcome.alarmed
    assert follow_ups(outcome) == due_follow_ups(outcome, TODAY, TODAY) == ()
    assert not needs_a_day(outcome)


def test_a_follow_up_that_only_comes_after_needs_no_day(rulebook: Rulebook) -> None:
    after = [action for action in rulebook.actions if any(one.days_after is not None for one in action.follow_ups)]
    before = [action for action in rulebook.actions if any(one.days_before is not None for one in action.follow_ups)]
    assert after
    assert before
    needs = {needs_a_day(outcome) for seed in range(300) if follow_ups(outcome := person(rulebook, seed))}
    assert needs == {True, False}


# what stands in the file ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["ja", "en"])
def test_an_event_says_which_questions_to_look_at_again(rulebook: Rulebook, language: str) -> None:
    answers = {"danger": ["want-to-disappear"], "wish": "passing", "contact": "in-touch", "severity": "serious"}
    topic = {name: rulebook_texts(rulebook, language)("questions", name, "topic") for name in answers}
    told = set()
    for seed in range(40):
        thrown = dice.answers(Random(seed), rulebook, 0.9)
        outcome = consult(rulebook, {**thrown, **answers, "fault": "mine"}, engine="reference")
        told |= {str(event["description"]) for event in events(as_calendar(outcome, language, MADE, TODAY, TODAY))}
    assert told
    for description in told:
        assert topic["contact"] in description
        assert {"ja": "続きのファイル", "en": "Open the file"}[language] in description
        assert "nakanaori" not in description, "whoever answers on a phone has no terminal"
        # What changes may be looked at again, but whoever sees the calendar learns of no danger.
        assert not any(topic[name] in description for name in ("danger", "wish", "severity"))


def test_without_anything_to_look_at_again_an_event_says_nothing_of_it(drinking: Outcome) -> None:
    assert all("description" not in event for event in events(as_calendar(drinking, "en", MADE, TODAY, TODAY)))


def test_events_are_whole_days_with_a_reminder_at_nine(drinking: Outcome) -> None:
    for event in events(as_calendar(drinking, "ja", MADE, TODAY, TODAY)):
        start = event.decoded("dtstart")
        assert type(start) is date
        assert event.decoded("duration") == timedelta(days=1)
        assert event.end == start + timedelta(days=1)
        assert "dtend" not in event
        assert event.decoded("dtstamp") == MADE
        assert (event["class"], event["transp"]) == ("PRIVATE", "TRANSPARENT")
        (alarm,) = event.walk("VALARM")
        assert (alarm["action"], alarm["description"]) == ("DISPLAY", event["summary"])
        midnight = datetime.combine(start, time())
        assert midnight + alarm.decoded("trigger") == datetime.combine(start, time(9))


def test_the_calendar_names_its_standard_and_its_maker_and_nothing_else(drinking: Outcome) -> None:
    whole = icalendar.Calendar.from_ical(as_calendar(drinking, "en", MADE, TODAY, TODAY))
    assert dict(whole) == {"VERSION": "2.0", "PRODID": "-//nakanaori//follow-ups//EN", "CALSCALE": "GREGORIAN"}
    assert {key for event in whole.walk("VEVENT") for key in event} == {
        *("UID", "DTSTAMP", "DTSTART", "DURATION", "SUMMARY", "CLASS", "TRANSP")
    }
    assert {key for alarm in whole.walk("VALARM") for key in alarm} == {"ACTION", "DESCRIPTION", "TRIGGER"}


def test_lines_are_as_the_standard_wants_them(drinking: Outcome) -> None:
    made = as_calendar(drinking, "ja", MADE, TODAY)
    lines = made.split(b"\r\n")
    assert lines[-1] == b""
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    assert any(line.startswith(b" ") for line in lines), "the long summary is folded"


def test_the_same_is_the_same_bytes(drinking: Outcome) -> None:
    assert as_calendar(drinking, "en", MADE, TODAY, TODAY) == as_calendar(drinking, "en", MADE, TODAY, TODAY)


# people ---------------------------------------------------------------------------------------------------------------


FORGETFUL: dict[str, object] = {
    "fault": "mine",
    "cause": ["was-late"],
    "repeated": "repeated",
    "plan": "none",
    "struggles": ["forgets-appointments"],
    "planner": "phone",
}
"""Who forgets appointments and has a planner: few thrown people get follow-ups before a day."""


def person(rulebook: Rulebook, seed: int) -> Outcome:
    answers = dice.answers(Random(seed), rulebook, 0.9) if seed else FORGETFUL
    return consult(rulebook, answers, engine="reference")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_event_is_a_follow_up_of_an_action_in_the_plan(rulebook: Rulebook, language: str) -> None:
    texts = rulebook_texts(rulebook, language)
    seen = 0
    for seed in range(800):
        random = Random(seed)
        outcome = person(rulebook, seed)
        today = date(2026, 1, 1) + timedelta(random.randrange(2000))
        day = random.choice((None, today + timedelta(random.randint(-10, 60))))
        possible = set()
        for planned in outcome.plan:
            for one in planned.action.follow_ups:
                text = texts("actions", planned.action.id, "follow-ups", one.id)
                if one.days_after is not None:
                    possible.add((today + timedelta(one.days_after), text))
                elif day is not None:
                    possible.add((day - timedelta(one.days_before or 0), text))
        made = as_calendar(outcome, language, MADE, today, day)
        assert set(days(made)) == {(on, text) for on, text in possible if on >= today}
        seen += len(events(made))
    assert seen > 100


def uids(rulebook: Rulebook, seed: int, language: str, today: date) -> dict[str, str]:
    outcome = person(rulebook, seed)
    made = as_calendar(outcome, language, MADE + timedelta(seed), today, TODAY + timedelta(20))
    due = due_follow_ups(outcome, today, TODAY + timedelta(20))
    names = [f"{one.action.id}/{one.follow_up.id}" for one in due]
    return dict(zip(names, (str(event["uid"]) for event in events(made)), strict=True))


def test_an_entry_is_known_by_its_follow_up_alone(rulebook: Rulebook) -> None:
    """Whoever answered what, in which language and when: so two imports give one entry, and no one can tell from it."""
    known: dict[str, str] = {}
    for seed in range(80):
        for language, later in (("ja", 0), ("en", 0), ("en", 1)):
            for name, uid in uids(rulebook, seed, language, TODAY + timedelta(later)).items():
                assert known.setdefault(name, uid) == uid
                assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", uid)
    assert len(known) >= 5
    assert len(set(known.values())) == len(known)


def test_fetched_again_the_next_day_an_entry_moves_and_does_not_double(drinking: Outcome) -> None:
    first, again = (events(as_calendar(drinking, "en", MADE, TODAY + timedelta(later)))[0] for later in (0, 1))
    assert first["uid"] == again["uid"]
    assert again.decoded("dtstart") - first.decoded("dtstart") == timedelta(1)


def test_no_control_character_reaches_the_file(drinking: Outcome) -> None:
    wording = told_in_controls(wording_of(drinking.rulebook, "en"))
    made = calendar_of(drinking, wording, MADE, TODAY).decode()
    assert steering(made.replace("\r\n", "")) == []
    assert "\\\\u001b]0\\;x\\\\u0007" in made


def test_the_file_tells_no_title_no_answer_and_no_id(rulebook: Rulebook) -> None:
    ids = {*rulebook.question, *rulebook.action, rulebook.id, *rulebook.findings}
    for seed in range(60):
        outcome = person(rulebook, seed)
        if not follow_ups(outcome):
            continue
        text = as_calendar(outcome, "en", MADE, TODAY, TODAY).decode().replace("\r\n ", "")
        told = re.sub(r"^(SUMMARY|DESCRIPTION):.*$", "", text, flags=re.MULTILINE)
        assert [name for name in ids if re.search(rf"\b{re.escape(name)}\b", told)] == []
        texts = rulebook_texts(rulebook, "en")
        assert [planned for planned in outcome.plan if texts("actions", planned.action.id, "title") in text] == []
        assert outcome.trace("en").digest not in text


def test_the_engine_does_without_icalendar() -> None:
    """It belongs to the extra `web`: only the module itself names it."""
    engine = HOUSE / "engine"
    naming = [path.name for path in engine.rglob("*.py") if "icalendar" in path.read_text("utf-8")]
    assert naming == ["calendar.py"]
