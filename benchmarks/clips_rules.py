"""The rules of a rulebook in CLIPS, by way of clipspy.

Each answer is a fact: the question and what was chosen. A rule is a defrule; findings, advice and what is withheld are
facts that it asserts. The rules chain, and what rests on findings has a lower salience than what makes them, so that
`not` is decided only when nothing more can be found. Two rules at the lowest salience make the plan of that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nakanaori.engine.language import SEVERAL, AtLeast, Between, Facts, Finding, NoneOf, OneOf, Test, Tests, Value

from .conclusion import Conclusion

if TYPE_CHECKING:
    from nakanaori.engine.language import Rule, Rulebook

_LAST = (
    "(defrule in-the-plan (declare (salience -{last})) (advised ?a) (not (withhold ?a)) => (assert (planned ?a)))",
    "(defrule held-back (declare (salience -{last})) (advised ?a) (withhold ?a) => (assert (withheld ?a)))",
)
_COLLECT = (
    "(deffunction all-{kind} () (bind ?all (create$))"
    " (do-for-all-facts ((?fact {kind})) TRUE (bind ?all (create$ ?all (nth$ 1 ?fact:implied)))) ?all)"
)
_CONCLUDED = ("fired", "found", "planned", "withheld")


class ClipsRules:
    """A rulebook in a CLIPS environment of its own. Raises ImportError where clipspy is not installed.

    Nothing but strings goes in and out: clipspy never frees a fact that Python has seen, and every one of them slows
    down all that follows (several times over after a thousand cases).
    """

    def __init__(self, rulebook: Rulebook) -> None:
        import clips

        self._environment = clips.Environment()
        for construct in constructs(rulebook):
            self._environment.build(construct)

    def prepare(self, facts: Facts) -> str:
        """The command that asserts what was answered."""
        answers = [f"(assert (q-{name} {_value(value)}))" for name, value in facts.items()]
        return f"(progn {' '.join(answers)} TRUE)"

    def conclude(self, answers: str) -> Conclusion:
        """Everything that CLIPS concludes, collected from its facts."""
        environment = self._environment
        environment.reset()
        environment.eval(answers)
        environment.run()
        return Conclusion(*(frozenset(environment.eval(f"(all-{kind})")) for kind in _CONCLUDED))


def constructs(rulebook: Rulebook) -> list[str]:
    """The rulebook as CLIPS rules, and a function for each kind of conclusion that collects it."""
    rules = [_defrule(rulebook, rule, stratum) for stratum, rules in enumerate(rulebook.strata) for rule in rules]
    last = [rule.format(last=len(rulebook.strata)) for rule in _LAST]
    return [*rules, *last, *(_COLLECT.format(kind=kind) for kind in _CONCLUDED)]


def _defrule(rulebook: Rulebook, rule: Rule, stratum: int) -> str:
    condition = rule.condition
    tests = [_pattern(rulebook, test) for test in condition.when]
    if condition.any:
        tests.append(f"(or {' '.join(_together(rulebook, alternative) for alternative in condition.any)})")
    tests += [_pattern(rulebook, test, wanted=False) for test in condition.unless]
    effects = [("fired", rule.id), *(("found", finding) for finding in rule.find)]
    effects += [("advised", action) for action in rule.advise] + [("withhold", action) for action in rule.withhold]
    asserted = " ".join(f'({effect} "{name}")' for effect, name in effects)
    return f"(defrule r-{rule.id} (declare (salience -{stratum})) {' '.join(tests)} => (assert {asserted}))"


def _together(rulebook: Rulebook, tests: Tests) -> str:
    patterns = [_pattern(rulebook, test) for test in tests]
    return patterns[0] if len(patterns) == 1 else f"(and {' '.join(patterns)})"


def _pattern(rulebook: Rulebook, test: Test, *, wanted: bool = True) -> str:
    """A pattern that is matched when the test holds, or when it does not."""
    if isinstance(test, Finding):
        pattern, wanted = f'(found "{test.finding}")', wanted is test.wanted
    else:
        pattern = f"(q-{test.question} {_constraint(rulebook, test)})"
    return pattern if wanted else f"(not {pattern})"


def _constraint(rulebook: Rulebook, test: OneOf | NoneOf | AtLeast | Between) -> str:
    # A variable stands for one value in the whole rule, so each question has its own.
    value = f"?{test.question}"
    if isinstance(test, AtLeast):
        counted = " ".join(f"(if {member} then 1 else 0)" for member in _members(test.question, test.of))
        return f"${value}&:(>= (+ {counted} 0 0) {test.least})"
    if isinstance(test, Between):
        bounds = [f"(>= {value} {test.least})"] if test.least is not None else []
        bounds += [f"(< {value} {test.below})"] if test.below is not None else []
        return f"{value}&:(and (integerp {value}) {' '.join(bounds)} TRUE)"
    positive = isinstance(test, OneOf)
    if rulebook.question[test.question].kind == SEVERAL:
        among = f"(or {' '.join(_members(test.question, test.options))} FALSE)"
        return f"${value}&:{among if positive else f'(not {among})'}"
    options = [f'"{option}"' for option in sorted(test.options)]
    return "|".join(options) if positive else "&".join(f"~{option}" for option in options)


def _members(question: str, options: frozenset[str]) -> list[str]:
    return [f'(member$ "{option}" $?{question})' for option in sorted(options)]


def _value(value: Value) -> str:
    return str(value) if isinstance(value, int) else " ".join(f'"{option}"' for option in value)
