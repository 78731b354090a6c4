"""Answers as formulas: each question is a handful of truth values and, where a number answers it, a bounded number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from ..consulting import Answer
from ..language import (
    ONE,
    SEVERAL,
    UNKNOWN,
    AnswerTest,
    AtLeast,
    Between,
    NoneOf,
    OneOf,
    Question,
)
from .connectives import Connectives
from .solver_library import Term


class Domain(msgspec.Struct, frozen=True):
    """A question's truth values (and its number), and the formula that says which combinations are answers.

    `choices` are what counts as a chosen option: the options, giving a number, and `unknown`.
    """

    question: Question
    answered: Term
    unknown: Term
    options: dict[str, Term]
    number: Term
    choices: tuple[Term, ...]
    allowed: Term

    def named(self, options: Iterable[str]) -> list[Term]:
        """The truth values of the options that a test names, `unknown` among them."""
        wanted = set(options)
        formulas = [formula for option, formula in self.options.items() if option in wanted]
        return [*formulas, self.unknown] if UNKNOWN in wanted else formulas


class AnswerTerms(Connectives):
    """What can be said of answers to these questions."""

    def __init__(self, z3: Any, context: Any, questions: Mapping[str, Question]) -> None:
        super().__init__(z3, context)
        self.questions = questions
        self._domains: dict[str, Domain] = {}
        self._asked: dict[str, str] = {}

    def domain(self, question: str) -> Domain:
        """The question's truth values and which of their combinations are answers."""
        domain = self._domains.get(question)
        if domain is None:
            domain = self._domains[question] = self._domain_of(self.questions[question])
        return domain

    def answered(self, question: str) -> Term:
        """The question is answered, be it by `unknown`."""
        return self.domain(question).answered

    def answers_with(self, question: str, answer: Answer | None) -> Term:
        """The question has just this answer; None: it is left open."""
        domain = self.domain(question)
        if answer is None:
            return self.negation(domain.answered)
        value = domain.question.value(answer)
        if isinstance(value, int):
            return self.every((domain.answered, self.negation(domain.unknown), domain.number == value))
        if answer == UNKNOWN:
            return domain.unknown
        options = (same if option in value else self.negation(same) for option, same in domain.options.items())
        return self.every((domain.answered, self.negation(domain.unknown), *options))

    def answer_test(self, test: AnswerTest) -> Term:
        """The test of an answer holds."""
        domain = self.domain(test.question)
        if isinstance(test, OneOf):
            return self.some(domain.named(test.options))
        if isinstance(test, NoneOf):
            return self.every((domain.answered, self.negation(self.some(domain.named(test.options)))))
        if isinstance(test, AtLeast):
            return self.at_least(test.least, domain.named(test.of))
        return self._between(domain, test)

    def _between(self, domain: Domain, test: Between) -> Term:
        if domain.number is None:
            return self.some(())
        bounds = [domain.answered, self.negation(domain.unknown)]
        if test.least is not None:
            bounds.append(domain.number >= test.least)
        if test.below is not None:
            bounds.append(domain.number < test.below)
        return self.every(bounds)

    def question_of(self, name: str) -> str | None:
        """The question that a name occurring in a formula belongs to; None where it belongs to none."""
        return self._asked.get(name)

    def _domain_of(self, question: Question) -> Domain:
        def named(kind: str, option: str = "") -> str:
            name = f"{kind} {question.id} {option}"
            self._asked[name] = question.id
            return name

        answered = self.z3.Bool(named("answered"), self.context)
        unknown = self.z3.Bool(named("unknown"), self.context)
        options = {option: self.z3.Bool(named("option", option), self.context) for option in question.options}
        number: Term = self.z3.Int(named("number"), self.context) if question.numeric else None
        allowed = [self.z3.Implies(unknown, answered)]
        if question.kind == ONE:
            allowed.append(answered == self.some((*options.values(), unknown)))
            allowed.append(self.at_most(1, (*options.values(), unknown)))
        elif question.kind == SEVERAL:
            there = self.every((answered, self.negation(unknown)))
            allowed.extend(self.z3.Implies(option, there) for option in options.values())
            if question.least:
                allowed.append(self.z3.Implies(there, self.at_least(question.least, [*options.values()])))
        else:
            allowed.extend((number >= question.low, number <= question.high))
        numbered = [self.every((answered, self.negation(unknown)))] if question.numeric else []
        choices = (*options.values(), *numbered, unknown)
        return Domain(question, answered, unknown, options, number, choices, self.every(allowed))
