"""The plan as one holds it on a phone, in a real browser: what lies open, what is folded, ticked, told and compared."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from browser import Guest, Guests, plain, require_browser
from nakanaori.engine.consulting import Outcome, begun, consult
from nakanaori.engine.language import Finding, Rulebook
from nakanaori.engine.telling import explain, told_plan
from nakanaori.web.wording import wording_of
from playwright.sync_api import Locator, expect
from walking import answered_by, ordinary

require_browser()

LANGUAGE = pytest.mark.parametrize("language", ["ja", "en"])
PHONE = (375, 812)
NOT_TO_DO = "avoid"


def goes_on_with_the_questions(guest: Guest) -> None:
    """Presses what leads back to them, however long they take."""
    said = guest.say("plan", "resume", minutes=0).partition("0")[0]
    guest.page.get_by_role("button", name=re.compile(re.escape(said))).click()


def card(guest: Guest, action: str) -> Locator:
    """The card of that action."""
    return guest.page.get_by_role("article", name=re.compile(f"^{re.escape(guest.text('actions', action, 'title'))}"))


def without_spaces(text: str) -> str:
    """A text whose first sentence may stand in a line of its own."""
    return "".join(text.split())


# what lies open -------------------------------------------------------------------------------------------------------


@LANGUAGE
def test_what_comes_first_lies_open_and_all_else_is_one_line(guests: Guests, rulebook: Rulebook, language: str) -> None:
    guest = guests.come(language, size=PHONE)
    outcome = guest.sees_the_plan(ordinary(rulebook))
    opened = guest.page.locator(".card .head[aria-expanded=true] .title")
    first = [guest.text("actions", planned.action.id, "title") for planned in outcome.first_steps]
    assert [plain(title) for title in opened.all_inner_texts()] == first
    for planned in outcome.first_steps:
        begins = card(guest, planned.action.id).locator(".sentence").inner_text()
        assert plain(guest.text("actions", planned.action.id, "steps", planned.steps[0].id)).startswith(plain(begins))
    shown = guest.words
    for planned in outcome.plan:
        is_in_sight = planned in outcome.first_steps or planned.action.phase == NOT_TO_DO
        assert (plain(guest.text("actions", planned.action.id, "title")) in shown) is is_in_sight, planned.action.id
    assert guest.page.evaluate("document.documentElement.scrollHeight") <= 3.5 * PHONE[1]
    guest.opens_everything()
    shown = without_spaces(guest.words)
    for planned in outcome.plan:
        for step in planned.steps:
            assert without_spaces(guest.text("actions", planned.action.id, "steps", step.id)) in shown, step.id


@LANGUAGE
def test_the_list_so_far_says_that_it_may_change(guests: Guests, rulebook: Rulebook, language: str) -> None:
    guest = guests.come(language)
    person = ordinary(rulebook)
    guest.begins()
    for name in ("danger", "relation"):
        assert guest.question == name
        guest.answers(person[name])
    asked = guest.question
    guest.presses("question", "so-far")
    assert guest.heading == guest.say("plan", "so-far")
    guest.looks_around()
    assert plain(guest.say("plan", "provisional")) in guest.words
    goes_on_with_the_questions(guest)
    assert guest.question == asked


@LANGUAGE
def test_it_is_told_as_soon_as_what_comes_first_is_certain(guests: Guests, rulebook: Rulebook, language: str) -> None:
    guest, person = guests.come(language), ordinary(rulebook)
    course = begun(rulebook)
    guest.begins()
    while not course.outcome().first_steps_certain:
        assert course.question is not None
        assert guest.question == course.question.id
        guest.answers(person[course.question.id])
        course = course.answered(course.question.id, person[course.question.id])
    assert course.question is not None
    assert guest.heading == guest.say("certain", "heading")
    titles = [plain(one) for one in guest.page.locator("main ol li").all_inner_texts()]
    assert titles == [guest.text("actions", planned.action.id, "title") for planned in course.outcome().first_steps]
    stop = guest.button("certain", "stop")
    looks = [
        one.evaluate("one => { const is = getComputedStyle(one); return [is.backgroundColor, is.borderColor]; }")
        for one in guest.page.locator(".equal button").all()
    ]
    assert looks[0] == looks[1], "both are as good"
    guest.looks_around()
    stop.click()
    assert guest.heading == guest.say("plan", "so-far")
    ahead = answered_by(course, person).outcome().first_steps
    assert [one.action.id for one in ahead] == [one.action.id for one in course.outcome().first_steps]


# ticking --------------------------------------------------------------------------------------------------------------


@LANGUAGE
def test_ticking_folds_a_card_and_is_counted(guests: Guests, rulebook: Rulebook, language: str) -> None:
    guest = guests.come(language)
    outcome = guest.sees_the_plan(ordinary(rulebook))
    to_do = [planned for planned in outcome.plan if planned.action.phase != NOT_TO_DO]
    first = outcome.first_steps[0].action.id
    title = guest.text("actions", first, "title")
    count = guest.page.locator(".count")
    expect(count).to_have_text(guest.say("plan", "count", done=0, all=len(to_do)))
    tick = guest.page.get_by_role("checkbox", name=guest.say("plan", "tick-of", title=title), exact=True)
    tick.check()
    expect(count).to_have_text(guest.say("plan", "count", done=1, all=len(to_do)))
    head = card(guest, first).locator(".head")
    expect(head).to_have_attribute("aria-expanded", "false")
    guest.page.locator("#tool-change").click()
    guest.presses("check", "go-on")
    expect(tick).to_be_checked()
    expect(head).to_have_attribute("aria-expanded", "false")
    tick.uncheck()
    expect(count).to_have_text(guest.say("plan", "count", done=0, all=len(to_do)))
    for planned in outcome.plan:
        if planned.action.phase == NOT_TO_DO:
            assert card(guest, planned.action.id).is_visible()
            assert card(guest, planned.action.id).get_by_role("checkbox").count() == 0


# why, held back, what if ----------------------------------------------------------------------------------------------


@LANGUAGE
def test_why_is_one_tap_away(guests: Guests, rulebook: Rulebook, language: str) -> None:
    guest = guests.come(language)
    outcome = guest.sees_the_plan(ordinary(rulebook))
    first = outcome.first_steps[0].action.id
    card(guest, first).get_by_text(guest.say("plan", "why-mark"), exact=True).click()
    told = explain(outcome, first, wording_of(rulebook, language))
    reason = told.reasons[0]
    for line in (reason.sentence, reason.sections, *(ground.sentence for ground in reason.grounds)):
        expect(card(guest, first)).to_contain_text(plain(line))


@LANGUAGE
def test_what_was_held_back_is_one_tap_away(guests: Guests, rulebook: Rulebook, language: str) -> None:
    guest = guests.come(language)
    outcome = guest.sees_the_plan({**ordinary(rulebook), "fault": "partly-mine"})
    told = told_plan(outcome, wording_of(rulebook, language)).held_back
    assert told
    guest.page.get_by_role("button", name=re.compile(f"^{re.escape(guest.say('plan', 'withheld'))}")).click()
    shown = guest.words
    for group in told:
        for line in (*group.titles, *(reason.sentence for reason in group.because)):
            assert plain(line) in shown


@LANGUAGE
def test_what_if_shows_what_comes_and_goes_and_no_ranks(guests: Guests, rulebook: Rulebook, language: str) -> None:
    guest = guests.come(language)
    outcome = guest.sees_the_plan(ordinary(rulebook))
    guest.page.get_by_role("button", name=guest.say("what-if", "heading"), exact=True).click()
    guest.page.get_by_label(guest.say("what-if", "which")).select_option("contact")
    guest.page.locator('main form input[value="wants-no-contact"]').check()
    guest.presses("what-if", "compare")
    other = consult(rulebook, {**outcome.case.answers, "contact": "wants-no-contact"})
    shown = guest.page.locator("[aria-live=polite]").inner_text()
    before, after = ({planned.action.id for planned in one.plan} for one in (outcome, other))
    assert before - after
    for action in before ^ after:
        assert plain(guest.text("actions", action, "title")) in plain(shown)
    assert guest.say("what-if", "moves") not in shown
    assert guest.page.locator(".count").is_visible(), "the plan is as it was"
    guest.looks_around()


# the picture ----------------------------------------------------------------------------------------------------------


def rested_on(outcome: Outcome, rules: Sequence[str]) -> set[str]:
    """What these rules looked at and found: answers and findings, as the picture names them."""
    facts, found = outcome.case.facts, outcome.findings
    tests = [test for rule in rules for test in outcome.rulebook.rule[rule].condition.used(facts, found)]
    findings = {test.finding for test in tests if isinstance(test, Finding) and test.wanted and test.finding in found}
    questions = {test.question for test in tests if not isinstance(test, Finding) and test.question in facts}
    return {*(f"finding {name}" for name in findings), *(f"answer {name}" for name in questions)}


def in_the_picture(guest: Guest) -> tuple[dict[str, str], Locator]:
    """What is named by which words in the picture, and the picture."""
    words = {guest.text("findings", name, "holds"): f"finding {name}" for name in guest.rulebook.findings}
    topics = {guest.text("questions", name, "topic"): f"answer {name}" for name in guest.rulebook.question}
    guest.page.get_by_role("button", name=guest.say("picture", "heading"), exact=True).click()
    return {**words, **topics}, guest.page.get_by_role("group", name=guest.say("picture", "heading"))


@LANGUAGE
def test_a_picture_shows_what_leads_to_which_action(guests: Guests, rulebook: Rulebook, language: str) -> None:
    guest = guests.come(language, size=PHONE, color_scheme="dark" if language == "en" else "light")
    outcome = guest.sees_the_plan({**ordinary(rulebook), "contact": "wants-no-contact"})
    named, picture = in_the_picture(guest)
    rests = {one.action.id: rested_on(outcome, one.because) for one in outcome.plan}
    rests.update({one.action.id: rested_on(outcome, one.by) for one in outcome.withheld})
    titles = [guest.text("actions", name, "title") for name in rests if rests[name]]
    actions = picture.get_by_role("button")
    assert [plain(one) for one in actions.all_inner_texts()] == [plain(one) for one in titles]
    assert outcome.withheld
    assert picture.locator("li.held").count() == len([one for one in outcome.withheld if rests[one.action.id]])
    everything = picture.locator("path").count()
    assert everything >= sum(map(len, rests.values()))
    for name in [name for name in rests if rests[name]][:3]:
        actions.filter(has_text=guest.text("actions", name, "title")).click()
        assert actions.filter(visible=True).count() == 1
        shown = [plain(one) for one in picture.locator("li:visible").all_inner_texts()]
        parts = {part for text, part in named.items() if any(one.startswith(plain(text)) for one in shown)}
        assert rests[name] <= parts
        assert len(rests[name]) <= picture.locator("path").count() < everything
        assert guest.page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0
        guest.presses("picture", "all")
    assert picture.locator("path").count() == everything
    guest.looks_around()


@LANGUAGE
def test_words_say_what_the_picture_shows(guests: Guests, rulebook: Rulebook, language: str) -> None:
    guest = guests.come(language)
    outcome = guest.sees_the_plan(ordinary(rulebook))
    named, _ = in_the_picture(guest)
    guest.page.get_by_text(guest.say("picture", "in-words"), exact=True).click()
    for planned in outcome.plan:
        title = guest.page.locator("details li > b", has_text=guest.text("actions", planned.action.id, "title"))
        rests = rested_on(outcome, planned.because)
        expect(title).to_have_count(1 if rests else 0)
        if rests:
            said = [plain(one) for one in title.locator("xpath=..").locator("ul li").all_inner_texts()]
            assert {next(part for text, part in named.items() if one.startswith(plain(text))) for one in said} == rests


# in danger ------------------------------------------------------------------------------------------------------------


@LANGUAGE
def test_whom_to_call_stands_above_every_screen_once_danger_was_told(
    guests: Guests, rulebook: Rulebook, language: str
) -> None:
    guest = guests.come(language)
    guest.comes()
    numbers = guest.page.locator('main .calls a[href^="tel:"]')
    assert numbers.first.is_visible()
    guest.presses("start", "begin")
    assert numbers.count() == 0
    guest.answers(["want-to-disappear"])
    assert guest.heading == guest.say("alarm", "heading")
    call, stop = numbers.first, guest.button("alarm", "stop")
    filled = "one => getComputedStyle(one).backgroundColor"
    assert call.evaluate(filled) != stop.evaluate(filled)
    assert call.bounding_box()["height"] >= 44  # type: ignore[index]
    guest.looks_around()
    stop.click()
    assert guest.heading == guest.say("alarm", "stopped")
    assert numbers.first.is_visible()
    guest.looks_around()
    goes_on_with_the_questions(guest)
    person = {**ordinary(rulebook), "wish": "passing", "place": "jp"}
    while guest.question:
        assert numbers.first.is_visible(), guest.heading
        guest.answers(person[guest.question])
        guest.goes_on()
    assert numbers.first.is_visible()
    guest.presses("check", "go-on")
    expect(numbers.first).to_be_in_viewport()
    guest.page.locator("#tool-save").click()
    expect(numbers.first).to_be_in_viewport()
