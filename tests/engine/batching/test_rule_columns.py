"""Rules and findings as columns; `test_query` holds them against `consult`."""

from __future__ import annotations

from pathlib import Path

import pytest
from case_files import rows_of
from nakanaori.engine.batching import Work, planned
from nakanaori.engine.reading import load_rulebook
from small_rulebook import write_rulebook

pytestmark = pytest.mark.usefixtures("batch")


def test_a_finding_of_two_strata_is_made_once(tmp_path: Path) -> None:
    rules = """\
- rule: cold-in-the-snow
  cites: ["1"]
  when: {weather: snow}
  find: cold
- rule: misery-is-cold
  cites: ["1"]
  when: {miserable: true}
  find: cold
- rule: rain-is-misery
  cites: ["1"]
  when: {weather: rain}
  find: miserable
- rule: stay-in-when-cold
  cites: ["1"]
  when: {cold: true}
  advise: stay-in
"""
    folder = write_rulebook(tmp_path / "book", {"rules/1-findings.yaml": rules, "rules/2-actions.yaml": None})
    rulebook = load_rulebook(folder)
    assert [len(stratum) for stratum in rulebook.strata] == [2, 1, 1]
    source = tmp_path / "cases.csv"
    source.write_text("id,weather\n1,snow\n2,rain\n3,sun\n", encoding="utf-8")
    work = Work(source, tmp_path / "plans.parquet", tmp_path / "aside.csv", True, "polars", "")
    planned(rulebook, work)
    found = {row["id"]: (row["findings"], row["plan"]) for row in rows_of(work.target)}
    assert found == {"1": (["cold"], ["stay-in"]), "2": (["cold", "miserable"], ["stay-in"]), "3": ([], [])}
