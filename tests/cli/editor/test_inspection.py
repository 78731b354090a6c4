"""An inspection in a process of its own."""

from __future__ import annotations

import asyncio
import io
import sys
from pathlib import Path

import msgspec
import pytest
from nakanaori.cli.editor import inspection as module
from nakanaori.cli.editor.inspection import Findings, Inspected, findings, inspection
from small_rulebook import FILES, write_rulebook

BROKEN = "- {guarantee: g, cites: 1, always: stay-in}\n"
MORE = "guarantees: {g: Always.}\n"


def files() -> dict[str, str | bytes | None]:
    return {f"text/{language}.yaml": FILES[f"text/{language}.yaml"] + MORE for language in ("ja", "en")}


def codes(parts: list[Findings]) -> list[set[str]]:
    return [{remark.code for remark in part.remarks} for part in parts]


@pytest.mark.usefixtures("solver")
def test_what_check_finds_comes_first_and_then_what_does_not_hold(tmp_path: Path) -> None:
    folder = write_rulebook(tmp_path, files())
    overlay = {str(folder / "guarantees.yaml"): BROKEN.encode()}
    checked, proven = codes([*findings(Inspected(str(folder), overlay))])
    assert "prove" not in checked
    assert proven == {"prove"}


def test_what_does_not_load_is_not_proven(tmp_path: Path) -> None:
    folder = write_rulebook(tmp_path)
    overlay = {str(folder / "questions.yaml"): b"- ["}
    assert codes([*findings(Inspected(str(folder), overlay))]) == [{"N001"}]
    assert [*findings(Inspected(str(tmp_path / "nowhere"), {}))] == []


def test_without_the_solver_it_is_said_what_was_not_looked_at(tmp_path: Path, no_solver: None) -> None:
    folder = write_rulebook(tmp_path, {**files(), "guarantees.yaml": BROKEN})
    first, last = findings(Inspected(str(folder), {}))
    assert first.sentences[0].startswith("Not checked: N301")
    assert "z3" in last.sentences[0]


def test_the_process_says_what_is_found_in_the_documents_as_they_are(tmp_path: Path) -> None:
    folder = write_rulebook(tmp_path / "a folder")

    async def found() -> list[Findings]:
        return [part async for part in inspection(folder, {folder / "actions.yaml": b"- ["})]

    (part,) = asyncio.run(found())
    assert [(remark.code, remark.place.source) for remark in part.remarks] == [("N001", str(folder / "actions.yaml"))]


def test_one_that_is_given_up_leaves_no_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_rulebook(tmp_path)
    begun: list[asyncio.subprocess.Process] = []
    create = asyncio.create_subprocess_exec

    async def noted(*command: str, **options: object) -> asyncio.subprocess.Process:
        begun.append(await create(*command, **options))
        return begun[-1]

    monkeypatch.setattr(asyncio, "create_subprocess_exec", noted)

    async def given_up() -> None:
        async def look() -> None:
            async for _ in inspection(folder, {}):
                pass

        task = asyncio.create_task(look())
        while not begun:
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(given_up())
    assert begun[0].returncode is not None


def test_it_reads_and_writes_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stream:
        def __init__(self, data: bytes = b"") -> None:
            self.buffer = io.BytesIO(data)

    told = Stream()
    inspected = Inspected(str(write_rulebook(tmp_path)), {str(tmp_path / "actions.yaml"): b"- ["})
    monkeypatch.setattr(sys, "stdin", Stream(msgspec.json.encode(inspected)))
    monkeypatch.setattr(sys, "stdout", told)
    monkeypatch.setattr("os.nice", lambda by: by)
    module.main()
    part = msgspec.json.decode(told.buffer.getvalue(), type=Findings)
    assert [remark.code for remark in part.remarks] == ["N001"]
