"""The ids that files declare and name: each declared once, and one problem for one mistake."""

from __future__ import annotations

from pathlib import Path

import pytest
from mistakes import problems_of
from nakanaori.engine.language import Place, Question, Rulebook
from nakanaori.engine.reading import TextNode, Vocabulary, load_rulebook, text_node
from nakanaori.engine.reading.vocabulary import ACTION, FINDING, OPTION, QUESTION, STEP, TAG
from small_rulebook import FILES, changed, write_rulebook


def text(word: str, line: int = 1, column: int = 1) -> TextNode:
    return text_node(word, Place("a.yaml", line, column))


def told(vocabulary: Vocabulary) -> list[str]:
    return [str(problem) for problem in vocabulary.told()]


# declaring ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "quoted"),
    [*((word, word) for word in ("a b", "a/b", "", "-a", "a-", "a..b")), ("a" * 201, "a" * 80 + "…")],
)
def test_what_cannot_be_an_id(word: str, quoted: str) -> None:
    vocabulary = Vocabulary()
    assert not vocabulary.declare(text(word), ACTION)
    assert [problem.wrong for problem in vocabulary.problems] == [f"'{quoted}' cannot be the id of an action."]


def test_questions_and_findings_share_their_ids_and_others_do_not() -> None:
    vocabulary = Vocabulary()
    assert vocabulary.declare(text("a", 1), QUESTION)
    assert not vocabulary.declare(text("a", 2), FINDING)
    assert vocabulary.declare(text("a", 3), ACTION)
    assert told(vocabulary) == [
        "a.yaml:2:1: The finding 'a' has an id that is taken. Choose another; the first stands at a.yaml:1:1."
    ]


def test_what_stands_within_different_things_may_have_one_id() -> None:
    vocabulary = Vocabulary()
    assert vocabulary.declare(text("a"), OPTION, "weather")
    assert vocabulary.declare(text("a"), OPTION, "bag")
    assert not vocabulary.declare(text("a"), OPTION, "bag")


@pytest.mark.parametrize("word", ["true", "false", "unknown"])
def test_words_of_the_language_are_no_facts(word: str) -> None:
    vocabulary = Vocabulary()
    assert not vocabulary.declare(text(word), FINDING)
    assert vocabulary.declare(text(word), ACTION)


def test_an_accent_makes_no_other_id() -> None:
    vocabulary = Vocabulary()
    assert vocabulary.declare(text("\u304c"), ACTION)
    assert not vocabulary.declare(text("\u304b\u3099"), ACTION)
    assert vocabulary.named([text("\u304b\u3099")], ACTION) == ("\u304c",)


# naming ---------------------------------------------------------------------------------------------------------------


def test_what_is_not_declared_is_named_with_what_is_near() -> None:
    vocabulary = Vocabulary()
    assert vocabulary.declare_all([text("coat"), text("hat")], TAG) == ("coat", "hat")
    assert vocabulary.named([text("hat"), text("caot", 2)], TAG) == ("hat",)
    assert told(vocabulary) == ["a.yaml:2:1: There is no tag 'caot'. Did you mean 'coat'?"]


def test_what_stands_besides_the_declared_may_be_named() -> None:
    vocabulary = Vocabulary()
    vocabulary.declare(text("sun"), OPTION, "weather")
    assert vocabulary.named([text("unknown"), text("rain")], OPTION, "weather", besides=("unknown",)) == ("unknown",)
    assert told(vocabulary) == ["a.yaml:1:1: There is no option of 'weather' 'rain'. Known here: sun, unknown."]


def test_several_ids_in_one_text_are_told_apart() -> None:
    vocabulary = Vocabulary()
    vocabulary.declare_all([text("coat"), text("hat")], TAG)
    vocabulary.named([text("coat, hat")], TAG)
    assert told(vocabulary) == ["a.yaml:1:1: There is no tag 'coat, hat'. Write [coat, hat]."]


def test_a_fact_is_a_question_or_a_finding() -> None:
    vocabulary = Vocabulary()
    vocabulary.declare(text("weather"), QUESTION)
    vocabulary.declare(text("wet"), FINDING)
    assert [vocabulary.fact(text(word)) for word in ("weather", "wet", "wether")] == [QUESTION, FINDING, None]
    assert told(vocabulary) == ["a.yaml:1:1: There is no question and no finding 'wether'. Did you mean 'weather'?"]


def test_what_names_a_kind_of_which_one_was_refused_is_no_second_problem() -> None:
    vocabulary = Vocabulary()
    vocabulary.declare(text("2."), TAG)
    assert vocabulary.named([text("2", 2)], TAG) == ()
    assert len(vocabulary.problems) == 1


def test_what_is_in_doubt_is_taken_on_trust() -> None:
    vocabulary = Vocabulary()
    vocabulary.doubt(TAG)
    assert vocabulary.is_in_doubt(TAG)
    assert not vocabulary.is_in_doubt(OPTION, "weather")
    vocabulary.named([text("anything")], TAG)
    assert told(vocabulary) == []


def test_actions_are_found_by_tag_and_come_in_their_order(tmp_path: Path) -> None:
    rulebook = load_rulebook(write_rulebook(tmp_path))
    vocabulary = Vocabulary.of(rulebook)
    assert [*vocabulary.actions_of(TAG, ["outdoors"])] == ["take-an-umbrella", "put-on-a-coat"]
    assert vocabulary.in_order({"stay-in", "put-on-a-coat"}) == ("put-on-a-coat", "stay-in")


def test_a_further_file_may_name_what_a_rulebook_declares(tmp_path: Path) -> None:
    rulebook: Rulebook = load_rulebook(write_rulebook(tmp_path))
    vocabulary = Vocabulary.of(rulebook)
    assert vocabulary.named([text("pour"), text("brew")], STEP, "drink-water") == ("pour",)
    assert vocabulary.named([text("rain")], OPTION, "weather") == ("rain",)
    assert isinstance(vocabulary.questions["weather"], Question)
    assert vocabulary.fact(text("miserable")) == FINDING
    assert [problem.wrong for problem in vocabulary.problems] == ["There is no step of 'drink-water' 'brew'."]


# one cause ------------------------------------------------------------------------------------------------------------


def test_a_misspelt_declaration_is_the_one_problem(tmp_path: Path) -> None:
    """Thirty rules name `snow`; that `questions.yaml` spells it otherwise is one mistake and not thirty."""
    rules = "".join(f"- {{rule: r{at}, cites: '1', when: {{weather: snow}}, advise: stay-in}}\n" for at in range(30))
    files = {**changed("questions.yaml", "snow]", "snwo]"), "rules/3-more.yaml": rules}
    (problem,) = problems_of(write_rulebook(tmp_path, files))
    assert str(problem.place) == f"{tmp_path / 'questions.yaml'}:3:24"
    first = f"{tmp_path / 'rules/1-findings.yaml'}:3:26"
    assert problem.wrong == f"There is no option of 'weather' 'snow', but 32 places name it, the first at {first}."
    assert problem.right == "Is 'snwo' here meant to be 'snow'?"


@pytest.mark.parametrize(
    ("name", "old", "new", "place"),
    [
        ("questions.yaml", "question: weather", "question: wether", "questions.yaml:1:13"),
        ("rulebook.yaml", "[wet, cold", "[wet, clod", "rulebook.yaml:7:17"),
        ("rulebook.yaml", '"1.1", "2"]', '"1.1", "2."]', "rulebook.yaml:4:24"),
        ("rulebook.yaml", "[outdoors]", "[outdors]", "rulebook.yaml:6:8"),
        ("rulebook.yaml", "findings:", "findigs:", "rulebook.yaml:7:1"),
        ("questions.yaml", "options: [sun", "option: [sun", "questions.yaml:3:3"),
        ("questions.yaml", "choose: several", "choose: severl", "questions.yaml:5:11"),
        ("questions.yaml", "question: bag", "qestion: bag", "questions.yaml:4:3"),
        ("actions.yaml", "action: stay-in", "action: stay/in", "actions.yaml:14:11"),
        ("questions.yaml", "[sun, rain, snow]", "sun, rain, snow", "questions.yaml:3:12"),
    ],
)
def test_what_follows_from_one_mistake_is_not_told(tmp_path: Path, name: str, old: str, new: str, place: str) -> None:
    found = problems_of(write_rulebook(tmp_path, changed(name, old, new)))
    assert [str(problem.place) for problem in found] == [f"{tmp_path}/{place}"]


def test_two_misspelt_names_of_one_declaration_are_two_problems(tmp_path: Path) -> None:
    """What is named as it stands is not taken for misspelt."""
    rules = "".join(f"- {{rule: r{at}, cites: '1', when: {{weather: snwo}}, advise: stay-in}}\n" for at in range(2))
    found = problems_of(write_rulebook(tmp_path, {"rules/3-more.yaml": rules}))
    assert [problem.place.line for problem in found] == [1, 2]
    assert {problem.right for problem in found} == {"Did you mean 'snow'?"}


def test_one_misspelt_name_stays_where_it_stands(tmp_path: Path) -> None:
    files = {"rules/1-findings.yaml": FILES["rules/1-findings.yaml"].replace("less-than: 10", "less-then: 10")}
    (problem,) = problems_of(write_rulebook(tmp_path, files))
    assert problem.place.source == str(tmp_path / "rules/1-findings.yaml")


def test_names_again_and_again_in_a_further_file_stay_where_they_are() -> None:
    vocabulary = Vocabulary()
    vocabulary.declare(text("snow"), TAG)
    vocabulary.named([text("snwo", 2), text("snwo", 3)], TAG)
    assert len(vocabulary.told()) == 1
