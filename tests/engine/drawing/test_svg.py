"""SVG: it is whole, asks for nothing else, and can be read by day and by night."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from long_chains import chained
from nakanaori.engine.consulting import consult
from nakanaori.engine.drawing import as_svg, draw_outcome, draw_rulebook
from nakanaori.engine.drawing.picture import BOX_KINDS, LETTERS, LOOKS
from nakanaori.engine.language import Rulebook
from nakanaori.engine.telling import wording_of

SPACE = "{http://www.w3.org/2000/svg}"
ANSWERS = {
    "danger": ["hurt-or-threatened"],
    "relation": "colleague",
    "fault": "mine",
    "cause": ["lied", "was-late"],
    "apology": "too-light",
    "contact": "refuses-to-meet",
    "reach": ["post", "phone"],
    "mood": "angry",
}


def test_svg_is_whole_and_asks_for_nothing_else(rulebook: Rulebook) -> None:
    for language, heading in (("ja", "信頼を立て直す手引き"), ("en", "Rebuilding trust")):
        outcome, wording = consult(rulebook, ANSWERS, engine="reference"), wording_of(rulebook, language)
        for picture in (as_svg(draw_rulebook(rulebook, wording)), as_svg(draw_outcome(outcome, wording))):
            root = ElementTree.fromstring(picture)
            assert (root.get("role"), root.get("lang")) == ("img", language)
            title = root.find(f"{SPACE}title")
            assert title is not None
            assert heading in (title.text or "")
            assert "prefers-color-scheme: dark" in picture
            for stranger in ("href", "url(", "@import", "<script", "<image", "foreignObject", " id=", " style="):
                assert stranger not in picture
            assert picture.count("http") == 1


def test_svg_of_one_action_shows_what_leads_to_it(rulebook: Rulebook) -> None:
    outcome = consult(rulebook, ANSWERS, engine="reference")
    picture = as_svg(draw_outcome(outcome, wording_of(rulebook, "en"), "apologise-by-letter"))
    assert "<title>Apologise in a letter</title>" in picture
    assert "letter-when-they-refuse-to-meet" in picture
    assert "honesty-keeps-trust" not in picture


def test_the_same_svg_whatever_the_hash_seed() -> None:
    program = """
import sys
from nakanaori.engine import consult, load_rulebook
from nakanaori.engine.drawing import as_svg, draw_outcome, draw_rulebook
from nakanaori.engine.telling import wording_of
rulebook = load_rulebook()
ja, en = (wording_of(rulebook, language) for language in ("ja", "en"))
outcome = consult(rulebook, {"fault": "mine", "relation": "colleague", "cause": ["lied"]}, engine="reference")
pictures = draw_rulebook(rulebook, ja, by="action"), draw_outcome(outcome, en)
sys.stdout.buffer.write("".join(map(as_svg, pictures)).encode())
"""
    drawings = {
        subprocess.run(
            [sys.executable, "-c", program], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("0", "1")
    }
    assert len(drawings) == 1


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("kind", BOX_KINDS)
def test_letters_stand_out_by_day_and_by_night(kind: str) -> None:
    # WCAG 2.2 AA: 4.5 for letters, the faint ones included.
    for letters in (LETTERS, "#57606a"):
        assert contrast(letters, LOOKS[kind].fill) >= 4.5
    for letters in ("#e6e9ec", "#a9b1ba"):
        assert contrast(letters, LOOKS[kind].night) >= 4.5


def test_a_picture_of_a_thousand_findings_in_a_chain_is_painted(tmp_path: Path) -> None:
    outcome = consult(chained(tmp_path, 1000), {"weather": "rain"}, engine="reference")
    wording = wording_of(outcome.rulebook, "en")
    for drawing in (draw_outcome(outcome, wording), draw_rulebook(outcome.rulebook, wording, only=["stay-in"])):
        root = ElementTree.fromstring(as_svg(drawing))
        shown = "".join(element.text or "" for element in root.iter(f"{SPACE}text"))
        assert shown.count("a-from-link-") == 999
