"""Those that were asked for by id, of things that have one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from .identifier import normalized
from .problem import NakanaoriError, Place, Problem
from .spelling import nearest


class Named(Protocol):
    """Something with an id."""

    @property
    def id(self) -> str:
        """What it is called in files."""


Thing = TypeVar("Thing", bound=Named)


def chosen(what: str, things: Sequence[Thing], ids: Iterable[str]) -> tuple[Thing, ...]:
    """The things of these ids, in their own order; all of them where no id is given. `what` is what one is called.

    Raises NakanaoriError, with the nearest id, when there is no such thing.
    """
    wanted, known = {normalized(identity) for identity in ids}, [thing.id for thing in things]
    problems = [
        Problem(Place(what), f"There is no {what} '{identity}'.", nearest(identity, known))
        for identity in wanted
        if identity not in known
    ]
    if problems:
        raise NakanaoriError(problems)
    return tuple(thing for thing in things if not wanted or thing.id in wanted)
