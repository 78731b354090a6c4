"""The trace: it fits its schema, is the same bytes every time, and every reason in it leads somewhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from random import Random

import dice
import jsonschema
import pytest
from house import DOCS
from nakanaori.engine.consulting import consult
from nakanaori.engine.language import RulebookError, TraceError
from nakanaori.engine.reading import Texts, load_rulebook, rulebook_texts
from nakanaori.engine.telling import Wording, read_trace, replay, trace_json, traced, wording_of
from small_rulebook import changed, write_rulebook
from steering import steering, told_in_controls

SCHEMA = json.loads((DOCS / "outcome.schema.json").read_text(encoding="utf-8"))
ANSWERS = {
    "relation": "customer",
    "fault": "mine",
    "severity": "grave",
    "cause": ["lied", "was-late"],
    "apology": "not-yet",
    "contact": "blocked-me",
    "signs": [],
    "elapsed": "unknown",
}
THROWS = [{}, ANSWERS, *({"seed": seed} for seed in range(40))]


def thrown(rulebook, answers):
    return dice.answers(Random(answers["seed"]), rulebook) if "seed" in answers else answers


def written(outcome, language=None) -> dict:
    """What the JSON file holds."""
    return json.loads(trace_json(outcome.trace(language)))


@pytest.fixture(scope="module")
def validator():
    return jsonschema.Draft202012Validator(SCHEMA)


@pytest.mark.parametrize("answers", THROWS, ids=str)
def test_it_fits_the_published_schema(rulebook, engine, validator, answers):
    outcome = consult(rulebook, thrown(rulebook, answers), engine=engine)
    for language in rulebook.languages:
        validator.validate(written(outcome, language))


@pytest.mark.parametrize("answers", THROWS, ids=str)
def test_every_reason_leads_somewhere(rulebook, answers):
    given = thrown(rulebook, answers)
    outcome = consult(rulebook, given, engine="reference")
    made = written(outcome)
    fired = {rule["id"]: rule for rule in made["rules"]}
    found = {finding["id"] for finding in made["findings"]}
    assert [action["rank"] for action in made["actions"]] == list(range(1, len(made["actions"]) + 1))
    urgent = [action for action in made["actions"] if outcome.alarmed and action["phase"] == rulebook.alarm.phase]
    led = [action for action in made["actions"] if "led_by" in action and action not in urgent]
    others = [action for action in made["actions"] if action not in urgent and action not in led]
    assert made["first_steps"] == [action["id"] for action in (*urgent, *led, *others)[:3]]
    for action in made["actions"]:
        assert action["because"]
        assert action["cites"]
        assert all(action["id"] in rulebook.rule[rule].advise for rule in action["because"])
        assert set(action["because"]) <= fired.keys()
        assert len(action["steps"]) == len(action["step_ids"]) >= 1
    for held in made["withheld"]:
        assert all(held["id"] in rulebook.rule[rule].advise for rule in held["advised_by"])
        assert all(held["id"] in rulebook.rule[rule].withhold for rule in held["by"])
        assert {*held["advised_by"], *held["by"]} <= fired.keys()
    for finding in made["findings"]:
        assert finding["by"]
        assert all(finding["id"] in rulebook.rule[rule].find for rule in finding["by"])
        assert set(finding["by"]) <= fired.keys()
    for rule in fired.values():
        assert rule["cites"] == list(rulebook.rule[rule["id"]].cites)
        assert rule["because"]
        for used in rule["because"]:
            if "question" in used:
                assert used["question"] in rulebook.question
                counts = used["question"] not in outcome.case.aside
                assert used["answer"] == (made["answers"].get(used["question"]) if counts else None)
            else:
                assert used["holds"] is (used["finding"] in found)
                assert used["finding"] in rulebook.findings
        assert any(used.get("answer") is not None or "finding" in used for used in rule["because"])
        assert len(rule["because"]) == len({json.dumps(used, sort_keys=True) for used in rule["because"]})


def test_the_keys_are_those_of_the_design(rulebook):
    made = consult(rulebook, ANSWERS, engine="reference").to_dict()
    assert made.keys() >= {
        *("schema", "rulebook", "engine", "language", "answers", "complete", "open_questions", "findings"),
        *("first_steps", "actions", "withheld", "rules"),
    }
    assert made["rulebook"].keys() >= {"id", "version", "sha256", "wording"}
    assert made["engine"].keys() >= {"name", "version"}
    assert made["findings"][0].keys() >= {"id", "by"}
    assert made["withheld"][0].keys() >= {"id", "advised_by", "by"}
    assert made["rules"][0].keys() >= {"id", "cites", "because"}
    of_action = {"id", "phase", "rank", "basic", "title", "steps", "cites", "because"}
    assert all(action.keys() >= of_action for action in made["actions"])


def test_what_to_dict_returns_is_what_the_file_holds(rulebook):
    outcome = consult(rulebook, ANSWERS, engine="reference")
    assert json.loads(json.dumps(outcome.to_dict("en"))) == written(outcome, "en")
    assert json.loads(json.dumps(outcome.to_dict())) == written(outcome)


def test_answers_are_recorded_in_the_order_of_the_rulebook(rulebook):
    backwards = dict(reversed(ANSWERS.items())) | {"cause": ["was-late", "lied"]}
    made = consult(rulebook, backwards, engine="reference").to_dict()
    assert list(made["answers"]) == [question for question in rulebook.question if question in ANSWERS]
    assert made["answers"]["cause"] == ("was-late", "lied")
    assert rulebook.question["cause"].options.index("was-late") < rulebook.question["cause"].options.index("lied")


def test_the_default_language_is_the_first_of_the_rulebook(rulebook, monkeypatch):
    for name in ("LANG", "LC_ALL", "LANGUAGE"):
        monkeypatch.setenv(name, "en_US.UTF-8")
    made = consult(rulebook, ANSWERS, engine="reference").to_dict()
    assert made["language"] == rulebook.languages[0] == "ja"
    title = rulebook_texts(rulebook, "ja")("actions", made["actions"][0]["id"], "title")
    assert made["actions"][0]["title"] == title


def test_only_the_words_depend_on_the_language(rulebook):
    outcome = consult(rulebook, ANSWERS, engine="reference")
    japanese, english = written(outcome, "ja"), written(outcome, "en")
    assert japanese["actions"][0]["title"] != english["actions"][0]["title"]
    words = ("title", "steps", "done", "help_lines", "text", "reason")
    for made in (japanese, english):
        del made["language"]
        del made["rulebook"]["wording"]
        for entry in (*made["actions"], *made["withheld"], *made["findings"], *made["rules"]):
            for word in words:
                entry.pop(word, None)
    assert japanese == english


def test_a_language_without_texts_is_refused_with_those_there_are(rulebook):
    with pytest.raises(RulebookError, match=r"'fr'.*ja, en"):
        consult(rulebook, {}, engine="reference").to_dict("fr")


SCRIPT = """
import sys
from nakanaori.engine import consult, load_rulebook
from nakanaori.engine.telling import trace_json
answers = {answers!r}
sys.stdout.buffer.write(trace_json(consult(load_rulebook(), answers, engine={engine!r}).trace()))
"""


@pytest.mark.parametrize(
    ("seed", "locale"), [("0", "C"), ("1", "ja_JP.UTF-8"), ("4242", "en_US.UTF-8"), ("7", "tr_TR.ISO-8859-9")]
)
def test_another_process_hash_seed_and_locale_give_the_same_bytes(rulebook, engine, tmp_path, seed, locale):
    expected = trace_json(consult(rulebook, ANSWERS, engine=engine).trace())
    environment = {**os.environ, "PYTHONHASHSEED": seed, "LANG": locale, "LC_ALL": locale, "LANGUAGE": locale}
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(answers=ANSWERS, engine=engine)],
        capture_output=True, cwd=tmp_path, env=environment, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr.decode()
    assert ran.stdout == expected


def test_two_loads_give_the_same_bytes(rulebook, tmp_path):
    again = load_rulebook(rulebook.folder)
    once, twice = (consult(one, ANSWERS, engine="reference") for one in (rulebook, again))
    assert trace_json(once.trace()) == trace_json(once.trace()) == trace_json(twice.trace())
    assert trace_json(once.trace()).endswith(b"}\n")


def test_the_digest_depends_on_rulebook_and_answers_alone(tmp_path):
    def digest(folder, answers, language=None, **files):
        small = load_rulebook(write_rulebook(tmp_path / folder, files.get("files")))
        return consult(small, answers, engine="reference").to_dict(language)["digest"]

    rain = digest("first", {"weather": "rain"})
    assert digest("second", {"weather": "rain"}, "en") == rain
    assert digest("third", {"weather": "snow"}) != rain
    assert digest("fourth", {"weather": "rain"}, files=changed("text/en.yaml", "Going out", "Out")) == rain
    assert digest("fifth", {"weather": "rain"}, files=changed("actions.yaml", '["1.1"]', '["1"]')) != rain


def test_it_reads_back_what_it_wrote(rulebook):
    for answers in THROWS:
        made = consult(rulebook, thrown(rulebook, answers), engine="reference").trace("en")
        assert read_trace("a file", trace_json(made)) == made


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
)
def test_a_trace_is_read_in_every_encoding_that_marks_itself(rulebook, encoding):
    """The shell of Windows writes what a command prints in UTF-16, with a mark; many editors put one before UTF-8."""
    made = consult(rulebook, ANSWERS, engine="reference").trace("ja")
    text = trace_json(made).decode()
    mark = "\ufeff" if encoding.endswith("e") else ""
    assert read_trace("a file", (mark + text).encode(encoding)) == made


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "cp932", "euc-jp"])
def test_a_trace_in_an_encoding_without_a_mark_is_refused_with_its_cause(rulebook, encoding):
    text = trace_json(consult(rulebook, ANSWERS, engine="reference").trace("ja")).decode()
    with pytest.raises(TraceError, match=r"a file: This is not JSON in UTF-8\. Save it as UTF-8\."):
        read_trace("a file", text.encode(encoding, "ignore"))


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"[]", b"null", b"3", b'"trace"', b"{", b"\xff\xfe", b"NaN", b"[" * 100_000, b'{"schema": 1}',
     b" " * (1024 * 1024 + 1)],
    ids=lambda data: repr(data[:12]),
)  # fmt: skip
def test_what_is_no_trace_is_refused_with_its_source(data):
    with pytest.raises(TraceError, match=r"^the-file: "):
        read_trace("the-file", data)


def test_no_control_character_stands_in_the_file(tmp_path):
    small = load_rulebook(write_rulebook(tmp_path))
    wording = told_in_controls(wording_of(small, "en"))
    texts = {key: text.replace("\ud800", "") for key, text in wording.texts.entries.items()}
    outcome = consult(small, {"weather": "rain"}, engine="reference")
    made = traced(outcome, Wording(Texts("en", texts), wording.say))
    assert steering(trace_json(made).decode()) == []
    assert read_trace("a file", trace_json(made)) == made


def test_a_help_line_stands_under_its_action_in_its_case(rulebook):
    hurt = consult(rulebook, {"danger": ["hurt-or-threatened"]}, engine="reference").to_dict("en")
    assert hurt["actions"][0]["id"] == "seek-help-now"
    assert "110" in [line["call"] for line in hurt["actions"][0]["help_lines"]]
    for action in hurt["actions"]:
        for line in action["help_lines"]:
            assert line["name"]
            assert line["call"] or line["url"] or line["note"]
            assert line["checked"] == rulebook.help_lines.checked
    directory = {line.id: line for line in rulebook.help_lines.lines}
    for action in hurt["actions"]:
        for line in action["help_lines"]:
            assert action["id"] in directory[line["id"]].under


def test_answers_that_do_not_count_are_named_and_no_reason_rests_on_them(tmp_path, validator):
    only_if = "  options: [umbrella, hat, scarf, tea]\n"
    files = changed("questions.yaml", only_if, f"{only_if}  only-if: {{weather: [sun, snow]}}\n")
    rulebook = load_rulebook(write_rulebook(tmp_path, files))
    outcome = consult(rulebook, {"weather": "rain", "bag": ["umbrella"]})
    trace = written(outcome)
    validator.validate(trace)
    assert (trace["answers"], trace["aside"]) == ({"weather": "rain", "bag": ["umbrella"]}, ["bag"])
    (umbrella,) = (rule for rule in trace["rules"] if rule["id"] == "umbrella-when-wet")
    assert {"question": "bag", "answer": None} in umbrella["because"]
    assert read_trace("trace.json", trace_json(outcome.trace())).aside == ("bag",)
    assert "aside" not in written(consult(rulebook, {"weather": "snow", "bag": ["umbrella"]}))
    assert replay(rulebook, outcome.trace()).same
