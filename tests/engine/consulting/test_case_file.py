"""Cases in files: read with care, of an older rulebook too, and written so that they are read back."""

from __future__ import annotations

import os
import string
from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec
import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from measured import write_measured
from nakanaori.engine.consulting import case_document, check_answers, load_case, resumed_case
from nakanaori.engine.language import ONE, SEVERAL, CaseError, Place, Question, Rulebook, RulebookError
from nakanaori.engine.reading import load_rulebook
from small_rulebook import FILES, changed, write_rulebook

FILE = Path("case.yaml")
QUICK = settings(
    max_examples=80, database=None, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    """The small rulebook, which has a question of every kind."""
    return load_rulebook(write_rulebook(tmp_path_factory.mktemp("small")))


def answers_to(question: Question) -> st.SearchStrategy[object]:
    """Any answer that the question allows, in any order of its options."""
    unknown = st.just("unknown")
    if question.kind == "number":
        return unknown | st.integers(question.low, question.high)
    if question.kind == "one":
        return unknown | st.sampled_from(question.options)
    return unknown | st.lists(st.sampled_from(question.options), unique=True)


def answers_of(rulebook: Rulebook) -> st.SearchStrategy[dict[str, object]]:
    """Any answers to any of the questions, in any order of the questions."""
    fixed = st.fixed_dictionaries({}, optional={q.id: answers_to(q) for q in rulebook.questions})
    return fixed.flatmap(lambda answers: st.permutations(list(answers.items())).map(dict))


def problems_in(rulebook: Rulebook, text: str | bytes) -> list[str]:
    """The messages about a case file, none of which is without a place, a fault and a remedy."""
    data = text.encode() if isinstance(text, str) else text
    with pytest.raises(CaseError) as caught:
        load_case(rulebook, FILE, data)
    assert caught.value.problems
    assert all(problem.place.source == "case.yaml" and problem.wrong for problem in caught.value.problems)
    return str(caught.value).splitlines()


def one_problem(rulebook: Rulebook, answers: str) -> str:
    """The one message about these answers, which begin on line 3 of the file."""
    (message,) = problems_in(rulebook, f"rulebook: going_out\nanswers:\n{answers}\n")
    return message


# from a file ------------------------------------------------------------------------------------


def test_the_case_file_of_the_design(rulebook: Rulebook, tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(
        """\
rulebook: regain_trust
answers:
  fault: mine
  contact: refuses-to-meet
  cause: [was-late, overpromised]
"""
    )
    case = load_case(rulebook, path)
    assert case.answers == {"fault": "mine", "cause": ("was-late", "overpromised"), "contact": "refuses-to-meet"}
    assert case == check_answers(rulebook, case.answers)


@pytest.mark.parametrize("answers", ["answers:", "answers: {}", "answers: ''"])
def test_a_case_without_answers_yet(small: Rulebook, answers: str) -> None:
    assert load_case(small, FILE, f"rulebook: going_out\n{answers}\n".encode()).answers == {}


@pytest.mark.parametrize(
    ("typed", "number"), [("3", 3), ("-3", -3), ("0", 0), ("007", 7), ("'12'", 12), ("１２", 12), ("-10", -10)]
)
def test_numbers_in_a_file(small: Rulebook, typed: str, number: int) -> None:
    case = load_case(small, FILE, f"rulebook: going_out\nanswers: {{degrees: {typed}}}".encode())
    assert case.answers == {"degrees": number}


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("hours: 7.5", "7.5"),
        ("hours: '7.50'", "7.5"),
        ("hours: ７", "7"),
        ("price: '1,200'", 1200),
        ("day: 2024-04-01", "2024-04-01"),
        ("day: 2024年4月1日", "2024-04-01"),
    ],
)
def test_measures_in_a_file(tmp_path: Path, typed: str, answer: object) -> None:
    measured = load_rulebook(write_measured(tmp_path))
    case = load_case(measured, FILE, f"rulebook: going_out\nanswers: {{{typed}}}".encode())
    assert [*case.answers.values()] == [answer]
    assert load_case(measured, FILE, case_document(measured, case).encode()) == case


@pytest.mark.parametrize("typed", ["yes", "no"])
def test_yes_and_no_in_a_file_are_options(small: Rulebook, typed: str) -> None:
    case = load_case(small, FILE, f"rulebook: going_out\nanswers: {{at-home: {typed}}}".encode())
    assert case.answers == {"at-home": typed}


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ("  wether: sun", "case.yaml:3:3: There is no question 'wether'. Did you mean 'weather'?"),
        ("  weather: rian", "case.yaml:3:12: 'weather' has no option 'rian'. Did you mean 'rain'?"),
        ("  weather: [sun]", "case.yaml:3:12: 'weather' takes one option and is answered by a list. Known here: sun"),
        ("  weather:\n    - sun", "case.yaml:4:5: 'weather' takes one option and is answered by a list."),
        ("  weather: {sun: yes}", "case.yaml:3:12: 'weather' takes one option and is answered by a mapping."),
        ("  weather: ''", "case.yaml:3:12: 'weather' takes one option and is answered by nothing."),
        ("  weather: true", "case.yaml:3:12: 'weather' has no option 'true'."),
        ("  bag: hat", "case.yaml:3:8: 'bag' may have several answers and is answered by 'hat'. Give a list"),
        ("  bag: {hat: yes}", "case.yaml:3:8: 'bag' may have several answers and is answered by a mapping."),
        ("  bag: ''", "case.yaml:3:8: 'bag' may have several answers and is answered by nothing."),
        ("  bag: [hat, umbrela]", "case.yaml:3:14: 'bag' has no option 'umbrela'. Did you mean 'umbrella'?"),
        ("  bag:\n    - hat\n    - tee", "case.yaml:5:7: 'bag' has no option 'tee'. Did you mean 'tea'?"),
        ("  bag: [hat, unknown]", "case.yaml:3:14: 'unknown' cannot stand among chosen options."),
        ("  bag: [hat,\n  tea, hat]", "case.yaml:4:8: 'hat' is chosen twice. Name it once."),
        ("  bag: [hat, [tea]]", "case.yaml:3:14: 'bag' takes one option and is answered by nothing."),
        ("  degrees: 41", "case.yaml:3:12: 'degrees' is answered by 41. Give a whole number from -10 to 40"),
        ("  degrees: 1.5", "case.yaml:3:12: 'degrees' is answered by '1.5'."),
        ("  degrees: --5", "case.yaml:3:12: 'degrees' is answered by '--5'."),
        ("  degrees: 1_0", "case.yaml:3:12: 'degrees' is answered by '1_0'."),
        ("  degrees: 1e1", "case.yaml:3:12: 'degrees' is answered by '1e1'."),
        ("  degrees: 0x10", "case.yaml:3:12: 'degrees' is answered by '0x10'."),
        ("  degrees: ²", "case.yaml:3:12: 'degrees' is answered by '²'."),
        ("  degrees: 9999999999999999999", "case.yaml:3:12: 'degrees' is answered by '9999999999999999999'."),
        ("  degrees: [3]", "case.yaml:3:12: 'degrees' is answered by a list."),
        ("  weather: sun\n  weather: rain", "case.yaml:4:3: The key 'weather' stands twice."),
    ],
)
def test_a_mistake_in_an_answer_names_its_line(small: Rulebook, answers: str, message: str) -> None:
    assert message in one_problem(small, answers)


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("", ["case.yaml: The file is empty."]),
        ("word", ["case.yaml:1:1: A case file must be a mapping. Begin it with 'rulebook: …' and 'answers:'."]),
        ("- a", ["case.yaml:1:1: A case file must be a mapping."]),
        ("rulebook: going_out", ["case.yaml:1:1: The case has no answers. Add 'answers: {}' or answers."]),
        ("answers: {}", ["case.yaml:1:1: The case does not say for which rulebook it is. Add 'rulebook: going_out'."]),
        ("{}", ["1:1: The case does not say for which", "1:1: The case has no answers."]),
        (
            "rulebook: regain_trust\nanswers: {}",
            ["case.yaml:1:11: The case is for the rulebook 'regain_trust', not for 'going_out'. Name the right one"],
        ),
        ("rulebook: [going_out]\nanswers: {}", ["case.yaml:1:11: The case is for the rulebook 'something else'"]),
        ("rulebook: going_out\nanswers: [sun]", ["case.yaml:2:10: 'answers' must be a mapping."]),
        ("rulebook: going_out\nanswers: sun", ["case.yaml:2:10: 'answers' must be a mapping."]),
        (
            "rulebook: going_out\nanswer: {}\nanswers: {}",
            ["2:1: A case file has no key 'answer'. Did you mean 'answers'?"],
        ),
        (
            "rulebook: going_out\nanswers: {}\nname: Taro",
            ["3:1: A case file has no key 'name'. Known here: rule"],
        ),
        ("rulebook: going_out\nanswers: &a {}", ["case.yaml:2:10: The anchor '&a' is not allowed."]),
        ("rulebook: going_out\nanswers: {", ["not YAML"]),
        (b"rulebook: going_out\nanswers: {weather: \xff}", ["case.yaml:2:20: The file is not UTF-8."]),
    ],
)
def test_a_file_that_is_no_case(small: Rulebook, text: str | bytes, messages: list[str]) -> None:
    found = problems_in(small, text)
    assert [message in line for message, line in zip(messages, found, strict=True)] == [True] * len(messages), found


def test_every_mistake_at_once_each_with_its_line(small: Rulebook) -> None:
    found = problems_in(
        small,
        """\
rulebook: regain_trust
extra: 1
answers:
  wether: sun
  weather: rian
  bag:
    - hat
    - tee
    - unknown
    - hat
  degrees: 99
  at-home: [yes]
""",
    )
    assert [line.split(": ")[0] for line in found] == [
        f"case.yaml:{place}" for place in ("1:11", "2:1", "4:3", "5:12", "8:7", "9:7", "10:7", "11:12", "12:12")
    ]


def test_a_file_that_is_not_there(small: Rulebook, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.yaml"):
        with pytest.raises(CaseError) as caught:
            load_case(small, path)
        assert str(caught.value).startswith(f"{path}: ")


def test_a_list_of_a_hundred_thousand_repetitions_is_refused_soon(small: Rulebook) -> None:
    """Counting each among all the others took minutes."""
    answers = "rulebook: going_out\nanswers: {bag: [" + "hat," * 20_000 + "]}"
    assert len(problems_in(small, answers)) == 19_999


# saved when the rulebook was another ------------------------------------------------------------


def saved(folder: Path, answers: str, head: str = "rulebook: going_out") -> Path:
    path = folder / "saved.yaml"
    path.write_text(f"{head}\nanswers:\n{answers}", encoding="utf-8")
    return path


def test_a_case_that_fits_is_resumed_whole(small: Rulebook, tmp_path: Path) -> None:
    path = saved(tmp_path, "  weather: rain\n  bag: [hat]\n  degrees: 3\n  at-home: unknown\n")
    resumed = resumed_case(small, path)
    assert (resumed.case, resumed.dropped) == (load_case(small, path), ())


@pytest.mark.parametrize(
    ("answers", "kept", "dropped"),
    [
        ("  wether: rain\n  degrees: 3\n", {"degrees": 3}, ":3:3: There is no question 'wether'. Did you mean"),
        ("  weather: rian\n  degrees: 3\n", {"degrees": 3}, ":3:12: 'weather' has no option 'rian'. Did you mean"),
        ("  degrees: 3\n  bag: [hat, cap]\n", {"degrees": 3, "bag": ("hat",)}, ":4:14: 'bag' has no option 'cap'."),
        ("  degrees: 3\n  bag: [cap]\n", {"degrees": 3}, ":4:9: 'bag' has no option 'cap'."),
        ("  weather: sun\n  degrees: 41\n", {"weather": "sun"}, ":4:12: 'degrees' is answered by 41."),
        ("  weather: sun\n  bag: hat\n", {"weather": "sun"}, ":4:8: 'bag' may have several answers"),
        ("  weather: [sun]\n  bag: []\n", {"bag": ()}, ":3:12: 'weather' takes one option"),
        ("  weather: sun\nversion: 2\n", {"weather": "sun"}, ":4:1: A case file has no key 'version'."),
    ],
)
def test_what_still_fits_is_kept_and_the_rest_is_told(
    small: Rulebook, tmp_path: Path, answers: str, kept: dict[str, object], dropped: str
) -> None:
    path = saved(tmp_path, answers)
    resumed = resumed_case(small, path)
    assert resumed.case.answers == kept
    assert resumed.case == check_answers(small, kept)
    (problem,) = resumed.dropped
    assert str(problem).startswith(f"{path}{dropped}")
    with pytest.raises(CaseError) as caught:
        load_case(small, path)
    assert caught.value.problems == resumed.dropped


def test_fewer_options_than_are_asked_for_are_not_kept(tmp_path: Path) -> None:
    files = changed("questions.yaml", "hat, scarf, tea]", "hat, scarf, tea]\n  at-least: 2")
    rulebook = load_rulebook(write_rulebook(tmp_path / "rules", files))
    for answers, kept in (("[hat, cap]", {}), ("[hat]", {}), ("[hat, cap, tea]", {"bag": ("hat", "tea")})):
        resumed = resumed_case(rulebook, saved(tmp_path, f"  bag: {answers}\n"))
        assert resumed.case.answers == kept
        assert len(resumed.dropped) == 1


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("rulebook: another\nanswers: {weather: sun}\n", "for the rulebook 'another', not for 'going_out'"),
        ("answers: {weather: sun}\n", "does not say for which rulebook"),
        ("rulebook: going_out\n", "has no answers"),
        ("rulebook: going_out\nanswers: [sun]\n", "'answers' must be a mapping"),
        ("- sun\n", "must be a mapping"),
        ("", "empty"),
        ("answers: ]", "not YAML"),
    ],
)
def test_what_is_no_case_of_this_rulebook_cannot_be_resumed(
    small: Rulebook, tmp_path: Path, text: str, wrong: str
) -> None:
    (tmp_path / "saved.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(CaseError, match=wrong):
        resumed_case(small, tmp_path / "saved.yaml")


def test_a_pipe_cannot_be_resumed_and_keeps_nobody_waiting(small: Rulebook, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for read in (resumed_case, load_case):
        with pytest.raises(CaseError, match="no ordinary file"):
            read(small, tmp_path / "pipe")


# round trips ------------------------------------------------------------------------------------


@given(data=st.data())
@QUICK
def test_a_case_of_the_shipped_rulebook_is_read_back_as_it_was(rulebook: Rulebook, data: st.DataObject) -> None:
    case = check_answers(rulebook, data.draw(answers_of(rulebook)))
    assert load_case(rulebook, FILE, case_document(rulebook, case).encode()) == case


@given(data=st.data())
@QUICK
def test_a_case_of_the_small_rulebook_is_read_back_as_it_was(small: Rulebook, data: st.DataObject) -> None:
    case = check_answers(small, data.draw(answers_of(small)))
    assert load_case(small, FILE, case_document(small, case).encode()) == case


@given(data=st.data())
@QUICK
def test_the_order_of_answers_and_options_makes_no_difference(small: Rulebook, data: st.DataObject) -> None:
    answers = data.draw(answers_of(small))
    shuffled = {
        key: data.draw(st.permutations(value)) if isinstance(value, list) else value
        for key, value in reversed(answers.items())
    }
    assert case_document(small, check_answers(small, answers)) == case_document(small, check_answers(small, shuffled))


@pytest.mark.parametrize("number", [-999_999_999, -10, 0, 999_999_999])
def test_numbers_of_nine_digits_are_read_back(tmp_path: Path, number: int) -> None:
    files = {"questions.yaml": FILES["questions.yaml"].replace("-10", "-999999999").replace("40", "999999999")}
    wide = load_rulebook(write_rulebook(tmp_path, files))
    case = check_answers(wide, {"degrees": number})
    assert load_case(wide, FILE, case_document(wide, case).encode()) == case


@pytest.mark.parametrize("option", ["yes", "null", "true", "1.1", "007", "はい", "_", "0x1", "a-b.c"])
def test_options_that_yaml_would_take_for_something_else_are_read_back(tmp_path: Path, option: str) -> None:
    files = changed("questions.yaml", "[umbrella, hat, scarf, tea]", f"[umbrella, hat, scarf, tea, {option}]")
    rulebook = load_rulebook(write_rulebook(tmp_path, {**files}))
    case = check_answers(rulebook, {"bag": ["hat", option]})
    assert load_case(rulebook, FILE, case_document(rulebook, case).encode()) == case


@pytest.mark.parametrize(
    "option",
    [
        *("y", "Y", "n", "yes", "No", "ON", "off", "true", "False", "null", "NULL", "~", "unknown2", "_", "="),
        *("1", "007", "1.1", "1e3", "0x1f", "0o7", "1_000", "12:30:45", "2024-01-01", ".inf", "-1", "１", "it's"),
        *("はい", "no-one", "on.time", "e5", "a b", "#a", "a: b"),
    ],
)
def test_every_reader_of_yaml_takes_a_saved_answer_for_text(small: Rulebook, option: str) -> None:
    """PyYAML reads YAML 1.1, where `no` is a truth value and `12:30:45` a number."""
    options = Question("q", ONE, (option,), 0, 0, Place("here"))
    several = Question(option, SEVERAL, (option, "other"), 0, 0, Place("here"))
    book = msgspec.structs.replace(small, id=option, questions=(options, several))
    written = case_document(book, check_answers(book, {"q": option, option: [option, "other"]}))
    assert yaml.safe_load(written) == {"rulebook": option, "answers": {"q": option, option: [option, "other"]}}
    assert load_case(book, FILE, written.encode()).answers == {"q": option, option: (option, "other")}


def test_what_can_be_read_in_one_way_alone_is_written_without_quotes(small: Rulebook) -> None:
    case = check_answers(small, {"weather": "rain", "bag": ["hat"], "degrees": 7, "at-home": "yes"})
    lines = ["rulebook: going_out", "answers:", "  weather: rain", "  bag: [hat]", "  degrees: 7", "  at-home: 'yes'"]
    assert case_document(small, case).splitlines() == lines


@pytest.mark.parametrize("typed", ["－５", "−5", "-5", "‐5", "ー5", "'-5'", "'−５'"])
def test_numbers_in_a_file_are_read_as_they_are_typed_elsewhere(small: Rulebook, typed: str) -> None:
    read = load_case(small, FILE, f"rulebook: going_out\nanswers: {{degrees: {typed}}}".encode())
    assert read.answers == {"degrees": -5}


@pytest.mark.parametrize("typed", ["²", "5²", "½", "5.0", "1e1", "--5", "- 5", "五"])
def test_what_is_no_whole_number_is_not_guessed_at_in_a_file(small: Rulebook, typed: str) -> None:
    with pytest.raises(CaseError, match="'degrees' is answered by"):
        load_case(small, FILE, f"rulebook: going_out\nanswers: {{degrees: '{typed}'}}".encode())


WORD = st.text(string.ascii_letters + string.digits + "_-.:# '\"[]{}&*!|>%@`,はい、", min_size=1, max_size=8)


@given(identity=WORD)
@example(identity="a: b")
@example(identity="家-1.b")
@example(identity="yes")
@settings(QUICK, max_examples=60)
def test_whatever_id_a_rulebook_may_have_its_cases_are_read_back(
    identity: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Either the rulebook does not load, or a case written for it names it in such a way that it is understood."""
    head = FILES["rulebook.yaml"].replace("going_out", "'" + identity.replace("'", "''") + "'")
    folder = write_rulebook(tmp_path_factory.mktemp("named"), {"rulebook.yaml": head})
    try:
        rulebook = load_rulebook(folder)
    except RulebookError:
        return
    case = check_answers(rulebook, {"weather": "sun"})
    assert load_case(rulebook, FILE, case_document(rulebook, case).encode()) == case


def test_what_is_written_is_a_file_a_person_can_read(small: Rulebook) -> None:
    write: Callable[..., str] = lambda **answers: case_document(small, check_answers(small, answers))  # noqa: E731
    assert write() == "rulebook: going_out\nanswers: {}\n"
    assert write(bag=["tea", "hat"], weather="unknown", degrees=-3) == (
        "rulebook: going_out\nanswers:\n  weather: unknown\n  bag: [hat, tea]\n  degrees: -3\n"
    )
    assert write(bag=[]) == "rulebook: going_out\nanswers:\n  bag: []\n"


# ticks and the day ------------------------------------------------------------------------------


def test_ticks_and_the_day_are_kept_and_read_back(small: Rulebook) -> None:
    done = "{stay-in: 2026-11-21, take-an-umbrella: 2026-11-20}"
    text = f"rulebook: going_out\ndate: 2026-11-19\nanswers: {{weather: sun}}\ndone: {done}\n"
    case = load_case(small, FILE, text.encode())
    assert case.date == date(2026, 11, 19)
    assert [*case.done.items()] == [("take-an-umbrella", date(2026, 11, 20)), ("stay-in", date(2026, 11, 21))]
    written = case_document(small, case)
    assert load_case(small, FILE, written.encode()) == case
    # Other readers take an unquoted day for a date.
    assert yaml.safe_load(written)["done"] == {"take-an-umbrella": "2026-11-20", "stay-in": "2026-11-21"}
    assert yaml.safe_load(written)["date"] == "2026-11-19"


def test_without_ticks_nothing_is_said_of_them(small: Rulebook) -> None:
    case = load_case(small, FILE, b"rulebook: going_out\nanswers: {}\ndone:\n")
    assert (case.done, case.date) == ({}, None)
    assert case_document(small, case) == "rulebook: going_out\nanswers: {}\n"


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("done: {stay-inn: 2026-11-20}", "3:8: There is no action 'stay-inn'. Did you mean 'stay-in'?"),
        ("done: {stay-in: yesterday}", "3:17: 'stay-in' must be a day. Write it as year, month and day: 2026-01-31."),
        ("done: {stay-in: 2026-02-30}", "3:17: 'stay-in' must be a day."),
        ("done: {stay-in: 20261120}", "3:17: 'stay-in' must be a day."),
        ("done: {stay-in: [2026-11-20]}", "3:17: 'stay-in' must be a day."),
        ("done: [stay-in]", "3:7: 'done' must be a mapping."),
        ("date: soon", "3:7: 'date' must be a day."),
        ("date: ２０２６-11-20", "3:7: 'date' must be a day."),
    ],
)
def test_ticks_that_do_not_fit_are_told_and_left_out(small: Rulebook, tmp_path: Path, lines: str, message: str) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(f"rulebook: going_out\nanswers: {{weather: sun}}\n{lines}\n", encoding="utf-8")
    resumed = resumed_case(small, path)
    assert resumed.case == check_answers(small, {"weather": "sun"})
    (problem,) = resumed.dropped
    assert message in str(problem)
    with pytest.raises(CaseError):
        load_case(small, path)


@given(data=st.data())
@QUICK
def test_ticks_and_days_are_read_back_as_they_were(rulebook: Rulebook, data: st.DataObject) -> None:
    days = st.dates(min_value=date(1, 1, 1))
    done = data.draw(st.dictionaries(st.sampled_from([*rulebook.action]), days, max_size=5))
    in_order = {action: done[action] for action in rulebook.action if action in done}
    case = msgspec.structs.replace(
        check_answers(rulebook, data.draw(answers_of(rulebook))), done=in_order, date=data.draw(st.none() | days)
    )
    written = case_document(rulebook, case)
    assert load_case(rulebook, FILE, written.encode()) == case
    assert case_document(rulebook, load_case(rulebook, FILE, written.encode())) == written
