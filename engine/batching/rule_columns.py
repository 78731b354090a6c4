"""Rules and findings as columns of truth values, stratum by stratum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from ..language import Condition, Earlier, Rule, Rulebook, meaning
from .answer_columns import Answers
from .steps import Expression, Steps, Truth, either

_AT_ONCE = 64
"""How many rows of a table are asked about in one expression, which would be nested too deeply else."""


class Firing:
    """Which rules fire and what they find, as columns of the steps."""

    def __init__(self, steps: Steps, answers: Answers, rulebook: Rulebook) -> None:
        self._steps, self._answers, self._rulebook = steps, answers, rulebook
        self._rules: dict[str, str | bool] = {}
        self._findings: dict[str, str | bool] = {}
        self._finders = {
            finding: [rule.id for rule in rulebook.rules if finding in rule.find] for finding in rulebook.findings
        }
        self._number = {rule: number for number, rule in enumerate(rulebook.rule)}
        unsettled = Counter({finding: len(rules) for finding, rules in self._finders.items()})
        self._find([finding for finding, rules in self._finders.items() if not rules])
        for stratum in rulebook.strata:
            self._fire(stratum)
            unsettled.subtract(finding for rule in stratum for finding in rule.find)
            self._find(
                [finding for finding in rulebook.findings if not unsettled[finding] and finding not in self._findings]
            )

    def rule(self, rule: str) -> Truth:
        """The rows in which the rule fires."""
        return self._column(self._rules[rule])

    def finding(self, finding: str) -> Truth:
        """The rows in which the finding is established."""
        return self._column(self._findings[finding])

    def any_rule(self, rules: Iterable[str]) -> Truth:
        """The rows in which one of the rules fires."""
        return either([self.rule(rule) for rule in rules])

    def _column(self, named: str | bool) -> Truth:
        return named if isinstance(named, bool) else self._steps.table[named]

    def _meaning(self, condition: Condition) -> Truth:
        found = {finding: self.finding(finding) for finding in condition.findings() if finding in self._findings}
        return meaning(condition, found, self._answers)

    def _fire(self, stratum: Sequence[Rule]) -> None:
        first = self._first_rows(stratum)
        fired: dict[str, Truth] = {}
        for rule in stratum:
            fires = self._meaning(replace(rule.condition, earlier=None))
            above = rule.condition.earlier
            if above is not None and fires is not False:
                column, position = first[above]
                not_above = column >= position + 1
                fires = not_above if fires is True else fires & not_above
            self._rules[rule.id] = self._named(f"r{self._number[rule.id]}", fires, fired)
        self._steps.add(fired)

    def _find(self, findings: Sequence[str]) -> None:
        found: dict[str, Truth] = {}
        for finding in findings:
            name = f"f{self._rulebook.findings.index(finding)}"
            self._findings[finding] = self._named(name, self.any_rule(self._finders[finding]), found)
        self._steps.add(found)

    def _named(self, name: str, truth: Truth, columns: dict[str, Truth]) -> str | bool:
        if isinstance(truth, bool):
            return truth
        columns[name] = truth
        return name

    def _first_rows(self, stratum: Sequence[Rule]) -> dict[Earlier, tuple[Expression, int]]:
        """For each row above one of the stratum the number of the first row of its table that holds, and its own; both
        counted from 0, and where none holds the former is beyond all."""
        chains: list[list[Earlier]] = []
        known: set[Earlier] = set()
        for rule in reversed(stratum):
            above = rule.condition.earlier
            if above is not None and above not in known:
                chains.append(above.downwards())
                known.update(chains[-1])
        columns: dict[str, Truth] = {}
        for at, rows in enumerate(chains):
            columns[f"t{at}"] = self._first(rows)
        self._steps.add(columns)
        return {
            row: (self._steps.table[f"t{at}"], number)
            for at, rows in enumerate(chains)
            for number, row in enumerate(rows)
        }

    def _first(self, rows: Sequence[Earlier]) -> Expression:
        import ibis  # an extra, as in `steps`

        shares: list[Expression] = []
        for start in range(0, len(rows), _AT_ONCE):
            held = [
                (self._meaning(row.own), number) for number, row in enumerate(rows[start : start + _AT_ONCE], start)
            ]
            cases = [
                (ibis.literal(truth) if isinstance(truth, bool) else truth, ibis.literal(number, "int32"))
                for truth, number in held
            ]
            shares.append(ibis.cases(*cases, else_=ibis.null("int32")))
        return ibis.coalesce(*shares, ibis.literal(len(rows), "int32"))
