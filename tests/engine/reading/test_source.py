"""Where in the text of a file an id stands, however it is written there."""

from __future__ import annotations

from pathlib import Path

import pytest
from nakanaori.engine.language import Place
from nakanaori.engine.reading import MappingNode, SourceText, TextNode, read_file, source_text, text_node
from nakanaori.engine.reading.rule_file import read_rule_file


def value(path: Path) -> tuple[SourceText, TextNode]:
    root, source = read_file(path, []), source_text(path)
    assert isinstance(root, MappingNode)
    found = root.entries[-1][1]
    assert isinstance(found, TextNode)
    assert source is not None
    return source, found


@pytest.mark.parametrize("before", ["", "\ufeff", "a: 日本語👍\r\n", 'a: "x\u2028y"\n'])
@pytest.mark.parametrize("written", ["か-が", '"か-が"', "'か-が'", "か-が # remark", "|-\n  か-が", ">-\n  か-が\n"])
def test_an_id_is_found_without_its_quotes(tmp_path: Path, before: str, written: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(f"{before}id: {written}\n".encode())
    source, found = value(path)
    start, stop = source.span(found) or (0, 0)
    assert source.text[start:stop] == found.value == "か-が"


def test_an_id_in_a_cell_is_found_in_the_text_of_the_table(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes('sep=;\r\n" a;b "; c\r\n\r\nd;"e|f"\r\n'.encode("utf-8-sig"))
    grids, source = read_rule_file(path, []), source_text(path)
    assert isinstance(grids, tuple)
    assert source is not None
    written = [
        source.text[slice(*(source.span(cell) or (0, 0)))] for row in grids[0].rows for cell in row if cell.typed
    ]
    assert written == ["a;b", "c", "d", "e|f"]
    assert source.span(grids[0].rows[2][1].part(2, 3)) == (source.text.index("f"), source.text.index("f") + 1)


def test_what_nobody_has_written_is_nowhere(tmp_path: Path) -> None:
    assert SourceText("abc").span(text_node("a", Place("x", 1, 1))) is None
    assert source_text(tmp_path / "missing.yaml") is None
    assert source_text(tmp_path / "a.xlsx") is None
    (tmp_path / "a.yaml").write_bytes(b"\xff")
    assert source_text(tmp_path / "a.yaml") is None


@pytest.mark.parametrize(
    ("line", "column", "word"),
    [(1, 1, "when"), (1, 7, "{a: b}"), (2, 3, "日-本"), (3, 1, "x.y"), (4, 9, ""), (9, 1, "z"), (0, 0, "")],
)
def test_a_place_is_the_word_that_begins_there(line: int, column: int, word: str) -> None:
    source = SourceText("when: {a: b}\r\n- 日-本: c\u2028x.y z\n")
    assert source.text[slice(*source.word(Place("f", line, column)))] == word


def test_the_place_of_a_cell_is_the_cell(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,bc\n")
    source = source_text(tmp_path / "a.csv")
    assert source is not None
    assert source.word(Place("a.csv", 1, 2, is_cell=True)) == (2, 4)
    assert source.word(Place("a.csv", 7, 2, is_cell=True)) == (0, 0)
    assert source.word(Place("a.csv")) == (0, 0)
