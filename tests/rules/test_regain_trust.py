"""The eight guarantees of the rulebook `regain_trust`, as properties over random answers.

What the answers amount to is worked out here from the rulebook's specification and not asked of the engine, and so are
the tags of actions: a mistake in the rules cannot hide behind itself.
"""

from __future__ import annotations

from functools import lru_cache

from hypothesis import given, settings
from hypothesis import strategies as st
from nakanaori.engine.consulting import Outcome, consult
from nakanaori.engine.language import BEYOND, SEVERAL, Question, Rulebook
from nakanaori.engine.reading import load_rulebook

CHECKED = settings(max_examples=400, deadline=None, derandomize=True, database=None)

APOLOGIES = {"apologise-in-person", "apologise-by-phone", "apologise-by-letter", "apologise-by-message"}
BOTH_CONTACT_AND_AMENDS = APOLOGIES | {
    *("offer-a-meeting-first", "ask-leave-to-write-or-call", "ask-someone-to-pass-it-on", "ask-how-to-make-amends"),
    *("tell-them-your-improvement-plan", "communicate-closely"),
}
CONTACT = BOTH_CONTACT_AND_AMENDS | {
    *("hear-them-out", "ask-what-you-do-not-understand", "check-for-misunderstanding", "clear-up-the-misunderstanding"),
}
AMENDS = BOTH_CONTACT_AND_AMENDS | {"do-what-they-asked", "keep-rebuilding-trust"}
SELF_CORRECTION = {
    *("hear-them-out", "reflect-on-the-cause", "know-your-weak-points", "see-it-from-their-side", "take-time"),
    *("no-excuses", "no-buts", "no-repeat"),
}
NEVER_TOGETHER = [
    ("keep-distance", {"communicate-closely", "ask-how-to-make-amends", "hear-them-out"}),
    ("no-further-apology", APOLOGIES),
    ("wait-for-calm", {"clear-up-the-misunderstanding", "check-for-misunderstanding"}),
    ("do-what-they-asked", {"no-giving-in-to-unreasonable-demands"}),
]


@lru_cache(maxsize=1)
def shipped() -> Rulebook:
    return load_rulebook()


# what the answers amount to ------------------------------------------------------------------------------------------


class Amounts:
    """The findings that the guarantees speak of, from the answers."""

    def __init__(self, answers: dict[str, object]) -> None:
        self.answers = answers

    def one(self, question: str, *options: str) -> bool:
        answer = self.answers.get(question)
        return any(option in answer for option in options) if isinstance(answer, list) else answer in options

    @property
    def hurt(self) -> bool:
        return self.one("danger", "hurt-or-threatened")

    @property
    def wants_to_disappear(self) -> bool:
        return self.one("danger", "want-to-disappear")

    @property
    def owes_apology(self) -> bool:
        return self.one("fault", "mine", "partly-mine") and self.one("apology", "not-yet", "too-light")

    @property
    def contact_off(self) -> bool:
        return self.one("contact", "wants-no-contact", "blocked-me")

    @property
    def meeting_unwelcome(self) -> bool:
        bullied = self.one("cause", "bullied") and self.one("contact", "not-asked")
        return self.one("contact", "refuses-to-meet") or bullied

    @property
    def distance_called_for(self) -> bool:
        apologised = self.one("apology", "accepted", "no-answer", "rejected")
        return self.contact_off or (self.one("forgiveness", "never") and apologised)

    @property
    def unreasonable_demand(self) -> bool:
        return self.one("demand", "unreasonable") or self.one("signs", "impossible-demands")

    @property
    def harassment_pattern(self) -> bool:
        signs = self.answers.get("signs")
        several = isinstance(signs, list) and len(signs) >= 2
        shifting = several and self.one("signs", "moving-goalposts", "impossible-demands")
        at_home = self.one("signs", "relentless-blame") and self.one("relation", "partner", "family")
        return (shifting or at_home) and not self.one("assessed", "fair")

    @property
    def way_open(self) -> bool:
        ways = ("phone", "post", "message")
        return self.one("reach", *(ways if self.meeting_unwelcome else ("meet", *ways)))


# strategies that bring about what a guarantee speaks of --------------------------------------------------------------


def subsets(options: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    """Any of the options: one draw each, where a list of unique draws would take many."""
    return st.integers(0, 2 ** len(options) - 1).map(
        lambda bits: [option for at, option in enumerate(options) if bits >> at & 1]
    )


def answers_to(question: Question) -> st.SearchStrategy[object]:
    if question.kind == SEVERAL:
        return st.one_of(subsets(question.options), st.just("unknown"))
    return st.sampled_from((*question.options, "unknown"))


def including(question: str, *options: str) -> st.SearchStrategy[object]:
    """Choices among which these are."""
    others = tuple(option for option in shipped().question[question].options if option not in options)
    return subsets(others).map(lambda chosen: [*options, *chosen])


def people(**triggers: st.SearchStrategy[object]) -> st.SearchStrategy[dict[str, object]]:
    """Answers, finished and unfinished, unknowns included, in which some questions (`_` for `-`) are answered so."""
    fixed = {name.replace("_", "-"): strategy for name, strategy in triggers.items()}
    others = {question.id: answers_to(question) for question in shipped().questions if question.id not in fixed}
    return st.one_of(st.fixed_dictionaries(fixed, optional=others), st.fixed_dictionaries({**fixed, **others}))


def options(*names: str) -> st.SearchStrategy[object]:
    return st.sampled_from(names)


CONTACT_OFF = people(contact=options("wants-no-contact", "blocked-me"))
HURT = people(danger=including("danger", "hurt-or-threatened"))
DISAPPEARING = people(danger=including("danger", "want-to-disappear"))
OWING = people(
    danger=st.just([]) | st.just("unknown"),
    fault=options("mine", "partly-mine"),
    apology=options("not-yet", "too-light"),
    contact=options("willing-to-meet", "not-asked", "refuses-to-meet", "unknown"),
    signs=st.just([]) | subsets(("one-sided-blame", "all-my-fault")) | st.just("unknown"),
)
ASSESSED_FAIR = people(
    danger=st.just([]),
    fault=options("mine", "partly-mine"),
    apology=options("not-yet", "too-light"),
    contact=options("willing-to-meet", "not-asked", "refuses-to-meet"),
    assessed=st.just("fair"),
)
UNWELCOME = st.one_of(
    people(contact=st.just("refuses-to-meet"), fault=st.just("mine"), apology=options("not-yet", "too-light")),
    people(cause=including("cause", "bullied"), contact=st.just("not-asked"), fault=st.just("mine")),
    people(contact=st.just("refuses-to-meet")),
)
NOT_FAIR = options("not-yet", "unfair", "unknown")
HARASSED = st.one_of(
    people(signs=including("signs", "moving-goalposts", "one-sided-blame"), assessed=NOT_FAIR),
    people(signs=including("signs", "impossible-demands", "all-my-fault"), assessed=NOT_FAIR),
    people(signs=including("signs", "relentless-blame"), relation=options("partner", "family"), assessed=NOT_FAIR),
)
PRESSED = st.one_of(
    people(demand=st.just("unreasonable")),
    people(signs=including("signs", "impossible-demands"), demand=st.just("fair"), fault=st.just("mine")),
)
ANYBODY = people()
COMPLETE = st.fixed_dictionaries({question.id: answers_to(question) for question in shipped().questions})
ALL_BUT_UNKNOWN = st.fixed_dictionaries(
    {question.id: st.just("unknown") | answers_to(question) for question in shipped().questions}
)


def concluded(answers: dict[str, object]) -> tuple[Outcome, list[str], Amounts]:
    outcome = consult(shipped(), answers, engine="reference")
    return outcome, [planned.action.id for planned in outcome.plan], Amounts(answers)


# the guarantees ------------------------------------------------------------------------------------------------------


@given(CONTACT_OFF)
@CHECKED
def test_1_who_wants_no_contact_is_never_contacted(answers):
    _, plan, amounts = concluded(answers)
    assert amounts.contact_off
    assert not CONTACT & set(plan)
    assert not APOLOGIES & set(plan)


@given(HURT)
@CHECKED
def test_2_who_is_hurt_or_threatened_is_sent_to_help_first(answers):
    outcome, plan, amounts = concluded(answers)
    assert amounts.hurt
    assert plan[0] == "seek-help-now"
    assert {planned.action.phase for planned in outcome.plan} == {"safety"}


@given(DISAPPEARING)
@CHECKED
def test_2_who_wants_to_disappear_is_sent_to_a_helpline_first(answers):
    outcome, plan, amounts = concluded(answers)
    assert amounts.wants_to_disappear
    expected = ["seek-help-now", "talk-to-a-helpline"] if amounts.hurt else ["talk-to-a-helpline"]
    assert plan[: len(expected)] == expected
    assert {planned.action.phase for planned in outcome.plan} == {"safety"}


@given(st.one_of(OWING, ASSESSED_FAIR))
@CHECKED
def test_3_who_owes_an_apology_is_given_exactly_one_way_of_making_it(answers):
    _, plan, amounts = concluded(answers)
    assert amounts.owes_apology
    assert not (amounts.hurt)
    assert not (amounts.wants_to_disappear)
    assert not amounts.distance_called_for
    assert not amounts.harassment_pattern
    ways = [action for action in plan if action in APOLOGIES]
    if amounts.way_open:
        assert len(ways) == 1
        assert "ask-someone-to-pass-it-on" not in plan
    else:
        assert ways == []
        assert "ask-someone-to-pass-it-on" in plan


@given(st.one_of(OWING, ASSESSED_FAIR))
@CHECKED
def test_3_it_is_the_best_open_way(answers):
    _, plan, amounts = concluded(answers)
    order = ["post", "phone", "message"] if amounts.meeting_unwelcome else ["meet", "phone", "post", "message"]
    by = {"meet": "in-person", "phone": "by-phone", "post": "by-letter", "message": "by-message"}
    best = next((f"apologise-{by[way]}" for way in order if amounts.one("reach", way)), "ask-someone-to-pass-it-on")
    assert best in plan


@given(UNWELCOME)
@CHECKED
def test_4_nobody_is_met_against_their_will(answers):
    _, plan, amounts = concluded(answers)
    assert amounts.meeting_unwelcome
    assert "apologise-in-person" not in plan
    assert "offer-a-meeting-first" not in plan


@given(HARASSED)
@CHECKED
def test_5_who_is_harassed_steps_back_and_is_never_told_to_try_harder(answers):
    _, plan, amounts = concluded(answers)
    assert amounts.harassment_pattern
    assert "step-back-and-assess" in plan
    assert not AMENDS & set(plan)
    assert not SELF_CORRECTION & set(plan)


@given(PRESSED)
@CHECKED
def test_6_an_unreasonable_demand_is_never_met(answers):
    _, plan, amounts = concluded(answers)
    assert amounts.unreasonable_demand
    assert "do-what-they-asked" not in plan


@given(st.one_of(COMPLETE, ALL_BUT_UNKNOWN))
@CHECKED
def test_7_everybody_who_answered_gets_something_to_do_and_its_source(answers):
    outcome, plan, _ = concluded(answers)
    assert answers.keys() == shipped().question.keys()
    assert plan
    for planned in outcome.plan:
        assert planned.because
        assert planned.action.cites
        for rule in planned.because:
            cites = shipped().rule[rule].cites
            assert cites
            assert all(section == BEYOND or section in shipped().sections for section in cites)


def test_7_who_knows_nothing_at_all_gets_something_to_do():
    assert concluded(dict.fromkeys(shipped().question, "unknown"))[1]


@given(st.one_of(ANYBODY, OWING, HARASSED, PRESSED, CONTACT_OFF))
@CHECKED
def test_8_no_action_is_both_in_the_plan_and_withheld(answers):
    outcome, plan, _ = concluded(answers)
    assert not set(plan) & {held.action.id for held in outcome.withheld}
    withholding = {action for rule in outcome.fired for action in shipped().rule[rule].withhold}
    assert not set(plan) & withholding


@given(
    st.one_of(
        CONTACT_OFF,
        HARASSED,
        PRESSED,
        people(forgiveness=st.just("never"), apology=options("accepted", "no-answer", "rejected"), danger=st.just([])),
        people(mood=st.just("angry"), misunderstanding=options("likely", "unsure"), danger=st.just([])),
        people(mood=st.just("angry"), fault=options("not-mine", "unsure"), contact=st.just("willing-to-meet")),
    )
)
@CHECKED
def test_8_what_contradicts_each_other_never_stands_together(answers):
    _, plan, _ = concluded(answers)
    for one, others in NEVER_TOGETHER:
        assert one not in plan or not others & set(plan)


def test_the_tags_are_those_of_the_specification():
    tagged = {tag: {action.id for action in shipped().actions if tag in action.tags} for tag in shipped().tags}
    assert tagged == {
        "contact": CONTACT,
        "amends": AMENDS,
        "apology-channel": APOLOGIES,
        "self-correction": SELF_CORRECTION,
    }


@given(ANYBODY)
@CHECKED
def test_the_findings_are_those_of_the_specification(answers):
    outcome, _, amounts = concluded(answers)
    for name in ("hurt", "wants_to_disappear", "owes_apology", "contact_off", "meeting_unwelcome",
                 "distance_called_for", "unreasonable_demand", "harassment_pattern"):  # fmt: skip
        assert getattr(amounts, name) is (name.replace("_", "-") in outcome.findings), name
