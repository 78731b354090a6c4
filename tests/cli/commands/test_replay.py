"""`nakanaori replay`: the same outcome is exit status 0, another one is 1 and says what differs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import run
from nakanaori.engine import consult, load_rulebook, trace_json
from small_rulebook import write_rulebook


@pytest.fixture
def trace(tmp_path: Path) -> Path:
    path = tmp_path / "trace.json"
    path.write_bytes(trace_json(consult(load_rulebook(), {"contact": "blocked-me"}).trace("en")))
    return path


def test_what_comes_out_the_same_is_said(trace: Path, engine: str) -> None:
    assert run("replay", trace, "--lang", "en", "--engine", engine)[0] == 0
    assert run("replay", trace, "--lang", "ja")[1].startswith("記録と同じ結果になりました。")
    status, printed, errors = run("replay", trace, "--format", "json")
    assert (status, errors) == (0, "")
    assert json.loads(printed)["same"] is True


def test_what_was_changed_by_hand_is_noticed(trace: Path) -> None:
    document = json.loads(trace.read_text(encoding="utf-8"))
    document["actions"][0]["rank"] = 9
    trace.write_text(json.dumps(document), encoding="utf-8")
    where = f"actions.{document['actions'][0]['id']}.rank"
    status, printed, errors = run("replay", trace, "--lang", "en")
    assert (status, errors) == (1, "")
    assert where in printed
    told = json.loads(run("replay", trace, "--format", "json")[1])
    assert where in [difference["where"] for difference in told["differences"]]


def test_another_rulebook_is_another_outcome(trace: Path, tmp_path: Path) -> None:
    status, printed, _ = run("replay", trace, "--rulebook", write_rulebook(tmp_path), "--lang", "en")
    assert status == 1
    assert "rulebook.id" in printed
