"""Answers in the middle of texts: told in the language of the reader, wherever the text is read."""

from __future__ import annotations

import json
from datetime import date, datetime, timezone
from random import Random

import dice
import pytest
from measured import MEASURED, write_measured
from nakanaori.engine.consulting import consult
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import load_rulebook
from nakanaori.engine.telling import (
    answered_wording,
    as_calendar,
    as_markdown,
    compare,
    explain,
    told_comparison,
    told_plan,
    trace_json,
    traced,
    value_in_words,
    wording_of,
)

TEXTS = {
    "text/en.yaml": (
        ("pour: Pour a glass.", "pour: 'Pour one for each of {hours}; {{hours}} and {nobody} stay.'"),
        ("done: The glass is empty.", "done: 'You drank for {hours}.'"),
        ("long-days-need-water: Long days need water.", "long-days-need-water: '{hours} is long.'"),
    ),
    "text/ja.yaml": (
        ("pour: 注ぎます。", "pour: '{hours}分の水を注ぎます。'"),
        ("long-days-need-water: 長い一日には水が要ります。", "long-days-need-water: '{hours}は長いです。'"),
    ),
}


@pytest.fixture(scope="module")
def telling(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    files = {}
    for name, changes in TEXTS.items():
        files[name] = MEASURED[name]
        for old, new in changes:
            assert files[name].count(old) == 1, old
            files[name] = files[name].replace(old, new)
    return load_rulebook(write_measured(tmp_path_factory.mktemp("telling"), **files))


STEP = "Pour one for each of 8.25 hours; {hours} and {nobody} stay."


def test_every_view_tells_the_answer(telling: Rulebook) -> None:
    outcome, wording = consult(telling, {"hours": "8.25"}), wording_of(telling, "en")
    (drink,) = told_plan(outcome, wording).first_steps
    assert (drink.steps[0].plain, drink.done) == (STEP, "You drank for 8.25 hours.")
    trace = json.loads(trace_json(traced(outcome, wording)))
    assert trace["actions"][0]["steps"][0] == STEP
    assert "8.25 hours is long." in [rule["reason"] for rule in trace["rules"]]
    assert "8.25 hours is long." in [
        reason.sentence.plain for reason in explain(outcome, "drink-water", wording).reasons
    ]
    assert "8.25 hours is long." in as_markdown(outcome, wording).replace("\\", "")
    japanese = told_plan(outcome, wording_of(telling, "ja"))
    assert japanese.first_steps[0].steps[0].plain == "8.25時間分の水を注ぎます。"


def test_a_missing_answer_is_told_as_missing(telling: Rulebook) -> None:
    for answers, phrase in (({}, "(not answered)"), ({"hours": "unknown"}, "(not known)")):
        outcome = consult(telling, answers)
        (drink,) = told_plan(outcome, wording_of(telling, "en")).first_steps
        assert drink.steps[0].plain.startswith(f"Pour one for each of {phrase};")


def test_another_answer_is_another_step(telling: Rulebook) -> None:
    before, after = consult(telling, {"hours": "8.25"}), consult(telling, {"hours": "1"})
    told = [section for section in told_comparison(compare(before, after), wording_of(telling, "en")) if section.points]
    changed = [step.sentence for section in told for point in section.points for step in point.steps]
    assert changed == [
        "New step: Pour one for each of 1 hour; {hours} and {nobody} stay.",
        f"Step no longer shown: {STEP}",
    ]


def test_an_answer_within_a_sentence(telling: Rulebook) -> None:
    wording, question = wording_of(telling, "en"), telling.question
    assert value_in_words(question["weather"], frozenset(("rain",)), wording) == "Raining"
    assert value_in_words(question["bag"], frozenset(("tea", "hat")), wording) == "A hat, A flask of tea"
    assert value_in_words(question["price"], 1_200, wording) == "1,200 yen"


def test_words_are_answered_once(telling: Rulebook) -> None:
    wording = answered_wording(wording_of(telling, "en"), telling, {"hours": 825})
    assert answered_wording(wording, telling, {"hours": 100}) is wording


def test_a_rulebook_without_values_keeps_its_words(rulebook: Rulebook) -> None:
    for language in rulebook.languages:
        wording = wording_of(rulebook, language)
        assert answered_wording(wording, rulebook, {}) is wording


@pytest.mark.parametrize("seed", range(15))
def test_no_answers_make_a_view_fail(telling: Rulebook, seed: int) -> None:
    outcome = consult(telling, dice.answers(Random(seed), telling), engine="reference")
    for language in telling.languages:
        wording = wording_of(telling, language)
        told = as_markdown(outcome, wording) + told_plan(outcome, wording).title
        assert "{hours}" not in told.replace("{hours} and", "")
        as_calendar(outcome, wording, datetime(2026, 1, 1, tzinfo=timezone.utc), date(2026, 1, 1))
