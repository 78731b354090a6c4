"""The laws of an outcome, whatever the rulebook and the answers; and the reference evaluator against brute force."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from random import Random

import brute_force
import dice
import msgspec
import pytest
from brute_force import Reading
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nakanaori.engine.authoring.scenario_reader import load_scenarios
from nakanaori.engine.consulting import Outcome, Planned, consult
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import load_rulebook
from nakanaori.engine.telling import trace_json
from random_rulebooks import cases, rulebooks
from small_rulebook import FILES, changed, write_rulebook

Answers = dict[str, object]
Ruled = Callable[[str], Rulebook]

SLOW = settings(deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def shown(outcome: Outcome) -> brute_force.Plan:
    return tuple(
        (planned.action.id, planned.basic, tuple(step.id for step in planned.steps)) for planned in outcome.plan
    )


def turn_in(outcome: Outcome) -> Callable[[Planned], int]:
    """In which turn an action comes among the first steps: what the alarm puts first, what is led, the others."""
    alarm = outcome.rulebook.alarm
    phase = alarm.phase if alarm is not None and alarm.finding in outcome.findings else ""
    return lambda planned: 0 if planned.action.phase == phase else 1 if planned.led_by else 2


def check_laws(outcome: Outcome) -> None:
    """What holds of every outcome, from the outcome and its rulebook alone."""
    rulebook, plan = outcome.rulebook, outcome.plan
    fired = [rulebook.rule[rule] for rule in outcome.fired]
    assert [rule.id for rule in rulebook.rules if rule in fired] == list(outcome.fired)
    phases, declared = list(rulebook.phases), [action.id for action in rulebook.actions]
    place = [(phases.index(one.action.phase), one.basic, declared.index(one.action.id)) for one in plan]
    assert place == sorted(place)
    assert len(set(place)) == len(place)
    assert [one.rank for one in plan] == list(range(1, len(plan) + 1))
    planned, held = {one.action.id for one in plan}, {one.action.id for one in outcome.withheld}
    advised = {action for rule in fired for action in rule.advise}
    withholding = {action for rule in fired for action in rule.withhold}
    assert planned == advised - withholding
    assert held == advised & withholding
    assert outcome.first_steps == tuple(sorted(plan, key=turn_in(outcome)))[: rulebook.first_steps]
    for one in plan:
        advisers = [rule for rule in fired if one.action.id in rule.advise]
        assert one.because == tuple(rule.id for rule in advisers)
        leading = tuple(rule.id for rule in fired if one.action.id in rule.lead)
        assert one.led_by == (leading if rulebook.first_steps else ())
        assert one.basic is all(rule.basic for rule in advisers)
        assert [step for step in one.action.steps if step in one.steps] == list(one.steps)
        assert set(one.action.steps) - set(one.steps) <= {step for step in one.action.steps if step.when}
        assert outcome.planned(one.action.id) is one
        assert [draft for draft in one.action.drafts if draft in outcome.drafts] == [it.draft.id for it in one.drafts]
        for offered in one.drafts:
            assert rulebook.draft[offered.draft.id] is offered.draft
            assert [part for part in offered.draft.parts if part in offered.parts] == list(offered.parts)
            assert all(part.when for part in set(offered.draft.parts) - set(offered.parts))
    for one in outcome.withheld:
        assert one.advised_by == tuple(rule.id for rule in fired if one.action.id in rule.advise)
        assert one.by == tuple(rule.id for rule in fired if one.action.id in rule.withhold)
        assert outcome.planned(one.action.id) is None
    assert list(outcome.findings) == [finding for finding in rulebook.findings if finding in outcome.findings]
    for finding, by in outcome.findings.items():
        assert by == tuple(rule.id for rule in fired if finding in rule.find)
        assert by


def check_against_brute_force(rulebook: Rulebook, answers: dict[str, object]) -> Outcome:
    outcome = consult(rulebook, answers, engine="reference")
    reading = Reading(rulebook, answers)
    assert outcome.fired == tuple(rule.id for rule in rulebook.rules if reading.fires(rule))
    assert set(outcome.findings) == {finding for finding in rulebook.findings if reading.found(finding)}
    assert shown(outcome) == reading.plan()
    assert tuple(planned.action.id for planned in outcome.first_steps) == reading.first_steps()
    assert [held.action.id for held in outcome.withheld] == [
        action.id for action in rulebook.actions if reading.advised(action) and reading.withheld(action)
    ]
    check_laws(outcome)
    return outcome


def test_drafts_are_offered_as_brute_force_says(engine: str) -> None:
    thrown = Random(14)
    offered = 0
    for _ in range(300 if engine == "reference" else 60):
        rulebook = dice.with_drafts(thrown, dice.rulebook(thrown))
        for _ in range(4):
            answers = dice.answers(thrown, rulebook)
            outcome, reading = consult(rulebook, answers, engine=engine), Reading(rulebook, answers)
            for planned in outcome.plan:
                drafts = tuple((one.draft.id, tuple(part.id for part in one.parts)) for one in planned.drafts)
                assert drafts == reading.drafts(planned.action)
                offered += len(drafts)
            check_laws(outcome)
    assert offered > 50


def test_the_evaluator_is_exact_on_thousands_of_thrown_rulebooks():
    planned = withheld = basic = found = 0
    for seed in range(2000):
        throw = Random(seed)
        rulebook = dice.rulebook(throw)
        for _ in range(2):
            outcome = check_against_brute_force(rulebook, dice.answers(throw, rulebook))
            planned += len(outcome.plan)
            basic += sum(one.basic for one in outcome.plan)
            withheld += len(outcome.withheld)
            found += len(outcome.findings)
    assert min(planned - basic, basic, withheld, found) > 100


@given(st.data())
@settings(SLOW, max_examples=60)
def test_the_evaluator_is_exact_on_random_rulebooks(data):
    rulebook = data.draw(rulebooks())
    check_against_brute_force(rulebook, data.draw(cases(rulebook)))


def test_the_evaluator_is_exact_on_the_shipped_rulebook(rulebook):
    """On random answers, and on those of its stories, which make every rule fire."""
    thrown = [dice.answers(Random(seed), rulebook) for seed in range(1000)]
    thrown += [scenario.answers for scenario in load_scenarios(rulebook)]
    fired = set()
    for answers in thrown:
        fired.update(check_against_brute_force(rulebook, answers).fired)
    assert fired == set(rulebook.rule)


def test_the_laws_hold_whatever_the_engine(rulebook, engine):
    for seed in range(200):
        outcome = consult(rulebook, dice.answers(Random(seed), rulebook), engine=engine)
        assert outcome.engine.name == engine
        check_laws(outcome)


def test_the_first_steps_are_the_first_of_the_plan(rulebook):
    outcome = consult(rulebook, {"fault": "mine"}, engine="reference")
    assert len(outcome.plan) > len(outcome.first_steps) == 3
    assert [planned.rank for planned in outcome.first_steps] == [1, 2, 3]
    assert consult(rulebook, {}, engine="reference").first_steps == ()


def shuffled(throw: Random, answers: dict[str, object]) -> dict[str, object]:
    """The same answers, given in another order, with several choices in another order and as another collection."""
    names = list(answers)
    throw.shuffle(names)
    kinds = (list, tuple, set, frozenset)
    return {
        name: throw.choice(kinds)(throw.sample(answer, len(answer))) if isinstance(answer, tuple) else answer
        for name in names
        for answer in (answers[name],)
    }


def test_the_order_of_answers_does_not_matter(rulebook, engine):
    for seed in range(60 if engine == "reference" else 20):
        throw = Random(seed)
        answers = dice.answers(throw, rulebook)
        once = trace_json(consult(rulebook, answers, engine=engine).trace())
        assert trace_json(consult(rulebook, shuffled(throw, answers), engine=engine).trace()) == once


def test_the_same_answers_give_the_same_outcome_whatever_was_asked_before(rulebook, engine):
    throws = [dice.answers(Random(seed), rulebook) for seed in range(40 if engine == "reference" else 15)]
    first = [consult(rulebook, answers, engine=engine).to_dict() for answers in throws]
    again = [consult(rulebook, answers, engine=engine).to_dict() for answers in reversed(throws)]
    assert first == again[::-1]


def test_consulting_changes_nothing_that_it_was_given(rulebook):
    answers = {"cause": ["lied", "was-late"], "fault": "mine", "danger": []}
    before = copy.deepcopy(answers)
    outcome = consult(rulebook, answers, engine="reference")
    assert answers == before
    assert list(answers) == list(before)
    made = outcome.to_dict()
    answers["cause"].append("affair")
    answers["fault"] = "not-mine"
    assert outcome.to_dict() == made


def test_what_to_dict_gives_may_be_changed_without_harm(rulebook):
    outcome = consult(rulebook, {"fault": "mine", "cause": ["lied"]}, engine="reference")
    made = outcome.to_dict()
    before = copy.deepcopy(made)
    made["answers"]["fault"] = "not-mine"
    made["answers"].clear()
    made["actions"][0].clear()
    made["rules"] = []
    assert outcome.to_dict() == before


@pytest.mark.parametrize("name", ["rulebook", "case", "engine", "fired", "findings", "plan", "withheld", "anything"])
def test_an_outcome_cannot_be_changed(rulebook, name):
    outcome = consult(rulebook, {"fault": "mine"}, engine="reference")
    with pytest.raises(AttributeError):
        setattr(outcome, name, ())


def test_the_parts_of_an_outcome_cannot_be_changed(rulebook):
    outcome = consult(rulebook, {"fault": "mine", "contact": "blocked-me"}, engine="reference")
    parts = (outcome.plan[0], outcome.withheld[0], outcome.plan[0].action, outcome.plan[0].steps[0], outcome.case)
    for part in parts:
        for field in msgspec.structs.fields(part):
            with pytest.raises(AttributeError):
                setattr(part, field.name, None)
    assert isinstance(outcome.plan, tuple)
    assert isinstance(outcome.withheld, tuple)
    assert isinstance(outcome.fired, tuple)


def test_every_unfinished_case_has_an_outcome(rulebook):
    assert consult(rulebook, {}, engine="reference").complete is False
    for question in rulebook.questions:
        for answers in ({question.id: "unknown"}, {question.id: question.options[:1]}):
            one = answers[question.id]
            given_answers = {question.id: one if question.kind == "several" or one == "unknown" else one[0]}
            check_against_brute_force(rulebook, given_answers)


def plan(outcome: Outcome) -> list[str]:
    return [planned.action.id for planned in outcome.plan]


# findings ---------------------------------------------------------------------------------------


def test_findings_rest_on_findings_in_whatever_order_the_rules_stand(ruled: Ruled, engine: str) -> None:
    rulebook = ruled("""\
- {rule: third, cites: ["1"], when: {cold: true, wet: true}, unless: {weather: snow}, find: miserable}
- {rule: fourth, cites: ["1"], when: {miserable: true}, advise: stay-in}
- {rule: not-fourth, cites: ["1"], when: {miserable: false}, advise: drink-water}
- {rule: second, cites: ["1"], when: {wet: true}, find: cold}
- {rule: first, cites: ["1"], when: {weather: [rain, snow]}, find: wet}
""")
    rain = consult(rulebook, {"weather": "rain"}, engine=engine)
    assert rain.findings == {"wet": ("first",), "cold": ("second",), "miserable": ("third",)}
    assert rain.fired == ("third", "fourth", "second", "first")
    assert plan(rain) == ["stay-in"]
    snow = consult(rulebook, {"weather": "snow"}, engine=engine)
    assert snow.findings == {"wet": ("first",), "cold": ("second",)}
    assert plan(snow) == ["drink-water"]
    assert consult(rulebook, {}, engine=engine).fired == ("not-fourth",)


def test_a_negative_finding_waits_for_every_rule_that_could_establish_it(ruled: Ruled, engine: str) -> None:
    """The finding comes of a rule two layers up and declared last; its absence must not be concluded before."""
    rulebook = ruled("""\
- {rule: dry, cites: ["1"], when: {miserable: false}, advise: stay-in}
- {rule: direct, cites: ["1"], when: {degrees: {less-than: -5}}, find: miserable}
- {rule: wet, cites: ["1"], when: {weather: rain}, find: wet}
- {rule: by-way-of-wet, cites: ["1"], when: {wet: true}, find: miserable}
""")
    assert consult(rulebook, {}, engine=engine).fired == ("dry",)
    assert consult(rulebook, {"weather": "rain"}, engine=engine).fired == ("wet", "by-way-of-wet")
    both = consult(rulebook, {"weather": "rain", "degrees": -6}, engine=engine)
    assert both.findings == {"wet": ("wet",), "miserable": ("direct", "by-way-of-wet")}


def test_a_rule_may_find_advise_and_withhold_at_once(ruled: Ruled, engine: str) -> None:
    rulebook = ruled("""\
- {rule: coat, cites: ["1"], advise: put-on-a-coat}
- {rule: all, cites: ["1"], when: {weather: rain}, find: [wet, cold], advise: [stay-in, drink-water],
   withhold: put-on-a-coat}
""")
    assert plan(consult(rulebook, {}, engine=engine)) == ["put-on-a-coat"]
    outcome = consult(rulebook, {"weather": "rain"}, engine=engine)
    assert (list(outcome.findings), plan(outcome)) == (["wet", "cold"], ["stay-in", "drink-water"])


# the plan ---------------------------------------------------------------------------------------

EVERYTHING = '- {rule: everything, cites: ["1"], advise: [drink-water, stay-in, put-on-a-coat, take-an-umbrella]}\n'
"""Advises all four actions, in the opposite of the order in which they are declared."""


@pytest.mark.parametrize(
    ("withhold", "left"),
    [
        ("stay-in", ["take-an-umbrella", "put-on-a-coat", "drink-water"]),
        ("[stay-in, drink-water]", ["take-an-umbrella", "put-on-a-coat"]),
        ("{action: stay-in}", ["take-an-umbrella", "put-on-a-coat", "drink-water"]),
        ("{action: [drink-water, stay-in]}", ["take-an-umbrella", "put-on-a-coat"]),
        ("{tag: outdoors}", ["stay-in", "drink-water"]),
        ("{tag: [outdoors]}", ["stay-in", "drink-water"]),
        ("{phase: now}", ["drink-water"]),
        ("{phase: later}", ["take-an-umbrella", "put-on-a-coat", "stay-in"]),
        ("{phase: [now, later]}", []),
        ("{tag: outdoors, phase: later}", ["stay-in"]),
        ("{tag: outdoors, action: stay-in}", ["drink-water"]),
        ("{action: stay-in, phase: later, tag: outdoors}", []),
    ],
)
def test_withholding(ruled: Ruled, engine: str, withhold: str, left: list[str]) -> None:
    rulebook = ruled(f'{EVERYTHING}- {{rule: held, cites: ["1"], when: {{weather: rain}}, withhold: {withhold}}}\n')
    whole = ["take-an-umbrella", "put-on-a-coat", "stay-in", "drink-water"]
    assert plan(consult(rulebook, {}, engine=engine)) == whole
    outcome = consult(rulebook, {"weather": "rain"}, engine=engine)
    assert plan(outcome) == left
    assert [held.action.id for held in outcome.withheld] == [action for action in whole if action not in left]
    assert {(held.advised_by, held.by) for held in outcome.withheld} <= {(("everything",), ("held",))}


def test_withholding_by_two_tags(tmp_path: Path, engine: str) -> None:
    files: dict[str, str | bytes | None] = {
        **changed("rulebook.yaml", "tags: [outdoors]", "tags: [outdoors, resting, unused]"),
        **changed("actions.yaml", "- action: stay-in\n", "- action: stay-in\n  tags: [resting]\n"),
        "rules/2-actions.yaml": EVERYTHING
        + '- {rule: held, cites: ["1"], when: {weather: rain}, withhold: {tag: [resting, outdoors, unused]}}\n',
    }
    rulebook = load_rulebook(write_rulebook(tmp_path, files))
    assert plan(consult(rulebook, {"weather": "rain"}, engine=engine)) == ["drink-water"]


@pytest.mark.parametrize("rules_withheld_first", [True, False])
def test_there_are_no_priorities_withholding_always_wins(ruled: Ruled, engine: str, rules_withheld_first: bool) -> None:
    advise = "".join(f'- {{rule: advise-{n}, cites: ["1"], advise: stay-in}}\n' for n in range(3))
    withhold = '- {rule: hold, cites: ["1"], when: {weather: rain}, withhold: stay-in}\n'
    rulebook = ruled(withhold + advise if rules_withheld_first else advise + withhold)
    assert plan(consult(rulebook, {"weather": "sun"}, engine=engine)) == ["stay-in"]
    outcome = consult(rulebook, {"weather": "rain"}, engine=engine)
    assert plan(outcome) == []
    (held,) = outcome.withheld
    assert (held.action.id, held.advised_by, held.by) == ("stay-in", ("advise-0", "advise-1", "advise-2"), ("hold",))


def test_a_rule_that_withholds_what_it_advises_withholds_it(ruled: Ruled, engine: str) -> None:
    outcome = consult(ruled('- {rule: both, cites: ["1"], advise: stay-in, withhold: stay-in}\n'), {}, engine=engine)
    assert plan(outcome) == []


def test_what_nobody_advises_is_neither_planned_nor_withheld(ruled: Ruled, engine: str) -> None:
    outcome = consult(ruled('- {rule: hold, cites: ["1"], withhold: stay-in}\n'), {}, engine=engine)
    assert (outcome.plan, outcome.withheld, outcome.fired) == ((), (), ("hold",))


def test_basic_is_what_only_basic_rules_advise(ruled: Ruled, engine: str) -> None:
    rulebook = ruled("""\
- {rule: own, cites: ["1"], when: {weather: rain}, advise: [stay-in]}
- {rule: basic, cites: ["1"], basic: true, advise: [stay-in, drink-water]}
- {rule: another-basic, cites: ["1"], basic: true, advise: drink-water}
- {rule: not-basic, cites: ["1"], basic: false, advise: put-on-a-coat}
""")

    def basics(answers: Answers) -> dict[str, bool]:
        return {planned.action.id: planned.basic for planned in consult(rulebook, answers, engine=engine).plan}

    assert basics({}) == {"put-on-a-coat": False, "stay-in": True, "drink-water": True}
    assert basics({"weather": "rain"}) == {"put-on-a-coat": False, "stay-in": False, "drink-water": True}


def test_the_order_is_phase_then_own_before_basic_then_as_declared(tmp_path: Path, engine: str) -> None:
    """Declared against the grain: later before now, basics first, and the rules in another order again."""
    names = ["b-later", "a-later", "b-now", "a-now", "basic-now", "own-now"]
    actions = "".join(
        f'- {{action: {name}, phase: {name.split("-")[1]}, cites: ["1"], steps: [go]}}\n' for name in names
    )
    files: dict[str, str | bytes | None] = {
        "actions.yaml": actions,
        "rules/1-findings.yaml": '- {rule: own, cites: ["1"], advise: [own-now, b-later, a-now]}\n',
        "rules/2-actions.yaml": '- {rule: b, cites: ["1"], basic: true, advise: [a-later, b-now, basic-now, a-now]}\n',
        **changed("rulebook.yaml", "alarm: {finding: miserable, phase: now}\n", ""),
    }
    outcome = consult(load_rulebook(write_rulebook(tmp_path, files)), {}, engine=engine)
    assert plan(outcome) == ["a-now", "own-now", "b-now", "basic-now", "b-later", "a-later"]
    assert [planned.basic for planned in outcome.plan] == [False, False, True, True, False, True]
    assert [planned.rank for planned in outcome.plan] == [1, 2, 3, 4, 5, 6]
    assert [planned.action.id for planned in outcome.first_steps] == plan(outcome)[:3]


@pytest.mark.parametrize(
    ("when", "shown_in"),
    [
        ("{wet: true}", [{"weather": "rain"}]),
        ("{wet: false}", [{}, {"weather": "sun"}, {"weather": "unknown"}]),
        ("{weather: [sun, unknown]}", [{"weather": "sun"}, {"weather": "unknown"}]),
        ("{weather: {not: rain}}", [{"weather": "sun"}, {"weather": "unknown"}]),
        ("{wet: true, weather: sun}", []),
    ],
)
def test_steps_that_only_some_are_shown(tmp_path: Path, engine: str, when: str, shown_in: list[Answers]) -> None:
    files: dict[str, str | bytes | None] = {
        "actions.yaml": FILES["actions.yaml"].replace("when: {cold: true}", f"when: {when}"),
        "rules/2-actions.yaml": '- {rule: everybody, cites: ["1"], advise: drink-water}\n',
    }
    rulebook = load_rulebook(write_rulebook(tmp_path, files))
    for answers in ({}, {"weather": "sun"}, {"weather": "rain"}, {"weather": "unknown"}):
        (planned,) = consult(rulebook, answers, engine=engine).plan
        expected = ["pour", "warm-it"] if answers in shown_in else ["pour"]
        assert [step.id for step in planned.steps] == expected, answers


# the small rulebook as a whole ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "found", "planned", "held"),
    [
        ({}, [], ["drink-water"], []),
        ({"weather": "unknown", "bag": "unknown", "degrees": "unknown"}, [], ["drink-water"], []),
        ({"weather": "rain"}, ["wet"], ["take-an-umbrella", "drink-water"], []),
        ({"weather": "rain", "bag": ["umbrella"]}, ["wet"], ["drink-water"], []),
        ({"degrees": 9}, ["cold"], ["put-on-a-coat", "drink-water"], []),
        (
            {"weather": "snow", "bag": ["hat", "scarf"]},
            ["wet"],
            ["take-an-umbrella", "put-on-a-coat", "drink-water"],
            [],
        ),
        (
            {"weather": "snow", "degrees": -3, "at-home": "yes", "bag": []},
            ["wet", "cold", "miserable"],
            ["stay-in", "drink-water"],
            ["take-an-umbrella", "put-on-a-coat"],
        ),
    ],
)
def test_whole_outcomes(
    tmp_path: Path, engine: str, answers: Answers, found: list[str], planned: list[str], held: list[str]
) -> None:
    outcome = consult(load_rulebook(write_rulebook(tmp_path)), answers, engine=engine)
    assert list(outcome.findings) == found
    assert plan(outcome) == planned
    assert [withheld.action.id for withheld in outcome.withheld] == held


def test_two_rulebooks_with_the_same_ids_are_not_mixed_up(tmp_path: Path, engine: str) -> None:
    """Whatever an engine keeps between consultations, it keeps for this rulebook alone."""
    rules = '- {{rule: same, cites: ["1"], when: {{weather: {weather}}}, advise: stay-in}}\n'
    rain, snow = (
        load_rulebook(write_rulebook(tmp_path / weather, {"rules/2-actions.yaml": rules.format(weather=weather)}))
        for weather in ("rain", "snow")
    )
    for _ in range(2):
        assert plan(consult(rain, {"weather": "rain"}, engine=engine)) == ["stay-in"]
        assert plan(consult(snow, {"weather": "rain"}, engine=engine)) == []


LEADING = """\
- {rule: water-first, cites: "2", when: {weather: sun}, lead: drink-water}
- {rule: coat-and-umbrella-first, cites: "2", when: {bag: tea}, lead: [put-on-a-coat, take-an-umbrella]}
"""


def test_what_a_rule_leads_comes_before_the_others_and_keeps_its_rank(tmp_path):
    rulebook = load_rulebook(write_rulebook(tmp_path, {"rules/3.yaml": LEADING}))
    outcome = consult(rulebook, {"weather": "sun", "degrees": 0}, engine="reference")
    assert plan(outcome) == ["put-on-a-coat", "drink-water"]
    assert [(one.action.id, one.rank) for one in outcome.first_steps] == [("drink-water", 2), ("put-on-a-coat", 1)]
    assert outcome.planned("drink-water").led_by == ("water-first",)
    # The alarm's phase comes before every lead, and to lead is not to advise.
    alarmed = consult(rulebook, {"weather": "snow", "degrees": 0, "bag": ["tea"]}, engine="reference")
    assert [one.action.id for one in alarmed.first_steps] == plan(alarmed)


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_rulebook_says_how_many_first_steps_there_are(tmp_path, number):
    head = changed("rulebook.yaml", "version: 2.0.1", f"version: 2.0.1\nfirst-steps: {number}")
    rulebook = load_rulebook(write_rulebook(tmp_path, {**head, "rules/3.yaml": LEADING}))
    outcome = consult(rulebook, {"weather": "sun", "degrees": 0}, engine="reference")
    assert [one.action.id for one in outcome.first_steps] == ["drink-water", "put-on-a-coat"][:number]
    assert outcome.first_steps_certain or number
