"""The drafts that are shipped: what every one of them holds, whoever it is for."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from nakanaori.engine.consulting import Outcome, consult, random_answers
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import (
    BLANKS,
    NEVER_IN_DRAFTS,
    blanks_in,
    forbidden_in,
    is_well_formed,
    rulebook_texts,
    words_of,
)

CASES = 400

APOLOGIES = {
    *("letter-private", "letter-business", "mail-work", "message-friend", "first-minute", "phone-words"),
    *("words-to-pass-on", "word-to-another", "word-to-the-one-in-charge", "withdrawal"),
}


def people(dice: Random, rulebook: Rulebook) -> Iterator[Outcome]:
    """The outcomes of people of every kind, every other one of whom has something to apologise for."""
    for number in range(CASES):
        answers = random_answers(dice, rulebook, dice.choice((0.5, 0.9, 1)))
        if number % 2:
            answers |= {"danger": [], "signs": [], "demand": "nothing", "fault": "mine", "apology": "not-yet"}
        yield consult(rulebook, answers, engine="reference")


def test_every_apology_is_held_to_its_words(rulebook: Rulebook) -> None:
    assert {draft.id for draft in rulebook.drafts if draft.kind == "apology"} == APOLOGIES
    assert len(rulebook.drafts) >= 14
    for language, words in (
        ("ja", {"でも、", "悪気", "許して", "会って", "ください"}),
        ("en", {"but", "busy", "forgive"}),
    ):
        listed = rulebook_texts(rulebook, language)(NEVER_IN_DRAFTS, "apology")
        assert words <= {*words_of(listed)}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_over_random_people_no_draft_says_what_it_never_says(rulebook: Rulebook, language: str) -> None:
    texts, dice = rulebook_texts(rulebook, language), Random(11)
    known = {key[1] for key in texts.entries if key[0] == BLANKS}
    seen = set()
    for outcome in people(dice, rulebook):
        for offered in outcome.drafts.values():
            draft = offered.draft
            seen.add(draft.id)
            assert len(offered.parts) >= 2, draft.id
            whole = "\n".join(texts("drafts", draft.id, "parts", part.id) for part in offered.parts)
            never = words_of(texts.get(NEVER_IN_DRAFTS, draft.kind))
            assert list(forbidden_in(whole, never)) == [], draft.id
            assert is_well_formed(whole)
            assert known.issuperset(blanks_in(whole)), draft.id
            assert draft.kind != "apology" or not whole.rstrip().endswith(("?", "？"))
    assert len(seen) >= len(rulebook.drafts) - 2


def test_no_apology_is_drafted_where_it_would_not_be_sent(rulebook: Rulebook) -> None:
    straight = APOLOGIES - {"words-to-pass-on", "word-to-another", "word-to-the-one-in-charge", "withdrawal"}
    for outcome in people(Random(12), rulebook):
        may_follow = {"letter-private"} if "room-asked" in outcome.findings else set()
        assert "door-shut" not in outcome.findings or (straight - may_follow).isdisjoint(outcome.drafts)
