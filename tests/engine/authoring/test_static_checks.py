"""What needs no solver: what is declared without use, contradictions, and what durable-rules cannot hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from brute_checks import every_reading
from brute_force import number_of_futures
from chained import chained
from flawed_rulebooks import CHANGES
from hypothesis import HealthCheck, assume, given, settings
from msgspec.structs import replace
from nakanaori.engine.authoring.remark import CONTRADICTION, TOO_LONG
from nakanaori.engine.authoring.static_checks import Limits, contradictions, limits, questions_tested, unused
from nakanaori.engine.language import SEVERAL, Condition, Finding, OneOf, Place, Question, Rule, Rulebook, Tests
from nakanaori.engine.proving import ENDLESS, Deadline
from nakanaori.engine.reading import load_rulebook
from random_rulebooks import rulebooks
from small_rulebook import changed, write_rulebook
from ticking import Ticking


@pytest.mark.parametrize(
    "what",
    [
        "a tag that no action bears",
        "a tag that nothing goes by",
        "a question that no rule tests",
        "an action that no rule advises",
    ],
)
def test_what_has_no_use_is_told_with_its_place(what: str, tmp_path: Path) -> None:
    change, expected = CHANGES[what]
    told = [
        str(remark).replace(f"{tmp_path}/", "")
        for remark in unused(load_rulebook(write_rulebook(tmp_path, change)), ())
    ]
    assert [" ".join(line.split()[:2]) for line in told] == expected


def test_where_guarantees_could_not_be_read_nothing_is_said_of_what_they_may_rest_on(tmp_path: Path) -> None:
    lone = changed("rulebook.yaml", "miserable]", "miserable, snowed-in]")
    more = {"rules/3.yaml": '- rule: snow\n  cites: ["2"]\n  when: {weather: snow}\n  find: snowed-in\n'}
    rulebook = load_rulebook(write_rulebook(tmp_path, {**lone, **more}))
    assert [remark.code for remark in unused(rulebook, ())] == ["N102"]
    assert [*unused(rulebook, None)] == []


def test_questions_of_rules_steps_and_help_lines_are_tested(tmp_path: Path) -> None:
    rulebook = load_rulebook(write_rulebook(tmp_path))
    assert questions_tested(rulebook) == {"weather", "bag", "degrees", "at-home"}
    assert questions_tested(replace(rulebook, rules=())) == {"bag"}


# contradictions -------------------------------------------------------------------------------------------------------


def without_findings(rulebook: Rulebook) -> Rulebook:
    """The rulebook with no test of a finding left."""

    def left(tests: Tests) -> Tests:
        return tuple(test for test in tests if not isinstance(test, Finding))

    def freed(rule: Rule) -> Rule:
        alternatives = tuple(map(left, rule.condition.any))
        some = alternatives if all(alternatives) else ()
        return replace(rule, condition=Condition(left(rule.condition.when), some, left(rule.condition.unless)))

    return replace(rulebook, rules=tuple(map(freed, rulebook.rules)))


@settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(rulebooks())
def test_contradictions_agree_with_every_single_case(rulebook: Rulebook) -> None:
    loose = without_findings(rulebook)
    assume(number_of_futures(loose, {}) <= 300)
    readings = [*every_reading(loose)]
    never = {rule.id for rule in loose.rules if not any(reading.fires(rule) for reading in readings)}
    assert {*contradictions(loose, ENDLESS).remarks} == never


def test_rules_that_are_not_reached_are_told_apart(tmp_path: Path) -> None:
    change, _ = CHANGES["a rule against itself"]
    rulebook = load_rulebook(write_rulebook(tmp_path, change))
    found = contradictions(rulebook, Deadline.after(2.0, Ticking()))
    assert [*found.remarks] == []
    assert len(found.unreached) == len(rulebook.rules) - 1
    assert {remark.code for remark in found.unreached} == {CONTRADICTION}


def test_findings_that_rest_on_each_other_however_deep_are_no_contradiction() -> None:
    assert contradictions(chained(3_000), ENDLESS).remarks == {}


# durable-rules --------------------------------------------------------------------------------------------------------


def too_long(tmp_path: Path) -> Rulebook:
    """The small rulebook with a rule of forty tests of nine options each."""
    rulebook = load_rulebook(write_rulebook(tmp_path))
    options = tuple("abcdefghi")
    questions = [Question(f"sign-{number}", SEVERAL, options, 0, 0, Place("questions")) for number in range(40)]
    tests = tuple(OneOf(question.id, frozenset(options)) for question in questions)
    rules = (*rulebook.rules[:-1], replace(rulebook.rules[-1], condition=Condition(when=tests)))
    return replace(rulebook, questions=(*rulebook.questions, *questions), rules=rules)


def test_a_rule_that_durable_rules_cannot_hold_is_told(tmp_path: Path) -> None:
    assert limits(load_rulebook(write_rulebook(tmp_path / "small")), ENDLESS) == Limits()
    rulebook = too_long(tmp_path / "long")
    told = limits(rulebook, ENDLESS)
    assert [(remark.code, remark.place) for remark in told.remarks] == [(TOO_LONG, rulebook.rules[-1].place)]
    assert told.unreached == ()


def test_without_time_nothing_is_put_to_durable_rules(tmp_path: Path) -> None:
    told = limits(too_long(tmp_path), Deadline.after(0.0, Ticking()))
    assert (told.remarks, [remark.code for remark in told.unreached]) == ((), [TOO_LONG])
