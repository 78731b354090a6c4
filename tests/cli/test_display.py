"""What a conversation shows of an outcome."""

from __future__ import annotations

import io

import pytest
from nakanaori.cli.display import Display
from nakanaori.cli.talk import Talk
from nakanaori.cli.wording import wording_of
from nakanaori.engine.consulting import Outcome, consult
from nakanaori.engine.language import Rulebook
from nakanaori.engine.telling import Wording, folded_basics


@pytest.fixture
def wording(rulebook: Rulebook) -> Wording:
    return wording_of(rulebook, "en")


@pytest.fixture
def outcome(rulebook: Rulebook) -> Outcome:
    return consult(rulebook, {"danger": ["hurt-or-threatened"]}, engine="reference")


@pytest.fixture
def talk() -> Talk:
    return Talk(io.StringIO(), styled=False)


def said(talk: Talk) -> str:
    assert isinstance(talk.stream, io.StringIO)
    return " ".join(talk.stream.getvalue().split())


def test_what_is_shown_is_shown_where_the_conversation_is(talk: Talk, wording: Wording, outcome: Outcome) -> None:
    display = Display(talk, wording)
    display.alarm(outcome)
    assert wording.say("alarm", "heading") in said(talk)
    display.plan(outcome, hint="unfold-later")
    assert wording.say("plan", "first") in said(talk)
    display.why_asked(outcome, "relation")
    assert wording.texts("questions", "relation", "why") in said(talk)
    display.reasons(outcome, outcome.plan[0].action.id)
    assert wording.say("explain", "for") in said(talk)


def test_the_start_is_titles_and_the_basics_have_their_steps(talk: Talk, wording: Wording, rulebook: Rulebook) -> None:
    outcome = consult(rulebook, {"danger": [], "fault": "mine"}, engine="reference")
    Display(talk, wording).start(outcome)
    titles = [wording.texts("actions", planned.action.id, "title") for planned in outcome.first_steps]
    assert [title for title in titles if title not in said(talk)] == []
    Display(talk, wording).basics(outcome)
    basic = folded_basics(outcome)[0]
    assert wording.texts("actions", basic.action.id, "steps", basic.steps[0].id) in said(talk)


def test_the_result_goes_to_standard_output(
    talk: Talk, wording: Wording, outcome: Outcome, capsys: pytest.CaptureFixture[str]
) -> None:
    Display(talk, wording).result(outcome)
    assert said(talk) == ""
    assert "== Start here ==" in capsys.readouterr().out
