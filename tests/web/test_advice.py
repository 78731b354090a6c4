"""All advice as a document: everything that can be advised is in it, for whom, and nothing needs script."""

from __future__ import annotations

import html
import re
from itertools import chain
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import load_rulebook
from nakanaori.engine.telling import Wording
from nakanaori.web.advice import Advice, advice
from nakanaori.web.site import single_files, site
from nakanaori.web.wording import phrases_for, wording_of
from odd_names import oddly_named, thrown_texts
from random_rulebooks import rulebooks
from small_rulebook import FILES, write_rulebook


@pytest.fixture(scope="module", params=["ja", "en"])
def told(request: pytest.FixtureRequest, rulebook: Rulebook) -> tuple[str, Advice]:
    return request.param, advice(rulebook, wording_of(rulebook, request.param))


def test_every_action_stands_once_with_all_its_steps(rulebook: Rulebook, told: tuple[str, Advice]) -> None:
    language, made = told
    actions = list(chain.from_iterable(phase.actions for phase in made.phases))
    assert sorted(action.id for action in actions) == sorted(rulebook.action)
    assert [phase.id for phase in made.phases] == [
        phase for phase in rulebook.phases if any(action.phase == phase for action in rulebook.actions)
    ]
    for action in actions:
        declared = rulebook.action[action.id]
        assert len(action.steps) == len(declared.steps)
        assert [bool(step.when) for step in action.steps] == [bool(step.when) for step in declared.steps]
        assert len(action.cases) == sum(action.id in rule.advise for rule in rulebook.rules)
        assert len(action.against) == sum(action.id in rule.withhold for rule in rulebook.rules)
        assert action.source
        assert action.title == wording_of(rulebook, language).texts("actions", action.id, "title")


def test_a_situation_leads_to_what_is_advised_for_it(rulebook: Rulebook, told: tuple[str, Advice]) -> None:
    """What an answer or a finding alone speaks for; and no situation leads nowhere."""
    _, made = told
    situations = [*made.findings, *chain.from_iterable(topic.situations for topic in made.topics)]
    assert len(situations) > 50
    assert all(one.actions for one in situations)
    assert all(one.cases for one in made.findings)
    assert {action.id for one in situations for action in one.actions} <= set(rulebook.action)


@given(rulebooks(), st.integers(0, 2**32))
@settings(max_examples=40, deadline=None)
def test_any_rulebook_has_one(rulebook: Rulebook, seed: int) -> None:
    dice = Random(seed)
    book = oddly_named(dice, rulebook)
    texts = thrown_texts(dice, book)
    made = advice(book, Wording(texts, phrases_for(texts)))
    assert {action.id for phase in made.phases for action in phase.actions} == set(book.action)


@pytest.mark.parametrize("single", [False, True])
def test_the_document_needs_no_script_and_leads_somewhere(rulebook: Rulebook, tmp_path: Path, single: bool) -> None:
    for book in (rulebook, load_rulebook(write_rulebook(tmp_path))):
        files = single_files([book]) if single else site([book])
        found = {name: content.decode() for name, content in files.items() if "advice" in name}
        assert len(found) == len(book.languages)
        for page in found.values():
            scripts = re.findall(r"<script[^>]*>", page)
            assert len(scripts) == (1 if book.quick_exit else 0), "one that lets nobody come back to it, and no other"
            assert ("script-src" in page) is book.quick_exit
            ids = re.findall(r'\bid="([^"]*)"', page)
            assert len(ids) == len(set(ids))
            addresses = re.findall(r'(?:href|src)="([^"]*)"', page)
            here = {html.unescape(one[1:]) for one in addresses if one.startswith("#")}
            assert here <= set(map(html.unescape, ids))
            files_named = {one.partition("#")[0] for one in addresses if not re.match("#|tel:|https:|data:", one)}
            assert files_named <= set(files)
        for name, content in files.items():
            if name.endswith(".html") and "advice" not in name:
                linked = re.findall(r'href="([^":]*advice[^"]*)"', content.decode())
                named = {one.partition("#")[0] for one in linked}
                assert len(named) == (0 if single else 1), "a file that is handed on alone leads to no other"
                assert named <= set(found)


def test_a_finding_speaks_for_nothing_that_is_advised_where_it_does_not_hold(tmp_path: Path) -> None:
    def coats(folder: Path) -> bool:
        small = load_rulebook(folder)
        wording = wording_of(small, "en")
        label = wording.texts("findings", "cold", "holds")
        spoken = {one.label: [entry.id for entry in one.actions] for one in advice(small, wording).findings}
        return "put-on-a-coat" in spoken.get(label, [])

    assert coats(write_rulebook(tmp_path / "holds"))
    rules = FILES["rules/2-actions.yaml"]
    assert rules.count("- {cold: true}") == 1
    turned = {"rules/2-actions.yaml": rules.replace("- {cold: true}", "- {cold: false}")}
    assert not coats(write_rulebook(tmp_path / "fails", turned))
