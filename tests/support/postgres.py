"""A PostgreSQL server of one's own, on a socket in a folder, for as long as a test lasts."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nakanaori.engine.language import DATE, ONE, SEVERAL, UNKNOWN, Question, Rulebook
from required import require

if TYPE_CHECKING:
    from case_files import Answers

_SERVER = "postgres"
"""It refuses to run as root, and its package brings a user of this name."""


class Server:
    """The server, asked by `psql`."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self._folder, self._programs = folder, programs

    def load(self, rulebook: Rulebook, cases: Sequence[Answers]) -> None:
        """A table of these cases, in the shape that the SQL for warehouses tells."""
        columns = ["id text", *(one for question in rulebook.questions for one in _columns(question))]
        rows = [f"({', '.join(_values(rulebook, number, case))})" for number, case in enumerate(cases)]
        self.ask(f"DROP TABLE IF EXISTS cases; CREATE TABLE cases ({', '.join(columns)});")
        self.ask(f"INSERT INTO cases VALUES {', '.join(rows)};")

    def rows(self, query: str) -> list[dict[str, Any]]:
        """What a query selects."""
        lines = self.ask(f"COPY (SELECT row_to_json(made) FROM ({query}) AS made) TO STDOUT;").splitlines()
        return [json.loads(line.replace("\\\\", "\\")) for line in lines]

    def ask(self, sql: str) -> str:
        """What `psql` prints."""
        command = [
            self._programs / "psql",
            "-qAtX",
            "-v",
            "ON_ERROR_STOP=1",
            "-h",
            self._folder,
            "-U",
            _SERVER,
        ]
        done = subprocess.run(command, input=sql, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[:2000]
        return done.stdout


@contextmanager
def running_postgres(folder: Path) -> Iterator[Server]:
    """A server without a network. Skips the running test where PostgreSQL is not installed."""
    programs = _programs()
    require(programs is not None, "PostgreSQL is not installed: apt-get install postgresql")
    assert programs is not None
    # A socket's path has to be short.
    from tempfile import mkdtemp

    home = Path(mkdtemp(prefix="pg"))
    try:
        as_server: list[str] = []
        if os.geteuid() == 0:
            shutil.chown(home, _SERVER, _SERVER)
            as_server = ["runuser", "-u", _SERVER, "--"]
        data = home / "data"
        quiet = {"check": True, "stdout": subprocess.DEVNULL, "cwd": home}
        subprocess.run([*as_server, programs / "initdb", "-D", data, "-U", _SERVER, "-A", "trust", "-N"], **quiet)  # type: ignore[call-overload]
        options = f"-k {home} -c listen_addresses='' -c fsync=off"
        start = [*as_server, programs / "pg_ctl", "-D", data, "-w", "-l", home / "log", "-o", options, "start"]
        subprocess.run(start, **quiet)  # type: ignore[call-overload]
        try:
            yield Server(home, programs)
        finally:
            subprocess.run([*as_server, programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"], **quiet)  # type: ignore[call-overload]
    finally:
        shutil.rmtree(home)


def _programs() -> Path | None:
    """The folder of the server's programs; Debian keeps them out of the path."""
    folders = [*sorted(glob("/usr/lib/postgresql/*/bin"), reverse=True), *os.environ.get("PATH", "").split(os.pathsep)]
    return next((Path(folder) for folder in folders if Path(folder, "initdb").exists()), None)


def _columns(question: Question) -> list[str]:
    if question.numeric:
        kind = "date" if question.kind == DATE else "double precision" if question.decimals else "bigint"
        return [f'"{question.id}" {kind}', f'"{question.id}.{UNKNOWN}" boolean']
    return [f'"{question.id}" {"text" if question.kind == ONE else "text[]"}']


def _values(rulebook: Rulebook, number: int, case: Answers) -> Iterator[str]:
    yield f"'{number}'"
    for question in rulebook.questions:
        said = case.get(question.id)
        if question.numeric:
            yield "NULL" if said in (None, UNKNOWN) else f"'{said}'"
            yield str(said == UNKNOWN).lower()
        elif question.kind == SEVERAL and said is not None:
            options = [said] if said == UNKNOWN else said
            yield "'{" + ",".join(options) + "}'"
        else:
            yield "NULL" if said is None else f"'{said}'"
