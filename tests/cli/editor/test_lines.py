"""Lines and columns as editors count them."""

from __future__ import annotations

from random import Random

import pytest
from nakanaori.cli.editor.lines import UTF_8, UTF_16, UTF_32, Lines

TEXT = "規則: 👍🏽 a\r\nb\u2028c\rd\n\nえ"


@pytest.mark.parametrize(
    ("encoding", "character", "place"),
    [
        (UTF_16, "a", (0, 9)),
        (UTF_8, "a", (0, 17)),
        (UTF_32, "a", (0, 7)),
        (UTF_16, "c", (1, 2)),
        (UTF_8, "c", (1, 4)),
        (UTF_16, "d", (2, 0)),
        (UTF_16, "え", (4, 0)),
    ],
)
def test_a_character_has_its_line_and_column(encoding: str, character: str, place: tuple[int, int]) -> None:
    lines = Lines(TEXT, encoding)
    assert lines.position(TEXT.index(character)) == place
    assert lines.offset(*place) == TEXT.index(character)


def test_what_lies_outside_is_the_nearest_there_is() -> None:
    lines = Lines(TEXT)
    assert lines.offset(0, 99) == TEXT.index("\r\n")
    assert lines.offset(99, 0) == lines.offset(4, 99) == len(TEXT)
    assert lines.position(999) == (4, 1)
    assert lines.position(-1) == (0, 0)
    # Between the two halves of one character.
    assert lines.offset(0, 5) == 4


def test_a_byte_order_mark_is_a_column_and_no_character() -> None:
    lines = Lines("\ufeffab\nc")
    assert lines.position(1) == (0, 2)
    assert lines.offset(0, 2) == 1
    assert lines.position(3) == (1, 0)


@pytest.mark.parametrize("encoding", [UTF_8, UTF_16, UTF_32])
def test_every_character_is_found_again(encoding: str) -> None:
    dice = Random(5)
    for _ in range(300):
        text = "".join(dice.choice("ab\n\r日👍\u2028é\ufeff") for _ in range(dice.randint(0, 20)))
        lines = Lines(text, encoding)
        for offset in range(len(lines.text) + 1):
            # Within the end of a line there is no column.
            if lines.text[offset - 1 : offset + 1] != "\r\n":
                assert lines.offset(*lines.position(offset)) == offset, text
