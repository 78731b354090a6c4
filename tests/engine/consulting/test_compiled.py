"""The compiled rulebook concludes what the reference evaluator does, from rulebooks of every shape."""

from __future__ import annotations

from random import Random

import dice
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nakanaori.engine.consulting import COMPILED, REFERENCE, check_answers, compiled, conclude, consult, reference
from nakanaori.engine.language import Condition, Earlier, OneOf, Rulebook
from random_rulebooks import cases, rulebooks

SLOW = settings(deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def agree(rulebook: Rulebook, answers: dict[str, object]) -> int:
    """Both say the same of these answers; how many actions they plan."""
    case = check_answers(rulebook, answers)
    one, other = (conclude(rulebook, case, engine) for engine in (COMPILED, REFERENCE))
    for part in ("fired", "findings", "plan", "withheld", "first_steps", "drafts", "alarmed"):
        assert getattr(one, part) == getattr(other, part), (part, answers)
    return len(one.plan)


def test_it_agrees_on_the_shipped_rulebook(rulebook: Rulebook) -> None:
    planned = 0
    for number in range(3000):
        thrown = Random(number)
        planned += agree(rulebook, dice.answers(thrown, rulebook, 1.0 if number % 2 else thrown.random()))
    assert planned > 15_000


def test_it_agrees_on_thrown_rulebooks() -> None:
    tables = drafts = 0
    for number in range(1500):
        thrown = Random(number)
        rulebook = dice.with_help(thrown, dice.rulebook(thrown))
        tables += any(rule.condition.earlier for rule in rulebook.rules)
        drafts += bool(rulebook.drafts)
        for _ in range(4):
            agree(rulebook, dice.answers(thrown, rulebook))
    assert min(tables, drafts) > 200


@SLOW
@given(data=st.data())
def test_it_agrees_on_rulebooks_of_every_shape(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks())
    for _ in range(3):
        agree(rulebook, data.draw(cases(rulebook)))


def test_without_rules_nothing_fires(rulebook: Rulebook) -> None:
    assert compiled.fire(msgspec.structs.replace(rulebook, rules=()), {}) == ()


def test_more_rows_than_a_word_has_bits(rulebook: Rulebook) -> None:
    """Of a long table the first row that holds counts alone, wherever it stands."""
    question = next(one for one in rulebook.questions if one.kind == "several")
    tests = [(OneOf(question.id, frozenset((option,))),) for option in question.options]
    above: Earlier | None = None
    rules = []
    for number in range(200):
        own = Condition(when=tests[number % len(tests)]) if number else Condition(unless=tests[0])
        if number:
            rule = msgspec.structs.replace(rulebook.rules[0], id=f"row-{number}", condition=own)
            rules.append(msgspec.structs.replace(rule, condition=msgspec.structs.replace(own, earlier=above)))
        above = Earlier(f"row-{number}", own, above, number)
    long = msgspec.structs.replace(rulebook, rules=tuple(rules))
    for option in question.options:
        facts = check_answers(long, {question.id: {question.options[-1], option}}).facts
        assert compiled.fire(long, facts) == reference.fire(long, facts)


def test_a_rulebook_is_compiled_once(rulebook: Rulebook) -> None:
    assert compiled.program(rulebook) is compiled.program(rulebook)


@pytest.mark.parametrize("answers", [{}, {"fault": "mine"}, {"danger": "unknown"}])
def test_parts_are_made_when_asked_for(rulebook: Rulebook, answers: dict[str, object]) -> None:
    outcome = consult(rulebook, answers, engine=COMPILED)
    assert "plan" not in vars(outcome)
    assert outcome.plan is outcome.plan
    assert "withheld" not in vars(outcome)
