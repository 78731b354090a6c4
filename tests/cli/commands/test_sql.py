"""`nakanaori sql`."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import called
from nakanaori.engine.batching import steps
from small_rulebook import write_rulebook

pytestmark = pytest.mark.usefixtures("batch")


def test_the_select_stands_below_the_shape_of_its_table(tmp_path: Path) -> None:
    book = write_rulebook(tmp_path)
    ran = called("sql", "--rulebook", book, "--dialect", "postgres")
    assert (ran.exit_code, ran.stderr) == (0, "")
    comment, _, select = ran.stdout.partition("WITH step_1 AS (")
    assert all(line.startswith("--") for line in comment.splitlines())
    assert '"rank:stay-in"' in select


def test_a_dialect_that_does_not_exist() -> None:
    ran = called("sql", "--dialect", "oracle")
    assert ran.exit_code == 2
    assert "oracle" in ran.stderr


@pytest.mark.parametrize(("language", "said"), [("en", "takes more than 50 columns"), ("ja", "50 列を超えます")])
def test_a_query_that_would_grow_without_end_is_refused(
    language: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "MOST_COLUMNS", 50)
    book = write_rulebook(tmp_path)
    ran = called("sql", "--rulebook", book, "--dialect", "duckdb", "--lang", language)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert said in ran.stderr
