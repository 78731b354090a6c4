"""Plain lines of texts: what is read from them is what the parser reads, and whatever it refuses is left to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from nakanaori.engine.language import Problem
from nakanaori.engine.reading import MappingNode, Node, TextNode, read_document
from nakanaori.engine.reading.plain_lines import plain_texts

ROOT = Path(__file__).parents[3]
SHIPPED = sorted(
    path
    for pattern in ("rules/*/text/*.yaml", "*/phrases/*.yaml", "engine/*/phrases/*.yaml", "engine/*/*/text/*.yaml")
    for path in ROOT.glob(pattern)
)


def parsed(data: bytes) -> list[tuple[tuple[str, ...], str]] | None:
    """What the parser reads of the texts of a file, in its order; None where anything is wrong with it."""
    problems: list[Problem] = []
    root = read_document("x", data, problems, spans=False)
    found: list[tuple[tuple[str, ...], str]] = []

    def walk(node: Node, key: tuple[str, ...]) -> bool:
        if isinstance(node, MappingNode):
            return all(walk(child, (*key, name)) for name, (_, child) in node.by_key.items())
        found.append((key, node.typed if isinstance(node, TextNode) else ""))
        return isinstance(node, TextNode) and key != ()

    return found if root is not None and walk(root, ()) and not problems else None


def read(text: str) -> dict[tuple[str, ...], str] | None:
    return plain_texts(text.encode())


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_shipped_text_is_read_as_the_parser_reads_it(path: Path) -> None:
    read_of_lines = plain_texts(path.read_bytes())
    assert read_of_lines is None or list(read_of_lines.items()) == parsed(path.read_bytes())


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_largest_texts_and_all_phrases_need_no_parser(language: str) -> None:
    needed = [ROOT / "rules" / "regain_trust" / "text", *(path.parent for path in SHIPPED if "phrases" in path.parts)]
    left = [folder for folder in needed if plain_texts((folder / f"{language}.yaml").read_bytes()) is None]
    assert left == [], "a line of these is written in a way that takes the parser, and whoever starts waits for it"


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("a: b", {("a",): "b"}),
        (
            "# x: y\n\na:\n    b:  c d  \n    # e: f\n\n    g-1.2: h\ni: j\n",
            {("a", "b"): "c d", ("a", "g-1.2"): "h", ("i",): "j"},
        ),
        ('"1.1": \'it: is\'\n"no": "a # b"\n', {("1.1",): "it: is", ("no",): "a # b"}),
        ('a: it\'s "b" [c], {d} no\n', {("a",): 'it\'s "b" [c], {d} no'}),
        ("a: 'it''s'\nb: ''''\nc: ''\nd: \"\"\n", {("a",): "it's", ("b",): "'", ("c",): "", ("d",): ""}),
        ("a: b:c d#e\n", {("a",): "b:c d#e"}),
        ("a:\n  b: |-\n    c: d\n\n     # e\n\nf: |\n  g\n\n", {("a", "b"): "c: d\n\n # e", ("f",): "g\n"}),
        ("題: 信頼　を\n", {("題",): "信頼　を"}),
        ("\u304b\u3099: x\n", None),
        ('"\u304b\u3099": \u304b\u3099\n', {("\u304c",): "\u304b\u3099"}),
        ("\ufeffa: b\n", {("a",): "b"}),
    ],
)
def test_what_lines_say(text: str, entries: dict[tuple[str, ...], str] | None) -> None:
    assert read(text) == entries
    assert entries is None or list(entries.items()) == parsed(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# a\n",
        "a\n",
        "- a\n",
        "a:\n",
        "a: b\nc:\n",
        "a:\nb: c\n",
        "a:\n- b\n",
        "a: b\n  c\n",
        "a: b\n  c: d\n",
        "  a: b\n",
        "a:\n  b: c\n d: e\n",
        "a:\n    b: c\n  d: e\n",
        "a: b: c\n",
        "a: b:\n",
        "a: b #c\n",
        "a: #b\n",
        "a: &b c\n",
        "a: *b\n",
        "a: !b c\n",
        "a: ? b\n",
        "a: [b]\n",
        "a: {b: c}\n",
        "a: >-\n  b\n",
        "a: |+\n  b\n",
        "a: |-\n",
        "a: |-\nb: c\n",
        "a: |-\n\n  b\n",
        "a: |-\n  b",
        "a: |-\n    b\n  c\n",
        "a: |-\n  b\n   \n",
        'a: "b\\n"\n',
        'a: "b\n  c"\n',
        "a: 'b' c\n",
        'a: "b" # c\n',
        "a:\tb\n",
        "a: b\tc\n",
        "a: b\r\nc: d\r\n",
        "a: b\x85c\n",
        "a: b\u2028c: d\n",
        "a: b\ufeff\n",
        "a: \x07\n",
        "---\na: b\n",
        "a: b\n---\nc: d\n",
        "a: b\n...\n",
        "%YAML 1.1\n---\na: b\n",
        "<<: a\n",
        '"<<": a\n',
        "'a': b\n",
        "? a\n: b\n",
        "a : b\n",
        "a:b: c\n",
        "a: b\na: c\n",
        "a:\n  b: c\na:\n  d: e\n",
        "a: b\na:\n  c: d\n",
        "a:\n  c: d\na: b\n",
        '"\u304b\u3099": b\n"\u304c": c\n',
        f"{'a' * 101}: b\n",
        "a: b\n" + " " * 1025 + "c",
        "".join(f"{' ' * level}a:\n" for level in range(60)) + " " * 60 + "a: b\n",
    ],
)
def test_what_is_left_to_the_parser(text: str) -> None:
    assert read(text) is None


def test_files_that_are_no_text_or_too_large_are_left_to_the_parser() -> None:
    assert plain_texts(b"a: \xff\n") is None
    assert plain_texts(b"a: b\n" + b"#" * 1024 * 1024) is None


PIECES = st.sampled_from(
    [
        "a",
        "b",
        "c-1",
        "<<",
        '"a"',
        "'b'",
        "がか\u3099",
        ":",
        ": ",
        " ",
        "  ",
        "    ",
        "\n",
        "\n  ",
        "\n    ",
        ": x",
        ":\n  ",
        "#",
        " # x",
        "- ",
        "? ",
        "|",
        "|-",
        ": |-\n  ",
        ": |\n    ",
        ">",
        '"',
        "'",
        "\\",
        "[",
        "]",
        "{",
        "}",
        ",",
        "&a",
        "*a",
        "!",
        "%",
        "@",
        "`",
        "---",
        "...",
        "\t",
        "\r",
        "\x85",
        "\u2028",
        "\ufeff",
        "\xa0",
        "\u3000",
        "\U0001f600",
        "\x7f",
        "0",
        "~",
        "=",
        "x y",
    ]
)
LINES = st.tuples(
    st.sampled_from(["", "  ", "    ", "   ", "\n"]),
    st.sampled_from(["a", "b", "c", "d", '"1.1"', "a b", "#", "- a", "z"]),
    st.sampled_from(
        [":", ": x", ": |", ": |-", ": 'y z'", ': ""', "", ": x:y", ": x #y", ": -", ":  w  ", ": [", " x", ":x"]
    ),
).map("".join)


@settings(max_examples=500)
@given(st.one_of(st.lists(PIECES, max_size=14).map("".join), st.lists(LINES, max_size=8).map("\n".join)), st.booleans())
@example("a: |-\n  b\n # c\nd: e", True)
@example("a: |\n  b\n\n\n#c\n", False)
@example("a:\n  b: |-\n     c\n   # d\n  e: f", True)
def test_whatever_is_read_from_lines_the_parser_reads_alike(text: str, is_ended: bool) -> None:
    data = (text + "\n" * is_ended).encode()
    found = plain_texts(data)
    assert found is None or list(found.items()) == parsed(data)


@settings(max_examples=200)
@given(st.data())
def test_a_shipped_text_that_somebody_damages_is_never_read_differently(data: st.DataObject) -> None:
    lines = (ROOT / "engine" / "authoring" / "starter" / "text" / "en.yaml").read_text(encoding="utf-8").split("\n")
    for _ in range(data.draw(st.integers(1, 3))):
        number = data.draw(st.integers(0, len(lines) - 1))
        at = data.draw(st.integers(0, len(lines[number])))
        cut = data.draw(st.integers(0, 3))
        lines[number] = lines[number][:at] + data.draw(st.one_of(st.just(""), PIECES)) + lines[number][at + cut :]
    damaged = "\n".join(lines).encode()
    found = plain_texts(damaged)
    assert found is None or list(found.items()) == parsed(damaged)
