"""A conversation in the terminal goes the same course as the page."""

from __future__ import annotations

import re
from random import Random

import pytest
from nakanaori.cli.conversation import Conversation
from nakanaori.cli.prompt import Options, Reply
from nakanaori.cli.wording import wording_of
from nakanaori.engine.consulting import REFERENCE, Answer, Course, begun, check_answers, load_case, next_question
from nakanaori.engine.language import SEVERAL, UNKNOWN, Question, Rulebook
from nakanaori.engine.reading import load_rulebook, rulebook_texts
from scripted_prompt import ScriptedPrompt
from small_rulebook import write_rulebook
from typed import NO_DANGER, flat, saved, talk
from walking import somebody

pytestmark = pytest.mark.usefixtures("in_an_empty_folder")

Given = dict[str, Answer]


def person(dice: Random, rulebook: Rulebook) -> Given:
    """An answer to every question."""
    return dict(check_answers(rulebook, somebody(dice, rulebook)).answers)


class Walk:
    """Somebody at the terminal: answers what is asked, goes back and answers anew now and then, and in the end changes
    an answer `changes` times; `events` are the answers in the order in which they were given."""

    def __init__(self, rulebook: Rulebook, seed: int, changes: int) -> None:
        self.rulebook = rulebook
        self.dice = Random(seed)
        self.person = person(self.dice, rulebook)
        self.changes = changes
        self.events: list[tuple[str, Answer]] = []
        self.wording = wording_of(rulebook, "en")
        prompt = ScriptedPrompt(self.wording.say, self.decide)
        self.conversation = Conversation(begun(rulebook), prompt, self.wording, engine=REFERENCE)

    def decide(self, options: Options) -> Reply:
        question = self.conversation.way.question
        if options.asides and question is not None:
            return self.replies(question, options)
        if options.labels[0] == self.wording.say("alarm", "stop"):
            return (1,)
        if self.wording.say("certain", "stop") in options.labels:
            return (0,)
        if options.labels[-1] == self.wording.say("end", "back"):
            return (self.dice.randrange(len(options.labels) - 1),)
        wish = "change" if self.changes else "leave"
        self.changes -= 1
        return (options.labels.index(self.wording.say("end", wish)),)

    def replies(self, question: Question, options: Options) -> Reply:
        again = self.conversation.way.again is not None
        if "back" in options.asides and self.dice.random() < (0.5 if again else 0.1):
            return "back"
        if again:
            self.person[question.id] = person(self.dice, self.rulebook)[question.id]
        answer = self.person[question.id]
        self.events.append((question.id, answer))
        if answer == UNKNOWN:
            return UNKNOWN
        chosen = answer if question.kind == SEVERAL else (answer,)
        assert isinstance(chosen, tuple)
        return tuple(question.options.index(str(option)) for option in chosen)


def at_the_page(rulebook: Rulebook, events: list[tuple[str, Answer]]) -> Course:
    """Where somebody stands who gives these answers on the page."""
    course = begun(rulebook)
    for question, answer in events:
        course = course.answered(question, answer)
    return course


@pytest.mark.parametrize("seed", range(80))
def test_terminal_and_page_end_with_the_same_answers_and_the_same_outcome(rulebook: Rulebook, seed: int) -> None:
    walk = Walk(rulebook, seed, changes=2)
    walk.conversation.hold()
    here, there = walk.conversation.way.course, at_the_page(rulebook, walk.events)
    assert here.question is None
    assert list(here.answers.items()) == list(there.answers.items())
    assert here.aside == there.aside
    assert here.outcome(REFERENCE).to_dict() == there.outcome(REFERENCE).to_dict()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_first_screen_says_what_this_is_and_that_nothing_is_kept(rulebook, language):
    shown = talk("", language=language)
    texts = rulebook_texts(rulebook, language)
    first_screen = shown[: shown.index(texts("questions", "danger", "options", "want-to-disappear")[:10])]
    assert texts("rulebook", "title") in first_screen
    assert {"ja": "保存を選んだときだけ", "en": "only if you choose to save"}[language] in flat(first_screen)
    assert "Ctrl-C" in first_screen


def test_why_it_is_asked_and_what_hangs_on_it(rulebook):
    shown = talk(NO_DANGER + "?\n")
    why = shown[shown.index("Why this is asked") :]
    assert rulebook_texts(rulebook, "en")("questions", "relation", "why") in flat(why)
    assert len(re.findall(r"^  - ", why[: why.index("Question 2")], re.MULTILINE)) == 6
    assert re.search(r"and \d+ more", why)
    assert "Question 2" in why


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


def test_back_keeps_the_answer_and_later_ones(rulebook, tmp_path):
    typed = NO_DANGER + "4\n" + "1\n"
    assert saved(rulebook, typed + "b\nb\n" + "\n", tmp_path) == saved(rulebook, typed, tmp_path)
    shown = talk(typed + "b\nb\n" + "\n")
    assert "Enter for 4" in shown
    assert shown.count("Question 4") == 2


def test_back_and_another_answer(rulebook, tmp_path):
    friend = rulebook.question["relation"].options.index("friend") + 1
    answers = saved(rulebook, NO_DANGER + "4\n" + "b\n" + f"{friend}\n" + "2\n", tmp_path)
    assert len(answers) == 3
    assert (answers["danger"], answers["relation"]) == ((), "friend")


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


def test_a_complete_case_goes_straight_to_the_plan(rulebook, tmp_path):
    path = tmp_path / "case.yaml"
    lines = "".join(f"  {question.id}: unknown\n" for question in rulebook.questions)
    path.write_text(f"rulebook: regain_trust\nanswers:\n{lines}")
    shown = talk("", "--resume", path)
    assert not re.search(r"Question \d", shown)
    assert "Start here" in shown
    assert "What next" in shown


OLD = "rulebook: going_out\nanswers:\n  wether: sun\n  degrees: 3\n  bag: [hat, cap]\n"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ["no longer fits (2)", "- There is no question 'wether'.", "- 'bag' has no option 'cap'."]),
        (
            "ja",
            [
                "2件はもう合いません",
                "・'wether' という質問はありません。",
                "・質問 'bag' に選択肢 'cap' はありません。",
            ],
        ),
    ],
)
def test_answers_of_an_older_rulebook_are_resumed_as_far_as_they_fit(tmp_path, language, told):
    """What fits is kept, what does not is said, and its questions are asked again."""
    folder = write_rulebook(tmp_path / "book")
    (tmp_path / "old.yaml").write_text(OLD, encoding="utf-8")
    options = ["--rulebook", folder, "--resume", tmp_path / "old.yaml", "--save", tmp_path / "new.yaml"]
    shown = flat(talk("1\n1\n0\n", *options, language=language))
    assert [words for words in told if words not in shown] == []
    kept = load_case(load_rulebook(folder), tmp_path / "new.yaml").answers
    assert (kept["weather"], kept["degrees"], "bag" in kept) == ("sun", 3, True)


def test_of_much_that_does_not_fit_only_the_first_is_told(tmp_path):
    folder = write_rulebook(tmp_path / "book")
    strange = "".join(f"  q{number}: x\n" for number in range(30))
    (tmp_path / "old.yaml").write_text(f"rulebook: going_out\nanswers:\n{strange}", encoding="utf-8")
    shown = talk("", "--rulebook", folder, "--resume", tmp_path / "old.yaml")
    assert "(30)" in shown
    assert shown.count("There is no question") == 10
