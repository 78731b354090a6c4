"""What no answers bring about is proven, what some do is not asked after, and what was not reached is remembered."""

from __future__ import annotations

import pytest
from nakanaori.engine.language import Rulebook
from nakanaori.engine.proving import (
    ENDLESS,
    Aim,
    Deadline,
    DisagreementError,
    Inquiry,
    UndecidedError,
    random_outcomes,
)
from nakanaori.engine.proving.solver_search import Search
from ticking import Ticking

pytestmark = pytest.mark.usefixtures("solver")


def fires(rule: str) -> Aim[str]:
    return Aim(rule, seen=lambda outcome: rule in outcome.fired, formula=lambda terms: terms.fires(rule))


def both_found(one: str, other: str) -> Aim[str]:
    return Aim(
        f"{one} {other}",
        seen=lambda outcome: {one, other} <= {*outcome.outcome.findings},
        formula=lambda terms: terms.every((terms.found(one), terms.found(other))),
    )


def never(about: str) -> Aim[str]:
    return Aim(about, seen=lambda outcome: False, formula=lambda terms: terms.some(()))


def test_what_no_answers_bring_about_is_told(going_out: Rulebook) -> None:
    inquiry = Inquiry[str](going_out, ENDLESS)
    aims = [never("one"), *map(fires, going_out.rule), both_found("wet", "cold"), never("two")]
    assert [aim.about for aim in inquiry.unmet(aims)] == ["one", "two"]
    assert (inquiry.undecided, inquiry.unreached) == ([], [])


def test_what_a_case_showed_is_not_asked_after(going_out: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(*_: object) -> bool:
        raise AssertionError("The solver was asked.")

    monkeypatch.setattr(Search, "holds", asked)
    met = random_outcomes(going_out, ENDLESS)
    assert [*Inquiry[str](going_out, ENDLESS, met).unmet([*map(fires, going_out.rule)])] == []


def test_what_is_met_once_is_met_for_whatever_comes_after(going_out: Rulebook) -> None:
    inquiry = Inquiry[str](going_out, ENDLESS)
    assert [*inquiry.unmet([both_found("wet", "miserable")])] == []
    known = len(inquiry.met)
    assert known == 1
    assert [*inquiry.unmet([both_found("wet", "cold"), fires("rain-and-snow-wet")])] == []
    assert len(inquiry.met) == known


def test_random_outcomes_are_the_same_each_time(going_out: Rulebook) -> None:
    one, other = (random_outcomes(going_out, ENDLESS) for _ in range(2))
    assert [seen.outcome.case for seen in one] == [seen.outcome.case for seen in other]
    assert len({str(seen.outcome.case.answers) for seen in one}) > 100


def test_fewer_cases_are_tried_where_there_is_no_time(going_out: Rulebook) -> None:
    assert len(random_outcomes(going_out, Deadline.after(10.0, Ticking()))) < 10


def test_what_is_not_reached_in_time_is_remembered(going_out: Rulebook) -> None:
    inquiry = Inquiry[str](going_out, Deadline.after(5.0, Ticking()))
    aims = [never(str(number)) for number in range(50)]
    assert [*inquiry.unmet(aims)] == []
    assert sorted(inquiry.undecided + inquiry.unreached, key=int) == [aim.about for aim in aims]
    assert len(inquiry.unreached) > 40


def test_what_the_solver_gives_up_is_undecided_and_the_rest_is_not(
    going_out: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    holds = Search.holds

    def stubborn(search: Search, *formulas: object) -> bool:
        if "rule everybody-drinks" in str(formulas):
            raise UndecidedError("memory")
        return holds(search, *formulas)

    monkeypatch.setattr(Search, "holds", stubborn)
    inquiry = Inquiry[str](going_out, ENDLESS)
    aims = [never("one"), fires("everybody-drinks"), never("two")]
    assert [aim.about for aim in inquiry.unmet(aims)] == ["one", "two"]
    assert (inquiry.undecided, inquiry.unreached) == (["everybody-drinks"], [])


def test_a_case_that_shows_nothing_is_a_disagreement(going_out: Rulebook) -> None:
    mistaken = Aim("it", seen=lambda outcome: False, formula=lambda terms: terms.every(()))
    with pytest.raises(DisagreementError, match="disagree about it"):
        [*Inquiry[str](going_out, ENDLESS).unmet([mistaken])]
