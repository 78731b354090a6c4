"""What make says and does, with a Python that only pretends to install."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from importlib.metadata import requires
from pathlib import Path

import pytest
from house import HOUSE
from required import require

PRETENDING = """\
#!/bin/sh
# Makes environments of copies of itself, and notes what it is asked to install.
case "$*" in
"-m venv "*)
  mkdir -p "$3/bin"
  cp "$0" "$3/bin/python"
  printf '#!/bin/sh\\necho "nakanaori $*"\\n' >"$3/bin/nakanaori"
  chmod +x "$3/bin/nakanaori" ;;
"-m pip install "*"$NOT_INSTALLABLE"*)
  echo "error: command 'cc' failed"
  exit 1 ;;
"-m pip install "*)
  echo "$*" | sed "s/.*--editable //" >>"$INSTALLED" ;;
*sys.version_info*)
  exit ${TOO_OLD:-0} ;;
esac
"""
NOTHING = "nothing at all"


class Machine:
    """Somewhere to run make."""

    def __init__(self, folder: Path) -> None:
        self.venv, self.installed = folder / "venv", folder / "installed"
        self.python = folder / "python3"
        self.python.write_text(PRETENDING)
        self.python.chmod(0o755)

    def make(self, target: str, *, status: int = 0, not_installable: str = NOTHING, **environment: str) -> list[str]:
        """The lines that make prints."""
        environment |= {"NOT_INSTALLABLE": not_installable, "INSTALLED": str(self.installed)}
        # Perhaps these tests are themselves run by make.
        environment |= dict.fromkeys(("MAKEFLAGS", "MFLAGS", "MAKELEVEL"), "")
        ran = subprocess.run(
            ["make", "--no-print-directory", target, f"VENV={self.venv}", f"PYTHON={self.python}"], cwd=HOUSE,
            env=os.environ | environment, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert (ran.returncode != 0) is bool(status), ran.stdout + ran.stderr
        return ran.stdout.splitlines()

    def asked_to_install(self) -> list[str]:
        """What pip was asked to install."""
        return self.installed.read_text().split()


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine on which nothing is installed yet."""
    require(shutil.which("make") is not None, "make is not installed.")
    return Machine(tmp_path)


@pytest.mark.parametrize(("target", "command"), [("ask", "ask"), ("web", "serve")])
def test_one_command_sets_up_all_that_a_user_needs_and_begins(machine: Machine, target: str, command: str) -> None:
    said = machine.make(target)
    assert [line.removeprefix("make: setting up ").partition(" ")[0] for line in said] == [
        str(machine.venv),
        "nakanaori",
    ]
    assert said[-1] == f"nakanaori {command}"
    assert machine.asked_to_install() == [".[prove,docx,tables,web]", ".[durable]"]
    assert machine.make(target) == [f"nakanaori {command}"]
    assert machine.make("ask") == ["nakanaori ask"]


@pytest.mark.parametrize("target", ["ask", "web"])
def test_without_a_compiler_it_says_so_in_one_line_and_goes_on(machine: Machine, target: str) -> None:
    _, said, begun = machine.make(target, not_installable=".[durable]")
    assert said.startswith("make: durable-rules cannot be compiled (no C compiler or Python headers?")
    assert said.endswith("so the reference engine is used; its results are the same")
    assert begun.startswith("nakanaori ")
    assert "command 'cc' failed" in (machine.venv / "durable.log").read_text()


def test_tests_need_no_compiler(machine: Machine) -> None:
    *_, last = machine.make("test", not_installable=".[durable]")
    assert machine.asked_to_install() == [
        ".[prove,docx,tables,web]",
        ".[prove,docx,tables,batch,spark,web,mcp,lsp,docs,test,lint,bench]",
    ]
    assert last.endswith("-m pytest -n auto --dist worksteal")


def test_the_documentation_is_built_without_a_warning_or_not_at_all(machine: Machine) -> None:
    *_, command, said = machine.make("docs")
    assert "-m sphinx" in command
    assert "--fail-on-warning" in command
    assert said == "make: the documentation is build/docs/index.html"


def test_what_cannot_be_done_without_stops_it(machine: Machine) -> None:
    said = machine.make("ask", status=2, not_installable=".[prove,docx,tables,web]")
    assert not any("nakanaori" in line.split() for line in said)
    assert machine.make("ask")[-1] == "nakanaori ask"


def test_a_python_that_is_too_old_is_named(machine: Machine) -> None:
    (said,) = machine.make("ask", status=2, TOO_OLD="1")
    assert "is older than Python 3.10; name a newer one: make PYTHON=/path/to/python3" in said


def test_only_the_extra_durable_takes_a_compiler() -> None:
    of_durable = [wanted for wanted in requires("nakanaori") or () if wanted.startswith("durable-rules")]
    assert of_durable
    assert all(re.search(r"""extra == ["']durable["']""", wanted) and "3.13" in wanted for wanted in of_durable)
