"""What would steer a terminal or break a document is shown instead."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nakanaori.engine.language import controls_shown
from steering import steering


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]0;x\x07", r"\u001b]0;x\u0007"),
        ("a\rb\x7f", r"a\u000db\u007f"),
        ("\x9b31m", r"\u009b31m"),
        ("\ud800 \uffff", r"\ud800 \uffff"),
        ("line\n\tline", "line\n\tline"),
        ("仲直り　です 👩\u200d👧", "仲直り　です 👩\u200d👧"),
    ],
)
def test_control_characters_are_written_as_escapes(text: str, shown: str) -> None:
    assert controls_shown(text) == shown


@given(st.text(st.characters()))
def test_none_is_left_and_what_has_none_is_as_it_was(text: str) -> None:
    shown = controls_shown(text)
    assert steering(shown) == []
    assert (shown == text) is (steering(text) == [])
    shown.encode()


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_json_means_the_same_and_xml_can_hold_it(text: str) -> None:
    assert json.loads(controls_shown(json.dumps(text, ensure_ascii=False))) == text
    element = ElementTree.Element("e")
    element.text = controls_shown(text)
    assert ElementTree.fromstring(ElementTree.tostring(element)) is not None
