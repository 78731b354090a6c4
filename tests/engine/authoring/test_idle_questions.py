"""A question is idle exactly when no answer to it can change any plan."""

from __future__ import annotations

from brute_checks import named
from brute_force import Futures, number_of_futures
from hypothesis import HealthCheck, assume, given, settings
from nakanaori.engine.authoring.idle_questions import IdleQuestions, idle_questions
from nakanaori.engine.authoring.static_checks import deciding_tests
from nakanaori.engine.language import Rulebook
from nakanaori.engine.proving import ENDLESS, Deadline, random_outcomes
from random_rulebooks import rulebooks
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
