"""The rules of a rulebook in CLIPS, by way of clipspy.

The answers are one fact, a slot a question. A rule is a defrule; findings, advice and what is withheld are facts that it
asserts. The rules chain, and what rests on findings has a lower salience than what makes them, so that `not` is decided
only when nothing more can be found. Two rules at the lowest salience make plan and withheld actions from that.
"""

from __future__ import annotations

from typing import Protocol

from nakanaori.engine import Question, Rule, Rulebook
from nakanaori.engine.condition import AtLeast, Between, Facts, Finding, NoneOf, OneOf, Test, Tests, Value
from nakanaori.engine.rulebook import SEVERAL

from .conclusion import Conclusion

_LAST = """
(defrule in-the-plan (declare (salience -{last})) (advised ?a) (not (withhold ?a)) => (assert (planned ?a)))
(defrule held-back (declare (salience -{last})) (advised ?a) (withhold ?a) => (assert (withheld ?a)))
"""
_CONCLUDED = ("fired", "found", "planned", "withheld")


class _Fact(Protocol):
    """What one needs to know of a fact of clipspy's that is a list."""

    def __getitem__(self, position: int) -> object: ...


class ClipsRules:
    """A rulebook in a CLIPS environment of its own. Raises ImportError where clipspy is not installed."""

    def __init__(self, rulebook: Rulebook) -> None:
        import clips

        self._rulebook = rulebook
        self._environment = clips.Environment()
        for construct in constructs(rulebook):
            self._environment.build(construct)
        self._concluded = [self._environment.find_template(name) for name in _CONCLUDED]

    def prepare(self, facts: Facts) -> str:
        """The fact that says what was answered, as CLIPS reads it."""
        slots = [f"({_slot(self._rulebook, name)} {_value(value)})" for name, value in facts.items()]
        return f"(case {' '.join(slots)})"

    def conclude(self, case: str) -> Conclusion:
        """Everything that CLIPS concludes, read from its facts."""
        environment = self._environment
        environment.reset()
        environment.assert_string(case)
        environment.run()
        return Conclusion(*(frozenset(str(fact[0]) for fact in template.facts()) for template in self._concluded))


def constructs(rulebook: Rulebook) -> list[str]:
    """The rulebook as CLIPS constructs: a template for the answers, and the rules."""
    slots = [_declared(rulebook, question) for question in rulebook.questions]
    rules = [
        _defrule(rulebook, rule, stratum) for stratum, rules in enumerate(rulebook.strata) for rule in rules
    ]
    last = [line for line in _LAST.format(last=len(rulebook.strata)).splitlines() if line]
    return [f"(deftemplate case {' '.join(slots)})", *rules, *last]


def _declared(rulebook: Rulebook, question: Question) -> str:
    kind = "multislot" if question.kind == SEVERAL else "slot"
    return f"({kind} {_slot(rulebook, question.id)} (default nil))"


def _defrule(rulebook: Rulebook, rule: Rule, stratum: int) -> str:
    condition = rule.condition
    tests = ["(case)", *_all(rulebook, condition.when)]
    if condition.any:
        alternatives = [f"(and {' '.join(_all(rulebook, tests))})" for tests in condition.any]
        tests.append(f"(or {' '.join(alternatives)})")
    tests += [_pattern(rulebook, test, wanted=False) for test in condition.unless]
    effects = [("fired", rule.id), *(("found", finding) for finding in rule.find)]
    effects += [("advised", action) for action in rule.advise] + [("withhold", action) for action in rule.withhold]
    asserted = " ".join(f'({effect} "{name}")' for effect, name in effects)
    return f"(defrule r-{rule.id} (declare (salience -{stratum})) {' '.join(tests)} => (assert {asserted}))"


def _all(rulebook: Rulebook, tests: Tests) -> list[str]:
    return [_pattern(rulebook, test) for test in tests]


def _pattern(rulebook: Rulebook, test: Test, *, wanted: bool = True) -> str:
    """A pattern that is matched when the test holds, or when it does not."""
    if isinstance(test, Finding):
        pattern, wanted = f'(found "{test.finding}")', wanted is test.wanted
    else:
        pattern = f"(case ({_slot(rulebook, test.question)} {_constraint(rulebook, test)}))"
    return pattern if wanted else f"(not {pattern})"


def _constraint(rulebook: Rulebook, test: OneOf | NoneOf | AtLeast | Between) -> str:
    if isinstance(test, AtLeast):
        return f"$?c&:(>= (+ 0 {_counted(test.of)} 0) {test.least})"
    if isinstance(test, Between):
        bounds = [f"(>= ?n {test.least})"] if test.least is not None else []
        bounds += [f"(< ?n {test.below})"] if test.below is not None else []
        return f"?n&:(and (integerp ?n) {' '.join(bounds)})"
    options = sorted(test.options)
    if rulebook.question[test.question].kind == SEVERAL:
        members = " ".join(f'(member$ "{option}" $?c)' for option in options)
        return f"$?c&:(or {members} FALSE)" if isinstance(test, OneOf) else f"$?c&:(not (or (member$ nil $?c) {members}))"
    if isinstance(test, OneOf):
        return "|".join(f'"{option}"' for option in options)
    return "&".join(("~nil", *(f'~"{option}"' for option in options)))


def _counted(options: frozenset[str]) -> str:
    return " ".join(f'(if (member$ "{option}" $?c) then 1 else 0)' for option in sorted(options))


def _slot(rulebook: Rulebook, question: str) -> str:
    return f"q-{question}"


def _value(value: Value) -> str:
    return str(value) if isinstance(value, int) else " ".join(f'"{option}"' for option in value)
