"""A process that is asked to end in the middle of something ends after it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from nakanaori.cli.deferred_signals import signals_deferred

pytestmark = pytest.mark.skipif(os.name != "posix", reason="The signals are those of POSIX.")

SAVES = """
import os, signal, sys
from pathlib import Path
from nakanaori.cli.saving import keep
ends, synced = int(sys.argv[1]), os.fsync
def fsync(handle):
    os.kill(os.getpid(), ends)
    synced(handle)
os.fsync = fsync
# Where the tests themselves run under nohup, it is ignored from the start.
signal.signal(ends, signal.SIG_IGN if sys.argv[2] == "ignored" else signal.SIG_DFL)
keep(Path("case.yaml"), "new")
print("went on")
"""


def saved_while(folder: Path, ends: int, how: str) -> subprocess.CompletedProcess[str]:
    """A process that saves a file and is asked to end while it does."""
    (folder / "case.yaml").write_text("old")
    command = [sys.executable, "-c", SAVES, str(int(ends)), how]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_file_is_whole_and_alone_when_the_process_ends(tmp_path: Path, name: str) -> None:
    ends = signal.Signals[name]
    done = saved_while(tmp_path, ends, "")
    assert (done.returncode, done.stdout, done.stderr) == (-ends, "", "")
    assert [path.name for path in tmp_path.iterdir()] == ["case.yaml"]
    assert (tmp_path / "case.yaml").read_text() == "new"


def test_a_signal_that_is_ignored_stays_ignored(tmp_path: Path) -> None:
    """As under nohup."""
    done = saved_while(tmp_path, signal.SIGHUP, "ignored")
    assert (done.returncode, done.stdout) == (0, "went on\n")


def test_handlers_are_as_before() -> None:
    before = [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)]
    with signals_deferred():
        assert [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)] != before
    assert [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)] == before
