"""Decision models decide what the rulebook concludes, in an engine that knows nothing of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import console_blocks
import dice as thrown
import pytest
from decision_engine import as_given, concluded, decided, decision_engine, without_order
from house import DOCS
from nakanaori.engine.authoring import as_dmn
from nakanaori.engine.authoring.decision_model import COLLECT, Table, decision_model
from nakanaori.engine.consulting import consult, random_answers
from nakanaori.engine.language import NakanaoriError, Rulebook
from nakanaori.engine.reading import Texts, load_rulebook, rulebook_texts
from small_rulebook import write_rulebook

NO_TEXTS = Texts("en", {})


@pytest.fixture(scope="module")
def kie() -> Iterator[str]:
    with decision_engine() as address:
        yield address


def agree(kie: str, rulebook: Rulebook, seed: int, count: int) -> None:
    """The engine decides what the rulebook concludes, in so many random cases and where nothing is answered."""
    dice = Random(seed)
    model = as_dmn(rulebook, NO_TEXTS)
    cases: list[dict[str, object]] = [{}]
    cases += [random_answers(dice, rulebook, dice.choice((0.3, 0.6, 0.9, 1))) for _ in range(count - 1)]
    results = decided(kie, model, [as_given(rulebook, answers) for answers in cases])
    for answers, result in zip(cases, results, strict=True):
        expected = concluded(consult(rulebook, answers, engine="reference"), [*result])
        assert without_order(result, expected) == expected, (seed, answers)


# a foreign engine -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", range(9))
def test_another_engine_decides_the_same_of_random_rulebooks(kie: str, part: int) -> None:
    """With each form of the language: `only-if`, numbers, days, tables of which one row counts, leads, the alarm."""
    for seed in range(10 * part, 10 * part + 10):
        dice = Random(seed)
        agree(kie, thrown.with_help(dice, thrown.rulebook(dice)), seed, 10)


@pytest.mark.parametrize(("shipped", "count"), [("regain_trust", 60), ("paid_leave", 100)])
def test_another_engine_decides_the_same_of_the_shipped_rulebooks(kie: str, shipped: str, count: int) -> None:
    agree(kie, load_rulebook(shipped), 1, count)


def test_another_engine_decides_the_same_of_the_rulebook_of_the_reference(kie: str, tmp_path: Path) -> None:
    """It has each key of the rule language: groups and ranges of options, tables, `except` and `lead`."""
    for block in console_blocks.blocks((DOCS / "rule-language.md").read_text(encoding="utf-8")):
        console_blocks.write(block, tmp_path)
    agree(kie, load_rulebook(tmp_path), 2, 60)


# what is in a model ---------------------------------------------------------------------------------------------------


def test_each_finding_and_action_has_a_table_that_collects_its_rules(rulebook: Rulebook) -> None:
    model = decision_model(rulebook, rulebook_texts(rulebook, "en"))
    tables = {one.name: one for one in model.decisions if isinstance(one, Table) and one.policy == COLLECT}
    for finding in rulebook.findings:
        rules = {row.notes[0] for row in tables[f"found_{finding.replace('-', '_')}"].rows}
        assert rules == {rule.id for rule in rulebook.finders[finding]}
    for action in rulebook.action:
        rules = {row.notes[0] for row in tables[f"advised_{action.replace('-', '_')}"].rows}
        assert rules == {rule.id for rule in rulebook.rules if action in rule.advise}


def test_inputs_say_what_is_to_be_given(going_out: Rulebook) -> None:
    inputs = {one.name: one for one in decision_model(going_out, NO_TEXTS).inputs}
    assert [(one.name, one.type) for one in inputs.values()] == [
        ("weather", "string"),
        ("bag", "texts"),
        ("degrees", "Any"),
        ("at_home", "string"),
    ]
    assert inputs["weather"].about == ('One of "sun", "rain", "snow", "unknown", or null while it is not answered.')
    assert inputs["bag"].about.endswith('the list ["unknown"], or null while it is not answered.')
    assert inputs["degrees"].about == 'A number from -10 to 40, "unknown", or null while it is not answered.'


@pytest.fixture
def going_out(tmp_path: Path) -> Rulebook:
    return load_rulebook(write_rulebook(tmp_path))


def test_a_table_that_rests_on_what_it_finds_is_refused_by_name(tmp_path: Path) -> None:
    folder = write_rulebook(tmp_path)
    table = "hit,first\nweather,wet,find,advise,cites\nsun,,,stay-in,1\nrain,,wet,,1\n,true,,drink-water,2\n"
    (folder / "rules" / "3-puddles.csv").write_text(table, encoding="utf-8")
    rulebook = load_rulebook(folder)
    with pytest.raises(NakanaoriError, match="DMN cannot say the table '3-puddles': what its rows ask for rests on"):
        as_dmn(rulebook, NO_TEXTS)


def test_a_table_that_finds_and_does_not_rest_on_it_is_not(tmp_path: Path) -> None:
    folder = write_rulebook(tmp_path)
    table = "hit,first\nweather,find,advise,cites\nrain,wet,,1\nsun,,drink-water,2\n"
    (folder / "rules" / "3-puddles.csv").write_text(table, encoding="utf-8")
    assert "row_of_3_puddles" in as_dmn(load_rulebook(folder), NO_TEXTS)
