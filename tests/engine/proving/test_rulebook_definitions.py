"""A definition names exactly what occurs in it, and is no larger for what that in turn stands for."""

from __future__ import annotations

from random import Random

import dice
import pytest
from chained import chained
from nakanaori.engine.language import Rulebook
from nakanaori.engine.proving import Model
from nakanaori.engine.proving.rulebook_definitions import RulebookDefinitions
from nakanaori.engine.proving.rulebook_terms import (
    ADVISED,
    FINDING,
    PLANNED,
    QUESTION,
    RULE,
    SPOKEN_FOR,
    WITHHELD,
    Name,
)

pytestmark = pytest.mark.usefixtures("solver")


def names(rulebook: Rulebook) -> list[Name]:
    """Everything that has a name."""
    of_actions = (ADVISED, WITHHELD, SPOKEN_FOR, PLANNED)
    return [
        *(Name(QUESTION, question) for question in rulebook.question),
        *(Name(RULE, rule) for rule in rulebook.rule),
        *(Name(FINDING, finding) for finding in rulebook.findings),
        *(Name(kind, action) for action in rulebook.action for kind in of_actions),
    ]


def test_what_a_definition_rests_on_is_what_occurs_in_it() -> None:
    thrown = Random(41)
    for _ in range(30):
        rulebook = dice.rulebook(thrown)
        terms = Model(rulebook).terms
        definitions = RulebookDefinitions(terms)
        for name in names(rulebook):
            definition = definitions.of(name)
            itself = {name}
            # A test that nothing can meet leaves nothing of its question behind.
            assert {*terms.names_in([definition.meaning])} - itself <= {*definition.rests_on}
            assert definitions.of(name) is definition


def test_a_definition_is_as_short_as_what_it_says() -> None:
    terms = Model(chained(50)).terms
    definitions = RulebookDefinitions(terms)
    assert {*definitions.of(Name(RULE, "r40")).rests_on} == {Name(FINDING, "f39"), Name(QUESTION, "q0")}
    assert definitions.of(Name(FINDING, "f40")).rests_on == (Name(RULE, "r40"),)
    assert definitions.of(Name(PLANNED, "do-it")).rests_on == (Name(ADVISED, "do-it"), Name(WITHHELD, "do-it"))
