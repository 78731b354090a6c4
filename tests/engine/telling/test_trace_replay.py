"""Replay: what comes out the same is the same, and everything that was tampered with is named."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from random import Random

import dice
import pytest
from nakanaori.engine.consulting import consult
from nakanaori.engine.reading import load_rulebook
from nakanaori.engine.telling import read_trace, replay, trace_json
from small_rulebook import changed, write_rulebook

ANSWERS = {
    "relation": "colleague",
    "fault": "mine",
    "cause": ["lied", "was-late"],
    "apology": "not-yet",
    "contact": "wants-no-contact",
    "demand": "fair",
}


def recorded(rulebook, answers=ANSWERS, change=None, language="en", engine="reference"):
    """The trace that was written, changed by hand, and read again."""
    written = json.loads(trace_json(consult(rulebook, answers, engine=engine).trace(language)))
    if change is not None:
        change(written)
    return read_trace("a file", json.dumps(written).encode())


def where(differences) -> list[str]:
    return [difference.where for difference in differences]


def test_the_same_comes_out_the_same(rulebook, engine):
    for seed in range(40):
        throw = Random(seed)
        language = throw.choice(rulebook.languages)
        trace = recorded(rulebook, dice.answers(throw, rulebook), language=language, engine=engine)
        replayed = replay(rulebook, trace, engine=engine)
        assert replayed.same
        assert (replayed.differences, replayed.remarks) == ((), ())


def test_where_none_is_asked_for_the_recorded_engine_is_run(rulebook, engine):
    replayed = replay(rulebook, recorded(rulebook, engine=engine))
    assert (replayed.differences, replayed.remarks) == ((), ())


def test_an_engine_that_is_not_there_is_no_remark_where_none_is_asked_for(rulebook):
    def other(written):
        written["engine"] = {"name": "another", "version": "0.0.0"}

    replayed = replay(rulebook, recorded(rulebook, change=other))
    assert (replayed.differences, replayed.remarks) == ((), ())


def test_another_engine_is_a_remark(rulebook):
    def other(written):
        written["engine"] = {"name": "another", "version": "0.0.0"}

    replayed = replay(rulebook, recorded(rulebook, change=other), engine="reference")
    assert replayed.same
    assert where(replayed.remarks) == ["engine.name", "engine.version"]
    assert replayed.remarks[0].recorded == "another"
    assert replayed.remarks[0].now == "reference"


def entry(written, kind, identity=None):
    return next(one for one in written[kind] if identity in (None, one["id"]))


def _put(*path_and_value):
    *path, value = path_and_value

    def change(written):
        for key in path[:-1]:
            written = written[key]
        written[path[-1]] = value

    return change


def _field(kind, identity, field, value):
    return lambda written: entry(written, kind, identity).update({field: value})


def _drop(kind, identity):
    return lambda written: written[kind].remove(entry(written, kind, identity))


def _swap(kind):
    def change(written):
        written[kind][0], written[kind][1] = written[kind][1], written[kind][0]

    return change


def _twice(kind):
    return lambda written: written[kind].append(written[kind][0])


def _add(kind, identity):
    return lambda written: written[kind].append({**written[kind][-1], "id": identity})


TAMPERED = {
    "an answer changed": (_put("answers", "fault", "not-mine"), ["digest", "open_questions", "actions.", "rules."]),
    "an answer removed": (lambda written: written["answers"].pop("fault"), ["digest", "actions.", "findings."]),
    "an answer added": (
        _put("answers", "others", ["people-ask"]),
        ["digest", "actions.prepare-three-true-sentences"],
    ),
    "an answer that only leaves less to ask": (_put("answers", "confidant", "yes"), ["digest", "open_questions"]),
    "an answer emptied": (_put("answers", "cause", []), ["digest", "actions.arrive-early"]),
    "chosen options in another order": (_put("answers", "cause", ["lied", "was-late"]), ["digest", "answers"]),
    "an answer that there is not": (_put("answers", "fault", "nobody"), ["digest", "answers.fault"]),
    "a question that there is not": (_put("answers", "fautl", "mine"), ["digest", "answers.fautl"]),
    "a finding removed": (_drop("findings", "at-fault"), ["findings.at-fault"]),
    "a finding added": (_add("findings", "in-danger"), ["findings.in-danger"]),
    "a finding by another rule": (_field("findings", "at-fault", "by", ["met-through-work"]), ["findings.at-fault.by"]),
    "findings in another order": (_swap("findings"), ["findings"]),
    "an action removed": (_drop("actions", "keep-distance"), ["actions.keep-distance"]),
    "an action added": (_add("actions", "apologise-in-person"), ["actions.apologise-in-person"]),
    "an action that there is not": (_add("actions", "send-flowers"), ["actions.send-flowers"]),
    "an action twice": (_twice("actions"), ["actions"]),
    "actions in another order": (_swap("actions"), ["actions"]),
    "a rank": (_field("actions", "keep-distance", "rank", 7), ["actions.keep-distance.rank"]),
    "a basic made own": (_field("actions", "be-honest", "basic", True), ["actions.be-honest.basic"]),
    "a phase": (_field("actions", "keep-distance", "phase", "now"), ["actions.keep-distance.phase"]),
    "an action's sections": (_field("actions", "keep-distance", "cites", ["1"]), ["actions.keep-distance.cites"]),
    "an action's reasons": (_field("actions", "keep-distance", "because", []), ["actions.keep-distance.because"]),
    "an action's steps": (_field("actions", "keep-distance", "step_ids", []), ["actions.keep-distance.step_ids"]),
    "a withheld action removed": (_drop("withheld", "do-what-they-asked"), ["withheld.do-what-they-asked"]),
    "a withheld action added": (_add("withheld", "take-time"), ["withheld.take-time"]),
    "withheld by another rule": (
        _field("withheld", "do-what-they-asked", "by", ["a-hand-that-may-strike-leaves-no-time"]),
        ["withheld.do-what-they-asked.by"],
    ),
    "withheld although advised by another": (
        _field("withheld", "do-what-they-asked", "advised_by", []),
        ["withheld.do-what-they-asked.advised_by"],
    ),
    "a rule removed": (
        _drop("rules", "no-contact-means-no-apology-either"),
        ["rules.no-contact-means-no-apology-either"],
    ),
    "a rule added": (
        _add("rules", "a-hand-that-may-strike-leaves-no-time"),
        ["rules.a-hand-that-may-strike-leaves-no-time"],
    ),
    "a rule's grounds": (_field("rules", "trust-takes-time", "because", []), ["rules.trust-takes-time.because"]),
    "a rule's sections": (_field("rules", "trust-takes-time", "cites", ["1"]), ["rules.trust-takes-time.cites"]),
    "rules in another order": (_swap("rules"), ["rules"]),
    "made complete": (_put("complete", True), ["complete"]),
    "open questions": (_put("open_questions", []), ["open_questions"]),
    "first steps": (_put("first_steps", ["apologise-in-person"]), ["first_steps"]),
    "their certainty": (_put("first_steps_certain", True), ["first_steps_certain"]),
    "the digest": (_put("digest", "0" * 64), ["digest"]),
    "the format": (_put("schema", "nakanaori-outcome/9"), ["schema"]),
    "the rulebook's id": (_put("rulebook", "id", "another"), ["rulebook.id"]),
    "the rulebook's version": (_put("rulebook", "version", "0.0.1"), ["rulebook.version", "digest"]),
    "the rulebook's checksum": (_put("rulebook", "sha256", "0" * 64), ["rulebook.sha256", "digest"]),
    "a language that there is not": (_put("language", "fr"), ["language"]),
}


@pytest.mark.parametrize(("change", "expected"), TAMPERED.values(), ids=TAMPERED)
def test_what_was_tampered_with_is_named(rulebook, change, expected):
    replayed = replay(rulebook, recorded(rulebook, change=change), engine="reference")
    assert not replayed.same
    named = where(replayed.differences)
    for place in expected:
        assert any(one.startswith(place) if place.endswith(".") else one == place for one in named), named
    if len(expected) == 1:
        assert named == expected
    assert len(named) == len(set(named))


def test_a_difference_says_what_was_and_what_is(rulebook):
    change = _field("actions", "keep-distance", "rank", 7)
    (difference,) = replay(rulebook, recorded(rulebook, change=change), engine="reference").differences
    assert (difference.recorded, difference.now) == (7, 2)
    (removed,) = replay(rulebook, recorded(rulebook, change=_drop("rules", "trust-takes-time"))).differences
    assert (removed.recorded, removed.now) == (None, "trust-takes-time")


WORDING = {
    "a title": ("actions", "keep-distance", "title", "Stay away"),
    "a step": ("actions", "keep-distance", "steps", ["Stay away"]),
    "how it is done": ("actions", "keep-distance", "done", "You stayed away"),
    "help lines": ("actions", "keep-distance", "help_lines", []),
    "a finding": ("findings", "at-fault", "text", "It was them"),
    "a withheld title": ("withheld", "do-what-they-asked", "title", "Write"),
    "a reason": ("rules", "trust-takes-time", "reason", "No reason"),
}


@pytest.mark.parametrize(("kind", "identity", "field", "value"), WORDING.values(), ids=WORDING)
def test_other_words_are_a_remark(rulebook, kind, identity, field, value):
    trace = recorded(rulebook, change=_field(kind, identity, field, value))
    replayed = replay(rulebook, trace, engine="reference")
    assert replayed.same
    expected = [] if field == "help_lines" else [f"{kind}.{identity}.{field}"]
    assert where(replayed.remarks) == expected


def test_a_rulebook_with_other_words_replays_the_same(rulebook, tmp_path):
    copied = tmp_path / "copy"
    shutil.copytree(rulebook.folder, copied)
    english = copied / "text" / "en.yaml"
    title = consult(rulebook, ANSWERS, engine="reference").to_dict("en")["actions"][0]["title"]
    text = english.read_text(encoding="utf-8")
    assert f"title: {title}\n" in text
    english.write_text(text.replace(f"title: {title}\n", "title: Something else\n"), encoding="utf-8")
    replayed = replay(load_rulebook(copied), recorded(rulebook), engine="reference")
    assert replayed.same
    wording, worded = replayed.remarks
    assert (wording.where, worded.recorded, worded.now) == ("rulebook.wording", title, "Something else")


def test_a_rulebook_with_another_rule_does_not(rulebook, tmp_path):
    copied = tmp_path / "copy"
    shutil.copytree(rulebook.folder, copied)
    rules = copied / "rules" / "2-safety.yaml"
    text = rules.read_text(encoding="utf-8")
    rules.write_text(text.replace("advise: no-further-apology\n", "advise: take-time\n"), encoding="utf-8")
    assert rules.read_text(encoding="utf-8") != text
    named = where(replay(load_rulebook(copied), recorded(rulebook), engine="reference").differences)
    assert "rulebook.sha256" in named
    assert "actions.no-further-apology" in named


def rewritten(folder, change):
    for path in folder.rglob("*.yaml"):
        path.write_bytes(change(path.read_bytes()))


OTHER_BYTES = {
    "a remark": lambda data: data + b"# a remark\n",
    "other line ends": lambda data: data.replace(b"\n", b"\r\n"),
    "a byte order mark": lambda data: b"\xef\xbb\xbf" + data,
}


@pytest.mark.parametrize("change", OTHER_BYTES.values(), ids=OTHER_BYTES)
def test_the_same_rulebook_in_other_bytes_replays_the_same(rulebook, tmp_path, change):
    shutil.copytree(rulebook.folder, tmp_path / "copy")
    rewritten(tmp_path / "copy", change)
    replayed = replay(load_rulebook(tmp_path / "copy"), recorded(rulebook), engine="reference")
    assert (replayed.same, replayed.differences, replayed.remarks) == (True, (), ())


# the former format ----------------------------------------------------------------------------------------------------

FORMER = Path(__file__).with_name("former_trace.json").read_bytes()
"""What the version before the present format wrote for the small rulebook."""


def former(change=lambda written: None):
    written = json.loads(FORMER)
    change(written)
    return read_trace("a file", json.dumps(written).encode())


def test_a_trace_of_the_former_format_replays_the_same(tmp_path):
    trace = former()
    assert trace.schema == "nakanaori-outcome/1"
    replayed = replay(load_rulebook(write_rulebook(tmp_path)), trace, engine="reference")
    assert (replayed.same, replayed.differences, replayed.remarks) == (True, (), ())


def test_open_questions_stood_in_the_rulebooks_order(rulebook):
    """And nothing was said of whether the first steps are certain."""
    answers = {"relation": "friend", "fault": "mine"}
    written = consult(rulebook, answers, engine="reference").to_dict("en")
    asked_in_order = written["open_questions"]
    written["schema"] = "nakanaori-outcome/1"
    written["open_questions"] = [question for question in rulebook.question if question in asked_in_order]
    del written["first_steps_certain"], written["rulebook"]["wording"]
    assert written["open_questions"] != asked_in_order
    assert replay(rulebook, read_trace("a file", json.dumps(written).encode()), engine="reference").same
    written["open_questions"].pop()
    now = replay(rulebook, read_trace("a file", json.dumps(written).encode()), engine="reference")
    assert where(now.differences) == ["open_questions"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (_put("answers", "degrees", 30), ["digest", "findings.cold"]),
        (_put("rulebook", "sha256", "0" * 64), ["digest"]),
        (_put("rulebook", "version", "0.0.1"), ["rulebook.version", "digest"]),
        (_field("actions", "stay-in", "rank", 7), ["actions.stay-in.rank"]),
        (_put("first_steps", []), ["first_steps"]),
    ],
)
def test_what_was_tampered_with_in_it_is_named(tmp_path, change, expected):
    replayed = replay(load_rulebook(write_rulebook(tmp_path)), former(change), engine="reference")
    assert not replayed.same
    assert set(expected) <= set(where(replayed.differences))


def test_another_rule_is_noticed_where_it_makes_a_difference(tmp_path):
    other = load_rulebook(write_rulebook(tmp_path, changed("rules/1-findings.yaml", "[rain, snow]", "[rain]")))
    assert "findings.wet" in where(replay(other, former(), engine="reference").differences)


# other words ----------------------------------------------------------------------------------------------------------


def test_words_that_this_outcome_does_not_show_are_a_remark_too(tmp_path):
    old = load_rulebook(write_rulebook(tmp_path / "old"))
    files = changed("text/en.yaml", "What is in your bag?", "What do you carry?")
    new = load_rulebook(write_rulebook(tmp_path / "new", files))
    replayed = replay(new, recorded(old, {"weather": "rain"}), engine="reference")
    assert replayed.same
    assert where(replayed.remarks) == ["rulebook.wording"]
    in_japanese = replay(new, recorded(old, {"weather": "rain"}, language="ja"), engine="reference")
    assert (in_japanese.same, in_japanese.remarks) == (True, ())


def test_other_help_lines_are_other_words(tmp_path):
    help_lines = "checked: 2026-01-01\nlines:\n  - {line: l, region: jp, call: '110', for: [stay-in]}\n"
    old = load_rulebook(write_rulebook(tmp_path / "old", {"help-lines.yaml": help_lines}))
    new = load_rulebook(write_rulebook(tmp_path / "new", {"help-lines.yaml": help_lines.replace("110", "119")}))
    replayed = replay(new, recorded(old, {"weather": "rain"}), engine="reference")
    assert (replayed.same, where(replayed.remarks)) == (True, ["rulebook.wording"])


def test_a_trace_of_another_rulebook_is_not_compared_any_further(rulebook, tmp_path):
    small = load_rulebook(write_rulebook(tmp_path))
    replayed = replay(small, recorded(rulebook), engine="reference")
    assert not replayed.same
    assert where(replayed.differences) == ["rulebook.id", "rulebook.version", "rulebook.sha256"]


@pytest.mark.parametrize("taken", ["title", "text", "reason", "steps", "done", "help_lines", "a.text"])
def test_an_id_that_sounds_like_a_field_is_no_wording(tmp_path, taken):
    """A finding called `text` that was removed by hand once passed for a change of wording."""
    files = {
        "rulebook.yaml": changed("rulebook.yaml", "[wet, cold", f"[wet, cold, {taken}")["rulebook.yaml"],
        "rules/3-more.yaml": f'- {{rule: one-more, cites: ["1"], when: {{weather: rain}}, find: {taken}}}\n',
    }
    small = load_rulebook(write_rulebook(tmp_path, files))
    trace = recorded(small, {"weather": "rain"}, change=_drop("findings", taken))
    replayed = replay(small, trace, engine="reference")
    assert where(replayed.differences) == [f"findings.{taken}"]
    assert not replayed.remarks
