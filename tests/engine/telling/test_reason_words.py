"""Reasons in sentences: all that the values hold is told, and what is told elsewhere says where."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from long_chains import chained
from nakanaori.engine.consulting import Outcome, consult
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import as_json, load_rulebook
from nakanaori.engine.telling import ToldChain, ToldGround, reason_chain, told_chain, wording_of
from nakanaori.engine.telling.reason_words import told_reasons
from nakanaori.engine.telling.reasons import standing_of
from small_rulebook import changed, write_rulebook


def told(outcome: Outcome, rules: list[str], language: str = "en") -> ToldChain:
    return told_chain(reason_chain(outcome, rules), outcome.rulebook, wording_of(outcome.rulebook, language))


@pytest.fixture
def small(tmp_path: Path) -> Rulebook:
    return load_rulebook(write_rulebook(tmp_path))


def test_a_rule_is_told_with_its_sections_and_what_it_rests_on(small: Rulebook) -> None:
    outcome = consult(small, {"weather": "rain", "degrees": 20}, engine="reference")
    (reason,) = told(outcome, ["umbrella-when-wet"]).reasons
    assert (reason.rule, reason.sentence.plain) == ("umbrella-when-wet", "An umbrella keeps you dry.")
    assert (reason.cites, reason.sections) == (("1.1",), "§1.1 of the article, “Wet”")
    wet, bag = reason.grounds
    assert (wet.sentence, bag) == ("It is wet.", ToldGround("Bag: not answered yet."))
    assert [below.sentence for below in wet.reasons[0].grounds] == ["Weather: “Raining”."]


@pytest.mark.parametrize(
    ("language", "note"), [("en", "It is wet. (reasons above)"), ("ja", "濡れます。（理由は上にあります）")]
)
def test_what_was_told_says_so(small: Rulebook, language: str, note: str) -> None:
    outcome = consult(small, {"weather": "rain", "degrees": 3}, engine="reference")
    chain = told(outcome, ["umbrella-when-wet", "wet-and-cold-is-miserable"], language)
    assert ToldGround(note) in chain.reasons[1].grounds


def test_what_is_told_further_on_says_so_and_is(tmp_path: Path) -> None:
    outcome = consult(chained(tmp_path, 12), {"weather": "rain"}, engine="reference")
    chain = told(outcome, ["last"])
    document = msgspec.json.encode(chain.reasons, enc_hook=as_json).decode()
    assert document.count("(reasons further on)") == 1
    (ground,) = chain.further
    assert f"{ground.sentence} (reasons further on)" in document
    assert "Weather: “Raining”." not in document
    assert "Weather: “Raining”." in msgspec.json.encode(ground, enc_hook=as_json).decode()


def test_of_a_table_it_is_told_which_row_counts_instead(tmp_path: Path) -> None:
    text = "weather,advise,cites\nrain,stay-in,1\nsun,,\nelse,put-on-a-coat,1\n"
    files = {"rules/2-actions.yaml": None, "rules/3-fees.csv": text}
    rulebook = load_rulebook(write_rulebook(tmp_path, files))
    words = wording_of(rulebook, "en")
    for answer, grounds in (
        ("rain", ["An earlier row applies instead: row 2 of 3-fees."]),
        ("sun", ["An earlier row applies instead: row 3 of 3-fees."]),
        ("snow", ["No earlier row of 3-fees applies.", "Weather: “Snowing”."]),
        (None, ["It would apply with an answer. At present – Weather: not answered yet."]),
    ):
        outcome = consult(rulebook, {} if answer is None else {"weather": answer}, engine="reference")
        (coat,) = told_reasons(standing_of(outcome, "put-on-a-coat").reasons, rulebook, words)
        assert (coat.rule, coat.sentence.plain) == ("3-fees-row-4", "row 4 of 3-fees")
        assert [ground.sentence for ground in coat.grounds] == grounds
    only_if = changed("questions.yaml", "  options: [yes, no]\n", "  options: [yes, no]\n  only-if: {weather: rain}\n")
    asked = text.replace("weather", "at-home", 1).replace("rain", "yes").replace("sun", "no")
    rulebook = load_rulebook(write_rulebook(tmp_path / "asked", {**files, **only_if, "rules/3-fees.csv": asked}))
    outcome = consult(rulebook, {"weather": "rain"}, engine="reference")
    (coat,) = told_reasons(standing_of(outcome, "put-on-a-coat").reasons, rulebook, words)
    (ground,) = coat.grounds
    assert ground.sentence.startswith("It would apply with an answer. At present")
    japanese = wording_of(rulebook, "ja").texts("rules", "3-fees-row-4")
    assert japanese == "表「3-fees」の4行目"
