"""Plans as slots: for each place where something may stand a column of truth values, in their order; and what of them
comes out, as columns or as lists."""

from __future__ import annotations

from typing import Any, TypeAlias

import msgspec

from .case_table import ID
from .places import IdLists, Ids, Places, id_lists, id_places

RANK, BASIC, FIRST, WITHHELD, FOUND = "rank", "basic", "first", "withheld", "found"
"""What the columns of actions and findings begin with, before a colon and the id."""

ALL_ANSWERED = "all-answered"
"""The column that says whether every question is answered whose `only-if` holds. Where one is not, an outcome may be
complete all the same: what is open may change nothing any more, and to see that takes a search."""

Held: TypeAlias = "Places | IdLists | Any"
"""What a column holds: places, lists, or an array of Arrow."""


class Slots(msgspec.Struct, frozen=True):
    """The slots of a rulebook, and the column that names a case; `first_steps` is nothing where there are none. Numbers
    of places are of the type `count`, as Ibis calls it."""

    identity: str
    actions: tuple[str, ...]
    all_findings: tuple[str, ...]
    plan: Ids
    basics: Ids
    first_steps: Ids
    withheld: Ids
    findings: Ids
    count: str

    @property
    def lists(self) -> tuple[Ids, ...]:
        """All lists, in the order in which they are told."""
        return self.plan, self.basics, self.first_steps, self.withheld, self.findings

    def kinds(self, id_type: str, *, lists: bool) -> dict[str, str]:
        """The columns that come out with their types, as Ibis calls them."""
        if lists:
            return {ID: id_type, **{ids.name: "array<string>" for ids in self.lists}, ALL_ANSWERED: "boolean"}
        return {
            ID: id_type,
            **{f"{RANK}:{action}": self.count for action in self.actions},
            **dict.fromkeys(self._truths(BASIC, self.basics), "boolean"),
            **{f"{FIRST}:{action}": self.count for action in self.actions if self.first_steps.most},
            **dict.fromkeys(self._truths(WITHHELD, self.withheld), "boolean"),
            **{f"{FOUND}:{finding}": "boolean" for finding in self.all_findings},
            ALL_ANSWERED: "boolean",
        }

    def as_columns(self, table: Any) -> dict[str, Held]:
        """What a record batch of Arrow with these slots says: a column for each action and each finding."""
        import numpy  # extras
        import pyarrow

        columns: dict[str, Held] = {ID: table[self.identity], ALL_ANSWERED: table[ALL_ANSWERED]}
        for kind, ids in ((RANK, self.plan), (FIRST, self.first_steps)):
            columns |= {f"{kind}:{action}": one for action, one in id_places(table, ids).items()}
        for kind, ids in ((BASIC, self.basics), (WITHHELD, self.withheld), (FOUND, self.findings)):
            columns |= {name: table[column] for name, column in self._truths(kind, ids).items()}
        nowhere = Places(numpy.zeros(table.num_rows, self.count))
        never = pyarrow.repeat(False, table.num_rows)
        kinds = self.kinds("", lists=False)
        return {name: columns.get(name, never if kind == "boolean" else nowhere) for name, kind in kinds.items()}

    def as_lists(self, table: Any) -> dict[str, Held]:
        """What a record batch of Arrow with these slots says: a list for each kind of thing."""
        lists = {ids.name: id_lists(table, ids) for ids in self.lists}
        return {ID: table[self.identity], **lists, ALL_ANSWERED: table[ALL_ANSWERED]}

    def _truths(self, kind: str, ids: Ids) -> dict[str, str]:
        """The columns of something that is so or not, by what comes out of them, in the order of actions."""
        column_of = {identity: column for column, identity in ids.parts}
        ordered = self.all_findings if kind == FOUND else self.actions
        return {f"{kind}:{identity}": column_of[identity] for identity in ordered if identity in column_of}
