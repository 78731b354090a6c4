"""Files are kept whole, readable by their owner alone, or not at all."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest
from nakanaori.cli.saving import Unwritable, check_writable, keep

posix = pytest.mark.skipif(os.name != "posix", reason="File modes are those of POSIX.")
not_root = pytest.mark.skipif(
    getattr(os, "geteuid", lambda: 0)() == 0, reason="Nothing is forbidden to the superuser: run as somebody else."
)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def loose_umask():
    before = os.umask(0)
    yield
    os.umask(before)


def test_writes_text_as_utf_8_and_bytes_as_they_are(tmp_path):
    keep(tmp_path / "text", "信頼\n")
    keep(tmp_path / "bytes", b"\xff\x00")
    assert (tmp_path / "text").read_bytes() == "信頼\n".encode()
    assert (tmp_path / "bytes").read_bytes() == b"\xff\x00"


@posix
@pytest.mark.usefixtures("loose_umask")
def test_a_new_file_is_for_its_owner_alone(tmp_path):
    keep(tmp_path / "case.yaml", "answers: {}\n")
    assert mode(tmp_path / "case.yaml") == 0o600


@posix
@pytest.mark.usefixtures("loose_umask")
def test_a_file_that_others_could_read_becomes_private(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text("old")
    path.chmod(0o666)
    keep(path, "new")
    assert (path.read_text(), mode(path)) == ("new", 0o600)


@posix
@pytest.mark.usefixtures("loose_umask")
def test_it_is_private_before_anything_is_written_into_it(tmp_path, monkeypatch):
    seen = []
    synced = os.fsync

    def look(handle):
        seen.extend(mode(path) for path in tmp_path.iterdir())
        synced(handle)

    monkeypatch.setattr(os, "fsync", look)
    keep(tmp_path / "case.yaml", "new")
    assert seen
    assert set(seen) == {0o600}


@pytest.mark.parametrize("error", [OSError(28, "full"), KeyboardInterrupt(), MemoryError()])
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_save_that_fails_leaves_the_old_file_and_no_litter(tmp_path, monkeypatch, step, error):
    path = tmp_path / "case.yaml"
    path.write_text("old")

    def fail(*_arguments):
        raise error

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(Unwritable if isinstance(error, OSError) else type(error)):
        keep(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_the_old_file_is_replaced_in_one_step(tmp_path, monkeypatch):
    path = tmp_path / "case.yaml"
    path.write_text("old")
    replaced = os.replace

    def look(new, old):
        assert path.read_text() == "old"
        assert Path(new).read_text() == "new"
        assert Path(new).parent == path.parent
        replaced(new, old)

    monkeypatch.setattr(os, "replace", look)
    keep(path, "new")
    assert path.read_text() == "new"


@posix
def test_a_symbolic_link_stays_one(tmp_path):
    (tmp_path / "real").mkdir()
    link = tmp_path / "case.yaml"
    link.symlink_to(tmp_path / "real" / "case.yaml")
    keep(link, "through it")
    assert link.is_symlink()
    assert (tmp_path / "real" / "case.yaml").read_text() == "through it"


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(Unwritable) as raised:
        keep(tmp_path / "nowhere" / "case.yaml", "new")
    assert str(tmp_path / "nowhere") in raised.value.message
    assert raised.value.exit_code == 2


@pytest.mark.parametrize(("language", "words"), [("en", "it is a folder"), ("ja", "それはフォルダです")])
def test_a_folder_is_no_file(tmp_path, language, words):
    for refuse in (
        lambda: keep(tmp_path, "new", language=language),
        lambda: check_writable(tmp_path, language=language),
    ):
        with pytest.raises(Unwritable, match=words):
            refuse()


@posix
def test_a_pipe_is_not_replaced(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(Unwritable, match="not an ordinary file"):
        keep(pipe, "new")
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.skipif(sys.platform == "win32", reason="Devices have other names there.")
def test_a_device_is_not_replaced():
    with pytest.raises(Unwritable):
        keep(Path("/dev/null"), "new")
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


@pytest.mark.parametrize("name", ["a\0b", "n" * 300])
def test_impossible_names_are_sentences_too(tmp_path, name):
    with pytest.raises(Unwritable):
        keep(tmp_path / name, "new")
    assert list(tmp_path.iterdir()) == []


@posix
@not_root
def test_a_forbidden_folder(tmp_path):
    tmp_path.chmod(0o500)
    try:
        for refuse in (lambda: keep(tmp_path / "case.yaml", "new"), lambda: check_writable(tmp_path / "case.yaml")):
            with pytest.raises(Unwritable, match="not allowed"):
                refuse()
    finally:
        tmp_path.chmod(0o700)


def test_checking_early_writes_nothing(tmp_path):
    check_writable(tmp_path / "case.yaml")
    with pytest.raises(Unwritable):
        check_writable(tmp_path / "nowhere" / "case.yaml")
    assert list(tmp_path.iterdir()) == []
