"""What durable-rules is told of a rulebook: it means what the rules mean, and it fits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

import dice
import msgspec
import pytest
from nakanaori.engine.consulting import check_answers, reference
from nakanaori.engine.consulting.durable_draft import MAX_TERMS, Atom, Draft, Established, FirstRow, atoms_of, rulesets
from nakanaori.engine.language import ONE, Condition, EngineError, Facts, OneOf, Place, Question, Rule, Rulebook

OPERATORS: dict[str, Callable[[int, int], bool]] = {
    "$eq": lambda found, number: found == number,
    "$neq": lambda found, number: found != number,
    "$gte": lambda found, number: found >= number,
    "$lt": lambda found, number: found < number,
}


def holds(atom: Atom, facts: Facts, found: set[str]) -> bool:
    """What durable-rules is meant to make of a comparison."""
    tested = atom.property
    if isinstance(tested, Established):
        return OPERATORS[atom.operator](int(tested.finding in found), atom.number)
    if isinstance(tested, FirstRow):
        return OPERATORS[atom.operator](tested.number(found), atom.number)
    return OPERATORS[atom.operator](tested.number(facts.get(tested.question.id)), atom.number)


def fired(rulebook: Rulebook, drafts: list[list[Draft]], facts: Facts) -> tuple[str, ...]:
    """The rules whose drafts hold, ruleset by ruleset."""
    found: set[str] = set()
    positions: set[int | None] = set()
    for ruleset in drafts:
        holding = [
            draft
            for draft in ruleset
            if all(any(holds(atom, facts, found) for atom in clause) for clause in draft.clauses)
        ]
        positions.update(draft.position for draft in holding)
        found.update(finding for draft in holding for finding in draft.find)
    return tuple(name for position, name in enumerate(rulebook.rule) if position in positions)


def thrown() -> Iterator[tuple[Rulebook, Random]]:
    """Random rulebooks."""
    for seed in range(300):
        throw = Random(seed)
        yield dice.rulebook(throw), throw


def test_the_drafts_of_random_rulebooks_mean_what_the_rules_mean() -> None:
    for rulebook, throw in thrown():
        drafts = list(rulesets(rulebook))
        for _ in range(10):
            facts = check_answers(rulebook, dice.answers(throw, rulebook)).facts
            assert fired(rulebook, drafts, facts) == reference.fire(rulebook, facts)


def test_the_drafts_of_the_shipped_rulebook_mean_what_its_rules_mean(rulebook: Rulebook) -> None:
    drafts = list(rulesets(rulebook))
    for seed in range(200):
        facts = check_answers(rulebook, dice.answers(Random(seed), rulebook)).facts
        assert fired(rulebook, drafts, facts) == reference.fire(rulebook, facts)


def long_rulebook(rulebook: Rulebook, number: int) -> Rulebook:
    """Nothing but one rule of so many tests."""
    place = Place("rules.yaml", 7, 1)
    questions = tuple(Question(f"q-{n}", ONE, ("yes", "no"), 0, 0, place) for n in range(number))
    when = tuple(OneOf(question.id, frozenset(("yes",))) for question in questions)
    rule = Rule("long", ("1",), False, Condition(when=when), (), (), (), place)
    return msgspec.structs.replace(rulebook, questions=questions, rules=(rule,), findings=())


def terms(draft: Draft) -> int:
    """How many terms durable-rules counts in a rule."""
    return 2 + sum(len(clause) + (2 if len(clause) > 1 else 0) for clause in draft.clauses)


def test_drafts_fit(rulebook: Rulebook) -> None:
    for made in (rulebook, *(book for book, _ in thrown())):
        for ruleset in rulesets(made):
            assert ruleset
            assert all(len(draft.clauses) > 0 and terms(draft) <= MAX_TERMS for draft in ruleset)
            assert len({atom.property for atom in atoms_of(ruleset)}) <= 250


def test_long_rules_are_split_and_mean_the_same(rulebook: Rulebook) -> None:
    long = long_rulebook(rulebook, 100)
    drafts = list(rulesets(long))
    everywhere: dict[str, object] = {question.id: "yes" for question in long.questions}
    for missing in (None, "q-0", "q-57", "q-99"):
        given = {name: answer for name, answer in everywhere.items() if name != missing}
        facts = check_answers(long, given).facts
        assert fired(long, drafts, facts) == reference.fire(long, facts) == (() if missing else ("long",))
    assert all(terms(draft) <= MAX_TERMS for ruleset in drafts for draft in ruleset)


def test_what_cannot_be_split_is_refused_with_its_place(rulebook: Rulebook) -> None:
    with pytest.raises(EngineError, match=r"rules\.yaml:7:1: The condition of 'long' is too long for durable-rules"):
        list(rulesets(long_rulebook(rulebook, 2000)))
