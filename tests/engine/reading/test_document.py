"""Reading YAML from strangers: what is accepted, what is refused and where, and that nothing ever crashes."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from nakanaori.engine.language import Problem, normalized
from nakanaori.engine.reading import (
    MOST_BYTES,
    ListNode,
    MappingNode,
    Node,
    TextNode,
    document,
    read_document,
)
from nakanaori.engine.reading.document import MOST_LEVELS

WITH_LIBYAML = hasattr(yaml, "CSafeLoader")
PARSERS = ["libyaml", "python"] if WITH_LIBYAML else ["python"]


@pytest.fixture(params=PARSERS)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each parser that PyYAML may have: the one in C, and the one in Python where there is no libyaml."""
    name: str = request.param
    if name == "python":
        monkeypatch.setattr(document, "_Loader", yaml.SafeLoader)
    return name


def read(data: str | bytes) -> tuple[Node | None, list[Problem]]:
    problems: list[Problem] = []
    node = read_document("file.yaml", data.encode() if isinstance(data, str) else data, problems)
    return node, problems


def refusal(data: str | bytes) -> Problem:
    """The one problem of a text that is not accepted."""
    node, problems = read(data)
    assert node is None
    assert len(problems) == 1
    assert problems[0].place.source == "file.yaml"
    assert problems[0].wrong
    assert problems[0].right
    return problems[0]


def plain(node: Node | None) -> object:
    """The node as strings, lists and dictionaries; anything else fails."""
    if isinstance(node, TextNode):
        assert type(node.typed) is str
        return node.typed
    if isinstance(node, ListNode):
        return [plain(item) for item in node.items]
    assert isinstance(node, MappingNode)
    keys = [key.typed for key, _ in node.entries]
    assert len(set(keys)) == len(keys)
    return {plain(key): plain(value) for key, value in node.entries}


def position(problem: Problem) -> tuple[int, int]:
    return problem.place.line, problem.place.column


# what is accepted -------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("parser")
class TestAccepted:
    @pytest.mark.parametrize(
        "typed",
        [
            "yes",
            "no",
            "on",
            "off",
            "y",
            "true",
            "null",
            "~",
            "1.1",
            "1e3",
            "0x1F",
            "0o17",
            "007",
            "1_000",
            ".inf",
            ".nan",
            "2026-11-23",
            "12:30:45",
            "=",
            "もちろん",
        ],
    )
    def test_a_scalar_stays_what_its_author_typed(self, typed: str) -> None:
        assert plain(read(f"key: {typed}")[0]) == {"key": typed}
        assert plain(read(f"{typed}: value")[0]) == {typed: "value"}
        assert plain(read(f"[{typed}]")[0]) == [typed]

    def test_quotes_are_not_part_of_the_text(self) -> None:
        assert plain(read("""[ "1.1", 'it''s', "two\\nlines", "\\u4ef2" ]""")[0]) == ["1.1", "it's", "two\nlines", "仲"]

    def test_lists_and_mappings_in_their_order(self) -> None:
        node, problems = read("b: [1, [2]]\na:\n  - x: y\n  -\nc: {}\n")
        assert problems == []
        assert list(plain(node).items()) == [("b", ["1", ["2"]]), ("a", [{"x": "y"}, ""]), ("c", {})]

    def test_every_node_knows_its_place(self) -> None:
        node, _ = read("first: one\nsecond:\n  - two\n  - {third: three}\n")
        assert isinstance(node, MappingNode)
        second = node.get("second")
        assert isinstance(second, ListNode)
        third = second.items[1]
        assert isinstance(third, MappingNode)
        places = [node.entries[0][0], node.get("first"), second.items[0], third, third.get("third")]
        assert [(n.place.line, n.place.column) for n in places if n] == [(1, 1), (1, 8), (3, 5), (4, 5), (4, 13)]
        assert str(places[-1].place) == "file.yaml:4:13" if places[-1] else False

    def test_a_missing_key_is_none(self) -> None:
        node, _ = read("a: b")
        assert isinstance(node, MappingNode)
        assert node.get("b") is None

    def test_a_byte_order_mark_is_no_part_of_the_first_key(self) -> None:
        node, problems = read(b"\xef\xbb\xbfkey: value\n")
        assert (plain(node), problems) == ({"key": "value"}, [])
        assert isinstance(node, MappingNode)
        assert str(node.entries[0][0].place) == "file.yaml:1:1"

    def test_windows_line_ends(self) -> None:
        node, problems = read(b"key: value\r\nother: [a,\r\n  b]\r\n")
        assert (plain(node), problems) == ({"key": "value", "other": ["a", "b"]}, [])

    def test_characters_beyond_the_basic_plane(self) -> None:
        assert plain(read("鍵: 𠮟る😀")[0]) == {"鍵": "𠮟る😀"}

    def test_one_document_may_be_marked(self) -> None:
        assert plain(read("--- \na: b\n...\n")[0]) == {"a": "b"}

    @pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}")])
    def test_fifty_levels(self, opening: str, closing: str) -> None:
        node, problems = read(opening * MOST_LEVELS + "x" + closing * MOST_LEVELS)
        assert problems == []
        depth = 0
        while not isinstance(node, TextNode):
            node = node.items[0] if isinstance(node, ListNode) else node.entries[0][1] if node else None
            depth += 1
        assert (depth, node.value) == (50, "x")

    def test_exactly_one_mebibyte(self) -> None:
        node, problems = read(b"a" * MOST_BYTES)
        assert problems == []
        assert plain(node) == "a" * 1024 * 1024


# what is refused --------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("parser")
class TestRefused:
    @pytest.mark.parametrize(
        ("text", "named", "where"),
        [
            ("a: 1\nb: &here x", "'&here'", (2, 4)),
            ("a: &here [x]", "'&here'", (1, 4)),
            ("&here {a: b}", "'&here'", (1, 1)),
            ("&here a: b", "'&here'", (1, 1)),
            ("a: *there", "'*there'", (1, 4)),
            ("[x,\n *there]", "'*there'", (2, 2)),
            ("*there : x", "'*there'", (1, 1)),
            ("a: !!str x", "tag:yaml.org,2002:str", (1, 4)),
            ("a: !own {b: c}", "'!own'", (1, 4)),
            ("!!set {b, c}", "tag:yaml.org,2002:set", (1, 1)),
            ("- ! x", "'!'", (1, 3)),
            ("%TAG ! tag:example.org:\n--- !x y", "tag:example.org:x", (2, 5)),
            ("a:\n  <<: {b: c}", "'<<'", (2, 3)),
            ("a:\n  <<: [{b: c}, {d: e}]", "'<<'", (2, 3)),
            ("? [a]\n: b", "A key must be text", (1, 3)),
            ("? {a: b}\n: c", "A key must be text", (1, 3)),
        ],
    )
    def test_with_its_name_and_place(self, text: str, named: str, where: tuple[int, int]) -> None:
        problem = refusal(text)
        assert named in problem.wrong
        assert position(problem) == where

    @pytest.mark.parametrize(
        "call",
        [
            'a: !!python/object/apply:os.system ["touch {marker}"]',
            "!!python/object/apply:os.system ['touch {marker}']",
            "!!python/object/new:os.system ['touch {marker}']",
            "? !!python/object/apply:os.system ['touch {marker}']\n: x",
            "!!python/object/apply:subprocess.check_call [[touch, {marker}]]",
            "!!python/object/apply:pathlib.Path.touch [!!python/object/apply:pathlib.Path ['{marker}']]",
        ],
    )
    def test_no_tag_is_ever_executed(self, call: str, tmp_path: Path) -> None:
        marker = tmp_path / "marker"
        problem = refusal(call.format(marker=marker))
        assert "tag:yaml.org,2002:python/object" in problem.wrong
        assert not marker.exists()

    def test_the_marker_would_be_there_if_it_were(self, tmp_path: Path) -> None:
        """The test above can fail: an unsafe loader does run what it is given."""
        marker = tmp_path / "marker"
        yaml.unsafe_load(f"!!python/object/apply:os.system ['touch {marker}']")
        assert marker.exists()

    @pytest.mark.parametrize(
        ("text", "where"),
        [
            ("a:\n  b: &x [1, 2]\nc: *x", (2, 6)),
            ("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]", (1, 4)),
        ],
    )
    def test_alias_bombs_stop_at_the_first_anchor(self, text: str, where: tuple[int, int]) -> None:
        assert position(refusal(text)) == where

    @pytest.mark.parametrize("text", ["a: 1\na: 2", "x: {a: 1, b: 2, a: 3}", '"a": 1\na: 2', "- a: 1\n  a: 2"])
    def test_duplicate_keys(self, text: str) -> None:
        _, problems = read(text)
        assert [problem.wrong for problem in problems] == ["The key 'a' stands twice."]
        assert "line 1" in problems[0].right

    def test_all_duplicate_keys_at_once(self) -> None:
        _, problems = read("a: 1\nb: {c: 1, c: 2}\na: 2\na: 3\n")
        assert [(position(problem), problem.wrong) for problem in problems] == [
            ((2, 11), "The key 'c' stands twice."),
            ((3, 1), "The key 'a' stands twice."),
            ((4, 1), "The key 'a' stands twice."),
        ]

    def test_the_same_key_in_two_mappings_is_no_duplicate(self) -> None:
        assert read("- {a: 1}\n- {a: 2, b: {a: 3}}")[1] == []

    @pytest.mark.parametrize(
        ("text", "column"), [("[" * 51 + "]" * 51, 51), ("{a: " * 51 + "}" * 51, 201), ("- " * 51 + "x", 101)]
    )
    def test_fifty_one_levels(self, text: str, column: int) -> None:
        problem = refusal(text)
        assert "50 levels" in problem.wrong
        assert position(problem) == (1, column)

    @pytest.mark.parametrize("repeated", ["[", "{", "{a: ", "[{", "{? ", "- ", "? ", "- ? ", "[[],"])
    def test_a_hundred_thousand_levels(self, repeated: str) -> None:
        assert "50 levels" in refusal(repeated * 100_000).wrong

    @pytest.mark.parametrize("key", ["a:", "-", "?"])
    def test_a_staircase_of_indentation(self, key: str) -> None:
        problem = refusal("\n".join(" " * level + key for level in range(1200)))
        assert "50 levels" in problem.wrong
        assert problem.place.line == 51

    def test_a_desert_of_indentation(self) -> None:
        node, problems = read("a:\n" + " " * 300_000 + "b: c\n")
        assert (plain(node), problems) == ({"a": {"b": "c"}}, [])

    def test_more_than_one_mebibyte(self) -> None:
        assert "1 MiB" in refusal(b"a" * (MOST_BYTES + 1)).wrong

    @pytest.mark.parametrize(
        ("data", "where"),
        [
            (b"a: b\nc: caf\xe9\n", (2, 7)),
            (b"\xff\xfea\0:\0 \0b\0", (1, 1)),
            ("挨拶: 相手".encode("shift_jis"), (1, 1)),
            ("a: 1\nb: 信頼".encode("euc_jp"), (2, 4)),
            (b"a: \xed\xa0\x80", (1, 4)),
            (b"a: \xf4\x90\x80\x80", (1, 4)),
            (b"a: \xc0\xaf", (1, 4)),
            (b"a: \xe4\xbb", (1, 4)),
        ],
    )
    def test_what_is_not_utf_8(self, data: bytes, where: tuple[int, int]) -> None:
        problem = refusal(data)
        assert "not UTF-8" in problem.wrong
        assert position(problem) == where

    @pytest.mark.parametrize("data", [b"", b"\n\n", b"   ", b"# only a remark\n", b"\xef\xbb\xbf", b"%YAML 1.1\n"])
    def test_what_is_empty(self, data: bytes) -> None:
        assert read(data)[0] is None
        problem = refusal(data)
        assert "empty" in problem.wrong or "document start" in problem.wrong

    def test_a_second_document(self) -> None:
        problem = refusal("a: b\n---\nc: d\n")
        assert "more than one document" in problem.wrong
        assert position(problem) == (2, 1)

    @pytest.mark.parametrize(
        ("text", "code", "where"),
        [
            ("a: b\nc: \x00d", "U+0000", (2, 4)),
            ("\x00", "U+0000", (1, 1)),
            ("a: 挨拶\x1b[31m", "U+001B", (1, 6)),
            ("a: \x7f", "U+007F", (1, 4)),
            ("a: \uffff", "U+FFFF", (1, 4)),
        ],
    )
    def test_characters_that_do_not_belong_in_text(self, text: str, code: str, where: tuple[int, int]) -> None:
        problem = refusal(text)
        assert code in problem.wrong
        assert position(problem) == where

    @pytest.mark.parametrize("text", ["a:\n\tb: c", "\ta: b", "- a: b\n\tc: d"])
    def test_tabs_as_indentation(self, text: str) -> None:
        problem = refusal(text)
        assert problem.place.line == text.count("\n") + 1
        assert "spaces" in problem.right

    @pytest.mark.parametrize("mark", ['"', "'"])
    def test_a_quote_that_is_never_closed_says_where_it_began(self, mark: str) -> None:
        problem = refusal(f"a: b\nc: {mark}d\ne: f\ng: h\n")
        assert "not YAML" in problem.wrong
        assert "line 2" in problem.right

    @pytest.mark.parametrize(
        "text",
        [
            "a: [b",
            "a: {b: c",
            "a: b: c",
            "a: ]",
            "- a\nb: c",
            "a: 'b'c",
            "a\nb: c",
            "@a",
            "`a",
            "%a b",
            "a: |0\n b",
            "{,}",
            "[a]]",
            "a: [b\nc: d",
            "k: v\n k: v",
            '"\\q"',
            '"\\x4"',
            "- - a\n - b",
            "&",
            "*",
            "a: >9x\n",
        ],
    )
    def test_what_is_not_yaml_has_a_place(self, text: str) -> None:
        problem = refusal(text)
        assert "not YAML" in problem.wrong
        assert problem.place.line >= 1
        assert problem.place.column >= 1

    @pytest.mark.parametrize(
        ("text", "code", "where"),
        [
            ('a: "\\e]0;x\\a"', "U+001B", (1, 4)),
            ('"\\0": a', "U+0000", (1, 1)),
            ('- b\n- "\\x7f"', "U+007F", (2, 3)),
            ('- "\\x9b31m"', "U+009B", (1, 3)),
            ('- "\\N"', "U+0085", (1, 3)),
            ('- "a\\rb"', "U+000D", (1, 3)),
            ('- "\\b"', "U+0008", (1, 3)),
            ('- "\\ufffe"', "U+FFFE", (1, 3)),
        ],
    )
    def test_control_characters_that_come_in_as_escapes(self, text: str, code: str, where: tuple[int, int]) -> None:
        problem = refusal(text)
        assert code in problem.wrong
        assert position(problem) == where

    def test_tabs_and_line_ends_may_be_escaped(self) -> None:
        assert plain(read('["a\\tb", "a\\nb"]')[0]) == ["a\tb", "a\nb"]

    @pytest.mark.parametrize("escape", ["\\ud800", "\\udfff", "\\U0000d83d", "\\UFFFFFFFF", "\\U00110000"])
    def test_escapes_that_name_no_character(self, escape: str) -> None:
        refusal(f'"{escape}"')

    def test_a_version_number_of_thousands_of_digits(self) -> None:
        refusal("%YAML 1." + "9" * 5000 + "\n--- a\n")


def test_a_problem_takes_one_line_and_steers_no_terminal() -> None:
    """A stranger's text is quoted in messages: neither line ends nor hidden characters get out."""
    _, problems = read('"a\\nb\\u202e": 1\n"a\\nb\\u202e": 2\n')
    assert len(problems) == 1
    message = str(problems[0])
    assert message.isprintable()
    assert "a\\nb\\u202e" in message


# anything at all --------------------------------------------------------------------------------------------

YAMLISH = st.text(
    alphabet=st.sampled_from([*"ab1-?:,[]{}#&*!|>'\"%@`<=~. \n\t\\/xUu0", "\0", "\ufeff", "\x85", "\u2028", "仲"])
)
KEYS = st.text(st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"), max_size=4).map(
    normalized
)
NESTED = st.recursive(
    st.text(st.sampled_from("abyesno01.<&*!? :#'\"\n\\仲"), max_size=6),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


def holds_for_both_parsers(data: bytes) -> None:
    for loader in (getattr(yaml, "CSafeLoader", yaml.SafeLoader), yaml.SafeLoader):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(document, "_Loader", loader)
            node, problems = read(data)
        if node is None:
            assert len(problems) >= 1
        else:
            plain(node)
        assert all(problem.wrong and problem.right and str(problem).isprintable() for problem in problems)


@given(st.binary(max_size=200))
@settings(max_examples=100, database=None, deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    holds_for_both_parsers(data)


@given(YAMLISH | st.text())
@example('"\\UFFFFFFFF"')
@example("%YAML 1." + "9" * 5000 + "\n---")
@example("- - - - \n ? ?\t: &a *a !!b")
@settings(max_examples=250, database=None, deadline=None)
def test_any_text_is_read_or_refused(text: str) -> None:
    holds_for_both_parsers(text.encode("utf-8", "surrogatepass"))


@given(NESTED)
@settings(max_examples=100, database=None, deadline=None)
def test_what_yaml_writes_is_read_back(value: object) -> None:
    """Any lists and mappings of quoted text that PyYAML dumps come back as they were, but for merge keys."""
    written = yaml.safe_dump(value, default_style='"', allow_unicode=True, default_flow_style=None)
    if any(word in written for word in ("!!", '"<<"', "&id", "\\uD", "\\ud")):
        return
    node, problems = read(written)
    assert problems == []
    assert plain(node) == value


# where texts end --------------------------------------------------------------------------------------------


def texts(node: Node | None) -> list[TextNode]:
    """Every text of the node, keys included, in the author's order."""
    if isinstance(node, TextNode):
        return [node]
    parts = (
        node.items if isinstance(node, ListNode) else [one for entry in node.entries for one in entry] if node else ()
    )
    return [text for part in parts for text in texts(part)]


@pytest.mark.usefixtures("parser")
def test_without_spans_all_is_the_same_but_where_texts_end() -> None:
    data = "\ufeffa: [b, 'c d', {か: \"\\u304b\"}]\ne:\n- |\n  f\n- g\n".encode()
    whole, begun = (texts(read_document("a.yaml", data, [], spans=spans)) for spans in (True, False))
    assert [(one.typed, one.value, one.place, one.start) for one in whole] == [
        (one.typed, one.value, one.place, one.start) for one in begun
    ]
    assert all(one.stop > one.start for one in whole)
    assert {one.stop for one in begun} == {0}


@pytest.mark.parametrize(
    "wrong", ["a: 1\na: 2\n", "a: &b c\n", "a: !b c\n", "<<: a\n", "[" * 60, 'a: "\\x00"', "a: *b"]
)
def test_without_spans_the_same_is_refused(wrong: str) -> None:
    told: tuple[list[Problem], list[Problem]] = ([], [])
    for spans, problems in zip((True, False), told, strict=True):
        read_document("a.yaml", wrong.encode(), problems, spans=spans)
    assert told[0] == told[1] != []
