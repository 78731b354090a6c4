"""Cases: answers from Python and from files, checked against a rulebook, and written so that they are read back."""

from __future__ import annotations

import itertools
import string
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum, IntEnum
from fractions import Fraction
from pathlib import Path

import msgspec
import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from nakanaori.engine.consulting import case_document, check_answers, load_case
from nakanaori.engine.language import ONE, SEVERAL, CaseError, Place, Problem, Question, Rulebook, RulebookError
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


# from Python ------------------------------------------------------------------------------------


def test_answers_are_put_in_the_rulebooks_order(small: Rulebook) -> None:
    case = check_answers(small, {"at-home": "no", "degrees": 0, "bag": ["tea", "umbrella"], "weather": "rain"})
    assert list(case.answers.items()) == [
        ("weather", "rain"),
        ("bag", ("umbrella", "tea")),
        ("degrees", 0),
        ("at-home", "no"),
    ]


@pytest.mark.parametrize("chosen", [["hat", "tea"], ("tea", "hat"), {"tea", "hat"}, frozenset({"hat", "tea"})])
def test_chosen_options_may_stand_in_any_kind_of_collection(small: Rulebook, chosen: object) -> None:
    assert check_answers(small, {"bag": chosen}).answers == {"bag": ("hat", "tea")}


def test_none_of_the_options_is_an_answer_and_silence_is_not(small: Rulebook) -> None:
    assert check_answers(small, {"bag": []}).answers == {"bag": ()}
    assert check_answers(small, {}).answers == {}
    assert "bag" in check_answers(small, {"bag": []}).facts
    assert "bag" not in check_answers(small, {}).facts


@pytest.mark.parametrize("question", ["weather", "bag", "degrees", "at-home"])
def test_unknown_answers_every_question(small: Rulebook, question: str) -> None:
    assert check_answers(small, {question: "unknown"}).answers == {question: "unknown"}


@pytest.mark.parametrize("number", [-10, -1, 0, 40])
def test_numbers_from_the_lowest_to_the_highest(small: Rulebook, number: int) -> None:
    assert check_answers(small, {"degrees": number}).answers == {"degrees": number}


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"wether": "sun"}, "answers.wether: There is no question 'wether'. Did you mean 'weather'?"),
        ({"weather": "rian"}, "answers.weather: 'weather' has no option 'rian'. Did you mean 'rain'?"),
        ({"weather": "x"}, "'weather' has no option 'x'. Known here: sun, rain, snow, unknown."),
        ({"weather": "Rain"}, "Did you mean 'rain'?"),
        ({"weather": ["sun"]}, "'weather' takes one option and is answered by a list. Known here: sun, rain"),
        ({"weather": []}, "'weather' takes one option and is answered by a list."),
        ({"weather": None}, "is answered by nothing."),
        ({"weather": True}, "is answered by a truth value."),
        ({"weather": 1}, "is answered by 1."),
        ({"weather": {"a": "b"}}, "is answered by a mapping."),
        ({"weather": b"sun"}, "is answered by b'sun'."),
        ({"weather": ""}, "'weather' has no option ''."),
        ({"at-home": False}, "'at-home' takes one option and is answered by a truth value. Known here: yes, no, unk"),
        ({"bag": "hat"}, "'bag' may have several answers and is answered by 'hat'. Give a list of options, []"),
        ({"bag": None}, "is answered by nothing. Give a list"),
        ({"bag": {"hat": True}}, "is answered by a mapping. Give a list"),
        ({"bag": b"hat"}, "is answered by b'hat'. Give a list"),
        ({"bag": bytearray(b"hat")}, "Give a list"),
        ({"bag": itertools.count()}, "Give a list"),
        ({"bag": ["hat", "umbrela"]}, "'bag' has no option 'umbrela'. Did you mean 'umbrella'?"),
        ({"bag": ["hat", "unknown"]}, "'unknown' cannot stand among chosen options. Answer 'bag: unknown', or leave"),
        ({"bag": ["unknown"]}, "'unknown' cannot stand among chosen options."),
        ({"bag": ["hat", "tea", "hat"]}, "'hat' is chosen twice. Name it once."),
        ({"bag": ["hat", ["tea"]]}, "'bag' takes one option and is answered by a list."),
        ({"bag": ["hat", None]}, "'bag' takes one option and is answered by nothing."),
        ({"degrees": 41}, "'degrees' is answered by 41. Give a whole number from -10 to 40, or 'unknown'."),
        ({"degrees": -11}, "'degrees' is answered by -11."),
        ({"degrees": 3.0}, "'degrees' is answered by 3.0."),
        ({"degrees": float("nan")}, "'degrees' is answered by nan."),
        ({"degrees": True}, "'degrees' is answered by a truth value."),
        ({"degrees": "3"}, "'degrees' is answered by '3'."),
        ({"degrees": [3]}, "'degrees' is answered by a list."),
        ({"degrees": None}, "'degrees' is answered by nothing."),
        ({3: "sun"}, "There is no question '3'."),
        ({None: "sun"}, "There is no question 'nothing'."),
        ({("weather",): "sun"}, "There is no question"),
    ],
)
def test_an_answer_that_does_not_fit(small: Rulebook, answers: dict[str, object], message: str) -> None:
    with pytest.raises(CaseError) as caught:
        check_answers(small, answers)
    assert len(caught.value.problems) == 1
    assert str(caught.value).startswith("answers.")
    assert message in str(caught.value)


@pytest.mark.parametrize("sign", [1, -1])
def test_numbers_too_long_to_be_written(small: Rulebook, sign: int) -> None:
    """Python refuses to write numbers of more than 4,300 digits; that must not be what the caller gets to see."""
    number = sign * 10**5000
    for answers in ({"weather": number}, {"bag": [number]}, {"degrees": number}, {number: "sun"}):
        with pytest.raises(CaseError):
            check_answers(small, answers)  # type: ignore[arg-type]


def test_values_that_cannot_even_be_shown(small: Rulebook) -> None:
    class Hostile:
        def __repr__(self) -> str:
            raise RuntimeError

    for answers in ({"weather": Hostile()}, {"bag": [Hostile()]}, {"degrees": Hostile()}, {Hostile(): "sun"}):
        with pytest.raises(CaseError, match="Hostile"):
            check_answers(small, answers)  # type: ignore[arg-type]


class Weather(str, Enum):
    """A kind of text that neither prints nor hashes like one."""

    RAIN = "rain"
    UNKNOWN = "unknown"
    FOG = "fog"

    def __hash__(self) -> int:
        return 1

    def __str__(self) -> str:
        return f"<{self.name}>"


class Word(str):
    """Text that is equal to nothing and cannot be a key."""

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        return False

    def __format__(self, form: str) -> str:
        raise RuntimeError


class Key(str):
    """Text that is a key of its own, whatever its letters."""

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)


class Degrees(IntEnum):
    COLD = -10


class Int64:
    """A number of another library."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __index__(self) -> int:
        return self.number


@pytest.mark.parametrize(
    ("answers", "kept"),
    [
        ({"weather": Weather.RAIN}, {"weather": "rain"}),
        ({"weather": Word("rain")}, {"weather": "rain"}),
        ({"weather": Weather.UNKNOWN}, {"weather": "unknown"}),
        ({"bag": Word("unknown")}, {"bag": "unknown"}),
        ({"degrees": Word("unknown")}, {"degrees": "unknown"}),
        ({"bag": [Word("tea"), Word("hat")]}, {"bag": ("hat", "tea")}),
        ({"bag": {Key("tea"), Key("hat")}}, {"bag": ("hat", "tea")}),
        ({"degrees": Degrees.COLD}, {"degrees": -10}),
        ({"degrees": Int64(7)}, {"degrees": 7}),
        ({Key("weather"): "rain"}, {"weather": "rain"}),
        ({Key("degrees"): Int64(7), Key("weather"): Weather.RAIN}, {"weather": "rain", "degrees": 7}),
    ],
)
def test_kinds_of_text_and_of_numbers_are_kept_as_plain_ones(
    small: Rulebook, answers: dict[str, object], kept: dict[str, object]
) -> None:
    case = check_answers(small, answers)
    assert case == check_answers(small, kept)
    assert dict(case.answers) == kept
    assert plain_types(case.answers) == plain_types(kept)
    assert plain_types(case.facts) <= {str, int, frozenset}
    assert load_case(small, FILE, case_document(small, case).encode()) == case


def plain_types(values: Mapping[str, object]) -> set[type]:
    """The types of keys and values, and of what the values hold."""
    found = {type(part) for pair in values.items() for part in pair}
    return found | {type(item) for value in values.values() if isinstance(value, (tuple, frozenset)) for item in value}


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"weather": Weather.FOG}, "answers.weather: 'weather' has no option 'fog'. Known here: sun, rain,"),
        ({"weather": Word("rian")}, "'weather' has no option 'rian'. Did you mean 'rain'?"),
        ({"bag": ["hat", Word("umbrela")]}, "'bag' has no option 'umbrela'. Did you mean 'umbrella'?"),
        ({"bag": [Word("hat"), Key("hat")]}, "'hat' is chosen twice."),
        ({"bag": {Key("hat"), Key("hat")}}, "'hat' is chosen twice."),
        ({"bag": (option for option in ["hat"])}, "'bag' may have several answers and is answered by <generator"),
        ({"bag": {"hat": 1}.keys()}, "is answered by dict_keys(['hat']). Give a list"),
        ({"bag": {"hat": 1}.items()}, "Give a list"),
        ({"bag": range(3)}, "is answered by range(0, 3). Give a list"),
        ({"bag": [1, Decimal(1), date(2020, 1, 1)]}, "'bag' takes one option and is answered by 1."),
        ({"bag": [float("nan")]}, "'bag' takes one option and is answered by nan."),
        ({"degrees": Int64(41)}, "Give a whole number from -10 to 40"),
        ({"degrees": Decimal(7)}, "'degrees' is answered by Decimal('7')."),
        ({"degrees": Fraction(7)}, "'degrees' is answered by Fraction(7, 1)."),
        ({"degrees": date(2020, 1, 1)}, "'degrees' is answered by datetime.date(2020, 1, 1)."),
        ({"degrees": float("inf")}, "'degrees' is answered by inf."),
        ({"degrees": 7 + 0j}, "'degrees' is answered by (7+0j)."),
        ({Weather.FOG: "sun"}, "answers.fog: There is no question 'fog'."),
        ({Key("wether"): "sun"}, "answers.wether: There is no question 'wether'. Did you mean 'weather'?"),
        ({Key("weather"): "sun", Key("weather"): "rain"}, "answers.weather: 'weather' is answered twice."),
        ({b"weather": "sun"}, "There is no question 'b'weather''."),
        ({float("nan"): "sun"}, "There is no question 'nan'."),
        ({date(2020, 1, 1): "sun"}, "There is no question 'datetime.date(2020, 1, 1)'."),
    ],
)
def test_odd_values_are_a_case_error(small: Rulebook, answers: dict[object, object], message: str) -> None:
    with pytest.raises(CaseError) as caught:
        check_answers(small, answers)  # type: ignore[arg-type]
    assert message in str(caught.value)


@pytest.mark.parametrize("answers", [None, [], "weather: sun", [("weather", "sun")], 3, {"weather"}])
def test_answers_that_are_no_mapping(small: Rulebook, answers: object) -> None:
    with pytest.raises(CaseError, match="must be a mapping"):
        check_answers(small, answers)  # type: ignore[arg-type]


def test_all_wrong_answers_are_named_at_once(small: Rulebook) -> None:
    with pytest.raises(CaseError) as caught:
        check_answers(small, {"wether": "sun", "weather": "x", "bag": ["hat", "hat", "y"], "degrees": 99})
    assert [str(problem.place) for problem in caught.value.problems] == [
        "answers.bag",
        "answers.bag",
        "answers.degrees",
        "answers.weather",
        "answers.wether",
    ]


ANYTHING: st.SearchStrategy[object] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.text(st.characters(categories=["Cs"]), min_size=1, max_size=2)
    | st.binary(max_size=4)
    | st.sampled_from(["unknown", "sun", "rain", "hat", "tea", "yes", object(), Rulebook]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner)
        | st.frozensets(st.sampled_from(["hat", "tea", "x", 1, None]), max_size=3)
        | st.dictionaries(st.text(max_size=3), inner, max_size=2)
    ),
    max_leaves=5,
)
KEYS = st.sampled_from(["weather", "bag", "degrees", "at-home"]) | st.text() | st.none() | st.integers() | st.binary()


@given(st.dictionaries(KEYS, ANYTHING, max_size=4))
@QUICK
def test_anything_at_all_is_a_case_or_a_case_error(small: Rulebook, answers: dict[object, object]) -> None:
    problems: tuple[Problem, ...] = ()
    try:
        case = check_answers(small, answers)  # type: ignore[arg-type]
    except CaseError as error:
        problems = error.problems
    if problems:
        assert all(problem.wrong and str(problem).isprintable() for problem in problems)
    else:
        assert case.answers.keys() == answers.keys()
        assert check_answers(small, case.answers) == case


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
