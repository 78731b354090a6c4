"""What a review shows where it takes place, and as the result of the command."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from coming_back import changeable, kept
from nakanaori.cli.review_display import ReviewDisplay
from nakanaori.cli.review_way import ReviewWay
from nakanaori.cli.talk import Talk
from nakanaori.cli.wording import wording_of
from nakanaori.engine.consulting import REFERENCE, load_case, review_begun

if TYPE_CHECKING:
    import pytest


def test_the_review_goes_to_the_talk_and_the_result_to_standard_output(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rulebook = changeable(tmp_path / "rulebook")
    way = ReviewWay(review_begun(rulebook, load_case(rulebook, kept(tmp_path))), REFERENCE)
    way.answer(rulebook.question["weather"], "sun")
    stream = io.StringIO()
    display = ReviewDisplay(Talk(stream, styled=False), wording_of(rulebook, "en"), way)
    display.changes(way.outcome())
    assert "== No longer right ==" in stream.getvalue()
    assert "== Still stands ==" not in stream.getvalue()
    display.standing(way.outcome())
    assert capsys.readouterr().out == ""
    display.result(way.outcome())
    assert capsys.readouterr().out == stream.getvalue()
