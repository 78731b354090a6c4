"""Conditions as authors write them in YAML, read into tests of questions and findings."""

from __future__ import annotations

from ..language import (
    ANY,
    DATE,
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
)
from .fields import TRUTHS, Fields, as_listing, as_mapping, as_text, as_texts, as_truth
from .node import ListNode, MappingNode, Node, TextNode
from .option_range import is_range, option_range
from .vocabulary import FINDING, OPTION, QUESTION, Vocabulary

CONDITION_KEYS = (WHEN, ANY, UNLESS)
"""The keys that make up a condition."""

_NOT, _AT_LEAST, _LESS_THAN, _BEFORE, _OF = "not", "at-least", "less-than", "before", "of"
_COMPARISONS = {
    NUMBER: (_AT_LEAST, _LESS_THAN, _NOT),
    DATE: (_AT_LEAST, _BEFORE, _NOT),
    SEVERAL: (_AT_LEAST, _OF, _NOT),
}
"""What may stand in a comparison, by the kind of question."""
_COMPARING = (_NOT, _AT_LEAST, _LESS_THAN, _BEFORE, _OF)


def read_condition(fields: Fields, vocabulary: Vocabulary) -> Condition:
    """The condition under WHEN, ANY and UNLESS of an entry."""
    alternatives = fields.node(ANY, required=False)
    return Condition(
        when=read_tests(fields.node(WHEN, required=False), vocabulary, WHEN),
        any=_read_alternatives(alternatives, vocabulary) if alternatives is not None else (),
        unless=read_tests(fields.node(UNLESS, required=False), vocabulary, UNLESS),
    )


def _read_alternatives(alternatives: Node, vocabulary: Vocabulary) -> tuple[Tests, ...]:
    nodes = as_listing(alternatives, f"'{ANY}'", vocabulary.problems)
    if isinstance(alternatives, ListNode) and not nodes:
        right = "Write at least one alternative, or leave it out."
        vocabulary.problems.append(Problem(alternatives.place, f"'{ANY}' is an empty list.", right))
    return tuple(read_tests(node, vocabulary, ANY) for node in nodes)


def read_tests(node: Node | None, vocabulary: Vocabulary, part: str) -> Tests:
    """The tests of a mapping; `part` is the key under which it stands."""
    mapping = as_mapping(node, "A condition", vocabulary.problems) if node is not None else None
    if mapping is None:
        return ()
    if not mapping.by_key:
        right = "Write a test, or leave it out."
        vocabulary.problems.append(Problem(mapping.place, "The condition is empty.", right))
    reading = _TestReading(vocabulary, part)
    tests = [reading.test(key, value) for key, value in mapping.by_key.values()]
    return tuple([test for test in tests if test is not None])


class _TestReading:
    """Reads single tests of a mapping under `part`; what is amiss is a problem of the vocabulary."""

    def __init__(self, vocabulary: Vocabulary, part: str) -> None:
        self.vocabulary = vocabulary
        self.problems = vocabulary.problems
        self.part = part

    def test(self, key: TextNode, value: Node) -> Test | None:
        """The test of one entry. Most stand there many times, and what was read without a problem is read once."""
        if not isinstance(value, TextNode) or self.vocabulary.keeps_mentions:
            return self.read(key, value)
        written = key.value, value.value
        known = self.vocabulary.tests.get(written)
        if known is None:
            before = len(self.problems)
            known = self.read(key, value)
            if known is not None and len(self.problems) == before:
                self.vocabulary.tests[written] = known
        return known

    def read(self, key: TextNode, value: Node) -> Test | None:
        if key.value in CONDITION_KEYS and not self.vocabulary.declares(key.value, QUESTION, FINDING):
            wrong = f"'{key.value}' stands inside '{self.part}'."
            self.problems.append(Problem(key.place, wrong, f"Let it stand beside '{self.part}', not in it."))
            return None
        kind = self.vocabulary.fact(key)
        if kind == FINDING:
            return self.finding(key.value, value)
        question = self.vocabulary.questions.get(key.value)
        if question is None or self.vocabulary.is_in_doubt(OPTION, question.id):
            return None
        if isinstance(value, MappingNode):
            return self.comparison(question, value)
        options = self.options(question, value, f"The test of '{question.id}'")
        return OneOf(question.id, frozenset(options)) if options else None

    def finding(self, finding: str, value: Node) -> Test | None:
        wanted = TRUTHS.get(value.value) if isinstance(value, TextNode) else None
        if wanted is not None:
            return Finding(finding, wanted)
        what = f"The test of '{finding}'"
        if not isinstance(value, TextNode):
            shape = "a mapping" if isinstance(value, MappingNode) else "a list"
            wrong = f"{what}, which is a finding, is {shape}."
            self.problems.append(Problem(value.place, wrong, "Write true or false."))
            return None
        text = as_text(value, what, self.problems)
        return Finding(finding, as_truth(text, what, self.problems)) if text is not None else None

    def options(
        self, question: Question, node: Node | None, what: str, *, besides: tuple[str, ...] = (UNKNOWN,)
    ) -> tuple[str, ...]:
        """The options that a node names, be it by their group or as a range, or what stands `besides` them."""
        if question.numeric:
            return self.unknown(question, node, what)
        if is_range(node):
            return option_range(node, what, question.id, question.options, self.vocabulary)
        texts = as_texts(node, what, self.problems)
        if not question.groups:
            return self.vocabulary.named(texts, OPTION, question.id, besides=besides)
        groups = (group.id for group in question.groups)
        return question.written_out(self.vocabulary.named(texts, OPTION, question.id, besides=(*groups, *besides)))

    def unknown(self, question: Question, node: Node | None, what: str) -> tuple[str, ...]:
        """The one option there is where a number or a day is the answer."""
        wrong = f"The question '{question.id}' is answered by a {question.kind}."
        above, below = _bounding(question)
        if is_range(node):
            right = f"Write {{{above}, {below}}} for a range."
            self.problems.append(Problem(node.place, wrong, right))
            return ()
        texts = as_texts(node, what, self.problems)
        for text in texts:
            if text.value != UNKNOWN:
                right = f"Write {{{above}}}, {{{below}}} or unknown."
                self.problems.append(Problem(text.place, wrong, right))
        return tuple(text.value for text in texts if text.value == UNKNOWN)

    def comparison(self, question: Question, mapping: MappingNode) -> Test | None:
        what = f"The test of '{question.id}'"
        if mapping.get(_NOT) is not None:
            return self.none_of(question, mapping, what)
        if is_range(mapping):
            options = self.options(question, mapping, what)
            return OneOf(question.id, frozenset(options)) if options else None
        strange = [key for key, _ in mapping.entries if key.value not in _COMPARING]
        if question.kind not in _COMPARISONS and not strange:
            wrong = f"{what} compares, but '{question.id}' has one answer."
            self.problems.append(Problem(mapping.place, wrong, "Write an option, a list of options or {not: [...]}."))
            return None
        fields = Fields(mapping, what, _COMPARISONS.get(question.kind, (_NOT,)), self.problems)
        if not fields.is_whole:
            return None
        return self.between(question, fields) if question.numeric else self.at_least(question, fields)

    def none_of(self, question: Question, mapping: MappingNode, what: str) -> Test | None:
        if len(mapping.entries) > 1:
            wrong = f"{what} has 'not' beside something else."
            right = "Let 'not' stand alone; put the other test into 'unless'."
            self.problems.append(Problem(mapping.place, wrong, right))
            return None
        options = self.options(question, mapping.get(_NOT), f"'{_NOT}'")
        return NoneOf(question.id, frozenset(options)) if options else None

    def at_least(self, question: Question, fields: Fields) -> Test | None:
        node, least = fields.node(_AT_LEAST, required=False), fields.number(_AT_LEAST)
        options, most = question.options, len(question.options)
        if fields.has(_OF):
            before = len(self.problems)
            options = self.options(question, fields.node(_OF), f"'{_OF}'", besides=())
            most = len(options) if len(self.problems) == before else 0
        if least is None or node is None or most == 0:
            return None
        if not 1 <= least <= most:
            wrong = f"{fields.what} asks for at least {least} of {most} options."
            self.problems.append(Problem(node.place, wrong, f"Write a number from 1 to {most}."))
            return None
        return AtLeast(question.id, least, frozenset(options))

    def between(self, question: Question, fields: Fields) -> Test:
        if not fields.mapping.entries:
            right = f"Write {{{'} or {'.join(_bounding(question))}}}."
            self.problems.append(Problem(fields.mapping.place, f"{fields.what} is empty.", right))
        key = _BEFORE if question.kind == DATE else _LESS_THAN
        least, below = self.bound(question, fields, _AT_LEAST), self.bound(question, fields, key)
        if least is not None and below is not None and least >= below:
            asked = f"at least {question.answer(least)} and {key.replace('-', ' ')} {question.answer(below)}"
            wrong = f"{fields.what} asks for {asked}, which no {question.kind} is."
            later = "later" if question.kind == DATE else "greater"
            right = f"Let '{key}' be {later} than 'at-least'."
            self.problems.append(Problem(fields.mapping.place, wrong, right))
        return Between(question.id, least, below)

    def bound(self, question: Question, fields: Fields, key: str) -> int | None:
        node = fields.node(key, required=False)
        if question.kind == DATE:
            bound = fields.day(key, required=False)
        else:
            bound = fields.number(key, required=False, decimals=question.decimals)
        if bound is not None and node is not None and not question.low <= bound <= question.high:
            wrong = f"{fields.what} compares with {question.answer(bound)}."
            low, high = map(question.answer, (question.low, question.high))
            right = f"Write a {question.kind} from {low} to {high}."
            self.problems.append(Problem(node.place, wrong, right))
        return bound


def _bounding(question: Question) -> tuple[str, str]:
    """How one writes that an answer lies above something, and below."""
    if question.kind == DATE:
        return f"{_AT_LEAST}: 2024-04-01", f"{_BEFORE}: 2024-04-01"
    return f"{_AT_LEAST}: N", f"{_LESS_THAN}: N"
