"""The ways of conditions: which of them answers and findings leave."""

from __future__ import annotations

from random import Random

import dice
from nakanaori.engine.consulting import check_answers
from nakanaori.engine.consulting.ways import Ways
from nakanaori.engine.language import Condition, Finding, NoneOf, OneOf, Place, Question

WEATHER = Question("weather", "one", ("sun", "rain", "snow"), 0, 0, Place("questions.yaml"))
RAIN, NOT_RAIN = OneOf("weather", frozenset(("rain",))), NoneOf("weather", frozenset(("rain",)))


def test_each_alternative_is_a_way() -> None:
    ways = Ways()
    assert ways.add(Condition(when=(RAIN,))) == 0b1
    assert ways.add(Condition(any=((RAIN,), (NOT_RAIN,)), unless=(Finding("wet", True),))) == 0b110
    assert ways.all == 0b111


def test_the_same_condition_has_the_same_ways_where_that_will_do() -> None:
    ways = Ways()
    assert ways.of(Condition(when=(RAIN,))) == ways.of(Condition(when=(RAIN,)))
    assert ways.add(Condition(when=(RAIN,))) != ways.of(Condition(when=(RAIN,)))


def test_an_answer_leaves_the_ways_that_it_does_not_rule_out() -> None:
    ways = Ways()
    rain, not_rain, no_rain = (
        ways.add(Condition(when=(RAIN,))),
        ways.add(Condition(when=(NOT_RAIN,))),
        ways.add(Condition(unless=(RAIN,))),
    )
    ((question, masks),) = ways.of_answers([WEATHER])
    assert question == "weather"
    for value, left in ((None, no_rain), (frozenset(("rain",)), rain), (frozenset(("unknown",)), not_rain | no_rain)):
        assert masks[value] & ways.all == left


def test_a_finding_leaves_the_ways_that_need_it_or_do_not_need_its_absence() -> None:
    ways = Ways()
    wet, dry = ways.add(Condition(when=(Finding("wet", True),))), ways.add(Condition(when=(Finding("wet", False),)))
    assert ways.of_finding("wet") == (wet, dry)
    assert ways.of_finding("cold") == (wet | dry, wet | dry)


def test_answers_leave_what_holds_of_random_conditions() -> None:
    for seed in range(400):
        thrown = Random(seed)
        rulebook = dice.rulebook(thrown)
        ways = Ways()
        conditions = [Condition(when=dice.thrown_tests(thrown, rulebook.questions, (), most=2)) for _ in range(12)]
        conditions += [dice.condition(thrown, rulebook.questions, ()) for _ in range(12)]
        of_each = [ways.add(condition) for condition in conditions]
        answers = ways.of_answers(rulebook.questions)
        for _ in range(4):
            facts = check_answers(rulebook, dice.answers(thrown, rulebook)).facts
            left = ways.all
            for question, masks in answers:
                left &= masks[facts.get(question)]
            held = [condition.holds(facts, ()) for condition in conditions]
            assert [bool(left & mask) for mask in of_each] == held
