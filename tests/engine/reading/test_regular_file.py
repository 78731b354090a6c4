"""The bytes of a file: ordinary files alone, and no more of them than is looked at."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from nakanaori.engine.language import Problem
from nakanaori.engine.reading import MOST_BYTES, read_bytes


def test_the_bytes_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"\xffany\0bytes")
    assert read_bytes(tmp_path / "a.yaml") == b"\xffany\0bytes"


def test_a_link_to_a_file_is_that_file(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"a")
    (tmp_path / "b.yaml").symlink_to("a.yaml")
    assert read_bytes(tmp_path / "b.yaml") == b"a"


@pytest.mark.parametrize(
    ("name", "said"),
    [(".", "folder"), ("missing.yaml", "no such file"), ("a\0b", "cannot be read"), ("x" * 300, "cannot be")],
)
def test_a_file_that_cannot_be_read(tmp_path: Path, name: str, said: str) -> None:
    problem = read_bytes(tmp_path / name)
    assert isinstance(problem, Problem)
    assert said in problem.wrong
    assert str(tmp_path) in problem.place.source


def test_no_more_is_read_of_a_file_than_is_needed_to_refuse_it(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate(1024 * MOST_BYTES)
    data = read_bytes(path)
    assert isinstance(data, bytes)
    assert len(data) == MOST_BYTES + 1


def refused(path: Path) -> None:
    problem = read_bytes(path)
    assert isinstance(problem, Problem)
    assert (problem.place.source, problem.wrong) == (str(path), "This is no ordinary file.")
    assert problem.right


def test_a_pipe_that_nobody_writes_to_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    refused(tmp_path / "pipe.yaml")


def test_a_link_to_a_pipe_is_refused_too(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "a.yaml").symlink_to("pipe")
    refused(tmp_path / "a.yaml")


def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the paths of sockets are short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("s.yaml")
        refused(Path("s.yaml"))


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/tty"])
def test_a_device_is_refused(device: str) -> None:
    problem = read_bytes(Path(device))
    assert isinstance(problem, Problem)
    assert "no ordinary file" in problem.wrong
