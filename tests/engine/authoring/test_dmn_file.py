"""Files of DMN 1.5: as the standard's schema has them, whatever a rulebook is called."""

from __future__ import annotations

from functools import lru_cache
from random import Random
from xml.etree import ElementTree as Xml

import dice as thrown
from decision_engine import NAMESPACE, SCHEMA, require_schema
from hypothesis import given, settings
from lxml import etree
from nakanaori.engine.authoring import as_dmn
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import Texts, rulebook_texts
from random_rulebooks import rulebooks

NO_TEXTS = Texts("en", {})


def assert_valid(file: str) -> None:
    """The file is as the schema of the standard has it."""
    schema().assertValid(etree.fromstring(file.encode()))


@lru_cache(maxsize=1)
def schema() -> etree.XMLSchema:
    require_schema()
    return etree.XMLSchema(etree.parse(SCHEMA))


def test_the_shipped_rulebook_is_as_the_schema_says(rulebook: Rulebook) -> None:
    for language in rulebook.languages:
        assert_valid(as_dmn(rulebook, rulebook_texts(rulebook, language)))


@settings(max_examples=60, deadline=None)
@given(rulebooks())
def test_whatever_a_rulebook_is_called_its_file_is_as_the_schema_says(random: Rulebook) -> None:
    assert_valid(as_dmn(random, NO_TEXTS))


def test_the_same_rulebook_gives_the_same_file() -> None:
    one, other = (thrown.rulebook(Random(3)) for _ in range(2))
    assert as_dmn(one, NO_TEXTS) == as_dmn(other, NO_TEXTS)


def test_rules_stand_beside_their_rows_with_what_they_cite_and_why(rulebook: Rulebook) -> None:
    texts = rulebook_texts(rulebook, "ja")
    root = Xml.fromstring(as_dmn(rulebook, texts).encode())
    (table,) = [
        one for one in root.iter(f"{{{NAMESPACE}}}decision") if one.attrib["id"] == "advised_apologise_by_letter"
    ]
    assert table.attrib["label"] == texts("actions", "apologise-by-letter", "title")
    rule = table.find(f".//{{{NAMESPACE}}}rule")
    assert rule is not None
    identity, cites, reason = (
        one.findtext(f"{{{NAMESPACE}}}text") for one in rule.iter(f"{{{NAMESPACE}}}annotationEntry")
    )
    assert identity is not None
    assert reason == texts("rules", identity)
    assert cites == ", ".join(rulebook.rule[identity].cites)
