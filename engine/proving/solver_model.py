"""A rulebook as formulas of an SMT solver (z3): what holds for every set of answers, and which answers make it fail.

The semantics are those of `condition`: two-valued, over finished and unfinished answers alike. A question is a handful
of truth values (answered, unknown, one an option) and, where a number answers it, a bounded whole number; rules,
findings and actions are named truth values, each defined once, so that a rulebook's model grows no faster than the
rulebook. A query takes in only the definitions that its formulas rest on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from typing import Any

from ..consulting import Answer
from ..language import (
    NUMBER,
    ONE,
    SEVERAL,
    UNKNOWN,
    AtLeast,
    Between,
    Condition,
    Finding,
    NakanaoriError,
    NoneOf,
    OneOf,
    Place,
    Problem,
    Question,
    Rulebook,
    Test,
    Tests,
)
from .solver_search import Domain, Search, Term, UndecidedError

__all__ = ["Model", "SolverMissingError", "Term", "UndecidedError"]

_QUESTION, _RULE, _FINDING, _ADVISED, _WITHHELD, _SPOKEN_FOR, _PLANNED = (
    "question",
    "rule",
    "finding",
    "advised",
    "withheld",
    "own",
    "planned",
)


class SolverMissingError(NakanaoriError):
    """z3, which the extra `prove` installs, cannot be imported."""


class Model:
    """One rulebook as formulas, in a z3 context of its own; to be used by one thread at a time.

    Where `interrupted` says so, queries raise KeyboardInterrupt.

    Raises SolverMissingError when z3 is not installed.
    """

    def __init__(self, rulebook: Rulebook, *, interrupted: Callable[[], bool] = lambda: False) -> None:
        self.rulebook = rulebook
        self._interrupted = interrupted
        self._z3 = _solver_library()
        self._context = self._z3.Context()
        self._domains: dict[str, Domain] = {}
        self._names: dict[str, tuple[str, str]] = {}
        self._definitions: dict[tuple[str, str], tuple[Term, tuple[str, ...]]] = {}
        self._rules_by_effect = {
            kind: _by_effect(rulebook, kind) for kind in (_FINDING, _ADVISED, _WITHHELD, _SPOKEN_FOR)
        }

    # connectives ------------------------------------------------------------------------------------------------------

    def every(self, formulas: Iterable[Term]) -> Term:
        """All of them hold; true of none."""
        parts = list(formulas)
        return self._z3.And(parts) if parts else self._z3.BoolVal(True, self._context)

    def some(self, formulas: Iterable[Term]) -> Term:
        """At least one of them holds; false of none."""
        parts = list(formulas)
        return self._z3.Or(parts) if parts else self._z3.BoolVal(False, self._context)

    def negation(self, formula: Term) -> Term:
        """It does not hold."""
        return self._z3.Not(formula)

    def same(self, one: Term, other: Term) -> Term:
        """Both hold or neither does."""
        return one == other

    def at_most(self, most: int, formulas: Iterable[Term]) -> Term:
        """No more than `most` of them hold."""
        parts = list(formulas)
        return self._z3.AtMost(*parts, most) if len(parts) > most else self.every(())

    def at_least(self, least: int, formulas: Iterable[Term]) -> Term:
        """No fewer than `least` of them hold."""
        parts = list(formulas)
        if least <= 0:
            return self.every(())
        return self._z3.AtLeast(*parts, least) if len(parts) >= least else self.some(())

    # answers ----------------------------------------------------------------------------------------------------------

    def answered(self, question: str) -> Term:
        """The question is answered, be it by `unknown`."""
        return self._domain(question).answered

    def all_answered(self) -> Term:
        """No question is left open."""
        return self.every(self.answered(question) for question in self.rulebook.question)

    def answers_with(self, question: str, answer: Answer | None) -> Term:
        """The question has just this answer; None: it is left open."""
        domain = self._domain(question)
        if answer is None:
            return self.negation(domain.answered)
        if isinstance(answer, int):
            return self.every((domain.answered, self.negation(domain.unknown), domain.number == answer))
        if answer == UNKNOWN:
            return domain.unknown
        chosen = (answer,) if isinstance(answer, str) else answer
        options = (same if option in chosen else self.negation(same) for option, same in domain.options.items())
        return self.every((domain.answered, self.negation(domain.unknown), *options))

    def differs_from(self, answers: Mapping[str, Answer]) -> tuple[Term, ...]:
        """For each question, in the rulebook's order: it is answered differently than in `answers`.

        Left open where `answers` have it, or answered where they do not, is different too.
        """
        return tuple(
            self.negation(self.answers_with(question, answers.get(question))) for question in self.rulebook.question
        )

    def _domain(self, question: str) -> Domain:
        domain = self._domains.get(question)
        if domain is None:
            domain = self._domains[question] = self._domain_of(self.rulebook.question[question])
        return domain

    def _domain_of(self, question: Question) -> Domain:
        def named(kind: str, option: str = "") -> str:
            name = f"{kind} {question.id} {option}"
            self._names[name] = (_QUESTION, question.id)
            return name

        answered = self._z3.Bool(named("answered"), self._context)
        unknown = self._z3.Bool(named("unknown"), self._context)
        options = {option: self._z3.Bool(named("option", option), self._context) for option in question.options}
        number: Term = self._z3.Int(named("number"), self._context) if question.kind == NUMBER else None
        allowed = [self._z3.Implies(unknown, answered)]
        if question.kind == ONE:
            allowed.append(answered == self.some((*options.values(), unknown)))
            allowed.append(self.at_most(1, (*options.values(), unknown)))
        elif question.kind == SEVERAL:
            there = self.every((answered, self.negation(unknown)))
            allowed.extend(self._z3.Implies(option, there) for option in options.values())
        else:
            allowed.extend((number >= question.low, number <= question.high))
        numbered = [self.every((answered, self.negation(unknown)))] if question.kind == NUMBER else []
        choices = (*options.values(), *numbered, unknown)
        return Domain(question, answered, unknown, options, number, choices, self.every(allowed))

    # conditions -------------------------------------------------------------------------------------------------------

    def test(self, test: Test) -> Term:
        """The test holds."""
        if isinstance(test, Finding):
            found = self.found(test.finding)
            return found if test.wanted else self.negation(found)
        domain = self._domain(test.question)
        if isinstance(test, OneOf):
            return self.some(_named_by(domain, test.options))
        if isinstance(test, NoneOf):
            return self.every((domain.answered, self.negation(self.some(_named_by(domain, test.options)))))
        if isinstance(test, AtLeast):
            return self.at_least(test.least, _named_by(domain, test.of))
        return self._between(domain, test)

    def _between(self, domain: Domain, test: Between) -> Term:
        bounds = [domain.answered, self.negation(domain.unknown)]
        if test.least is not None:
            bounds.append(domain.number >= test.least)
        if test.below is not None:
            bounds.append(domain.number < test.below)
        return self.every(bounds) if domain.number is not None else self.some(())

    def condition(self, condition: Condition) -> Term:
        """The condition holds."""
        parts = [self.test(test) for test in condition.when]
        parts.extend(self.negation(self.test(test)) for test in condition.unless)
        if condition.any:
            parts.append(self.some(self._tests(tests) for tests in condition.any))
        return self.every(parts)

    def _tests(self, tests: Tests) -> Term:
        return self.every(self.test(test) for test in tests)

    # conclusions ------------------------------------------------------------------------------------------------------

    def fires(self, rule: str) -> Term:
        """The rule fires."""
        return self._named(_RULE, rule)

    def found(self, finding: str) -> Term:
        """A fired rule establishes the finding."""
        return self._named(_FINDING, finding)

    def advised(self, action: str) -> Term:
        """A fired rule advises the action, whatever withholds it."""
        return self._named(_ADVISED, action)

    def withheld(self, action: str) -> Term:
        """A fired rule withholds the action, whether or not one advises it."""
        return self._named(_WITHHELD, action)

    def planned(self, action: str) -> Term:
        """The action is in the plan: advised and not withheld."""
        return self._named(_PLANNED, action)

    def own(self, action: str) -> Term:
        """The action is in the plan, and not only as a basic."""
        return self.every((self.planned(action), self._named(_SPOKEN_FOR, action)))

    def shown(self, action: str, step: str) -> Term:
        """The action is in the plan and the step is shown with it."""
        steps = (one for one in self.rulebook.action[action].steps if one.id == step)
        return self.every((self.planned(action), *(self._tests(one.when) for one in steps)))

    def before(self, one: str, other: str) -> Term:
        """Of two actions that are both in the plan, the first stands before the second."""
        order = self.rulebook.action_order
        (phase, position), (other_phase, other_position) = order[one], order[other]
        if phase != other_phase:
            return self.every(()) if phase < other_phase else self.some(())
        if position < other_position:
            return self.some((self.own(one), self.negation(self.own(other))))
        return self.every((self.own(one), self.negation(self.own(other))))

    def _named(self, kind: str, identity: str) -> Term:
        name = f"{kind} {identity}"
        self._names[name] = (kind, identity)
        return self._z3.Bool(name, self._context)

    def _meaning(self, kind: str, identity: str) -> Term:
        """What a name stands for."""
        if kind == _QUESTION:
            return self._domain(identity).allowed
        name = self._named(kind, identity)
        if kind == _RULE:
            return name == self.condition(self.rulebook.rule[identity].condition)
        if kind == _PLANNED:
            held_back = self.negation(self.withheld(identity))
            return name == self.every((self.advised(identity), held_back))
        return name == self.some(map(self.fires, self._rules_by_effect[kind].get(identity, ())))

    # queries ----------------------------------------------------------------------------------------------------------

    def possible(self, *formulas: Term, seconds: float | None = None) -> dict[str, Answer] | None:
        """Some answers that make all of the formulas hold, in the rulebook's order; None: it is proven that none do.

        Raises UndecidedError when `seconds` are over or memory runs out first.
        """
        query = self._query(formulas, seconds)
        return query.answers() if query.holds() else None

    def smallest(
        self, *formulas: Term, few: Iterable[Term] = (), seconds: float | None = None
    ) -> dict[str, Answer] | None:
        """The smallest answers that make all of the formulas hold; None: it is proven that none do.

        Smallest: the fewest of `few` hold; then the fewest questions are answered; then the fewest options are chosen
        (`unknown` and a number count as one, a choice of none of several as none); then questions, and after that
        options, `unknown` last, that stand earlier in the rulebook are preferred, and lower numbers. That leaves one.

        Raises UndecidedError when `seconds` are over or memory runs out first, with what was found until then.
        """
        counted = tuple(few)
        query = self._query(formulas, seconds, about=counted)
        if not query.holds():
            return None
        answered = [domain.answered for domain in query.domains]
        chosen = [choice for domain in query.domains for choice in domain.choices]
        try:
            for terms in (counted, answered, chosen):
                query.reduce(terms)
            query.prefer((*answered, *chosen))
            for domain in query.domains:
                query.lower(domain)
        except UndecidedError as undecided:
            raise UndecidedError(undecided.reason, query.answers()) from None
        return query.answers()

    def outcomes(self, formulas: Iterable[Term], cases: Iterable[Mapping[str, Answer]]) -> Iterator[tuple[bool, ...]]:
        """For each case, with every other question left open, which of the formulas hold.

        Raises UndecidedError when memory runs out.
        """
        told = tuple(formulas)
        query = self._query((), None, about=told)
        # One term for all of them: asking the solver for each by itself takes many times longer.
        word = self._word(told)
        so: dict[tuple[str, Answer | None], Term] = {}
        for case in cases:
            given = [(domain.question.id, case.get(domain.question.id)) for domain in query.domains]
            so.update({one: self.answers_with(*one) for one in given if one not in so})
            held = query.holds(*(so[one] for one in given))
            assert held, "every case has an outcome"
            yield tuple(bit == "1" for bit in f"{query.number(word):0{len(told) + 1}b}"[1:])

    def _word(self, formulas: Iterable[Term]) -> Term:
        """The formulas as the bits of one number, the first of them the highest."""
        sort = self._z3.BitVecSort(1, self._context)
        no, yes = (self._z3.BitVecVal(bit, sort) for bit in (0, 1))
        bits = [self._z3.If(formula, yes, no) for formula in formulas]
        return self._z3.Concat(no, *bits) if bits else no

    def _query(self, formulas: Iterable[Term], seconds: float | None, *, about: Iterable[Term] = ()) -> Search:
        """A query for answers that make `formulas` hold, in which `about` are defined as well."""
        wanted = [*formulas]
        # Dictionaries keep an order where sets of text do not: the solver is to do the same steps every time.
        reached: dict[tuple[str, str], Term] = {}
        names = [*self._names_in((*wanted, *about))]
        while names:
            key = self._names[names.pop()]
            if key not in reached:
                reached[key], further = self._definition(*key)
                names.extend(further)
        asked = {identity for kind, identity in reached if kind == _QUESTION}
        domains = [self._domain(question) for question in self.rulebook.question if question in asked]
        return Search(self._z3, self._context, (*reached.values(), *wanted), domains, seconds, self._interrupted)

    def _definition(self, kind: str, identity: str) -> tuple[Term, tuple[str, ...]]:
        """What a name stands for, and the names in it."""
        known = self._definitions.get((kind, identity))
        if known is None:
            meaning = self._meaning(kind, identity)
            known = self._definitions[kind, identity] = meaning, tuple(self._names_in((meaning,)))
        return known

    def _names_in(self, formulas: Iterable[Term]) -> dict[str, None]:
        names: dict[str, None] = {}
        seen: set[int] = set()
        pending = [*formulas]
        while pending:
            part = pending.pop()
            if part.get_id() not in seen:
                seen.add(part.get_id())
                pending.extend(part.children())
                if self._z3.is_const(part) and part.decl().kind() == self._z3.Z3_OP_UNINTERPRETED:
                    names[part.decl().name()] = None
        return names


def _solver_library() -> Any:
    try:
        return import_module("z3")
    except ImportError:
        right = "Install it: pip install 'nakanaori[prove]'"
        raise SolverMissingError([Problem(Place("z3"), "The solver z3 is not installed.", right)]) from None


def _named_by(domain: Domain, options: Iterable[str]) -> list[Term]:
    """The truth values of the options that a test names, `unknown` among them."""
    named = set(options)
    formulas = [formula for option, formula in domain.options.items() if option in named]
    return [*formulas, domain.unknown] if UNKNOWN in named else formulas


def _by_effect(rulebook: Rulebook, kind: str) -> dict[str, list[str]]:
    """For each finding or action the rules that have an effect of this kind on it."""
    by: dict[str, list[str]] = {}
    for rule in rulebook.rules:
        effects = {_FINDING: rule.find, _WITHHELD: rule.withhold, _ADVISED: rule.advise}
        for identity in effects.get(kind, () if rule.basic else rule.advise):
            by.setdefault(identity, []).append(rule.id)
    return by
