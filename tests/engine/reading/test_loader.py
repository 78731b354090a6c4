"""Loading a rulebook: every mistake is named with its place and what would be right, all of them at once."""

from __future__ import annotations

import re
import shutil
import unicodedata
from pathlib import Path

import pytest
from mistakes import check_one_problem, problems_of
from nakanaori.engine.consulting import consult
from nakanaori.engine.language import Problem, Rulebook, RulebookError
from nakanaori.engine.reading import load_rulebook, read_file, read_rulebook, rulebook_texts
from small_rulebook import FILES, changed, write_rulebook

# the shipped rulebook ---------------------------------------------------------------------------


def test_the_shipped_rulebook_loads(rulebook: Rulebook) -> None:
    assert rulebook.id == "regain_trust"
    assert rulebook.languages == ("ja", "en")
    assert rulebook.questions
    assert rulebook.actions
    assert rulebook.rules


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


@pytest.mark.parametrize(
    "encoded", [lambda text: b"\xef\xbb\xbf" + text.encode(), lambda t: t.replace("\n", "\r\n").encode()]
)
def test_files_of_other_editors_load_as_well(tmp_path: Path, encoded: object) -> None:
    assert callable(encoded)
    loaded = load_rulebook(write_rulebook(tmp_path / "a", {name: encoded(text) for name, text in FILES.items()}))
    same = load_rulebook(write_rulebook(tmp_path / "b"))
    assert [rule.id for rule in loaded.rules] == [rule.id for rule in same.rules]
    assert loaded.sha256 == same.sha256


@pytest.mark.parametrize(
    ("question", "option", "finding"),
    [
        ("天気", "雨・雪".replace("・", "-"), "濡れる"),
        ("मौसम", "बारिश", "गीला"),
        ("வானிலை", "மழை", "ஈரம்"),
        ("طَقْس", "مَطَر", "مُبْتَلّ"),
        ("اب\u200cوهوا", "می\u200cبارد", "خیس"),
        ("thời-tiết", "mưa", "ướt"),
        ("ශ්\u200dරී", "වැස්ස", "තෙත්"),
        ("weather_2", "5_to_7", "1.1"),
    ],
)
def test_ids_may_be_written_in_any_script(tmp_path: Path, question: str, option: str, finding: str) -> None:
    """Composed or decomposed, as one editor or another stores them: they are the same ids."""
    forms = ("NFC", "NFD")
    files: dict[str, str | bytes | None] = {}
    for at, (name, text) in enumerate(FILES.items()):
        words = {"weather": question, "rain": option, "wet": finding}
        for word, other in words.items():
            other = unicodedata.normalize(forms[at % 2], other)
            text = re.sub(rf"(?<![\w-]){word}(?![\w-])", lambda _, other=other: other, text)
        files[name] = text
    loaded = load_rulebook(write_rulebook(tmp_path, files))
    for form in forms:
        given = {unicodedata.normalize(form, question): unicodedata.normalize(form, option)}
        assert [*consult(loaded, given).findings] == [unicodedata.normalize("NFC", finding)]
    texts = rulebook_texts(loaded, "en")
    assert texts("questions", unicodedata.normalize("NFC", question), "topic") == "Weather"


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


def test_what_can_be_read_is_there_beside_the_problems(tmp_path: Path) -> None:
    reading = read_rulebook(write_rulebook(tmp_path, changed("rules/1-findings.yaml", "find: cold", "find: colt")))
    assert reading.rulebook is not None
    assert reading.folder.path == tmp_path
    assert "umbrella-when-wet" in reading.rulebook.rule
    assert [problem.wrong for problem in reading.problems] == ["There is no finding 'colt'."]


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    problems: list[Problem] = []
    assert read_file(tmp_path / "missing.yaml", problems) is None
    assert [problem.wrong for problem in problems] == ["There is no such file."]


# strangers' rulebooks ---------------------------------------------------------------------------


def test_findings_that_rest_on_thousands_of_others_are_read_and_evaluated(tmp_path: Path) -> None:
    """A chain of negations: every other finding is established."""
    names = [f"f{number}" for number in range(3000)]
    rules = [f"- {{rule: r{at}, cites: '1', when: {{f{at - 1}: false}}, find: f{at}}}" for at in range(1, len(names))]
    files: dict[str, str | bytes | None] = {
        **changed("rulebook.yaml", "miserable]", f"miserable, {', '.join(names)}]"),
        "rules/0.yaml": "\n".join(rules),
    }
    loaded = load_rulebook(write_rulebook(tmp_path, files))
    assert len(loaded.strata) >= len(names) - 1
    found = consult(loaded, {}, engine="reference").findings
    assert {*found} == {name for at, name in enumerate(names) if at % 2}


def test_rules_that_withhold_more_than_anybody_reads_are_refused(tmp_path: Path) -> None:
    actions = "".join(
        f"- {{action: a{at}, phase: now, tags: outdoors, cites: '1', steps: [s]}}\n" for at in range(2000)
    )
    rules = "".join(f"- {{rule: r{at}, cites: '1', withhold: {{tag: outdoors}}}}\n" for at in range(600))
    files: dict[str, str | bytes | None] = {"actions.yaml": FILES["actions.yaml"] + actions, "rules/0.yaml": rules}
    (problem,) = problems_of(write_rulebook(tmp_path, files))
    assert "more than 1000000 actions are withheld" in problem.wrong
    assert problem.place.source == str(tmp_path / "rules/0.yaml")


def test_a_shipped_rulebook_is_loaded_by_its_id_where_no_folder_is_called_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_rulebook("paid_leave").id == "paid_leave"
    assert load_rulebook("regain_trust").sha256 == load_rulebook().sha256
    write_rulebook(tmp_path / "paid_leave")
    assert load_rulebook("paid_leave").id == "going_out"
    for name in ("paid_leaf", "x/regain_trust", "..", "__pycache__", "/regain_trust"):
        with pytest.raises(RulebookError):
            load_rulebook(name)
