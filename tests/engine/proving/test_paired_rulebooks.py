"""Two rulebooks as one: each side concludes in the pair what it concludes alone."""

from __future__ import annotations

from pathlib import Path
from random import Random

import dice
from measured import write_measured
from msgspec.structs import replace
from nakanaori.engine.consulting import consult, random_answers
from nakanaori.engine.language import NUMBER, ONE, Rulebook
from nakanaori.engine.proving import NEW, OLD, paired_rulebook, side_id
from nakanaori.engine.reading import load_rulebook
from small_rulebook import changed, write_rulebook


def concluded(rulebook: Rulebook, answers: dict[str, object], side: str = "") -> set[tuple[str, bool, tuple[str, ...]]]:
    """What is in the plan, with ids as the side bears them in a pair."""
    heard = {question: answer for question, answer in answers.items() if question in rulebook.question}
    plan = consult(rulebook, heard, engine="reference").plan
    return {
        (side_id(side, one.action.id) if side else one.action.id, one.basic, tuple(step.id for step in one.steps))
        for one in plan
    }


def test_each_side_concludes_what_it_concludes_alone() -> None:
    thrown = Random(31)
    for _ in range(100):
        old, new = dice.rulebook(thrown), dice.rulebook(thrown)
        pair = paired_rulebook(old, new)
        for _ in range(5):
            answers = dict(random_answers(thrown, pair))
            together = concluded(pair, answers)
            assert together == concluded(old, answers, OLD) | concluded(new, answers, NEW), answers


def test_measures_are_shared_where_both_measure_alike(tmp_path: Path) -> None:
    measured = load_rulebook(write_measured(tmp_path))
    day, bag = measured.question["day"], measured.question["bag"]
    other = {
        "hours": replace(measured.question["hours"], decimals=1),
        "day": replace(day, high=day.high - 100),
        "bag": replace(bag, least=2),
    }
    changed = replace(measured, questions=tuple(other.get(one.id, one) for one in measured.questions))
    pair = paired_rulebook(measured, changed)
    assert (pair.question["hours"].kind, pair.question["hours"].options) == (ONE, ())
    assert (pair.question["day"].kind, pair.question["day"].high) == ("date", day.high - 100)
    assert pair.question["bag"].least == 2


def test_only_answers_that_both_allow_can_be_given(tmp_path: Path) -> None:
    old = load_rulebook(write_rulebook(tmp_path / "old"))
    less = changed("questions.yaml", "[sun, rain, snow]", "[sun, snow, rain, fog]")
    new = load_rulebook(write_rulebook(tmp_path / "new", less))
    degrees = replace(new.question["degrees"], low=5, high=60)
    home = replace(new.question["at-home"], kind=NUMBER, options=(), high=3)
    questions = tuple({"degrees": degrees, "at-home": home}.get(one.id, one) for one in new.questions)
    pair = paired_rulebook(old, replace(new, questions=questions))
    assert pair.question["weather"].options == ("sun", "rain", "snow")
    assert (pair.question["degrees"].low, pair.question["degrees"].high) == (5, 40)
    assert (pair.question["at-home"].kind, pair.question["at-home"].options) == (ONE, ())
    assert pair.question["bag"].options == old.question["bag"].options
