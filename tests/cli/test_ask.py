"""The questionnaire in the terminal: typed numbers through pipes, and arrow keys on a real pseudo-terminal."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.resources import files
from importlib.util import find_spec

import pytest
import small_rulebook
from click.testing import CliRunner
from nakanaori.cli.main import nakanaori
from nakanaori.cli.prompt import LETTERS, Options, PlainPrompt, Talk
from nakanaori.cli.wording import phrases_of
from nakanaori.engine.consulting import load_case, next_question
from nakanaori.engine.reading import load_rulebook, phrases, rulebook_texts
from nakanaori.engine.telling import phrases_of as engine_phrases_of
from required import require

# A pseudo-terminal forks, and Python 3.12 warns of that where durable-rules has left threads behind.
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")

ALL = tuple(LETTERS)
NO_DANGER = "0\n"
HURT = "1\n"


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path, monkeypatch):
    """Whatever is written without being asked for is seen here."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def talk(typed, *options, language="en", status=0):
    """What is shown when this is typed and the input ends then."""
    result = CliRunner().invoke(nakanaori, ["ask", "--lang", language, *map(str, options)], input=typed)
    assert result.exit_code == status, result.output
    return result.output


def flat(text):
    """The text with every run of white space as one blank, so that it does not matter where lines end."""
    return " ".join(text.split())


def saved(rulebook, typed, tmp_path):
    """The answers that are saved when this is typed."""
    talk(typed, "--save", tmp_path / "case.yaml")
    return load_case(rulebook, tmp_path / "case.yaml").answers


# What is typed --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=["ja", "en"])
def prompt(request, rulebook):
    return PlainPrompt(Talk(sys.stderr, styled=False), phrases_of(request.param))


@pytest.mark.parametrize(
    "typed", ["1 3", "1,3", "3 1", "１，３", "１、３", "1、3", " 1  3 ", "1, 3,", "1 3 3", "1・3", "1　3"]
)
def test_several_numbers_however_they_are_typed(prompt, typed):
    assert prompt.read(typed, Options(("a", "b", "c"), several=True, asides=ALL)) == (0, 2)


@pytest.mark.parametrize("typed", ["2", "２", " 2 ", "2."])
def test_one_number(prompt, typed):
    assert prompt.read(typed, Options(("a", "b", "c"), asides=ALL)) == (1,)


@pytest.mark.parametrize("typed", ["0", "０"])
def test_none_of_these_is_an_answer_where_several_may_be_chosen(prompt, typed):
    assert prompt.read(typed, Options(("a", "b"), several=True)) == ()
    assert prompt.read(typed, Options(("a", "b"))) is None


@pytest.mark.parametrize("typed", ["", "4", "0 1", "-1", "x", "1 x", "999999999999", "½", "①②③④", "1 4", "\x1b[A"])
def test_anything_else_is_not_guessed_at(prompt, typed):
    assert prompt.read(typed, Options(("a", "b", "c"), several=True, asides=ALL)) is None


@pytest.mark.parametrize("wish", ALL)
def test_letters_in_any_width_and_case(prompt, wish):
    letter = LETTERS[wish]
    wide = chr(ord(letter) + 0xFEE0)
    for typed in (letter, letter.upper(), wide, wide.upper(), f" {letter} "):
        assert prompt.read(typed, Options(("a",), asides=ALL)) == wish
    assert prompt.read(letter, Options(("a",))) is None


def test_an_input_method_may_stay_on():
    japanese = PlainPrompt(Talk(sys.stderr, styled=False), phrases_of("ja"))
    options = Options(("a",), asides=ALL)
    assert [japanese.read(typed, options) for typed in ("う", "戻る", "保存", "終わる")] == [
        "unknown",
        "back",
        "save",
        "leave",
    ]


# Plain prompts --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_first_screen_says_what_this_is_and_that_nothing_is_kept(rulebook, language):
    shown = talk("", language=language)
    texts = rulebook_texts(rulebook, language)
    first_screen = shown[: shown.index(texts("questions", "danger", "options", "want-to-disappear")[:10])]
    assert texts("rulebook", "title") in first_screen
    assert {"ja": "保存を選んだときだけ", "en": "only if you choose to save"}[language] in flat(first_screen)
    assert "Ctrl-C" in first_screen


def test_every_question_says_what_may_be_typed():
    shown = flat(talk(NO_DANGER))
    question = shown[shown.index("Question 2") :]
    for part in ("? why", "u don’t know", "b back", "p plan so far", "s save", "q leave"):
        assert part in question


def test_the_first_question_has_no_way_back():
    assert "b back" not in talk("")
    assert "Sorry" in talk("b\n")


def test_how_many_questions_are_left_is_an_upper_estimate(rulebook):
    shown = talk(NO_DANGER + "1\n" + "1\n")
    left = [int(more) for more in re.findall(r"Question \d+ \(at most (\d+) more\)", shown)]
    assert left[0] == len(rulebook.questions) - 1
    assert left == sorted(left, reverse=True)
    assert len(left) == 4


def test_several_may_be_chosen_is_said_where_it_is_so():
    first, second = talk(NO_DANGER).split("Question 2")
    assert "as many as apply" in first
    assert "0. None of these" in first
    assert "as many as apply" not in second
    assert "None of these" not in second


def test_none_and_unknown_are_answers(rulebook, tmp_path):
    assert saved(rulebook, "0\nu\n", tmp_path) == {"danger": (), "relation": "unknown"}


def test_several_answers(rulebook, tmp_path):
    typed = NO_DANGER + "1\n1\n1\n" + "２、1\n"
    assert saved(rulebook, typed, tmp_path)["cause"] == ("broke-promise", "was-late")


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("99\n", "one number from 1 to 12"),
        ("\n", "one number from 1 to 12"),
        ("help me\n", "one number from 1 to 12"),
        ("1 2\n", "Only one can be chosen"),
    ],
)
def test_wrong_input_is_met_with_what_is_possible(typed, kind):
    shown = flat(talk(NO_DANGER + typed + "1\n"))
    assert kind in shown
    assert "These letters work too: ? u b p s q" in shown
    assert "Question 3" in shown


def test_none_does_not_go_with_others():
    assert "can’t go together" in flat(talk("0 1\n"))


def test_why_it_is_asked_and_what_hangs_on_it(rulebook):
    shown = talk(NO_DANGER + "?\n")
    why = shown[shown.index("Why this is asked") :]
    assert rulebook_texts(rulebook, "en")("questions", "relation", "why") in flat(why)
    assert len(re.findall(r"^  - ", why[: why.index("Question 2")], re.MULTILINE)) == 6
    assert re.search(r"and \d+ more", why)
    assert "Question 2" in why


def test_back_keeps_the_answer_and_later_ones(rulebook, tmp_path):
    answers = saved(rulebook, NO_DANGER + "4\n" + "1\n" + "b\nb\n" + "\n", tmp_path)
    assert answers == {"danger": (), "relation": "colleague", "fault": "mine"}
    shown = talk(NO_DANGER + "4\n" + "1\n" + "b\nb\n" + "\n")
    assert "Enter for 4" in shown
    assert shown.count("Question 4") == 2


def test_back_and_another_answer(rulebook, tmp_path):
    answers = saved(rulebook, NO_DANGER + "4\n" + "b\n" + "8\n" + "2\n", tmp_path)
    assert answers == {"danger": (), "relation": "friend", "fault": "partly-mine"}


def test_back_goes_past_what_no_longer_matters(rulebook, tmp_path):
    # The job's results matter at work only; after a change to a friend nobody is asked about them again.
    case = tmp_path / "case.yaml"
    case.write_text(
        "rulebook: regain_trust\nanswers:\n  danger: []\n  relation: colleague\n  fault: mine\n"
        "  cause: [was-late]\n  job-results: in-numbers\n"
    )
    shown = talk("b\n", "--resume", case)
    work = rulebook_texts(rulebook, "en")("questions", "job-results", "ask")
    assert work[:30] in flat(shown)
    case.write_text(case.read_text().replace("colleague", "friend"))
    assert work[:30] not in flat(talk("b\n", "--resume", case))


def test_the_plan_so_far_is_provisional():
    shown = talk(NO_DANGER + "p\n")
    assert "This plan is provisional" in shown
    assert shown.index("provisional") < shown.rindex("Question 2")


def test_answering_all_leads_to_the_plan_and_asks_nothing_idle(rulebook, tmp_path):
    shown = talk(NO_DANGER + "1\n" * 60, "--save", tmp_path / "case.yaml")
    assert "Nothing more you could answer would change the plan" in shown
    answers = load_case(rulebook, tmp_path / "case.yaml").answers
    assert next_question(rulebook, answers) is None
    so_far = {}
    for _ in answers:
        question = next_question(rulebook, so_far)
        so_far[question.id] = answers[question.id]
    assert so_far == answers


@pytest.mark.parametrize("language", ["ja", "en"])
def test_whatever_is_answered_no_phrase_is_missing(language):
    """A phrase that is missing shows as its id: no id with a hyphen may stand alone on the screen."""
    shown = talk("0\n?\np\n" + "1\nb\n\n" + "u\n" * 40 + "1\n1\n2\n9\n3\nq\n4\n3\n5\n9\n6\n", language=language)
    for phrase in {key[-1] for key in phrases_of(language).entries if "-" in key[-1]}:
        assert not re.search(rf"^\W*{phrase}\W*$", shown, re.MULTILINE), phrase


@pytest.mark.parametrize("package", ["nakanaori.engine.telling", "nakanaori.cli"])
def test_both_languages_have_the_same_phrases_with_the_same_blanks(package):
    folder = files(package) / "phrases"
    japanese, english = (phrases(folder, language).entries for language in ("ja", "en"))
    assert set(japanese) == set(english)
    for key, text in japanese.items():
        assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", english[key])), key


@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_phrase_of_the_terminal_stands_in_for_one_of_the_engine(language):
    own = phrases(files("nakanaori.cli") / "phrases", language).entries
    assert own.keys() & engine_phrases_of(language).entries.keys() == set()


# The alarm ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(("typed", "number"), [("1\n", "110"), ("2\n", "0120-061-338"), ("1 2\n", "110")])
def test_the_alarm_comes_before_any_other_question(language, typed, number):
    shown = talk(typed, language=language)
    assert number in shown
    assert {"ja": "質問 2", "en": "Question 2"}[language] not in shown


def test_the_alarm_offers_to_stop_first_and_enter_stops():
    shown = talk(HURT + "\n")
    assert "1. Stop here" in shown
    assert "Enter for 1" in shown
    assert "Question 2" not in shown
    assert "Take care." in shown


def test_one_may_go_on_and_is_not_alarmed_again():
    shown = talk(HURT + "2\n" + "5\n" + "1\n")
    assert "Question 3" in shown
    assert shown.count("First of all, this") == 1


def test_going_back_and_answering_anew_alarms_again_only_if_it_changes_something():
    same = talk(HURT + "2\n" + "b\n" + "\n")
    assert same.count("First of all, this") == 1
    other = talk(HURT + "2\n" + "b\n" + "1 2\n")
    assert other.count("First of all, this") == 2
    no_more = talk(HURT + "2\n" + "b\n" + "0\n" + "b\n" + "1\n")
    assert no_more.count("First of all, this") == 2


def test_the_alarm_can_save(rulebook, tmp_path):
    shown = talk(HURT + "3\n" + f"{tmp_path / 'case.yaml'}\n" + "1\n")
    assert "private answers" in shown
    assert load_case(rulebook, tmp_path / "case.yaml").answers == {"danger": ("hurt-or-threatened",)}


def test_a_resumed_case_in_danger_is_alarmed_at_once(tmp_path):
    case = tmp_path / "case.yaml"
    case.write_text("rulebook: regain_trust\nanswers: {danger: [want-to-disappear]}\n")
    shown = talk("", "--resume", case)
    assert "First of all, this" in shown
    assert "Question" not in shown


# Keeping and leaving --------------------------------------------------------------------------------------------------


def test_nothing_is_written_unless_asked_for(in_an_empty_folder):
    talk(NO_DANGER + "1\n" * 60)
    assert list(in_an_empty_folder.iterdir()) == []


def test_save_at_the_end_of_input(rulebook, tmp_path):
    path = tmp_path / "case.yaml"
    shown = talk(NO_DANGER + "1\n", "--save", path)
    assert f"Savedin{path}." in "".join(shown.split())
    assert load_case(rulebook, path).answers == {"danger": (), "relation": "customer"}
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600


def test_a_path_that_cannot_be_saved_to_is_refused_before_the_first_question(tmp_path):
    shown = talk(NO_DANGER, "--save", tmp_path / "nowhere" / "case.yaml", status=2)
    assert "does not exist" in flat(shown)
    assert "Question 1" not in shown


def test_what_is_saved_can_be_resumed(rulebook, tmp_path):
    path = tmp_path / "case.yaml"
    talk(NO_DANGER + "1\n", "--save", path)
    shown = talk("1\n", "--resume", path, "--save", path)
    assert "Carrying on" in shown
    assert "Question 1" not in shown
    assert load_case(rulebook, path).answers == {"danger": (), "relation": "customer", "fault": "mine"}


def test_a_complete_case_goes_straight_to_the_plan(rulebook, tmp_path):
    path = tmp_path / "case.yaml"
    lines = "".join(f"  {question.id}: unknown\n" for question in rulebook.questions)
    path.write_text(f"rulebook: regain_trust\nanswers:\n{lines}")
    shown = talk("", "--resume", path)
    assert not re.search(r"Question \d", shown)
    assert "Start here" in shown
    assert "What next" in shown


def test_a_case_that_cannot_be_resumed_is_an_error(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text("rulebook: regain_trust\nanswers: {danger: nothing}\n")
    assert "danger" in talk("", "--resume", path, status=2)
    assert "none.yaml" in talk("", "--resume", tmp_path / "none.yaml", status=2)


def test_saving_in_between_under_the_suggested_name(rulebook, in_an_empty_folder):
    shown = talk(NO_DANGER + "s\n" + "\n" + "1\n")
    assert "private answers" in shown
    (path,) = in_an_empty_folder.iterdir()
    assert load_case(rulebook, path).answers == {"danger": ()}
    assert "as you last saved them" in flat(shown)


def test_a_file_that_exists_is_overwritten_only_when_asked_to(in_an_empty_folder):
    (in_an_empty_folder / "mine.txt").write_text("precious")
    shown = talk(NO_DANGER + "s\n" + "mine.txt\n" + "1\n" + "q\n" + "q\n")
    assert "already exists" in shown
    assert (in_an_empty_folder / "mine.txt").read_text() == "precious"
    talk(NO_DANGER + "s\n" + "mine.txt\n" + "2\n")
    assert (in_an_empty_folder / "mine.txt").read_text().startswith("rulebook:")


def test_a_name_that_does_not_work_ends_nothing():
    shown = talk(NO_DANGER + "s\n" + "nowhere/case.yaml\n" + "1\n")
    assert "does not exist" in flat(shown)
    assert "Question 3" in shown


def test_leaving_before_the_first_answer_takes_one_letter():
    shown = talk("q\n")
    assert "Take care." in shown
    assert "Leave now?" not in shown


def test_leaving_later_offers_to_save(rulebook, in_an_empty_folder):
    shown = talk(NO_DANGER + "q\n" + "2\n" + "kept.yaml\n")
    assert "Save my answers, then leave" in shown
    assert load_case(rulebook, in_an_empty_folder / "kept.yaml").answers == {"danger": ()}
    assert "ask --resume kept.yaml" in flat(shown)


def test_leaving_can_be_taken_back():
    assert talk(NO_DANGER + "q\n" + "4\n").count("Question 2") == 2


def test_where_the_answers_are_is_said_in_the_end():
    assert "not been kept anywhere" in talk(NO_DANGER + "q\n\n")


# After the plan -------------------------------------------------------------------------------------------------------

TO_THE_END = NO_DANGER + "u\n" * 27


def test_the_menu_gives_reasons():
    shown = talk(TO_THE_END + "1\n" + "1\n")
    menu = shown[shown.index("What next") :]
    assert "The reasons for which one?" in menu
    assert menu.count("What next") == 2


def test_the_menu_changes_an_answer(rulebook, tmp_path):
    shown = talk(TO_THE_END, "--save", tmp_path / "case.yaml")
    change = int(re.search(r"(\d)\. Change an answer", shown).group(1))
    shown = talk(TO_THE_END + f"{change}\n" + "2\n" + "8\n", "--save", tmp_path / "case.yaml")
    assert "Who they are to you: I don’t know" in flat(shown)
    assert load_case(rulebook, tmp_path / "case.yaml").answers["relation"] == "friend"


@pytest.mark.parametrize(("form", "name", "begin"), [(1, "plan.md", b"# "), (2, "plan.json", b"{")])
def test_the_menu_exports(in_an_empty_folder, form, name, begin):
    shown = talk(TO_THE_END)
    export = int(re.search(r"(\d)\. Write the plan", shown).group(1))
    talk(TO_THE_END + f"{export}\n{form}\n{name}\n")
    assert (in_an_empty_folder / name).read_bytes().startswith(begin)


# Other rulebooks ------------------------------------------------------------------------------------------------------


def test_numbers_are_typed(tmp_path):
    folder = small_rulebook.write_rulebook(tmp_path / "book")
    path = tmp_path / "case.yaml"
    shown = talk("2\n0\n99\n１２\n", "--rulebook", folder, "--save", path)
    assert "A number from -10 to 40" in shown
    assert "I couldn’t read that. Please type a number from -10 to 40" in flat(shown)
    assert load_case(load_rulebook(folder), path).answers["degrees"] == 12


def test_numbers_can_be_unknown_and_kept(tmp_path):
    folder = small_rulebook.write_rulebook(tmp_path / "book")
    path = tmp_path / "case.yaml"
    talk("2\n0\n-4\nb\n\n", "--rulebook", folder, "--save", path)
    assert load_case(load_rulebook(folder), path).answers["degrees"] == -4
    talk("2\n0\nu\nb\n\n", "--rulebook", folder, "--save", path)
    assert load_case(load_rulebook(folder), path).answers["degrees"] == "unknown"


# Streams --------------------------------------------------------------------------------------------------------------


def piped(typed, *options, **environment):
    """The command in a process of its own, nothing of it in a terminal."""
    command = [sys.executable, "-m", "nakanaori.cli", "ask", "--lang", "en", *map(str, options)]
    return subprocess.run(command, input=typed, capture_output=True, env={**os.environ, **environment}, check=False)


def test_the_plan_goes_to_the_output_and_the_conversation_does_not():
    done = piped((NO_DANGER + "1\n" * 60).encode())
    assert done.returncode == 0
    assert b"Question" not in done.stdout
    assert done.stdout.startswith(b"== Start here ==")
    assert b"Question 2" in done.stderr
    assert b"\x1b" not in done.stdout + done.stderr


def test_an_early_end_of_input_still_gives_the_plan_so_far():
    done = piped(HURT.encode())
    assert done.returncode == 0
    assert b"provisional" in done.stdout
    assert b"110" in done.stdout


def test_broken_input_is_met_like_any_wrong_input():
    done = piped(b"\xff\xfe\n0\n", PYTHONUTF8="1")
    assert done.returncode == 0
    assert b"Sorry" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_terminal_without_japanese_letters_gets_question_marks_instead_of_an_error():
    done = piped(b"0\n", "--lang", "ja", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr


def test_the_first_plain_question_needs_no_heavy_imports():
    script = (
        "import io, sys; sys.stdin = io.StringIO(''); from nakanaori.cli.main import nakanaori;"
        "nakanaori(['ask', '--plain', '--lang', 'en'], standalone_mode=False);"
        "print({'questionary', 'prompt_toolkit', 'rich.console', 'rich.text'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert b"Question 1" in done.stderr
    assert done.stdout.strip() == b"set()"


# Arrow keys, on a real pseudo-terminal --------------------------------------------------------------------------------

UP, DOWN, RIGHT_AWAY = "\x1b[A", "\x1b[B", 20
ENTER, SPACE, CTRL_C, CTRL_D = "\r", " ", "\x03", "\x04"


class Terminal:
    """The command in a pseudo-terminal, and what its screen shows; `written` is every byte that came."""

    def __init__(self, *options, columns=80, rows=200, **environment):
        import pexpect
        import pyte

        self.eof, self.late = pexpect.EOF, pexpect.TIMEOUT
        terminal = {"TERM": "xterm-256color", "LANG": "C.UTF-8", "COLUMNS": "", "LINES": "", **environment}
        inherited = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "LC_ALL")}
        self.screen = pyte.Screen(columns, rows)
        # What the program asks its terminal (where is the cursor?) is answered, as terminals do.
        self.screen.write_process_input = self.type
        self.stream = pyte.Stream(self.screen)
        self.written = ""
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "nakanaori.cli", "ask", *map(str, options)],
            env={name: value for name, value in {**inherited, **terminal}.items() if value},
            dimensions=(rows, columns),
            encoding="utf-8",
            timeout=RIGHT_AWAY,
        )
        self.child.delaybeforesend = None

    def type(self, *keys):
        for key in keys:
            self.child.send(key)
        return self

    def read(self):
        letters = self.child.read_nonblocking(4096, timeout=RIGHT_AWAY)
        self.written += letters
        self.stream.feed(letters)

    @property
    def shown(self):
        return "\n".join(line.rstrip() for line in self.screen.display)

    def until(self, *texts):
        """Wait until the screen shows all of these; every run of white space counts as one blank."""
        try:
            while not all(text in flat(self.shown) + " " for text in texts):
                self.read()
        except (self.eof, self.late) as error:
            raise AssertionError(f"{texts} never came; the screen:\n{self.shown}") from error
        return self

    def ended(self):
        """The exit status, once it has ended."""
        try:
            while True:
                self.read()
        except self.eof:
            self.child.close()
            return self.child.exitstatus


@pytest.fixture
def terminal():
    if os.name != "posix":
        pytest.skip("There are no pseudo-terminals here.")
    there = all(find_spec(package) for package in ("pexpect", "pyte"))
    require(there, "A pseudo-terminal needs pexpect and pyte: pip install 'nakanaori[test]'.")
    opened = []

    def open_one(*options, **settings):
        opened.append(Terminal(*options, **settings))
        return opened[-1]

    yield open_one
    for one in opened:
        one.child.close(force=True)


NONE = (DOWN, DOWN, ENTER)


def test_a_menu_with_everything_one_may_do(terminal):
    shown = terminal("--lang", "ja").until("> [ ] 自分やほかのだれか", "q 終わる").shown
    for label in ("--> どれもあてはまらない", "?  なぜ聞くの？", "u  わからない・答えたくない", "s  保存する"):
        assert label in shown
    assert "スペース" in shown
    assert "(Use arrow keys" not in shown


def test_none_of_these_is_an_entry_of_its_own(terminal):
    one = terminal("--lang", "en").until("q Leave").type(*NONE).until("→ None of these", "Question 2", "q Leave")
    assert "b  Back to the previous question" in one.shown


def test_the_entry_to_go_on_says_what_is_ticked(terminal):
    one = (
        terminal("--lang", "en")
        .until("q Leave")
        .type(SPACE)
        .until("> [x] I or someone", "--> Go on with what is ticked (1)")
    )
    one.type(DOWN, SPACE).until("> [x] I feel", "is ticked (2)").type(SPACE).until("> [ ] I feel", "is ticked (1)")
    one.type(ENTER).until("→ I or someone else is being hurt", "> Stop here")


def test_enter_with_nothing_ticked_is_asked_about(terminal):
    one = (
        terminal("--lang", "en")
        .until("q Leave")
        .type(ENTER)
        .until("Nothing is ticked yet.", "> Choose “I or someone else")
    )
    one.type(DOWN, DOWN, ENTER).until("> [ ] I or someone", "q Leave")
    one.type(ENTER).until("> Choose").type(DOWN, ENTER).until("→ None of these", "Question 2")


def test_enter_with_nothing_ticked_may_have_meant_the_option(terminal):
    one = terminal("--lang", "en").until("q Leave").type(DOWN, ENTER).until("> Choose “I feel I want to disappear")
    one.type(ENTER).until("→ I feel I want", "First of all, this", "> Stop here")


def test_letters_work_as_well(terminal):
    one = terminal("--lang", "en").until("q Leave").type("u").until("→ I don’t know", "Question 2", "q Leave")
    one.type("?").until("Why this is asked", "> Back to the question")
    one.type(ENTER).until("q Leave").type("ｂ").until("Question 1 (answering again)")


def test_going_back_points_at_the_earlier_answer(terminal):
    one = terminal("--lang", "en").until("q Leave").type(*NONE).until("Question 2", "q Leave")
    one.type(DOWN, DOWN, DOWN, ENTER).until("→ A colleague", "Question 3", "q Leave")
    one.type("b").until("Question 2 (answering again)", "> A colleague", "q Leave")
    one.type("b").until("Question 1 (answering again)", "> --> None of these")


def test_going_back_keeps_ticks_and_unknown(terminal):
    one = terminal("--lang", "en").until("q Leave").type(SPACE, ENTER).until("> Stop here")
    one.type(DOWN, ENTER).until("Question 2", "q Leave").type("u").until("Question 3", "q Leave")
    one.type("b").until("> u I don’t know").type("b").until("[x] I or someone else", "(1)")


def test_entries_below_the_options_can_be_reached_with_the_arrows(terminal):
    one = terminal("--lang", "en").until("q Leave").type(UP).until("> q Leave")
    one.type(UP, UP, UP, UP).until("> ? Why is this asked?").type(ENTER).until(
        "Why this is asked", "> Back to the question"
    )


def test_stopping_at_the_alarm_is_one_enter(terminal):
    one = terminal("--lang", "en").until("q Leave").type(SPACE, ENTER).until("> Stop here").type(ENTER)
    assert one.ended() == 0
    assert "Take care." in one.shown
    assert "Question 2" not in one.shown


def test_leaving_by_the_menu(terminal):
    one = terminal("--lang", "en").until("q Leave").type(*NONE).until("Question 2", "q Leave")
    one.type("q").until("Leave now?", "> Leave").type(ENTER)
    assert one.ended() == 0
    assert "not been kept anywhere" in one.shown


def test_ctrl_c_offers_to_save_once(terminal, in_an_empty_folder, rulebook):
    one = terminal("--lang", "en").until("q Leave").type(*NONE).until("Question 2", "q Leave")
    one.type(CTRL_C).until("Interrupted.", "without saving. > ").type("kept.yaml", ENTER)
    assert one.ended() == 130
    assert load_case(rulebook, in_an_empty_folder / "kept.yaml").answers == {"danger": ()}
    assert "Traceback" not in one.written


@pytest.mark.parametrize("then", [ENTER, CTRL_C, CTRL_D])
@pytest.mark.parametrize("mode", [(), ("--plain",)])
def test_ctrl_c_and_no_saving(terminal, in_an_empty_folder, mode, then):
    one = terminal("--lang", "en", *mode).until("for none) >" if mode else "q Leave")
    one.type(*(("0", ENTER) if mode else NONE)).until("Question 2", "Number >" if mode else "q Leave")
    one.type(CTRL_C).until("without saving. > ").type(then)
    assert one.ended() == 130
    assert "Traceback" not in one.written
    assert "Aborted" not in one.written
    assert list(in_an_empty_folder.iterdir()) == []


def test_ctrl_c_before_any_answer_just_ends(terminal):
    one = terminal("--lang", "en").until("q Leave").type(CTRL_C)
    assert one.ended() == 130
    assert "Traceback" not in one.written


def test_ctrl_c_with_save_saves(terminal, in_an_empty_folder, rulebook):
    one = terminal("--lang", "en", "--save", "kept.yaml").until("q Leave").type(*NONE).until("Question 2", "q Leave")
    one.type(CTRL_C)
    assert one.ended() == 130
    assert "Saved in kept.yaml" in one.shown
    assert load_case(rulebook, in_an_empty_folder / "kept.yaml").answers == {"danger": ()}


def test_ctrl_d_offers_to_save_too_and_is_no_failure(terminal):
    one = terminal("--lang", "en").until("q Leave").type(*NONE).until("Question 2", "q Leave")
    one.type(CTRL_D).until("without saving. > ").type(ENTER)
    assert one.ended() == 0


@pytest.mark.parametrize(("options", "environment"), [(("--plain",), {}), ((), {"TERM": "dumb"})])
def test_numbers_instead_of_arrows(terminal, options, environment):
    one = terminal("--lang", "ja", *options, **environment).until(
        "1. 自分やほかのだれか", "0. どれもあてはまらない", "> "
    )
    one.type("0", ENTER).until("質問 2")
    assert "\x1b" not in one.written


@pytest.mark.parametrize("language", ["ja", "en"])
def test_forty_columns(terminal, rulebook, language):
    texts = rulebook_texts(rulebook, language)
    one = terminal("--lang", language, columns=40).until(texts("questions", "danger", "ask")[-6:], "q ").type(*NONE)
    options = [texts("questions", "relation", "options", option) for option in rulebook.question["relation"].options]
    joined = {"ja": "", "en": " "}[language]
    one.until(options[-1])
    labels = joined.join(line.strip() for line in one.shown.splitlines())
    for option in options:
        assert option in labels


def test_a_long_list_scrolls_below_its_question(terminal, rulebook):
    answers = "{danger: [], relation: friend, fault: mine, severity: slight}"
    with open("case.yaml", "w") as file:
        file.write(f"rulebook: regain_trust\nanswers: {answers}\n")
    one = terminal("--lang", "en", "--resume", "case.yaml", rows=24).until("> [ ]")
    question = rulebook_texts(rulebook, "en")("questions", "cause", "ask")
    assert question in one.shown
    one.type(*[DOWN] * 16).until("> [ ] Something else")
    assert question in one.shown
    one.type(SPACE).until("> [x] Something else", "is ticked (1)")


def test_without_colour_when_asked_so(terminal):
    one = terminal("--lang", "en", NO_COLOR="1").until("q Leave").type(SPACE, ENTER).until("> Stop here").type(ENTER)
    assert one.ended() == 0
    for codes in re.findall(r"\x1b\[([0-9;]*)m", one.written):
        # 39 and 49 are the terminal's own colours.
        assert not {int(code or 0) for code in codes.split(";")} & {*range(30, 39), *range(40, 49), *range(90, 108)}, (
            codes
        )


def test_the_title_of_the_terminal_is_left_alone(terminal):
    one = terminal("--lang", "en").until("q Leave").type(SPACE, ENTER).until("> Stop here").type(ENTER)
    one.ended()
    assert "\x1b]" not in one.written


def test_the_menu_after_the_plan(terminal, rulebook, in_an_empty_folder):
    lines = "".join(f"  {question.id}: unknown\n" for question in rulebook.questions)
    (in_an_empty_folder / "case.yaml").write_text(f"rulebook: regain_trust\nanswers:\n{lines}")
    one = terminal("--lang", "en", "--resume", "case.yaml").until("> See the reasons", "Leave")
    one.type(ENTER).until("The reasons for which one?", "Back to the menu").type(ENTER).until(
        "What speaks for it", "> See the"
    )
    one.type(UP).until("> Leave").type(ENTER)
    assert one.ended() == 0
    assert "ask --resume case.yaml" in one.shown


@pytest.mark.usefixtures("terminal")
def test_with_the_output_in_a_file_questions_are_typed_and_seen(in_an_empty_folder):
    import pexpect

    command = f"'{sys.executable}' -m nakanaori.cli ask --lang en > plan.txt"
    child = pexpect.spawn("/bin/sh", ["-c", command], encoding="utf-8", timeout=RIGHT_AWAY)
    child.expect("Numbers")
    child.send("1\n")
    child.expect("Stop here")
    child.send("\n")
    child.expect(pexpect.EOF)
    assert "Start here" in (in_an_empty_folder / "plan.txt").read_text()
    assert "\x1b" not in (in_an_empty_folder / "plan.txt").read_text()
