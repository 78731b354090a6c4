"""A query as steps, each a selection from the one before, so that what several columns rest on is worked out once.

As one nested expression the columns of a rulebook would be written out again and again, a finding for every rule that
tests it. Only columns that something rests on are kept in a step.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import and_, or_
from typing import Any, TypeAlias

import msgspec

from ..language import EngineError, Place, Problem

Expression: TypeAlias = Any
"""An expression of Ibis: a table, or a column of one."""

Truth: TypeAlias = "bool | Expression"
"""What is always so, never so, or so in some rows: a column of truth values, none of them null."""

TABLE = "cases"
"""What the table of cases is called in a query."""

MOST_COLUMNS = 500_000
"""In all steps together; the shipped rulebook makes seventeen thousand. Findings that rest on one another hundreds deep
make a step each, all of which carry what later ones need: the work grows with the square of the depth."""


def both(parts: Iterable[Truth]) -> Truth:
    """Where every part holds; of no parts that is everywhere."""
    kept = list(parts)
    if any(part is False for part in kept):
        return False
    columns = [part for part in kept if part is not True]
    return reduce(and_, columns) if columns else True


def either(parts: Iterable[Truth]) -> Truth:
    """Where at least one part holds; of no parts that is nowhere."""
    kept = list(parts)
    if any(part is True for part in kept):
        return True
    columns = [part for part in kept if part is not False]
    return reduce(or_, columns) if columns else False


def negated(part: Truth) -> Truth:
    """Where the part does not hold."""
    return not part if isinstance(part, bool) else ~part


class Steps:
    """Steps, the first of which selects from a table with this schema of Ibis.

    To add one raises EngineError when it makes more than MOST_COLUMNS.
    """

    def __init__(self, schema: Expression) -> None:
        # Ibis is an extra, and takes a second to import.
        import ibis

        self._ibis = ibis
        self.table = _Table(ibis.table(schema, name=TABLE))
        self._made: list[_Step] = []
        self._columns = 0

    def add(self, columns: Mapping[str, Truth]) -> None:
        """One more step, which has these columns and those that were there."""
        if columns:
            self._step({**{name: self.table[name] for name in self.table.columns}, **columns}, ())

    def only(self, columns: Mapping[str, Truth], where: Iterable[Truth] = ()) -> None:
        """One more step, which has these columns alone, of the rows where all of this is so."""
        self._step(columns, tuple(condition for condition in where if condition is not True))

    def query(self) -> tuple[Expression, ...]:
        """All steps, without the columns that nothing rests on."""
        needed = set(self._made[-1].columns)
        kept: list[Expression] = []
        for step in reversed(self._made):
            columns = {name: column for name, column in step.columns.items() if name in needed}
            kept.append(self._selected(step, columns))
            needed = {name for column in (*columns.values(), *step.where) for name in self._fields(column)}
        return tuple(reversed(kept))

    def _step(self, columns: Mapping[str, Truth], where: tuple[Truth, ...]) -> None:
        self._columns += len(columns)
        if self._columns > MOST_COLUMNS:
            wrong = f"As a query this rulebook takes more than {MOST_COLUMNS} columns, all steps counted."
            raise EngineError([Problem(Place("batch"), wrong, "Let fewer findings rest on one another.")])
        literal = self._ibis.literal
        plain = {name: literal(column) if isinstance(column, bool) else column for name, column in columns.items()}
        self._made.append(_Step(self.table.own, plain, tuple(literal(one) if one is False else one for one in where)))
        schema = self._ibis.schema({name: column.type() for name, column in plain.items()})
        self.table = _Table(self._ibis.table(schema, name=f"step_{len(self._made)}"))

    def _selected(self, step: _Step, columns: Mapping[str, Expression]) -> Expression:
        if step.where:
            return step.table.filter(*step.where).select(**columns)
        # As `select` does, which looks for each column in all tables first; here all are of the step before.
        values = {name: column.op() for name, column in columns.items()}
        return self._ibis.expr.operations.Project(step.table.op(), values).to_expr()

    def _fields(self, column: Expression) -> list[str]:
        """The columns of the step before that a column rests on."""
        return [field.name for field in column.op().find(self._ibis.expr.operations.Field)]


class _Table(dict[str, Expression]):
    """The columns of a table by their names, each made when it is first asked for."""

    def __init__(self, own: Expression) -> None:
        super().__init__()
        self.own = own
        self.columns: tuple[str, ...] = tuple(own.columns)

    def __missing__(self, name: str) -> Expression:
        column = self[name] = self.own[name]
        return column


class _Step(msgspec.Struct, frozen=True, eq=False):
    table: Expression
    columns: Mapping[str, Expression]
    where: tuple[Expression, ...]
