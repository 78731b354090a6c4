"""The rule language: every form of test as a truth table, how tests combine, and what rules then do.

Whatever is said here of the language is said of every engine that can run.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from pathlib import Path

import pytest
from nakanaori.engine.consulting import Outcome, consult
from nakanaori.engine.language import Rulebook, RulebookError
from nakanaori.engine.reading import load_rulebook, needed_texts, rulebook_texts
from small_rulebook import FILES, changed, write_rulebook

Answers = dict[str, object]
Ruled = Callable[[str], Rulebook]

OPEN: Answers = {}


@pytest.fixture
def ruled(tmp_path: Path) -> Ruled:
    """A rulebook that is the small one with the rules given."""

    def make(rules: str) -> Rulebook:
        files = {"rules/1-findings.yaml": None, "rules/2-actions.yaml": None, "rules/all.yaml": rules}
        return load_rulebook(write_rulebook(tmp_path, files))

    return make


@pytest.fixture
def fires(ruled: Ruled, engine: str) -> Callable[[str, Sequence[Answers]], str]:
    """For a rule's condition and several cases: an x for each case in which the rule fires, a dot for the others."""

    def table(condition: str, cases: Sequence[Answers]) -> str:
        rulebook = ruled(f'- rule: tested\n  cites: ["1"]\n  advise: drink-water\n{condition}')
        fired = [consult(rulebook, answers, engine=engine).fired for answers in cases]
        assert set(fired) <= {(), ("tested",)}
        return "".join("x" if rules else "." for rules in fired)

    return table


def plan(outcome: Outcome) -> list[str]:
    return [planned.action.id for planned in outcome.plan]


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


def test_the_small_rulebook_has_all_its_texts(tmp_path: Path) -> None:
    rulebook = load_rulebook(write_rulebook(tmp_path))
    for language in rulebook.languages:
        texts = rulebook_texts(rulebook, language)
        assert [key for key in needed_texts(rulebook) if key not in texts.entries] == []


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


def test_a_test_on_unknown_among_chosen_options_cannot_be_written(ruled: Ruled) -> None:
    with pytest.raises(RulebookError, match=r"no option of 'bag' 'unknown'"):
        ruled('- {rule: a, cites: ["1"], when: {bag: {at-least: 1, of: [hat, unknown]}}, advise: stay-in}\n')
