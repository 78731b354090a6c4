"""What somebody may have meant: the nearest name, and never more work than that is worth."""

from __future__ import annotations

from difflib import get_close_matches

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nakanaori.engine.language import MOST_HINTS, closest, hint, nearest

NAMES = ("was-late", "overpromised", "lied", "was-rude")


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("was-lat", "was-late"),
        ("ovrepromised", "overpromised"),
        ("leid", "lied"),
        ("was-rued", "was-rude"),
        ("x", None),
    ],
)
def test_the_closest(wanted: str, name: str | None) -> None:
    assert closest(wanted, NAMES) == name


def test_a_sentence_offers_it_or_all_where_they_are_few() -> None:
    assert nearest("was-lat", NAMES) == "Did you mean 'was-late'?"
    assert nearest("x", NAMES) == "Known here: was-late, overpromised, lied, was-rude."
    assert nearest("x", [f"name-{number}" for number in range(21)]) == ""
    assert nearest("x", ()) == ""


@given(st.text("abc-", max_size=9), st.lists(st.text("abc-", max_size=9), max_size=20, unique=True))
def test_it_is_as_close_as_any(wanted: str, known: list[str]) -> None:
    name = closest(wanted, known)
    others = get_close_matches(wanted, known, n=20, cutoff=0.6)
    assert (name is None) is (not others)
    assert name is None or name in others


@pytest.mark.parametrize(
    ("wanted", "known"),
    [("a" * 61, ("a" * 60,)), ("a" * 60, ("a" * 61,)), ("name", [f"name{number}" for number in range(2001)])],
)
def test_what_would_take_long_is_not_looked_for(wanted: str, known: tuple[str, ...]) -> None:
    assert closest(wanted, known) is None


def test_names_that_look_alike_by_the_hundred_are_looked_through_only_so_far() -> None:
    """The nearest stands at the end, behind more comparisons than are made; what was found by then is offered."""
    known = [f"{'ab' * 28}{number:04}" for number in range(1000)]
    assert closest("ab" * 28 + "0999", known) in known[:10]


def test_a_hundred_problems_have_hints_and_no_more() -> None:
    assert hint([0] * (MOST_HINTS - 1), "was-lat", NAMES) == "Did you mean 'was-late'?"
    assert hint([0] * MOST_HINTS, "was-lat", NAMES) == ""
