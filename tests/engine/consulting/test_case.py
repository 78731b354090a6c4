"""Cases: answers from Python, checked against a rulebook."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, IntEnum
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from measured import write_measured
from nakanaori.engine.consulting import case_document, check_answers, consult, load_case
from nakanaori.engine.consulting.case import given_values
from nakanaori.engine.language import CaseError, Facts, Problem, Rulebook
from nakanaori.engine.reading import load_rulebook
from small_rulebook import changed, write_rulebook

QUICK = settings(
    max_examples=80, database=None, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    """The small rulebook, which has a question of every kind."""
    return load_rulebook(write_rulebook(tmp_path_factory.mktemp("small")))


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


class Price(float):
    """A float that is shown in a way of its own, as those of numpy are."""

    def __repr__(self) -> str:
        return f"Price({float(self)})"


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    return load_rulebook(write_measured(tmp_path_factory.mktemp("measured")))


@pytest.mark.parametrize(
    ("question", "given", "answer", "value"),
    [
        ("hours", "7.5", "7.5", 750),
        ("hours", "７．５０", "7.5", 750),
        ("hours", 7, "7", 700),
        ("hours", Decimal("0.25"), "0.25", 25),
        ("hours", Decimal("7.5000"), "7.5", 750),
        ("hours", 7.5, "7.5", 750),
        ("hours", 0.3, "0.3", 30),
        ("hours", 12.0, "12", 1200),
        ("hours", Price(7.5), "7.5", 750),
        ("price", 120_000_000_000_001, 120_000_000_000_001, 120_000_000_000_001),
        ("day", "2024年2月29日", "2024-02-29", date(2024, 2, 29).toordinal()),
        ("day", date(2024, 2, 29), "2024-02-29", date(2024, 2, 29).toordinal()),
        ("day", "unknown", "unknown", frozenset(("unknown",))),
    ],
)
def test_numbers_with_decimals_and_days(
    measured: Rulebook, question: str, given: object, answer: object, value: object
) -> None:
    case = check_answers(measured, {question: given})
    assert (case.answers[question], case.facts[question]) == (answer, value)
    assert check_answers(measured, case.answers) == case


@pytest.mark.parametrize(
    ("question", "given", "right"),
    [
        ("hours", 7.505, "Give a number from 0.25 to 24 with at most 2 decimals, written as '7.5', or 'unknown'."),
        ("hours", 0.1 + 0.2, "Give a number from 0.25 to 24"),
        ("hours", float("nan"), "Give a number from 0.25 to 24"),
        ("hours", float("-inf"), "Give a number from 0.25 to 24"),
        ("hours", 1e300, "Give a number from 0.25 to 24"),
        ("price", 1200.0, "Give a whole number from 0 to 999999999999999, or 'unknown'."),
        ("hours", "7.505", "Give a number from 0.25 to 24"),
        ("hours", "0.24", "Give a number from 0.25 to 24"),
        ("hours", "24.01", "Give a number from 0.25 to 24"),
        ("hours", Decimal("1e999999"), "Give a number from 0.25 to 24"),
        ("hours", Decimal("nan"), "Give a number from 0.25 to 24"),
        ("hours", True, "Give a number from 0.25 to 24"),
        ("price", "1200", "Give a whole number from 0 to 999999999999999, or 'unknown'."),
        ("day", "2024-02-30", "Give a day from 2024-01-01 to 2024-12-31, written as '2024-04-01', or 'unknown'."),
        ("day", "2025-01-01", "Give a day from 2024-01-01"),
        ("day", 738_977, "Give a day from 2024-01-01"),
        ("day", datetime(2024, 2, 29), "Give a day from 2024-01-01"),
    ],
)
def test_what_is_no_such_number_or_day(measured: Rulebook, question: str, given: object, right: str) -> None:
    with pytest.raises(CaseError) as refused:
        check_answers(measured, {question: given})
    assert right in refused.value.problems[0].right


def test_what_is_compared_is_exact(measured: Rulebook) -> None:
    def fired(**answers: object) -> tuple[str, ...]:
        return consult(measured, answers).fired

    assert "long-days-need-water" in fired(hours="7.5")
    assert "long-days-need-water" not in fired(hours="7.49")
    assert "dear-things-are-left-at-home" in fired(price=120_000_000_000_001)
    assert "dear-things-are-left-at-home" not in fired(price=120_000_000_000_000)
    assert "early-in-the-year-it-is-cold" in fired(day="2024-02-01")
    assert "early-in-the-year-it-is-cold" in fired(day="2024-03-31")
    assert "early-in-the-year-it-is-cold" not in fired(day="2024-04-01")


@pytest.mark.parametrize(("chosen", "said"), [([], "by none of its options"), (["hat"], "by one of its options")])
def test_fewer_options_than_must_be_chosen_are_no_answer(tmp_path: Path, chosen: list[str], said: str) -> None:
    rulebook = load_rulebook(
        write_rulebook(tmp_path, changed("questions.yaml", "choose: several", "choose: several\n  at-least: 2"))
    )
    with pytest.raises(CaseError, match=said) as refused:
        check_answers(rulebook, {"bag": chosen})
    assert refused.value.problems[0].right == "Choose at least 2 of its options, or answer 'unknown'."
    assert check_answers(rulebook, {"bag": ["hat", "tea"]}).answers == {"bag": ("hat", "tea")}
    assert check_answers(rulebook, {"bag": "unknown"}).answers == {"bag": "unknown"}


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
    assert load_case(small, Path("case.yaml"), case_document(small, case).encode()) == case


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


def test_ids_are_the_same_however_their_accents_are_stored(tmp_path: Path) -> None:
    files = changed(
        "questions.yaml", "- question: at-home\n  choose: one", "- question: \u304c\u884c\n  choose: several"
    )
    files["questions.yaml"] = files["questions.yaml"].replace("[yes, no]", "[\u30ac\u30fc\u30c9, caf\xe9]")
    rules = changed("rules/2-actions.yaml", ", at-home: yes}", "}")
    rulebook = load_rulebook(write_rulebook(tmp_path, {**files, **rules}))
    case = check_answers(rulebook, {"\u304b\u3099\u884c": ["\u30ab\u3099\u30fc\u30c8\u3099", "cafe\u0301"]})
    assert case.answers == {"\u304c\u884c": ("\u30ac\u30fc\u30c9", "caf\xe9")}


def test_of_thousands_of_mistakes_the_first_hundred_have_a_hint(small: Rulebook) -> None:
    with pytest.raises(CaseError) as caught:
        check_answers(small, {**{f"wether{number}": "sun" for number in range(3000)}, "bag": ["het"] * 3000})
    assert len(caught.value.problems) == 3001
    assert sum(bool(problem.right) for problem in caught.value.problems) <= 100


# values alone -----------------------------------------------------------------------------------------------

ONE_ANSWER = st.sampled_from(
    [
        "sun",
        "rain",
        "yes",
        "no",
        "unknown",
        "hat",
        "tea",
        "x",
        0,
        7,
        True,
        None,
        Weather.RAIN,
        [],
        ["hat"],
        ["hat", "tea"],
    ]
) | st.lists(st.sampled_from(["hat", "tea", "umbrella", "unknown", "x", 3]), max_size=4).flatmap(
    lambda chosen: st.sampled_from([chosen, tuple(chosen), frozenset(chosen)])
)


@given(answers=st.dictionaries(st.sampled_from(["weather", "bag", "degrees", "at-home", "x"]), ONE_ANSWER, max_size=4))
@QUICK
def test_values_alone_are_those_of_the_case(small: Rulebook, answers: dict[str, object]) -> None:
    """Whatever is given; most answers are not looked at as closely as a case looks at them."""
    assert told(given_values, small, answers) == told(lambda *given: check_answers(*given).given, small, answers)


def test_values_alone_come_in_the_order_of_the_answers(small: Rulebook) -> None:
    for answers in ({"at-home": "no", "bag": ["tea"], "weather": "rain"}, {"degrees": 3, "weather": Weather.RAIN}):
        values = given_values(small, answers)
        assert list(values) == list(answers)
        assert values["weather"] == {"rain"}
        assert all(type(name) is str for name in values)
        assert {type(option) for option in values["weather"]} == {str}  # type: ignore[union-attr]


def told(read: Callable[[Rulebook, Mapping[str, object]], Facts], *given: object) -> Facts | tuple[Problem, ...]:
    """The values read, or what is wrong."""
    try:
        return read(*given)  # type: ignore[arg-type]
    except CaseError as error:
        return error.problems
