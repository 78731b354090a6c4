"""The answers that stand in texts belong to the rulebook, whichever language they are told in."""

from __future__ import annotations

from pathlib import Path

from nakanaori.engine.consulting import open_questions
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import load_rulebook
from small_rulebook import changed, write_rulebook

HELP = "checked: 2026-01-01\nlines: [{line: l, region: jp, call: '110', for: stay-in}]\n"


def loaded(folder: Path, language: str, old: str, new: str, **files: str) -> Rulebook:
    return load_rulebook(write_rulebook(folder, {**changed(f"text/{language}.yaml", old, new), **files}))


def test_a_step_tells_what_any_of_its_texts_tells(tmp_path: Path) -> None:
    english = loaded(tmp_path / "en", "en", "pour: Pour a glass.", "pour: 'At {degrees} in {weather}, {nobody}.'")
    japanese = loaded(tmp_path / "ja", "ja", "pour: 注ぎます。", "pour: '{degrees}度です。'")
    told = [[step.values for step in rulebook.action["drink-water"].steps] for rulebook in (english, japanese)]
    assert told == [[("weather", "degrees"), ()], [("degrees",), ()]]
    assert english.sha256 != japanese.sha256


def test_what_tells_that_an_action_is_done_and_a_note_of_a_help_line_tell_too(tmp_path: Path) -> None:
    done = loaded(tmp_path / "done", "en", "done: You are sitting.", "done: 'You sit at {degrees}.'")
    assert done.action["stay-in"].values == ("degrees",)
    line = "help-lines: {l: {name: n, hours: h, note: 'At {degrees}.'}}\nrules:\n"
    helped = loaded(tmp_path / "help", "en", "rules:\n", line, **{"help-lines.yaml": HELP})
    assert helped.help_lines.lines[0].values == ("degrees",)


def test_titles_and_braces_written_twice_tell_nothing(tmp_path: Path) -> None:
    plain = load_rulebook(write_rulebook(tmp_path / "plain"))
    for old, new in (("title: Stay in", "title: '{degrees}'"), ("sit-down: Sit down.", "sit-down: '{{degrees}}'")):
        assert loaded(tmp_path / new, "en", old, new).sha256 == plain.sha256


def test_a_question_matters_where_its_answer_is_told(tmp_path: Path) -> None:
    plain = load_rulebook(write_rulebook(tmp_path / "plain"))
    telling = loaded(tmp_path / "told", "en", "pour: Pour a glass.", "pour: 'At {at-home}, pour.'")
    answers = {"weather": "sun", "bag": [], "degrees": 20}
    assert open_questions(plain, answers) == ()
    assert [question.id for question in open_questions(telling, answers)] == ["at-home"]
    assert open_questions(telling, {**answers, "at-home": "no"}) == ()


def test_a_file_that_cannot_be_read_tells_nothing(tmp_path: Path) -> None:
    folder = write_rulebook(tmp_path, {"text/en.yaml": "rules: {everybody-drinks: '{degrees}'\n  - ["})
    assert load_rulebook(folder).action["drink-water"].values == ()
