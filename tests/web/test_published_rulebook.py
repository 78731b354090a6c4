"""The rulebook as the page carries it: all that it takes, the same bytes for the same rulebook, and nothing else."""

from __future__ import annotations

import json
import re
from random import Random
from typing import Any

import dice as thrown
from msgspec.structs import replace
from nakanaori.engine.consulting import REFERENCE, consult
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import NEVER_IN_DRAFTS, Texts, load_rulebook, needed_texts, welcome_texts
from nakanaori.engine.telling import Wording, traced
from nakanaori.web.packing import packed_json
from nakanaori.web.published_rulebook import FORMAT, UNSPOKEN, published
from nakanaori.web.script import FOLDER
from nakanaori.web.wording import phrases_for, wording_of
from odd_names import oddly_named, thrown_texts


def as_json(rulebook: Rulebook, wording: Wording) -> Any:
    """What is published, as JSON holds it."""
    return json.loads(json.dumps(published(rulebook, wording)))


def test_a_rulebook_is_the_same_bytes_whenever_it_is_published(rulebook: Rulebook) -> None:
    again = load_rulebook()
    for language in rulebook.languages:
        one, other = (packed_json(published(book, wording_of(book, language))) for book in (rulebook, again))
        assert one == other
        assert "\n" not in one


def test_it_says_which_rulebook_it_is_as_traces_do(rulebook: Rulebook) -> None:
    wording = wording_of(rulebook, "ja")
    made = as_json(rulebook, wording)
    trace = traced(consult(rulebook, {}, engine=REFERENCE), wording)
    assert made["format"] == FORMAT
    assert made["language"] == "ja"
    assert made["engine"] == {"name": trace.engine.name, "version": trace.engine.version}
    assert made["wording"] == trace.rulebook.wording
    assert [made["rulebook"][name] for name in ("id", "version", "sha256")] == [
        trace.rulebook.id, trace.rulebook.version, trace.rulebook.sha256,
    ]  # fmt: skip


def test_every_text_that_a_reader_may_see_is_in_it(rulebook: Rulebook) -> None:
    wording = wording_of(rulebook, "en")
    texts = as_json(rulebook, wording)["texts"]
    for key in (*needed_texts(rulebook), *welcome_texts(rulebook)):
        if key[0] == NEVER_IN_DRAFTS:
            continue
        found = texts
        for name in key:
            found = found[name]
        assert found == wording.texts(*key)


def test_what_authors_alone_read_is_not_in_it(rulebook: Rulebook) -> None:
    wording = wording_of(rulebook, "ja")
    made = as_json(rulebook, wording)
    assert wording.texts.get("guarantees", next(iter(guarantees(wording.texts))))
    assert made["texts"].keys().isdisjoint({"guarantees", NEVER_IN_DRAFTS})
    assert made["phrases"].keys().isdisjoint({"prove", "test", "coverage", "message-of-failure"})
    assert str(rulebook.folder) not in json.dumps(made)


def test_what_the_script_says_is_in_it(rulebook: Rulebook) -> None:
    wording = wording_of(rulebook, "ja")
    script = "\n".join(path.read_text(encoding="utf-8") for path in sorted(FOLDER.rglob("*.js")))
    said = set(re.findall(r'"([a-z-]+)",\s+"([a-z-]+)"', script)) & wording.say.entries.keys()
    phrases = as_json(rulebook, wording)["phrases"]
    assert len(said) > 100
    assert said <= {(section, name) for section, names in phrases.items() for name in names}
    assert wording.say.entries.keys() >= UNSPOKEN


def test_how_numbers_are_asked_for_is_in_it_where_a_question_does() -> None:
    asks = set()
    for seed in range(20):
        rulebook = thrown.rulebook(Random(seed))
        texts = thrown_texts(Random(seed), rulebook)
        phrases = as_json(rulebook, Wording(texts, phrases_for(texts)))["phrases"]["question"]
        asks.add(numeric := any(question.numeric for question in rulebook.questions))
        assert [name in phrases for name in ("number", "choose-number", "choose-date")] == [numeric] * 3
    assert asks == {True, False}


def guarantees(texts: Texts) -> list[str]:
    return [key[1] for key in texts.entries if key[0] == "guarantees"]


def test_ids_of_every_kind_are_published_as_they_are() -> None:
    for seed in range(50):
        dice = Random(seed)
        rulebook = oddly_named(dice, thrown.with_help(dice, thrown.rulebook(dice)))
        texts = thrown_texts(dice, rulebook)
        wording = Wording(texts, phrases_for(texts))
        logic = as_json(rulebook, wording)["rulebook"]
        assert [rule["id"] for rule in logic["rules"]] == [rule.id for rule in rulebook.rules]
        assert [question["id"] for question in logic["questions"]] == [one.id for one in rulebook.questions]
        strata = [
            [rule for rule, layer in zip(rulebook.rules, logic["strata"], strict=True) if layer == at]
            for at in range(len(rulebook.strata))
        ]
        assert strata == [list(stratum) for stratum in rulebook.strata]


def test_tests_are_written_out_by_their_kinds(rulebook: Rulebook) -> None:
    written = json.dumps(published(rulebook, wording_of(rulebook, "en")), separators=(",", ":"))
    kinds = {"OneOf": "one-of", "NoneOf": "none-of", "AtLeast": "at-least", "Between": "between", "Finding": "not"}
    for name in {type(test).__name__ for rule in rulebook.rules for test in rule.condition.tests()}:
        assert f'["{kinds[name]}",' in written
    assert f'"when":["{rulebook.findings[0]}"]' in written


def test_what_changes_the_logic_changes_what_is_published(rulebook: Rulebook) -> None:
    wording = wording_of(rulebook, "en")
    mirrored = replace(rulebook, rules=tuple(reversed(rulebook.rules)))
    assert published(mirrored, wording)["rulebook"] != published(rulebook, wording)["rulebook"]
