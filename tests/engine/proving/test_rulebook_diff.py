"""`diff`: two rulebooks compared by meaning, each difference with the smallest case that shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from random import Random

import dice
import msgspec
import pytest
from brute_force import UNANSWERED, Reading, values
from chained import chained
from edited_rulebook import edited
from hostile import pairwise_withholding
from measured import MEASURED, write_measured
from nakanaori.engine.authoring.mutant import mutants
from nakanaori.engine.consulting import consult
from nakanaori.engine.language import Question, Rulebook
from nakanaori.engine.proving import (
    HIDDEN,
    INTERRUPTED,
    LED,
    ORDER,
    SHOWN,
    STEPS,
    UNLED,
    Deadline,
    Diff,
    DisagreementError,
    Divergence,
    Lone,
    Model,
    SolverMissingError,
    UndecidedError,
    diff,
)
from nakanaori.engine.proving import rulebook_diff as divergence_module
from nakanaori.engine.proving.declared_difference import Recast
from nakanaori.engine.proving.rulebook_diff import (
    COMES,
    GOES,
    OFFERED,
    PART_HIDDEN,
    PART_SHOWN,
    TURNS_BASIC,
    TURNS_OWN,
    UNOFFERED,
)
from nakanaori.engine.proving.solver_search import Search
from nakanaori.engine.reading import load_rulebook
from required import require
from small_rulebook import changed, write_rulebook
from ticking import Ticking

Case = dict[str, object]

Plan = tuple[tuple[str, bool, tuple[str, ...], bool], ...]
"""The actions in their order, each with whether it is a basic, the steps shown, and whether a rule leads it."""

needs_solver = pytest.mark.usefixtures("solver")


# against brute force --------------------------------------------------------------------------------------------------


def both_allow(question: Question, other: Question) -> list[object]:
    """The answers that are answers to both."""

    def plain(value: object) -> object:
        return frozenset(value) if isinstance(value, tuple) else value

    allowed = {plain(value) for value in values(other)}
    return [value for value in values(question) if plain(value) in allowed]


def shared_cases(old: Rulebook, new: Rulebook, most: int) -> list[tuple[Case, Plan, Plan]]:
    """Every case of both, with the plans of each; none where there are more than `most`."""
    asked = {**new.question, **old.question}
    choices = [both_allow(question, new.question.get(name, question)) for name, question in asked.items()]
    number = 1
    for choice in choices:
        number *= len(choice)
    if number > most:
        return []
    cases = (
        {name: value for name, value in zip(asked, way, strict=True) if value != UNANSWERED}
        for way in product(*choices)
    )
    return [(case, heard(old, case), heard(new, case)) for case in cases]


def heard(rulebook: Rulebook, case: Case) -> Plan:
    reading = Reading(rulebook, {name: answer for name, answer in case.items() if name in rulebook.question})
    return tuple((*seen[:3], seen[4]) for seen in reading.sight())


def differences(old: Plan, new: Plan) -> Iterator[tuple[str, str, str]]:
    """What differs between two plans: kind, action, and the step or the other action."""
    before, after = {seen[0]: seen for seen in old}, {seen[0]: seen for seen in new}
    yield from ((GOES, action, "") for action in before if action not in after)
    yield from ((COMES, action, "") for action in after if action not in before)
    both = [action for action in before if action in after]
    for action in both:
        (_, was_basic, were, was_led), (_, is_basic, are, is_led) = before[action], after[action]
        if was_led != is_led:
            yield (LED if is_led else UNLED), action, ""
        if was_basic != is_basic:
            yield (TURNS_BASIC if is_basic else TURNS_OWN), action, ""
        yield from ((HIDDEN, action, step) for step in were if step not in are)
        yield from ((SHOWN, action, step) for step in are if step not in were)
        if [step for step in were if step in are] != [step for step in are if step in were]:
            yield STEPS, action, ""
    places = [*after]
    for position, action in enumerate(both):
        passed = (other for other in both[position + 1 :] if places.index(action) > places.index(other))
        yield from ((ORDER, action, other) for other in passed)


def size(case: Case) -> tuple[int, int]:
    """How many questions are answered, and how many options chosen, a number and `unknown` counting as one."""
    return len(case), sum(len(answer) if isinstance(answer, tuple) else 1 for answer in case.values())


def kept(old: Rulebook, new: Rulebook, difference: tuple[str, str, str]) -> bool:
    """Whether a difference in the plans is told as one: what only one side has is told apart, and an order that differs
    for no other reason than that an action becomes a basic is not told twice."""
    kind, action, detail = difference
    if action not in old.action or action not in new.action:
        return False
    if kind in (HIDDEN, SHOWN):
        return all(detail in {step.id for step in one.action[action].steps} for one in (old, new))
    return kind != ORDER


def check_diff(old: Rulebook, new: Rulebook, found: Diff, cases: list[tuple[Case, Plan, Plan]]) -> int:
    """Every difference of the plans is told, with a smallest case, and none that there is not; how many there are."""
    sizes: dict[tuple[str, str, str], tuple[int, int]] = {}
    orders: dict[frozenset[str], tuple[int, int]] = {}
    for case, before, after in cases:
        for difference in differences(before, after):
            kind, action, other = difference
            if kept(old, new, difference):
                sizes[difference] = min(size(case), sizes.get(difference, (99, 99)))
            elif kind == ORDER and {action, other} <= old.action.keys() & new.action.keys():
                pair = frozenset((action, other))
                orders[pair] = min(size(case), orders.get(pair, (99, 99)))
    told = {(one.kind, one.action, one.detail): one for one in found.found if one.kind != ORDER}
    assert {key: size(one.answers) for key, one in told.items()} == sizes
    passing = [one for one in found.found if one.kind == ORDER]
    for one in passing:
        assert size(one.answers) == orders[frozenset((one.action, one.detail))]
    check_orders(old, new, orders, {one.action for one in passing})
    return len(sizes) + len(passing)


def check_orders(old: Rulebook, new: Rulebook, orders: dict[frozenset[str], object], told: set[str]) -> None:
    """Of two actions declared in another order that can be seen so, one is told."""
    for pair in orders:
        one, other = sorted(pair)
        ways = [
            (
                rulebook.action[one].phase == rulebook.action[other].phase,
                rulebook.action_order[one] < rulebook.action_order[other],
            )
            for rulebook in (old, new)
        ]
        assert ways[0] == ways[1] or told & pair


def renamed(rulebook: Rulebook) -> Rulebook:
    """The same with its rules renamed and in reverse."""
    rules = tuple(msgspec.structs.replace(rule, id=f"other-{rule.id}") for rule in reversed(rulebook.rules))
    return msgspec.structs.replace(rulebook, rules=rules)


def broken(rulebook: Rulebook, thrown: Random) -> Rulebook:
    """The rulebook with one thing changed."""
    at = thrown.randrange(len(rulebook.rules))
    rule = rulebook.rules[at]
    condition = dice.condition(thrown, rulebook.questions, ())
    actions = list(rulebook.actions)
    thrown.shuffle(actions)
    swapped = [msgspec.structs.replace(one, steps=one.steps[::-1]) for one in rulebook.actions]
    phased = [msgspec.structs.replace(one, phase=thrown.choice(dice.PHASES)) for one in rulebook.actions]
    ways: list[Callable[[], dict[str, object]]] = [
        lambda: {"rules": with_rule(rulebook, at, condition=condition)},
        lambda: {"rules": with_rule(rulebook, at, basic=not rule.basic)},
        lambda: {"rules": with_rule(rulebook, at, withhold=())},
        lambda: {"rules": with_rule(rulebook, at, advise=())},
        lambda: {"rules": with_rule(rulebook, at, lead=rule.withhold or (actions[0].id,))},
        lambda: {"actions": tuple(actions)},
        lambda: {"actions": tuple(swapped)},
        lambda: {"actions": tuple(phased)},
        lambda: {"phases": rulebook.phases[::-1]},
    ]
    return msgspec.structs.replace(rulebook, **thrown.choice(ways)())


def with_rule(rulebook: Rulebook, at: int, **fields: object) -> tuple[object, ...]:
    made = msgspec.structs.replace(rulebook.rules[at], **fields)
    return (*rulebook.rules[:at], made, *rulebook.rules[at + 1 :])


@needs_solver
def test_one_change_in_random_rulebooks() -> None:
    thrown = Random(11)
    compared = seen = same = 0
    while compared < 90:
        old = dice.rulebook(thrown)
        new = broken(old, thrown)
        cases = shared_cases(old, new, 200)
        if cases:
            found = diff(old, new)
            compared += 1
            seen += check_diff(old, new, found, cases)
            same += found.same
    assert seen > 20
    assert same > 5


def draft_differences(old: Rulebook, new: Rulebook, case: Case) -> Iterator[tuple[str, str, str]]:
    """How the drafts differ that are offered with actions of both plans: kind, action, and the draft or its part."""
    readings = Reading(old, case), Reading(new, case)
    plans = [{name for name, *_ in reading.plan()} for reading in readings]
    for action in old.actions:
        if all(action.id in there for there in plans):
            other = new.action[action.id]
            before, after = (dict(reading.drafts(one)) for reading, one in zip(readings, (action, other), strict=True))
            yield from ((UNOFFERED, action.id, draft) for draft in before.keys() - after.keys())
            yield from ((OFFERED, action.id, draft) for draft in after.keys() - before.keys())
            for draft in before.keys() & after.keys():
                were, are = set(before[draft]), set(after[draft])
                yield from ((PART_HIDDEN, action.id, f"{draft}/{part}") for part in were - are)
                yield from ((PART_SHOWN, action.id, f"{draft}/{part}") for part in are - were)


@needs_solver
def test_one_mistake_in_a_draft() -> None:
    thrown = Random(21)
    told = 0
    for _ in range(12):
        old = dice.with_drafts(thrown, dice.rulebook(thrown))
        changed_drafts = [mutant for mutant in mutants(old) if mutant.draft is not None]
        for mutant in thrown.sample(changed_drafts, min(2, len(changed_drafts))):
            cases = shared_cases(old, mutant.rulebook, 3000)
            if cases:
                expected = {one for case, _, _ in cases for one in draft_differences(old, mutant.rulebook, case)}
                found = diff(old, mutant.rulebook).found
                assert {(one.kind, one.action, one.detail) for one in found} == expected
                told += len(expected)
    assert told > 5


@needs_solver
def test_rulebooks_that_have_little_in_common() -> None:
    thrown = Random(12)
    compared = seen = 0
    while compared < 15:
        old = dice.rulebook(thrown)
        new = dice.rulebook(thrown)
        cases = shared_cases(old, new, 200)
        if cases:
            compared += 1
            seen += check_diff(old, new, diff(old, new), cases)
    assert seen > 20


def test_the_names_and_order_of_rules_mean_nothing(rulebook: Rulebook) -> None:
    thrown = Random(13)
    for old in (rulebook, *(dice.rulebook(thrown) for _ in range(5))):
        if old is rulebook or find_spec("z3") is not None:
            assert diff(old, renamed(old)).same


# the shipped rulebook, changed ----------------------------------------------------------------------------------------


def shipped_diff(rulebook: Rulebook, tmp_path: Path, name: str, *edits: tuple[str, str]) -> Diff:
    return diff(rulebook, load_rulebook(edited(rulebook, tmp_path / "new", name, *edits)))


def of(found: Diff, kind: str) -> dict[str, Divergence]:
    return {one.action: one for one in found.found if one.kind == kind}


@needs_solver
def test_a_withhold_dropped(rulebook: Rulebook, tmp_path: Path) -> None:
    edit = ("  withhold: [do-what-they-asked, ask-how-to-make-amends]\n", "")
    found = shipped_diff(rulebook, tmp_path, "rules/2-safety.yaml", edit)
    assert {(one.kind, one.action) for one in found.found} == {
        (COMES, "do-what-they-asked"),
        (COMES, "ask-how-to-make-amends"),
    }
    case = of(found, COMES)["do-what-they-asked"]
    assert case.answers == {
        "danger": ("hurt-or-threatened",),
        "harm": ("threats-by-others",),
        "fault": "mine",
        "demand": "fair",
    }
    assert consult(rulebook, case.answers).planned("do-what-they-asked") is None
    assert (case.smallest, found.same, found.lone, found.recast, found.undecided) == (True, False, (), (), ())


@needs_solver
def test_a_withhold_that_another_rule_makes_superfluous(rulebook: Rulebook, tmp_path: Path) -> None:
    sober = "  when: {harassment-pattern: true, assessed: unfair}\n"
    edit = (sober, f"{sober}  withhold: {{tag: [contact, amends]}}\n")
    assert shipped_diff(rulebook, tmp_path, "rules/2-safety.yaml", edit).same


@needs_solver
def test_an_option_swapped(rulebook: Rulebook, tmp_path: Path) -> None:
    edit = ("when: {contact: refuses-to-meet}", "when: {contact: not-asked}")
    found = shipped_diff(rulebook, tmp_path, "rules/1-findings.yaml", edit)
    assert "apologise-in-person" in of(found, GOES)
    assert of(found, COMES)["apologise-by-phone"].answers == {
        "fault": "mine",
        "apology": "not-yet",
        "contact": "refuses-to-meet",
        "reach": ("phone", "post"),
    }


@needs_solver
def test_a_count_lowered(rulebook: Rulebook, tmp_path: Path) -> None:
    edit = ("when: {signs: {at-least: 2}}", "when: {signs: {at-least: 1}}")
    found = shipped_diff(rulebook, tmp_path, "rules/1-findings.yaml", edit)
    assert of(found, COMES)["step-back-and-assess"].answers == {
        "relation": "customer",
        "signs": ("moving-goalposts",),
    }
    assert "hear-them-out" in of(found, GOES)


@needs_solver
def test_actions_reordered(rulebook: Rulebook) -> None:
    actions = [*rulebook.actions]
    at = [*rulebook.action].index("wait-for-calm")
    other = actions[at + 1].id
    actions[at : at + 2] = actions[at + 1], actions[at]
    found = diff(rulebook, msgspec.structs.replace(rulebook, actions=tuple(actions)))
    assert [(one.kind, {one.action, one.detail}) for one in found.found] == [(ORDER, {"wait-for-calm", other})]
    case = found.found[0].answers
    assert {"wait-for-calm", other} <= {planned.action.id for planned in consult(rulebook, case).plan}


@needs_solver
def test_actions_reordered_that_never_meet_are_the_same(rulebook: Rulebook) -> None:
    actions = [*rulebook.actions]
    at = [*rulebook.action].index("apologise-by-phone")
    assert actions[at - 1].id == "apologise-in-person"
    actions[at - 1 : at + 1] = actions[at], actions[at - 1]
    assert diff(rulebook, msgspec.structs.replace(rulebook, actions=tuple(actions))).same


@needs_solver
def test_a_step_dropped_and_a_basic_made_own(rulebook: Rulebook, tmp_path: Path) -> None:
    action = rulebook.action["hear-them-out"]
    rule = rulebook.rule["excuses-help-nobody"]
    shorter = msgspec.structs.replace(action, steps=action.steps[1:])
    new = msgspec.structs.replace(
        rulebook,
        actions=tuple(shorter if one is action else one for one in rulebook.actions),
        rules=tuple(msgspec.structs.replace(rule, basic=False) if one is rule else one for one in rulebook.rules),
    )
    found = diff(rulebook, new)
    assert found.lone == (Lone("step", action.steps[0].id, action.id, "old"),)
    assert {(one.kind, one.action) for one in found.found if one.kind != ORDER} == {(TURNS_OWN, "no-excuses")}


# what only one of them has --------------------------------------------------------------------------------------------


def going_out(folder: Path, *files: dict[str, str]) -> Rulebook:
    return load_rulebook(write_rulebook(folder, {name: text for file in files for name, text in file.items()}))


@needs_solver
def test_questions_options_findings_phases_and_actions_of_one_side(tmp_path: Path) -> None:
    old = going_out(tmp_path / "old")
    new = going_out(
        tmp_path / "new",
        changed(
            "rulebook.yaml",
            "phases: [now, later]\ntags: [outdoors]\nfindings: [wet, cold, miserable]",
            "phases: [now, later, ever]\ntags: [outdoors]\nfindings: [wet, cold, miserable, dry]",
        ),
        changed(
            "questions.yaml",
            "  options: [yes, no]\n",
            "  options: [yes, no, away]\n- question: hungry\n  choose: one\n  options: [a-bit]\n",
        ),
        changed("actions.yaml", "- action: stay-in\n  phase: now", "- action: stay-in\n  phase: later"),
        changed("rules/2-actions.yaml", "- rule: everybody-drinks\n", EATING + "- rule: everybody-drinks\n"),
    )
    found = diff(old, new)
    assert found.lone == (
        Lone("question", "hungry", "", "new"),
        Lone("option", "away", "at-home", "new"),
        Lone("finding", "dry", "", "new"),
        Lone("phase", "ever", "", "new"),
    )
    assert found.recast == (Recast("phase", "stay-in", "now", "later"),)
    assert [(one.kind, one.action, one.answers) for one in found.found] == [
        (COMES, "put-on-a-coat", {"hungry": "a-bit"}),
    ]


EATING = """\
- rule: hunger-makes-cold
  cites: ["2"]
  any:
    - {hungry: a-bit}
    - {at-home: away}
  advise: put-on-a-coat
"""


@needs_solver
def test_a_question_answered_in_another_way_has_only_unknown_in_common(tmp_path: Path) -> None:
    old = going_out(tmp_path / "old")
    files = changed("questions.yaml", "- question: weather\n  choose: one", "- question: weather\n  choose: several")
    new = going_out(
        tmp_path / "new", files, changed("rules/2-actions.yaml", "  when: {wet: true}\n  unless", "  unless")
    )
    found = diff(old, new)
    assert found.recast == (Recast("question", "weather", "one", "several"),)
    assert [(one.kind, one.action, one.answers) for one in found.found] == [(COMES, "take-an-umbrella", {})]


@needs_solver
def test_numbers_are_compared_where_both_ranges_reach(tmp_path: Path) -> None:
    old = going_out(tmp_path / "old")
    new = going_out(
        tmp_path / "new",
        changed("questions.yaml", "  from: -10\n", "  from: 9\n"),
        changed("rules/1-findings.yaml", "less-than: 10", "less-than: 12"),
    )
    found = diff(old, new)
    assert found.recast == (Recast("question", "degrees", "-10–40", "9–40"),)
    assert {(one.kind, one.action): one.answers for one in found.found}[COMES, "put-on-a-coat"] == {"degrees": 10}


@needs_solver
def test_measures_are_told_as_they_are_written(tmp_path: Path) -> None:
    old = load_rulebook(write_measured(tmp_path / "old"))
    questions = MEASURED["questions.yaml"].replace("choose: several", "choose: several\n  at-least: 1")
    questions = questions.replace("to: 24\n", "to: 23.5\n").replace("from: 2024-01-01", "from: 2024-01-02")
    rules = MEASURED["rules/2-actions.yaml"].replace("at-least: 7.5}", "at-least: 7.25}")
    changes = {"questions.yaml": questions, "rules/2-actions.yaml": rules}
    found = diff(old, load_rulebook(write_measured(tmp_path / "new", **changes)))
    assert found.recast == (
        Recast("question", "bag", "several", "several, at-least: 1"),
        Recast("question", "hours", "0.25–24 hours", "0.25–23.5 hours"),
        Recast("question", "day", "2024-01-01–2024-12-31", "2024-01-02–2024-12-31"),
    )
    assert [one.answers for one in found.found] == [{"hours": "7.25"}]


@needs_solver
@pytest.mark.parametrize(("bound", "answers"), [("0.75", [{"hours": "0.8"}]), ("7.5", [])])
def test_a_number_is_more_than_its_digits(tmp_path: Path, bound: str, answers: list[dict[str, str]]) -> None:
    tenths = MEASURED["questions.yaml"].replace("decimals: 2", "decimals: 1").replace("from: 0.25", "from: 0.2")
    rules = MEASURED["rules/2-actions.yaml"].replace("at-least: 7.5}", f"at-least: {bound}}}")
    old = load_rulebook(write_measured(tmp_path / "old", **{"questions.yaml": tenths}))
    new = load_rulebook(write_measured(tmp_path / "new", **{"rules/2-actions.yaml": rules}))
    assert [one.answers for one in diff(old, new).found] == answers


# limits ---------------------------------------------------------------------------------------------------------------


@needs_solver
def test_what_is_not_decided_is_no_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = going_out(tmp_path / "old")
    new = going_out(tmp_path / "new", changed("rules/1-findings.yaml", "[rain, snow]", "[rain]"))
    found = diff(old, new, seconds=0.0)
    assert (found.same, found.found) == (False, ())
    assert {one.reason for one in found.undecided} == {"time"}

    # Answers that show nothing are not taken for a difference, whoever names them.
    def mistaken(self: Model, *formulas: object, deadline: Deadline) -> object:
        raise UndecidedError("memory", {"weather": "sun"})

    monkeypatch.setattr(Model, "smallest", mistaken)
    with pytest.raises(DisagreementError):
        diff(old, new)


@needs_solver
def test_a_case_that_may_not_be_the_smallest_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = going_out(tmp_path / "old")
    new = going_out(tmp_path / "new", changed("rules/1-findings.yaml", "[rain, snow]", "[rain]"))
    smallest = Model.smallest

    def halfway(self: Model, *formulas: object, deadline: Deadline) -> object:
        answers = smallest(self, *formulas)
        if answers is None:
            return None
        raise UndecidedError("time", answers)

    monkeypatch.setattr(Model, "smallest", halfway)
    found = diff(old, new)
    assert {one.smallest for one in found.found} == {False}
    assert {one.action for one in found.found} >= {"take-an-umbrella"}


@needs_solver
def test_ctrl_c_keeps_what_was_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = going_out(tmp_path / "old")
    new = going_out(tmp_path / "new", changed("rules/1-findings.yaml", "[rain, snow]", "[rain]"))
    smallest, calls = Model.smallest, []

    def interrupted(self: Model, *formulas: object, deadline: Deadline) -> object:
        calls.append(formulas)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return smallest(self, *formulas)

    monkeypatch.setattr(Model, "smallest", interrupted)
    found = diff(old, new)
    assert [one.action for one in found.found] == ["take-an-umbrella"]
    assert {one.reason for one in found.undecided} == {INTERRUPTED}


@pytest.mark.usefixtures("no_solver")
def test_without_the_solver(rulebook: Rulebook, tmp_path: Path) -> None:
    old = going_out(tmp_path / "old")
    new = going_out(tmp_path / "new", changed("rules/1-findings.yaml", "[rain, snow]", "[rain]"))
    with pytest.raises(SolverMissingError):
        diff(old, new)
    # What reads the same needs no solver to be the same.
    assert diff(old, old).same
    assert diff(rulebook, msgspec.structs.replace(rulebook, version="2")).same


def test_the_evaluator_has_the_last_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    require(find_spec("z3") is not None, "z3 is not installed: pip install 'nakanaori[prove]'.")
    old = going_out(tmp_path / "old")
    new = going_out(tmp_path / "new", changed("rules/1-findings.yaml", "[rain, snow]", "[rain]"))
    monkeypatch.setattr(divergence_module, "shown_by", lambda *_: None)
    with pytest.raises(DisagreementError, match="it is a mistake in nakanaori"):
        diff(old, new)


# hostile rulebooks ----------------------------------------------------------------------------------------------------


@needs_solver
def test_three_thousand_findings_that_rest_on_each_other_are_compared() -> None:
    assert diff(chained(3_000), renamed(chained(3_000))).same
    found = diff(chained(3_000), chained(3_000, first="o1"), seconds=3_000.0, clock=Ticking())
    assert not found.same
    assert {one.reason for one in found.undecided} <= {"time"}


@needs_solver
def test_one_deadline_ends_the_whole_comparison(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = load_rulebook(pairwise_withholding(tmp_path))
    new = msgspec.structs.replace(old, rules=old.rules[:-80], actions=old.actions[::-1])
    clock, holds, late = Ticking(), Search.holds, list[float]()

    def watched(search: Search, *formulas: object) -> bool:
        if clock.now > 3_001:
            late.append(clock.now)
        return holds(search, *formulas)

    monkeypatch.setattr(Search, "holds", watched)
    found = diff(old, new, seconds=3_000.0, clock=clock)
    assert late == []
    assert {one.reason for one in found.undecided} == {"time"}
    assert ORDER in {one.doubt.kind for one in found.undecided}


@needs_solver
def test_a_changed_only_if_is_told_with_what_comes_of_it(tmp_path: Path) -> None:
    old = load_rulebook(write_rulebook(tmp_path / "old"))
    only_if = changed("questions.yaml", "  options: [yes, no]\n", "  options: [yes, no]\n  only-if: {weather: snow}\n")
    new = load_rulebook(write_rulebook(tmp_path / "new", only_if))
    told = diff(old, new)
    assert told.recast == (Recast("only-if", "at-home", "", "weather"),)
    assert {(one.kind, one.action) for one in told.found} == {
        (GOES, "stay-in"),
        (COMES, "put-on-a-coat"),
        (COMES, "take-an-umbrella"),
    }
    assert not told.undecided
    assert old.sha256 != new.sha256


@needs_solver
def test_numbers_with_other_decimals_are_compared_by_value(tmp_path: Path) -> None:
    old = load_rulebook(write_measured(tmp_path / "old"))
    coarse = MEASURED["questions.yaml"].replace("decimals: 2", "decimals: 1").replace("from: 0.25", "from: 0.3")
    same = diff(old, load_rulebook(write_measured(tmp_path / "same", **{"questions.yaml": coarse})))
    assert [one.old for one in same.recast] == ["0.25–24 hours, decimals: 2"]
    assert same.found == ()
    assert same.undecided == ()
    rules = MEASURED["rules/2-actions.yaml"].replace("at-least: 7.5}", "at-least: 7.6}")
    other = {"questions.yaml": coarse, "rules/2-actions.yaml": rules}
    (found,) = diff(old, load_rulebook(write_measured(tmp_path / "other", **other))).found
    assert (found.action, found.answers) == ("drink-water", {"hours": "7.5"})
