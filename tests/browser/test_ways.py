"""Ways through the page, in a real browser: back and forward, two tabs, answers changed, sessions that are gone."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from browser import Guest, Guests, require_browser
from hosted import Clock, Hosted, hosted
from nakanaori.engine.consulting import Course, begun
from nakanaori.engine.language import SEVERAL, Rulebook
from nakanaori.web.session import IDLE_SECONDS, Sessions
from nakanaori.web.step import CHECK, PLAN, number_of
from served import start, stop
from walking import answered_by, somebody

require_browser()

CROSSED = pytest.mark.parametrize(
    ("language", "script"), [("ja", True), ("en", False)], ids=["ja-script", "en-no-script"]
)
SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])


@pytest.fixture
def person(rulebook: Rulebook) -> dict[str, object]:
    """Somebody who is not in danger, and has an answer to every question."""
    return {**somebody(Random(3), rulebook), "danger": []}


def begins(guest: Guest, person: dict[str, object], count: int) -> None:
    """Begins and answers so many questions."""
    guest.begins()
    for _ in range(count):
        guest.answers(person[guest.question])


def changes_its_way(course: Course, person: dict[str, object]) -> bool:
    """Whether with nothing but lateness for a cause one more question is asked, some are kept and some left out."""
    if "cause" not in course.answers or person["cause"] == ["was-late"]:
        return False
    changed = course.answered("cause", ["was-late"])
    if changed.question is None or len(changed.answers) <= [*course.answers].index("cause") + 1:
        return False
    if changed.answered(changed.question.id, person[changed.question.id]).question is not None:
        return False
    return bool(set(course.answers) - set(answered_by(changed, person).answers))


def held(given: object) -> set[str]:
    """What is ticked where this was answered."""
    return {given} if isinstance(given, str) else set(given) or {"none"}  # type: ignore[call-overload]


def topics(guest: Guest) -> list[str]:
    return guest.page.get_by_role("term").all_inner_texts()


# back and forward -----------------------------------------------------------------------------------------------------


@SCRIPT
def test_the_browsers_own_back_and_forward(guests: Guests, person: dict[str, object], script: bool) -> None:
    guest = guests.come(script=script)
    begins(guest, person, 3)
    asked = [*guest.session.course.asked]
    for number in (3, 2, 1):
        guest.page.go_back()
        assert (guest.path, guest.question) == (f"/{number}", asked[number - 1])
        assert guest.chosen == held(person[guest.question])
    guest.page.go_back()
    assert guest.path == "/"
    assert guest.link("start", "go-on").is_visible()
    for number in (1, 2, 3, 4):
        guest.page.go_forward()
        assert (guest.path, guest.question) == (f"/{number}", asked[number - 1])


@SCRIPT
def test_back_after_a_page_that_said_what_was_wrong(guests: Guests, person: dict[str, object], script: bool) -> None:
    """Nothing is sent again, so no browser asks whether it should be."""
    guest = guests.come(script=script)
    begins(guest, person, 1)
    for _ in range(2):
        guest.presses("question", "next")
        assert guest.page.get_by_role("alert").is_visible()
        assert guest.path == "/2"
    guest.answers(person[guest.question])
    guest.page.go_back()
    assert (guest.path, guest.chosen) == ("/2", held(person["relation"]))
    assert guest.page.get_by_role("alert").count() == 0
    guest.page.go_forward()
    assert guest.path == "/3"
    guest.page.reload()
    assert guest.path == "/3"


@SCRIPT
def test_the_pages_back_keeps_what_is_ticked(guests: Guests, person: dict[str, object], script: bool) -> None:
    guest = guests.come(script=script)
    begins(guest, person, 2)
    guest.chooses(guest.rulebook.question[guest.question], person[guest.question])
    for number in (2, 1):
        guest.presses("question", "back")
        assert guest.path == f"/{number}"
        assert guest.chosen == held(person[guest.question])
    for number in (2, 3):
        guest.presses("question", "next")
        assert guest.path == f"/{number}"
        assert guest.chosen == held(person[guest.question])


@SCRIPT
def test_answering_another_way_after_going_back(guests: Guests, person: dict[str, object], script: bool) -> None:
    guest = guests.come(script=script)
    begins(guest, person, 4)
    guest.page.go_back()
    guest.page.go_back()
    asked = guest.rulebook.question[guest.question]
    choices = ((), asked.options[:1]) if asked.kind == SEVERAL else asked.options
    other = next(choice for choice in choices if choice != guest.session.course.answers[asked.id])
    guest.answers(other)
    assert guest.session.course.answers[asked.id] == other
    assert guest.path == "/4"


# two tabs -------------------------------------------------------------------------------------------------------------


def test_two_tabs_of_one_consultation(guests: Guests, person: dict[str, object]) -> None:
    """What one tab has answered, the other sees with its next page; the later answer holds."""
    guest = guests.come()
    begins(guest, person, 2)
    first, second = guest.page, guest.context.new_page()
    guest.page = second
    guest.goes_to("/2")
    others = [option for option in guest.rulebook.question["relation"].options if option != person["relation"]]
    guest.answers(others[0])
    guest.page = first
    guest.presses("question", "back")
    assert (guest.path, guest.chosen) == ("/2", {others[0]})
    guest.answers(others[1])
    guest.page = second
    guest.page.go_back()
    assert (guest.path, guest.chosen) == ("/2", {others[1]})
    assert guest.session.course.answers["relation"] == others[1]


@CROSSED
def test_a_page_from_before_a_new_start(guests: Guests, person: dict[str, object], language: str, script: bool) -> None:
    guest = guests.come(language, script=script)
    begins(guest, person, 2)
    old, new = guest.page, guest.context.new_page()
    guest.page = new
    guest.goes_to()
    guest.presses("start", "afresh")
    assert (guest.path, guest.chosen) == ("/1", set())
    guest.page = old
    guest.answers(person[guest.question])
    assert guest.heading == guest.say("message", "stale")
    guest.looks_around()
    assert guest.session.course.answers == {}
    guest.follows("message", "go-on")
    assert (guest.path, guest.question, guest.chosen) == ("/1", "danger", set())


# answering anew -------------------------------------------------------------------------------------------------------


def goes_on_with_what_is_kept(guest: Guest, person: dict[str, object]) -> None:
    """Whatever of the later questions is shown on the way to the check page is answered as it was."""
    while guest.question:
        assert guest.chosen == held(person[guest.question])
        guest.presses("question", "next")
    assert guest.heading == guest.say("check", "heading")


@SCRIPT
def test_changing_an_early_answer_keeps_the_later_ones(guests: Guests, rulebook: Rulebook, script: bool) -> None:
    guest = guests.come("en", script=script)
    course, person = next(
        (course, person)
        for person in ({**somebody(Random(seed), rulebook), "danger": []} for seed in range(1000))
        if changes_its_way(course := answered_by(begun(rulebook), person), person)
    )
    guest.has_come_to(course, f"/{number_of(course, CHECK)}")
    change = {"topic": guest.text("questions", "cause", "topic")}
    guest.follows("check", "change-of", **change)
    assert guest.path.endswith("/change")
    assert guest.chosen == held(person["cause"])
    guest.looks_around()

    guest.chooses(rulebook.question["cause"], ["was-late"])
    guest.presses("question", "cancel")
    assert guest.session.course.answers == course.answers

    changed = course.answered("cause", ["was-late"])
    assert changed.question is not None
    assert len(changed.answers) > list(course.answers).index("cause") + 1, "some are kept"
    guest.follows("check", "change-of", **change)
    guest.chooses(rulebook.question["cause"], ["was-late"])
    guest.presses("question", "save")
    assert guest.question == changed.question.id
    guest.answers(person[guest.question])
    changed = answered_by(changed, person)
    goes_on_with_what_is_kept(guest, person)
    assert set(course.answers) - set(changed.answers), "and some do not matter any more"
    assert topics(guest) == [guest.text("questions", name, "topic") for name in changed.answers]

    guest.follows("check", "change-of", **change)
    guest.chooses(rulebook.question["cause"], person["cause"])
    guest.presses("question", "save")
    assert topics(guest) == [guest.text("questions", name, "topic") for name in course.answers]
    assert guest.session.course.answers == course.answers


@CROSSED
def test_danger_that_is_told_later_comes_first(
    guests: Guests, rulebook: Rulebook, person: dict[str, object], language: str, script: bool
) -> None:
    guest = guests.come(language, script=script)
    course = answered_by(begun(rulebook), person)
    guest.has_come_to(course, f"/{number_of(course, CHECK)}")
    guest.follows("check", "change-of", topic=guest.text("questions", "danger", "topic"))
    guest.chooses(rulebook.question["danger"], ["want-to-disappear"])
    guest.presses("question", "save")
    assert guest.heading == guest.say("alarm", "heading")
    assert guest.page.locator('a[href^="tel:"]').first.is_visible()
    told = course.answered("danger", ["want-to-disappear"])
    assert guest.session.course.answers == told.answers


# gone -----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def expiring(rulebook: Rulebook, clock: Clock) -> Iterator[Hosted]:
    """The page, with sessions that expire when the test's clock says so."""
    with hosted(rulebook, Sessions(clock=clock)) as running:
        yield running


def is_lost(guest: Guest) -> None:
    """The page says that what was there is gone, and where to begin once more."""
    assert guest.heading == guest.say("message", "lost")
    assert guest.say("message", "lost-text") in guest.words
    guest.looks_around()
    guest.follows("message", "begin")
    assert guest.path == "/"
    guest.presses("start", "begin")
    assert (guest.path, guest.question, guest.chosen) == ("/1", "danger", set())


@pytest.mark.parametrize(
    ("by", "script"), [("answer", True), ("answer", False), ("address", True), ("back", False)], ids=str
)
def test_a_session_that_has_expired(
    guests: Guests, expiring: Hosted, clock: Clock, person: dict[str, object], script: bool, by: str
) -> None:
    guest = guests.come(script=script, hosted=expiring)
    begins(guest, person, 2)
    clock.seconds = IDLE_SECONDS - 1
    guest.page.reload()
    assert guest.path == "/3"
    clock.seconds += IDLE_SECONDS + 1
    if by == "answer":
        guest.answers(person[guest.question])
    elif by == "address":
        guest.goes_to("/2")
    else:
        guest.page.go_back()
    is_lost(guest)


@SCRIPT
def test_ticking_after_the_session_has_expired(
    guests: Guests, rulebook: Rulebook, expiring: Hosted, clock: Clock, person: dict[str, object], script: bool
) -> None:
    """Without script the next page says so; with it, the same page does."""
    guest = guests.come(script=script, hosted=expiring)
    course = answered_by(begun(rulebook), person)
    guest.has_come_to(course, f"/{number_of(course, PLAN)}")
    title = guest.text("actions", course.outcome().plan[0].action.id, "title")
    guest.opens_everything()
    # Pictures are fetched once they come into sight, which they do before the session expires.
    guest.button("plan", "tick-of", title=title).scroll_into_view_if_needed()
    guest.page.wait_for_load_state("networkidle")
    clock.seconds = IDLE_SECONDS + 1
    guest.presses("plan", "tick-of", title=title)
    is_lost(guest)


@CROSSED
def test_a_server_that_was_killed_and_started_again(
    guests: Guests, rulebook: Rulebook, person: dict[str, object], language: str, script: bool
) -> None:
    child, address = start()
    address = address.rstrip("/")
    guest = guests.come(language, script=script, hosted=Hosted(address, rulebook, Sessions()))
    try:
        begins(guest, person, 2)
        child.kill()
        child.communicate()
        child, _ = start("--port", address.rpartition(":")[2])
        guest.answers(person[guest.question])
        is_lost(guest)
    finally:
        assert stop(child)[0] == 0
