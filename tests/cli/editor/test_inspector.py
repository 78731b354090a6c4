"""Who looks through rulebooks while somebody types."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest
from nakanaori.cli.editor import inspector as module
from nakanaori.cli.editor.desk import Desk
from nakanaori.cli.editor.inspection import Findings
from nakanaori.cli.editor.inspector import Inspector, by_file
from nakanaori.engine.authoring import Remark
from nakanaori.engine.language import Place
from small_rulebook import FILES, write_rulebook

Shown = list[tuple[str, list[str]]]


class Looking:
    """An inspector without waiting, whose slow findings are given."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.desk = Desk()
        self.shown: Shown = []
        self.told: list[str] = []
        self.slow: list[Findings] = []
        self.seen: list[Mapping[Path, bytes]] = []
        for pause in ("PAUSE", "REST"):
            monkeypatch.setattr(module, pause, 0)
        monkeypatch.setattr(module, "inspection", self.inspection)
        self.inspector = Inspector(self.desk, self.show, self.told.append)

    async def inspection(self, folder: Path, overlay: Mapping[Path, bytes]) -> AsyncIterator[Findings]:
        assert folder == self.folder
        self.seen.append(overlay)
        for part in self.slow:
            await asyncio.sleep(0)
            yield part

    def show(self, path: Path, remarks: tuple[Remark, ...]) -> None:
        self.shown.append((path.name, [remark.code for remark in remarks]))

    def remark(self, name: str, code: str, line: int = 1) -> Remark:
        return Remark(Place(str(self.folder / name), line, 1), code, "Something.")

    async def typed(self, name: str, text: str) -> Shown:
        """What is shown in the end, document by document, after something was typed."""
        self.shown.clear()
        self.desk.lay(self.folder / name, text)
        self.inspector.look(self.folder / name)
        await self.inspector.tasks[self.folder]
        return self.shown


@pytest.fixture
def looking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Looking:
    return Looking(write_rulebook(tmp_path), monkeypatch)


def test_what_does_not_load_is_shown_at_once_and_the_rest_when_it_is_found(looking: Looking) -> None:
    looking.slow = [
        Findings((looking.remark("questions.yaml", "N101"),), ("A sentence.",)),
        Findings((looking.remark("guarantees.yaml", "prove"),)),
    ]
    text = FILES["actions.yaml"].replace("phase: later", "phase: latter")
    shown = asyncio.run(looking.typed("actions.yaml", text))
    assert shown[0] == ("actions.yaml", ["N002"])
    assert [name for name, _ in shown].index("questions.yaml") < [name for name, _ in shown].index("guarantees.yaml")
    assert dict(shown) == {"actions.yaml": ["N002"], "questions.yaml": ["N101"], "guarantees.yaml": ["prove"]}
    assert looking.told == ["A sentence."]
    assert looking.seen == [{looking.folder / "actions.yaml": text.encode()}]


def test_what_was_found_stays_where_nothing_was_typed(looking: Looking) -> None:
    async def session() -> None:
        looking.slow = [
            Findings((looking.remark("questions.yaml", "N101"), looking.remark("rules/2-actions.yaml", "N301")))
        ]
        await looking.typed("questions.yaml", FILES["questions.yaml"])
        looking.slow = []
        looking.inspector.look(looking.folder / "questions.yaml")
        looking.shown.clear()
        await looking.inspector.tasks[looking.folder]
        # At once the document that was typed in is clean; at the end nothing more is found anywhere.
        assert looking.shown == [("questions.yaml", []), ("questions.yaml", []), ("2-actions.yaml", [])]

    asyncio.run(session())


def test_what_was_begun_before_is_given_up(looking: Looking) -> None:
    async def session() -> None:
        looking.slow = [Findings((looking.remark("questions.yaml", "N101"),))]
        looking.inspector.look(looking.folder / "questions.yaml")
        first = looking.inspector.tasks[looking.folder]
        await asyncio.sleep(0)
        looking.inspector.look(looking.folder / "questions.yaml")
        await looking.inspector.tasks[looking.folder]
        assert first.cancelled()
        looking.inspector.look(looking.folder / "questions.yaml")
        looking.inspector.rest()
        with pytest.raises(asyncio.CancelledError):
            await looking.inspector.tasks[looking.folder]

    asyncio.run(session())


def test_what_belongs_to_no_rulebook_is_not_looked_at(looking: Looking) -> None:
    async def session() -> None:
        looking.inspector.look(looking.folder.parent / "x.yaml")

    asyncio.run(session())
    assert looking.inspector.tasks == {}


def test_a_failure_is_told_and_the_next_look_goes_on(looking: Looking, monkeypatch: pytest.MonkeyPatch) -> None:
    async def failing(folder: Path, overlay: object) -> AsyncIterator[Findings]:
        raise OSError("no more processes")
        yield Findings(())

    async def session() -> None:
        monkeypatch.setattr(module, "inspection", failing)
        with pytest.raises(OSError, match="no more"):
            await looking.typed("questions.yaml", FILES["questions.yaml"])
        monkeypatch.setattr(module, "inspection", looking.inspection)
        await looking.typed("questions.yaml", FILES["questions.yaml"])

    asyncio.run(session())
    assert looking.told == ["OSError: no more processes"]


def test_remarks_are_shown_file_by_file() -> None:
    one, two = Remark(Place("a", 2, 1), "N101", "x"), Remark(Place("a", 1, 1), "N101", "y")
    assert by_file([one, two, one]) == {Path("a"): (two, one)}
