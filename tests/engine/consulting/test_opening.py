"""The question that a questionnaire opens with: told from few rules, it is the one that all of them give."""

from __future__ import annotations

from random import Random

import dice
import msgspec
from nakanaori.engine.consulting import next_question
from nakanaori.engine.consulting.opening import opening
from nakanaori.engine.consulting.prospect import Outlook
from nakanaori.engine.language import Rulebook


def test_the_shipped_rulebook_opens_with_danger(rulebook: Rulebook) -> None:
    told = opening(rulebook)
    assert told is not None
    assert told.id == "danger"
    assert next_question(rulebook, {}) is rulebook.question["danger"]


def test_what_it_tells_is_what_everything_together_tells() -> None:
    thrown = Random(8)
    told = 0
    for _ in range(150):
        rulebook = dice.with_help(thrown, dice.rulebook(thrown))
        first = opening(rulebook)
        if first is not None:
            assert first == next(Outlook(rulebook).after({}).mattering())
            told += 1
    assert told > 20


def test_without_an_alarm_it_tells_nothing(rulebook: Rulebook) -> None:
    assert opening(msgspec.structs.replace(rulebook, alarm=None)) is None
