"""A model answers the same every time, and in any thread."""

from __future__ import annotations

from threading import Thread

import pytest
from nakanaori.engine.consulting import Answer
from nakanaori.engine.language import Rulebook
from nakanaori.engine.proving import Model

pytestmark = pytest.mark.usefixtures("solver")

Case = dict[str, Answer]


def test_the_same_answers_come_out_every_time(rulebook: Rulebook) -> None:
    def some() -> list[Case | None]:
        model = Model(rulebook)
        return [model.possible(model.terms.planned(action.id)) for action in rulebook.actions[:20]]

    assert some() == some()


def test_models_can_be_used_side_by_side_in_threads(rulebook: Rulebook) -> None:
    found: dict[int, list[Case | None]] = {}

    def work(number: int) -> None:
        model = Model(rulebook)
        found[number] = [model.smallest(model.terms.planned(action.id)) for action in rulebook.actions[:12]]

    threads = [Thread(target=work, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 3
    assert found[0] == found[1] == found[2]
    assert found[0][0] == {"danger": ("hurt-or-threatened",)}
