"""What a rulebook concludes from a table of cases, as one query of Ibis: for data frames of Polars, or as SQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from ..language import EngineError, Place, Problem, Rulebook
from .answer_columns import Answers, Reader, allowed
from .case_table import DAY, DIGITS, FLOAT, LIST, ROW, TEXT, UNITS, WHOLE, CaseTable
from .plan_columns import Plans
from .plan_slots import Held, Slots
from .rule_columns import Firing
from .steps import TABLE, Expression, Steps, negated

_TYPES = {
    TEXT: "string",
    LIST: "array<string>",
    WHOLE: "int64",
    FLOAT: "float64",
    DIGITS: "float64",
    UNITS: "int64",
    DAY: "date",
}


class Query(msgspec.Struct, frozen=True, eq=False):
    """The steps of a query; the first selects from a table called TABLE, each other from the one before."""

    steps: tuple[Expression, ...]

    @property
    def kinds(self) -> dict[str, str]:
        """The columns that come out with their types, as Ibis calls them."""
        return {name: str(kind) for name, kind in self.steps[-1].schema().items()}

    def made(self, table: Expression) -> dict[str, Held]:
        """What comes out of some rows of the lazy frame, a record batch of Arrow."""
        return {name: table[name] for name in self.kinds}

    def sql(self, dialect: str) -> str:
        """The query as one SELECT of this dialect."""
        # Ibis is an extra, and takes a second to import.
        import ibis

        # For Spark itself Ibis needs Spark; Databricks speaks the same SQL.
        spoken = "databricks" if dialect == "spark" else dialect
        texts = [ibis.to_sql(step, dialect=spoken) for step in self.steps]
        named = [f"step_{number} AS (\n{_indented(text)}\n)" for number, text in enumerate(texts[:-1], start=1)]
        return f"WITH {', '.join(named)}\n{texts[-1]}" if named else texts[-1]

    def lazy(self, frame: Expression) -> Expression:
        """The query on a lazy data frame of Polars."""
        # Ibis is an extra, and takes a second to import.
        import ibis

        for number, step in enumerate(self.steps):
            frame = ibis.polars.connect({f"step_{number}" if number else TABLE: frame}).compile(step)
        return frame


class SlotQuery(Query, frozen=True, eq=False):
    """A query that gives the slots of plans, and what of them comes out: columns, or lists."""

    slots: Slots
    lists: bool
    id_type: str

    @property
    def kinds(self) -> dict[str, str]:
        """The columns that come out with their types, as Ibis calls them."""
        return self.slots.kinds(self.id_type, lists=self.lists)

    def made(self, table: Expression) -> dict[str, Held]:
        """What comes out of some rows of the lazy frame, a record batch of Arrow."""
        return self.slots.as_lists(table) if self.lists else self.slots.as_columns(table)


@contextmanager
def needing_batch() -> Iterator[None]:
    """Where what the extra `batch` brings is missing, that is told. Raises EngineError then."""
    try:
        yield
    except ModuleNotFoundError as error:
        right = "Install 'nakanaori[batch]'."
        raise EngineError([Problem(Place("batch"), f"{error.name} is not installed.", right)]) from None


def query(rulebook: Rulebook, table: CaseTable, *, lists: bool = False, id_type: str = "string") -> Query:
    """What follows for every case of the table whose answers are allowed.

    By default there is a column for each action and finding; with `lists` lists of ids. A table that does not name its
    cases counts its rows in ROW.
    """
    steps, plans = _begun(rulebook, table, id_type)
    slots = plans.as_slots()
    plans.as_lists(slots) if lists else plans.as_columns(slots)
    return Query(steps.query())


def slot_query(rulebook: Rulebook, table: CaseTable, *, lists: bool, id_type: str) -> SlotQuery:
    """The same for data frames, where what stands in the slots is counted after the query."""
    steps, plans = _begun(rulebook, table, id_type)
    slots = plans.as_slots()
    return SlotQuery(steps.query(), slots, lists, schema_of(table, id_type)[slots.identity])


def unallowed(rulebook: Rulebook, table: CaseTable, *, id_type: str = "string") -> Query:
    """The rows of the table that hold an answer which is not allowed, as they are, with their numbers."""
    # Ibis is an extra, and takes a second to import.
    import ibis

    steps = Steps(ibis.schema({ROW: "int64", **schema_of(table, id_type)}))
    names = steps.table.columns
    read = [Reader(steps.table, given, number) for number, given in enumerate(table.given)]
    made = {name: truth for reader in read for name, truth in reader.columns.items()}
    # A question may be called like a column that is made; but its id has no space.
    steps.only({**{f"raw {name}": steps.table[name] for name in names}, **made})
    now = steps.table
    steps.only({name: now[f"raw {name}"] for name in names}, where=(negated(allowed(read, now)),))
    return Query(steps.query())


def _begun(rulebook: Rulebook, table: CaseTable, id_type: str) -> tuple[Steps, Plans]:
    # Ibis is an extra, and takes a second to import.
    import ibis

    steps = Steps(ibis.schema(schema_of(table, id_type)))
    firing = Firing(steps, Answers(steps, table, rulebook), rulebook)
    return steps, Plans(steps, firing, rulebook, identity=table.id or ROW)


def schema_of(table: CaseTable, id_type: str) -> dict[str, str]:
    """The types that the columns of the table have in the query."""
    types = {table.id: id_type} if table.id else {ROW: "int64"}
    for given in table.given:
        if given.column is not None:
            types[given.column.name] = _TYPES[given.column.kind]
        for name in (*given.options.values(), *((given.unknown,) if given.unknown else ())):
            types[name] = "boolean"
    return types


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())
