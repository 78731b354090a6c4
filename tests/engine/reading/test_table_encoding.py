"""What was saved in Shift JIS is read, and what is something else is not taken for it."""

from __future__ import annotations

from random import Random

import pytest
from nakanaori.engine.reading.table_encoding import DoubtfulError, decoded

_KANJI = "理由天気雨雪日本語勤務年数週間所定労働時間有給休暇付与届出期限以上未満該当者表組甲乙丙丁"
_KANA = "のはがをにでとものですますないあるいうえおかきくけこさしすせそ、。"
_KATAKANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノプラン"
_WESTERN = [
    "It’s wet.",
    "l’été",
    "für",
    "Straße",
    "naïve plan",
    "“Stay” at",
    "don’t go",
    "Ça va",
    "the café’s",
    "año nuevo",
]
_MORE = ["Ä\u00d6chte", "5 °C warm", "£20", "§4 and"]


def japanese(dice: Random, kana: bool) -> str:
    """A row of a Japanese table."""
    letters = _KANJI * 2 + (_KANA * 2 + _KATAKANA if kana else "")
    cells = ["".join(dice.choice(letters) for _ in range(dice.randint(3, 12))) for _ in range(dice.randint(3, 6))]
    cells.insert(0, dice.choice(("A組", "2年", "rule", "advise", "x | y", ">= 3", "B案")))
    return ",".join(cells) + "\r\n"


def doubtful(data: bytes) -> bool:
    try:
        decoded(data)
    except DoubtfulError:
        return True
    return False


@pytest.mark.parametrize("kana", [True, False])
def test_what_a_japanese_spreadsheet_program_wrote_is_read(kana: bool) -> None:
    dice = Random(11)
    for _ in range(500):
        text = "".join(japanese(dice, kana) for _ in range(dice.randint(3, 8)))
        for encoding in ("cp932", "utf-8", "utf-8-sig", "utf-16"):
            assert decoded(text.encode(encoding)) == text


def test_half_width_letters_among_others_are_read() -> None:
    text = "rule,reason ja\r\nr,ﾊﾟｰﾄの人も有給休暇がある。\r\n"
    assert decoded(text.encode("cp932")) == text


def test_what_was_saved_in_euc_is_not_taken_for_shift_jis() -> None:
    dice = Random(12)
    assert doubtful("rule,reason ja\nr,理由です。\n".encode("euc-jp"))
    for _ in range(500):
        data = "".join(japanese(dice, kana=True) for _ in range(dice.randint(1, 8))).encode("euc-jp")
        assert doubtful(data) or decoded(data) is None


def test_what_a_western_windows_saved_is_not_taken_for_shift_jis() -> None:
    dice = Random(13)
    refused = 0
    for _ in range(1_000):
        words = [dice.choice((*_WESTERN, *_MORE, "rule", "a | b")) for _ in range(dice.randint(1, 6))]
        text = "rule,reason en\r\nr," + " ".join(words) + "\r\n"
        data = text.encode("cp1252")
        if not data.isascii():
            refused += doubtful(data)
            assert doubtful(data) or decoded(data) is None, text
    assert refused > 100
