"""The follow-ups of a plan as a calendar (RFC 5545) for whatever calendar program a person uses.

It takes the extra `web`. Calendars are synchronised and shared, so nothing in the file tells more than the reminders
and, by their topics, which questions to look at again on the day: none of those that the alarm rests on.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

import msgspec

from ..consulting import Outcome, alarm_questions, questions_to_review
from ..language import Action, FollowUp, controls_shown
from .value_words import answered_wording
from .wording import Wording

if TYPE_CHECKING:
    import icalendar

_PRODUCER = "-//nakanaori//follow-ups//EN"

_REMINDED_AT = timedelta(hours=9)


class DueFollowUp(msgspec.Struct, frozen=True):
    """A follow-up of an action, and the day that it falls on."""

    action: Action
    follow_up: FollowUp
    on: date


def follow_ups(outcome: Outcome) -> tuple[tuple[Action, FollowUp], ...]:
    """The follow-ups of the plan's actions, in the plan's order; without any there is no calendar to offer."""
    return tuple((planned.action, follow_up) for planned in outcome.plan for follow_up in planned.action.follow_ups)


def needs_a_day(outcome: Outcome) -> bool:
    """Whether a follow-up counts back from a day that only the person knows."""
    return any(follow_up.days_before is not None for _, follow_up in follow_ups(outcome))


def due_follow_ups(outcome: Outcome, today: date, day: date | None = None) -> tuple[DueFollowUp, ...]:
    """The follow-ups with their days, in the plan's order.

    `today` is the reader's: who serves people elsewhere asks their device for it. Those follow-ups that count back from
    a `day` are left out without one, and where they would lie before today.
    """
    return tuple(_days(outcome, today, day))


def _days(outcome: Outcome, today: date, day: date | None) -> Iterator[DueFollowUp]:
    for action, follow_up in follow_ups(outcome):
        if follow_up.days_after is not None:
            yield DueFollowUp(action, follow_up, today + timedelta(follow_up.days_after))
        elif follow_up.days_before is not None and day is not None and (day - today).days >= follow_up.days_before:
            yield DueFollowUp(action, follow_up, day - timedelta(follow_up.days_before))


def as_calendar(outcome: Outcome, wording: Wording, made: datetime, today: date, day: date | None = None) -> bytes:
    """The calendar (RFC 5545) with an all-day event and a reminder for each follow-up that `due_follow_ups` gives.

    `made` is a time in UTC, `today` the reader's day. A follow-up is the same event whenever a calendar is made: taken
    in again, it moves to its new day and nothing doubles. Where nothing is due, nothing is in it, which the standard
    does not allow: offer none.
    """
    import icalendar  # of the extra `web`, which the rest of the engine does without

    wording = answered_wording(wording, outcome.rulebook, outcome.case.facts)
    whole = icalendar.Calendar()
    whole.add("prodid", _PRODUCER)
    whole.add("version", "2.0")
    whole.add("calscale", "GREGORIAN")
    again = _look_again(outcome, wording)
    for one in due_follow_ups(outcome, today, day):
        whole.add_component(_event(outcome.rulebook.id, one, wording, made, again))
    written: bytes = whole.to_ical()
    return written


def _look_again(outcome: Outcome, wording: Wording) -> str:
    """Which answers to look at again, as a sentence; empty where none of them can be shared with others."""
    private = alarm_questions(outcome.rulebook)
    counting = {name: answer for name, answer in outcome.case.answers.items() if name in outcome.case.facts}
    asked = questions_to_review(outcome.rulebook, counting)
    topics = [wording.texts("questions", one.id, "topic") for one in asked if one.id not in private]
    joined = wording.say("answer", "and-so-on").join(topics)
    return controls_shown(wording.say("review", "look-again").format(topics=joined)) if topics else ""


def _event(rulebook: str, one: DueFollowUp, wording: Wording, made: datetime, again: str) -> icalendar.Event:
    import icalendar  # as above

    shaped = wording.shaped("actions", one.action.id, "follow-ups", one.follow_up.id)
    text = controls_shown(shaped.plain)
    # What a calendar shows in its lists has no place for an address, nor for more than a line.
    more = shaped.lines if shaped.links or len(shaped.lines) > 1 else ()
    description = "\n".join((*more, again) if again else more)
    event = icalendar.Event()
    event.add("uid", str(uuid5(NAMESPACE_URL, f"nakanaori:{rulebook}/{one.action.id}/{one.follow_up.id}")))
    event.add("dtstamp", made)
    event.add("dtstart", one.on)
    event.add("duration", timedelta(days=1))
    event.add("summary", text)
    if description:
        event.add("description", controls_shown(description))
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", text)
    alarm.add("trigger", _REMINDED_AT)
    event.add_component(alarm)
    return event
