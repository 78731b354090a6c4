"""Overlays: what nobody has saved yet is read in place of files, and only within their bounds."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

from nakanaori.engine.authoring import check
from nakanaori.engine.reading import laid_over, load_rulebook
from nakanaori.engine.reading.overlay import overlaid, overlaid_in
from small_rulebook import FILES, write_rulebook


def test_a_rulebook_is_read_as_it_is_laid_over(tmp_path: Path) -> None:
    folder = write_rulebook(tmp_path)
    head = FILES["rulebook.yaml"].replace("2.0.1", "3.0.0").encode()
    with laid_over({folder / "rulebook.yaml": head}):
        assert load_rulebook(folder).version == "3.0.0"
        with laid_over({folder / "rules/9.yaml": b"- {rule: new, cites: 1, advise: stay-in}"}):
            assert load_rulebook(folder).version == "3.0.0"
            assert "new" in load_rulebook(folder).rule
    assert load_rulebook(folder).version == "2.0.1"


def test_a_file_that_is_nowhere_on_disk_is_one_of_the_rulebook(tmp_path: Path) -> None:
    folder = write_rulebook(tmp_path, {"text/en.yaml": None})
    assert [remark.code for remark in check(folder).remarks if remark.place.source.endswith("en.yaml")] == ["N201"]
    with laid_over({folder / "text/en.yaml": FILES["text/en.yaml"].encode(), folder / ".x.yaml": b"["}):
        assert not [remark for remark in check(folder).remarks if remark.place.source.endswith("en.yaml")]


def test_another_thread_reads_the_files(tmp_path: Path) -> None:
    seen: list[bytes | None] = []
    with laid_over({tmp_path / "a": b"x"}):
        thread = Thread(target=lambda: seen.append(overlaid(tmp_path / "a")))
        thread.start()
        thread.join()
        assert overlaid(tmp_path / "a") == b"x"
        assert [*overlaid_in(tmp_path)] == [tmp_path / "a"]
        assert [*overlaid_in(tmp_path / "b")] == []
    assert seen == [None]
    assert overlaid(tmp_path / "a") is None
