"""Those that were asked for by id, of things that have one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Protocol, TypeVar

from .plain_value import called, plain_text
from .problem import NakanaoriError, Place, Problem, nearest


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
    there = [thing.id for thing in things]
    wanted, problems = set[str](), list[Problem]()
    for given in ids:
        identity = plain_text(given)
        if identity is None or identity not in there:
            problems.append(missing(what, given, there))
        else:
            wanted.add(identity)
    if problems:
        raise NakanaoriError(problems)
    return tuple(thing for thing in things if not wanted or thing.id in wanted)


def known(what: str, given: object, ids: Collection[str], error: type[NakanaoriError]) -> str:
    """The one of `ids` that a caller has given, as plain text. `what` is what one is called.

    Raises `error`, with the nearest id, when there is no such thing.
    """
    identity = plain_text(given)
    if identity is None or identity not in ids:
        raise error([missing(what, given, ids)])
    return identity


def missing(what: str, given: object, ids: Iterable[str], place: Place | None = None) -> Problem:
    """That there is no such thing, with the nearest id; it stands at `place`, or where `what` it is says."""
    name = called(given)
    return Problem(place or Place(what), f"There is no {what} '{name}'.", nearest(name, ids))
