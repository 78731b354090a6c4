"""The words of a reader: a rulebook's texts and the program's phrases in one language, and the digest of the former."""

from __future__ import annotations

from datetime import date, datetime, timezone
from pathlib import Path

import icalendar
import pytest
from nakanaori.engine.consulting import consult
from nakanaori.engine.language import RulebookError
from nakanaori.engine.reading import load_rulebook, needed_texts, rulebook_texts
from nakanaori.engine.telling import (
    as_calendar,
    as_markdown,
    explain,
    phrases_of,
    section_label,
    sheet_html,
    sheet_markdown,
    told_plan,
    told_sheet,
    traced,
    wording_of,
)
from nakanaori.engine.telling.wording import wording_digest
from small_rulebook import FILES, changed, write_rulebook


def test_texts_and_phrases_are_of_one_language(tmp_path: Path) -> None:
    small = load_rulebook(write_rulebook(tmp_path))
    wording = wording_of(small, "en")
    assert (wording.language, wording.texts("rulebook", "title")) == ("en", "Going out")
    assert wording.say("replay", "nothing") == "nothing"
    assert wording_of(small).language == "ja"
    with pytest.raises(RulebookError, match="no texts in 'fr'"):
        wording_of(small, "fr")


def test_phrases_of_a_folder_join_those_of_the_engine(tmp_path: Path) -> None:
    (tmp_path / "en.yaml").write_text("replay: {nothing: none}\nown: {word: Word}\n", encoding="utf-8")
    say = phrases_of("en", tmp_path)
    assert (say("replay", "nothing"), say("own", "word")) == ("none", "Word")
    assert say("replay", "same") == phrases_of("en")("replay", "same")


def test_nobody_is_spoken_to_in_two_languages(tmp_path: Path) -> None:
    """Japanese is spoken by the engine, and not by this folder."""
    (tmp_path / "en.yaml").write_text("own: {word: Word}\n", encoding="utf-8")
    say = phrases_of("ja", tmp_path)
    assert say("own", "word") == "Word"
    assert say("replay", "same") == phrases_of("en")("replay", "same") != phrases_of("ja")("replay", "same")
    (tmp_path / "ja.yaml").write_text("own: {word: 言葉}\n", encoding="utf-8")
    assert phrases_of("ja", tmp_path)("replay", "same") == phrases_of("ja")("replay", "same")


def digest(folder: Path, files: dict[str, str] | None = None, language: str = "en") -> str:
    rulebook = load_rulebook(write_rulebook(folder, files))
    return wording_digest(rulebook, rulebook_texts(rulebook, language))


def test_the_digest_is_of_the_words_and_not_of_how_their_file_is_written(tmp_path: Path) -> None:
    english = FILES["text/en.yaml"]
    same = {
        "remark": {"text/en.yaml": f"# {english}\n{english}".replace(f"# {english}", "# a remark")},
        "order": {
            "text/en.yaml": english.replace("phases: {now: Now, later: Later}", "phases: {later: Later, now: Now}")
        },
        "logic": changed("questions.yaml", "to: 40", "to: 41"),
        "another language": changed("text/ja.yaml", "title: 傘を持つ", "title: 傘"),
    }
    original = digest(tmp_path / "original")
    assert {name: digest(tmp_path / name, files) for name, files in same.items()} == dict.fromkeys(same, original)
    other = {
        "a word": changed("text/en.yaml", "Sunny", "Bright"),
        "a key": changed("text/en.yaml", "later: Later", "latest: Later"),
        "help": {"help-lines.yaml": "{checked: 2026-01-01, lines: [{line: l, region: jp, for: stay-in}]}"},
    }
    assert original not in {digest(tmp_path / name, files) for name, files in other.items()}
    assert digest(tmp_path / "ja", language="ja") != original


@pytest.mark.parametrize(
    ("word", "language", "beyond"),
    [
        ("source-word: article", "en", "beyond the article"),
        ("source-word: law {of 2019}", "en", "beyond the law {of 2019}"),
        ("source-word: 条例", "ja", "条例の外"),
        ("", "en", "beyond the source"),
        ("", "ja", "出典の外"),
    ],
)
def test_the_source_is_called_as_the_rulebook_calls_it(tmp_path: Path, word: str, language: str, beyond: str) -> None:
    texts = f"language: L\nrulebook:\n  title: T\n  {word}\n"
    small = load_rulebook(write_rulebook(tmp_path, {f"text/{language}.yaml": texts}))
    assert section_label("beyond", wording_of(small, language)) == beyond


SHAPED = r'"Bring, in {weather}:\n\n- [a can](https://example.org/can?size=2)\n- more"'
"""As YAML has it on one line."""


def test_every_view_shows_the_shape_of_a_text(tmp_path: Path) -> None:
    """A step, a follow-up, a reason and a note: as paragraphs, lists and links where there is room for them."""
    english = FILES["text/en.yaml"]
    english = english.replace(
        "    steps: {pour: Pour a glass., warm-it: Warm it.}\n",
        f"    follow-ups:\n      refill: {SHAPED}\n    steps:\n      warm-it: Warm it.\n      pour: {SHAPED}\n",
    ).replace("  everybody-drinks: Everybody drinks.\n", f"  everybody-drinks: {SHAPED}\n")
    english += f"help-lines:\n  well:\n    name: The well\n    hours: always\n    note: {SHAPED}\n"
    files = changed(
        "actions.yaml",
        "- action: drink-water\n",
        "- action: drink-water\n  follow-ups: [{follow-up: refill, days-after: 1}]\n",
    )
    lines = "checked: 2026-01-31\nlines: [{line: well, region: here, call: '110', for: drink-water}]\n"
    rulebook = load_rulebook(write_rulebook(tmp_path, {**files, "text/en.yaml": english, "help-lines.yaml": lines}))
    outcome = consult(rulebook, {"weather": "sun"}, engine="reference")
    wording = wording_of(rulebook, "en")
    plain, full = (f"Bring, in Sunny: • a can{address} • more" for address in ("", " (https://example.org/can?size=2)"))
    (drink,) = told_plan(outcome, wording).first_steps
    assert (drink.steps[0].plain, drink.help_lines[0].note.with_addresses) == (plain, full)
    assert drink.follow_ups == (f"For your calendar, in 1 days: {full}",)
    markdown = as_markdown(outcome, wording)
    link = "* [a can](https://example.org/can?size=2)"
    assert f"- [ ] Bring, in Sunny:\n\n  {link}\n  * more\n- [ ]" not in markdown
    assert markdown.count(link) == 3
    written = "Bring, in Sunny:\n\n- [a can](https://example.org/can?size=2)\n- more"
    trace = traced(outcome, wording)
    assert written in trace.actions[0].steps
    assert [line.note for line in trace.actions[0].help_lines] == [written]
    assert written in [rule.reason for rule in trace.rules]
    sheet = told_sheet(outcome, [], wording)
    assert f"- {full.replace('[', '')}" in sheet_markdown(sheet).replace("\\", "")
    assert full.replace("&", "&amp;") in sheet_html(sheet)
    made = as_calendar(outcome, wording, datetime(2026, 1, 30, tzinfo=timezone.utc), date(2026, 1, 30))
    (event,) = icalendar.Calendar.from_ical(made).walk("VEVENT")
    assert str(event["summary"]) == plain
    assert str(event["description"]) == full.replace(" • ", "\n• ")
    told = explain(outcome, "drink-water", wording).reasons[0].sentence
    assert [passage.bulleted for passage in told.passages] == [False, True]
    # Before anything is answered, the author's own braces stand.
    assert wording.shaped("rules", "everybody-drinks").plain == plain.replace("Sunny", "{weather}")


LEAN = """\
language: English
rulebook: {title: Going out, about: On the weather., source: Made up., source-word: article}
sections: {"1": Cold, "1.1": Wet, "2": Both}
phases: {now: Now, later: Later}
questions:
  weather: {ask: What is the weather like?, options: {sun: Sunny, rain: Raining, snow: Snowing}}
  bag: {ask: What is in your bag?, options: {umbrella: An umbrella, hat: A hat, scarf: A scarf, tea: A flask of tea}}
  degrees: {ask: How many degrees is it?}
  at-home: {ask: Are you at home?, options: {yes: I am, no: I am not}}
findings:
  wet: {holds: "the street {is} [wet](https://example.org)", fails: the street is dry}
  cold: {holds: it is cold, fails: it is not cold}
  miserable: {holds: it is miserable, fails: it is not miserable}
actions:
  take-an-umbrella: {title: Take an umbrella, steps: {open-it: Open it., hold-it: Hold it.}}
  put-on-a-coat: {title: Put on a coat, steps: {button-it: Button it., tie-the-scarf: Tie the scarf.}}
  stay-in: {title: Stay in, steps: {sit-down: Sit down.}}
  drink-water: {title: Drink water, steps: {pour: Pour a glass., warm-it: Warm it.}}
rules:
  umbrella-when-wet: An umbrella keeps you dry.
  coat-when-cold: A coat keeps you warm.
  miserable-means-staying-in: Whoever can stay in should.
  everybody-drinks: Everybody drinks.
"""


def test_what_is_left_out_is_read_otherwise(tmp_path: Path) -> None:
    """Neither topics nor reasons of rules that find, neither why something is asked nor when it is done."""
    rulebook = load_rulebook(write_rulebook(tmp_path, {"text/en.yaml": LEAN}))
    assert not [key for key in needed_texts(rulebook) if key not in rulebook_texts(rulebook, "en").entries]
    outcome = consult(rulebook, {"weather": "rain", "degrees": 20}, engine="reference")
    wording = wording_of(rulebook, "en")
    (umbrella,) = explain(outcome, "take-an-umbrella", wording).reasons
    (wet,) = umbrella.grounds[0].reasons
    # Nothing in the words of a finding is a value or a link.
    assert wet.sentence.plain == "Such answers show: the street {is} [wet](https://example.org)"
    assert not wet.sentence.links
    assert wet.grounds[0].sentence == "What is the weather like: “Raining”."
    plan = told_plan(outcome, wording)
    assert (plan.answers[0].topic, plan.first_steps[0].done) == ("What is the weather like", "")
    document = as_markdown(outcome, wording)
    assert "How you know" not in document
    assert "topic" not in document
    assert "What is the weather like: “Raining”" in sheet_markdown(told_sheet(outcome, [], wording))


def test_of_a_rule_for_everybody_it_is_said_so(tmp_path: Path) -> None:
    rules = FILES["rules/1-findings.yaml"].replace("  when: {weather: [rain, snow]}\n", "")
    assert rules != FILES["rules/1-findings.yaml"]
    rulebook = load_rulebook(write_rulebook(tmp_path, {"rules/1-findings.yaml": rules, "text/en.yaml": LEAN}))
    shown = wording_of(rulebook, "en").shaped("rules", "rain-and-snow-wet").plain
    assert shown.startswith("It holds for everybody: the street")
    japanese = (
        FILES["text/ja.yaml"].replace("  rain-and-snow-wet: 雨や雪は濡れます。\n", "").replace("    topic: 天気\n", "")
    )
    rulebook = load_rulebook(write_rulebook(tmp_path / "ja", {"text/ja.yaml": japanese}))
    texts = wording_of(rulebook, "ja").texts
    assert texts("rules", "rain-and-snow-wet") == "このような答えからわかること：濡れます。"
    assert texts("questions", "weather", "topic") == "どんな天気ですか"
