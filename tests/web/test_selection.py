"""What is ticked and typed on a question's page, and the answer that it makes."""

from __future__ import annotations

import pytest
from nakanaori.engine.language import NUMBER, Place, Question
from nakanaori.web.selection import Selection, Wrong, given_by

DEGREES = Question("degrees", NUMBER, (), -10, 40, Place("here"))


@pytest.mark.parametrize(
    ("typed", "number"), [("5", 5), ("－５", -5), ("−5", -5), ("＋5", 5), ("ー５", -5), ("40", 40), ("٥", 5)]
)
def test_a_number_however_it_is_typed(typed: str, number: int) -> None:
    assert given_by(DEGREES, Selection(number=typed)) == number


@pytest.mark.parametrize("typed", ["²", "1_0", "41", "-11", "five", "5.0"])
def test_what_is_no_number_that_fits_is_told(typed: str) -> None:
    assert given_by(DEGREES, Selection(number=typed)) == Wrong("degrees", "choose-number")
