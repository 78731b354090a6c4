"""Markdown: read by a Markdown parser it says what the outcome says, whatever stands in the texts."""

from __future__ import annotations

import itertools
import re
from random import Random

import dice
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from long_chains import chained
from markdown_it import MarkdownIt
from nakanaori.engine.consulting import Outcome, consult
from nakanaori.engine.language import CaseError
from nakanaori.engine.reading import load_rulebook, rulebook_texts
from nakanaori.engine.telling import as_markdown as markdown_of
from nakanaori.engine.telling import held_back, phrases_of, wording_of
from nakanaori.engine.telling.markdown import escaped
from small_rulebook import FILES, changed, write_rulebook
from steering import steering, told_in_controls

COMMONMARK = MarkdownIt("commonmark").enable("table").enable("strikethrough")


def as_markdown(outcome: Outcome, language: str | None = None, action: str | None = None) -> str:
    return markdown_of(outcome, wording_of(outcome.rulebook, language), action)


def parsed(text: str) -> list[tuple[str, str]]:
    """The blocks with text: the innermost tag (`li` for the lines of lists) and the text a reader sees."""
    blocks = []
    open_tags: list[str] = []
    for token in COMMONMARK.parse(text):
        if token.nesting == 1:
            open_tags.append(token.tag)
        elif token.nesting == -1:
            open_tags.pop()
        elif token.type == "inline":
            tag = "li" if open_tags[-1] == "p" and "li" in open_tags else open_tags[-1]
            blocks.append((tag, "".join(plain(child) for child in token.children or ())))
        else:
            blocks.append((token.tag, token.content))
    return blocks


def plain(token) -> str:
    return "\n" if token.type in ("softbreak", "hardbreak") else token.content


def headings(text: str) -> list[tuple[int, str]]:
    return [(int(tag[1]), content) for tag, content in parsed(text) if re.fullmatch("h[1-6]", tag)]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("seed", range(12))
def test_the_document_says_what_the_outcome_says(rulebook, seed, language):
    outcome = consult(rulebook, dice.answers(Random(seed), rulebook) if seed else {}, engine="reference")
    texts, say = rulebook_texts(rulebook, language), phrases_of(language)
    text = as_markdown(outcome, language)
    blocks = parsed(text)
    lines = [content for tag, content in blocks if tag == "li"]
    levels = [level for level, _ in headings(text)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(deeper - level <= 1 for level, deeper in itertools.pairwise(levels))
    assert headings(text)[0] == (1, texts("rulebook", "title"))
    titled = [content for level, content in headings(text) if level == 3]
    others = [planned for planned in outcome.plan if planned not in outcome.first_steps]
    for planned, content in zip((*outcome.first_steps, *others), titled, strict=True):
        mark = f" ({say('plan', 'basic')})" if planned.basic else ""
        assert content == f"{texts('actions', planned.action.id, 'title')}{mark}"
        shown = {step.id for step in planned.steps}
        done = texts("actions", planned.action.id, "done")
        assert f"{say('plan', 'done')}{done}" in [content for tag, content in blocks if tag == "p"]
        for step in planned.steps:
            assert f"[ ] {texts('actions', planned.action.id, 'steps', step.id)}" in lines
        hidden = [step for step in planned.action.steps if step.id not in shown]
        assert not any(f"[ ] {texts('actions', planned.action.id, 'steps', step.id)}" in lines for step in hidden)
        for rule in planned.because:
            assert any(line.startswith(texts("rules", rule)) for line in lines)
    phases = [content for level, content in headings(text) if level == 2]
    expected = [texts("phases", phase) for phase in rulebook.phases]
    assert [content for content in phases if content in expected] == [
        texts("phases", phase) for phase in dict.fromkeys(planned.action.phase for planned in others)
    ]
    titles = [title for line in lines for title in line.split(" / ")]
    for group in held_back(outcome):
        assert all(texts("actions", held.action.id, "title") in titles for held in group.held)
    for draft in outcome.drafts.values():
        for part in draft.parts:
            said = texts("drafts", draft.draft.id, "parts", part.id).strip()
            assert all(f"  > {escaped(line)}" in text for line in said.splitlines())
    for finding in outcome.findings:
        assert (texts("findings", finding, "holds") in lines) or outcome.alarmed
    assert (say("plan", "findings") in phases) is (bool(outcome.findings) and not outcome.alarmed)
    for question in outcome.case.facts:
        assert any(line.startswith(f"{texts('questions', question, 'topic')}: ") for line in lines)
    assert (say("plan", "provisional") in text) is (not outcome.complete)
    assert (say("plan", "first") in phases) is bool(outcome.plan)
    assert rulebook.version in blocks[-1][1]


def test_it_begins_with_the_first_steps(rulebook):
    outcome = consult(rulebook, {"fault": "mine"}, engine="reference")
    texts = rulebook_texts(rulebook, "en")
    headed = headings(as_markdown(outcome, "en"))
    marks = [f" ({phrases_of('en')('plan', 'basic')})" if planned.basic else "" for planned in outcome.first_steps]
    titles = [
        texts("actions", planned.action.id, "title") + mark
        for planned, mark in zip(outcome.first_steps, marks, strict=True)
    ]
    assert headed[1:5] == [(2, phrases_of("en")("plan", "first")), *((3, title) for title in titles)]


def test_the_default_language_is_the_first_of_the_rulebook(rulebook):
    outcome = consult(rulebook, {}, engine="reference")
    assert as_markdown(outcome) == as_markdown(outcome, "ja") != as_markdown(outcome, "en")


def test_addresses_of_help_lines_are_links(rulebook):
    """Their underscores were once escaped, which breaks a link."""
    outcome = consult(rulebook, {"danger": ["hurt-or-threatened"], "relation": "partner"}, engine="reference")
    links = {
        child.attrs["href"]
        for token in COMMONMARK.parse(as_markdown(outcome, "en"))
        for child in token.children or ()
        if child.type == "link_open"
    }
    shown = [line for action in outcome.trace("en").actions for line in action.help_lines]
    assert links == {line.url for line in shown if line.url}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_one_action_is_explained_down_to_the_answers(rulebook, language):
    answers = {"fault": "mine", "apology": "not-yet", "contact": "blocked-me"}
    outcome = consult(rulebook, answers, engine="reference")
    texts = rulebook_texts(rulebook, language)
    text = as_markdown(outcome, language, "apologise-by-letter")
    assert headings(text) == [(1, texts("actions", "apologise-by-letter", "title"))]
    lines = [content for tag, content in parsed(text) if tag == "li"]
    assert any(line.startswith(texts("rules", "letter-when-they-refuse-to-meet")) for line in lines)
    kept = as_markdown(outcome, language, "no-further-apology")
    answered = texts("questions", "contact", "options", "blocked-me")
    assert any(answered in content for tag, content in parsed(kept) if tag == "li")


def test_an_action_that_there_is_not_is_refused(rulebook):
    with pytest.raises(CaseError, match="no-such-action"):
        as_markdown(consult(rulebook, {}, engine="reference"), "en", "no-such-action")


NASTY = [
    "*bold* _slanted_ __strong__ `code` ~~gone~~",
    "<script>alert(1)</script> <b>bold</b> <!-- gone -->",
    "[a link](https://example.org) ![an image](x.png) <https://example.org>",
    "&copy; &lt; &#65;",
    "# a heading",
    "a heading #",
    "- a list",
    "+ a list",
    "1. a list",
    "1) a list",
    "2024. A year",
    "> a quotation",
    "---",
    "===",
    "| a | table |",
    "- [ ] a box",
    "a\\*b \\",
    "{title} {0} %s",
    "\U0001f600 «…» “quoted” ‘x’",
]


@pytest.mark.parametrize("nasty", NASTY)
def test_nasty_texts_are_read_as_they_stand(tmp_path, nasty):
    quoted = "'" + nasty.replace("'", "''") + "'"
    english = FILES["text/en.yaml"]
    for old in ("Take an umbrella", "Open it.", "It is over your head.", "An umbrella keeps you dry.", "It is wet.",
                "A hat", "Going out", "Made up for tests.", "Wet, ", "Now"):  # fmt: skip
        assert old in english
        ends = old[-2:] if old.endswith(", ") else ""
        # A step and a reason have a shape, in which a backslash keeps signs as they are.
        has_shape = old in ("Open it.", "An umbrella keeps you dry.")
        told = re.sub(r"([!-/:-@\[-`|~])", r"\\\1", quoted[1:-1].replace("''", "'")) if has_shape else ""
        written = f"'{told.replace(chr(39), chr(39) * 2)}'" if has_shape else quoted
        english = english.replace(f": {old}", f": {written}{ends}", 1)
    rulebook = load_rulebook(write_rulebook(tmp_path, {"text/en.yaml": english}))
    answers = {"weather": "rain", "bag": ["hat"], "degrees": 20}
    blocks = parsed(as_markdown(consult(rulebook, answers, engine="reference"), "en"))
    leading_with_none = msgspec.structs.replace(rulebook, first_steps=0)
    assert ("h2", nasty) in parsed(as_markdown(consult(leading_with_none, answers, engine="reference"), "en"))
    assert ("h1", nasty) in blocks
    assert ("h3", nasty) in blocks
    assert ("li", nasty) in blocks
    assert ("li", f"[ ] {nasty}") in blocks
    assert ("li", f"Bag: “{nasty}”") in blocks
    assert ("p", f"How you know it is done: {nasty}") in blocks
    assert ("p", nasty) in blocks
    assert [tag for tag, _ in blocks if tag in ("script", "img", "a", "table", "code", "blockquote")] == []
    outcome = consult(rulebook, answers, engine="reference")
    explained = parsed(as_markdown(outcome, "en", "take-an-umbrella"))
    assert explained[0] == ("h1", nasty)


def test_no_control_character_reaches_the_document(tmp_path):
    rulebook = load_rulebook(write_rulebook(tmp_path))
    wording = told_in_controls(wording_of(rulebook, "en"))
    outcome = consult(rulebook, {"weather": "rain", "bag": ["hat"]}, engine="reference")
    for document in (markdown_of(outcome, wording), markdown_of(outcome, wording, "take-an-umbrella")):
        assert steering(document) == []
        assert r"u001b\]0;xu0007" in document.replace("\\u", "u")


def test_an_explanation_behind_thousands_of_findings_is_told(tmp_path):
    outcome = consult(chained(tmp_path, 3000), {"weather": "rain"}, engine="reference")
    text = as_markdown(outcome, "en", "stay-in")
    assert text.count("- a-from-link-") == 2999
    assert "Weather: “Raining”." in text
    assert "- a-from-link-2998 " in as_markdown(outcome, "en")


def test_a_version_may_hold_markup(tmp_path):
    rulebook = load_rulebook(write_rulebook(tmp_path, changed("rulebook.yaml", "2.0.1", "'*2* <b>'")))
    assert "*2* <b>" in parsed(as_markdown(consult(rulebook, {}, engine="reference"), "en"))[-1][1]


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=40))
@settings(max_examples=400, deadline=None, database=None)
def test_any_text_is_read_as_it_stands(text):
    for before in ("", "# ", "- "):
        (block,) = parsed(f"{before}{escaped(text)}\n") or [("", "")]
        assert block[1].strip() == text.strip()
        assert block[0] == {"": "p", "# ": "h1", "- ": "li"}[before] or not text.strip()


@pytest.mark.parametrize("broken", ["one\ntwo", "one\r\n  two", "- one\ntwo", "one\u2028two"])
def test_a_text_of_several_lines_stays_on_one(broken):
    """A text that begins like a list once kept its line breaks."""
    (block,) = parsed(escaped(broken))
    assert block == ("p", ("- " if broken.startswith("- ") else "") + "one two")
