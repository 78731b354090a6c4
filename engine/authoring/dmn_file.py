"""A rulebook as a file of DMN 1.5, which engines and editors of decision models read."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from xml.etree import ElementTree as Xml

from ..language import Rulebook, controls_shown
from ..reading import Texts
from .decision_model import LIST_OF_TEXT, TEXT, DecisionModel, ModelInput, Table, decision_model
from .decision_model import Decision as ModelDecision
from .feel import ANYTHING, feel_name

NAMESPACE = "https://www.omg.org/spec/DMN/20230324/MODEL/"
"""The namespace of DMN 1.5."""

NOTES = ("rule", "cites", "reason")
"""The columns of remarks beside a table's rows."""


def as_dmn(rulebook: Rulebook, words: Texts) -> str:
    """The rulebook as such a file, with labels and reasons in the language of the texts, a newline at its end.

    The same rulebook gives the same. Raises NakanaoriError for a table that no decision model can say.
    """
    return _written(decision_model(rulebook, words))


def _written(model: DecisionModel) -> str:
    root = Xml.Element(
        "definitions",
        {
            "xmlns": NAMESPACE,
            "id": "nakanaori.model",
            "name": model.rulebook,
            "label": model.title,
            "namespace": f"urn:nakanaori:{model.rulebook}",
            "exporter": "nakanaori",
        },
    )
    _said(root, f"The rulebook {model.rulebook}, version {model.version}.")
    listed = Xml.SubElement(root, "itemDefinition", {"name": LIST_OF_TEXT, "isCollection": "true"})
    Xml.SubElement(listed, "typeRef").text = TEXT
    inputs = [given.name for given in model.inputs]
    ids = _ids((*inputs, *(decision.name for decision in model.decisions)))
    for given in model.inputs:
        _input(root, given, ids)
    for decision in model.decisions:
        _decision(root, decision, ids, inputs)
    Xml.indent(root)
    return controls_shown(f'<?xml version="1.0" encoding="UTF-8"?>\n{Xml.tostring(root, encoding="unicode")}\n')


def _said(parent: Xml.Element, words: str) -> None:
    Xml.SubElement(parent, "description").text = words


def _ids(names: Iterable[str]) -> dict[str, str]:
    """What elements are referred to by, by their names: parsers differ in which letters they take for such."""
    ids: dict[str, str] = {}
    for name in names:
        ids[name] = feel_name(re.sub("[^A-Za-z0-9_]", "_", name), {*ids.values()})
    return ids


def _called(name: str, label: str, ids: Mapping[str, str]) -> dict[str, str]:
    return {"id": ids[name], "name": name, **({"label": label} if label else {})}


def _input(root: Xml.Element, given: ModelInput, ids: Mapping[str, str]) -> None:
    made = Xml.SubElement(root, "inputData", _called(given.name, given.label, ids))
    _said(made, given.about)
    Xml.SubElement(made, "variable", {"name": given.name, "typeRef": given.type})


def _decision(root: Xml.Element, decision: ModelDecision, ids: Mapping[str, str], inputs: Container[str]) -> None:
    made = Xml.SubElement(root, "decision", _called(decision.name, decision.label, ids))
    Xml.SubElement(made, "variable", {"name": decision.name, "typeRef": decision.type})
    for needed in decision.needs:
        required = Xml.SubElement(made, "informationRequirement")
        kind = "requiredInput" if needed in inputs else "requiredDecision"
        Xml.SubElement(required, kind, {"href": f"#{ids[needed]}"})
    if isinstance(decision, Table):
        _table(made, decision)
    else:
        _text(Xml.SubElement(made, "literalExpression"), decision.text)


def _table(parent: Xml.Element, table: Table) -> None:
    made = Xml.SubElement(parent, "decisionTable", {"hitPolicy": table.policy})
    for column in table.columns:
        _text(Xml.SubElement(Xml.SubElement(made, "input"), "inputExpression"), column)
    Xml.SubElement(made, "output", {"typeRef": TEXT if table.type == LIST_OF_TEXT else table.type})
    noted = any(row.notes for row in table.rows)
    for note in NOTES if noted else ():
        Xml.SubElement(made, "annotation", {"name": note})
    for row in table.rows:
        entry = Xml.SubElement(made, "rule")
        for column in table.columns:
            _text(Xml.SubElement(entry, "inputEntry"), row.cells.get(column, ANYTHING))
        _text(Xml.SubElement(entry, "outputEntry"), row.gives)
        for note in row.notes:
            _text(Xml.SubElement(entry, "annotationEntry"), note)


def _text(parent: Xml.Element, words: str) -> None:
    Xml.SubElement(parent, "text").text = words
