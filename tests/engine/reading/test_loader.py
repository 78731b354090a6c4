"""Loading a rulebook: every mistake is named with its place and what would be right, all of them at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from nakanaori.engine.language import Problem, Rulebook, RulebookError
from nakanaori.engine.proving import load_guarantees
from nakanaori.engine.reading import load_rulebook, needed_texts, optional_texts, rulebook_texts
from small_rulebook import FILES, changed, write_rulebook

HERE = "‸"
"""Marks, in the text of a test, the place that the problem must name; it is taken out before the file is written."""


def problems_of(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(RulebookError) as caught:
        load_rulebook(folder)
    assert str(caught.value) == "\n".join(map(str, caught.value.problems))
    return caught.value.problems


def marked(text: str) -> tuple[str, tuple[int, int]]:
    """The text without its mark, and the line and column of what the mark stands before."""
    before, mark, after = text.partition(HERE)
    assert mark
    assert HERE not in after
    return before + after, (before.count("\n") + 1, len(before) - before.rfind("\n"))


def check_one_problem(folder: Path, files: dict[str, str], wrong: str, right: str) -> None:
    """Write the rulebook with these files, one of which has a mark; that place must have the one problem."""
    (name,) = (name for name, text in files.items() if HERE in text)
    text, (line, column) = marked(files[name])
    found = problems_of(write_rulebook(folder, {**files, name: text}))
    assert len(found) == 1, "\n".join(map(str, found))
    problem = found[0]
    assert (problem.place.source, problem.place.line, problem.place.column) == (str(folder / name), line, column)
    assert wrong in problem.wrong
    assert right in problem.right
    assert str(problem).startswith(f"{folder / name}:{line}:{column}: ")


# the shipped rulebook ---------------------------------------------------------------------------


def test_the_shipped_rulebook_loads(rulebook: Rulebook) -> None:
    assert rulebook.id == "regain_trust"
    assert rulebook.languages == ("ja", "en")
    assert rulebook.questions
    assert rulebook.actions
    assert rulebook.rules


def test_both_languages_of_the_shipped_rulebook_are_complete(rulebook: Rulebook) -> None:
    needed, optional = set(needed_texts(rulebook)), set(optional_texts(rulebook))
    needed |= {("guarantees", guarantee.id) for guarantee in load_guarantees(rulebook)}
    for language in rulebook.languages:
        written = rulebook_texts(rulebook, language).entries
        assert sorted(needed - written.keys()) == [], f"missing in {language}"
        assert sorted(written.keys() - needed - optional) == [], f"unused in {language}"
        assert [key for key in needed if not written[key].strip()] == [], f"empty in {language}"


def test_both_languages_have_the_same_optional_texts(rulebook: Rulebook) -> None:
    first, *others = (set(rulebook_texts(rulebook, language).entries) for language in rulebook.languages)
    assert all(other == first for other in others)


def test_a_folder_may_be_given_as_text_or_as_a_path(tmp_path: Path) -> None:
    folder = write_rulebook(tmp_path)
    assert load_rulebook(str(folder)).id == load_rulebook(folder).id == "going_out"


def test_what_is_written_is_what_is_loaded(tmp_path: Path) -> None:
    loaded = load_rulebook(write_rulebook(tmp_path))
    assert (loaded.id, loaded.version, loaded.languages) == ("going_out", "2.0.1", ("ja", "en"))
    assert loaded.sections == ("1", "1.1", "2")
    assert (loaded.phases, loaded.tags, loaded.findings) == (
        ("now", "later"),
        ("outdoors",),
        ("wet", "cold", "miserable"),
    )
    assert [(q.id, q.kind, q.options, q.low, q.high) for q in loaded.questions] == [
        ("weather", "one", ("sun", "rain", "snow"), 0, 0),
        ("bag", "several", ("umbrella", "hat", "scarf", "tea"), 0, 0),
        ("degrees", "number", (), -10, 40),
        ("at-home", "one", ("yes", "no"), 0, 0),
    ]
    assert list(loaded.action) == ["take-an-umbrella", "put-on-a-coat", "stay-in", "drink-water"]
    assert loaded.action["put-on-a-coat"].cites == ("1", "2")
    assert [rule.id for rule in loaded.rules][:4] == [
        "rain-and-snow-wet",
        "few-degrees-are-cold",
        "wet-and-cold-is-miserable",
        "umbrella-when-wet",
    ]
    assert loaded.rule["miserable-means-staying-in"].withhold == ("take-an-umbrella", "put-on-a-coat")
    assert loaded.rule["everybody-drinks"].basic
    assert loaded.alarm is not None
    assert (loaded.alarm.finding, loaded.alarm.phase) == ("miserable", "now")


def test_rules_are_read_in_the_order_of_their_files_names(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {
        "rules/9.yaml": '- {rule: last, cites: ["1"], advise: stay-in}\n',
        "rules/0.yaml": '- {rule: first, cites: ["1"], advise: stay-in}\n',
    }
    rules = [rule.id for rule in load_rulebook(write_rulebook(tmp_path, files)).rules]
    assert (rules[0], rules[-1]) == ("first", "last")


def test_the_digest_is_of_the_logic_and_not_of_the_words(tmp_path: Path) -> None:
    def digest(name: str, files: dict[str, str | bytes | None]) -> str:
        return load_rulebook(write_rulebook(tmp_path / name, files)).sha256

    original = digest("original", {})
    assert digest("copy", {}) == original
    assert digest("words", {"text/en.yaml": FILES["text/en.yaml"].replace("Sunny", "Bright")}) == original
    logic = [
        changed("questions.yaml", "to: 40", "to: 41"),
        changed("actions.yaml", "[open-it, hold-it]", "[hold-it, open-it]"),
        changed("rulebook.yaml", "2.0.1", "2.0.2"),
        changed("rules/1-findings.yaml", "less-than: 10", "less-than: 9"),
    ]
    digests = {digest(f"logic-{number}", {**files}) for number, files in enumerate(logic)}
    digests.add(
        digest("renamed", {"rules/2-actions.yaml": None, "rules/3-actions.yaml": FILES["rules/2-actions.yaml"]})
    )
    assert len(digests - {original}) == 5


@pytest.mark.parametrize(
    "encoded", [lambda text: b"\xef\xbb\xbf" + text.encode(), lambda t: t.replace("\n", "\r\n").encode()]
)
def test_files_of_other_editors_load_as_well(tmp_path: Path, encoded: object) -> None:
    assert callable(encoded)
    loaded = load_rulebook(write_rulebook(tmp_path, {name: encoded(text) for name, text in FILES.items()}))
    assert [rule.id for rule in loaded.rules] == [
        rule.id for rule in load_rulebook(write_rulebook(tmp_path / "b")).rules
    ]


def test_ids_may_be_written_in_any_script(tmp_path: Path) -> None:
    files = {name: text.replace("weather", "天気").replace("stay-in", "家にいる") for name, text in FILES.items()}
    loaded = load_rulebook(write_rulebook(tmp_path, files))
    assert "天気" in loaded.question
    assert "家にいる" in loaded.action


# one mistake ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "wrong", "right"),
    [
        ("version: 2.0.1", "version: 2.0.1\n‸findigs: [x]", "no key 'findigs'", "Did you mean 'findings'?"),
        ("rulebook: going_out\nversion: 2.0.1", "‸rulebook: going_out", "no 'version'", "Add 'version: …'"),
        ("rulebook: going_out\n", "‸", "no 'rulebook'", "Add 'rulebook: …'"),
        ("rulebook: going_out", "rulebook: ‸going out", "'going out' cannot be the id", "letters, digits"),
        ("version: 2.0.1", "version: ‸[2, 0, 1]", "'version' must be text", "Write one word"),
        ("version: 2.0.1", 'version: ‸""', "'version' is empty", "Write its text"),
        ("languages: [ja, en]", "languages: ‸[]", "empty list", "Name at least one"),
        ("languages: [ja, en]", "languages: [ja, ‸ja, en]", "names 'ja' twice", "Name it once"),
        ("languages: [ja, en]", "languages: [ja, ‸e/n]", "'e/n' cannot be the id of a language", "letters"),
        ("languages: [ja, en]", "languages: ‸{ja: en}", "a word or a list of words", "Write [one, another]"),
        ("languages: [ja, en]", "languages: [ja, ‸[en]]", "must be text", "Write one word"),
        ("phases: [now, later]", "phases: [now, later, ‸now]", "names 'now' twice", "Name it once"),
        ("miserable]", "miserable, ‸weather]", "The finding 'weather' has an id that is taken", "questions.yaml:1:13"),
        ("miserable]", "miserable, ‸true]", "'true' has a meaning of its own", "Choose another id"),
        ("miserable]", "miserable, ‸unknown]", "'unknown' has a meaning of its own", "Choose another id"),
        ("miserable]", "miserable, ‸no such id]", "cannot be the id of a finding", "letters"),
        ("finding: miserable", "finding: ‸miserabel", "no finding 'miserabel'", "Did you mean 'miserable'?"),
        ("phase: now", "phase: ‸nwo", "no phase 'nwo'", "Did you mean 'now'?"),
        ("{finding: miserable, phase: now}", "‸{finding: miserable}", "'alarm' has no 'phase'", "Add 'phase: …'"),
        ("{finding: miserable, phase: now}", "‸[miserable, now]", "'alarm' must be a mapping", "key: value"),
        ("phase: now}", "phase: now, ‸since: ever}", "no key 'since'", "finding, phase"),
        ("version: 2.0.1", "version: 2.0.1\n‸version: 2", "'version' stands twice", "first is on line 2"),
    ],
)
def test_a_mistake_in_the_rulebook_file(tmp_path: Path, old: str, new: str, wrong: str, right: str) -> None:
    check_one_problem(tmp_path, changed("rulebook.yaml", old, new), wrong, right)


@pytest.mark.parametrize(
    ("entry", "wrong", "right"),
    [
        (
            "- question: ‸weather\n  choose: one\n  options: [a]",
            "'weather' has an id that is taken",
            "questions.yaml:1:13",
        ),
        ("- question: ‸a b\n  choose: one\n  options: [a]", "'a b' cannot be the id of a question", "letters"),
        ("- question: ‸unknown\n  choose: one\n  options: [a]", "a meaning of its own", "another id"),
        ("- ‸question: a\n  options: [a]", "The question 'a' has no 'choose'", "Add 'choose: …'"),
        ("- ‸choose: one\n  options: [a]", "A question has no 'question'", "Add 'question: …'"),
        ("- question: a\n  choose: ‸severl\n  options: [a]", "One cannot choose 'severl'", "Did you mean 'several'?"),
        ("- ‸question: a\n  choose: one", "has no 'options'", "Add 'options: …'"),
        ("- question: a\n  choose: one\n  ‸option: [a]\n  options: [a]", "no key 'option'", "Did you mean 'options'?"),
        ("- question: a\n  choose: one\n  options: [a, b, ‸a]", "names 'a' twice", "Name it once"),
        ("- question: a\n  choose: one\n  options: [a, ‸unknown]", "'unknown' is not an option", "always be answered"),
        ("- question: a\n  choose: several\n  options: [a, ‸a b]", "'a b' cannot be the id of an option", "letters"),
        ("- question: a\n  choose: one\n  options: ‸{a: b}", "must be a word or a list", "Write [one, another]"),
        ("- question: a\n  choose: one\n  options: [a, ‸[b]]", "must be text", "Write one word"),
        ("- question: a\n  choose: one\n  options: ‸[]", "empty list", "Name at least one"),
        ("- question: a\n  choose: one\n  options: [a]\n  from: ‸1", "has 'from', which goes with number", "Drop it"),
        (
            "- question: a\n  choose: number\n  from: 0\n  to: 9\n  options: ‸[a]",
            "has 'options', which goes with one or several",
            "Drop it",
        ),
        ("- ‸question: a\n  choose: number\n  from: 3", "has no 'to'", "Add 'to: …'"),
        ("- ‸question: a\n  choose: number\n  to: -3", "has no 'from'", "Add 'from: …'"),
        ("- ‸question: a\n  choose: number\n  from: 3\n  to: 2", "goes from 3 to 2", "Let 'to' be at least 'from'"),
        ("- question: a\n  choose: number\n  from: ‸1.5\n  to: 2", "'from' is '1.5'", "whole number"),
        ("- question: a\n  choose: number\n  from: 1\n  to: ‸many", "'to' is 'many'", "whole number"),
        ("- question: a\n  choose: number\n  from: 1\n  to: ‸1234567890", "'to' is '1234567890'", "whole number"),
        ("- question: a\n  choose: number\n  from: ‸１\n  to: 2", "'from' is '１'", "whole number"),
        ("- ‸just-a-word", "A question must be a mapping", "key: value"),
        ("- ‸[a, b]", "A question must be a mapping", "key: value"),
    ],
)
def test_a_mistake_in_a_question(tmp_path: Path, entry: str, wrong: str, right: str) -> None:
    check_one_problem(tmp_path, {"questions.yaml": f"{FILES['questions.yaml']}{entry}\n"}, wrong, right)


@pytest.mark.parametrize(
    ("entry", "wrong", "right"),
    [
        (
            '- action: ‸stay-in\n  phase: now\n  cites: ["1"]\n  steps: [go]',
            "'stay-in' has an id that is taken",
            "first",
        ),
        ('- action: ‸"a: b"\n  phase: now\n  cites: ["1"]\n  steps: [go]', "cannot be the id of an action", "letters"),
        ('- ‸action: a\n  cites: ["1"]\n  steps: [go]', "The action 'a' has no 'phase'", "Add 'phase: …'"),
        ('- action: a\n  phase: ‸latre\n  cites: ["1"]\n  steps: [go]', "no phase 'latre'", "Did you mean 'later'?"),
        ('- action: a\n  phase: ‸[now]\n  cites: ["1"]\n  steps: [go]', "'phase' must be text", "Write one word"),
        ("- ‸action: a\n  phase: now\n  steps: [go]", "has no 'cites'", "Add 'cites: …'"),
        ('- action: a\n  phase: now\n  cites: ["1", ‸"1.2"]\n  steps: [go]', "no section '1.2'", "Did you mean '1.1'?"),
        ("- action: a\n  phase: now\n  cites: ‸[]\n  steps: [go]", "empty list", "Name at least one"),
        (
            "- action: a\n  phase: now\n  cites: ['1']\n  tags: ‸outdoor\n  steps: [go]",
            "no tag 'outdoor'",
            "'outdoors'?",
        ),
        ("- ‸action: a\n  phase: now\n  cites: ['1']", "has no 'steps'", "Add 'steps: …'"),
        ("- action: a\n  phase: now\n  cites: ['1']\n  steps: ‸go", "'steps' must be a list", "Begin each entry"),
        ("- action: a\n  phase: now\n  cites: ['1']\n  steps: [go, ‸go]", "The step 'go' stands twice", "Rename one"),
        ("- action: a\n  phase: now\n  cites: ['1']\n  steps: [go, ‸'']", "cannot be the id of a step", "letters"),
        ("- action: a\n  phase: now\n  cites: ['1']\n  steps: [‸[go]]", "A step must be a mapping", "key: value"),
        ("- action: a\n  phase: now\n  cites: ['1']\n  steps: [‸{step: go}]", "A step has no 'when'", "Add 'when: …'"),
        (
            "- action: a\n  phase: now\n  cites: ['1']\n  steps: [{step: go, when: {wet: true}, ‸whn: x}]",
            "A step has no key 'whn'",
            "Did you mean 'when'?",
        ),
        (
            "- action: a\n  phase: now\n  cites: ['1']\n  steps: [{step: go, when: {‸wether: rain}}]",
            "no question and no finding 'wether'",
            "Did you mean 'weather'?",
        ),
        ("- action: a\n  phase: now\n  cites: ['1']\n  steps: [go]\n  ‸step: [go]", "no key 'step'", "mean 'steps'?"),
        ("- ‸just-a-word", "An action must be a mapping", "key: value"),
    ],
)
def test_a_mistake_in_an_action(tmp_path: Path, entry: str, wrong: str, right: str) -> None:
    check_one_problem(tmp_path, {"actions.yaml": f"{FILES['actions.yaml']}{entry}\n"}, wrong, right)


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
        ("advise: stay-in, basic: ‸yes", "'basic' is 'yes'", "true or false"),
        ("advise: stay-in, ‸advice: stay-in", "A rule has no key 'advice'", "Did you mean 'advise'?"),
        ("advise: stay-in, ‸priority: 3", "has no key 'priority'", ""),
        ("advise: stay-in, when: ‸{}", "The condition is empty", "leave it out"),
        ("advise: stay-in, when: ‸wet", "A condition must be a mapping", "key: value"),
        ("advise: stay-in, when: ‸[{wet: true}]", "A condition must be a mapping", "key: value"),
        ("advise: stay-in, unless: ‸[{wet: true}]", "A condition must be a mapping", "key: value"),
        ("advise: stay-in, any: ‸{wet: true}", "'any' must be a list", "Begin each entry"),
        ("advise: stay-in, any: ‸[]", "'any' is an empty list", "at least one alternative"),
        ("advise: stay-in, any: [{wet: true}, ‸{}]", "The condition is empty", "leave it out"),
        ("advise: stay-in, any: [‸wet]", "A condition must be a mapping", "key: value"),
        ("advise: stay-in, when: {‸wether: rain}", "no question and no finding 'wether'", "mean 'weather'?"),
        ("advise: stay-in, any: [{‸wett: true}]", "no question and no finding 'wett'", "Did you mean 'wet'?"),
        ("advise: stay-in, unless: {‸colt: true}", "no question and no finding 'colt'", "Did you mean 'cold'?"),
        ("advise: stay-in, when: {weather: ‸rian}", "no option of 'weather' 'rian'", "Did you mean 'rain'?"),
        ("advise: stay-in, when: {weather: [sun, ‸rian]}", "no option of 'weather' 'rian'", "Did you mean 'rain'?"),
        ("advise: stay-in, when: {weather: [sun, ‸sun]}", "names 'sun' twice", "Name it once"),
        ("advise: stay-in, when: {weather: ‸[]}", "empty list", "Name at least one"),
        ("advise: stay-in, when: {weather: [sun, ‸{not: rain}]}", "must be text", "Write one word"),
        ("advise: stay-in, when: {weather: ‸''}", "The test of 'weather' is empty", "Write its text"),
        ("advise: stay-in, when: {weather: {not: ‸rian}}", "no option of 'weather' 'rian'", "Did you mean 'rain'?"),
        ("advise: stay-in, when: {weather: {not: ‸[]}}", "empty list", "Name at least one"),
        ("advise: stay-in, when: {weather: {not: ‸{not: sun}}}", "must be a word or a list", "[one, another]"),
        ("advise: stay-in, when: {weather: ‸{at-least: 1}}", "'weather' has one answer", "{not: [...]}"),
        ("advise: stay-in, when: {weather: ‸{less-than: 1}}", "'weather' has one answer", "{not: [...]}"),
        ("advise: stay-in, when: {weather: ‸{not: sun, at-least: 1}}", "'not' beside something else", "stand alone"),
        ("advise: stay-in, when: {bag: ‸{at-least: 2, not: tea}}", "'not' beside something else", "stand alone"),
        ("advise: stay-in, when: {degrees: ‸{at-least: 2, not: unknown}}", "'not' beside something", "stand alone"),
        ("advise: stay-in, when: {bag: {at-least: ‸0}}", "at least 0 of 4 options", "from 1 to 4"),
        ("advise: stay-in, when: {bag: {at-least: ‸5}}", "at least 5 of 4 options", "from 1 to 4"),
        ("advise: stay-in, when: {bag: {at-least: ‸-1}}", "at least -1 of 4 options", "from 1 to 4"),
        ("advise: stay-in, when: {bag: {at-least: ‸3, of: [hat, tea]}}", "at least 3 of 2 options", "from 1 to 2"),
        ("advise: stay-in, when: {bag: {at-least: ‸two}}", "'at-least' is 'two'", "whole number"),
        ("advise: stay-in, when: {bag: {at-least: ‸1.0}}", "'at-least' is '1.0'", "whole number"),
        ("advise: stay-in, when: {bag: ‸{of: [hat, tea]}}", "has no 'at-least'", "Add 'at-least: …'"),
        ("advise: stay-in, when: {bag: {at-least: 1, of: [hat, ‸te]}}", "no option of 'bag' 'te'", "mean 'tea'?"),
        ("advise: stay-in, when: {bag: {at-least: 2, of: [hat, ‸te]}}", "no option of 'bag' 'te'", "mean 'tea'?"),
        ("advise: stay-in, when: {bag: {at-least: 1, of: ‸[]}}", "'of' is an empty list", "Name at least one"),
        ("advise: stay-in, when: {bag: {at-least: 1, ‸less-than: 3}}", "no key 'less-than'", ""),
        ("advise: stay-in, when: {degrees: ‸warm}", "'degrees' is answered by a number", "{at-least: N}"),
        ("advise: stay-in, when: {degrees: ‸10}", "'degrees' is answered by a number", "{at-least: N}"),
        ("advise: stay-in, when: {degrees: {not: ‸10}}", "'degrees' is answered by a number", "{at-least: N}"),
        ("advise: stay-in, when: {degrees: {at-least: ‸ten}}", "'at-least' is 'ten'", "whole number"),
        ("advise: stay-in, when: {degrees: {at-least: ‸41}}", "compares with 41", "from -10 to 40"),
        ("advise: stay-in, when: {degrees: {less-than: ‸-11}}", "compares with -11", "from -10 to 40"),
        ("advise: stay-in, when: {degrees: ‸{at-least: 5, less-than: 5}}", "which no number is", "greater than"),
        ("advise: stay-in, when: {degrees: ‸{}}", "The test of 'degrees' is empty", "{at-least: N}"),
        ("advise: stay-in, when: {degrees: {at-least: 1, ‸of: 2}}", "no key 'of'", ""),
        ("advise: stay-in, when: {wet: ‸yes}", "The test of 'wet' is 'yes'", "true or false"),
        ("advise: stay-in, when: {wet: ‸unknown}", "The test of 'wet' is 'unknown'", "true or false"),
        ("advise: stay-in, when: {wet: ‸[true]}", "must be text", "Write one word"),
        ("advise: stay-in, when: {wet: true, ‸wet: false}", "'wet' stands twice", "Keep one"),
    ],
)
def test_a_mistake_in_a_rule(tmp_path: Path, rest: str, wrong: str, right: str) -> None:
    rules = f'{FILES["rules/2-actions.yaml"]}- {{rule: r, cites: ["1"], {rest}}}\n'
    check_one_problem(tmp_path, {"rules/2-actions.yaml": rules}, wrong, right)


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


HELP = "checked: 2026-11-23\nlines:\n  - {line: l, region: jp, call: '110', for: [stay-in]}\n"


@pytest.mark.parametrize(
    ("old", "new", "wrong", "right"),
    [
        ("for: [stay-in]", "for: [‸stayin]", "no action 'stayin'", "Did you mean 'stay-in'?"),
        ("region: jp, ", "region: jp, ‸phone: x, ", "no key 'phone'", ""),
        ("- {line: l, region: jp", "- ‸{line: l", "The help line 'l' has no 'region'", "Add 'region: …'"),
        (
            "- {line: l, region: jp",
            "- {line: l, region: us, for: [stay-in]}\n  - {line: ‸l, region: jp",
            "'l' has an id that is taken",
            "help-lines.yaml:3:12",
        ),
        ("for: [stay-in]", "for: [stay-in], when: {‸wether: sun}", "no question and no finding", "'weather'?"),
        ("checked: 2026-11-23\n", "‸", "has no 'checked'", "Add 'checked: …'"),
    ],
)
def test_a_mistake_in_the_help_lines(tmp_path: Path, old: str, new: str, wrong: str, right: str) -> None:
    assert HELP.count(old) == 1
    check_one_problem(tmp_path, {"help-lines.yaml": HELP.replace(old, new)}, wrong, right)


def test_help_lines_are_optional_and_read(tmp_path: Path) -> None:
    assert load_rulebook(write_rulebook(tmp_path / "without")).help_lines.lines == ()
    loaded = load_rulebook(write_rulebook(tmp_path / "with", {"help-lines.yaml": HELP})).help_lines
    assert (loaded.checked, [(line.id, line.call, line.under) for line in loaded.lines]) == (
        "2026-11-23",
        [("l", "110", ("stay-in",))],
    )


# cycles -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rules", "shown"),
    [
        ("- {rule: ‸a, cites: ['1'], when: {wet: true}, find: wet}", "wet → wet"),
        ("- {rule: ‸a, cites: ['1'], unless: {wet: true}, find: wet}", "wet → wet"),
        (
            "- {rule: ‸a, cites: ['1'], when: {cold: true}, find: wet}\n"
            "- {rule: b, cites: ['1'], any: [{weather: sun}, {wet: false}], find: cold}",
            "wet → cold → wet",
        ),
        (
            "- {rule: b, cites: ['1'], when: {miserable: true}, find: cold}\n"
            "- {rule: ‸a, cites: ['1'], when: {cold: true}, find: wet}\n"
            "- {rule: c, cites: ['1'], unless: {wet: true}, find: miserable}",
            "wet → cold → miserable → wet",
        ),
    ],
)
def test_a_cycle_is_shown(tmp_path: Path, rules: str, shown: str) -> None:
    files = {"rules/1-findings.yaml": rules + "\n", "rules/2-actions.yaml": FILES["rules/2-actions.yaml"]}
    check_one_problem(tmp_path, files, shown, "answers alone")


def test_findings_that_meet_again_are_no_cycle(tmp_path: Path) -> None:
    rules = (
        "- {rule: a, cites: ['1'], when: {weather: rain}, find: wet}\n"
        "- {rule: b, cites: ['1'], when: {wet: true}, find: cold}\n"
        "- {rule: c, cites: ['1'], when: {wet: true, cold: true}, find: miserable}\n"
    )
    assert len(load_rulebook(write_rulebook(tmp_path, {"rules/1-findings.yaml": rules})).strata) >= 3


# files ------------------------------------------------------------------------------------------

LOGIC = ["rulebook.yaml", "questions.yaml", "actions.yaml"]


@pytest.mark.parametrize("name", LOGIC)
def test_a_file_that_is_missing(tmp_path: Path, name: str) -> None:
    (problem,) = problems_of(write_rulebook(tmp_path, {name: None}))
    assert (problem.place.source, "no such file" in problem.wrong) == (str(tmp_path / name), True)


@pytest.mark.parametrize("name", [*LOGIC, "rules/1-findings.yaml"])
@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        ("", "empty"),
        ("# nothing yet\n", "empty"),
        ("a: [b\n", "not YAML"),
        (b"a: \xff", "not UTF-8"),
        ("a: &b c", "anchor"),
    ],
)
def test_a_file_that_cannot_be_used(tmp_path: Path, name: str, content: str | bytes, wrong: str) -> None:
    (problem,) = problems_of(write_rulebook(tmp_path, {name: content}))
    assert problem.place.source == str(tmp_path / name)
    assert wrong in problem.wrong
    assert problem.right


@pytest.mark.parametrize(
    ("name", "content", "wrong"),
    [
        ("rulebook.yaml", "- a\n", "A rulebook must be a mapping"),
        ("questions.yaml", "a: b\n", "The questions must be a list"),
        ("actions.yaml", "word\n", "The actions must be a list"),
        ("rules/1-findings.yaml", "a: b\n", "The rules must be a list"),
        ("rules/1-findings.yaml", "---\n", "The rules must be a list"),
        ("help-lines.yaml", "- a\n", "The help lines must be a mapping"),
        ("help-lines.yaml", "", "empty"),
    ],
)
def test_a_file_of_the_wrong_shape(tmp_path: Path, name: str, content: str, wrong: str) -> None:
    problems = problems_of(write_rulebook(tmp_path, {name: content}))
    named = [problem for problem in problems if problem.place.source == str(tmp_path / name)]
    assert [wrong in problem.wrong for problem in named] == [True]


def test_a_folder_where_a_file_should_be(tmp_path: Path) -> None:
    write_rulebook(tmp_path, {"actions.yaml": None})
    (tmp_path / "actions.yaml").mkdir()
    (problem,) = problems_of(tmp_path)
    assert "folder" in problem.wrong
    assert problem.place.source == str(tmp_path / "actions.yaml")


@pytest.mark.parametrize("leave_the_folder", [True, False])
def test_no_rules_at_all(tmp_path: Path, leave_the_folder: bool) -> None:
    write_rulebook(tmp_path)
    shutil.rmtree(tmp_path / "rules")
    if leave_the_folder:
        (tmp_path / "rules").mkdir()
    (problem,) = problems_of(tmp_path)
    assert (problem.place.source, problem.wrong) == (str(tmp_path / "rules"), "There is no rule file.")


def test_a_rule_file_with_another_ending_is_not_passed_over(tmp_path: Path) -> None:
    folder = write_rulebook(tmp_path)
    (folder / "rules" / "3-more.yml").write_text("- rule: more\n", encoding="utf-8")
    (problem,) = problems_of(folder)
    assert problem.place.source == str(folder / "rules" / "3-more.yml")
    assert "is not read" in problem.wrong


def test_a_rulebook_that_is_not_there(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path / "missing")
    assert problem.place.source == str(tmp_path / "missing")
    assert "no such folder" in problem.wrong


def test_a_rulebook_that_is_a_file(tmp_path: Path) -> None:
    write_rulebook(tmp_path)
    (problem,) = problems_of(tmp_path / "rulebook.yaml")
    assert "no folder" in problem.wrong
    assert "rulebook.yaml" in problem.right


def test_an_empty_folder_lacks_everything(tmp_path: Path) -> None:
    sources = [problem.place.source for problem in problems_of(tmp_path)]
    assert sources == sorted(str(tmp_path / name) for name in [*LOGIC, "rules"])


# many mistakes ----------------------------------------------------------------------------------


def test_five_mistakes_in_five_files_are_five_problems(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {
        **changed("rulebook.yaml", "version: 2.0.1", "versoin: 2.0.1\nversion: 2.0.1"),
        **changed("questions.yaml", "options: [yes, no]", "options: [yes, no, unknown]"),
        **changed("actions.yaml", "phase: later", "phase: sometime"),
        **changed("rules/1-findings.yaml", "[rain, snow]", "[rain, snwo]"),
        **changed("rules/2-actions.yaml", "{tag: outdoors}", "{tag: indoors}"),
    }
    found = problems_of(write_rulebook(tmp_path, files))
    assert [(Path(problem.place.source).name, problem.place.line, problem.wrong) for problem in found] == [
        ("actions.yaml", 19, "There is no phase 'sometime'."),
        ("questions.yaml", 13, "'unknown' is not an option."),
        ("rulebook.yaml", 2, "A rulebook has no key 'versoin'."),
        ("1-findings.yaml", 3, "There is no option of 'weather' 'snwo'."),
        ("2-actions.yaml", 16, "There is no tag 'indoors'."),
    ]


def test_several_broken_files_are_all_named(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {
        "questions.yaml": "- [",
        "actions.yaml": None,
        "rules/1-findings.yaml": b"\xff",
        "rules/2-actions.yaml": "",
    }
    found = problems_of(write_rulebook(tmp_path, files))
    assert [Path(problem.place.source).name for problem in found] == [
        "actions.yaml",
        "questions.yaml",
        "1-findings.yaml",
        "2-actions.yaml",
    ]


def test_several_mistakes_in_one_rule(tmp_path: Path) -> None:
    rule = "- {rule: r, cites: ['9'], when: {wether: sun, weather: rian}, advise: stayin, basic: maybe, extra: 1}\n"
    found = problems_of(write_rulebook(tmp_path, {"rules/3.yaml": rule}))
    assert len(found) == 6
    assert {(problem.place.source, problem.place.line) for problem in found} == {(str(tmp_path / "rules/3.yaml"), 1)}
    assert [problem.place.column for problem in found] == sorted(problem.place.column for problem in found)


# texts ------------------------------------------------------------------------------------------


def test_a_language_that_the_rulebook_does_not_have(tmp_path: Path) -> None:
    rulebook = load_rulebook(write_rulebook(tmp_path))
    with pytest.raises(RulebookError, match=r"'going_out' has no texts in 'jp'\. Known here: ja, en\."):
        rulebook_texts(rulebook, "jp")


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (None, "no such file"),
        ("", "empty"),
        ("- a\n", "Here stands a list"),
        ("word\n", "Here stands bare text"),
        ("a: {b: [c]}\n", "Here stands a list"),
        ("a: b\na: c\n", "stands twice"),
        (b"a: \xff", "not UTF-8"),
    ],
)
def test_texts_that_cannot_be_used(tmp_path: Path, content: str | bytes | None, wrong: str) -> None:
    rulebook = load_rulebook(write_rulebook(tmp_path, {"text/ja.yaml": content}))
    assert rulebook_texts(rulebook, "en")("rulebook", "title") == "Going out"
    with pytest.raises(RulebookError) as caught:
        rulebook_texts(rulebook)
    assert [wrong in problem.wrong for problem in caught.value.problems] == [True]
    assert caught.value.problems[0].place.source == str(tmp_path / "text" / "ja.yaml")


def test_a_text_that_is_missing_is_its_id(tmp_path: Path) -> None:
    files = changed("text/en.yaml", "  wet: {holds: It is wet., fails: It is not wet.}\n", "")
    texts = rulebook_texts(load_rulebook(write_rulebook(tmp_path, {**files})), "en")
    assert texts("findings", "wet", "holds") == "holds"
    assert texts.get("findings", "wet", "holds") == ""
    missing = set(needed_texts(load_rulebook(tmp_path))) - set(texts.entries)
    assert missing == {("findings", "wet", "holds"), ("findings", "wet", "fails")}
