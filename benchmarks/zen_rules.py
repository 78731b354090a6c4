"""The rules of a rulebook as a JSON decision model (JDM), run by zen-engine.

A decision graph: the answers go in, through one expression node a stratum, and a last one that makes the plan. In a
stratum's node each rule is an expression, true when it fires, and each finding one over the rules that find it. Ids may
hold what zen would take for a minus, hence the short names made of positions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec
from nakanaori.engine.language import SEVERAL, AtLeast, Between, Facts, Finding, NoneOf, Test, Tests

from .conclusion import Conclusion

if TYPE_CHECKING:
    from nakanaori.engine.language import Rule, Rulebook

_Expression = tuple[str, str]
"""A name and what it stands for."""

_MODEL = "rulebook"


class ZenRules:
    """A rulebook as a decision of zen-engine. Raises ImportError where it is not installed."""

    def __init__(self, rulebook: Rulebook) -> None:
        import zen

        self._rulebook = rulebook
        self._names = _Names(rulebook)
        # A static loader compiles the expressions once; `create_decision` does it again for every case.
        self._engine = zen.ZenEngine({"loader": {"type": "static", "content": {_MODEL: graph(rulebook)}}})
        kinds = {"r": rulebook.rule, "f": rulebook.findings, "p": rulebook.action, "w": rulebook.action}
        self._ids = [
            [(f"{letter}{number}", identity) for number, identity in enumerate(kinds[letter])] for letter in kinds
        ]

    def prepare(self, facts: Facts) -> bytes:
        """The answers as JSON: an option, a list of options or a number by question; null where there is none."""
        answers: dict[str, object] = dict.fromkeys(self._names.question.values())
        for name, value in facts.items():
            one = isinstance(value, frozenset) and self._rulebook.question[name].kind != SEVERAL
            answers[self._names.question[name]] = next(iter(value)) if one else value
        return msgspec.json.encode(answers)

    def conclude(self, answers: bytes) -> Conclusion:
        """Everything that the decision concludes, read from its result."""
        result = self._engine.evaluate(_MODEL, answers)["result"]
        return Conclusion(*(frozenset(identity for name, identity in ids if result.get(name)) for ids in self._ids))


class _Names:
    """What questions, rules, findings and actions are called in the model."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.question = {name: f"q{number}" for number, name in enumerate(rulebook.question)}
        self.rule = {name: f"r{number}" for number, name in enumerate(rulebook.rule)}
        self.finding = {name: f"f{number}" for number, name in enumerate(rulebook.findings)}


def graph(rulebook: Rulebook) -> dict[str, object]:
    """The rulebook as a JDM graph."""
    names = _Names(rulebook)
    nodes = [_node("answers", "inputNode", ())]
    for number, stratum in enumerate(rulebook.strata):
        rules = [(names.rule[rule.id], _condition(rulebook, names, rule)) for rule in stratum]
        nodes.append(_node(f"stratum-{number}", "expressionNode", [*rules, *_findings(rulebook, names, stratum)]))
    nodes += [_node("plan", "expressionNode", _actions(rulebook, names)), _node("conclusion", "outputNode", ())]
    edges = [
        {"id": f"to-{after['id']}", "type": "edge", "sourceId": before["id"], "targetId": after["id"]}
        for before, after in pairwise(nodes)
    ]
    return {"nodes": nodes, "edges": edges}


def _node(name: str, kind: str, expressions: Iterable[_Expression]) -> dict[str, object]:
    made = [{"id": key, "key": key, "value": value} for key, value in expressions]
    content = {"expressions": made, "passThrough": True} if kind == "expressionNode" else {}
    return {"id": name, "name": name, "type": kind, "position": {"x": 0, "y": 0}, "content": content}


def _findings(rulebook: Rulebook, names: _Names, stratum: tuple[Rule, ...]) -> Iterator[_Expression]:
    """Each finding that rules of the stratum find; one found below stays found."""
    for finding in dict.fromkeys(finding for rule in stratum for finding in rule.find):
        finders = [rule.id for rule in rulebook.rules if finding in rule.find]
        here = {rule.id for rule in stratum}
        terms = [f"$.{names.rule[rule]}" if rule in here else f"({names.rule[rule]} ?? false)" for rule in finders]
        yield names.finding[finding], " or ".join(terms)


def _actions(rulebook: Rulebook, names: _Names) -> Iterator[_Expression]:
    """For each action whether it is in the plan, and whether it is advised but withheld."""
    for number, action in enumerate(rulebook.action):
        advised = " or ".join(names.rule[rule.id] for rule in rulebook.rules if action in rule.advise) or "false"
        withheld = " or ".join(names.rule[rule.id] for rule in rulebook.rules if action in rule.withhold) or "false"
        yield f"p{number}", f"({advised}) and not ({withheld})"
        yield f"w{number}", f"({advised}) and ({withheld})"


def _condition(rulebook: Rulebook, names: _Names, rule: Rule) -> str:
    condition = rule.condition
    terms = [_test(rulebook, names, test) for test in condition.when]
    if condition.any:
        terms.append(f"({' or '.join(_all(rulebook, names, tests) for tests in condition.any)})")
    terms += [f"not ({_test(rulebook, names, test)})" for test in condition.unless]
    return " and ".join(terms) or "true"


def _all(rulebook: Rulebook, names: _Names, tests: Tests) -> str:
    return f"({' and '.join(_test(rulebook, names, test) for test in tests)})"


def _test(rulebook: Rulebook, names: _Names, test: Test) -> str:
    if isinstance(test, Finding):
        return names.finding[test.finding] if test.wanted else f"not {names.finding[test.finding]}"
    asked = names.question[test.question]
    kind = rulebook.question[test.question].kind
    if isinstance(test, Between):
        bounds = [f"{asked} >= {test.least}"] if test.least is not None else []
        bounds += [f"{asked} < {test.below}"] if test.below is not None else []
        return " and ".join((f'type({asked}) == "number"', *bounds))
    if isinstance(test, AtLeast):
        return f"({asked} != null and count({asked}, # in {_listed(test.of)}) >= {test.least})"
    if isinstance(test, NoneOf):
        none = (
            f"none({asked}, # in {_listed(test.options)})"
            if kind == SEVERAL
            else f"{asked} not in {_listed(test.options)}"
        )
        return f"({asked} != null and {none})"
    if kind == SEVERAL:
        return f"({asked} != null and some({asked}, # in {_listed(test.options)}))"
    return f"{asked} in {_listed(test.options)}"


def _listed(options: frozenset[str]) -> str:
    return msgspec.json.encode(sorted(options)).decode()
