"""What stands on the boxes of a consultation that is drawn: in the reader's language, nothing missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from nakanaori.engine.consulting import Outcome, consult
from nakanaori.engine.drawing import draw_outcome
from nakanaori.engine.drawing.picture import ANSWER, FINDING, PLANNED, RULE, SILENT, WITHHELD
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import load_rulebook
from nakanaori.engine.telling import phrases_of, wording_of
from small_rulebook import write_more_rules

MISERABLE = {"weather": "rain", "bag": ["hat", "scarf"], "degrees": 3, "at-home": "yes"}


@pytest.fixture
def small(tmp_path: Path) -> Rulebook:
    return load_rulebook(write_more_rules(tmp_path))


def labels(outcome: Outcome, language: str = "en") -> list[tuple[str, tuple[str, ...]]]:
    """The kind of each box and its lines."""
    drawing = draw_outcome(outcome, wording_of(outcome.rulebook, language))
    return [(box.kind, box.lines) for panel in drawing.panels for box in panel.boxes]


def at(rulebook: Rulebook, answers: dict[str, object]) -> Outcome:
    return consult(rulebook, answers, engine="reference")


def test_each_kind_says_what_it_is(small: Rulebook) -> None:
    told = labels(at(small, MISERABLE | {"bag": ["hat", "tea"]}))
    say = phrases_of("en")
    assert (ANSWER, ("Weather:", "Raining")) in told
    assert (ANSWER, ("Bag:", say("diagram", "one-of-several").format(option="A hat"), "• A flask of tea")) in told
    assert (ANSWER, ("Degrees:", "3")) in told
    assert (FINDING, ("It is wet.",)) in told
    assert (RULE, ("tea-warms", "beyond the article §1")) in told
    assert (PLANNED, ("1. Drink water",)) in told
    assert (WITHHELD, ("Put on a coat", say("diagram", "withheld"))) in told


def test_a_basic_is_marked(small: Rulebook) -> None:
    assert (PLANNED, ("1. Drink water", phrases_of("en")("diagram", "basic"))) in labels(at(small, MISERABLE))


def test_labels_are_in_the_language(small: Rulebook) -> None:
    told = {line for _, lines in labels(at(small, MISERABLE | {"bag": ["hat", "tea"]}), "ja") for line in lines}
    assert {"天気：", "雨", "濡れます。", "1. 水を飲む", "・帽子", "・お茶", "傘を持つ"} <= told


def test_what_is_not_answered_or_answered_with_nothing_is_said_so(small: Rulebook) -> None:
    say = phrases_of("en")
    assert (ANSWER, ("Bag:", say("answer", "none"))) in labels(at(small, {"bag": []}))
    silent = labels(at(small, {}))
    assert (SILENT, ("At home:", say("answer", "open"))) in silent
    assert (SILENT, ("It is not wet.",)) in silent


def test_a_text_that_is_blank_is_replaced_by_the_id(tmp_path: Path) -> None:
    folder = write_more_rules(tmp_path)
    english = folder / "text" / "en.yaml"
    english.write_text(english.read_text("utf-8").replace("holds: It is wet.", "holds: ' '"), "utf-8")
    assert (FINDING, ("wet",)) in labels(at(load_rulebook(folder), {"weather": "rain"}))
