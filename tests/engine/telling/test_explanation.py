"""Explanations: for every action there is one, it agrees with the outcome, and it goes down to the answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

import dice
import pytest
from brute_force import Reading
from long_chains import chained
from nakanaori.engine.consulting import Outcome, consult
from nakanaori.engine.language import CaseError
from nakanaori.engine.reading import load_rulebook, needed_texts, rulebook_texts, welcome_texts
from nakanaori.engine.telling import (
    PLANNED,
    UNADVISED,
    WITHHELD,
    Explanation,
    ToldReason,
    as_markdown,
    explain,
    phrases_of,
    wording_of,
)
from nakanaori.engine.telling.markdown import escaped
from small_rulebook import changed, write_rulebook

LANGUAGES = ("ja", "en")
SEEDS = range(12)


def answers_of(rulebook, seed):
    return dice.answers(Random(seed), rulebook) if seed else {}


def explained(outcome: Outcome, action: str, language: str) -> Explanation:
    return explain(outcome, action, wording_of(outcome.rulebook, language))


def leaves(reasons: tuple[ToldReason, ...]) -> Iterator[str]:
    """The sentences at which the chains end."""
    for reason in reasons:
        for ground in reason.grounds:
            if ground.reasons:
                yield from leaves(ground.reasons)
            else:
                yield ground.sentence


def sentences(reasons: tuple[ToldReason, ...]) -> Iterator[str]:
    """Every sentence of the chains."""
    for reason in reasons:
        yield reason.sentence.plain
        for ground in reason.grounds:
            yield ground.sentence
            yield from sentences(ground.reasons)


def told(reasons: tuple[ToldReason, ...]) -> Iterator[ToldReason]:
    for reason in reasons:
        yield reason
        for ground in reason.grounds:
            yield from told(ground.reasons)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seed", SEEDS)
def test_every_action_is_explained_as_it_came_out(rulebook, seed, language):
    answers = answers_of(rulebook, seed)
    outcome = consult(rulebook, answers, engine="reference")
    reading, texts = Reading(rulebook, answers), rulebook_texts(rulebook, language)
    held = {one.action.id: one for one in outcome.withheld}
    for action in rulebook.actions:
        explanation = explained(outcome, action.id, language)
        named = [reason.rule for reason in explanation.reasons]
        against = [reason.rule for reason in explanation.against]
        advising = [rule.id for rule in rulebook.rules if action.id in rule.advise]
        fired = [rule.id for rule in reading.advised(action)]
        assert explanation.title == texts("actions", action.id, "title")
        assert explanation.complete is outcome.complete
        assert sorted(against) == sorted(rule.id for rule in reading.withheld(action))
        planned = outcome.planned(action.id)
        if planned is not None:
            assert explanation.status == PLANNED
            assert (explanation.rank, explanation.basic) == (planned.rank, planned.basic)
            assert sorted(named) == sorted(fired) == sorted(planned.because)
            assert not against
        elif action.id in held:
            assert explanation.status == WITHHELD
            assert sorted(named) == sorted(fired)
            assert against
        else:
            assert explanation.status == UNADVISED
            assert sorted(named) == sorted(advising)
            assert all(reason.grounds for reason in explanation.reasons)
        basics = [reason.basic for reason in explanation.reasons]
        assert basics == sorted(basics) or explanation.status == UNADVISED
        for reason in told((*explanation.reasons, *explanation.against)):
            assert reason.sentence.written == texts("rules", reason.rule)
            assert reason.cites == rulebook.rule[reason.rule].cites
            assert reason.basic is rulebook.rule[reason.rule].basic


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seed", SEEDS)
def test_what_led_to_an_action_goes_down_to_the_answers(rulebook, seed, language):
    """Each chain ends in an answer, in what the answers did not amount to, or where its reasons were told before."""
    outcome = consult(rulebook, answers_of(rulebook, seed), engine="reference")
    texts = rulebook_texts(rulebook, language)
    say = phrases_of(language)
    not_found = {
        texts("findings", finding, "fails") for finding in rulebook.findings if finding not in outcome.findings
    }
    openings = tuple(
        say("explain", "given" if question.id in outcome.case.facts else "open")
        .partition("{answer}")[0]
        .format(topic=texts("questions", question.id, "topic"))
        for question in rulebook.questions
    )
    for planned in outcome.plan:
        explanation = explained(outcome, planned.action.id, language)
        ends = list(leaves(explanation.reasons))
        assert ends
        for sentence in ends:
            told_before = sentence.endswith(say("explain", "above").removeprefix("{sentence}"))
            aside = sentence in [one.sentence for one in explanation.aside]
            assert sentence.startswith(openings) or sentence in not_found or told_before or aside, sentence
        assert any(sentence.startswith(openings) for sentence in ends)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seed", SEEDS)
def test_sentences_hold_neither_ids_nor_braces(rulebook, seed, language):
    outcome = consult(rulebook, answers_of(rulebook, seed), engine="reference")
    texts = rulebook_texts(rulebook, language)
    ids = {name for name in (*rulebook.rule, *rulebook.action, *rulebook.findings, *rulebook.question) if "-" in name}
    ids |= {option for question in rulebook.questions for option in question.options if "-" in option}
    words = {word for text in texts.entries.values() for word in re.findall(r"[a-z]+(?:-[a-z]+)+", text)}
    for action in rulebook.actions:
        explanation = explained(outcome, action.id, language)
        reasons = (*explanation.reasons, *explanation.against)
        spoken = [explanation.title, explanation.verdict + explanation.proviso, *sentences(reasons)]
        spoken += [part.heading for part in explanation.parts]
        spoken += [reason.sections for reason in told(reasons)]
        for sentence in spoken:
            assert sentence.strip()
            assert "{" not in sentence
            assert "}" not in sentence
            unresolved = set(re.findall(r"[a-z]+(?:-[a-z]+)+", sentence)) & ids - words
            assert not unresolved, sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_missing(rulebook, language):
    texts = rulebook_texts(rulebook, language)
    assert [key for key in (*needed_texts(rulebook), *welcome_texts(rulebook)) if not texts.get(*key).strip()] == []


@pytest.fixture
def small(tmp_path):
    return load_rulebook(write_rulebook(tmp_path))


def spoken(rulebook, answers, action) -> str:
    """The whole explanation as indented lines."""

    def lines(reasons, depth):
        for reason in reasons:
            yield "  " * depth + reason.sentence.plain
            for ground in reason.grounds:
                yield "  " * (depth + 1) + ground.sentence
                yield from lines(ground.reasons, depth + 2)

    outcome = consult(rulebook, answers, engine="reference")
    wording = wording_of(rulebook, "en")
    explanation = explain(outcome, action, wording)
    said = [explanation.verdict + explanation.proviso]
    for part in explanation.parts:
        said += [part.heading, *lines(part.reasons, 1)]
    return "\n".join(said)


def test_a_planned_action_in_words(small):
    answers = {"weather": "rain", "degrees": 3, "bag": ["hat", "tea"], "at-home": "no"}
    assert spoken(small, answers, "take-an-umbrella") == (
        "“Take an umbrella” is number 1 in the plan.\n"
        "What speaks for it\n"
        "  An umbrella keeps you dry.\n"
        "    It is wet.\n"
        "      Rain and snow wet.\n"
        "        Weather: “Raining”.\n"
        "    Bag: “A hat”, “A flask of tea”."
    )


def test_a_withheld_action_in_words(small):
    answers = {"weather": "snow", "degrees": -5, "bag": [], "at-home": "yes"}
    said = spoken(small, answers, "take-an-umbrella")
    assert said.startswith("There are reasons for “Take an umbrella”")
    for_it, _, against = said.partition("What speaks against it for now")
    assert "Bag: none of these." in for_it
    assert "Whoever can stay in should." in against
    assert "At home: “I am”." in against
    assert "Degrees: -5." in against


def test_an_unadvised_action_says_what_would_speak_for_it(small):
    said = spoken(small, {"weather": "sun", "bag": ["hat"], "degrees": 20, "at-home": "no"}, "put-on-a-coat")
    assert "It is not cold." in said
    assert "It would apply with less than 10. At present – Degrees: 20." in said
    assert "It would apply with “Snowing”. At present – Weather: “Sunny”." in said
    assert "at least 2 of “A hat” or “A scarf”" in said
    assert "may change" not in said


def test_what_stood_in_the_way_is_named(small):
    said = spoken(small, {"weather": "rain", "bag": ["umbrella"], "degrees": 20, "at-home": "no"}, "take-an-umbrella")
    assert "Something speaks against it: Bag: “An umbrella”." in said


def test_an_unfinished_explanation_says_so(small):
    assert "Some questions are still open" in spoken(small, {}, "take-an-umbrella")
    assert "not answered yet" in spoken(small, {}, "take-an-umbrella")


def test_unknown_is_told_as_an_answer(small):
    said = spoken(small, {"weather": "unknown"}, "take-an-umbrella")
    assert "Weather: “I don’t know, or would rather not say”." in said


def test_an_action_that_there_is_not_is_refused_with_the_nearest(small):
    outcome = consult(small, {}, engine="reference")
    with pytest.raises(CaseError, match=r"take-an-umbrela.*Did you mean 'take-an-umbrella'"):
        explained(outcome, "take-an-umbrela", "en")


def test_an_action_behind_thousands_of_findings_is_explained_down_to_the_answers(tmp_path):
    outcome = consult(chained(tmp_path, 3000), {"weather": "rain"}, engine="reference")
    explanation = explained(outcome, "stay-in", "en")
    rules = [reason.rule for reason in told(explanation.reasons)]
    rules += [reason.rule for ground in explanation.further for reason in told(ground.reasons)]
    assert sorted(rules) == sorted(
        rule.id for rule in outcome.rulebook.rules if rule.place.source.endswith("chain.yaml")
    )
    assert [*leaves(explanation.further[-1].reasons)] == ["Weather: “Raining”."]


# answers set aside ----------------------------------------------------------------------------------------------------

ONLY_IN_THE_WET = changed(
    "questions.yaml", "  options: [yes, no]\n", "  options: [yes, no]\n  only-if: {weather: [rain, snow]}\n"
)


@pytest.mark.parametrize(
    ("language", "aside", "why"),
    [
        (
            "en",
            "At home: “I am”. This answer is set aside for now.",
            "It would apply with “Raining” or “Snowing”. At present – Weather: “Sunny”.",
        ),
        ("ja", "は、いまは数えていません。", "であれば当てはまりますが、"),
    ],
)
def test_it_says_which_answers_are_set_aside_and_why(tmp_path, language, aside, why):
    rulebook = load_rulebook(write_rulebook(tmp_path, ONLY_IN_THE_WET))
    outcome = consult(rulebook, {"weather": "sun", "degrees": 3, "at-home": "yes"})
    explanation = explained(outcome, "stay-in", language)
    (told,) = explanation.aside
    assert (told.question, len(told.grounds)) == ("at-home", 1)
    assert aside in told.sentence
    assert why in told.grounds[0].sentence
    assert aside in "\n".join(sentences(explanation.reasons))  # it stands in the way of a rule, and is not called open
    wording = wording_of(rulebook, language)
    for document in (as_markdown(outcome, wording), as_markdown(outcome, wording, "stay-in")):
        assert escaped(told.sentence) in document
        assert escaped(told.grounds[0].sentence) in document


def test_where_every_answer_counts_none_is_set_aside(tmp_path):
    rulebook = load_rulebook(write_rulebook(tmp_path, ONLY_IN_THE_WET))
    outcome = consult(rulebook, {"weather": "rain", "degrees": 3, "at-home": "yes"})
    assert explained(outcome, "stay-in", "en").aside == ()
    assert "set aside" not in as_markdown(outcome, wording_of(rulebook, "en"))
