"""`nakanaori advise`: the list for a case, in every form, to standard output or to a file."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from command_line import run
from nakanaori.engine import (
    Outcome,
    Picture,
    as_dot,
    as_markdown,
    as_mermaid,
    as_svg,
    consult,
    draw_outcome,
    load_rulebook,
    rulebook_texts,
    trace_json,
    wording_of,
)

ANSWERS = {"fault": "mine", "apology": "not-yet", "contact": "refuses-to-meet", "reach": ["post"]}


def drawn(outcome: Outcome) -> Picture:
    return draw_outcome(outcome, wording_of(outcome.rulebook, "en"))


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "case.yaml"
    path.write_text(json.dumps({"rulebook": "regain_trust", "answers": ANSWERS}), encoding="utf-8")
    return path


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_list_begins_with_what_to_do_first(case: Path, language: str) -> None:
    outcome = consult(load_rulebook(), ANSWERS)
    texts = rulebook_texts(outcome.rulebook, language)
    status, printed, errors = run("advise", case, "--lang", language)
    assert (status, errors) == (0, "")
    found = [printed.find(texts("actions", planned.action.id, "title")) for planned in outcome.first_steps]
    assert -1 not in found
    assert found == sorted(found)


@pytest.mark.parametrize(
    ("form", "write"),
    [
        ("json", lambda outcome: trace_json(outcome.trace("en")).decode()),
        ("markdown", lambda outcome: as_markdown(outcome, wording_of(outcome.rulebook, "en"))),
        ("mermaid", lambda outcome: as_mermaid(drawn(outcome))),
        ("dot", lambda outcome: as_dot(drawn(outcome))),
        ("svg", lambda outcome: as_svg(drawn(outcome))),
    ],
)
def test_other_forms_are_the_engines(case: Path, form: str, write: object) -> None:
    assert callable(write)
    status, printed, errors = run("advise", case, "--lang", "en", "--format", form, "--engine", "reference")
    assert (status, errors) == (0, "")
    assert printed.rstrip("\n") == write(consult(load_rulebook(), ANSWERS, engine="reference")).rstrip("\n")


def test_a_file_gets_the_same_and_is_for_its_owner_alone(case: Path, tmp_path: Path) -> None:
    file = tmp_path / "list.json"
    arguments = ("advise", case, "--lang", "en", "--format", "json")
    assert run(*arguments, "-o", file) == (0, "", "")
    assert file.read_text(encoding="utf-8") == run(*arguments)[1]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_every_engine_gives_the_same_list(case: Path, engine: str) -> None:
    assert run("advise", case, "--engine", engine, "--lang", "en") == run("advise", case, "--lang", "en")
