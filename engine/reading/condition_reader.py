"""Conditions as authors write them in YAML, read into tests of questions and findings."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ..language import (
    ANY,
    NUMBER,
    SEVERAL,
    UNKNOWN,
    UNLESS,
    WHEN,
    AtLeast,
    Between,
    Condition,
    Finding,
    NoneOf,
    OneOf,
    Problem,
    Question,
    Test,
    Tests,
    nearest,
)
from .document import ListNode, MappingNode, Node, TextNode
from .fields import Fields, as_listing, as_mapping, as_number, as_text, as_texts, as_truth, known_ids

CONDITION_KEYS = (WHEN, ANY, UNLESS)
"""The keys that make up a condition."""


class ConditionReader:
    """Reads conditions that may test these questions and findings; what is amiss is added to `problems`."""

    def __init__(self, questions: Mapping[str, Question], findings: Collection[str], problems: list[Problem]) -> None:
        self.questions = questions
        self.findings = findings
        self.problems = problems

    def condition(self, fields: Fields) -> Condition:
        alternatives = fields.node(ANY, required=False)
        nodes = as_listing(alternatives, "'any'", self.problems)
        if isinstance(alternatives, ListNode) and not nodes:
            right = "Write at least one alternative, or leave it out."
            self.problems.append(Problem(alternatives.place, "'any' is an empty list.", right))
        return Condition(
            when=self.tests(fields.node(WHEN, required=False)),
            any=tuple(self.tests(node) for node in nodes),
            unless=self.tests(fields.node(UNLESS, required=False)),
        )

    def tests(self, node: Node | None) -> Tests:
        mapping = as_mapping(node, "A condition", self.problems)
        if mapping is None:
            return ()
        if not mapping.entries:
            self.problems.append(Problem(mapping.place, "The condition is empty.", "Write a test, or leave it out."))
        made = (self.test(key, value) for key, value in mapping.entries)
        return tuple(test for test in made if test is not None)

    def test(self, key: TextNode, value: Node) -> Test | None:
        if key.value in self.findings:
            text = as_text(value, f"The test of the finding '{key.value}'", self.problems)
            return Finding(key.value, as_truth(text, f"The test of '{key.value}'", self.problems)) if text else None
        question = self.questions.get(key.value)
        if question is None:
            known = (*self.questions, *self.findings)
            wrong = f"There is no question and no finding '{key.value}'."
            self.problems.append(Problem(key.place, wrong, nearest(key.value, known)))
            return None
        if isinstance(value, MappingNode):
            return self.comparison(question, value)
        options = self.tested_options(question, as_texts(value, f"The test of '{question.id}'", self.problems))
        return OneOf(question.id, frozenset(options)) if options else None

    def tested_options(self, question: Question, texts: tuple[TextNode, ...]) -> tuple[str, ...]:
        if question.kind != NUMBER:
            return known_ids(texts, (*question.options, UNKNOWN), f"option of '{question.id}'", self.problems)
        for text in texts:
            if text.value != UNKNOWN:
                right = "Write {at-least: N}, {less-than: N} or unknown."
                wrong = f"The question '{question.id}' is answered by a number."
                self.problems.append(Problem(text.place, wrong, right))
        return tuple(text.value for text in texts if text.value == UNKNOWN)

    def comparison(self, question: Question, mapping: MappingNode) -> Test | None:
        what = f"The test of '{question.id}'"
        if mapping.get("not") is not None:
            if len(mapping.entries) > 1:
                wrong = f"{what} has 'not' beside something else."
                right = "Let 'not' stand alone; put the other test into 'unless'."
                self.problems.append(Problem(mapping.place, wrong, right))
                return None
            fields = Fields(mapping, what, ("not",), self.problems)
            options = self.tested_options(question, fields.words("not"))
            return NoneOf(question.id, frozenset(options)) if options else None
        if question.kind == NUMBER:
            return self.between(question, Fields(mapping, what, ("at-least", "less-than", "not"), self.problems))
        if question.kind == SEVERAL:
            return self.at_least(question, Fields(mapping, what, ("at-least", "of", "not"), self.problems))
        wrong = f"{what} compares, but '{question.id}' has one answer."
        self.problems.append(Problem(mapping.place, wrong, "Write an option, a list of options or {not: [...]}."))
        return None

    def at_least(self, question: Question, fields: Fields) -> Test | None:
        least = as_number(text := fields.text("at-least"), "'at-least'", self.problems)
        options, most = question.options, len(question.options)
        if fields.mapping.get("of") is not None:
            words = fields.words("of")
            options = known_ids(words, question.options, f"option of '{question.id}'", self.problems)
            most = len(words)
        if least is None or text is None or most == 0:
            return None
        if not 1 <= least <= most:
            wrong = f"{fields.what} asks for at least {least} of {most} options."
            self.problems.append(Problem(text.place, wrong, f"Write a number from 1 to {most}."))
            return None
        return AtLeast(question.id, least, frozenset(options))

    def between(self, question: Question, fields: Fields) -> Test | None:
        bounds: list[int | None] = []
        if not fields.mapping.entries:
            self.problems.append(
                Problem(fields.mapping.place, f"{fields.what} is empty.", "Write {at-least: N} or {less-than: N}.")
            )
        for key in ("at-least", "less-than"):
            text = fields.text(key, required=False)
            bound = as_number(text, f"'{key}'", self.problems)
            if text is not None and bound is not None and not question.low <= bound <= question.high:
                wrong = f"{fields.what} compares with {bound}."
                right = f"Write a number from {question.low} to {question.high}."
                self.problems.append(Problem(text.place, wrong, right))
            bounds.append(bound)
        least, below = bounds
        if least is not None and below is not None and least >= below:
            wrong = f"{fields.what} asks for at least {least} and less than {below}, which no number is."
            self.problems.append(Problem(fields.mapping.place, wrong, "Let 'less-than' be greater than 'at-least'."))
        return Between(question.id, least, below)
