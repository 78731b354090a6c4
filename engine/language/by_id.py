"""Those that were asked for by id, of things that have one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Protocol, TypeVar

from .identifier import normalized
from .plain_value import called, plain_text
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
    wanted, there = [(given, identity(given)) for given in ids], dict.fromkeys(thing.id for thing in things)
    problems = [_missing(what, given, there) for given, name in wanted if name not in there]
    if problems:
        raise NakanaoriError(problems)
    names = {name for _, name in wanted}
    return tuple(thing for thing in things if not names or thing.id in names)


def known(what: str, given: object, ids: Collection[str], error: type[NakanaoriError]) -> str:
    """The one of `ids` that a caller has given, as plain text. `what` is what one is called.

    Raises `error`, with the nearest id, when there is no such thing.
    """
    name = identity(given)
    if name is None or name not in ids:
        raise error([_missing(what, given, ids)])
    return name


def _missing(what: str, given: object, ids: Collection[str]) -> Problem:
    """That there is no such thing, with the nearest id."""
    name = called(given)
    return Problem(Place(what), f"There is no {what} '{name}'.", nearest(name, ids))


def identity(given: object) -> str | None:
    """The id that a kind of text is, in the form in which ids are compared; None for anything else."""
    if type(given) is str and given.isascii():
        return given
    text = plain_text(given)
    return None if text is None else normalized(text)
