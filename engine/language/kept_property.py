"""A property that is computed once and kept, without the lock that Python's own has before 3.12.

That lock is one for all objects of a class and is held while a value is computed: a child forked meanwhile would wait
for it for ever, and threads wait for one another.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

Kept = TypeVar("Kept")


class cached_property(Generic[Kept]):  # noqa: N801 - called as the one that it stands for
    """As `functools.cached_property`; threads that meet compute the same value twice."""

    def __init__(self, compute: Callable[[Any], Kept]) -> None:
        self.compute = compute
        self.name = compute.__name__
        self.__doc__ = compute.__doc__

    @overload
    def __get__(self, instance: None, owner: type[object]) -> cached_property[Kept]: ...
    @overload
    def __get__(self, instance: object, owner: type[object]) -> Kept: ...
    def __get__(self, instance: object, owner: type[object]) -> cached_property[Kept] | Kept:
        if instance is None:
            return self
        value: Kept = self.compute(instance)
        # From now on the attribute is found there, before this property is.
        vars(instance)[self.name] = value
        return value
