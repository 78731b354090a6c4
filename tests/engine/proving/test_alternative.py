"""Which answers would have to be different for an action to be in the plan: the fewest, and confirmed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise, product
from random import Random

import dice
import pytest
from brute_force import UNANSWERED, number_of_futures, plan, values
from chained import chained
from nakanaori.engine.consulting import Answer, Case, check_answers, consult
from nakanaori.engine.language import SEVERAL, AtLeast, Condition, Place, Question, Rulebook
from nakanaori.engine.proving import (
    MOST_CHANGES,
    PROVEN_FEWEST,
    TRIED_FEWER,
    UNPROVEN_FEWEST,
    Alternative,
    Change,
    Deadline,
    DisagreementError,
    UndecidedError,
    find_alternative,
)
from nakanaori.engine.proving import alternative as alternative_module
from nakanaori.engine.proving.alternative import confirm, searched
from nakanaori.engine.proving.solver_search import Search
from one_action import one_action
from ticking import Ticking

needs_solver = pytest.mark.usefixtures("solver")


def absent(rulebook: Rulebook, thrown: Random) -> Iterator[tuple[Case, str]]:
    """Cases, each with an action that is not in its plan."""
    for _ in range(3):
        case = check_answers(rulebook, dice.answers(thrown, rulebook))
        there = {seen[0] for seen in plan(rulebook, case.answers)}
        yield from ((case, action.id) for action in rulebook.actions if action.id not in there)


def small_rulebooks(seed: int, number: int, most: int) -> Iterator[tuple[Rulebook, Random]]:
    thrown = Random(seed)
    while number:
        rulebook = dice.rulebook(thrown)
        if number_of_futures(rulebook, {}) <= most:
            yield rulebook, thrown
            number -= 1


def every_case(rulebook: Rulebook) -> list[dict[str, object]]:
    ways = product(*(values(question) for question in rulebook.questions))
    names = [*rulebook.question]
    return [{name: value for name, value in zip(names, way, strict=True) if value != UNANSWERED} for way in ways]


def chosen(answer: object) -> set[str]:
    """The options chosen; a number is none."""
    if isinstance(answer, tuple):
        return set(answer)
    return {answer} if isinstance(answer, str) else set()


def moved(question: Question, before: object, after: object) -> int:
    """How many options were added or, of several, dropped; another number counts as one."""
    if question.kind == "number":
        return before != after
    dropped = len(chosen(before) - chosen(after)) if question.kind == SEVERAL else 0
    return len(chosen(after) - chosen(before)) + dropped


def price(rulebook: Rulebook, before: Mapping[str, Answer], after: Mapping[str, object]) -> tuple[int, ...]:
    """What the fewest changes are, and what settles a tie: read off the text, not off the program."""
    different = [name for name in rulebook.question if before.get(name) != after.get(name)]
    return (
        len(different),
        sum(name not in after for name in before),
        sum(name in before for name in different),
        sum(moved(rulebook.question[name], before.get(name), after.get(name)) for name in different),
        len(after),
        sum(1 if isinstance(answer, int) else len(chosen(answer)) for answer in after.values()),
    )


def assert_fewest(rulebook: Rulebook, case: Case, action: str, other: Alternative) -> None:
    """The alternative brings the action about, and no case that does costs less."""
    bringing = [one for one in every_case(rulebook) if action in {seen[0] for seen in plan(rulebook, one)}]
    if not bringing:
        assert (other.possible, other.certainty, other.changes) == (False, PROVEN_FEWEST, ())
        return
    best = min(price(rulebook, case.answers, one) for one in bringing)
    if not other.changes:
        assert best[0] > MOST_CHANGES
        assert (other.certainty, other.tried) == (TRIED_FEWER, MOST_CHANGES)
        return
    assert action in {seen[0] for seen in plan(rulebook, other.answers)}
    assert price(rulebook, case.answers, other.answers) == best, (case.answers, action, other)
    made = {change.question: change.after for change in other.changes}
    after = {name: made.get(name, case.answers.get(name)) for name in rulebook.question}
    assert {name: answer for name, answer in after.items() if answer is not None} == other.answers


# against brute force --------------------------------------------------------------------------------------------------


@needs_solver
def test_the_solver_finds_the_fewest_changes() -> None:
    seen = 0
    for rulebook, thrown in small_rulebooks(6, 18, 300):
        for case, action in absent(rulebook, thrown):
            other = find_alternative(rulebook, case, action)
            assert other.certainty == PROVEN_FEWEST
            assert_fewest(rulebook, case, action, other)
            seen += bool(other.changes)
    assert seen > 12


def test_the_search_finds_the_fewest_changes() -> None:
    seen = 0
    for rulebook, thrown in small_rulebooks(7, 50, 300):
        for case, action in absent(rulebook, thrown):
            other = searched(rulebook, case, action)
            assert_fewest(rulebook, case, action, other)
            seen += bool(other.changes)
    assert seen > 60


@needs_solver
def test_solver_and_search_name_the_very_same_changes() -> None:
    compared = 0
    for rulebook, thrown in small_rulebooks(8, 14, 20_000):
        for case, action in absent(rulebook, thrown):
            found = searched(rulebook, case, action)
            if found.changes:
                assert find_alternative(rulebook, case, action).changes == found.changes
                compared += 1
    assert compared > 12


@needs_solver
def test_on_the_shipped_rulebook_they_name_the_very_same_changes(rulebook: Rulebook) -> None:
    thrown = Random(9)
    for _ in range(3):
        case = check_answers(rulebook, dice.answers(thrown, rulebook))
        there = {planned.action.id for planned in consult(rulebook, case.answers, engine="reference").plan}
        action = thrown.choice([action.id for action in rulebook.actions if action.id not in there])
        found, proven = searched(rulebook, case, action), find_alternative(rulebook, case, action)
        assert found.changes in (proven.changes, ()), (case.answers, action)
        assert len(proven.changes) > MOST_CHANGES or found.changes


# what is told ---------------------------------------------------------------------------------------------------------


def test_what_is_open_is_answered_before_what_was_said_is_changed(rulebook: Rulebook) -> None:
    case = check_answers(rulebook, {"danger": []})
    other = searched(rulebook, case, "seek-help-now")
    assert other.changes == (Change("danger", (), ("hurt-or-threatened",)),)
    case = check_answers(rulebook, {"danger": [], "relation": "partner"})
    other = searched(rulebook, case, "keep-a-record")
    assert other.changes == (Change("signs", None, ("relentless-blame",)),)


def test_chosen_options_are_kept_where_they_may_stay(rulebook: Rulebook) -> None:
    case = check_answers(rulebook, {"fault": "mine", "cause": ["was-late"]})
    other = searched(rulebook, case, "give-things-a-fixed-place")
    assert other.answers["cause"] == ("was-late", "lost-something")


def test_what_changes_more_than_three_answers_is_beyond_the_search(rulebook: Rulebook) -> None:
    other = searched(rulebook, check_answers(rulebook, {}), "consider-changing-jobs")
    assert other == Alternative(possible=True, changes=(), answers={}, certainty=TRIED_FEWER, tried=3)


def test_a_search_that_could_not_try_everything_says_so(rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alternative_module, "MOST_WAYS", 0)
    other = searched(rulebook, check_answers(rulebook, {}), "keep-a-record")
    assert (other.changes, other.certainty, other.tried) == ((), UNPROVEN_FEWEST, 0)


@needs_solver
def test_a_solver_out_of_time_gives_way_to_the_search(rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    def late(search: Search) -> bool:
        raise UndecidedError("time")

    monkeypatch.setattr(Search, "holds", late)
    other = find_alternative(rulebook, check_answers(rulebook, {"fault": "mine"}), "keep-a-record")
    assert other.out_of == "time"
    assert (other.certainty, len(other.changes)) == (TRIED_FEWER, 1)


@needs_solver
def test_one_deadline_ends_both_the_solver_and_the_search(rulebook: Rulebook) -> None:
    looks = Ticking()
    case = check_answers(rulebook, {"fault": "mine"})
    other = find_alternative(rulebook, case, "consider-changing-jobs", seconds=20.0, clock=looks)
    assert (other.out_of, other.certainty, other.changes) == ("time", UNPROVEN_FEWEST, ())
    assert looks() < 40


def test_a_search_out_of_time_says_that_not_all_was_tried(rulebook: Rulebook) -> None:
    looks = Ticking()
    deadline = Deadline.after(10.0, looks)
    other = searched(rulebook, check_answers(rulebook, {}), "consider-changing-jobs", deadline)
    assert (other.possible, other.certainty, other.changes) == (True, UNPROVEN_FEWEST, ())
    assert looks() < 20


def test_a_claim_that_the_evaluator_denies_is_no_result(rulebook: Rulebook) -> None:
    with pytest.raises(DisagreementError, match="apologise-in-person"):
        confirm(rulebook, {"fault": "mine"}, "apologise-in-person")


@needs_solver
def test_findings_that_rest_on_each_other_however_deep(monkeypatch: pytest.MonkeyPatch) -> None:
    deep = chained(3_000)
    case = check_answers(deep, {f"q{number}": "o0" for number in range(8)})
    other = find_alternative(deep, case, "do-it")
    assert (other.possible, other.certainty, len(other.changes)) == (True, PROVEN_FEWEST, 1)


def test_without_the_solver_depth_is_no_obstacle_either() -> None:
    deep = chained(3_000)
    case = check_answers(deep, {f"q{number}": "o0" for number in range(8)})
    other = searched(deep, case, "do-it", Deadline.after(20.0, Ticking()))
    assert other.possible is not False


def test_without_the_solver_no_product_of_options_is_gone_through() -> None:
    """Each of sixty options is told from the others, so that there are more choices than can be tried."""
    options = tuple(f"o{number}" for number in range(60))
    pairs = tuple((AtLeast("q", 2, frozenset(pair)),) for pair in pairwise(options))
    rulebook = one_action([Question("q", SEVERAL, options, 0, 0, Place("q"))], (), Condition(any=pairs))
    other = searched(rulebook, check_answers(rulebook, {}), "act")
    assert (other.possible, other.changes, other.certainty) == (True, (), UNPROVEN_FEWEST)
