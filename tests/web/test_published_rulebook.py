"""The rulebook as the page carries it: all that it takes, the same bytes for the same rulebook, and nothing else."""

from __future__ import annotations

import json
from random import Random

import dice as thrown
from msgspec.structs import replace
from nakanaori.engine.consulting import REFERENCE, consult
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import NEVER_IN_DRAFTS, Texts, load_rulebook, needed_texts
from nakanaori.engine.telling import Wording, traced
from nakanaori.web.published_rulebook import FORMAT, published, published_json
from nakanaori.web.wording import phrases_of, wording_of
from odd_names import oddly_named, thrown_texts


def test_a_rulebook_is_the_same_bytes_whenever_it_is_published(rulebook: Rulebook) -> None:
    again = load_rulebook()
    for language in rulebook.languages:
        one, other = (published_json(book, wording_of(book, language)) for book in (rulebook, again))
        assert one == other
        assert "\n" not in one


def test_it_says_which_rulebook_it_is_as_traces_do(rulebook: Rulebook) -> None:
    wording = wording_of(rulebook, "ja")
    made = json.loads(published_json(rulebook, wording))
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
    texts = json.loads(published_json(rulebook, wording))["texts"]
    for key in needed_texts(rulebook):
        if key[0] == NEVER_IN_DRAFTS:
            continue
        found = texts
        for name in key:
            found = found[name]
        assert found == wording.texts(*key)


def test_what_authors_alone_read_is_not_in_it(rulebook: Rulebook) -> None:
    wording = wording_of(rulebook, "ja")
    made = json.loads(published_json(rulebook, wording))
    assert wording.texts.get("guarantees", next(iter(guarantees(wording.texts))))
    assert made["texts"].keys().isdisjoint({"guarantees", NEVER_IN_DRAFTS})
    assert made["phrases"].keys().isdisjoint({"prove", "test", "coverage", "message-of-failure"})
    assert str(rulebook.folder) not in json.dumps(made)


def guarantees(texts: Texts) -> list[str]:
    return [key[1] for key in texts.entries if key[0] == "guarantees"]


def test_ids_of_every_kind_are_published_as_they_are() -> None:
    for seed in range(50):
        dice = Random(seed)
        rulebook = oddly_named(dice, thrown.with_help(dice, thrown.rulebook(dice)))
        wording = Wording(thrown_texts(dice, rulebook), phrases_of("en"))
        logic = json.loads(published_json(rulebook, wording))["rulebook"]
        assert [rule["id"] for rule in logic["rules"]] == [rule.id for rule in rulebook.rules]
        assert [question["id"] for question in logic["questions"]] == [one.id for one in rulebook.questions]
        strata = [[rulebook.rules[at] for at in stratum] for stratum in logic["strata"]]
        assert strata == [list(stratum) for stratum in rulebook.strata]


def test_tests_are_written_out_by_their_kinds(rulebook: Rulebook) -> None:
    written = published_json(rulebook, wording_of(rulebook, "en"))
    kinds = {"OneOf": "one-of", "NoneOf": "none-of", "AtLeast": "at-least", "Between": "between", "Finding": "finding"}
    for name in {type(test).__name__ for rule in rulebook.rules for test in rule.condition.tests()}:
        assert f'["{kinds[name]}",' in written


def test_what_changes_the_logic_changes_what_is_published(rulebook: Rulebook) -> None:
    wording = wording_of(rulebook, "en")
    mirrored = replace(rulebook, rules=tuple(reversed(rulebook.rules)))
    assert published(mirrored, wording)["rulebook"] != published(rulebook, wording)["rulebook"]
