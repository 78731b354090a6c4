"""The streams on which the questionnaire takes place."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from terminal import FORKS, RIGHT_AWAY
from typed import HURT, NO_DANGER

pytestmark = [pytest.mark.usefixtures("in_an_empty_folder"), FORKS]


def piped(typed, *options, **environment):
    """The command in a process of its own, nothing of it in a terminal."""
    command = [sys.executable, "-m", "nakanaori.cli", "ask", "--lang", "en", *map(str, options)]
    return subprocess.run(command, input=typed, capture_output=True, env={**os.environ, **environment}, check=False)


def test_the_plan_goes_to_the_output_and_the_conversation_does_not():
    done = piped((NO_DANGER + "1\n" * 60).encode())
    assert done.returncode == 0
    assert b"Question" not in done.stdout
    assert done.stdout.startswith(b"== Start here ==")
    assert b"Question 2" in done.stderr
    assert b"\x1b" not in done.stdout + done.stderr


def test_an_early_end_of_input_still_gives_the_plan_so_far():
    done = piped(HURT.encode())
    assert done.returncode == 0
    assert b"provisional" in done.stdout
    assert b"110" in done.stdout


def test_broken_input_is_met_like_any_wrong_input():
    done = piped(b"\xff\xfe\n0\n", PYTHONUTF8="1")
    assert done.returncode == 0
    assert b"Sorry" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_terminal_without_japanese_letters_gets_question_marks_instead_of_an_error():
    done = piped(b"0\n", "--lang", "ja", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr


HEAVY = (
    *("prompt_toolkit", "rich", "importlib.metadata", "importlib.resources", "hashlib", "difflib", "tempfile"),
    *("nakanaori.engine.telling.markdown", "nakanaori.engine.drawing.svg", "nakanaori.engine.proving"),
)


def test_the_first_plain_question_needs_no_heavy_imports():
    script = (
        "import io, sys; sys.stdin = io.StringIO(''); from nakanaori.cli.main import nakanaori;"
        "nakanaori(['ask', '--plain', '--lang', 'en'], standalone_mode=False);"
        f"print(sorted({set(HEAVY)!r} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert b"Question 1" in done.stderr
    assert done.stdout.strip() == b"[]"


@pytest.mark.usefixtures("terminal")
def test_with_the_output_in_a_file_questions_are_typed_and_seen(in_an_empty_folder):
    import pexpect

    command = f"'{sys.executable}' -m nakanaori.cli ask --lang en > plan.txt"
    child = pexpect.spawn("/bin/sh", ["-c", command], encoding="utf-8", timeout=RIGHT_AWAY)
    child.expect("Numbers")
    child.send("1\n")
    child.expect("Stop here")
    child.send("\n")
    child.expect(pexpect.EOF)
    assert "Start here" in (in_an_empty_folder / "plan.txt").read_text()
    assert "\x1b" not in (in_an_empty_folder / "plan.txt").read_text()


@pytest.mark.skipif(os.name != "posix", reason="The shell is that of POSIX.")
@pytest.mark.parametrize(
    ("closed", "said"),
    [
        ("<&-", "standard input: It is closed. Answers are typed there; leave it open.\n"),
        (">&-", "standard output: It is closed. Send it somewhere, to /dev/null for instance.\n"),
    ],
)
def test_a_closed_stream_is_told_before_anything_is_asked(closed, said):
    shell = ["sh", "-c", f'"$0" -m nakanaori.cli ask --lang en {closed}', sys.executable]
    done = subprocess.run(shell, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)


@pytest.mark.skipif(os.name != "posix", reason="The shell is that of POSIX.")
def test_without_a_standard_error_the_plan_is_printed_all_the_same():
    shell = ["sh", "-c", '"$0" -m nakanaori.cli ask --lang en 2>&-', sys.executable]
    done = subprocess.run(shell, input="0\n1\n", capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "provisional" in done.stdout
