"""Nodes: text as it was typed and as it is compared, and what stands under a key."""

from __future__ import annotations

from nakanaori.engine.language import Place
from nakanaori.engine.reading import ListNode, text_node
from nakanaori.engine.reading.node import mapping_node

HERE = Place("a.yaml", 1, 1)


def test_a_text_is_compared_in_normal_form_and_kept_as_typed() -> None:
    """An accent of its own, as macOS writes it, makes no other id; the prose that a person reads is left alone."""
    node = text_node("cafe\u0301 \ufa19", HERE)
    assert node.value == "caf\xe9 \u795e"
    assert node.typed == "cafe\u0301 \ufa19"


def test_a_key_is_found_however_its_accents_are_stored() -> None:
    wanted = ListNode((), HERE)
    mapping = mapping_node(((text_node("か\u3099", HERE), wanted), (text_node("b", HERE), text_node("c", HERE))), HERE)
    assert mapping.get("が") is wanted
    assert mapping.get("b") == text_node("c", HERE)
    assert mapping.get("か") is None
