"""Texts with shape: what makes a paragraph, a list and a link, and that nothing else and no answer does."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nakanaori.engine.reading import Piece, ShapedText, has_shape, shaped


def told(text: ShapedText) -> list[object]:
    """Paragraphs as a text, lists as a list of texts; links as `text -> address`."""

    def line(pieces: tuple[Piece, ...]) -> str:
        return "".join(f"<{one.text} -> {one.address}>" if one.address else one.text for one in pieces)

    made: list[object] = []
    for passage in text.passages:
        lines = [line(pieces) for pieces in passage.lines]
        made.append(lines if passage.bulleted else lines[0])
    return made


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("", []),
        (" \n\n ", []),
        ("One line.", ["One line."]),
        ("One\nline.", ["One line."]),
        ("一行を\n二行に。", ["一行を二行に。"]),
        ("한국어\n줄", ["한국어 줄"]),
        ("One.\n\n\nTwo.", ["One.", "Two."]),
        ("Bring:\n- water\n- a map\nand go.", ["Bring:", ["water", "a map"], "and go."]),
        ("- a long\n  item\n\n- another", [["a long item", "another"]]),
        ("- one\n\nThen.\n\n- two", [["one"], "Then.", ["two"]]),
        ("- ", ["-"]),
        ("-5 degrees", ["-5 degrees"]),
        (r"\- no item", ["- no item"]),
        ("See [the office](https://example.org/a?b=c#d).", ["See <the office -> https://example.org/a?b=c#d>."]),
        ("[Ring](tel:+81-3-1234)[us](mailto:a@x.org)", ["<Ring -> tel:+81-3-1234><us -> mailto:a@x.org>"]),
        ("[a\nb](https://x.org)", ["<a b -> https://x.org>"]),
        (r"[a \[b\]](https://x.org)", ["<a [b] -> https://x.org>"]),
        ("[ ](https://x.org)", ["<https://x.org -> https://x.org>"]),
        (r"\[a](https://x.org) \\ \q", ["[a](https://x.org) \\ \\q"]),
        ("- [a](https://x.org)\n- b", [["<a -> https://x.org>", "b"]]),
    ],
)
def test_what_a_text_amounts_to(text: str, shape: list[object]) -> None:
    assert told(shaped(text)) == shape
    assert shaped(text).written == text


@pytest.mark.parametrize(
    "text",
    [
        "[a](javascript:alert(1))",
        "[a](JavaScript:x)",
        "[a](data:text/html,x)",
        "[a](http://x.org)",
        "[a](https:x.org)",
        "[a](https://)",
        "[a](https://x.org/(b))",
        "[a](https://x.org b)",
        "[a](https://x.org/仲)",
        "[a](https://x.org/\x1b)",
        "[a](https://x.org/<b>)",
        "[a](https://x.org/{hours})",
        "[a][https://x.org]",
        "[a] (https://x.org)",
        "https://x.org",
        "<https://x.org>",
        "[](https://x.org)",
        "[a](mailto:x)",
        "[a](tel:x)",
    ],
)
def test_nothing_else_is_a_link(text: str) -> None:
    assert not shaped(text).links
    assert told(shaped(text)) == [text]


EVIL = ("](https://evil.org)", "- a\n- b", "[x](https://evil.org)", "\n\n", "\\", "`", "https://evil.org", "{x}")


@given(st.text(alphabet="ab -\n[](){}\\:/.道", max_size=40), st.sampled_from(EVIL))
def test_an_answer_never_makes_a_list_or_a_link(text: str, answer: str) -> None:
    written = re.sub("a", "{v}", text)
    with_answer, without = shaped(written, lambda _: answer), shaped(written, lambda _: "v")
    assert [link.address for link in with_answer.links] == [link.address for link in without.links]
    shape = [(passage.bulleted, len(passage.lines)) for passage in without.passages]
    assert [(passage.bulleted, len(passage.lines)) for passage in with_answer.passages] == shape


def test_values_are_told_within_any_shape() -> None:
    text = shaped("{n} of {{n}}:\n- {n} [and {n}](https://x.org)\n- {other}", {"n": "7 km"}.get)
    assert told(text) == ["7 km of {n}:", ["7 km <and 7 km -> https://x.org>", "{other}"]]


@pytest.mark.parametrize(
    ("text", "plain", "with_addresses"),
    [
        ("a\n\nb", "a b", "a b"),
        ("ひとつ。\n\nふたつ。", "ひとつ。ふたつ。", "ひとつ。ふたつ。"),
        ("Bring:\n- x\n- y", "Bring: • x • y", "Bring: • x • y"),
        ("[us](https://x.org)!", "us!", "us (https://x.org)!"),
        ("[mail](mailto:a@x.org)", "mail", "mail (a@x.org)"),
        ("[a@x.org](mailto:a@x.org)", "a@x.org", "a@x.org"),
        ("[03-1234 5678](tel:0312345678)", "03-1234 5678", "03-1234 5678"),
        ("[ring](tel:119)", "ring", "ring (119)"),
    ],
)
def test_on_one_line(text: str, plain: str, with_addresses: str) -> None:
    assert shaped(text).plain == str(shaped(text)) == plain
    assert shaped(text).with_addresses == with_addresses


def test_lines_with_addresses() -> None:
    assert shaped("Bring\nit:\n- x\n- [y](https://x.org)").lines == ("Bring it:", "• x", "• y (https://x.org)")


@pytest.mark.parametrize(
    ("key", "has"),
    [
        (("actions", "a", "steps", "s"), True),
        (("actions", "a", "follow-ups", "f"), True),
        (("rules", "r"), True),
        (("help-lines", "l", "note"), True),
        (("questions", "q", "hint"), True),
        (("actions", "a", "title"), False),
        (("questions", "q", "options", "hint"), False),
        (("drafts", "d", "parts", "p"), False),
    ],
)
def test_which_texts_have_a_shape(key: tuple[str, ...], has: bool) -> None:
    assert has_shape(key) is has
