"""What is for people is printed in the terminal's encoding, what is for programs in UTF-8 wherever it goes."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import xml.dom.minidom
from pathlib import Path

import pytest
from nakanaori.cli.streams import forgive

OUTSIDERS = [
    {"PYTHONIOENCODING": "cp932", "PYTHONUTF8": "0"},
    {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
]


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "case.yaml"
    path.write_text("rulebook: regain_trust\nanswers: {danger: [], fault: mine}\n")
    return path


def printed(environment: dict[str, str], *arguments: str | Path) -> bytes:
    done = subprocess.run(
        [sys.executable, "-m", "nakanaori.cli", *arguments],
        capture_output=True,
        env={**os.environ, **environment},
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("environment", OUTSIDERS, ids=str)
@pytest.mark.parametrize("form", ["json", "markdown", "mermaid", "dot", "svg"])
def test_a_document_is_utf_8_whatever_the_terminal_speaks(case: Path, environment: dict[str, str], form: str) -> None:
    document = printed(environment, "advise", "--lang", "ja", "--format", form, case)
    assert re.search("[ぁ-ん]", document.decode())
    if form == "svg":
        xml.dom.minidom.parseString(document)


@pytest.mark.parametrize(
    "arguments",
    [
        ["graph", "--format", "svg", "--only", "1.1"],
        ["graph", "--lang", "ja", "--only", "1.1"],
        ["test", "--lang", "ja", "--format", "json"],
        ["schema", "outcome"],
    ],
)
def test_every_command_prints_documents_in_utf_8(arguments: list[str]) -> None:
    assert printed(OUTSIDERS[0], *arguments) == printed({"PYTHONUTF8": "1"}, *arguments)


def test_a_trace_that_was_written_under_another_encoding_is_replayed(case: Path, tmp_path: Path) -> None:
    trace = tmp_path / "trace.json"
    trace.write_bytes(printed(OUTSIDERS[0], "advise", "--format", "json", "--lang", "ja", case))
    assert json.loads(trace.read_bytes())
    assert printed(OUTSIDERS[0], "replay", "--lang", "en", trace).startswith(b"The outcome comes out as recorded.")


def test_letters_that_a_terminal_lacks_become_question_marks() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="latin-1")
    forgive(stream)
    stream.write("信頼 trust")
    stream.flush()
    assert raw.getvalue() == b"?? trust"
    forgive(None)
