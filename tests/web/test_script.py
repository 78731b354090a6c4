"""The page's script: it concludes, asks and says what the engine in Python does, and whoever tests it notices mistakes.

What is held against each other stands in `page_script`; each rulebook and each case is thrown with dice of its own.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from random import Random

import pytest
from house import HOUSE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from long_chains import chained
from msgspec.structs import replace
from nakanaori.engine.consulting import REFERENCE, Answer, check_answers, resumed_case
from nakanaori.engine.language import (
    UNKNOWN,
    CaseError,
    Condition,
    Draft,
    FollowUp,
    HelpLine,
    HelpLines,
    OneOf,
    Part,
    Place,
    Rulebook,
    day_number,
    rest,
    scaled_number,
    written_day,
    written_number,
)
from nakanaori.engine.reading import Texts, load_rulebook, shaped
from nakanaori.engine.telling import Wording, read_trace, replay
from nakanaori.web.script import FOLDER, joined_script, read_module
from nakanaori.web.wording import phrases_for, wording_of
from odd_names import thrown_texts
from page_script import (
    ENGINE,
    NODE,
    TODAY,
    PageScript,
    Recorder,
    Recording,
    page_script,
    thrown_answers,
    thrown_recorder,
    with_shapes,
)
from random_rulebooks import cases, rulebooks
from required import require
from script_mistakes import MISTAKES, Mistake
from small_rulebook import write_rulebook

MODULES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.js"))


@pytest.fixture(scope="module")
def script() -> Iterator[PageScript]:
    with page_script() as running:
        yield running


@pytest.fixture(scope="module")
def shipped(rulebook: Rulebook, script: PageScript) -> dict[str, Recorder]:
    """A recorder of the shipped rulebook in each of its languages."""
    recorders = {name: Recorder(name, rulebook, wording_of(rulebook, name)) for name in rulebook.languages}
    assert script.difference([recorder.published() for recorder in recorders.values()]) is None
    return recorders


@pytest.fixture(scope="module")
def going_out(tmp_path_factory: pytest.TempPathFactory, script: PageScript) -> Recorder:
    small = load_rulebook(write_rulebook(tmp_path_factory.mktemp("page")))
    recorder = Recorder("going-out", small, wording_of(small, "en"))
    assert script.difference([recorder.published()]) is None
    return recorder


# held against the engine in Python ------------------------------------------------------------------------------------


def test_outcomes_are_the_same_with_every_byte_of_their_traces(script: PageScript) -> None:
    """10,000 of them: 500 rulebooks with every form of the language, 20 cases each."""
    for seed in range(500):
        dice, recorder = thrown_recorder(seed)
        cases = [recorder.outcome(thrown_answers(dice, recorder)) for _ in range(20)]
        assert script.difference([recorder.published(), *cases]) is None, seed


def test_courses_are_the_same_at_every_step(script: PageScript) -> None:
    for seed in range(1_000):
        dice, recorder = thrown_recorder(seed)
        assert script.difference([recorder.published(), recorder.course(dice)]) is None, seed


def test_reasons_are_the_same(script: PageScript) -> None:
    """2,000 of them, and more: of every action of a rulebook, and of one as a document."""
    told = 0
    for seed in range(1_000, 1_450):
        dice, recorder = thrown_recorder(seed)
        answers = [thrown_answers(dice, recorder) for _ in range(2)]
        reasons = [recorder.explanation(case, action) for case in answers for action in recorder.rulebook.action]
        documents = [recorder.markdown(answers[0], next(iter(recorder.rulebook.action)))]
        told += len(reasons)
        assert script.difference([recorder.published(), *reasons, *documents]) is None, seed
    assert told > 2_000


def test_all_that_can_be_taken_along_is_the_same(script: PageScript) -> None:
    for seed in range(2_000, 2_300):
        dice, recorder = thrown_recorder(seed)
        assert script.difference([recorder.published(), *taken_along(dice, recorder)]) is None, seed


def taken_along(dice: Random, recorder: Recorder) -> list[Recording]:
    """Plan, document, comparison, calendar and saved case."""
    one, other = thrown_answers(dice, recorder), thrown_answers(dice, recorder)
    day = TODAY + timedelta(days=dice.randint(0, 12))
    return [
        recorder.plan(one),
        recorder.markdown(one),
        recorder.comparison(one, other),
        recorder.comparison(other, one),
        recorder.calendar(one, None),
        recorder.calendar(other, day),
        recorder.saved(other),
        recorder.saved(one, dict.fromkeys(recorder.rulebook.action, day), TODAY),
    ]


def test_who_comes_back_is_asked_and_told_the_same(script: PageScript) -> None:
    for seed in range(2_300, 2_600):
        dice, recorder = thrown_recorder(seed)
        assert script.difference([recorder.published(), *come_back(dice, recorder)]) is None, seed


def test_search_takes_over_where_diagrams_grow_too_large_and_gives_up_alike(script: PageScript) -> None:
    for seed in range(3_000, 3_150):
        dice, recorder = thrown_recorder(seed)
        cases = [(thrown_answers(dice, recorder), branches) for branches in (0, 12, 40)]
        searched = [recorder.prospect(answers, branches) for answers, branches in cases]
        assert script.difference([recorder.published(), *searched]) is None, seed


def test_the_shipped_rulebook_is_consulted_alike(shipped: dict[str, Recorder], script: PageScript) -> None:
    for seed, recorder in enumerate(shipped.values()):
        dice = Random(seed)
        answers = thrown_answers(dice, recorder)
        of_each = [recorder.explanation(answers, action) for action in recorder.rulebook.action]
        outcomes = [recorder.outcome(thrown_answers(dice, recorder)) for _ in range(20)]
        # What is asked is the same in every language.
        courses = [recorder.course(dice, most=200) for _ in range(2 if seed == 0 else 0)]
        recordings = [*courses, *outcomes, *of_each, *taken_along(dice, recorder)]
        assert script.difference(recordings) is None, recorder.name


def test_the_shipped_rulebook_is_searched_alike_until_the_steps_are_used_up(
    shipped: dict[str, Recorder], script: PageScript
) -> None:
    recorder = shipped["ja"]
    answers = thrown_answers(Random(7), recorder)
    assert script.difference([recorder.prospect({}, 0), recorder.prospect(answers, 4_000)]) is None


@given(st.data())
@settings(deadline=None, database=None, max_examples=60, suppress_health_check=list(HealthCheck))
def test_rulebooks_of_every_shape_and_script_are_consulted_alike(script: PageScript, data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks())
    texts = thrown_texts(Random(0), rulebook)
    wording = Wording(texts, phrases_for(texts))
    recorder = Recorder("drawn", rulebook, wording)
    answers = [check_answers(rulebook, data.draw(cases(rulebook))).answers for _ in range(3)]
    one = data.draw(st.sampled_from([*rulebook.action]))
    told = [recorder.saved(answers[0]), recorder.explanation(answers[1], one), recorder.course(Random(1), most=6)]
    assert script.difference([recorder.published(), *map(recorder.outcome, answers), *told]) is None


@pytest.mark.parametrize("wide", [False, True])
def test_findings_may_rest_on_one_another_as_deep_as_one_likes(
    script: PageScript, tmp_path: Path, *, wide: bool
) -> None:
    rulebook = chained(tmp_path, 1_500, wide=wide)
    recorder = Recorder("chained", rulebook, wording_of(rulebook, "en"))
    rain: dict[str, Answer] = {"weather": "rain"}
    told = [recorder.outcome(rain), recorder.markdown(rain, "stay-in"), recorder.explanation({}, "stay-in")]
    assert script.difference([recorder.published(), *told]) is None


def test_what_is_at_stake_can_be_made_ready_in_small_steps(script: PageScript, rulebook: Rulebook) -> None:
    recorder = Recorder("in-steps", rulebook, wording_of(rulebook, "en"))
    script.difference([recorder.published()])
    (steps,) = script.answers([{"do": "prepared", "of": "in-steps"}])
    assert steps > len(rulebook.rules) + len(rulebook.actions)
    assert script.difference([recorder.outcome({}), recorder.course(Random(1), most=5)]) is None


def test_records_of_the_page_are_replayed(shipped: dict[str, Recorder], script: PageScript) -> None:
    recorder = shipped["en"]
    request, _ = recorder.outcome(thrown_answers(Random(3), recorder))
    (record,) = script.answers([request])
    replayed = replay(recorder.rulebook, read_trace("record", record.encode()), engine=REFERENCE)
    assert (replayed.differences, replayed.remarks) == ((), ())


NUMBERS = [
    "7",
    " ７ ",
    "-3",
    "ー５",
    "＋４",
    "٣",
    "१२",
    "𝟗",
    "²",
    "½",
    "1.5",
    "-7．50",
    "1,234,567.25",
    "１，２３４",
    "12,34",
    "123456789012345",
    "1234567890123456",
    "0.05",
    "-0.00",
    "7.",
    "",
    "-",
    "1234567890",
    "\u20031\u00a0",
    "\ufeff1",
]


def numbers_read() -> Iterator[Recording]:
    for text, decimals in product(NUMBERS, (0, 1, 2, 9)):
        number = scaled_number(text, decimals)
        told = None if number is None else [number, written_number(number, decimals)]
        yield {"do": "number", "text": text, "decimals": decimals}, told


def test_numbers_are_read_alike(script: PageScript) -> None:
    assert script.difference([*numbers_read()]) is None


DAYS = [
    "2024-04-01",
    "2024/4/1",
    "２０２４年４月１日",
    " 2024‐4/01 ",
    "٢٠٢٤-٠٢-٢٩",
    "0001-01-01",
    "0099-12-31",
    "9999-12-31",
    "0000-01-01",
    "2023-02-29",
    "1900-02-29",
    "2024-13-01",
    "2024-00-10",
    "2024-4-31",
    "2024-04",
    "24-04-01",
    "2024年4月1",
    "today",
    "",
]


def days_read() -> Iterator[Recording]:
    for text in DAYS:
        number = day_number(text)
        yield {"do": "day", "text": text}, None if number is None else [number, written_day(number)]


def test_days_are_read_alike(script: PageScript) -> None:
    assert script.difference([*days_read()]) is None


def checked(dice: Random, recorder: Recorder) -> Iterator[Recording]:
    """Answers of every kind to every question, in and out of its bounds."""
    for question in recorder.rulebook.questions:
        numbers = [dice.randint(question.low - 2, question.high + 2) for _ in range(3)] if question.numeric else [1]
        written = [question.answer(number) if question.numeric else number for number in numbers]
        options = [dice.sample(question.options, dice.randint(0, len(question.options))) for _ in range(3)]
        wrong = [
            "",
            "7",
            "７．５",
            "0.1234567891",
            "2024年2月28日",
            0.5,
            0.3,
            7.25,
            0.30000000000000004,
            1e-7,
            1e300,
            None,
            True,
            ["x"],
            [["x"]],
            UNKNOWN,
            [UNKNOWN],
        ]
        for answer in (*numbers, *written, *options, *question.options[:1], [*question.options, "x"], *wrong):
            yield recorder.checked(question.id, answer)


def test_answers_are_allowed_alike(script: PageScript) -> None:
    for seed in range(6_000, 6_200):
        dice, recorder = thrown_recorder(seed)
        assert script.difference([recorder.published(), *checked(dice, recorder)]) is None, seed


ROWS = """\
hit,first
weather,degrees,bag,advise,find,cites,reason en,reason ja
sun,>= 20,,drink-water,,2,Heat asks for water.,水
sun,,tea,,,,,
not sun,,umbrella,put-on-a-coat,,1,Wind asks for a coat.,風
,< 0,,put-on-a-coat,cold,1,Frost asks for a coat.,霜
else,,,stay-in,,2,Everything else asks for a chair.,椅子
"""


def test_a_table_whose_first_row_counts_is_read_alike(script: PageScript, tmp_path: Path) -> None:
    folder = write_rulebook(tmp_path, {"rules/3-rows.csv": ROWS})
    small = load_rulebook(folder)
    recorder, dice = Recorder("rows", small, wording_of(small, "en")), Random(7)
    recordings = [recorder.published(), *(recorder.course(dice) for _ in range(20))]
    for _ in range(60):
        answers = thrown_answers(dice, recorder)
        recordings += [recorder.outcome(answers), *(recorder.explanation(answers, action) for action in small.action)]
    assert script.difference(recordings) is None
    told = str([wanted for _, wanted in recordings])
    assert "An earlier row applies instead: row 4 of 3-rows." in told
    assert "No earlier row of 3-rows applies." in told


# case files -----------------------------------------------------------------------------------------------------------


FILES = {
    "as it is written": "rulebook: going_out\nanswers:\n  weather: rain\n  extras: [hat, scarf]\n  'minutes': 7\n",
    "nothing answered": "rulebook: going_out\nanswers: {}\n",
    "with remarks": "# mine\nrulebook: going_out # this\n\nanswers:  # here\n    weather: 'rain' # wet\n",
    "in double quotes": '---\nrulebook: "going_out"\nanswers:\n  "weather": "\\u0072ain"\n',
    "a line an option": "rulebook: going_out\nanswers:\n  extras:\n    - hat\n    - 'scarf'\n  weather: unknown\n",
    "a list at the same column": "rulebook: going_out\nanswers:\n  extras:\n  - hat\n  weather: rain\n",
    "no options": "rulebook: going_out\nanswers:\n  extras: []\n",
    "Windows": "\ufeffrulebook: going_out\r\nanswers:\r\n  weather: rain\r\n",
    "an option that is no more": "rulebook: going_out\nanswers:\n  weather: hail\n  extras: [hat, cape]\n  minutes: 5",
    "a question that is no more": "rulebook: going_out\nanswers:\n  wind: strong\n  weather: rain\n",
    "a key of another time": "rulebook: going_out\nmade: now\nanswers:\n  weather: rain\nticked:\n- a\nday:\n  b: c\n",
    "what is done": "rulebook: going_out\ndate: 2026-01-31\nanswers: {}\ndone:\n  stay-in: 2026-02-01\n",
    "done in another order": "done:\n  stay-in: '2026-02-01'\n  put-on-a-coat: 2026-02-03\n"
    "answers:\n  weather: rain\nrulebook: going_out\n",
    "no days": "rulebook: going_out\ndate: 2026-02-30\nanswers: {}\ndone:\n  stay-in: soon\n  go: 2026-02-01\n",
    "nothing done": "rulebook: going_out\nanswers: {}\ndone:\n",
    "done is no mapping": "rulebook: going_out\nanswers: {}\ndone: all\n",
    "an option of some is no more": "rulebook: going_out\nanswers:\n  weather: hail\n  bag: [tea, cape, hat]\n",
    "of no option any is more": "rulebook: going_out\nanswers:\n  bag: [cape]\n",
    "an option twice": "rulebook: going_out\nanswers:\n  bag: [tea, tea]\n",
    "options of lines that are no more": "rulebook: going_out\nanswers:\n  bag:\n    - cape\n    - tea\n    - cap\n",
    "unknown among options": "rulebook: going_out\nanswers:\n  bag: [unknown, hat]\n",
    "no list where there may be some": "rulebook: going_out\nanswers:\n  bag: hat\n  weather: [rain]\n",
    "a number in full width": "rulebook: going_out\nanswers:\n  minutes: '１２'\n",
}


@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
def test_case_files_are_read_as_the_terminal_reads_them(
    text: str, going_out: Recorder, script: PageScript, tmp_path: Path
) -> None:
    compare_resumed(going_out, text, script, tmp_path / "case.yaml")


def compare_resumed(recorder: Recorder, text: str, script: PageScript, path: Path) -> None:
    """That the page keeps of a file what the terminal keeps, and drops the same."""
    path.write_bytes(text.encode())
    theirs = resumed_case(recorder.rulebook, path)
    (ours,) = script.answers([{"do": "resumed", "of": recorder.name, "text": text}])
    assert dict(ours["answers"]) == {
        name: list(answer) if isinstance(answer, tuple) else answer for name, answer in theirs.case.answers.items()
    }, text
    assert dict(ours["done"]) == {action: day.isoformat() for action, day in theirs.case.done.items()}
    assert ours["date"] == ("" if theirs.case.date is None else theirs.case.date.isoformat())
    assert sorted(set(ours["dropped"])) == sorted({problem.place.line for problem in theirs.dropped}), text


def of_an_older_rulebook(dice: Random, recorder: Recorder) -> str:
    """A file of answers of which some options are gone or twice there, and some numbers are far off."""

    def quoted(text: object) -> str:
        return "'" + str(text).replace("'", "''") + "'"

    lines = [f"rulebook: {quoted(recorder.rulebook.id)}", "answers:"]
    for question in recorder.rulebook.questions:
        options = dice.sample(question.options, dice.randint(0, len(question.options)))
        gone = dice.choice(([], [], ["gone-option"], ["gone-option", UNKNOWN], options[:1]))
        many = [quoted(one) for one in dice.sample([*options, *gone], len(options) + len(gone))]
        one = dice.choice([*question.options, UNKNOWN, "gone-option", "3", "900", "2024-04-01"])
        if dice.random() < 0.2:
            lines.append(f"  {quoted(question.id)}: {quoted(one)}")
        elif many and dice.random() < 0.5:
            lines += [f"  {quoted(question.id)}:", *(f"    - {option}" for option in many)]
        else:
            lines.append(f"  {quoted(question.id)}: [{', '.join(many)}]")
    return "\n".join((*lines, "  gone-question: x", ""))


def test_files_of_older_rulebooks_keep_what_the_terminal_keeps(script: PageScript, tmp_path: Path) -> None:
    kept = 0
    for seed in range(9_000, 9_060):
        dice, recorder = thrown_recorder(seed)
        assert script.difference([recorder.published()]) is None
        for _ in range(5):
            text = of_an_older_rulebook(dice, recorder)
            compare_resumed(recorder, text, script, tmp_path / "case.yaml")
            kept += len(resumed_case(recorder.rulebook, tmp_path / "case.yaml").case.answers)
    assert kept > 150


NO_CASES = {
    "rulebook: other\nanswers: {}\n": "other-rulebook",
    "rulebook: going_out\n": "no-case",
    "answers: {}\n": "no-case",
    "": "no-case",
    "rulebook: going_out\nanswers: sunny\n": "no-case",
    "rulebook: going_out\nanswers:\n  weather: &a rain\n": "unreadable",
    "rulebook: going_out\nanswers:\n  weather: rain\n  weather: sun\n": "unreadable",
    "rulebook: going_out\nanswers:\n  weather: rain\n   minutes: 3\n": "unreadable",
    "{rulebook: going_out}\n": "unreadable",
    "\0": "unreadable",
}


@pytest.mark.parametrize(("text", "why"), NO_CASES.items())
def test_what_is_no_case_is_refused_with_the_reason(
    text: str, why: str, going_out: Recorder, script: PageScript, tmp_path: Path
) -> None:
    path = tmp_path / "case.yaml"
    path.write_bytes(text.encode())
    (refused,) = script.answers([{"do": "resumed", "of": "going-out", "text": text}])
    assert refused["why"] == why
    with pytest.raises(CaseError):
        resumed_case(going_out.rulebook, path)


# mistakes -------------------------------------------------------------------------------------------------------------


TELLING = (0, 20, 6, *range(1, 4), *range(7, 14), 15, 16, 19, 21, 24, 29, 31, 32, 37, 38, 44, 45, 47, 92, 106, 124, 154)
"""Of the rulebooks thrown with 4,000 and what follows: those in which a mistake was noticed first, the most telling
ones before the others. Whoever writes down a mistake that none of them tells adds a seed."""


@pytest.fixture(scope="module")
def battery(rulebook: Rulebook, going_out: Recorder) -> list[list[Recording]]:
    """A little of everything that is compared above, rulebook by rulebook; what takes longest comes last."""
    return [
        [*held_back_anyway()],
        [*numbers_read(), *days_read()],
        [*looked_at_again(going_out.rulebook)],
        [*still_open(going_out.rulebook)],
        *(some_of_everything(4_000 + seed) for seed in TELLING),
        *some_of_the_shipped(rulebook),
    ]


def some_of_everything(seed: int) -> list[Recording]:
    dice, recorder = thrown_recorder(seed)
    recordings = [recorder.published(), *taken_along(dice, recorder), *checked(dice, recorder)]
    recordings += [recorder.course(dice) for _ in range(3)]
    recordings += [*come_back(dice, recorder)]
    recordings += [recorder.outcome(thrown_answers(dice, recorder)) for _ in range(4)]
    answers = thrown_answers(dice, recorder)
    recordings += [recorder.explanation(answers, action) for action in recorder.rulebook.action]
    return [*recordings, *(recorder.prospect(answers, branches) for branches in (0, 25, 4_000))]


def some_of_the_shipped(rulebook: Rulebook) -> Iterator[list[Recording]]:
    shipped = Recorder("shipped", rulebook, wording_of(rulebook, "en"))
    # In the second of them answers are set aside while more is to be asked.
    courses = [shipped.course(Random(seed), most=60) for seed in (3, 4)]
    yield [shipped.published(), *courses, *(shipped.prospect({}, branches) for branches in (0, 4_000))]


def come_back(dice: Random, recorder: Recorder) -> Iterator[Recording]:
    """Somebody who comes back, has done some of it, and answers otherwise."""
    actions = [*recorder.rulebook.action]
    for share in (0.0, 0.4, 1.0):
        one, other = thrown_answers(dice, recorder), thrown_answers(dice, recorder)
        yield recorder.review(one, other, {name: _about(dice) for name in actions if dice.random() < share})
        yield recorder.review(one, one, {})
        yield recorder.reviewing(one, dice)


def held_back_anyway() -> Iterator[Recording]:
    """What speaks against an action is told, and not what no longer speaks for it; few cases have both."""
    dice, recorder = thrown_recorder(4_090)
    yield recorder.published()
    for _ in range(2):
        yield recorder.review(thrown_answers(dice, recorder), thrown_answers(dice, recorder), {})


def _about(dice: Random) -> date:
    """A day about now."""
    return TODAY + timedelta(dice.randint(-9, 9))


def looked_at_again(small: Rulebook) -> Iterator[Recording]:
    """Reminders that name what to look at again, but for what the alarm rests on; a help line without texts; and a part
    of a draft that alone tests an option."""
    asked = [replace(question, may_change=True) for question in small.questions]
    asked[-1] = replace(asked[-1], only_if=(OneOf("weather", frozenset({"rain"})),))
    days = (FollowUp("again", 7, None),)
    reminded = [replace(action, follow_ups=days, drafts=("note",)) for action in small.actions]
    part = Part("with-tea", (OneOf("bag", frozenset({"tea"})),))
    line = HelpLine("constructor", "", "110", "", tuple(small.action), Condition())
    changed = replace(small, questions=tuple(asked), actions=tuple(reminded), help_lines=HelpLines("", (line,)))
    changed = replace(changed, drafts=(Draft("note", (part,), Condition(), Place("drafts")),))
    texts = Texts("en", {**wording_of(small, "en").texts.entries, ("help-lines", "other", "name"): "Other"})
    recorder = Recorder("again", changed, Wording(texts, phrases_for(texts)))
    answers: dict[str, Answer] = {"weather": "rain", "bag": ("hat",), "degrees": 5, "at-home": "yes"}
    yield recorder.published()
    yield recorder.calendar(answers, None)
    yield recorder.plan(answers)
    yield recorder.prospect({}, 4_000)


def still_open(small: Rulebook) -> Iterator[Recording]:
    """Rules as the `else` of a table, while a question is to be asked that the table tests."""
    *others, last = small.questions
    questions = (*others, replace(last, only_if=(OneOf("weather", frozenset({"rain"})),)))
    own, above = rest(questions, [last.id], "else", None)
    rows = [replace(rule, condition=replace(own, earlier=above), table="rows") for rule in small.rules]
    recorder = Recorder("open", replace(small, questions=questions, rules=tuple(rows)), wording_of(small, "en"))
    yield recorder.published()
    for answers in ({"weather": "rain"}, {"weather": "sun"}):
        yield recorder.outcome(answers)
        for action in small.action:
            yield recorder.explanation(answers, action)


def copied(folder: Path) -> Path:
    """A copy of the engine in this folder."""
    shutil.copytree(ENGINE, folder / "engine")
    shutil.copy(FOLDER / "package.json", folder)
    return folder / "engine"


SIGNS = (
    *(
        "a",
        "b ",
        " ",
        "\n",
        "\n\n",
        "- ",
        "\n- ",
        "  ",
        "\t",
        "[",
        "]",
        "(",
        ")",
        "](",
        "\\",
        "{v}",
        "{{",
        "}}",
        "{",
        "道",
    ),
    *("https://x.org/a?b=%28", "tel:+81-3", "mailto:a@x.org", "javascript:b", "\u3000", "\x85", "\x1c", "😀", "*", "#"),
    *("[a](https://x.org)", "[b {v}](tel:03)", "\r"),
)


@pytest.mark.parametrize("seed", range(20))
def test_texts_amount_to_the_same(seed: int, script: PageScript) -> None:
    """10,000 texts, some with answers that look like shape themselves."""
    dice = Random(seed)
    recordings = []
    for _ in range(500):
        text = "".join(dice.choices(SIGNS, k=dice.randint(0, 14)))
        values = {"v": "".join(dice.choices(SIGNS, k=dice.randint(1, 4)))} if dice.random() < 0.7 else {}
        made = shaped(text, values.get)
        wanted = [with_shapes(made), made.plain, made.with_addresses, [*made.lines], bool(made.links)]
        request = {"do": "shaped", "text": text, "values": [*values.items()]}
        recordings.append((request, json.loads(json.dumps(wanted))))
    assert script.difference(recordings) is None


def test_the_battery_finds_nothing_in_the_script_as_it_is(
    script: PageScript, battery: list[list[Recording]], tmp_path: Path
) -> None:
    right = script.with_engine(copied(tmp_path))
    assert [found for recordings in battery if (found := right.difference(recordings))] == []


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_a_mistake_in_the_script_is_noticed(
    mistake: Mistake, script: PageScript, battery: list[list[Recording]], tmp_path: Path
) -> None:
    folder = copied(tmp_path)
    module = folder / f"{mistake.module}.js"
    text = module.read_text(encoding="utf-8")
    assert text.count(mistake.right) == 1, f"{mistake.right!r} is not there once"
    module.write_text(text.replace(mistake.right, mistake.wrong), encoding="utf-8")
    wrong = script.with_engine(folder)
    assert next(wrong.answers([battery[0][0][0]])) is None, "it is not even a script"
    assert any(wrong.difference(recordings) for recordings in battery)


# as it is written and shipped -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("project", ["tsconfig.json", "tsconfig.worker.json"])
def test_the_types_are_right(project: str) -> None:
    compiler = NODE / "node_modules" / "typescript" / "bin" / "tsc"
    require(compiler.is_file(), "types of the script are not checked: run 'npm install' in tests/node.")
    ran = subprocess.run(
        ["node", str(compiler), "-p", str(NODE / project)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.stdout == ""


@pytest.mark.parametrize("path", MODULES)
def test_a_module_is_written_so_that_it_can_be_joined(path: str) -> None:
    text = (FOLDER / path).read_text(encoding="utf-8")
    module = read_module(path)
    assert len(re.findall(r"^import\b", text, re.MULTILINE)) == len(module.imports)
    assert len(re.findall(r"^export\b", text, re.MULTILINE)) == len(module.exports)
    assert not re.search(r"/\*\*|^\s*//|^\s", module.code, re.MULTILINE)
    assert max(map(len, text.splitlines())) <= 120


OF_ITS_OWN = {"checksum": "Python has one"}
"""Modules of the script's engine to which none of Python's answers, with the reason."""


def test_modules_of_the_engine_are_called_as_in_python() -> None:
    python = {path.stem for package in ("engine", "cli") for path in (HOUSE / package).rglob("*.py")}
    assert {Path(path).stem for path in MODULES if path.startswith("engine/")} - python == set(OF_ITS_OWN)


def test_the_engine_knows_no_document_and_imports_nothing_else() -> None:
    for path in MODULES:
        module = read_module(path)
        assert all((FOLDER / source).is_file() for _, source in module.imports), path
        if path.startswith("engine/"):
            assert all(source.startswith("engine/") for _, source in module.imports), path
            assert not re.search(r"\b(document|window|navigator|location|history|globalThis|self)\b\.", module.code), (
                path
            )


def test_no_import_goes_in_a_circle() -> None:
    rests_on = {path: {source for _, source in read_module(path).imports} for path in MODULES}
    while leaves := [path for path, below in rests_on.items() if not below & rests_on.keys()]:
        for path in leaves:
            del rests_on[path]
    assert rests_on == {}


KEEPS_A_PLACE = {"place.js"}
"""The one module that may keep anything on a device, for whoever asks for it."""


NAMES_ITS_LANGUAGE = {"languages.js": 'history.replaceState(null, "", address)'}
"""The one way in which the address may change: to that of the same page in another language, with nothing beside it."""


FETCHES = "worker/"
"""Where the service worker lies, which is told no answer: it fetches the page's own files and keeps them."""


@pytest.mark.parametrize("path", [path for path in MODULES if not path.startswith(FETCHES)])
def test_the_script_sends_nothing_and_keeps_nothing(path: str) -> None:
    code = read_module(path).code
    reaching_out = (
        r"\b(fetch|XMLHttpRequest|sendBeacon|WebSocket|WebTransport|EventSource|RTCPeerConnection|BroadcastChannel"
        r"|Worker|SharedWorker|eval|Function)\b"
    )
    assert not re.search(reaching_out, code)
    code = code.replace(NAMES_ITS_LANGUAGE.get(path, "\0"), "", 1)
    assert not re.search(r"\b(localStorage|indexedDB|caches|cookie|pushState|replaceState|innerHTML|import\()", code)
    assert ("sessionStorage" in code) is (path in KEEPS_A_PLACE)


def test_joined_modules_do_what_they_do_alone(tmp_path: Path) -> None:
    for name, text in {
        "deep/one.js": "/** One. */\nexport const ONE = 1;\nexport function* some() {\n  // It.\n  yield ONE;\n}\n",
        "two.js": 'import { ONE, some as few } from "./deep/one.js";\n\nconst hidden = 1;\nexport class Two {\n'
        "  sum() {\n    return /** @type {number} */ (ONE) + [...few()][0] + hidden - 1;\n  }\n}\n",
        "entry.js": 'import { Two } from "./two.js";\nimport { ONE } from "./deep/one.js";\n\n'
        "const hidden = 2;\nglobalThis.told = new Two().sum() + ONE + hidden;\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    script = joined_script("entry.js", tmp_path)
    assert "/*" not in script
    assert "//" not in script
    require(shutil.which("node") is not None, "the page's script is not tried: install Node 20 or newer.")
    ran = subprocess.run(
        ["node", "--eval", f"{script}\nconsole.log(told)"], capture_output=True, text=True, timeout=60, check=True
    )
    assert ran.stdout == "5\n"
