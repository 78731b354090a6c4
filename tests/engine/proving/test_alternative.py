"""`why-not`: what stands in an action's way, and the fewest answers that would have to be different."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from random import Random

import dice
import pytest
from brute_force import UNANSWERED, number_of_futures, plan, values
from click.testing import CliRunner, Result
from nakanaori.cli.main import nakanaori
from nakanaori.engine.consulting import Answer, Case, check_answers, consult
from nakanaori.engine.language import SEVERAL, Question, Rulebook
from nakanaori.engine.proving import (
    MOST_CHANGES,
    PROVEN_FEWEST,
    TRIED_FEWER,
    UNPROVEN_FEWEST,
    Alternative,
    Change,
    DisagreementError,
    find_alternative,
)
from nakanaori.engine.proving import alternative as alternative_module
from nakanaori.engine.proving.alternative import confirm, searched
from nakanaori.engine.reading import load_rulebook
from small_rulebook import changed, write_rulebook

NO_CONTACT = """\
rulebook: regain_trust
answers:
  danger: []
  relation: customer
  fault: mine
  apology: not-yet
  contact: wants-no-contact
"""
IN_DANGER = """\
rulebook: regain_trust
answers:
  danger: [hurt-or-threatened]
  fault: mine
  apology: not-yet
  contact: willing-to-meet
  reach: [meet]
"""
UNREACHABLE = """\
- action: fly-away
  phase: later
  cites: ["2"]
  steps: [sit-down]
- action: take-an-umbrella
"""

needs_solver = pytest.mark.usefixtures("solver")


def run(tmp_path: Path, case: str, *arguments: str) -> Result:
    path = tmp_path / "case.yaml"
    path.write_text(case, encoding="utf-8")
    return CliRunner().invoke(nakanaori, ["why-not", str(path), *arguments])


# against brute force --------------------------------------------------------------------------------------------------


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
    for rulebook, thrown in small_rulebooks(8, 10, 20_000):
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
    case = check_answers(rulebook, {"fault": "mine", "cause": ["was-late", "lied"]})
    other = searched(rulebook, case, "give-things-a-fixed-place")
    assert other.answers["cause"] == ("was-late", "lied", "lost-something")


def test_what_changes_more_than_three_answers_is_beyond_the_search(rulebook: Rulebook) -> None:
    other = searched(rulebook, check_answers(rulebook, {}), "consider-changing-jobs")
    assert other == Alternative(possible=True, changes=(), answers={}, certainty=TRIED_FEWER, tried=3)


def test_a_search_that_could_not_try_everything_says_so(rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alternative_module, "MOST_WAYS", 0)
    other = searched(rulebook, check_answers(rulebook, {}), "keep-a-record")
    assert (other.changes, other.certainty, other.tried) == ((), UNPROVEN_FEWEST, 0)


@needs_solver
def test_a_solver_out_of_time_gives_way_to_the_search(rulebook: Rulebook) -> None:
    other = find_alternative(rulebook, check_answers(rulebook, {"fault": "mine"}), "keep-a-record", seconds=0.0)
    assert other.out_of == "time"
    assert (other.certainty, len(other.changes)) == (TRIED_FEWER, 1)


def test_a_claim_that_the_evaluator_denies_is_no_result(rulebook: Rulebook) -> None:
    with pytest.raises(DisagreementError, match="apologise-in-person"):
        confirm(rulebook, {"fault": "mine"}, "apologise-in-person")


# the command ----------------------------------------------------------------------------------------------------------


@needs_solver
def test_japanese_text(tmp_path: Path) -> None:
    result = run(tmp_path, NO_CONTACT, "hear-them-out", "--lang", "ja")
    assert result.exit_code == 0, result.output
    told = "".join(result.stdout.split())
    assert "いまは控える理由" in told
    assert "次の2つの答えが違っていたら、リストに入ります。" in told
    assert "-連絡についての相手の気持ち：「会ってもよいと言っている」（いまの答えは「" in told
    assert "-連絡できる手段：「会う」（まだ答えていません）" in told
    assert "これより少ない違いでは入らないことが、証明されています。" in told
    assert "事実と違う答えを勧めているのではありません。" in told


@needs_solver
def test_english_text_that_keeps_danger_in_its_place(tmp_path: Path) -> None:
    result = run(tmp_path, IN_DANGER, "apologise-in-person", "--lang", "en")
    assert result.exit_code == 0, result.output
    told = " ".join(result.stdout.split())
    assert "a weightier reason speaks against it" in told
    assert "It would be in the plan if one answer were different:" in told
    assert "Safety right now: none of these." in told
    assert "Nothing less would do; that is proven." in told
    assert "It is not a suggestion to answer otherwise than things are" in told
    assert "What you told about your safety comes before all of this." in told


def test_safety_is_not_spoken_of_where_nothing_was_said_of_it(tmp_path: Path) -> None:
    result = run(tmp_path, NO_CONTACT, "hear-them-out", "--lang", "en")
    assert "safety comes before" not in " ".join(result.stdout.split())


@pytest.mark.usefixtures("no_solver")
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "It was searched, so it is not proven fewest. To have it proven, install the solver:"),
        ("ja", "最少であることの証明ではありません。証明するには、ソルバーを入れてください"),
    ],
)
def test_without_the_solver_it_says_that_nothing_is_proven(tmp_path: Path, language: str, said: str) -> None:
    result = run(tmp_path, NO_CONTACT, "hear-them-out", "--lang", language)
    assert result.exit_code == 0, result.output
    assert "".join(said.split()) in "".join(result.stdout.split())
    assert "pip install 'nakanaori[prove]'" in result.stdout


@pytest.mark.usefixtures("no_solver")
def test_without_the_solver_more_than_three_changes_are_left_open(tmp_path: Path) -> None:
    result = run(tmp_path, "rulebook: regain_trust\nanswers: {}\n", "consider-changing-jobs", "--lang", "en")
    assert result.exit_code == 0, result.output
    assert "Every change of up to 3 answers was tried, and none brings it about." in " ".join(result.stdout.split())


def test_what_nothing_can_bring_about(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_rulebook(tmp_path / "rules", changed("actions.yaml", "- action: take-an-umbrella\n", UNREACHABLE))
    case = "rulebook: going_out\nanswers: {weather: rain}\n"
    for z3_is_missing in (False, True):
        if z3_is_missing:
            monkeypatch.setitem(sys.modules, "z3", None)
        result = run(tmp_path, case, "fly-away", "--rulebook", str(folder), "--lang", "en")
        assert result.exit_code == 0, result.output
        assert "No answers at all bring" in result.stdout
        assert "into the plan; that is proven." in " ".join(result.stdout.split())


def test_an_action_in_the_plan_is_a_no(tmp_path: Path) -> None:
    result = run(tmp_path, NO_CONTACT, "keep-distance", "--lang", "en")
    assert result.exit_code == 1
    assert "is number 1 in the plan" in result.stdout
    assert "What speaks for it" in result.stdout
    assert "What would bring it about" not in result.stdout
    result = run(tmp_path, NO_CONTACT, "keep-distance", "--lang", "ja", "--format", "json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["alternative"] is None


@needs_solver
def test_json(tmp_path: Path) -> None:
    result = run(tmp_path, NO_CONTACT, "hear-them-out", "--lang", "en", "--format", "json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert (told["action"], told["status"], told["rank"], told["language"]) == ("hear-them-out", "unadvised", 0, "en")
    assert [reason["rule"] for reason in told["against"]] == ["distance-means-distance", "no-contact-means-none"]
    assert told["reasons"][0]["rule"] == "they-can-be-heard"
    assert told["alternative"]["changes"] == [
        {"question": "contact", "before": "wants-no-contact", "after": "willing-to-meet"},
        {"question": "reach", "before": None, "after": ["meet"]},
    ]
    assert (told["alternative"]["possible"], told["alternative"]["certainty"]) == (True, "proven")
    assert told["alternative"]["answers"]["reach"] == ["meet"]
    assert run(tmp_path, NO_CONTACT, "hear-them-out", "--lang", "en", "--format", "json").stdout == result.stdout


def test_the_case_it_names_can_be_advised_on(tmp_path: Path) -> None:
    result = run(tmp_path, NO_CONTACT, "hear-them-out", "--format", "json")
    answers = json.loads(result.stdout)["alternative"]["answers"]
    assert consult(load_rulebook(), answers).planned("hear-them-out") is not None


@pytest.mark.parametrize(
    ("case", "arguments", "said"),
    [
        (NO_CONTACT, ["hear-them-oot"], "Did you mean 'hear-them-out'?"),
        (NO_CONTACT, ["hear-them-out", "--lang", "fr"], "no texts in 'fr'"),
        ("rulebook: regain_trust\nanswers: {fauld: mine}\n", ["hear-them-out"], "Did you mean 'fault'?"),
        ("answers: [", ["hear-them-out"], "case.yaml:"),
        (NO_CONTACT, [], "Missing argument 'ACTION'"),
        (NO_CONTACT, ["hear-them-out", "--format", "xml"], "'xml' is not one of"),
    ],
)
def test_bad_input(tmp_path: Path, case: str, arguments: list[str], said: str) -> None:
    result = run(tmp_path, case, *arguments)
    assert result.exit_code == 2
    assert said in result.output
    assert "Traceback" not in result.output


def test_the_result_can_go_to_a_file(tmp_path: Path) -> None:
    result = run(tmp_path, NO_CONTACT, "hear-them-out", "--lang", "en", "-o", str(tmp_path / "told.txt"))
    assert (result.exit_code, result.stdout) == (0, "")
    assert "What would bring it about" in (tmp_path / "told.txt").read_text(encoding="utf-8")
