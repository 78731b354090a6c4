"""Tables of which one row counts, told by what stands above their rules."""

from __future__ import annotations

from pathlib import Path
from random import Random

import dice as thrown
from msgspec.structs import replace
from nakanaori.engine.authoring.row_chain import row_chains
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import load_rulebook
from small_rulebook import write_rulebook


def test_rows_stand_in_their_order_with_those_that_do_nothing(tmp_path: Path) -> None:
    folder = write_rulebook(tmp_path)
    table = "hit,first\nrule,weather,advise,cites\none,rain,take-an-umbrella,1\n,snow,,\ntwo,sun,drink-water,2\n"
    (folder / "rules" / "3-out.csv").write_text(table, encoding="utf-8")
    rulebook = load_rulebook(folder)
    chains = row_chains(rulebook)
    assert [*chains] == ["two"]
    assert [row for row, _ in chains["two"].rows] == ["one", "3-out-row-4", "two"]
    assert chains["two"].name == "3-out"


def test_without_such_a_table_there_is_none(rulebook: Rulebook) -> None:
    assert row_chains(rulebook) == {}


def test_every_rule_with_rows_above_it_stands_in_a_chain_that_begins_with_these() -> None:
    met = 0
    for seed in range(200):
        book = thrown.rulebook(Random(seed))
        chains = row_chains(book)
        for rule in book.rules:
            earlier = rule.condition.earlier
            assert (earlier is not None) is (rule.id in chains)
            if earlier is not None:
                met += 1
                above = [one.row for one in earlier.downwards()]
                rows = [row for row, _ in chains[rule.id].rows]
                assert rows[: len(above) + 1] == [*above, rule.id]
                assert dict(chains[rule.id].rows)[rule.id] == replace(rule.condition, earlier=None)
    assert met > 50
