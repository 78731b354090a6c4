"""What a replay says, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from .json_text import json_text

if TYPE_CHECKING:
    from ..engine.reading import Texts
    from ..engine.telling import Difference, Replay, Wording


def replay_json(replayed: Replay) -> str:
    """Whether it came out the same, the differences and the remarks, as JSON."""
    document = {"same": replayed.same, "differences": replayed.differences, "remarks": replayed.remarks}
    return json_text(document)


def replay_text(replayed: Replay, wording: Wording) -> str:
    """A verdict, then a line for each difference and remark."""
    return "\n".join(_lines(replayed, wording.say)) + "\n"


def _lines(replayed: Replay, say: Texts) -> Iterator[str]:
    yield say("replay", "same" if replayed.same else "differs")
    for difference in replayed.differences:
        yield _line(difference, say)
    if replayed.remarks:
        yield say("replay", "remarks")
        for remark in replayed.remarks:
            yield _line(remark, say)


def _line(difference: Difference, say: Texts) -> str:
    recorded, now = (_shown(value, say) for value in (difference.recorded, difference.now))
    return say("replay", "line").format(where=difference.where, recorded=recorded, now=now)


def _shown(value: object, say: Texts) -> str:
    if value is None:
        return say("replay", "nothing")
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
