"""What looks like Markdown in a text and is not read: each kind is told, with what would be right; prose is not."""

from __future__ import annotations

import pytest
from nakanaori.engine.authoring.shape_checks import odd_shapes
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import has_shape, rulebook_texts

KEY = ("rules", "a-rule")


@pytest.mark.parametrize(
    ("text", "stands", "right"),
    [
        ("# A heading", "# A heading", "no headings"),
        ("A heading\n===", "===", "no rules"),
        ("a\n\n***\n\nb", "***", "no rules"),
        ("> quoted", "> quoted", "quotation marks"),
        ("* a", "* a", "Begin each item with '- '"),
        ("- a\n  - b", "- b", "no lists within lists"),
        ("1. a", "1. a", "no numbers"),
        ("| a | b |", "| a | b |", "no tables"),
        ("a\\\nb", "a\\", "empty line"),
        ("- a\nb", "b", "Leave a line empty"),
        ("a\n\n    b", "b", "without blanks"),
        ("![a](https://x.org/a.png)", "![a](https://x.org/a.png)", "no pictures"),
        ("![a](a.png)", "![a](a.png)", "no pictures"),
        ("[a](javascript:alert)", "[a](javascript:alert)", "https://, tel: or mailto:"),
        ("[a](http://x.org)", "[a](http://x.org)", "https://, tel: or mailto:"),
        ("[a](https://x.org/{n})", "[a](https://x.org/{n})", "braces"),
        ("[a](https://x.org/a b)", "[a](https://x.org/a b)", "blanks"),
        ("[a](/b)", "[a](/b)", "https://, tel: or mailto:"),
        ("[a][b]", "[a][b]", "[text](https://…)"),
        ("a\n[b]: https://x.org", "[b]: ", "[text](https://…)"),
        ("<https://x.org>", "<https://x.org>", "[text](https://…)"),
        ("<me@x.org>", "<me@x.org>", "[text](https://…)"),
        ("a<br>b", "<br>", "HTML"),
        ("a <!-- b", "<!--", "HTML"),
        ("a &amp; b", "&amp;", "the sign itself"),
        ("a **b** c", "**b**", "Nothing is set off"),
        ("a *b* c", "*b*", "Nothing is set off"),
        ("a _b_ c", "_b_", "Nothing is set off"),
        ("~~a~~", "~~a~~", "struck out"),
        ("`a`", "`a`", "no code"),
    ],
)
def test_markup_that_is_not_read(text: str, stands: str, right: str) -> None:
    ((where, told),) = odd_shapes(KEY, text)
    assert where == stands
    assert right in told


@pytest.mark.parametrize(
    "text",
    [
        "Bring:\n- water\n- a [map](https://x.org/a_b_c?d=*e*)\n  of the hills\n\nThen go.",
        "A & B; 3 < 4 > 2, 5 * 3 * 2, snake_case_name, C#, #1, 1.5 km, (1) first, [1], {hours} – -5",
        "「第3条」(1)の場合。3~4時間。※印",
        r"\# \* \_a\_ \[a\](b) 1\. \<br> \`a\`",
        "No heading\n#hashtag",
    ],
)
def test_prose_and_what_is_read_is_no_markup(text: str) -> None:
    assert not [*odd_shapes(KEY, text)]


def test_elsewhere_only_links_are_told() -> None:
    key = ("actions", "a", "title")
    assert not [*odd_shapes(key, "# a *b* [1](2)")]
    ((where, right),) = odd_shapes(key, "See [us](https://x.org)")
    assert (where, right.split()[0]) == ("[us](https://x.org)", "Links")


def test_nothing_in_the_shipped_texts_is_markup(rulebook: Rulebook) -> None:
    for language in rulebook.languages:
        texts = rulebook_texts(rulebook, language).entries
        assert not [key for key, text in texts.items() if has_shape(key) and [*odd_shapes(key, text)]]
