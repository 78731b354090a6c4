"""Whole consultations in a real browser: different people, both languages, with and without script, phone and desktop.

What is asked and what comes out is what the engine says, and every page on the way is one that everybody can use.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random

import pytest
from browser import DESKTOP, PHONE, Guest, Guests, plain, require_browser
from hosted import Hosted, hosted
from nakanaori.engine.consulting import Course, Outcome, begun, consult
from nakanaori.engine.language import UNKNOWN, Question, Rulebook
from nakanaori.engine.reading import load_rulebook, rulebook_texts
from nakanaori.engine.telling import (
    ToldReason,
    answer_labels,
    held_back,
    reason_chain,
    told_alarm,
    told_chain,
    urgent_actions,
    wording_of,
)
from small_rulebook import write_rulebook
from walking import somebody

require_browser()

HURT, WANTS_TO_DISAPPEAR = "hurt-or-threatened", "want-to-disappear"

CROSSED = [("ja", True), ("en", False)]


def person(rulebook: Rulebook, name: str) -> dict[str, object]:
    """An answer to every question, of one of four people."""
    if name == "says-nothing":
        return {**dict.fromkeys(rulebook.question, UNKNOWN), "danger": []}
    return {
        "made-a-mistake": {**somebody(Random(3), rulebook), "danger": []},
        "in-danger": {**somebody(Random(8), rulebook), "danger": [HURT, WANTS_TO_DISAPPEAR]},
        "wants-no-contact": {**somebody(Random(9), rulebook), "danger": [], "contact": "wants-no-contact"},
    }[name]


def cases() -> Iterator[tuple[str, str, bool, tuple[int, int]]]:
    """Every language with and without script in every window; each person in two that have nothing in common."""
    ways = list(product(("ja", "en"), (True, False), (PHONE, DESKTOP)))
    people = ("made-a-mistake", "in-danger", "wants-no-contact", "says-nothing")
    for who, (language, script, size) in zip((*people, *reversed(people)), ways, strict=True):
        yield who, language, script, size


def named(value: object) -> str:
    return {True: "script", False: "no-script", PHONE: "phone", DESKTOP: "desktop"}.get(value, str(value))  # type: ignore[call-overload, no-any-return]


@pytest.mark.parametrize(("who", "language", "script", "size"), list(cases()), ids=named)
def test_a_whole_consultation(
    guests: Guests, rulebook: Rulebook, who: str, language: str, script: bool, size: tuple[int, int]
) -> None:
    scheme = "dark" if (language == "en") == (size == PHONE) else "light"
    guest = guests.come(language, script=script, size=size, color_scheme=scheme)
    course = consults(guest, person(rulebook, who))
    shows_the_check(guest, course)
    guest.follows("check", "go-on")
    shows_the_plan(guest, consult(rulebook, dict(course.answers)))


@pytest.mark.parametrize(("language", "script"), CROSSED, ids=named)
def test_whoever_is_in_danger_is_helped_at_once_and_may_stop(
    guests: Guests, rulebook: Rulebook, language: str, script: bool
) -> None:
    guest = guests.come(language, script=script)
    guest.begins()
    guest.answers([WANTS_TO_DISAPPEAR])
    shows_the_alarm(guest, begun(rulebook).answered("danger", [WANTS_TO_DISAPPEAR]))
    token = guest.token
    guest.presses("alarm", "stop")
    assert (guest.path, guest.heading) == ("/ended", guest.say("message", "ended"))
    guest.looks_around()
    assert guest.context.cookies() == []
    assert guest.hosted.sessions.find(token) is None


@pytest.mark.parametrize(("language", "script"), CROSSED, ids=named)
def test_a_number_is_asked_for_and_another_alarm_raised(
    guests: Guests, going_out: Hosted, language: str, script: bool
) -> None:
    """A rulebook of one's own, with a number, and an alarm that is not raised by the first answer."""
    answers = {"weather": "snow", "bag": ["hat"], "degrees": 3, "at-home": "yes"}
    guest = guests.come(language, script=script, hosted=going_out)
    course = begun(going_out.rulebook).answered("weather", "snow")
    guest.has_come_to(course, "/2")
    for wrong in ("", "41", "many"):
        guest.page.get_by_role("textbox").fill(wrong)
        guest.presses("question", "next")
        assert guest.say("question", "choose-number", low=-10, high=40) in guest.page.get_by_role("alert").inner_text()
        assert (guest.path, guest.question) == ("/2", "degrees")
        assert guest.page.get_by_role("textbox").input_value() == wrong
    course = goes_on(guest, course, answers)
    assert course.alarmed_by == "degrees"
    shows_the_check(guest, course)
    guest.follows("check", "go-on")
    shows_the_plan(guest, consult(going_out.rulebook, answers))


@pytest.fixture(scope="module")
def going_out(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosted]:
    """The page over the small rulebook."""
    with hosted(load_rulebook(write_rulebook(tmp_path_factory.mktemp("going_out")))) as running:
        yield running


# one page after the other ---------------------------------------------------------------------------------------------


def consults(guest: Guest, person: dict[str, object]) -> Course:
    """The person begins, and answers whatever they are asked."""
    guest.goes_to()
    guest.looks_around()
    guest.presses("start", "begin")
    return goes_on(guest, begun(guest.rulebook), person)


def goes_on(guest: Guest, course: Course, person: dict[str, object]) -> Course:
    """The person answers whatever else they are asked, which is what the engine asks; they go on after an alarm."""
    while course.question is not None:
        asked = course.question
        shows_the_question(guest, course, asked)
        guest.answers(person[asked.id])
        course = course.answered(asked.id, person[asked.id])
        if course.alarmed_by == asked.id:
            shows_the_alarm(guest, course)
            with guest.page.expect_navigation():
                guest.page.locator(f'a[href="/{int(guest.path[1:]) + 1}"]').click()
    return course


def shows_the_question(guest: Guest, course: Course, asked: Question) -> None:
    assert guest.question == asked.id
    assert guest.heading == guest.text("questions", asked.id, "ask")
    guest.looks_around()
    words = guest.words
    assert guest.text("questions", asked.id, "why") in words
    for option in asked.options:
        assert guest.option(asked, option) in words
    assert len(course.answers) == int(guest.page.get_by_role("progressbar").get_attribute("value") or "-1")


def shows_the_alarm(guest: Guest, course: Course) -> None:
    outcome = course.outcome()
    texts = rulebook_texts(guest.rulebook, guest.language)
    assert guest.heading == guest.say("alarm", "heading")
    guest.looks_around()
    words = guest.words
    assert urgent_actions(outcome)
    for planned in urgent_actions(outcome):
        assert plain(texts("actions", planned.action.id, "title")) in words
        for step in planned.steps:
            assert plain(texts("actions", planned.action.id, "steps", step.id)) in words
    for line in told_alarm(outcome, wording_of(guest.rulebook, guest.language)).calls:
        assert guest.page.locator(f'a[href^="tel:"]:text-is("{line.call}")').first.is_visible()
    stop = guest.button("alarm", "stop")
    others = guest.page.get_by_role("region", name=guest.say("alarm", "options")).locator("a, button")
    assert others.first.inner_text() == stop.inner_text() == guest.say("alarm", "stop")


def shows_the_check(guest: Guest, course: Course) -> None:
    wording, facts = wording_of(guest.rulebook, guest.language), course.outcome().case.facts
    assert guest.heading == guest.say("check", "heading")
    guest.looks_around()
    topics = guest.page.get_by_role("term").all_inner_texts()
    assert topics == [guest.text("questions", name, "topic") for name in course.answers]
    words = guest.words
    for name in course.answers:
        for label in answer_labels(guest.rulebook.question[name], facts[name], wording):
            assert label in words


def shows_the_plan(guest: Guest, outcome: Outcome) -> None:
    texts = rulebook_texts(guest.rulebook, guest.language)
    assert guest.heading == guest.say("plan", "heading")
    guest.looks_around()
    ticks = guest.page.locator('input[name="action"]').evaluate_all("all => all.map((one) => one.value)")
    assert ticks == [planned.action.id for planned in outcome.plan]
    wording = wording_of(guest.rulebook, guest.language)
    for planned in outcome.plan:
        title = texts("actions", planned.action.id, "title")
        card = plain(guest.page.get_by_role("article", name=title).first.inner_text())
        assert f"{planned.rank}. {title}" in card
        for step in planned.steps:
            assert plain(texts("actions", planned.action.id, "steps", step.id)) in card
        for sentence in told(told_chain(reason_chain(outcome, planned.because), outcome.rulebook, wording).reasons):
            assert plain(sentence) in card
    words = guest.words
    for group in held_back(outcome):
        assert urgent_actions(outcome) or all(texts("actions", held.action.id, "title") in words for held in group.held)
        chain = told_chain(reason_chain(outcome, group.by), outcome.rulebook, wording)
        assert all(plain(sentence) in words for sentence in told(chain.reasons))


def told(reasons: tuple[ToldReason, ...]) -> Iterator[str]:
    """Every sentence of the reasons, with the sections that they cite, down to the answers."""
    for reason in reasons:
        yield reason.sentence
        yield reason.sections
        for ground in reason.grounds:
            yield ground.sentence
            yield from told(ground.reasons)
