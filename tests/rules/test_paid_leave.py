"""The promises of the rulebook `paid_leave`, as properties over random answers, and its table against the law’s own.

What somebody has a right to is worked out here from the text of the law and not asked of the engine: full days by years
of service (Article 39, paragraphs 1 and 2), and those of paragraph 3 as the share of the days a week in 5.2, cut off.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

import pytest
from command_line import called
from hypothesis import given, settings
from hypothesis import strategies as st
from nakanaori.engine.authoring import check
from nakanaori.engine.consulting import Outcome, consult
from nakanaori.engine.language import Rulebook
from nakanaori.engine.proving import PROVEN, load_guarantees, prove
from nakanaori.engine.reading import load_rulebook, needed_texts, rulebook_texts
from nakanaori.rules import __file__ as rules

FOLDER = Path(rules).parent / "paid_leave"
USUAL_DAYS_A_WEEK = Fraction("5.2")
"""So many days a week work those to whom the law compares everybody else."""

UNKNOWN = st.just("unknown")
TENTHS = {name: st.integers(low, high) for name, low, high in (("years", 0, 600), ("weekly-hours", 5, 800))}
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "matter": st.sampled_from(("how-many", "take-some", "refused", "leaving", "unknown")),
        "attendance": st.sampled_from(("enough", "too-low", "unknown")),
        **{name: UNKNOWN | tenths.map(lambda value: f"{value / 10}") for name, tenths in TENTHS.items()},
        "weekly-days": UNKNOWN | st.integers(1, 7),
        "answer": st.sampled_from(("another-day", "for-a-reason", "always-busy", "no-such-thing", "unknown")),
        "left": UNKNOWN | st.integers(0, 20).map(lambda value: f"{value / 2}"),
        "taken": UNKNOWN | st.integers(0, 20).map(lambda value: f"{value / 2}"),
    },
)
CHECKED = settings(max_examples=300, deadline=None, derandomize=True, database=None)


@lru_cache(maxsize=1)
def shipped() -> Rulebook:
    return load_rulebook(FOLDER)


@pytest.fixture
def leave() -> Rulebook:
    return shipped()


def of_full_time(years: Fraction) -> int:
    """The days of whoever works full time, after so many years."""
    whole = int(years - Fraction(1, 2))
    return 10 + min(whole, 2) + 2 * min(max(whole - 2, 0), 4)


def days_of(answers: dict[str, object]) -> int | None:
    """How many days the law gives to whoever has answered so; None where it gives none or that cannot be told."""
    if answers.get("attendance") != "enough" or answers.get("years") in (None, "unknown"):
        return None
    years = Fraction(str(answers["years"]))
    if years < Fraction(1, 2) or answers.get("weekly-hours") in (None, "unknown"):
        return None
    full = of_full_time(years)
    if Fraction(str(answers["weekly-hours"])) >= 30:
        return full
    week = answers.get("weekly-days")
    if not isinstance(week, int):
        return None
    return full if week >= 5 else int(full * week / USUAL_DAYS_A_WEEK)


def told_days(outcome: Outcome) -> list[int]:
    planned = [one for one in outcome.plan if one.action.id == "know-your-days"]
    return [int(step.id[5:]) for one in planned for step in one.steps if re.fullmatch(r"days-\d+", step.id)]


def test_the_full_days_are_those_of_the_law() -> None:
    by_half_years = [of_full_time(Fraction(half, 2)) for half in range(1, 16)]
    assert by_half_years == [10, 10, 11, 11, 12, 12, 14, 14, 16, 16, 18, 18, 20, 20, 20]


@CHECKED
@given(ANSWERS)
def test_everybody_is_told_the_days_that_the_law_gives(answers: dict[str, object]) -> None:
    days = days_of(answers)
    outcome = consult(shipped(), answers, engine="reference")
    assert told_days(outcome) == ([] if days is None else [days])
    assert ("ten-or-more" in outcome.findings) is (days is not None and days >= 10)


@CHECKED
@given(ANSWERS)
def test_nobody_is_sent_to_ask_for_what_they_may_not_have(answers: dict[str, object]) -> None:
    outcome = consult(shipped(), answers, engine="reference")
    sent = {planned.action.id for planned in outcome.plan if planned.action.phase != "days"}
    years = answers.get("years")
    has_right = answers.get("attendance") == "enough" and years not in (None, "unknown") and float(str(years)) >= 0.5
    assert has_right or not sent
    if answers.get("answer") == "another-day":
        assert not sent & {"say-it-calmly-once", "get-advice", "note-any-harm"}


@pytest.mark.usefixtures("solver")
def test_it_is_without_findings_and_all_of_it_is_proven(leave: Rulebook) -> None:
    report = check(FOLDER)
    assert (report.remarks, report.notes, report.undecided) == ((), (), ())
    guarantees = load_guarantees(leave)
    assert len(guarantees) >= 9
    assert {proof.status for proof in prove(leave, guarantees)} == {PROVEN}


def test_its_scenarios_come_out_and_leave_nothing_untried(engine: str) -> None:
    tried = called("test", "--rulebook", FOLDER, "--coverage-min", 100, "--engine", engine, "--lang", "en")
    assert (tried.exit_code, tried.stderr) == (0, "")
    assert "All came out as expected." in tried.stdout


def test_both_rulebooks_make_one_site_with_a_front_page(tmp_path: Path) -> None:
    site = tmp_path / "site"
    made = called("publish", "--rulebook", FOLDER.with_name("regain_trust"), "--rulebook", FOLDER, "-o", site)
    assert made.exit_code == 0, made.stderr
    front = (site / "index.html").read_text(encoding="utf-8")
    for book in ("paid_leave", "regain_trust"):
        assert list((site / book).rglob("*.html"))
        assert book in front


def test_its_texts_are_complete_in_both_languages(leave: Rulebook) -> None:
    assert leave.languages == ("ja", "en")
    for language in leave.languages:
        assert {*needed_texts(leave)} <= {*rulebook_texts(leave, language).entries}
