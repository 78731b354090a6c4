"""Rules: what they do, and each mistake with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from mistakes import check_one_problem
from nakanaori.engine.reading import load_rulebook
from small_rulebook import FILES, write_rulebook


@pytest.mark.parametrize(
    ("entry", "wrong", "right"),
    [
        ("- {rule: ‸rain-and-snow-wet, cites: ['1'], advise: stay-in}", "an id that is taken", "1-findings.yaml:1:9"),
        ("- {rule: ‸a b, cites: ['1'], advise: stay-in}", "'a b' cannot be the id of a rule", "letters"),
        ("- ‸{cites: ['1'], advise: stay-in}", "A rule has no 'rule'", "Add 'rule: …'"),
        ("- ‸{rule: r, advise: stay-in}", "The rule 'r' has no 'cites'", "Add 'cites: …'"),
        ("- {rule: r, cites: ‸'3', advise: stay-in}", "no section '3'", "Known here: 1, 1.1, 2."),
        ("- ‸{rule: r, cites: ['1'], when: {wet: true}}", "The rule 'r' does nothing", "find, advise or withhold"),
        ("- ‸{rule: r, cites: ['1'], basic: true, find: wet}", "is basic but advises nothing", "Drop 'basic'"),
        ("- ‸word", "A rule must be a mapping", "key: value"),
    ],
)
def test_a_mistake_in_the_frame_of_a_rule(tmp_path: Path, entry: str, wrong: str, right: str) -> None:
    check_one_problem(tmp_path, {"rules/2-actions.yaml": f"{FILES['rules/2-actions.yaml']}{entry}\n"}, wrong, right)


@pytest.mark.parametrize(
    ("rest", "wrong", "right"),
    [
        ("advise: ‸stayin", "no action 'stayin'", "Did you mean 'stay-in'?"),
        ("advise: [stay-in, ‸put-on-coat]", "no action 'put-on-coat'", "Did you mean 'put-on-a-coat'?"),
        ("advise: [stay-in, ‸stay-in]", "names 'stay-in' twice", "Name it once"),
        ("advise: ‸[]", "'advise' is an empty list", "Name at least one"),
        ("advise: ‸{tag: outdoors}", "must be a word or a list of words", "Write [one, another]"),
        ("find: ‸wte", "no finding 'wte'", "Did you mean 'wet'?"),
        ("find: ‸at-home", "no finding 'at-home'", "wet, cold, miserable"),
        ("withhold: ‸stayin", "no action 'stayin'", "Did you mean 'stay-in'?"),
        ("withhold: ‸[]", "'withhold' is an empty list", "Name at least one"),
        ("withhold: ‸{}", "'withhold' is empty", "an action, a tag or a phase"),
        ("withhold: {tag: ‸outdors}", "no tag 'outdors'", "Did you mean 'outdoors'?"),
        ("withhold: {phase: [now, ‸latter]}", "no phase 'latter'", "Did you mean 'later'?"),
        ("withhold: {action: ‸drink}", "no action 'drink'", "drink-water"),
        ("withhold: {‸tags: outdoors, phase: now}", "no key 'tags'", "Did you mean 'tag'?"),
        ("withhold: ‸{except: stay-in}", "'withhold' is empty", "an action, a tag or a phase"),
        ("withhold: {tag: outdoors, except: ‸stay-in}", "does not name 'stay-in'", "Drop it from 'except'"),
        ("withhold: ‸{phase: later, except: drink-water}", "spares all that it withholds", "Spare fewer"),
        ("lead: ‸stayin", "no action 'stayin'", "Did you mean 'stay-in'?"),
        ("lead: ‸{tag: outdoors}", "a word or a list of words", "Write [one, another]"),
        ("advise: stay-in, basic: ‸yes", "'basic' is 'yes'", "true or false"),
        ("advise: stay-in, ‸advice: stay-in", "A rule has no key 'advice'", "Did you mean 'advise'?"),
        ("advise: stay-in, ‸priority: 3", "has no key 'priority'", ""),
    ],
)
def test_a_mistake_in_what_a_rule_does(tmp_path: Path, rest: str, wrong: str, right: str) -> None:
    rules = f'{FILES["rules/2-actions.yaml"]}- {{rule: r, cites: ["1"], {rest}}}\n'
    check_one_problem(tmp_path, {"rules/2-actions.yaml": rules}, wrong, right)


@pytest.mark.parametrize(
    ("entry", "wrong", "right"),
    [
        ("- {rule: r, cites: '1', ‸fnid: wet}", "no key 'fnid'", "Did you mean 'find'?"),
        ("- {rule: r, cites: '1', basic: true, ‸advice: stay-in}", "no key 'advice'", "Did you mean 'advise'?"),
        ("- {rule: r, cites: '1', advise: ‸'stay-in, drink-water'}", "no action", "Write [stay-in, drink-water]."),
        ("- {rule: r, cites: '1', advise: ‸'stay-in、drink-water'}", "no action", "Write [stay-in, drink-water]."),
    ],
)
def test_a_slip_is_one_problem(tmp_path: Path, entry: str, wrong: str, right: str) -> None:
    """A rule whose effect is misspelt is not said to do nothing as well."""
    check_one_problem(tmp_path, {"rules/2-actions.yaml": f"{FILES['rules/2-actions.yaml']}{entry}\n"}, wrong, right)


def test_a_rule_leads_alone_and_spares(tmp_path: Path) -> None:
    text = (
        "- {rule: r, cites: '1', lead: [drink-water, stay-in]}\n"
        "- {rule: s, cites: '1', withhold: {tag: outdoors, phase: later, except: [drink-water, put-on-a-coat]}}\n"
    )
    rulebook = load_rulebook(write_rulebook(tmp_path, {"rules/3.yaml": text}))
    assert rulebook.rule["r"].lead == ("drink-water", "stay-in")
    assert rulebook.rule["s"].withhold == ("take-an-umbrella",)
    assert rulebook.rule["s"].spare == ("put-on-a-coat", "drink-water")
    assert rulebook.led_by == {"drink-water": ("r",), "stay-in": ("r",)}


def test_all_that_a_rule_may_say(tmp_path: Path) -> None:
    text = (
        "- rule: r\n  cites: ['1', '2']\n  basic: true\n  when: {weather: rain}\n"
        "  any: [{bag: tea}, {degrees: unknown}]\n"
        "  unless: {cold: true}\n  find: wet\n  advise: [stay-in, drink-water]\n  withhold: {tag: outdoors}\n"
    )
    rule = load_rulebook(write_rulebook(tmp_path, {"rules/1-findings.yaml": text})).rule["r"]
    assert (rule.cites, rule.basic, rule.find) == (("1", "2"), True, ("wet",))
    assert (rule.advise, rule.withhold) == (("stay-in", "drink-water"), ("take-an-umbrella", "put-on-a-coat"))
    assert (len(rule.condition.when), len(rule.condition.any), len(rule.condition.unless)) == (1, 2, 1)
    assert (rule.place.line, rule.place.column) == (1, 9)
