"""Drafts as authors write them: what is read, and every mistake with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from mistakes import HERE, check_one_problem
from nakanaori.engine.language import Draft
from nakanaori.engine.reading import load_rulebook
from small_rulebook import FILES, changed, write_rulebook

DRAFT = """\
- draft: a-note
  kind: note
  when: {weather: rain}
  unless: {at-home: yes}
  parts:
    - gone-out
    - part: wrap-up
      when: {cold: true}
"""

NAMED = changed("actions.yaml", "  steps: [open-it, hold-it]\n", "  steps: [open-it, hold-it]\n  drafts: a-note\n")


def test_a_draft_is_read_with_its_parts_and_conditions(tmp_path: Path) -> None:
    rulebook = load_rulebook(write_rulebook(tmp_path, {**NAMED, "drafts.yaml": DRAFT}))
    (draft,) = rulebook.drafts
    assert (draft.id, draft.kind, [part.id for part in draft.parts]) == ("a-note", "note", ["gone-out", "wrap-up"])
    assert [len(part.when) for part in draft.parts] == [0, 1]
    assert (len(draft.condition.when), len(draft.condition.unless)) == (1, 1)
    assert rulebook.action["take-an-umbrella"].drafts == ("a-note",)
    assert rulebook.drafted_by == {"a-note": ("take-an-umbrella",)}


def test_a_rulebook_needs_no_drafts_and_keeps_its_digest_without_them(tmp_path: Path) -> None:
    rulebook = load_rulebook(write_rulebook(tmp_path / "without"))
    assert rulebook.drafts == ()
    with_drafts = load_rulebook(write_rulebook(tmp_path / "with", {**NAMED, "drafts.yaml": DRAFT}))
    assert with_drafts.sha256 != rulebook.sha256


def test_the_kind_of_a_draft_says_nothing_of_outcomes(tmp_path: Path) -> None:
    one = load_rulebook(write_rulebook(tmp_path / "one", {**NAMED, "drafts.yaml": DRAFT}))
    other = load_rulebook(
        write_rulebook(tmp_path / "other", {**NAMED, "drafts.yaml": DRAFT.replace("kind: note\n", "kind: b\n")})
    )
    assert one.sha256 == other.sha256


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        (f"{HERE}draft: a-note\n", "The drafts must be a list", "Begin each entry"),
        (f"- draft: a-note\n  {HERE}words: [a]\n  parts: [a]\n", "has no key 'words'", ""),
        (f"- {HERE}draft: a-note\n", "has no 'parts'", "Add 'parts: …'"),
        (f"- draft: a-note\n  parts: {HERE}[]\n", "has no parts", "at least one"),
        (f"- draft: a-note\n  parts: [one, {HERE}one]\n", "The part 'one' has an id that is taken", "Choose another"),
        (f"- draft: a-note\n  parts: [a]\n- draft: {HERE}a-note\n  parts: [a]\n", "The draft 'a-note' has an id", ""),
        (f"- draft: a-note\n  kind: {HERE}two words\n  parts: [a]\n", "cannot be the kind of a draft", "letters"),
        (f"- draft: a-note\n  when: {{{HERE}wether: rain}}\n  parts: [a]\n", "'wether'", "weather"),
        (f"- draft: a-note\n  parts:\n    - part: a\n      when: {{weather: {HERE}hail}}\n", "'hail'", "rain"),
        (f"- draft: a-note\n  parts:\n    - {HERE}part: a\n", "has no 'when'", ""),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, text: str, wrong: str, right: str) -> None:
    check_one_problem(tmp_path, {"drafts.yaml": text}, wrong, right)


def test_an_action_names_drafts_that_there_are(tmp_path: Path) -> None:
    text = NAMED["actions.yaml"].replace("drafts: a-note", f"drafts: {HERE}a-not")
    files = {"actions.yaml": text, "drafts.yaml": DRAFT}
    check_one_problem(tmp_path, files, "There is no draft 'a-not'", "Did you mean 'a-note'?")


def test_a_file_called_nearly_so_is_not_passed_over(tmp_path: Path) -> None:
    files = {**FILES, "draft.yaml": DRAFT}
    folder = write_rulebook(tmp_path, files)
    with pytest.raises(Exception, match=r"Did you mean 'drafts\.yaml'\?"):
        load_rulebook(folder)


def test_parts_shown_are_those_whose_tests_hold(tmp_path: Path) -> None:
    rulebook = load_rulebook(write_rulebook(tmp_path, {**NAMED, "drafts.yaml": DRAFT}))
    draft: Draft = rulebook.draft["a-note"]
    assert [part.id for part in draft.parts_shown({}, ())] == ["gone-out"]
    assert [part.id for part in draft.parts_shown({}, ("cold",))] == ["gone-out", "wrap-up"]
