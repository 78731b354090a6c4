"""Replay: a recorded trace run again, and what comes out differently."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

import msgspec

from ..consulting import AUTO, DURABLE, ENGINES, consult, durable_is_there
from ..language import CaseError, Rulebook, RulebookError
from .trace import FORMER_SCHEMA, Trace, digest, traced, traced_rulebook
from .wording import wording_of


class Difference(msgspec.Struct, frozen=True):
    """One thing that differs: where in the trace (`actions.take-time.rank`), as recorded, and as it is now."""

    where: str
    recorded: object
    now: object


class Replay(msgspec.Struct, frozen=True):
    """Differences that make it another outcome, and differences of engine or wording, which do not."""

    differences: tuple[Difference, ...]
    remarks: tuple[Difference, ...]

    @property
    def same(self) -> bool:
        """Whether the outcome came out as recorded."""
        return not self.differences


_BY_ID = ("findings", "actions", "withheld", "rules")
_WORDING = frozenset(("title", "text", "reason", "steps", "done", "help_lines", "drafts"))


def replay(rulebook: Rulebook, recorded: Trace, *, engine: str = AUTO) -> Replay:
    """Consult `rulebook` again with the recorded answers and language, and compare.

    Unless one is asked for, the engine is the recorded one where it is there; where another has to do, that is no
    remark.

    Traces of the former format are compared as far as they tell: the bytes of files, which they hold a checksum of, do
    not matter any more.
    """
    present = msgspec.to_builtins(traced_rulebook(rulebook))
    rulebooks = tuple(_fields("rulebook", msgspec.to_builtins(recorded.rulebook), present, _outdated(recorded)))
    if recorded.rulebook.id != rulebook.id:
        return Replay(rulebooks, ())
    changed = _changed_by_hand(recorded)
    try:
        outcome = consult(rulebook, recorded.answers, engine=_engine(engine, recorded))
        now = traced(outcome, wording_of(rulebook, recorded.language))
    except CaseError as error:
        answers = tuple(Difference(str(problem.place), None, problem.wrong) for problem in error.problems)
        return Replay(rulebooks + changed + answers, ())
    except RulebookError as error:
        language = Difference("language", recorded.language, error.problems[0].wrong)
        return Replay((*rulebooks, *changed, language), ())
    before, after = msgspec.to_builtins(recorded), msgspec.to_builtins(now)
    if engine == AUTO and before["engine"]["name"] != after["engine"]["name"]:
        before["engine"] = after["engine"]
    for action in (*before["actions"], *after["actions"]):
        action.setdefault("led_by", ())
        drafts = action.setdefault("drafts", ())
        action["draft_parts"] = {draft["id"]: draft["part_ids"] for draft in drafts}
    if recorded.schema == FORMER_SCHEMA:
        # They stood in the rulebook's order.
        after["open_questions"] = tuple(name for name in rulebook.question if name in now.open_questions)
    differences = (*rulebooks, *changed, *_conclusions(before, after, _outdated(recorded)))
    return Replay(differences, tuple(_remarks(before, after)))


def _engine(asked: str, recorded: Trace) -> str:
    """The engine that is asked for; the recorded one where none is and it is there."""
    name = recorded.engine.name
    is_there = name in ENGINES and (name != DURABLE or durable_is_there())
    return name if asked == AUTO and is_there else asked


def _outdated(recorded: Trace) -> Collection[str]:
    """The fields whose meaning is not today's."""
    return ("schema", "sha256") if recorded.schema == FORMER_SCHEMA else ()


def _changed_by_hand(recorded: Trace) -> tuple[Difference, ...]:
    expected = digest(recorded.rulebook, recorded.answers)
    return () if recorded.digest == expected else (Difference("digest", recorded.digest, expected),)


def _fields(
    where: str, recorded: dict[str, Any], now: dict[str, Any], but: Collection[str] = ()
) -> Iterator[Difference]:
    """Compare two mappings by the keys that both have, leaving some of them out."""
    for name, value in now.items():
        if name not in but and name in recorded and recorded[name] != value:
            yield Difference(f"{where}.{name}", recorded[name], value)


def _conclusions(recorded: dict[str, Any], now: dict[str, Any], but: Collection[str]) -> Iterator[Difference]:
    """What makes it another outcome."""
    if recorded.get("aside") != now.get("aside"):
        yield Difference("aside", recorded.get("aside"), now.get("aside"))
    for name in ("schema", "answers", "complete", "open_questions", "first_steps", "first_steps_certain"):
        if name not in but and name in recorded and recorded[name] != now[name]:
            yield Difference(name, recorded[name], now[name])
    for name in _BY_ID:
        yield from _entries(name, recorded[name], now[name])


def _remarks(recorded: dict[str, Any], now: dict[str, Any]) -> Iterator[Difference]:
    """Another engine, other words."""
    yield from _fields("engine", recorded["engine"], now["engine"])
    yield from _fields("rulebook", recorded["rulebook"], now["rulebook"], now["rulebook"].keys() - {"wording"})
    for name in _BY_ID:
        before, after = _by_id(recorded[name]), _by_id(now[name])
        for identity, entry in after.items():
            if identity in before:
                yield from _fields(f"{name}.{identity}", before[identity], entry, entry.keys() - _WORDING)


def _by_id(entries: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {entry["id"]: entry for entry in entries}


def _entries(name: str, recorded: list[dict[str, Any]], now: list[dict[str, Any]]) -> Iterator[Difference]:
    """Compare two lists of entries by their ids, then the order in which they stand."""
    before, after = _by_id(recorded), _by_id(now)
    for identity in before:
        if identity not in after:
            yield Difference(f"{name}.{identity}", identity, None)
    for identity, entry in after.items():
        if identity not in before:
            yield Difference(f"{name}.{identity}", None, identity)
        else:
            yield from _fields(f"{name}.{identity}", before[identity], entry, _WORDING)
    if (before.keys() == after.keys() and [*before] != [*after]) or len(before) != len(recorded):
        yield Difference(name, [entry["id"] for entry in recorded], [*after])
