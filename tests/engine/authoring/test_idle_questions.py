"""A question is idle exactly when no answer to it can change any plan."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from brute_checks import named
from brute_force import Futures, number_of_futures
from hypothesis import HealthCheck, assume, given, settings
from nakanaori.engine.authoring.idle_questions import IdleQuestions, _Witnesses, idle_questions
from nakanaori.engine.authoring.static_checks import deciding_tests
from nakanaori.engine.language import Earlier, Finding, Rulebook, Test
from nakanaori.engine.proving import ENDLESS, Deadline, random_outcomes
from nakanaori.engine.reading import load_rulebook
from random_rulebooks import rulebooks
from small_rulebook import write_rulebook
from ticking import Ticking


@settings(max_examples=40, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(rulebooks())
def test_idle_questions_agree_with_every_single_case(rulebook: Rulebook) -> None:
    assume(number_of_futures(rulebook, {}) <= 150)
    tested = {getattr(test, "question", None) for test in deciding_tests(rulebook)}
    matter = Futures(rulebook, {}).matter()
    expected = {question.id for question in rulebook.questions if question.id in tested - {*matter}}
    idle = idle_questions(rulebook, random_outcomes(rulebook, ENDLESS), ENDLESS)
    assert {named(remark)[1] for remark in idle.remarks} == expected
    assert (idle.undecided, idle.unreached) == ((), ())


def test_no_question_is_called_idle_because_the_time_is_over(rulebook: Rulebook) -> None:
    met = random_outcomes(rulebook, ENDLESS)[:1]
    for seconds in range(0, 100, 7):
        idle = idle_questions(rulebook, met, Deadline.after(float(seconds), Ticking()))
        assert idle.remarks == ()
    assert idle_questions(rulebook, met, ENDLESS) == IdleQuestions((), (), ())
    late = idle_questions(rulebook, [], Deadline.after(0.0, Ticking()))
    assert len(late.unreached) == len(rulebook.questions)


def table_of(rows: int, tmp_path: Path) -> Rulebook:
    """The small rulebook with a table of which the first of many rows counts."""
    lines = "".join(f"rain,{at % 30},stay-in,1\n" for at in range(rows))
    return load_rulebook(
        write_rulebook(tmp_path, {"rules/fees.csv": f"hit,first\nweather,degrees,advise,cites\n{lines}"})
    )


def test_rows_are_not_gone_through_again_for_each_row_below(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rulebook = table_of(50, tmp_path)
    walked = 0

    def tests(row: Earlier) -> Iterator[Test]:
        nonlocal walked
        walked += 1
        return iter(())

    monkeypatch.setattr(Earlier, "tests", tests)
    witnesses = _Witnesses(rulebook, (), ENDLESS)
    assert walked == 0
    assert len(witnesses.rules["degrees"]) >= 50


def test_what_conditions_ask_is_what_their_tests_ask(tmp_path: Path) -> None:
    for rule in table_of(20, tmp_path).rules:
        asked = {test.question for test in rule.condition.tests() if not isinstance(test, Finding)}
        assert rule.condition.questions() == asked


def test_where_the_time_is_over_nothing_is_made_ready(rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_Witnesses, "__init__", lambda *_: pytest.fail("There is no time for it."))
    late = idle_questions(rulebook, [], Deadline.after(0.0, Ticking()))
    assert len(late.unreached) == len(rulebook.questions)
