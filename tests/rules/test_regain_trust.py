"""The promises of the rulebook `regain_trust`, as properties over random answers.

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

WAYS = {"apologise-in-person", "apologise-by-phone", "apologise-by-letter", "apologise-by-message"}
CHANNELS = WAYS | {"offer-a-meeting-first", "ask-leave-to-write-or-call", "tell-the-whole-truth"}
BOTH_CONTACT_AND_AMENDS = WAYS | {
    *("offer-a-meeting-first", "ask-leave-to-write-or-call", "ask-someone-to-pass-it-on", "ask-how-to-make-amends"),
    *("tell-them-your-improvement-plan", "communicate-closely"),
}
CONTACT = BOTH_CONTACT_AND_AMENDS | {
    *("hear-them-out", "ask-what-you-do-not-understand", "check-for-misunderstanding", "clear-up-the-misunderstanding"),
    *("answer-them-today", "tell-the-whole-truth", "greet-as-usual"),
}
AMENDS = BOTH_CONTACT_AND_AMENDS | {"do-what-they-asked", "keep-rebuilding-trust"}
SELF_CORRECTION = {
    *("hear-them-out", "reflect-on-the-cause", "know-your-weak-points", "see-it-from-their-side", "take-time"),
    *("no-excuses", "no-buts", "no-repeat"),
}
NOT_PLEASING = {"report-by-mail-when-not-urgent", "no-badmouthing", "no-quitting-in-haste"}
"""What one does from now on, or leaves, that bends to nobody's taste."""
NEVER_TOGETHER = [
    ("keep-distance", {"communicate-closely", "ask-how-to-make-amends", "hear-them-out"}),
    ("no-further-apology", CHANNELS),
    ("give-them-room", CHANNELS),
    ("wait-for-calm", {"clear-up-the-misunderstanding", "check-for-misunderstanding", "state-it-calmly-once"}),
    ("do-what-they-asked", {"no-giving-in-to-unreasonable-demands"}),
    ("do-not-take-all-the-blame", {"one-deed-is-not-all-you-are"}),
]
ANSWERABLE = {"mine", "partly-mine"}
BETRAYALS = ("affair", "lied", "money", "stole", "was-violent", "bullied", "leaked-a-secret", "posted-online")
INJURIES = (*BETRAYALS, "hurtful-words", "spoke-ill")


@lru_cache(maxsize=1)
def shipped() -> Rulebook:
    return load_rulebook()


def pleasing() -> set[str]:
    """Conduct bent to the other's taste: of what goes on and what is left, all that is not tagged for what it asks."""
    conduct = {action.id for action in shipped().actions if action.phase in ("ongoing", "avoid")}
    elsewhere = {"decide-a-countermeasure", "state-it-calmly-once", "no-gift-or-surprise"}
    return conduct - AMENDS - SELF_CORRECTION - NOT_PLEASING | elsewhere


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


AT_HOME = ("partner", "family", "former-partner")
MINE = options("mine", "partly-mine")
OWED = options("not-yet", "too-light", "not-heard", "by-another")
MADE = options("brief-answer", "accepted", "no-answer", "rejected", "many-times")
NO_DANGER = st.just([]) | st.just(["worn-out"]) | st.just("unknown")
NO_SIGNS = st.just([]) | st.just("unknown")
ANYBODY = people()
COMPLETE = st.fixed_dictionaries({question.id: answers_to(question) for question in shipped().questions})
ALL_BUT_UNKNOWN = st.fixed_dictionaries(
    {question.id: st.just("unknown") | answers_to(question) for question in shipped().questions}
)


def concluded(answers: dict[str, object]) -> tuple[Outcome, list[str], set[str]]:
    """The outcome, its plan in order, and its first steps."""
    outcome = consult(shipped(), answers, engine="reference")
    plan = [planned.action.id for planned in outcome.plan]
    return outcome, plan, {planned.action.id for planned in outcome.first_steps}


# danger --------------------------------------------------------------------------------------------------------------


@given(people(danger=including("danger", "hurt-or-threatened")))
@CHECKED
def test_who_is_hurt_is_sent_to_help_first_and_carries_no_blame(answers):
    _, plan, first = concluded(answers)
    assert plan[0] == "seek-help-now"
    assert "seek-help-now" in first
    assert {"keep-a-record", "do-not-take-all-the-blame", "talk-to-someone-close"} <= set(plan)


@given(people(danger=including("danger", "want-to-disappear")))
@CHECKED
def test_who_wants_to_disappear_is_sent_to_a_helpline_first(answers):
    _, plan, _ = concluded(answers)
    urgent = {"hurt-or-threatened", "might-hurt-someone"} & set(answers["danger"])
    assert plan[: 2 if urgent else 1] == [*(["seek-help-now"] if urgent else []), "talk-to-a-helpline"]
    if answers.get("wish") != "passing":
        assert "see-a-doctor" in plan
        assert not (CONTACT | AMENDS | SELF_CORRECTION | pleasing() | {"a-word-to-the-others"}) & set(plan)


@given(
    st.one_of(
        people(danger=including("danger", "want-to-disappear"), wish=st.just("plan")),
        people(danger=including("danger", "hurt-or-threatened"), harm=including("harm", "blows-at-home")),
        people(danger=including("danger", "hurt-or-threatened"), harm=including("harm", "neck-pressed")),
        people(danger=including("danger", "might-hurt-someone")),
    )
)
@CHECKED
def test_in_acute_danger_everything_but_protection_waits(answers):
    outcome, plan, first = concluded(answers)
    assert {planned.action.phase for planned in outcome.plan} == {"safety"}
    harm = set(answers.get("harm", ())) if "hurt-or-threatened" in answers["danger"] else set()
    if answers.get("harm") != "unknown" and harm & {"blows-at-home", "neck-pressed"}:
        assert {"plan-a-safe-night", "no-confronting"} <= set(plan)
        if isinstance(answers.get("others"), list) and "children-see-it" in answers["others"]:
            # In the house of others the children are theirs.
            assert ("answer-the-children" in plan) is (answers.get("relation") != "other")
        if "neck-pressed" in harm:
            assert "be-seen-today" in first


@given(people(urges=including("urges", "post-publicly"), severity=options("serious", "grave"), fault=MINE))
@CHECKED
def test_no_danger_withholds_what_keeps_from_posting(answers):
    assert "no-public-post" in concluded(answers)[1]


@given(people(demand=st.just("unreasonable")))
@CHECKED
def test_an_unreasonable_demand_is_never_met_whatever_the_danger(answers):
    _, plan, _ = concluded(answers)
    assert "no-giving-in-to-unreasonable-demands" in plan
    assert not {"do-what-they-asked", "ask-how-to-make-amends"} & set(plan)


# contact -------------------------------------------------------------------------------------------------------------


@given(
    people(
        contact=options(
            *("wants-no-contact", "blocked-me", "sent-back", "asked-for-room", "goes-through-someone", "lost-touch")
        )
    )
)
@CHECKED
def test_who_is_not_to_be_contacted_is_not(answers):
    _, plan, _ = concluded(answers)
    assert not (CONTACT | CHANNELS) & set(plan)
    if answers["contact"] == "asked-for-room":
        assert "give-them-room" in plan
    if answers["contact"] == "lost-touch":
        assert "keep-distance" in plan
    if answers["contact"] in ("wants-no-contact", "blocked-me", "sent-back") and answers.get("fault") in ANSWERABLE:
        assert "no-further-apology" in plan


@given(people(contact=st.just("does-not-answer"), fault=MINE, apology=MADE))
@CHECKED
def test_silence_after_an_apology_is_left_alone(answers):
    _, plan, _ = concluded(answers)
    assert "give-them-room" in plan
    assert not (CONTACT | CHANNELS) & set(plan)


@given(
    st.one_of(
        people(contact=options("refuses-to-meet", "said-stay-away", "does-not-answer")),
        people(contact=st.just("not-asked"), cause=including("cause", "bullied"), fault=MINE),
        people(contact=st.just("not-asked"), cause=including("cause", "was-violent"), fault=MINE),
    )
)
@CHECKED
def test_nobody_is_met_against_their_will(answers):
    _, plan, _ = concluded(answers)
    assert not {"apologise-in-person", "offer-a-meeting-first", "hear-them-out", "greet-as-usual"} & set(plan)


# a pattern -----------------------------------------------------------------------------------------------------------


@given(
    people(
        relation=options(*AT_HOME),
        signs=st.sampled_from(
            [
                ["moving-goalposts", "punishing-silence"],
                ["afraid-of-them"],
                ["controls-money-or-people", "relentless-blame"],
            ]
        ),
    )
)
@CHECKED
def test_fear_control_and_shifting_demands_at_home_are_never_pleased(answers):
    _, plan, _ = concluded(answers)
    assert {"step-back-and-assess", "keep-a-record", "no-confronting"} <= set(plan)
    assert {"seek-help-now", "talk-to-a-helpline"} & set(plan)
    assert not (CONTACT | AMENDS | CHANNELS | SELF_CORRECTION | pleasing() | {"ask-the-one-between"}) & set(plan)


@given(
    people(
        relation=options(*AT_HOME),
        fault=MINE,
        elapsed=options("days", "weeks", "months"),
        danger=NO_DANGER,
        cause=options(*INJURIES).map(lambda cause: [cause]),
        signs=st.just(["one-sided-blame", "relentless-blame"]),
        assessed=answers_to(shipped().question["assessed"]),
    )
)
@CHECKED
def test_the_anger_of_someone_just_hurt_is_no_pattern(answers):
    assert "step-back-and-assess" not in concluded(answers)[1]


# the truth -----------------------------------------------------------------------------------------------------------


@given(
    people(
        fault=MINE,
        cause=options("lied", "money", "affair", "careless-mistake").map(lambda cause: [cause]),
        known=options("part", "nothing"),
        severity=options("serious", "grave"),
    )
)
@CHECKED
def test_what_is_untold_is_told_or_kept_ready_and_no_misunderstanding(answers):
    outcome, plan, _ = concluded(answers)
    if "told-in-one-writing" in outcome.findings:
        # Whoever will not meet reads it in the apology itself, once they allow one.
        assert (WAYS | {"ask-leave-to-write-or-call"}) & set(plan)
    else:
        assert len({"tell-the-whole-truth", "keep-the-truth-ready"} & set(plan)) == 1
    assert not {"check-for-misunderstanding", "clear-up-the-misunderstanding", "hear-them-out"} & set(plan)
    if answers["cause"] == ["money"] and not (
        answers["fault"] == "partly-mine" and answers.get("misunderstanding") == "likely"
    ):
        assert "no-new-debt" in plan


@given(
    people(
        fault=MINE,
        cause=options("lied", "money", "affair").map(lambda cause: [cause]),
        danger=NO_DANGER,
        known=options("part", "nothing"),
        severity=options("serious", "grave"),
        contact=st.just("in-touch"),
        signs=NO_SIGNS,
    )
)
@CHECKED
def test_the_untold_truth_is_among_the_first_steps(answers):
    _, plan, first = concluded(answers)
    assert "tell-the-whole-truth" in first
    assert not WAYS & set(plan)


@given(
    people(
        fault=MINE,
        cause=options("careless-mistake", "lost-something", "did-not-report").map(lambda cause: [cause]),
        danger=NO_DANGER,
        known=options("part", "nothing"),
        severity=st.just("slight"),
        apology=OWED,
        contact=st.just("in-touch"),
        relation=options("customer", "business-partner", "friend", "colleague"),
        signs=NO_SIGNS,
    )
)
@CHECKED
def test_a_small_slip_is_told_in_the_apology_which_comes(answers):
    _, plan, _ = concluded(answers)
    assert len(WAYS & set(plan)) == 1
    assert not {"tell-the-whole-truth", "keep-the-truth-ready"} & set(plan)


# what one cannot stop, the crowd, the accused, control ---------------------------------------------------------------


@given(people(fault=MINE, cause=including("cause", "cannot-stop"), danger=NO_DANGER, signs=NO_SIGNS))
@CHECKED
def test_what_one_cannot_stop_is_out_of_reach_tonight_and_no_resolution(answers):
    _, plan, first = concluded(answers)
    assert "put-it-out-of-reach" in first
    assert {"get-help-to-stop", "talk-to-someone-close"} <= set(plan)
    assert not {"decide-a-countermeasure", "no-repeat"} & set(plan)


@given(
    people(
        danger=st.just(["hurt-or-threatened"]),
        harm=including("harm", "hounded-by-many"),
        relation=options("customer", "friend", "classmate", "community", "public", "partner", "other", "unknown"),
    )
)
@CHECKED
def test_who_is_hounded_answers_nobody_and_hands_the_accounts_over(answers):
    _, plan, _ = concluded(answers)
    assert {"seek-help-now", "hand-over-the-accounts", "keep-a-record", "no-public-post"} <= set(plan)
    assert not (CONTACT | AMENDS | CHANNELS) & set(plan)


@given(
    people(
        danger=st.just(["hurt-or-threatened"]),
        harm=st.just(["hounded-by-many"]),
        relation=options("superior", "colleague", "subordinate"),
        fault=st.just("not-mine"),
        cause=options("money", "stole", "careless-mistake").map(lambda cause: [cause]),
        misunderstanding=st.just("likely"),
        mood=options("calm", "hurt-or-silent"),
        signs=NO_SIGNS,
        contact=st.just("in-touch"),
    )
)
@CHECKED
def test_a_circle_that_talks_at_work_is_no_crowd_and_the_truth_is_said_there(answers):
    _, plan, _ = concluded(answers)
    assert {"seek-help-now", "keep-a-record", "secure-the-evidence", "state-it-calmly-once"} <= set(plan)
    assert "hand-over-the-accounts" not in plan


@given(people(danger=including("danger", "hurt-or-threatened"), harm=including("harm", "controlled-or-watched")))
@CHECKED
def test_who_is_controlled_pleases_nobody_and_uses_another_phone(answers):
    _, plan, _ = concluded(answers)
    assert {"use-an-unwatched-phone", "no-confronting"} <= set(plan)
    assert not (CONTACT | AMENDS | CHANNELS | SELF_CORRECTION | pleasing()) & set(plan)


@given(
    people(
        fault=st.just("not-mine"),
        misunderstanding=options("likely", "unsure"),
        cause=options("money", "stole", "was-violent", "bullied", "traffic-accident").map(lambda cause: [cause]),
        relation=options("customer", "superior", "colleague", "friend", "classmate", "injured-party", "other"),
        danger=NO_DANGER,
        signs=NO_SIGNS,
    )
)
@CHECKED
def test_the_gravely_accused_secure_the_proof_and_sign_nothing(answers):
    _, _, first = concluded(answers)
    assert {"secure-the-evidence", "legal-footing"} <= first


# blame and apology ---------------------------------------------------------------------------------------------------


@given(people(fault=st.just("mine"), danger=NO_DANGER, signs=NO_SIGNS))
@CHECKED
def test_who_did_it_is_not_told_that_others_share_it(answers):
    assert "do-not-take-all-the-blame" not in concluded(answers)[1]


@given(people(fault=st.just("not-mine")))
@CHECKED
def test_who_did_nothing_apologises_for_nothing(answers):
    outcome, plan, _ = concluded(answers)
    guilty = {"no-excuses", "no-further-apology", "one-deed-is-not-all-you-are"}
    assert "do-not-take-all-the-blame" in plan
    assert not (CHANNELS | AMENDS | guilty) & set(plan)
    if {planned.action.phase for planned in outcome.plan} != {"safety"}:
        assert "write-down-what-happened" in plan


@given(
    people(
        fault=MINE,
        apology=OWED,
        contact=st.just("in-touch"),
        danger=NO_DANGER,
        signs=NO_SIGNS,
        cause=options("was-late", "hurtful-words", "spoke-ill", "bad-manners").map(lambda cause: [cause]),
    )
)
@CHECKED
def test_who_owes_an_apology_to_somebody_near_is_given_exactly_one_way(answers):
    assert len(CHANNELS & set(concluded(answers)[1])) == 1


@given(people(fault=MINE, apology=MADE, cause=st.just(["was-late"])))
@CHECKED
def test_who_has_apologised_is_not_sent_again(answers):
    assert not CHANNELS & set(concluded(answers)[1])


@given(people(fault=MINE, cause=including("cause", "bullied"), elapsed=options("days", "weeks", "months")))
@CHECKED
def test_who_bullied_stops(answers):
    assert "stop-the-harm" in concluded(answers)[1]


# every plan ----------------------------------------------------------------------------------------------------------


@given(st.one_of(COMPLETE, ALL_BUT_UNKNOWN))
@CHECKED
def test_everybody_who_answered_gets_something_to_do_and_its_source(answers):
    outcome, plan, _ = concluded(answers)
    assert plan
    for planned in outcome.plan:
        assert planned.because
        assert planned.action.cites
        for rule in planned.because:
            cites = shipped().rule[rule].cites
            assert cites
            assert all(section == BEYOND or section in shipped().sections for section in cites)


def test_who_knows_nothing_at_all_gets_something_to_do():
    assert concluded(dict.fromkeys(shipped().question, "unknown"))[1]


@given(st.one_of(ANYBODY, COMPLETE))
@CHECKED
def test_nothing_contradicts_and_a_plan_can_be_held(answers):
    outcome, plan, _ = concluded(answers)
    assert not set(plan) & {held.action.id for held in outcome.withheld}
    assert not set(plan) & {action for rule in outcome.fired for action in shipped().rule[rule].withhold}
    for one, others in NEVER_TOGETHER:
        assert one not in plan or not others & set(plan)
    assert sum(not planned.basic for planned in outcome.plan if planned.action.phase == "now") <= 5


@given(
    people(
        fault=MINE,
        severity=st.just("slight"),
        contact=st.just("in-touch"),
        danger=st.just([]),
        signs=st.just([]),
        relation=options("friend", "colleague", "family", "teacher", "community"),
        demand=options("nothing", "fair"),
        cause=subsets(("was-late", "bad-manners", "broke-promise", "did-not-report", "careless-mistake")),
        repeated=st.just("first-time"),
        others=subsets(("hurt-too", "in-charge", "people-ask")),
    )
)
@CHECKED
def test_a_small_matter_gets_a_small_plan(answers):
    assert len(concluded(answers)[1]) <= 7


def test_the_tags_are_those_of_the_specification():
    tagged = {tag: {action.id for action in shipped().actions if tag in action.tags} for tag in shipped().tags}
    assert tagged == {
        "contact": CONTACT,
        "amends": AMENDS,
        "apology-channel": CHANNELS,
        "self-correction": SELF_CORRECTION,
        "pleasing": pleasing(),
    }
