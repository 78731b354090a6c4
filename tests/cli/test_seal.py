"""Sealed files in the terminal: opened with their passphrase, written sealed again, and never half."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from nakanaori.engine.consulting import check_answers, is_sealed, resumed_case, sealed, unsealed
from nakanaori.engine.consulting.case_file import case_document
from nakanaori.engine.language import Rulebook
from required import require
from terminal import FORKS
from typed import NO_DANGER

pytestmark = [pytest.mark.usefixtures("in_an_empty_folder"), FORKS]

PASSPHRASE = "茶の香り 42"
FILE = Path("memo.sealed")


@pytest.fixture(autouse=True)
def _cryptography() -> None:
    try:
        import cryptography  # noqa: F401
    except ImportError:
        require(False, "files are not sealed: pip install 'nakanaori[sealed]'.")


def piped(typed: str, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "nakanaori.cli", *options]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    return subprocess.run(
        command, input=typed, capture_output=True, env=environment, check=False, encoding="utf-8", timeout=120
    )


def seals(rulebook: Rulebook) -> None:
    """A sealed case lies there, whose apology is not made yet."""
    case = check_answers(rulebook, {"danger": [], "relation": "friend", "apology": "not-yet"})
    FILE.write_text(sealed(case_document(rulebook, case), PASSPHRASE), encoding="utf-8")


def held(rulebook: Rulebook) -> dict[str, object]:
    """The answers in the file, opened."""
    opened = unsealed(FILE.read_bytes(), PASSPHRASE)
    assert opened is not None
    return dict(resumed_case(rulebook, FILE, opened).case.answers)


def test_answers_are_saved_sealed_where_the_name_says_so(rulebook: Rulebook) -> None:
    done = piped(f"{NO_DANGER}q\n1\n{PASSPHRASE}\nanother\n{PASSPHRASE}\n{PASSPHRASE}\n", "ask", "--lang", "en",
                 "--plain", "--save", str(FILE))  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Choose again." in done.stderr
    assert is_sealed(FILE.read_bytes())
    assert held(rulebook) == {"danger": ()}


def test_a_review_opens_a_sealed_file_and_leaves_it_sealed(rulebook: Rulebook) -> None:
    seals(rulebook)
    done = piped(f"wrong\n{PASSPHRASE}\n" + "\n" * 2 + "q\n1\n", "review", str(FILE), "--lang", "en", "--plain")
    assert done.returncode == 0, done.stderr
    assert "It does not open with this passphrase." in done.stderr
    assert is_sealed(FILE.read_bytes())
    assert held(rulebook)["apology"] == "not-yet"


def test_ask_goes_on_with_a_sealed_file(rulebook: Rulebook) -> None:
    seals(rulebook)
    done = piped(f"{PASSPHRASE}\n", "ask", "--resume", str(FILE), "--lang", "ja", "--plain")
    assert done.returncode == 0, done.stderr
    assert "合言葉が付いています" in done.stderr
    assert "続きから始めます" in done.stderr


@pytest.mark.parametrize(
    ("typed", "told"),
    [("one\ntwo\nthree\n", "not opened with any of these passphrases"), ("", "No passphrase was typed.")],
)
def test_without_its_passphrase_it_stays_closed(rulebook: Rulebook, typed: str, told: str) -> None:
    seals(rulebook)
    before = FILE.read_bytes()
    done = piped(typed, "review", str(FILE), "--lang", "en")
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert FILE.read_bytes() == before


def test_what_reads_open_cases_says_how_to_open_it(rulebook: Rulebook) -> None:
    seals(rulebook)
    done = piped("", "advise", str(FILE), "--lang", "ja")
    assert done.returncode == 2
    assert "合言葉の付いたファイルです。" in done.stderr
