"""The way back, in a real browser: a file is saved, opened another day, and one sees what has become of the plan."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from browser import Guest, Guests, plain, require_browser
from hosted import put
from msgspec.structs import replace
from nakanaori.engine.consulting import (
    Outcome,
    case_document,
    check_answers,
    load_case,
    review_begun,
    sealed,
    unsealed,
)
from nakanaori.engine.language import Question, Rulebook
from nakanaori.engine.telling import day_in_words, told_review
from nakanaori.web.site import single_files
from nakanaori.web.wording import wording_of
from playwright.sync_api import expect
from walking import ordinary

require_browser()

LANGUAGE = pytest.mark.parametrize("language", ["ja", "en"])
PASSPHRASE = "茶の香り 42"
DAY = date(2026, 11, 19)


def saves(guest: Guest, into: Path, passphrase: str = "") -> Path:
    """Saves the file to go on from."""
    guest.page.locator("#tool-save").click()
    guest.looks_around()
    if passphrase:
        guest.page.get_by_label(guest.say("seal", "optional"), exact=True).fill(passphrase)
    with guest.page.expect_download() as saving:
        guest.presses("take", "answers-get")
    expect(guest.page.get_by_text(guest.say("take", "kept"), exact=True)).to_be_visible()
    file = into / saving.value.suggested_filename
    saving.value.save_as(file)
    return file


def opens(guest: Guest, file: Path) -> None:
    """Comes anew, opens a file, and waits until the page has read it."""
    guest.comes()
    begin = guest.heading
    guest.page.get_by_label(guest.say("start", "file"), exact=True).set_input_files(file)
    expect(guest.page.locator("main h1")).not_to_have_text(begin)


def a_week_old(rulebook: Rulebook, outcome: Outcome) -> str:
    """The case as the terminal keeps it, of last week, its first step done."""
    done = {outcome.first_steps[0].action.id: DAY}
    return case_document(rulebook, replace(check_answers(rulebook, outcome.case.answers), done=done, date=DAY))


def looks_again(guest: Guest, given: dict[str, object]) -> list[str]:
    """Looks at what may have changed, answers some of it otherwise, and goes on to the end; what was asked."""
    guest.presses("return", "look-again")
    asked = []
    while guest.question:
        asked.append(guest.question)
        if guest.question in given:
            guest.chooses(rulebook_question(guest), given[guest.question])
        guest.leaves_it_so()
    return asked


def rulebook_question(guest: Guest) -> Question:
    return guest.rulebook.question[guest.question]


@LANGUAGE
def test_what_has_changed_is_asked_and_told(guests: Guests, rulebook: Rulebook, tmp_path: Path, language: str) -> None:
    guest, person = guests.come(language), ordinary(rulebook)
    outcome = guest.sees_the_plan(person)
    file = tmp_path / "case.yaml"
    file.write_text(a_week_old(rulebook, outcome), encoding="utf-8")
    opens(guest, file)
    wording = wording_of(rulebook, language)
    assert guest.heading == guest.say("return", "heading")
    assert plain(guest.say("return", "since-day", day=day_in_words(DAY, wording))) in guest.words
    guest.looks_around()

    review = review_begun(rulebook, load_case(rulebook, file))
    asked = looks_again(guest, {**person, "contact": "asked-for-room"})
    expected = []
    while review.question is not None:
        name = review.question.id
        expected.append(name)
        given = {**person, "contact": "asked-for-room"}[name]
        review = review.answered(name, review.course.given.get(name, given) if name != "contact" else given)
    assert asked == expected
    told = told_review(review.before(), review.after(), review.case.done, wording)
    assert guest.heading == guest.say("review", "changes")
    guest.opens_everything()
    shown = guest.words
    assert told.changes
    assert told.new
    assert told.no_longer
    assert told.done
    for line in (
        *told.changes,
        *(one.action.title for one in told.new),
        *(one.title for part in (told.no_longer, told.done, told.kept) for one in part),
        *(reason.sentence for one in told.no_longer for reason in one.against),
        *(lapse.reason.sentence for one in told.no_longer for lapse in one.lapsed),
    ):
        assert plain(line) in shown, line
    guest.looks_around()
    guest.presses("return", "list")
    assert guest.heading == guest.say("plan", "heading")


@pytest.mark.parametrize(("language", "passphrase"), [("ja", ""), ("en", PASSPHRASE)], ids=["ja-open", "en-sealed"])
def test_a_file_goes_from_the_page_to_the_terminal_and_back(
    guests: Guests, rulebook: Rulebook, tmp_path: Path, language: str, passphrase: str
) -> None:
    put(single_files([rulebook]), tmp_path)
    guest = guests.come(language, address=(tmp_path / f"{rulebook.id}.{language}.html").as_uri())
    outcome = guest.sees_the_plan(ordinary(rulebook))
    first = outcome.first_steps[0].action.id
    guest.page.get_by_role("checkbox").first.check()
    file = saves(guest, tmp_path, passphrase)
    today = date.today()
    data = file.read_bytes()
    assert re.fullmatch(r"memo-\d{4}-\d\d-\d\d\.(yaml|sealed)", file.name), "its name tells nothing"
    if passphrase:
        assert b"relation" not in data
        opened = unsealed(data, passphrase)
        assert opened is not None
        data = opened
    case = load_case(rulebook, file, data)
    assert case.answers == outcome.case.answers
    # A test that begins before midnight may end after it.
    assert {case.date, case.done[first]} <= {today, date.today()}

    again = tmp_path / file.name
    text = case_document(rulebook, case)
    again.write_text(sealed(text, passphrase) if passphrase else text, encoding="utf-8")
    opens(guest, again)
    if passphrase:
        assert guest.heading == guest.say("seal", "heading")
        guest.looks_around()
        field = guest.page.get_by_label(guest.say("seal", "passphrase"), exact=True)
        field.fill("another")
        guest.presses("seal", "open")
        expect(guest.page.get_by_role("alert")).to_contain_text(guest.say("seal", "wrong"))
        guest.looks_around()
        field.fill(passphrase)
        guest.presses("seal", "open")
    expect(guest.page.locator("main h1")).to_have_text(guest.say("return", "heading"))
    guest.presses("return", "list")
    expect(guest.page.get_by_role("checkbox").first).to_be_checked()
    unchanged = saves(guest, tmp_path)
    assert unchanged.read_text(encoding="utf-8") == text, "whoever changes nothing keeps the file as it was"


@LANGUAGE
def test_of_an_older_rulebook_what_fits_is_kept(
    guests: Guests, rulebook: Rulebook, tmp_path: Path, language: str
) -> None:
    guest = guests.come(language)
    file = tmp_path / "old.yaml"
    file.write_text(
        f"rulebook: {rulebook.id}\nanswers:\n  shoe-size: large\n  relation: friend\n  fault: somebody\n"
        "done:\n  dance: '2020-01-01'\n",
        encoding="utf-8",
    )
    opens(guest, file)
    assert guest.heading == guest.say("return", "heading")
    assert plain(guest.say("return", "dropped", count=3)) in guest.words
    for what in (
        guest.say("return", "dropped-question"),
        guest.say("return", "dropped-answer", name=guest.text("questions", "fault", "topic")),
        guest.say("return", "dropped-action"),
    ):
        assert plain(what) in guest.words
    for name in ("shoe-size", "fault", "dance"):
        assert name not in guest.words.replace(guest.text("questions", "fault", "topic"), "")
    guest.looks_around()
    guest.presses("return", "list")
    guest.page.locator("#tool-change").click()
    assert guest.text("questions", "relation", "options", "friend") in guest.words


def test_what_was_said_of_danger_is_kept_as_far_as_it_fits_and_else_asked_first(
    guests: Guests, rulebook: Rulebook, tmp_path: Path
) -> None:
    guest, file = guests.come("ja"), tmp_path / "old.yaml"
    rest = "  relation: friend\n  contact: asked-for-room\n"
    head = f"rulebook: {rulebook.id}\nanswers:\n"
    topic = guest.text("questions", "danger", "topic")
    file.write_text(f"{head}  danger: [hurt-or-threatened, gone-option]\n{rest}", encoding="utf-8")
    opens(guest, file)
    assert plain(guest.say("return", "dropped-part", name=topic)) in guest.words
    assert guest.page.locator('main .calls a[href^="tel:"]').first.is_visible()
    file.write_text(f"{head}  danger: [gone-option]\n{rest}", encoding="utf-8")
    opens(guest, file)
    assert plain(guest.say("return", "dropped-answer", name=topic)) in guest.words
    guest.page.locator("main .buttons button").first.click()
    assert guest.question == "danger"


def test_the_same_file_can_be_chosen_again_once_it_was_mended(
    guests: Guests, rulebook: Rulebook, tmp_path: Path
) -> None:
    guest, file = guests.come("ja"), tmp_path / "case.yaml"
    file.write_text("hello\n", encoding="utf-8")
    opens(guest, file)
    assert guest.heading == guest.say("return", "wrong")
    guest.presses("return", "begin")
    assert guest.page.locator("#file").input_value() == "", "browsers tell nothing where the same file is chosen"
    file.write_text(f"rulebook: {rulebook.id}\nanswers:\n  relation: friend\n", encoding="utf-8")
    guest.page.get_by_label(guest.say("start", "file"), exact=True).set_input_files(file)
    expect(guest.page.locator("main h1")).to_have_text(guest.say("return", "heading"))


@pytest.mark.parametrize(
    ("text", "why", "line"),
    [
        ("hello\n", "unreadable", 1),
        ("answers: {}\n", "no-case", 0),
        ("rulebook: another\nanswers: {}\n", "other-rulebook", 1),
        ("rulebook: regain_trust\nanswers:\n  relation: [friend\n", "unreadable", 3),
        ("x" * 1_100_000, "too-large", 0),
    ],
    ids=["words", "no-case", "another", "broken", "large"],
)
@LANGUAGE
def test_a_file_that_is_none_is_said_to_be_none(
    guests: Guests, tmp_path: Path, language: str, text: str, why: str, line: int
) -> None:
    guest = guests.come(language)
    file = tmp_path / "some.yaml"
    file.write_text(text, encoding="utf-8")
    opens(guest, file)
    expect(guest.page.locator("main h1")).to_have_text(guest.say("return", "wrong"))
    assert plain(guest.say("return", why, line=line)) in guest.words
    guest.looks_around()
    guest.presses("return", "begin")
    assert guest.heading == guest.text("rulebook", "title")


def test_who_comes_back_from_danger_is_asked_first_whether_it_still_is(
    guests: Guests, rulebook: Rulebook, tmp_path: Path
) -> None:
    guest = guests.come("ja")
    answers = {"danger": ["want-to-disappear"], "wish": "passing", "place": "jp", "relation": "friend"}
    file = tmp_path / "case.yaml"
    file.write_text(case_document(rulebook, check_answers(rulebook, answers)), encoding="utf-8")
    opens(guest, file)
    assert guest.page.locator('main .calls a[href^="tel:"]').first.is_visible()
    guest.presses("return", "look-again")
    assert guest.question == "danger"
    assert guest.chosen == {"want-to-disappear"}
    guest.leaves_it_so()
    expect(guest.page.locator("main h1")).to_have_text(guest.say("alarm", "heading"))
