"""An engine for decision models that knows nothing of nakanaori: that of Apache KIE (Drools), run as its users run it.

npm brings it, as a program that answers over HTTP on this machine. It compiles a model with each request, so that all
cases go there at once: beside the model stands a decision that has it decide each.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Thread
from typing import Any
from urllib.request import Request, urlopen
from xml.etree import ElementTree as Xml

from house import HOUSE
from nakanaori.engine.consulting import Outcome, check_answers
from nakanaori.engine.language import SEVERAL, UNKNOWN, Rulebook
from required import require

NODE_MODULES = HOUSE / "tests" / "node" / "node_modules" / "@kie-tools"
SCHEMA = NODE_MODULES / "dmn-marshaller" / "src" / "schemas" / "dmn-1_5" / "DMN15.xsd"
PROGRAM = NODE_MODULES / "jitexecutor-native" / "dist" / sys.platform / "jitexecutor"
MISSING = "npm brings the engine and the schema of decision models: npm install --prefix tests/node."

NAMESPACE = "https://www.omg.org/spec/DMN/20230324/MODEL/"
_SETTINGS = (
    *("-Dquarkus.http.host=127.0.0.1", "-Dquarkus.http.port=0", "-Dquarkus.log.level=ERROR"),
    '-Dquarkus.log.category."io.quarkus".level=INFO',
)

Deciding = dict[str, Any]


def require_schema() -> None:
    """Skips the running test where the schema of DMN 1.5 is not installed."""
    require(SCHEMA.is_file(), MISSING)


@contextmanager
def decision_engine() -> Iterator[str]:
    """The address of a running engine."""
    require(PROGRAM.is_file(), MISSING)
    PROGRAM.chmod(0o755)
    child = subprocess.Popen([PROGRAM, *_SETTINGS], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8")
    try:
        assert child.stdout is not None
        listening = (re.search(r"Listening on: (http://\S+)", line) for line in child.stdout)
        address = next(found[1] for found in listening if found)
        # It says much about models, and stops where nobody reads it.
        Thread(target=child.stdout.read, daemon=True).start()
        yield address
    finally:
        child.terminate()
        child.communicate(timeout=20)


def decided(engine: str, model: str, cases: Sequence[Deciding]) -> list[Deciding]:
    """What a model decides in each case; the engine finds nothing wrong with it."""
    inputs = [element.attrib["name"] for element in Xml.fromstring(model.encode()).iter(_tag("inputData"))]
    given = {**dict.fromkeys(inputs), "cases": [{**dict.fromkeys(inputs), **case} for case in cases]}
    body = json.dumps({"model": _for_many(model, inputs), "context": given}).encode()
    request = Request(f"{engine}/jitdmn/dmnresult", body, {"Content-Type": "application/json"})
    with urlopen(request, timeout=600) as answer:
        told = json.loads(answer.read())
    wrong = [f"{one['sourceId']}: {one['message']}" for one in told["messages"] if one["severity"] == "ERROR"]
    assert not wrong, wrong[:5]
    results: list[Deciding] = told["dmnContext"]["all_cases"]
    return results


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _for_many(model: str, inputs: list[str]) -> str:
    """The model with an input that takes many cases, and a decision that decides each."""
    Xml.register_namespace("", NAMESPACE)
    root = Xml.fromstring(model.encode())
    given, decisions = ([one.attrib["id"] for one in root.iter(_tag(kind))] for kind in ("inputData", "decision"))
    cases = Xml.SubElement(root, _tag("inputData"), {"id": "cases", "name": "cases"})
    Xml.SubElement(cases, _tag("variable"), {"name": "cases", "typeRef": "Any"})
    service = Xml.SubElement(root, _tag("decisionService"), {"id": "concluded", "name": "concluded"})
    Xml.SubElement(service, _tag("variable"), {"name": "concluded"})
    for kind, ids in (("outputDecision", decisions), ("inputData", given)):
        for identity in ids:
            Xml.SubElement(service, _tag(kind), {"href": f"#{identity}"})
    every = Xml.SubElement(root, _tag("decision"), {"id": "all_cases", "name": "all_cases"})
    Xml.SubElement(every, _tag("variable"), {"name": "all_cases", "typeRef": "Any"})
    for requirement, kind, what in (("information", "Input", "cases"), ("knowledge", "Knowledge", "concluded")):
        required = Xml.SubElement(every, _tag(f"{requirement}Requirement"))
        Xml.SubElement(required, _tag(f"required{kind}"), {"href": f"#{what}"})
    arguments = ", ".join(f"{name}: one.{name}" for name in inputs)
    expression = Xml.SubElement(Xml.SubElement(every, _tag("literalExpression")), _tag("text"))
    expression.text = f"for one in cases return concluded({arguments})"
    return Xml.tostring(root, encoding="unicode")


def as_given(rulebook: Rulebook, answers: dict[str, object]) -> Deciding:
    """Answers as a model is told them."""
    checked, given = check_answers(rulebook, answers).answers, {}
    for question in rulebook.questions:
        answer: Any = checked.get(question.id)
        if question.kind == SEVERAL and answer is not None:
            answer = [UNKNOWN] if answer == UNKNOWN else list(answer)
        elif question.decimals and answer not in (None, UNKNOWN):
            answer = float(answer)
        given[named(question.id)] = answer
    return given


def named(identity: str) -> str:
    """What a question of that id is called in a model, where that is no word of FEEL and no two are called alike."""
    return re.sub(r"[-.]", "_", identity)


def concluded(outcome: Outcome, names: Sequence[str]) -> Deciding:
    """What a model of these decisions has to decide where this is the outcome, but for what rests on no order."""
    rulebook = outcome.rulebook
    plan = {planned.action.id: planned for planned in outcome.plan}
    made: Deciding = {"planned_actions": list(plan)}
    if rulebook.first_steps:
        made["first_steps"] = [planned.action.id for planned in outcome.first_steps]
    made |= {f"found_{named(one)}": sorted(outcome.findings.get(one, ())) for one in rulebook.findings}
    for action in rulebook.action:
        planned, name = plan.get(action), named(action)
        made[f"plan_{name}"] = None if planned is None else "basic" if planned.basic else "own"
        if planned is not None:
            made[f"advised_{name}"] = sorted(planned.because)
            if f"steps_{name}" in names:
                made[f"steps_{name}"] = [step.id for step in planned.steps]
    made |= {f"withheld_{named(held.action.id)}": sorted(held.by) for held in outcome.withheld}
    made |= {f"advised_{named(held.action.id)}": sorted(held.advised_by) for held in outcome.withheld}
    for question in rulebook.questions:
        if question.only_if:
            given = as_given(rulebook, dict(outcome.case.answers))[named(question.id)]
            made[f"counted_{named(question.id)}"] = given if question.id in outcome.case.facts else None
    return made


def without_order(decision: Deciding, of: Deciding) -> Deciding:
    """The decisions that stand in `of`; rules that were collected in an order, each once."""
    kept: Deciding = {}
    for name in of:
        value = decision[name]
        if name.startswith(("found_", "advised_", "withheld_")):
            value = sorted({*(value or ())})
        elif name.startswith("steps_"):
            value = value or []
        kept[name] = value
    return kept
