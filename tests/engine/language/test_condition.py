"""The rule language: every form of test as a truth table, and how tests combine.

Whatever is said here of the language is said of every engine that can run.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from pathlib import Path

import pytest
from nakanaori.engine.consulting import consult
from nakanaori.engine.language import Condition, Earlier, Finding, OneOf, Rulebook, RulebookError, every_test
from nakanaori.engine.reading import load_rulebook
from small_rulebook import changed, write_rulebook

Answers = dict[str, object]
Ruled = Callable[[str], Rulebook]

OPEN: Answers = {}


@pytest.fixture
def fires(ruled: Ruled, engine: str) -> Callable[[str, Sequence[Answers]], str]:
    """For a rule's condition and several cases: an x for each case in which the rule fires, a dot for the others."""

    def table(condition: str, cases: Sequence[Answers]) -> str:
        rulebook = ruled(f'- rule: tested\n  cites: ["1"]\n  advise: drink-water\n{condition}')
        fired = [consult(rulebook, answers, engine=engine).fired for answers in cases]
        assert set(fired) <= {(), ("tested",)}
        return "".join("x" if rules else "." for rules in fired)

    return table


# one test ---------------------------------------------------------------------------------------

WEATHER = [OPEN, *({"weather": answer} for answer in ("unknown", "sun", "rain", "snow"))]


@pytest.mark.parametrize(
    ("test", "holds"),
    [  #                      open, unknown, sun, rain, snow
        ("rain", "...x."),
        ("[rain]", "...x."),
        ("[rain, snow]", "...xx"),
        ("[sun, rain, snow]", "..xxx"),
        ("unknown", ".x..."),
        ("[unknown, snow]", ".x..x"),
        ("{not: rain}", ".xx.x"),
        ("{not: [rain, snow]}", ".xx.."),
        ("{not: [sun, rain, snow]}", ".x..."),
        ("{not: unknown}", "..xxx"),
        ("{not: [unknown, sun]}", "...xx"),
    ],
)
def test_a_question_with_one_answer(fires: Callable[..., str], test: str, holds: str) -> None:
    assert fires(f"  when: {{weather: {test}}}", WEATHER) == holds
    opposite = "".join("." if mark == "x" else "x" for mark in holds)
    assert fires(f"  unless: {{weather: {test}}}", WEATHER) == opposite


BAG = [OPEN, {"bag": "unknown"}] + [
    {"bag": chosen} for chosen in ([], ["hat"], ["tea"], ["hat", "scarf"], ["umbrella", "hat", "scarf", "tea"])
]


@pytest.mark.parametrize(
    ("test", "holds"),
    [  #                      open, unknown, none, hat, tea, hat + scarf, all
        ("hat", "...x.xx"),
        ("[hat]", "...x.xx"),
        ("[hat, tea]", "...xxxx"),
        ("[umbrella, scarf]", ".....xx"),
        ("unknown", ".x....."),
        ("[unknown, tea]", ".x..x.x"),
        ("{not: hat}", ".xx.x.."),
        ("{not: [hat, tea]}", ".xx...."),
        ("{not: [umbrella, hat, scarf, tea]}", ".xx...."),
        ("{not: unknown}", "..xxxxx"),
        ("{at-least: 1}", "...xxxx"),
        ("{at-least: 2}", ".....xx"),
        ("{at-least: 3}", "......x"),
        ("{at-least: 4}", "......x"),
        ("{at-least: 1, of: [tea]}", "....x.x"),
        ("{at-least: 1, of: tea}", "....x.x"),
        ("{at-least: 1, of: [scarf, tea]}", "....xxx"),
        ("{at-least: 2, of: [hat, scarf]}", ".....xx"),
        ("{at-least: 2, of: [hat, tea, umbrella]}", "......x"),
    ],
)
def test_a_question_with_several_answers(fires: Callable[..., str], test: str, holds: str) -> None:
    assert fires(f"  when: {{bag: {test}}}", BAG) == holds
    opposite = "".join("." if mark == "x" else "x" for mark in holds)
    assert fires(f"  unless: {{bag: {test}}}", BAG) == opposite


DEGREES = [OPEN, *({"degrees": answer} for answer in ("unknown", -10, -1, 0, 9, 10, 11, 40))]


@pytest.mark.parametrize(
    ("test", "holds"),
    [  #                      open, unknown, -10, -1, 0, 9, 10, 11, 40
        ("{at-least: 10}", "......xxx"),
        ("{less-than: 10}", "..xxxx..."),
        ("{at-least: 0, less-than: 10}", "....xx..."),
        ("{less-than: 11, at-least: 10}", "......x.."),
        ("{at-least: -10}", "..xxxxxxx"),
        ("{less-than: -1}", "..x......"),
        ("{at-least: 40}", "........x"),
        ("{less-than: 40}", "..xxxxxx."),
        ("unknown", ".x......."),
        ("[unknown]", ".x......."),
        ("{not: unknown}", "..xxxxxxx"),
    ],
)
def test_a_question_with_a_number(fires: Callable[..., str], test: str, holds: str) -> None:
    assert fires(f"  when: {{degrees: {test}}}", DEGREES) == holds
    opposite = "".join("." if mark == "x" else "x" for mark in holds)
    assert fires(f"  unless: {{degrees: {test}}}", DEGREES) == opposite


FINDER = """\
- {rule: finder, cites: ["1"], when: {weather: rain}, find: wet}
- {rule: on-silence, cites: ["1"], when: {wet: false}, advise: drink-water}
- {rule: on-finding, cites: ["1"], when: {wet: true}, advise: stay-in}
- {rule: unless-found, cites: ["1"], unless: {wet: true}, advise: put-on-a-coat}
- {rule: unless-not-found, cites: ["1"], unless: {wet: false}, advise: take-an-umbrella}
"""


@pytest.mark.parametrize("answers", [case for case in WEATHER if case != {"weather": "rain"}])
def test_a_finding_that_is_not_established(ruled: Ruled, engine: str, answers: Answers) -> None:
    outcome = consult(ruled(FINDER), answers, engine=engine)
    assert outcome.findings == {}
    assert outcome.fired == ("on-silence", "unless-found")


def test_a_finding_that_is_established(ruled: Ruled, engine: str) -> None:
    outcome = consult(ruled(FINDER), {"weather": "rain"}, engine=engine)
    assert outcome.findings == {"wet": ("finder",)}
    assert outcome.fired == ("finder", "on-finding", "unless-not-found")


@pytest.mark.parametrize("option", ["yes", "no", "on", "off", "1.1", "007", "null", "true"])
def test_an_option_stays_what_its_author_typed(tmp_path: Path, engine: str, option: str) -> None:
    """`yes`, `no`, `on` are no truth values, 1.1 and 007 no numbers, and none of them is another."""
    options = "options: [yes, no, on, off, 1.1, 007, null, true]"
    files: dict[str, str | bytes | None] = {
        **changed("questions.yaml", "options: [yes, no]", options),
        "rules/2-actions.yaml": f'- {{rule: tested, cites: ["1"], when: {{at-home: {option}}}, advise: stay-in}}\n',
    }
    rulebook = load_rulebook(write_rulebook(tmp_path, files))
    matching = [given for given in rulebook.question["at-home"].options if consult(rulebook, {"at-home": given}).fired]
    assert matching == [option]
    assert consult(rulebook, {"at-home": option}, engine=engine).fired == ("tested",)
    assert consult(rulebook, {"at-home": option}).to_dict()["answers"] == {"at-home": option}


# how tests combine ------------------------------------------------------------------------------

RAIN, HOME, COLD = {"weather": "rain"}, {"at-home": "yes"}, {"degrees": 0}
EIGHT = [{**a, **b, **c} for a, b, c in product([OPEN, RAIN], [OPEN, HOME], [OPEN, COLD])]
"""Nothing, c, b, bc, a, ac, ab, abc, where a: it rains, b: at home, c: it is cold."""
A, B, C = "weather: rain", "at-home: yes", "degrees: {less-than: 10}"


@pytest.mark.parametrize(
    ("condition", "holds"),
    [  #                      -, c, b, bc, a, ac, ab, abc
        ("", "xxxxxxxx"),
        (f"  when: {{{A}}}", "....xxxx"),
        (f"  when: {{{A}, {B}}}", "......xx"),
        (f"  when: {{{A}, {B}, {C}}}", ".......x"),
        (f"  any: [{{{A}}}, {{{B}}}]", "..xxxxxx"),
        (f"  any: [{{{A}, {B}}}, {{{C}}}]", ".x.x.xxx"),
        (f"  any: [{{{A}, {B}}}]", "......xx"),
        (f"  unless: {{{A}}}", "xxxx...."),
        (f"  unless: {{{A}, {B}}}", "xx......"),
        (f"  unless: {{{A}, {B}, {C}}}", "x......."),
        (f"  when: {{{A}}}\n  any: [{{{B}}}, {{{C}}}]", ".....xxx"),
        (f"  when: {{{A}}}\n  unless: {{{B}}}", "....xx.."),
        (f"  any: [{{{A}}}, {{{B}}}]\n  unless: {{{C}}}", "..x.x.x."),
        (f"  when: {{{A}}}\n  any: [{{{B}}}]\n  unless: {{{C}}}", "......x."),
        (f"  unless: {{{C}}}\n  any: [{{{B}}}]\n  when: {{{A}}}", "......x."),
    ],
)
def test_when_any_and_unless(fires: Callable[..., str], condition: str, holds: str) -> None:
    assert fires(condition, EIGHT) == holds


@pytest.mark.parametrize(
    ("condition", "holds"),
    [  #                      open, unknown, sun, rain, snow
        ("  when: {weather: {not: rain}}", ".xx.x"),
        ("  unless: {weather: rain}", "xxx.x"),
        ("  unless: {weather: {not: rain}}", "x..x."),
        ("  any: [{weather: unknown}, {weather: {not: [rain, snow, unknown]}}]", ".xx.."),
    ],
)
def test_unless_holds_on_silence_and_not_needs_an_answer(fires: Callable[..., str], condition: str, holds: str) -> None:
    assert fires(condition, WEATHER) == holds


def test_a_test_on_unknown_among_chosen_options_cannot_be_written(ruled: Ruled) -> None:
    with pytest.raises(RulebookError, match=r"no option of 'bag' 'unknown'"):
        ruled('- {rule: a, cites: ["1"], when: {bag: {at-least: 1, of: [hat, unknown]}}, advise: stay-in}\n')


def test_of_the_rows_of_a_table_the_first_that_holds_is_the_one() -> None:
    wet, cold = (OneOf("weather", frozenset({option})) for option in ("rain", "snow"))
    top = Earlier("a", Condition(when=(wet, Finding("late", wanted=True))))
    middle = Earlier("b", Condition(unless=(cold,)), top)
    below = Condition(when=(cold,), earlier=middle)
    rain, snow = ({"weather": frozenset({option})} for option in ("rain", "snow"))
    assert (middle.taken(rain, {"late"}), middle.taken(rain, ()), middle.taken(snow, ())) == (top, middle, None)
    assert (below.holds(snow, ()), below.holds(rain, ())) == (True, False)
    assert below.taken_by(rain, ()) is middle
    assert middle.downwards() == [top, middle]
    assert middle.downwards({top}) == [middle]
    assert below.findings() == middle.findings == {"late"}
    assert [*below.tests()] == [cold, wet, Finding("late", wanted=True), cold]
    assert [*every_test((below, Condition(earlier=middle)))] == [wet, Finding("late", wanted=True), cold, cold]
