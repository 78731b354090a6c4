"""Two rulebooks as one: each side concludes in the pair what it concludes alone."""

from __future__ import annotations

from pathlib import Path
from random import Random

import dice
from measured import write_measured
from msgspec.structs import replace
from nakanaori.engine.consulting import consult, random_answers
from nakanaori.engine.language import (
    NUMBER,
    ONE,
    Action,
    Between,
    Condition,
    HelpLines,
    Place,
    Question,
    Rule,
    Rulebook,
    Step,
)
from nakanaori.engine.proving import NEW, OLD, paired_rulebook, side_id
from nakanaori.engine.reading import load_rulebook
from small_rulebook import changed, write_rulebook

EMPTY = Rulebook("x", "1", ("en",), (), (), (), (), (), (), (), None, HelpLines(), Path())


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


def test_measures_are_shared_as_far_as_both_measure(tmp_path: Path) -> None:
    measured = load_rulebook(write_measured(tmp_path))
    hours, day, bag = (measured.question[name] for name in ("hours", "day", "bag"))
    other = {
        "hours": replace(hours, decimals=1, low=0, high=239),
        "day": replace(day, high=day.high - 100),
        "bag": replace(bag, least=2),
        "price": replace(measured.question["price"], low=5, high=4, kind=ONE),
    }
    changed = replace(measured, questions=tuple(other.get(one.id, one) for one in measured.questions))
    for pair in (paired_rulebook(measured, changed), paired_rulebook(changed, measured)):
        shared = pair.question["hours"]
        assert (shared.kind, shared.decimals, shared.low, shared.high) == (NUMBER, 1, 3, 239)
        assert (pair.question["day"].kind, pair.question["day"].high) == ("date", day.high - 100)
        assert pair.question["bag"].least == 2
        assert (pair.question["price"].kind, pair.question["price"].options) == (ONE, ())


def test_numbers_with_other_decimals_are_compared_by_value() -> None:
    thrown = Random(7)
    place = Place("x")
    action = Action("do-it", "now", (), (), (Step("do", ()),), place)

    def side(decimals: int) -> Rulebook:
        unit = 10**decimals
        low, high = sorted((thrown.randint(-3 * unit, 3 * unit), thrown.randint(-3 * unit, 3 * unit)))
        bounds = sorted(thrown.sample(range(-4 * unit, 4 * unit), 2))
        test = Between("n", *(None if thrown.random() < 0.2 else bound for bound in bounds))
        question = Question("n", NUMBER, (), low - unit, high + unit, place, decimals=decimals)
        rule = Rule("r", (), False, Condition(when=(test,)), (), ("do-it",), (), place)
        return replace(EMPTY, questions=(question,), actions=(action,), rules=(rule,), phases=("now",))

    tried = 0
    for _ in range(200):
        old, new = side(thrown.randint(0, 2)), side(thrown.randint(0, 2))
        pair = paired_rulebook(old, new)
        shared = pair.question["n"]
        both = [
            shared.answer(number)
            for number in range(-600, 600)
            if shared.numeric and shared.low <= number <= shared.high
        ]
        coarse = min((old, new), key=lambda book: book.question["n"].decimals).question["n"]
        allowed = [
            coarse.answer(number)
            for number in range(coarse.low, coarse.high + 1)
            if all(
                (value := book.question["n"].read(str(coarse.answer(number)))) is not None
                and book.question["n"].low <= value <= book.question["n"].high
                for book in (old, new)
            )
        ]
        assert both == allowed
        for answer in thrown.sample(both, min(8, len(both))):
            together = concluded(pair, {"n": answer})
            assert together == concluded(old, {"n": answer}, OLD) | concluded(new, {"n": answer}, NEW)
            tried += 1
    assert tried > 500


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
