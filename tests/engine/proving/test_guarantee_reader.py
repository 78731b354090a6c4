"""Guarantees are read from their file, and every mistake in it is named with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from nakanaori.engine.language import Condition, NakanaoriError, OneOf, Rulebook, RulebookError, chosen
from nakanaori.engine.proving import CLAIMS, Claim, load_guarantees
from nakanaori.engine.reading import load_rulebook, rulebook_texts
from promises import EVERY_KIND, going_out
from small_rulebook import write_rulebook


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_guarantee_of_the_shipped_rulebook_has_its_sentence(rulebook: Rulebook, language: str) -> None:
    texts = rulebook_texts(rulebook, language)
    assert [one.id for one in load_guarantees(rulebook) if not texts.get("guarantees", one.id)] == []


MISTAKES = """\
- guarantee: umbrella-first
  cites: ["1.2"]
  when: {wether: rain}
  first: take-umbrella
- guarantee: umbrella-first
  cites: ["1"]
  never: {tag: outdoor}
- guarantee: nothing-claimed
  cites: ["1"]
  complete: maybe
- guarantee: odd
  cites: ["1"]
  alwys: stay-in
  at-most-one: stay-in
- guarantee: none
  cites: ["1"]
  never: {phase: [now], action: []}
- one
"""


def test_every_mistake_is_named_at_once_with_its_place(tmp_path: Path) -> None:
    rulebook = going_out(tmp_path, MISTAKES)
    with pytest.raises(RulebookError) as caught:
        load_guarantees(rulebook)
    file = tmp_path / "guarantees.yaml"
    assert [(str(problem.place), problem.right) for problem in caught.value.problems] == [
        (f"{file}:2:11", "Did you mean '1.1'?"),
        (f"{file}:3:10", "Did you mean 'weather'?"),
        (f"{file}:4:10", "Did you mean 'take-an-umbrella'?"),
        (f"{file}:5:14", f"Choose another; the first stands at {file}:1:14."),
        (f"{file}:8:3", f"Add one of {', '.join(CLAIMS)}."),
        (f"{file}:10:13", "Write true or false."),
        (f"{file}:13:3", "Did you mean 'always'?"),
        (f"{file}:14:16", "Name several, or write 'always: stay-in' or 'never: stay-in'."),
        (f"{file}:17:33", "Name at least one, or leave the key out."),
        (f"{file}:18:3", "Write 'key: value' lines."),
    ]


def test_a_file_that_is_no_list_of_guarantees_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match="must be a list"):
        load_guarantees(going_out(tmp_path, "guarantee: one\n"))


def test_a_rulebook_without_the_file_states_none(tmp_path: Path) -> None:
    assert load_guarantees(load_rulebook(write_rulebook(tmp_path))) == ()


def test_guarantees_are_chosen_by_id(tmp_path: Path) -> None:
    stated = load_guarantees(going_out(tmp_path, EVERY_KIND))
    few = chosen("guarantee", stated, ["in-or-out", "umbrella-first", "in-or-out"])
    assert [guarantee.id for guarantee in few] == ["umbrella-first", "in-or-out"]
    assert chosen("guarantee", stated, []) == stated
    with pytest.raises(NakanaoriError, match=r"Did you mean 'in-or-out'\?"):
        chosen("guarantee", stated, ["inn-or-out"])


def test_a_guarantee_holds_what_was_written(tmp_path: Path) -> None:
    text = """\
- guarantee: all
  cites: ["1", "2"]
  when: {weather: rain}
  complete: true
  first: [stay-in, drink-water]
  never: {tag: outdoors}
- {guarantee: another, cites: "2", always: drink-water}
"""
    first, second = load_guarantees(going_out(tmp_path, text))
    assert (first.id, first.cites, first.complete) == ("all", ("1", "2"), True)
    assert first.condition == Condition(when=(OneOf("weather", frozenset({"rain"})),))
    assert first.claims == (
        Claim("first", ("stay-in", "drink-water")),
        Claim("never", ("take-an-umbrella", "put-on-a-coat")),
    )
    assert (first.place.line, first.place.column) == (1, 14)
    assert (second.complete, second.claims) == (False, (Claim("always", ("drink-water",)),))


def test_a_folder_called_like_the_file_is_an_error(tmp_path: Path) -> None:
    folder = write_rulebook(tmp_path)
    (folder / "guarantees.yaml").mkdir()
    with pytest.raises(RulebookError, match="This is a folder"):
        load_guarantees(load_rulebook(folder))


@pytest.mark.parametrize(
    ("text", "place", "wrong"),
    [
        ("- {guarantee: g, cites: '1', at-least-most: [stay-in, drink-water]}", "1:30", "no key 'at-least-most'"),
        ("- {guarantee: g, cites: '1', at-most-one: [stay-out, drink-water]}", "1:44", "no action 'stay-out'"),
        ("- {guarantee: g, cites: '1', never: 'stay-in, drink-water'}", "1:37", "no action 'stay-in, drink-water'"),
        ("- {guarantee: g, cites: '1', never: {tag: []}}", "1:43", "'tag' is an empty list"),
        ("- {guarantee: g, cites: '1', always: stay-in, when: {any: [{wet: true}]}}", "1:54", "'any' stands inside"),
    ],
)
def test_one_slip_is_one_problem(tmp_path: Path, text: str, place: str, wrong: str) -> None:
    with pytest.raises(RulebookError) as caught:
        load_guarantees(going_out(tmp_path, text))
    (problem,) = caught.value.problems
    assert str(problem.place) == f"{tmp_path / 'guarantees.yaml'}:{place}"
    assert wrong in problem.wrong


@pytest.mark.parametrize(
    ("claim", "right"),
    [
        ("at-most: {of: {phase: now}}", "Add 'count: …'."),
        ("at-most: {count: 1}", "Add 'of: …'."),
        ("at-most: {of: stay-in, count: 1}", "Write a lower 'count', or name more actions."),
        ("at-most: {of: {phase: now}, count: -1}", "Write how many there may be, from 0."),
        ("at-most: [stay-in]", "Write 'key: value' lines."),
        ("first-steps-hold: {tag: outdoors}", "Write [one, another]."),
    ],
)
def test_a_mistake_in_a_count_or_in_first_steps(tmp_path: Path, claim: str, right: str) -> None:
    with pytest.raises(RulebookError) as caught:
        load_guarantees(going_out(tmp_path, f"- guarantee: one\n  cites: '1'\n  {claim}\n"))
    assert [problem.right for problem in caught.value.problems] == [right]


def test_counts_and_first_steps_are_read(tmp_path: Path) -> None:
    text = "- guarantee: one\n  cites: '1'\n  at-most: {of: {tag: outdoors}, own: true, count: 1}\n"
    (one,) = load_guarantees(going_out(tmp_path, f"{text}  first-steps-hold: [stay-in, drink-water]\n"))
    assert one.claims == (
        Claim("at-most", ("take-an-umbrella", "put-on-a-coat"), 1, own=True),
        Claim("first-steps-hold", ("stay-in", "drink-water")),
    )
