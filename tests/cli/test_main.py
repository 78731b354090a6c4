"""The command `nakanaori` itself: its commands, its version, its help, and what it loads of them."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version

import pytest
from command_line import called
from house import HOUSE
from nakanaori.cli.main import COMMANDS


def test_every_module_of_commands_is_a_command() -> None:
    modules = {path.stem for path in (HOUSE / "cli" / "commands").glob("*.py") if path.stem != "__init__"}
    assert {name.replace("-", "_") for name in COMMANDS} == modules
    assert len({*COMMANDS}) == len(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str) -> None:
    told = called(name, "--help")
    assert (told.exit_code, told.stderr) == (0, "")
    assert told.stdout.startswith(f"Usage: nakanaori {name}")
    assert name in called("--help").stdout


def test_the_version_is_that_of_the_package() -> None:
    assert version("nakanaori") in called("--version").stdout


def test_a_command_that_is_none_is_bad_usage() -> None:
    told = called("advice")
    assert told.exit_code == 2
    assert "No such command 'advice'" in told.stderr


def test_only_the_command_that_is_called_is_loaded() -> None:
    program = (
        "import sys; from nakanaori.cli.main import nakanaori; nakanaori(['schema'], standalone_mode=False)\n"
        "print(*(name for name in sys.modules if name.startswith('nakanaori.cli.commands.')), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stderr.split() == ["nakanaori.cli.commands.schema"]


@pytest.mark.parametrize(("lang", "said"), [("en", "Stopped."), ("ja", "途中でやめました。")])
@pytest.mark.parametrize("name", ["advise", "sql", "export"])
def test_ctrl_c_ends_every_command(name: str, lang: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the command itself is loaded too."""

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("nakanaori.cli.main.import_module", stopped)
    told = called(name, "--lang", lang)
    assert (told.exit_code, told.stdout, told.stderr) == (130, "", f"{said}\n")
