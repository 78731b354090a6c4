"""Lines: they fit, lose nothing, and end where one may read on, in Japanese and in languages with spaces."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nakanaori.engine.drawing import balanced_lines, filled_lines, text_columns
from nakanaori.engine.drawing.line_breaking import COLUMNS


def columns(line: str) -> int:
    """Columns by the plain rule, for texts of ASCII and Japanese letters only."""
    return sum(1 if letter.isascii() else 2 for letter in line)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("短い", ["短い"]),
        ("少なくとも一部は自分に落ち度がある", ["少なくとも一部は", "自分に落ち度がある"]),
        ("letter-when-they-refuse-to-meet-and-more", ["letter-when-they-", "refuse-to-meet-and-more"]),
        ("one\ntwo", ["one", "two"]),
        ("  a \t b  ", ["a b"]),
        (" \n\u3000", []),
        ("", []),
        ("w" * 40, ["w" * 32, "w" * 8]),
        ("長" * 17, ["長" * 16, "長"]),
    ],
)
def test_long_labels_break_where_one_reads_on(text: str, lines: list[str]) -> None:
    assert balanced_lines(text, COLUMNS) == lines


@given(st.text("あいうアイウ漢字相手。、「」abc -ー", max_size=120))
def test_lines_fit_and_lose_nothing_but_spaces(text: str) -> None:
    lines = balanced_lines(text, COLUMNS)
    assert all(line.strip() == line != "" and columns(line) <= COLUMNS for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


JAPANESE = "あいうアイウっー漢字相手。、「」『』 \u3000abc-"


@given(st.text(JAPANESE, max_size=120), st.integers(8, 60))
def test_full_lines_fit_and_lose_nothing_but_white_space(text: str, width: int) -> None:
    lines = filled_lines(text, width)
    assert lines
    assert all(line.strip() == line and text_columns(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(
    st.lists(
        st.sampled_from(["相手", "のこと", "ソース", "、", "。", "「", "」", "っと", "きゃ"]), min_size=1, max_size=40
    )
)
def test_no_line_begins_with_closing_or_ends_with_opening_punctuation(words: list[str]) -> None:
    """Kinsoku; where nothing else stands on a line there is no way out."""
    text = "".join(words)
    for lines in (filled_lines(text, 24), balanced_lines(text, 24)):
        for line, following in pairwise(lines):
            if any(letter.isalpha() and letter not in "っゃー" for letter in line[1:]):
                assert following[0] not in "、。」っゃー"
            if any(letter.isalpha() for letter in line[:-1]):
                assert line[-1] != "「"


@given(st.text(JAPANESE, max_size=120), st.integers(8, 60))
def test_balanced_lines_are_as_many_as_full_ones_and_no_wider(text: str, width: int) -> None:
    text = " ".join(text.split())
    full, balanced = [line for line in filled_lines(text, width) if line], balanced_lines(text, width)
    assert len(balanced) == len(full)
    assert max(map(text_columns, balanced), default=0) <= max(map(text_columns, full), default=0)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, [""]),
        ("two  spaces stay", 40, ["two  spaces stay"]),
        ("one\ntwo\n", 40, ["one", "two"]),
        ("Words are broken between words.", 12, ["Words are", "broken", "between", "words."]),
        ("相手の話を聞いてから、お詫びします。", 20, ["相手の話を", "聞いてから、", "お詫びします。"]),
        ("see letter-when-they-refuse-to-meet", 34, ["see", "letter-when-they-refuse-to-meet"]),
        ("see letter-when-they-refuse-to-meet", 20, ["see letter-when-", "they-refuse-to-meet"]),
        ("[§1: someone-is-hurt-or-threatened]", 31, ["[§1:", "someone-is-hurt-or-threatened]"]),
    ],
)
def test_lines_are_filled_as_far_as_they_go(text: str, width: int, lines: list[str]) -> None:
    """Ids stay whole where they can, so that they can be copied."""
    assert filled_lines(text, width) == lines


@pytest.mark.parametrize(
    ("text", "width"), [("abc", 3), ("相手", 4), ("か\u3099", 2), ("👩\u200d👧", 4), ("", 0), ("ｱ", 1)]
)
def test_columns_are_those_of_a_terminal(text: str, width: int) -> None:
    assert text_columns(text) == width
