"""What can be taken along from a plan: the record, the document, the calendar, the pictures."""

from __future__ import annotations

from datetime import date, timedelta

import icalendar
import pytest
from nakanaori.engine.language import Rulebook
from nakanaori.engine.telling import read_trace, replay
from visitor import LATE, Visitor


def test_the_record_can_be_replayed(rulebook: Rulebook, at_the_plan: Visitor) -> None:
    file = at_the_plan.client.get(f"{at_the_plan.path}/list.json")
    assert file.headers["content-disposition"] == 'attachment; filename="list.json"'
    assert replay(rulebook, read_trace("list.json", file.content), engine="reference").same


def test_the_document_is_the_plan_in_markdown(at_the_plan: Visitor) -> None:
    file = at_the_plan.client.get(f"{at_the_plan.path}/list.md")
    assert file.headers["content-type"] == "text/markdown; charset=utf-8"
    assert "Apologise in a letter" in file.text


@pytest.fixture
def of_one_who_forgets(visitor: Visitor) -> Visitor:
    """At the plan of somebody who is late again and again, and writes appointments down."""
    visitor.answer_all({**LATE, "repeated": "repeated", "planner": "paper"})
    return visitor.open(f"/{visitor.number + 1}")


def test_the_calendar_reminds_on_the_day_a_week_ahead_and_after_a_month(of_one_who_forgets: Visitor) -> None:
    at_the_plan = of_one_who_forgets
    day = date.today() + timedelta(30)
    fields = {"stamp": at_the_plan.forms.hidden["stamp"], "day": day.isoformat()}
    file = at_the_plan.client.post(f"{at_the_plan.path}/list.ics", data=fields)
    events = icalendar.Calendar.from_ical(file.content).walk("VEVENT")
    on = {event.decoded("DTSTART") for event in events}
    assert {day, day - timedelta(7), date.today() + timedelta(30)} <= on
    without = at_the_plan.client.post(f"{at_the_plan.path}/list.ics", data={**fields, "day": ""})
    assert len(icalendar.Calendar.from_ical(without.content).walk("VEVENT")) == len(events) - 2


@pytest.mark.parametrize(("told", "taken"), [(-1, -1), (0, 0), (1, 1), (2, 0), (-400, 0), (None, 0)])
def test_days_are_counted_from_the_readers_today_where_that_can_be(
    at_the_plan: Visitor, told: int | None, taken: int
) -> None:
    """Around the world it is never more than a day earlier or later than here."""
    here = date.today()
    today = "9999-12-31" if told is None else (here + timedelta(told)).isoformat()
    fields = {"stamp": at_the_plan.forms.hidden["stamp"], "today": today}
    file = at_the_plan.client.post(f"{at_the_plan.path}/list.ics", data=fields)
    on = {event.decoded("DTSTART") for event in icalendar.Calendar.from_ical(file.content).walk("VEVENT")}
    assert here + timedelta(taken + 30) in on


def test_a_day_may_be_yesterday_here_and_today_where_the_reader_is(of_one_who_forgets: Visitor) -> None:
    assert f'min="{date.today() - timedelta(1)}"' in of_one_who_forgets.page


def test_pictures_are_svg_and_only_of_what_there_is(at_the_plan: Visitor) -> None:
    for name in ("picture.svg", "picture/1.svg"):
        picture = at_the_plan.client.get(f"{at_the_plan.path}/{name}")
        assert picture.headers["content-type"] == "image/svg+xml"
        assert picture.text.startswith("<svg")
    assert at_the_plan.client.get(f"{at_the_plan.path}/picture/999.svg").status_code == 404
    assert at_the_plan.client.get(f"{at_the_plan.path}/picture/0.svg").status_code == 404
