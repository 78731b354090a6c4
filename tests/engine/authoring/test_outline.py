"""The outline of a file."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hike import write_hike
from nakanaori.engine.authoring.concordance import Concordance, read_concordance
from nakanaori.engine.authoring.outline import Entry, outlined


@pytest.fixture
def known(tmp_path: Path) -> Concordance:
    return read_concordance(write_hike(tmp_path))


def names(entries: tuple[Entry, ...]) -> list[tuple[str, list[str]]]:
    return [(entry.name, [inner.name for inner in entry.inner]) for entry in entries]


def test_entries_hold_what_they_declare(known: Concordance, tmp_path: Path) -> None:
    assert names(outlined(known, tmp_path / "actions.yaml"))[:2] == [
        ("stay-at-home", ["call-it-off"]),
        ("tell-somebody", ["name-the-way", "name-the-hour", "say-you-are-back", "remind-them"]),
    ]
    assert names(outlined(known, tmp_path / "questions.yaml"))[0] == ("weather", ["sun", "rain", "snow", "bad"])
    assert [name for name, _ in names(outlined(known, tmp_path / "rules/1-rules.yaml"))][:2] == [
        "rain-and-snow-wet",
        "wet-ridges-are-dangerous",
    ]


def test_keys_hold_what_stands_under_them(known: Concordance, tmp_path: Path) -> None:
    assert ("phases", ["before", "on-the-way"]) in names(outlined(known, tmp_path / "rulebook.yaml"))
    assert names(outlined(known, tmp_path / "help-lines.yaml")) == [("lines", ["mountain-rescue"])]
    texts = dict(names(outlined(known, tmp_path / "text/en.yaml")))
    assert texts["drafts"] == ["a-note"]
    assert texts["units"] == ["km"]


def everything(entries: tuple[Entry, ...]) -> Iterator[Entry]:
    for entry in entries:
        yield entry
        yield from everything(entry.inner)


def test_what_is_within_lies_within_and_no_two_overlap(known: Concordance) -> None:
    for path, source in known.sources.items():
        assert source is not None
        entries = outlined(known, path)
        for entry in everything(entries):
            assert source.text[entry.named :].lstrip("'\"").startswith(entry.name)
            assert entry.start <= entry.named
            assert entry.named + len(entry.name) <= entry.stop + 2
            assert all(entry.start <= one.start <= one.stop <= entry.stop for one in entry.inner), entry.name
        for one, other in pairwise(entries):
            assert one.stop <= other.start


def test_a_file_that_nothing_is_known_of_has_no_outline(known: Concordance, tmp_path: Path) -> None:
    assert outlined(known, tmp_path / "case.yaml") == ()
