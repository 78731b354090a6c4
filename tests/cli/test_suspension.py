"""A prompt that was suspended is there again when one comes back."""

from __future__ import annotations

import os
import signal
import sys
from shutil import which

import pytest
from nakanaori.cli.suspension import on_return
from terminal import CTRL_Z, ENTER, FORKS

pytestmark = [pytest.mark.usefixtures("in_an_empty_folder"), FORKS]


@pytest.mark.skipif(os.name != "posix", reason="The signals are those of POSIX.")
def test_whoever_comes_back_is_shown_what_was_there():
    redrawn = []
    before = signal.getsignal(signal.SIGCONT)
    with on_return(lambda: redrawn.append(1)):
        os.kill(os.getpid(), signal.SIGCONT)
    assert redrawn == [1]
    assert signal.getsignal(signal.SIGCONT) == before


@pytest.mark.skipif(which("bash") is None, reason="Jobs are stopped and gone on with in bash.")
def test_a_numbered_prompt_is_there_again(terminal):
    one = terminal(command=["bash", "--norc", "--noediting", "-i"], PS1="$ ", rows=60).until("$ ")
    one.type(f"'{sys.executable}' -m nakanaori.cli ask --plain --lang en", ENTER).until("0 for none) >")
    one.type(CTRL_Z).until("Stopped").type("clear; echo meanwhile", ENTER).until("meanwhile $").type("fg", ENTER)
    one.until("0 for none) >").type("0", ENTER).until("Question 2")
