"""A rulebook as a decision model (DMN): its questions as inputs, and what it concludes from them as decisions.

For each finding and each action there is a table that collects the rules that establish, advise or withhold it. What
decides the order of a plan and its first steps stands in expressions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from ..language import (
    DATE,
    NUMBER,
    SEVERAL,
    UNKNOWN,
    Action,
    Condition,
    Finding,
    NakanaoriError,
    Problem,
    Question,
    Rule,
    Rulebook,
    Test,
    Tests,
    first_cycle,
)
from ..reading import Texts
from .feel import EMPTY, NOT_EMPTY, cell, feel_name, text, texts, truth
from .row_chain import RowChain, row_chains

COLLECT, IN_ORDER, FIRST = "COLLECT", "RULE ORDER", "FIRST"
"""Hit policies: all rows that hold, the same in the order of the table, the first that holds."""

TEXT, LIST_OF_TEXT, ANY_TYPE = "string", "texts", "Any"

OWN, BASIC = "own", "basic"
"""What the decision on an action says where it is in the plan; else it is null."""


class ModelInput(msgspec.Struct, frozen=True):
    """A question, as what is to be given to the model."""

    name: str
    type: str
    label: str
    about: str


class TableRow(msgspec.Struct, frozen=True):
    """A row: its cells, by what they ask of, what it gives, and the rule that it is of: its id, sections and reason."""

    cells: Mapping[str, str]
    gives: str
    notes: tuple[str, ...] = ()


class Table(msgspec.Struct, frozen=True):
    """A decision by a table; `columns` are the names of what cells ask of, `needs` all names in it."""

    name: str
    type: str
    label: str
    policy: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    needs: tuple[str, ...]


class Expression(msgspec.Struct, frozen=True):
    """A decision by an expression; `needs` are the names in it."""

    name: str
    type: str
    label: str
    text: str
    needs: tuple[str, ...]


Decision = Table | Expression


class DecisionModel(msgspec.Struct, frozen=True):
    """A model: what is given to it, and what it decides."""

    rulebook: str
    version: str
    title: str
    inputs: tuple[ModelInput, ...]
    decisions: tuple[Decision, ...]


def decision_model(rulebook: Rulebook, words: Texts) -> DecisionModel:
    """The model of a rulebook, with labels and reasons in the language of the texts.

    Raises NakanaoriError for a table that no decision model can say: one whose rows rest on what they find.
    """
    building = _Building(rulebook, words)
    decisions = tuple(building.decisions())
    needs = {decision.name: decision.needs for decision in decisions}
    circle = first_cycle(needs, lambda name: needs.get(name, ()))
    for rows in building.chains.values():
        if building.rows[rows.name] in circle:
            wrong = f"DMN cannot say the table '{rows.name}': what its rows ask for rests on what they find."
            raise NakanaoriError(
                [Problem(rows.place, wrong, "Give the rows that find something a table of their own.")]
            )
    return DecisionModel(
        rulebook=rulebook.id,
        version=rulebook.version,
        title=words("rulebook", "title"),
        inputs=tuple(building.inputs()),
        decisions=decisions,
    )


Cells = Mapping[str, str]
"""What is asked of inputs and decisions, by their names."""

Made = tuple[Cells, str, tuple[str, ...]]
"""A row that is made: its cells, what it gives, and its notes."""


class _Building:
    def __init__(self, rulebook: Rulebook, words: Texts) -> None:
        self.rulebook = rulebook
        self.words = words
        self.taken: set[str] = set()
        self.given = self.named("", rulebook.question)
        counting = [question.id for question in rulebook.questions if question.only_if]
        self.counting = {**self.given, **self.named("counted_", counting)}
        self.found = self.named("found_", rulebook.findings)
        self.advised = self.named("advised_", rulebook.action)
        self.withheld = self.named("withheld_", [name for name in rulebook.action if self.withholding(name)])
        self.planned = self.named("plan_", rulebook.action)
        self.steps = self.named("steps_", [one.id for one in rulebook.actions if any(step.when for step in one.steps)])
        self.chains = row_chains(rulebook)
        self.rows = self.named("row_of_", dict.fromkeys(rows.name for rows in self.chains.values()))
        self.plan, self.leads, self.led, self.urgent, self.turns, self.first = (
            self.named("", (name,))[name]
            for name in ("planned_actions", "leads", "led", "urgent", "in_turn", "first_steps")
        )

    def named(self, before: str, ids: Iterable[str]) -> dict[str, str]:
        names = {}
        for identity in ids:
            names[identity] = feel_name(identity, self.taken, before)
            self.taken.add(names[identity])
        return names

    def withholding(self, action: str) -> list[Rule]:
        return [rule for rule in self.rulebook.rules if action in self.rulebook.withheld_by[rule.id]]

    # inputs -----------------------------------------------------------------------------------------------------------

    def inputs(self) -> Iterator[ModelInput]:
        for question in self.rulebook.questions:
            topic = self.words("questions", question.id, "topic")
            yield ModelInput(self.given[question.id], _type(question), topic, _about(question))

    # decisions --------------------------------------------------------------------------------------------------------

    def decisions(self) -> Iterator[Decision]:
        yield from (self.counted(question) for question in self.rulebook.questions if question.only_if)
        for rows in {rows.name: rows for rows in self.chains.values()}.values():
            yield self.row_of(rows)
        for finding in self.rulebook.findings:
            label = self.words("findings", finding, "holds")
            yield self.rules_of(self.found[finding], label, self.rulebook.finders[finding])
        for action in self.rulebook.actions:
            yield from self.of_action(action)
        yield self.in_order()
        if self.rulebook.first_steps:
            yield from self.leading()

    def counted(self, question: Question) -> Table:
        """The answer where it counts, else null."""
        given = self.given[question.id]
        row: Made = (self.cells(question.only_if), given, ())
        topic = self.words("questions", question.id, "topic")
        return self.table(self.counting[question.id], _type(question), topic, FIRST, [row], also=(given,))

    def row_of(self, rows: RowChain) -> Table:
        """The row that counts of a table of which one does, by its id."""
        made = [(way, text(row), ()) for row, condition in rows.rows for way in self.ways(condition)]
        return self.table(self.rows[rows.name], TEXT, rows.name, FIRST, made)

    def rules_of(self, name: str, label: str, rules: Iterable[Rule]) -> Table:
        made = [(way, text(rule.id), self.notes(rule)) for rule in rules for way in self.ways_of(rule)]
        return self.table(name, LIST_OF_TEXT, label, COLLECT, made)

    def of_action(self, action: Action) -> Iterator[Decision]:
        advising = [rule for rule in self.rulebook.rules if action.id in rule.advise]
        label = self.words("actions", action.id, "title")
        yield self.rules_of(self.advised[action.id], label, advising)
        if action.id in self.withheld:
            yield self.rules_of(self.withheld[action.id], label, self.withholding(action.id))
        yield self.standing(action, label, advising)
        if action.id in self.steps:
            made: list[Made] = [(self.cells(step.when), text(step.id), ()) for step in action.steps]
            yield self.table(self.steps[action.id], LIST_OF_TEXT, label, IN_ORDER, made)

    def standing(self, action: Action, label: str, advising: list[Rule]) -> Table:
        """How an action stands in the plan: as one's own, as a basic, or, null, not at all."""
        advised = self.advised[action.id]
        free = {self.withheld[action.id]: EMPTY} if action.id in self.withheld else {}
        basic = [rule.id for rule in advising if rule.basic]
        rows: list[Made] = [({**free, advised: NOT_EMPTY}, text(BASIC if basic else OWN), ())]
        if basic and len(basic) < len(advising):
            own = f"? != null and count(?[not(list contains([{texts(basic)}], item))]) > 0"
            rows.insert(0, ({**free, advised: own}, text(OWN), ()))
        return self.table(self.planned[action.id], TEXT, label, FIRST, rows)

    def in_order(self) -> Expression:
        """The ids of the plan's actions: by phase, own before basic, as declared."""
        places = [
            f"if {self.planned[action.id]} = {text(kind)} then {text(action.id)} else null"
            for phase in self.rulebook.phases
            for kind in (OWN, BASIC)
            for action in self.rulebook.actions
            if action.phase == phase
        ]
        listed = ",\n".join(places)
        return Expression(self.plan, LIST_OF_TEXT, "", f"[{listed}][item != null]", tuple(self.planned.values()))

    def leading(self) -> Iterator[Decision]:
        """What the plan leads with: what the alarm puts first, what rules lead, then the others."""
        leading = [rule for rule in self.rulebook.rules if rule.lead]
        rows = [
            (way, text(one), self.notes(rule)) for rule in leading for way in self.ways_of(rule) for one in rule.lead
        ]
        yield self.table(self.leads, LIST_OF_TEXT, "", COLLECT, rows)
        yield Expression(self.led, LIST_OF_TEXT, "", f"if {self.leads} = null then [] else {self.leads}", (self.leads,))
        yield self.pressing()
        led, urgent = f"list contains({self.led}, item)", f"list contains({self.urgent}, item)"
        parts = (urgent, f"{led} and not({urgent})", f"not({led}) and not({urgent})")
        in_turn = ",\n".join(f"{self.plan}[{part}]" for part in parts)
        needs = (self.plan, self.led, self.urgent)
        yield Expression(self.turns, LIST_OF_TEXT, "", f"concatenate({in_turn})", needs)
        most = self.rulebook.first_steps
        cut = f"if count({self.turns}) <= {most} then {self.turns} else sublist({self.turns}, 1, {most})"
        yield Expression(self.first, LIST_OF_TEXT, "", cut, (self.turns,))

    def pressing(self) -> Expression:
        """The actions that come before all others: while the alarm stands, those of its phase."""
        alarm = self.rulebook.alarm
        if alarm is None:
            return Expression(self.urgent, LIST_OF_TEXT, "", "[]", ())
        found = self.found[alarm.finding]
        actions = texts(action.id for action in self.rulebook.actions if action.phase == alarm.phase)
        pressing = f"if {found} = null then [] else if count({found}) = 0 then [] else [{actions}]"
        return Expression(self.urgent, LIST_OF_TEXT, "", pressing, (found,))

    # tables -----------------------------------------------------------------------------------------------------------

    def notes(self, rule: Rule) -> tuple[str, ...]:
        return rule.id, ", ".join(rule.cites), self.words("rules", rule.id)

    def ways_of(self, rule: Rule) -> Iterator[Cells]:
        """The rows that a rule is, each as its cells: one for each alternative of `any`."""
        rows = self.chains.get(rule.id)
        return self.ways(rule.condition) if rows is None else iter([{self.rows[rows.name]: text(rule.id)}])

    def ways(self, condition: Condition) -> Iterator[Cells]:
        return (self.cells((*condition.when, *way), condition.unless) for way in condition.any or ((),))

    def cells(self, when: Tests, unless: Tests = ()) -> Cells:
        asked: dict[str, list[tuple[Test, bool]]] = {}
        for test, wanted in (*((test, True) for test in when), *((test, False) for test in unless)):
            name = self.found[test.finding] if isinstance(test, Finding) else self.counting[test.question]
            asked.setdefault(name, []).append((test, wanted))
        return {name: self.asked(tests) for name, tests in asked.items()}

    def asked(self, tests: list[tuple[Test, bool]]) -> str:
        """The cell that asks for all of these of one answer or finding."""
        if len(tests) == 1:
            ((test, wanted),) = tests
            if isinstance(test, Finding):
                return NOT_EMPTY if test.wanted is wanted else EMPTY
            return cell(test, self.rulebook.question[test.question], wanted)
        return " and ".join(f"{'' if wanted else 'not'}({self.truth(test)})" for test, wanted in tests)

    def truth(self, test: Test) -> str:
        if isinstance(test, Finding):
            return NOT_EMPTY if test.wanted else EMPTY
        return truth(test, self.rulebook.question[test.question])

    def table(
        self, name: str, kind: str, label: str, policy: str, rows: Iterable[Made], also: tuple[str, ...] = ()
    ) -> Table:
        # Where no row of such a table holds, what it gives shall be said.
        made = tuple(TableRow(*row) for row in (*rows, *([({}, "null", ())] if policy == FIRST else [])))
        columns = tuple(dict.fromkeys(name for row in made for name in row.cells))
        return Table(name, kind, label, policy, columns, made, tuple(dict.fromkeys((*also, *columns))))


def _type(question: Question) -> str:
    return LIST_OF_TEXT if question.kind == SEVERAL else ANY_TYPE if question.kind == NUMBER else TEXT


def _about(question: Question) -> str:
    """What is to be given for a question."""
    low, high = (question.answer(bound) for bound in (question.low, question.high))
    unknown = text(UNKNOWN)
    if question.kind == NUMBER:
        return f"A number from {low} to {high}, {unknown}, or null while it is not answered."
    if question.kind == DATE:
        return f"A day from {low} to {high}, written as {text(str(low))}, {unknown}, or null while it is not answered."
    options = texts(question.options)
    if question.kind == SEVERAL:
        return f"A list of {options}, the list [{unknown}], or null while it is not answered."
    return f"One of {options}, {unknown}, or null while it is not answered."
