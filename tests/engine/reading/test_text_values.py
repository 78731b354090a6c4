"""Values in texts: names in braces are filled in, everything else stays as it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nakanaori.engine.reading import Texts, holds_values, keys_with_braces, named_values, with_values

ANSWERS = {"hours": "7.5 hours", "相手": "上司", "q.1": "{hours}"}


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Plan {hours}.", "Plan 7.5 hours."),
        ("{相手}に{hours}", "上司に7.5 hours"),
        ("{hours} and {hours}", "7.5 hours and 7.5 hours"),
        ("{{hours}}", "{hours}"),
        ("{{{hours}}}", "{7.5 hours}"),
        ("a }} b {{ c", "a } b { c"),
        ("{minutes} { hours } {} {", "{minutes} { hours } {} {"),
        ("{q.1}", "{hours}"),
    ],
)
def test_names_in_braces_are_filled_in(text: str, filled: str) -> None:
    assert with_values(text, ANSWERS.get) == filled


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Plan {hours}, {相手}, {hours}.", ("hours", "相手")),
        ("{{hours}}", ()),
        ("no braces", ()),
        ("{a b} {}", ()),
    ],
)
def test_the_names_are_told(text: str, names: tuple[str, ...]) -> None:
    assert named_values(text) == names


@given(st.text().filter(lambda text: "{" not in text and "}" not in text))
def test_a_text_without_braces_stays(text: str) -> None:
    assert with_values(text, ANSWERS.get) == text
    assert named_values(text) == ()


@given(st.text(alphabet="{}ab "))
def test_braces_written_twice_are_braces(text: str) -> None:
    doubled = text.replace("{", "{{").replace("}", "}}")
    assert with_values(doubled, {"a": "!", "b": "!", "ab": "!"}.get) == text


@pytest.mark.parametrize(
    ("key", "holds"),
    [
        (("actions", "a", "steps", "s"), True),
        (("actions", "a", "done"), True),
        (("actions", "a", "follow-ups", "f"), True),
        (("rules", "r"), True),
        (("help-lines", "l", "note"), True),
        (("questions", "q", "hint"), True),
        (("actions", "a", "title"), False),
        (("questions", "q", "ask"), False),
        (("questions", "q", "options", "hint"), False),
        (("help-lines", "l", "name"), False),
        (("units", "u"), False),
    ],
)
def test_only_some_texts_hold_values(key: tuple[str, ...], holds: bool) -> None:
    assert holds_values(key) is holds
    assert keys_with_braces(Texts("en", {key: "{hours}"})) == ((key,) if holds else ())
    assert keys_with_braces(Texts("en", {key: "hours"})) == ()
