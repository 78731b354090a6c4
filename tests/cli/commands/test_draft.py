"""`nakanaori draft`: the drafts of a case, and one of them in full, in every form."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

import pytest
from command_line import run
from nakanaori.engine import consult, load_rulebook
from nakanaori.engine.telling import (
    draft_as_markdown,
    draft_as_text,
    drafts_as_markdown,
    offered_draft,
    told_draft,
    wording_of,
)
from required import require

ANSWERS = {
    "relation": "friend",
    "fault": "mine",
    "cause": ["leaked-a-secret"],
    "contact": "said-stay-away",
    "apology": "not-yet",
    "reach": ["post"],
    "known": "all",
    "elapsed": "days",
}


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "case.yaml"
    path.write_text(json.dumps({"rulebook": "regain_trust", "answers": ANSWERS}), encoding="utf-8")
    return path


@pytest.mark.parametrize("language", ["ja", "en"])
def test_without_a_draft_they_are_listed_by_action(case: Path, language: str) -> None:
    outcome = consult(load_rulebook(), ANSWERS)
    texts = wording_of(outcome.rulebook, language).texts
    status, printed, errors = run("draft", case, "--lang", language)
    assert (status, errors) == (0, "")
    assert {"letter-private", "stop-the-leak"} <= outcome.drafts.keys()
    for planned in outcome.plan:
        for offered in planned.drafts:
            action = texts("actions", planned.action.id, "title")
            assert printed.index(action) < printed.index(offered.draft.id, printed.index(action))
    markdown = run("draft", case, "--lang", language, "--format", "markdown")[1]
    assert markdown == drafts_as_markdown(outcome, wording_of(outcome.rulebook, language))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_draft_is_written_with_the_parts_for_this_case(case: Path, language: str) -> None:
    outcome = consult(load_rulebook(), ANSWERS)
    wording = wording_of(outcome.rulebook, language)
    told = told_draft(offered_draft(outcome, "letter-private"), wording)
    assert {"to-somebody-close", "asked-to-stop", "i-will-not-come"} <= {*told.part_ids}
    assert "all-of-it" not in told.part_ids
    words = ("draft", case, "letter-private", "--lang", language)
    assert run(*words) == (0, draft_as_text(told, wording), "")
    assert run(*words, "--format", "markdown") == (0, draft_as_markdown(told, wording), "")


def test_every_engine_offers_the_same(case: Path, engine: str) -> None:
    assert run("draft", case, "--engine", engine) == run("draft", case)


def test_a_file_for_a_word_processor(case: Path, tmp_path: Path) -> None:
    require(find_spec("docx") is not None, "python-docx is missing: pip install 'nakanaori[docx]'")
    from docx import Document

    path = tmp_path / "letter.docx"
    assert run("draft", case, "letter-private", "--lang", "ja", "-o", path) == (0, "", "")
    outcome = consult(load_rulebook(), ANSWERS)
    told = told_draft(offered_draft(outcome, "letter-private"), wording_of(outcome.rulebook, "ja"))
    assert [paragraph.text for paragraph in Document(str(path)).paragraphs] == list(told.parts)


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("letter-privat",), "Did you mean 'letter-private'?"),
        (("letter-business",), "does not go with any action of this plan"),
        (("letter-private", "--format", "docx"), "-o FILE.docx"),
        (("-o", "all.docx"), "No draft is named"),
    ],
)
def test_what_cannot_be_written_is_a_sentence(case: Path, words: tuple[str, ...], error: str) -> None:
    status, printed, errors = run("draft", case, *words, "--lang", "en")
    assert (status, printed) == (2, "")
    assert error in errors


def test_a_plan_without_drafts_says_so(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text("rulebook: regain_trust\nanswers: {}\n", encoding="utf-8")
    assert run("draft", path, "--lang", "en") == (0, "None of the actions in this plan comes with a draft.\n", "")


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_the_plan_names_the_drafts_of_each_action(case: Path, form: str) -> None:
    status, printed, _ = run("advise", case, "--lang", "en", "--format", form)
    assert status == 0
    assert "letter-private" in printed
    if form == "json":
        actions = {action["id"]: action for action in json.loads(printed)["actions"]}
        (draft,) = actions["apologise-by-letter"]["drafts"]
        assert (draft["id"], draft["part_ids"][0]) == ("letter-private", "to-somebody-close")
        assert len(draft["parts"]) == len(draft["part_ids"])
        assert {"name": "when", "text": draft["blanks"][1]["text"]} in draft["blanks"]
