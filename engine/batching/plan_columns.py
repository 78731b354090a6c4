"""Plans as columns: for each action its rank, whether it is a basic, its place among the first steps, whether it is
withheld; or lists of ids in their order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import add
from typing import TypeVar

from ..language import Rulebook
from .case_table import ID
from .places import Ids
from .plan_slots import ALL_ANSWERED, BASIC, FIRST, FOUND, RANK, WITHHELD, Slots
from .rule_columns import Firing
from .steps import Expression, Steps, Truth, both, either, negated

PLAN, BASICS, FIRST_STEPS, WITHHELD_ACTIONS, FINDINGS = "plan", "basics", "first-steps", "withheld", "findings"
"""The columns of lists."""

_BLOCK, _ROW = 4, 5
"""How many slots are counted in one expression, and how many blocks; what stands before them is counted first."""

_MOST = 127
"""How many actions a rulebook has at most whose ranks and places take a byte each; those of others take two."""

Shared = TypeVar("Shared")


class Plans:
    """What follows from the rules that fire, as columns of the steps."""

    def __init__(self, steps: Steps, firing: Firing, rulebook: Rulebook, *, identity: str) -> None:
        self._steps, self._firing, self._rulebook = steps, firing, rulebook
        self._identity = identity
        self._actions = sorted(rulebook.action, key=lambda action: rulebook.action_order[action])
        self._at = {action: number for number, action in enumerate(rulebook.action)}
        self._there: set[str] = set()
        self._count = "int8" if len(self._actions) <= _MOST else "int16"
        self._judge()

    # what is planned and withheld -------------------------------------------------------------------------------------

    def _judge(self) -> None:
        rulebook, firing = self._rulebook, self._firing
        own: dict[str, list[str]] = {action: [] for action in rulebook.action}
        basic: dict[str, list[str]] = {action: [] for action in rulebook.action}
        held: dict[str, list[str]] = {action: [] for action in rulebook.action}
        for rule in rulebook.rules:
            for action in rule.advise:
                (basic if rule.basic else own)[action].append(rule.id)
            for action in rule.withhold:
                held[action].append(rule.id)
        advised: dict[str, Truth] = {}
        for action, at in self._at.items():
            advised[f"own{at}"] = firing.any_rule(own[action])
            advised[f"basic{at}"] = firing.any_rule(basic[action])
            advised[f"held{at}"] = firing.any_rule(held[action])
            advised[f"led{at}"] = firing.any_rule(rulebook.led_by.get(action, ()))
        self._add(advised)
        judged: dict[str, Truth] = {}
        for at in self._at.values():
            not_held = negated(self._column(f"held{at}"))
            judged[f"own{at}"] = both((self._column(f"own{at}"), not_held))
            judged[f"basic{at}"] = both((self._column(f"basic{at}"), negated(self._column(f"own{at}")), not_held))
            is_advised = either((self._column(f"own{at}"), self._column(f"basic{at}")))
            judged[f"held{at}"] = both((is_advised, self._column(f"held{at}")))
        self._add(judged)

    def _add(self, columns: Mapping[str, Truth]) -> None:
        """A step with these columns; those that are never true are left out."""
        self._there -= {name for name, truth in columns.items() if truth is False}
        there = {name: truth for name, truth in columns.items() if truth is not False}
        self._there |= there.keys()
        self._steps.add(there)

    def _column(self, name: str) -> Truth:
        return self._steps.table[name] if name in self._there else False

    # their order ------------------------------------------------------------------------------------------------------

    def _slots(self) -> list[tuple[str, str]]:
        """The places of a plan from its top, each with the action that may stand there: of every phase first those that
        are its person's own, then the basics."""
        order, slots = self._rulebook.action_order, list[tuple[str, str]]()
        for phase in range(len(self._rulebook.phases)):
            actions = [action for action in self._actions if order[action][0] == phase]
            slots += [(action, f"{kind}{self._at[action]}") for kind in ("own", "basic") for action in actions]
        return [(action, name) for action, name in slots if name in self._there]

    def _turns(self) -> list[tuple[str, str]]:
        """The places among first steps from the first on, each with the action that may stand there."""
        rulebook, slots = self._rulebook, self._slots()
        alarm, alarmed = rulebook.alarm, self._firing.finding(rulebook.alarm.finding) if rulebook.alarm else False
        turns: dict[str, list[tuple[str, str]]] = {"urgent": [], "led": [], "rest": []}
        columns: dict[str, Truth] = {}
        for action, name in slots:
            urgent = alarmed if alarm is not None and rulebook.action[action].phase == alarm.phase else False
            led = self._column(f"led{self._at[action]}")
            for turn, truth in (
                ("urgent", urgent),
                ("led", both((negated(urgent), led))),
                ("rest", both((negated(urgent), negated(led)))),
            ):
                columns[f"{turn}_{name}"] = both((self._column(name), truth))
                turns[turn].append((action, f"{turn}_{name}"))
        self._add(columns)
        return [one for turn in turns.values() for one in turn if one[1] in self._there]

    # what comes out ---------------------------------------------------------------------------------------------------

    def as_slots(self) -> Slots:
        """The last step: a column for whatever may stand in a list."""
        rulebook = self._rulebook
        turns = self._turns() if rulebook.first_steps else []
        found = [(finding, f"found{at}") for at, finding in enumerate(rulebook.findings)]
        self._add({name: self._firing.finding(finding) for finding, name in found})
        slots = self._slots()
        made = Slots(
            identity=self._identity,
            actions=tuple(rulebook.action),
            all_findings=tuple(rulebook.findings),
            plan=self._ids(PLAN, slots),
            basics=self._ids(BASICS, [(action, name) for action, name in slots if name.startswith(BASIC)]),
            first_steps=self._ids(FIRST_STEPS, turns, rulebook.first_steps),
            withheld=self._ids(WITHHELD_ACTIONS, [(action, f"held{at}") for action, at in self._at.items()]),
            findings=self._ids(FINDINGS, found),
            count=self._count,
        )
        table = self._steps.table
        names = dict.fromkeys(column for ids in made.lists for column, _ in ids.parts)
        self._steps.only({name: table[name] for name in (self._identity, *names, ALL_ANSWERED)})
        return made

    def as_columns(self, slots: Slots) -> None:
        """After the slots, the last step: a column an action and a finding."""
        counts = [
            _Count(RANK, slots.plan.parts, self._count),
            _Count(FIRST, slots.first_steps.parts, self._count),
        ]
        for columns_of in (_Count.blocks, _Count.rows, _Count.before, _Count.places):
            table = self._steps.table
            self._steps.add({name: column for count in counts for name, column in columns_of(count, table).items()})
        columns: dict[str, Truth] = self._begun()
        planned = {
            action: either((self._column(f"own{at}"), self._column(f"basic{at}"))) for action, at in self._at.items()
        }
        for action in slots.actions:
            columns[f"{RANK}:{action}"] = self._where(planned[action], f"{RANK}_{action}")
        for action, at in self._at.items():
            if f"basic{at}" in self._there:
                columns[f"{BASIC}:{action}"] = self._column(f"basic{at}")
        for action in slots.actions if slots.first_steps.most else ():
            place = f"{FIRST}_{action}"
            among = planned[action] is not False and self._steps.table[place] <= slots.first_steps.most
            columns[f"{FIRST}:{action}"] = self._where(both((planned[action], among)), place)
        for action, at in self._at.items():
            if f"held{at}" in self._there:
                columns[f"{WITHHELD}:{action}"] = self._column(f"held{at}")
        for at, finding in enumerate(slots.all_findings):
            columns[f"{FOUND}:{finding}"] = self._column(f"found{at}")
        columns[ALL_ANSWERED] = self._steps.table[ALL_ANSWERED]
        self._steps.only(columns)

    def _where(self, there: Truth, number: str) -> Expression:
        """What the column of numbers holds where something is so, and null elsewhere."""
        import ibis  # an extra, as in `steps`

        if there is False:
            return ibis.null(self._count)
        column = self._steps.table[number]
        return column if isinstance(there, bool) else there.ifelse(column, ibis.null(self._count))

    def as_lists(self, slots: Slots) -> None:
        """After the slots, the last step: a list of ids for each kind of thing, in their order."""
        columns = self._begun()
        for ids in slots.lists:
            made = self._list(ids)
            columns[ids.name] = made if ids.most is None else made[: ids.most]
        columns[ALL_ANSWERED] = self._steps.table[ALL_ANSWERED]
        self._steps.only(columns)

    def _ids(self, name: str, named: Sequence[tuple[str, str]], most: int | None = None) -> Ids:
        return Ids(name, tuple((column, identity) for identity, column in named if column in self._there), most)

    def _begun(self) -> dict[str, Truth]:
        table = self._steps.table
        return {ID: table[self._identity]}

    def _list(self, ids: Ids) -> Expression:
        """A list of the ids whose columns are true."""
        import ibis  # an extra, as in `steps`

        there = [ibis.cases((self._steps.table[column], identity), else_="") for column, identity in ids.parts]
        return ibis.array([*there, ibis.literal("")]).remove("")


class _Count:
    """Slots, each a column of truth values with its action, of which those that hold are counted from the first one on.

    An action has several slots where it may stand in several places, but only ever stands in one of them.
    """

    def __init__(self, name: str, slots: Sequence[tuple[str, str]], kind: str) -> None:
        import ibis  # an extra, as in `steps`

        self._name, self._kind = name, kind
        self._one, self._none = ibis.literal(1, kind), ibis.literal(0, kind)
        self._blocks = _shares(slots, _BLOCK)
        self._rows = _shares(range(len(self._blocks)), _ROW)

    def blocks(self, table: Expression) -> dict[str, Truth]:
        """How many hold in each block of slots."""
        return {
            self._block(number): self._sum([table[slot].ifelse(self._one, self._none) for slot, _ in block])
            for number, block in enumerate(self._blocks)
        }

    def rows(self, table: Expression) -> dict[str, Truth]:
        """How many hold in each row of blocks."""
        return {
            self._row(number): self._sum([table[self._block(block)] for block in row])
            for number, row in enumerate(self._rows)
        }

    def before(self, table: Expression) -> dict[str, Truth]:
        """The place of what comes first in each block: one more than hold in the rows and blocks before it."""
        before: dict[str, Truth] = {}
        for number, row in enumerate(self._rows):
            for at, block in enumerate(row):
                names = [*map(self._row, range(number)), *map(self._block, row[:at])]
                before[self._start(block)] = self._sum([self._one, *(table[name] for name in names)])
        return before

    def places(self, table: Expression) -> dict[str, Truth]:
        """The place of each action; of one that stands nowhere it is any number."""
        slots: dict[str, list[tuple[Expression, Expression]]] = {}
        for number, block in enumerate(self._blocks):
            place = table[self._start(number)]
            for slot, action in block:
                slots.setdefault(action, []).append((table[slot], place))
                place = place + table[slot].ifelse(self._one, self._none)
        return {f"{self._name}_{action}": self._place(one) for action, one in slots.items()}

    def _place(self, slots: Sequence[tuple[Expression, Expression]]) -> Expression:
        *others, (_, place) = slots
        for holds, other in reversed(others):
            place = holds.ifelse(other, place)
        return place.cast(self._kind)

    def _sum(self, counts: Sequence[Expression]) -> Expression:
        return reduce(add, counts).cast(self._kind)

    def _block(self, number: int) -> str:
        return f"{self._name} {number}"

    def _row(self, number: int) -> str:
        return f"{self._name} row {number}"

    def _start(self, number: int) -> str:
        return f"{self._name} from {number}"


def _shares(things: Sequence[Shared], size: int) -> list[Sequence[Shared]]:
    return [things[start : start + size] for start in range(0, len(things), size)]
