"""What is told of an id over which somebody rests."""

from __future__ import annotations

import pytest
from nakanaori.cli.editor.hover_text import hover_text, kind_word, words
from nakanaori.engine.authoring import Meaning

MEANING = Meaning(
    {"ja": ("家に\n*いる*",), "en": ("Stay <in>",)},
    {"rule": ("a", "b"), "scenario": tuple(f"s{number}" for number in range(9))},
)


def test_texts_of_every_language_and_who_names_it() -> None:
    assert hover_text(("step", "stay-in", "sit"), MEANING, words("en")) == (
        "step **`sit`** (stay-in)\n\n*ja*: 家に \\*いる\\*\n\n*en*: Stay \\<in\\>\n\n"
        "Named by:\n- rule (2): `a`, `b`\n- scenario (9): `s0`, `s1`, `s2`, `s3`, `s4`, `s5` and 3 more"
    )


def test_in_japanese() -> None:
    told = hover_text(("action", "", "stay-in"), MEANING, words("ja"))
    assert told.startswith("行動 **`stay-in`**\n\n*ja*:")
    assert "- シナリオ（9）: " in told
    assert told.endswith("ほか3件")


def test_what_nobody_names() -> None:
    assert hover_text(("tag", "", "x"), Meaning({}, {}), words("fr")) == "tag **`x`**\n\nNothing names it."


@pytest.mark.parametrize("kind", ["help line", "kind of draft", "follow-up", "question", "language"])
def test_every_kind_has_a_word(kind: str) -> None:
    assert kind_word(kind, words("en")) == kind
    assert kind_word(kind, words("ja")) != kind.replace(" ", "-")
