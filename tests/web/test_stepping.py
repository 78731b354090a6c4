"""The steps of a consultation: what is asked and shown, changing an answer, the alarm, and what each form does."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest
from measured import MEASURED, write_measured
from nakanaori.engine.consulting import begun, consult
from nakanaori.engine.language import UNKNOWN, Rulebook
from nakanaori.engine.reading import load_rulebook, rulebook_texts
from nakanaori.engine.telling import trace_json
from nakanaori.web.wording import phrases_of
from small_rulebook import write_rulebook
from visitor import LATE, Visitor, client_of
from walking import answered_by, somebody


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


@pytest.mark.parametrize(("language", "said"), [("en", "7.5 hours"), ("ja", "7.5時間")])
def test_measures_are_typed_and_told(tmp_path: Path, language: str, said: str) -> None:
    old, new = {"en": ("Pour a glass.", "'For {hours}.'"), "ja": ("注ぎます。", "'{hours}'")}[language]
    text = MEASURED[f"text/{language}.yaml"].replace(old, new)
    questions = MEASURED["questions.yaml"].replace("choose: several", "choose: several\n  at-least: 1")
    rulebook = load_rulebook(write_measured(tmp_path, **{f"text/{language}.yaml": text, "questions.yaml": questions}))
    visitor = Visitor(client_of(rulebook, language)).begin()
    person = {"hours": "7.5", "price": 1200, "day": "2024-03-01", "bag": ["hat"], "degrees": 30, "weather": "rain"}
    while 'id="answer"' in visitor.page:
        asked = visitor.asked
        for wrong in {"hours": ("7.505", "25"), "day": ("2024-02-30", "1"), "bag": ([],)}.get(asked, ()):
            visitor.choose(wrong)
            assert 'role="alert"' in visitor.page
            assert visitor.asked == asked
        visitor.choose(person.get(asked, "no"))
    for words in (said, {"en": "1,200 yen", "ja": "1,200円"}[language], {"en": "1 March", "ja": "3月1日"}[language]):
        assert words in visitor.forms.text
    visitor.open(f"/{visitor.number + 1}")
    assert f"For {said}." in visitor.page or f"<li>{said}</li>" in visitor.page
    assert visitor.client.get(f"{visitor.path}/list.json").json()["answers"]["hours"] == "7.5"


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


def test_whoever_goes_on_in_danger_is_told_once(visitor: Visitor) -> None:
    """Later answers may change what is urgent; they do not lead back to it."""
    visitor.choose(["hurt-or-threatened", "want-to-disappear"]).open("/3")
    while 'id="answer"' in visitor.page:
        before = visitor.number
        given = {"relation": "partner", "signs": ["relentless-blame", "moving-goalposts"]}
        visitor.choose(given.get(visitor.asked, UNKNOWN))
        assert visitor.number == before + 1


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
    assert visitor.asked in ("superior", "assessed")
    visitor.answer_all({**LATE, "assessed": "unfair"})
    assert phrases_of("en")("check", "heading") in visitor.forms.text


def test_a_question_that_comes_up_in_the_middle_is_answered_once_and_done(rulebook: Rulebook, visitor: Visitor) -> None:
    """Whoever has answered what follows before is not led through it again."""
    for seed in range(400):
        person = {**somebody(Random(seed), rulebook), "danger": []}
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


def _where(visitor: Visitor, question: str) -> str:
    """The address of the step that asks a question."""
    for number in range(1, 40):
        visitor.open(f"/{number}")
        if 'id="answer"' in visitor.page and visitor.asked == question:
            return visitor.path
    raise AssertionError(question)


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


def test_one_of_a_kind_is_not_answered_by_none(visitor: Visitor) -> None:
    visitor.choose([])
    visitor.send("/2", {**visitor.forms.hidden, "alone": "none", "go": "next"})
    assert (visitor.status, visitor.path) == (200, "/2")


@pytest.mark.parametrize("fields", [{"alone": "junk"}, {"number": "3"}, {"alone": "none", "answer": "x"}])
@pytest.mark.parametrize("go", ["next", "suppose"])
def test_garbage_is_no_answer(visitor: Visitor, fields: Mapping[str, str], go: str) -> None:
    for question in ("danger", "relation"):
        visitor.send("/1", {**visitor.forms.hidden, "question": question, "go": go, **fields})
        assert visitor.status == 200
        assert visitor.client.get("/1/list.json").json()["answers"] == {}


def test_an_option_that_is_none_is_refused_kindly(visitor: Visitor) -> None:
    visitor.choose([])
    visitor.send("/2", {**visitor.forms.hidden, "answer": "<script>", "go": "next"})
    assert visitor.status == 200
    assert visitor.path == "/2"
    assert "<script>" not in visitor.page


def test_a_question_that_is_no_longer_asked_is_not_answered(visitor: Visitor) -> None:
    visitor.send("/1", {**visitor.forms.hidden, "question": "elapsed", "answer": "days", "go": "next"})
    assert visitor.path == "/1"
    visitor.send("/1", {**visitor.forms.hidden, "question": "no-such", "answer": "days", "go": "next"})
    assert visitor.status == 200


@pytest.mark.parametrize("stamp", ["", "x" * 22, "あ"])
def test_a_form_without_the_stamp_of_its_session_does_nothing(visitor: Visitor, stamp: str) -> None:
    visitor.send("/1", {"stamp": stamp, "question": "danger", "alone": "none", "go": "next"})
    assert visitor.status == 403
    assert 'id="answer"' in visitor.open("/1").page
    assert visitor.forms.ticked == []
