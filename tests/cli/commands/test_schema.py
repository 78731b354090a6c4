"""`nakanaori schema`: it lists, prints and writes the JSON Schemas."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from command_line import called
from house import HOUSE
from nakanaori.engine.reading import schemas_of_files
from nakanaori.engine.telling import schema_text

COMMITTED = HOUSE / "docs" / "schemas"


def test_the_command_lists_prints_and_writes(tmp_path: Path) -> None:
    listed = called("schema")
    names = [line.split()[0] for line in listed.stdout.splitlines()]
    assert names == [*schemas_of_files(), "outcome"]
    for name in names:
        printed = called("schema", name)
        assert printed.exit_code == 0
        assert json.loads(printed.stdout)["title"] in listed.stdout
    assert called("schema", "--into", str(tmp_path / "new" / "folder")).exit_code == 0
    assert {path.name: path.read_text("utf-8") for path in (tmp_path / "new" / "folder").iterdir()} == {
        path.name: path.read_text("utf-8") for path in COMMITTED.iterdir()
    }
    assert called("schema", "rules", "-o", str(tmp_path / "one")).exit_code == 0
    assert (tmp_path / "one").read_text("utf-8") == schema_text(schemas_of_files()["rules"])


def test_the_command_refuses_what_it_does_not_know(tmp_path: Path) -> None:
    ran = called("schema", "rule")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "Did you mean 'rules'?" in ran.stderr
    (tmp_path / "file").write_text("")
    program = [sys.executable, "-m", "nakanaori.cli", "schema", "--into", str(tmp_path / "file")]
    done = subprocess.run(program, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "It cannot be used" in done.stderr


def test_a_pipe_where_a_schema_should_go_keeps_nobody_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "rules.schema.json")
    for options in (["rules", "--into", tmp_path], ["rules", "-o", tmp_path / "rules.schema.json"]):
        ran = called("schema", *map(str, options))
        assert (ran.exit_code, ran.stdout) == (2, "")
        assert "it is not an ordinary file" in ran.stderr
