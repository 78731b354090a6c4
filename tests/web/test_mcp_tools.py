"""The tools for assistants say what the engine says; none decides anything."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from assisting import require_sdk
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from nakanaori.engine.consulting import consult
from nakanaori.engine.language import CaseError, EngineError, NakanaoriError, Rulebook
from nakanaori.engine.proving import find_alternative
from nakanaori.engine.reading import as_json
from nakanaori.engine.telling import compare, explain, told_comparison, traced

if TYPE_CHECKING:
    from nakanaori.web.mcp_tools import Shelf

LETTER = {"fault": "mine", "apology": "not-yet", "contact": "refuses-to-meet", "reach": ["post"]}


@pytest.fixture(autouse=True)
def _sdk() -> None:
    require_sdk()


@pytest.fixture
def shelf(rulebook: Rulebook, going_out: Rulebook) -> Shelf:
    from nakanaori.web.mcp_tools import opened_shelf

    return opened_shelf((rulebook, going_out), {rulebook.id: "en", going_out.id: "ja"}, "reference")


def asked(shelf: Shelf, name: str, **arguments: object) -> Any:
    from nakanaori.web.mcp_tools import TOOLS, called

    (tool,) = [tool for tool in TOOLS if tool.name == name]
    return called(shelf, tool, arguments)


def test_the_rulebooks_are_listed_each_in_its_language(shelf: Shelf) -> None:
    one, other = asked(shelf, "list_rulebooks").rulebooks
    assert (one.id, one.title, one.languages) == ("regain_trust", "Rebuilding trust", ("ja", "en"))
    assert other.id == "going_out"


def test_a_rulebook_is_chosen_by_its_id_and_the_first_where_none_is_named(shelf: Shelf) -> None:
    assert asked(shelf, "advise", answers={}).rulebook.id == "regain_trust"
    assert asked(shelf, "advise", answers={}, rulebook="going_out").rulebook.id == "going_out"


def test_the_plan_is_the_engine_s_trace(shelf: Shelf, rulebook: Rulebook) -> None:
    outcome = consult(rulebook, LETTER, engine="reference")
    for language in ("en", "ja"):
        assert asked(shelf, "advise", answers=LETTER, language=language) == outcome.trace(language)
    assert asked(shelf, "advise", answers=LETTER) == traced(outcome, shelf.wording(rulebook))


def test_the_explanation_is_the_engine_s(shelf: Shelf, rulebook: Rulebook) -> None:
    outcome, wording = consult(rulebook, LETTER, engine="reference"), shelf.wording(rulebook)
    for action in list(rulebook.action)[:20]:
        assert asked(shelf, "explain", answers=LETTER, action=action) == explain(outcome, action, wording)


def test_of_an_action_that_is_missing_the_fewest_changes_are_told(shelf: Shelf, rulebook: Rulebook) -> None:
    outcome = consult(rulebook, LETTER, engine="reference")
    action = next(action for action in rulebook.action if outcome.planned(action) is None)
    told = asked(shelf, "why_not", answers=LETTER, action=action)
    found = find_alternative(rulebook, outcome.case, action)
    assert told.alternative == found
    assert [change.question for change in told.changes] == [change.question for change in found.changes]
    assert all(change.before != change.after and change.topic for change in told.changes)


def test_of_an_action_of_the_plan_there_is_nothing_to_change(shelf: Shelf) -> None:
    told = asked(shelf, "why_not", answers=LETTER, action="apologise-by-letter")
    assert (told.explanation.status, told.alternative, told.changes) == ("planned", None, ())


def test_other_answers_are_compared_and_one_may_be_left_open(shelf: Shelf, rulebook: Rulebook) -> None:
    told = asked(shelf, "what_if", answers=LETTER, other={"contact": "in-touch", "reach": None, "place": "unknown"})
    supposed = {"fault": "mine", "apology": "not-yet", "contact": "in-touch", "place": "unknown"}
    before, after = (consult(rulebook, answers, engine="reference") for answers in (LETTER, supposed))
    assert dict(told.answers) == supposed
    assert told.sections == told_comparison(compare(before, after), shelf.wording(rulebook))
    assert asked(shelf, "what_if", answers=LETTER, other={}).same


def test_drafts_come_with_their_actions(shelf: Shelf) -> None:
    drafts = asked(shelf, "draft", answers=LETTER).drafts
    assert ("apologise-by-letter",) in [draft.actions for draft in drafts]
    for draft in drafts:
        assert asked(shelf, "draft", answers=LETTER, draft=draft.draft.id).drafts == (draft,)
        assert draft.text.startswith(draft.draft.title)


def test_a_draft_that_is_not_offered_is_refused(shelf: Shelf) -> None:
    with pytest.raises(CaseError, match="does not go with any action of this plan"):
        asked(shelf, "draft", answers={}, draft="letter-private")


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
QUESTIONS = st.sampled_from(("weather", "bag", "degrees", "at-home", "snow", "\ud800", ""))
ARGUMENTS = st.fixed_dictionaries(
    {},
    optional={
        "answers": st.dictionaries(QUESTIONS, JUNK | st.sampled_from(("sun", ["hat"], 3, "unknown")), max_size=3)
        | JUNK,
        "other": st.dictionaries(QUESTIONS, JUNK | st.sampled_from(("rain", [], 4, None)), max_size=3) | JUNK,
        "rulebook": st.just("going_out") | JUNK,
        "language": st.sampled_from(("ja", "en", "en-US")) | JUNK,
        "action": st.sampled_from(("drink-water", "stay-in")) | JUNK,
        "draft": JUNK,
        "mood": JUNK,
    },
)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(("next_question", "advise", "explain", "why_not", "what_if", "draft")), ARGUMENTS)
def test_whatever_is_asked_ends_in_a_result_or_in_sentences(
    going_out: Rulebook, name: str, arguments: dict[str, object]
) -> None:
    from nakanaori.web.mcp_tools import opened_shelf

    shelf = opened_shelf((going_out,), {going_out.id: "en"}, "reference")
    with suppress(NakanaoriError):
        assert msgspec.json.encode(asked(shelf, name, **arguments), enc_hook=as_json)


def test_what_could_never_be_answered_is_refused_at_once(rulebook: Rulebook, going_out: Rulebook) -> None:
    from nakanaori.web.mcp_tools import opened_shelf

    with pytest.raises(EngineError, match="magic"):
        opened_shelf((rulebook,), {rulebook.id: "ja"}, "magic")
    with pytest.raises(NakanaoriError, match="Two rulebooks are called"):
        opened_shelf((going_out, replace(going_out, id="GOING_OUT")), {}, "reference")
