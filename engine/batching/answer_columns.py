"""Answers as columns of truth values: from the columns of a table to whether each option was chosen, and to numbers.

Nothing is null in them, so that `and`, `or` and `not` are what they are everywhere. Which answers count is settled here
too, and in which rows all of them are answers that their questions allow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import reduce
from operator import add

import msgspec

from ..language import (
    DATE,
    ONE,
    UNKNOWN,
    AnswerTest,
    AtLeast,
    Between,
    Finding,
    NoneOf,
    OneOf,
    Question,
    Rulebook,
    Tests,
)
from .case_table import DIGITS, FLOAT, ROW, UNITS, CaseTable, Given
from .plan_slots import ALL_ANSWERED
from .steps import Expression, Steps, Truth, both, either, negated


class Named(msgspec.Struct, frozen=True):
    """What the columns of a question are called in a step: one for each option, its number, whether it is answered at
    all, and whether by `unknown`; nothing where it never is."""

    question: Question
    options: Mapping[str, str]
    answered: str
    unknown: str
    number: str


class Answers:
    """The answers of a table as columns of the steps; a question that the table does not answer has none.

    It is a logic as formulas are: a test of answers means the rows in which it holds.
    """

    def __init__(self, steps: Steps, table: CaseTable, rulebook: Rulebook) -> None:
        self._steps = steps
        self._named: dict[str, Named] = {}
        self._settle(table, rulebook)

    # a logic ----------------------------------------------------------------------------------------------------------

    def test(self, test: AnswerTest) -> Truth:
        """The rows in which the test holds."""
        named = self._named.get(test.question)
        if named is None:
            return False
        if isinstance(test, OneOf):
            return self._one_of(named, test.options)
        if isinstance(test, NoneOf):
            return both((self._column(named.answered), negated(self._one_of(named, test.options))))
        return self._at_least(named, test) if isinstance(test, AtLeast) else self._between(named, test)

    def both(self, parts: Iterable[Truth]) -> Truth:
        """The rows in which every part holds."""
        return both(parts)

    def either(self, parts: Iterable[Truth]) -> Truth:
        """The rows in which at least one part holds."""
        return either(parts)

    def negated(self, part: Truth) -> Truth:
        """The rows in which the part does not hold."""
        return negated(part)

    def _column(self, name: str) -> Truth:
        return self._steps.table[name] if name else False

    def _one_of(self, named: Named, options: Iterable[str]) -> Truth:
        names = [named.unknown if option == UNKNOWN else named.options.get(option, "") for option in sorted(options)]
        return either(map(self._column, names))

    def _at_least(self, named: Named, test: AtLeast) -> Truth:
        if test.least <= 0:
            return False if named.question.numeric else self._column(named.answered)
        columns = [self._column(named.options[option]) for option in sorted(test.of) if option in named.options]
        if test.least == 1 or len(columns) < test.least:
            return either(columns) if len(columns) >= test.least else False
        return _count(columns) >= test.least

    def _between(self, named: Named, test: Between) -> Truth:
        question = named.question
        if not question.numeric:
            return False
        number = self._steps.table[named.number]
        bounds: list[Truth] = [self._column(named.answered), negated(self._column(named.unknown))]
        if test.least is not None and test.least > question.low:
            bounds.append(number >= _bound(question, test.least) if test.least <= question.high else False)
        if test.below is not None and test.below <= question.high:
            bounds.append(number < _bound(question, test.below) if test.below > question.low else False)
        return both(bounds)

    # from a table -----------------------------------------------------------------------------------------------------

    def _settle(self, table: CaseTable, rulebook: Rulebook) -> None:
        """The steps that read the table, leave out what is not allowed, and set aside what does not count."""
        raw = self._steps.table
        numbers = {question: number for number, question in enumerate(rulebook.question)}
        read = [Reader(raw, given, numbers[given.question.id]) for given in table.given]
        columns: dict[str, Truth] = {name: raw[name] for name in raw.columns if name in (table.id, ROW)}
        for reader in read:
            self._named[reader.named.question.id] = reader.named
            columns |= reader.columns
        self._steps.only(columns)
        now = self._steps.table
        self._steps.only({name: now[name] for name in columns}, where=(allowed(read, now),))
        for questions in _by_depth(rulebook.questions):
            counts = {f"c{numbers[one.id]}": self._hold(one.only_if) for one in questions}
            kept = {name: truth for name, truth in counts.items() if not isinstance(truth, bool)}
            self._steps.add(kept)
            masked: dict[str, Truth] = {}
            for one in questions:
                name = f"c{numbers[one.id]}"
                masked |= self._masked(one, self._steps.table[name] if name in kept else counts[name])
            self._steps.add(masked)
        settled = [self._is_settled(one, f"c{numbers[one.id]}") for one in rulebook.questions]
        self._steps.add({ALL_ANSWERED: both(settled)})

    def _hold(self, tests: Tests) -> Truth:
        return both([self.test(test) for test in tests if not isinstance(test, Finding)])

    def _masked(self, question: Question, counts: Truth) -> dict[str, Truth]:
        """The columns of a question where its answers count."""
        named = self._named.get(question.id)
        if named is None or counts is True:
            return {}
        names = (*named.options.values(), named.answered, named.unknown)
        return {name: both((self._column(name), counts)) for name in names if name}

    def _is_settled(self, question: Question, counts: str) -> Truth:
        named = self._named.get(question.id)
        answered = False if named is None else self._column(named.answered)
        if not question.only_if:
            return answered
        if counts in self._steps.table.columns:
            return either((answered, negated(self._column(counts))))
        # Its `only-if` holds in no row, or in all of them.
        return answered if self._hold(question.only_if) is True else True


def _by_depth(questions: Iterable[Question]) -> list[list[Question]]:
    """The questions with an `only-if` in layers: what one rests on stands in a layer before."""
    depth: dict[str, int] = {}
    layers: list[list[Question]] = []
    for question in questions:
        tested = [depth[test.question] for test in question.only_if if not isinstance(test, Finding)]
        depth[question.id] = max(tested, default=-1) + 1 if question.only_if else 0
        if question.only_if:
            while len(layers) < depth[question.id]:
                layers.append([])
            layers[depth[question.id] - 1].append(question)
    return [layer for layer in layers if layer]


def _bound(question: Question, number: int) -> int | date:
    return date.fromordinal(number) if question.kind == DATE else number


def _count(columns: Iterable[Expression]) -> Expression:
    # Where two are chosen of one each: for Polars this is a third of the work of a cast.
    return reduce(add, [column.ifelse(1, 0).cast("int16") for column in columns])


class Reader:
    """The columns that the columns of a table make of a question, and by these the rows where they are `allowed`."""

    def __init__(self, raw: Expression, given: Given, number: int) -> None:
        question = given.question
        self.columns: dict[str, Truth] = {}
        self._raw, self._given = raw, given
        unknown = raw[given.unknown].fill_null(False) if given.unknown else False
        if question.numeric:
            answered, said, allowed = self._number(number)
        elif question.kind == ONE:
            answered, said, allowed = self._one(number)
        elif given.options:
            answered, said, allowed = self._options(number)
        else:
            answered, said, allowed = self._list(number)
        self._allowed = f"v{number}"
        self._put(self._allowed, both((allowed, negated(both((unknown, answered))))), unless=True)
        self._put(f"a{number}", either((answered, unknown)))
        self._put(f"u{number}", either((said, unknown)))
        options = {option: f"o{number}_{at}" for at, option in enumerate(question.options)}
        self.named = Named(
            question=question,
            options={option: name for option, name in options.items() if name in self.columns},
            answered=f"a{number}" if f"a{number}" in self.columns else "",
            unknown=f"u{number}" if f"u{number}" in self.columns else "",
            number=f"n{number}" if f"n{number}" in self.columns else "",
        )

    def allowed(self, table: Expression) -> Truth:
        """The rows of a table with these columns in which the answer is allowed."""
        named = self.named
        allowed = table[self._allowed] if self._allowed in self.columns else True
        if named.question.kind != ONE or self._given.column is None:
            return allowed
        chosen = [table[name] for name in (*named.options.values(), named.unknown)]
        return both((allowed, either((negated(table[named.answered]), *chosen))))

    def _put(self, name: str, truth: Truth, *, unless: bool = False) -> None:
        if truth is not unless:
            self.columns[name] = truth

    def _one(self, number: int) -> tuple[Truth, Truth, Truth]:
        if self._given.column is None:
            return False, False, True
        column, question = self._raw[self._given.column.name], self._given.question
        for at, option in enumerate(question.options):
            self._put(f"o{number}_{at}", (column == option).fill_null(False))
        # That it is one of these is asked of the columns that say so.
        return column.notnull(), (column == UNKNOWN).fill_null(False), True

    def _options(self, number: int) -> tuple[Truth, Truth, Truth]:
        question = self._given.question
        chosen: list[Expression] = []
        for at, option in enumerate(question.options):
            if option in self._given.options:
                chosen.append(self._raw[self._given.options[option]].fill_null(False))
                self._put(f"o{number}_{at}", chosen[-1])
        answered = either([self._raw[name].notnull() for name in self._given.options.values()])
        # Beside `unknown` the columns of options may be false, but none of them true.
        said = self._raw[self._given.unknown].fill_null(False) if self._given.unknown else False
        answered = both((answered, either((negated(said), *chosen))))
        return answered, False, either((negated(answered), self._enough(chosen)))

    def _list(self, number: int) -> tuple[Truth, Truth, Truth]:
        if self._given.column is None:
            return False, False, True
        column, question = self._raw[self._given.column.name], self._given.question
        chosen = [column.contains(option).fill_null(False) for option in question.options]
        for at, one in enumerate(chosen):
            self._put(f"o{number}_{at}", one)
        said = column.contains(UNKNOWN).fill_null(False)
        # The length of what is not there is null here and -1 there.
        length = column.notnull().ifelse(column.length(), 0)
        # Twice the same, or what is no option, makes the list longer than what was found in it.
        each_once = (_count(chosen) if chosen else 0) + said.cast("int32") == length
        alone = either((negated(said), length == 1))
        enough = either((said, column.isnull(), self._enough(chosen)))
        return column.notnull(), said, both((each_once, alone, enough))

    def _enough(self, chosen: list[Expression]) -> Truth:
        least = self._given.question.least
        if not least:
            return True
        return _count(chosen) >= least if len(chosen) >= least else False

    def _number(self, number: int) -> tuple[Truth, Truth, Truth]:
        if self._given.column is None:
            return False, False, True
        raw, question = self._raw[self._given.column.name], self._given.question
        name = f"n{number}"
        if question.kind == DATE:
            low, high = _bound(question, question.low), _bound(question, question.high)
            self._put(name, raw)
            return raw.notnull(), False, raw.between(low, high).fill_null(True)
        units = 1 if self._given.column.kind == UNITS else 10**question.decimals
        if self._given.column.kind in (FLOAT, DIGITS):
            there = raw
            if self._given.column.kind == DIGITS:
                # To Ibis what is no number is null in some dialects; its text is not.
                there = raw.cast("string")
                raw = there.cast("float64")
            inside = (raw >= question.low / units) & (raw <= question.high / units)
            value = (inside.ifelse(raw, None) * units).round().cast("int64")
            # What is nearest to a number with so many decimals is that number as it is written. Divided by its units it
            # would be near enough for some: Polars multiplies by their inverse, and misses what is nearest to 0.3.
            written = value.cast("string") + f"e-{question.decimals}" if question.decimals else value
            exact = (written.cast("float64") == raw).fill_null(False)
            self._put(name, value.fill_null(question.low))
            return there.notnull(), False, either((there.isnull(), both((inside.fill_null(False), exact))))
        low, high = -(-question.low // units), question.high // units
        self._put(name, raw.cast("int64").fill_null(low) * units)
        return raw.notnull(), False, raw.between(low, high).fill_null(True)


def allowed(read: Iterable[Reader], table: Expression) -> Truth:
    """The rows of a table with the columns of these in which all answers are such as their questions allow."""
    return both([reader.allowed(table) for reader in read])
