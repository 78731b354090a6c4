"""A paragraph: text, or pieces of which some are links."""

from __future__ import annotations

from nakanaori.cli.console import printed
from nakanaori.cli.paragraph import Paragraph
from nakanaori.engine.reading import Piece


def test_pieces_stand_instead_of_a_text() -> None:
    told = printed([Paragraph("a", "- "), Paragraph(lead="- ", pieces=(Piece("b"), Piece("c")))], color=False, width=20)
    assert told == "- a\n- bc\n"
