"""Bad input at the command line: exit status 2, a clear sentence on standard error, nothing on standard output.

Most of it goes through click's runner; what a runner in the same process cannot show (a crash of the interpreter, a
closed pipe, a full disk) goes through a process of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from command_line import run
from small_rulebook import changed, write_rulebook

GOOD = "rulebook: regain_trust\nanswers:\n  fault: mine\n  contact: refuses-to-meet\n  cause: [was-late]\n"
COMMANDS = [["advise"], ["explain"], ["advise", "--format", "json"], ["ask", "--plain", "--resume"]]
"""The commands that read a case, each to be followed by its file."""


def process(
    *arguments: str | Path, typed: bytes = b"", environment: Mapping[str, str] | None = None
) -> tuple[int, str, str]:
    """Exit status, standard output and standard error of a call in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "nakanaori.cli", *arguments],
        input=typed,
        capture_output=True,
        env={**os.environ, **(environment or {})},
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def check_refusal(result: tuple[int, str, str], *said: str, lines: int = 1) -> None:
    status, output, errors = result
    assert "Traceback" not in errors
    assert (status, output) == (2, "")
    assert len(errors.splitlines()) == lines, errors
    assert [words for words in said if words not in errors] == [], errors


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A good case file."""
    path = tmp_path / "case.yaml"
    path.write_text(GOOD)
    return path


@pytest.fixture(scope="module")
def trace(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A good trace, as text."""
    path = tmp_path_factory.mktemp("trace") / "case.yaml"
    path.write_text(GOOD)
    status, output, errors = run("advise", "--format", "json", path)
    assert (status, errors) == (0, "")
    return output


# what is fine, so that refusing everything would not pass ---------------------------------------


@pytest.mark.parametrize("command", COMMANDS)
def test_a_good_case_is_not_refused(command: list[str], case: Path) -> None:
    status, output, errors = run(*command, case, typed="q\n")
    assert status == 0
    assert "Traceback" not in errors
    assert output or errors


@pytest.mark.parametrize("command", [["advise"], ["explain"], ["advise", "--format", "json"]])
def test_a_dash_reads_standard_input(command: list[str], case: Path) -> None:
    status, output, errors = run(*command, "-", typed=GOOD)
    assert (status, errors) == (0, "")
    assert output == run(*command, case)[1]
    check_refusal(run(*command, "-", typed="answers: ]"), "-:1:10: This is not YAML")
    check_refusal(run(*command, "-", typed=""), "-: The file is empty.")


def test_a_trace_is_read_from_a_dash_as_well(trace: str) -> None:
    status, output, errors = run("replay", "-", typed=trace)
    assert (status, errors) == (0, "")
    assert output
    check_refusal(run("replay", "-", typed="{}"), "-: This is no trace")


# cases ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [COMMANDS[0], COMMANDS[-1]])
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (GOOD.replace("regain_trust", "regain-trust"), ":1:11: The case is for the rulebook 'regain-trust'"),
        (GOOD + "  fault: mine\n", ":6:3: The key 'fault' stands twice."),
        (GOOD.replace("mine", "&m mine"), ":3:10: The anchor '&m' is not allowed."),
        (GOOD.replace("mine", "*m"), ":3:10: The alias '*m' is not allowed."),
        (GOOD.replace("mine", "!!str mine"), ":3:10: The tag 'tag:yaml.org,2002:str' is not allowed."),
        (GOOD.replace("fault: mine", "<<: {fault: mine}"), ":3:3: The merge key '<<' is not allowed."),
        (GOOD + "---\n" + GOOD, ":6:1: There is more than one document."),
        (GOOD.replace("[was-late]", "[was-late"), ":6:1: This is not YAML"),
        (GOOD.replace("mine", '"mine'), ":6:1: This is not YAML"),
        (GOOD.replace("  fault", "\tfault"), ":3:1: This is not YAML"),
        (GOOD.replace("mine", "mi\0ne"), ":3:12: The character U+0000"),
        (GOOD.replace("mine", "mi\x1b[31mne"), ":3:12: The character U+001B"),
        (GOOD.encode().replace(b"mine", b"\x8d\xb7"), ":3:10: The file is not UTF-8."),
        (GOOD.encode("utf-16"), ":1:1: The file is not UTF-8."),
        ("", ": The file is empty."),
        ("# nothing\n", ": The file is empty."),
        ("fault", ":1:1: A case file must be a mapping."),
        ("[]", ":1:1: A case file must be a mapping."),
        ("rulebook: regain_trust\n", ":1:1: The case has no answers."),
        ("answers: {}\n", ":1:1: The case does not say for which rulebook it is."),
        ("rulebook: regain_trust\nanswers: [a]\n", ":2:10: 'answers' must be a mapping."),
        ("[" * 100_000, ":1:51: This is nested more than 50 levels deep."),
        ("{a: " * 100_000, ":1:201: This is nested more than 50 levels deep."),
        ("- " * 100_000, ":1:101: This is nested more than 50 levels deep."),
        ("a" * (1024 * 1024 + 1), ": The file is larger than 1 MiB."),
    ],
)
def test_a_case_that_is_wrong(tmp_path: Path, command: list[str], content: str | bytes, said: str) -> None:
    path = tmp_path / "case.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    check_refusal(run(*command, path), f"{path}{said}")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (GOOD.replace("fault:", "falt:"), ":3:3: There is no question 'falt'. Did you mean 'fault'?"),
        (GOOD.replace("mine", "mien"), ":3:10: 'fault' has no option 'mien'. Did you mean 'mine'?"),
        (GOOD.replace("was-late", "was-lat"), ":5:11: 'cause' has no option 'was-lat'. Did you mean 'was-late'?"),
        (GOOD.replace("mine", "[mine]"), ":3:10: 'fault' takes one option and is answered by a list."),
        (GOOD.replace("[was-late]", "was-late"), ":5:10: 'cause' may have several answers"),
        (GOOD.replace("[was-late]", "[was-late, unknown]"), ":5:21: 'unknown' cannot stand among chosen options."),
        (GOOD.replace("[was-late]", "[was-late, was-late]"), ":5:21: 'was-late' is chosen twice."),
        (GOOD + "extra: 1\n", ":6:1: A case file has no key 'extra'."),
    ],
)
def test_a_case_with_answers_that_do_not_fit(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(content, encoding="utf-8")
    check_refusal(run("advise", path), f"{path}{said}")


def test_what_does_not_fit_is_no_error_where_it_can_be_asked_again(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(GOOD.replace("mine", "mien"), encoding="utf-8")
    status, output, errors = run("ask", "--plain", "--lang", "en", "--resume", path)
    assert status == 0
    assert "no longer fits (1)" in " ".join((output + errors).split())
    assert "- 'fault' has no option 'mien'." in output + errors


@pytest.mark.parametrize("command", COMMANDS[:-1])
def test_every_mistake_has_its_line(tmp_path: Path, command: list[str]) -> None:
    path = tmp_path / "case.yaml"
    path.write_text("rulebook: x\nanswers:\n  fault: mien\n  falt: mine\n  cause: mine\n")
    check_refusal(run(*command, path), ":1:11: ", ":3:10: ", ":4:3: ", ":5:10: ", lines=4)


@pytest.mark.parametrize("command", [*COMMANDS, ["replay"]])
def test_a_file_that_cannot_be_read(tmp_path: Path, command: list[str]) -> None:
    check_refusal(run(*command, tmp_path), f"{tmp_path}: This is a folder.")
    check_refusal(run(*command, tmp_path / "missing"), "missing: There is no such file.")
    check_refusal(run(*command, tmp_path / ("x" * 300)), "cannot be read")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    check_refusal(run(*command, tmp_path / "loop"), "loop: The file cannot be read")


@pytest.mark.parametrize("command", [*COMMANDS, ["replay"]])
def test_a_pipe_keeps_nobody_waiting(tmp_path: Path, command: list[str]) -> None:
    os.mkfifo(tmp_path / "pipe")
    check_refusal(run(*command, tmp_path / "pipe"), f"{tmp_path / 'pipe'}: This is no ordinary file.")
    check_refusal(run(*command, "/dev/zero"), "/dev/zero: This is no ordinary file.")


def test_a_message_steers_no_terminal(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text('rulebook: regain_trust\nanswers: {"\\e]0;title\\a\\e[31m": mine}\n')
    check_refusal(run("advise", path), f"{path}:2:11: The escape of the character U+001B does not belong in a text.")
    path.write_text('rulebook: regain_trust\nanswers: {"title\\n\\u202e": mine}\n')
    status, output, errors = run("advise", path)
    assert (status, output) == (2, "")
    assert "There is no question 'title\\n\\u202e'." in errors
    assert errors.rstrip("\n").isprintable()


# rulebooks and options --------------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS)
def test_a_rulebook_that_is_not_there(tmp_path: Path, case: Path, command: list[str]) -> None:
    option, *rest = command[0], *command[1:]
    check_refusal(run(option, "--rulebook", tmp_path / "x", *rest, case), "x: There is no such folder.")
    check_refusal(run(option, "--rulebook", case, *rest, case), f"{case}: This is no folder.")


def test_a_rulebook_with_several_mistakes(tmp_path: Path, case: Path) -> None:
    files: dict[str, str | bytes | None] = {
        **changed("questions.yaml", "choose: number", "choose: nubmer"),
        **changed("rules/1-findings.yaml", "find: cold", "find: colt"),
        "text/ja.yaml": None,
    }
    folder = write_rulebook(tmp_path / "broken", files)
    status, output, errors = run("advise", "--rulebook", folder, case)
    assert (status, output) == (2, "")
    assert f"{folder / 'questions.yaml'}:8:11: One cannot choose 'nubmer'. Did you mean 'number'?" in errors
    assert f"{folder / 'rules/1-findings.yaml'}:8:9: There is no finding 'colt'. Did you mean 'cold'?" in errors


def test_a_rulebook_without_the_texts_of_its_language(tmp_path: Path) -> None:
    folder = write_rulebook(tmp_path, {"text/ja.yaml": None})
    (tmp_path / "case.yaml").write_text("rulebook: going_out\nanswers: {}\n")
    for form in ("text", "json", "markdown", "mermaid", "dot"):
        result = run("advise", "--rulebook", folder, "--lang", "ja", "--format", form, tmp_path / "case.yaml")
        check_refusal(result, f"{folder / 'text' / 'ja.yaml'}: そのファイルはありません。")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_language_that_is_not_there(case: Path, command: list[str]) -> None:
    first, *rest = command
    check_refusal(run(first, "--lang", "fr", *rest, case), "'fr'", "Known here: ja, en.")


def test_an_action_that_is_not_there(case: Path) -> None:
    for form in ("text", "json", "markdown", "mermaid", "dot"):
        result = run("explain", "--format", form, case, "apologise-by-leter")
        check_refusal(result, "no action 'apologise-by-leter'", "Did you mean 'apologise-by-letter'?")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["avdise"], "No such command 'avdise'"),
        (["advise"], "Missing argument 'CASE'"),
        (["explain"], "Missing argument 'CASE'"),
        (["replay"], "Missing argument 'TRACE'"),
        (["advise", "a", "b"], "unexpected extra argument"),
        (["advise", "--engine", "fast", "a"], "'fast'"),
        (["advise", "--format", "pdf", "a"], "'pdf'"),
        (["advise", "--nosuch", "a"], "No such option"),
        (["advise", "--lang"], "requires an argument"),
    ],
)
def test_bad_usage(arguments: list[str], said: str) -> None:
    status, output, errors = run(*arguments)
    assert (status, output) == (2, "")
    assert said in errors


# traces -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "not JSON"),
        ("   \n", "not JSON"),
        ("rulebook: regain_trust", "not JSON"),
        ("{", "not JSON"),
        ("{'schema': 1}", "not JSON"),
        ("NaN", "not JSON"),
        ("Infinity", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b'{"schema": "\xff"}', "not JSON in UTF-8"),
        ("\0", "not JSON"),
        ("[]", "no trace"),
        ("[1, 2, 3]", "no trace"),
        ("null", "no trace"),
        ("3", "no trace"),
        ('"text"', "no trace"),
        ("{}", "no trace"),
        ('{"schema": "nakanaori-outcome/1"}', "no trace"),
        ('{"schema": 1}', "no trace"),
        ('{"unheard-of": {}}', "no trace"),
        ('{"schema": "\\ud800"}', ""),
        ('{"schema": 1e400}', ""),
        ('{"schema": ' + "9" * 5000 + "}", ""),
        ("[" * 100_000, ""),
        ("[" * 100_000 + "]" * 100_000, ""),
        ('{"a":' * 100_000, ""),
        ('{"answers": ' + "[" * 100_000, ""),
        ('{"schema": ' + '{"a":' * 100_000, ""),
        ("a" * (1024 * 1024 + 1), "larger than 1 MiB"),
    ],
)
def test_a_trace_that_is_none(tmp_path: Path, content: str | bytes, said: str) -> None:
    path = tmp_path / "trace.json"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    for form in ("text", "json"):
        check_refusal(run("replay", "--format", form, path), f"{path}: This is no" if "MiB" not in said else said, said)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("answers", '{"fault": NaN}'),
        ("answers", '{"fault": 1e400}'),
        ("answers", '{"fault": 1.5}'),
        ("answers", '{"fault": true}'),
        ("answers", '{"fault": null}'),
        ("answers", '{"fault": "\\ud83d"}'),
        ("answers", '{"fault": {"mine": 1}}'),
        ("answers", '{"fault": [["mine"]]}'),
        ("answers", '{"fault": ' + "[" * 100_000 + "]" * 100_000 + "}"),
        ("answers", "[]"),
        ("answers", "null"),
        ("rulebook", '"regain_trust"'),
        ("rulebook", '{"id": "regain_trust"}'),
        ("language", "3"),
        ("actions", "{}"),
        ("actions", "[{}]"),
        ("complete", '"yes"'),
        ("digest", "null"),
        ("engine", "[]"),
        ("more", "1"),
    ],
)
def test_a_trace_with_one_value_of_the_wrong_shape(tmp_path: Path, trace: str, name: str, value: str) -> None:
    path = tmp_path / "trace.json"
    fields = {key: json.dumps(field) for key, field in json.loads(trace).items()}
    path.write_text("{" + ", ".join(f'"{key}": {field}' for key, field in {**fields, name: value}.items()) + "}")
    check_refusal(run("replay", path), f"{path}: This is no")


@pytest.mark.parametrize(
    "answer", ["9" * 30, "-" + "9" * 30, "9" * 5000, '"\\u0000\\u001b[31m"', '"mien"', "[]", "[1]"]
)
def test_a_trace_with_an_answer_that_its_question_does_not_have(tmp_path: Path, trace: str, answer: str) -> None:
    """It may be refused or be told apart from what comes out now, but it is never the same."""
    path = tmp_path / "trace.json"
    path.write_text(trace.replace('"fault": "mine"', f'"fault": {answer}'))
    status, output, errors = run("replay", path)
    assert status in (1, 2)
    assert (bool(output), bool(errors)) == (status == 1, status == 2)
    assert "\x1b" not in output + errors


# where results go -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "form"), [("advise", "text"), ("advise", "json"), ("explain", "text"), ("explain", "dot")]
)
def test_an_output_file_that_cannot_be_written(tmp_path: Path, case: Path, command: str, form: str) -> None:
    before = sorted(tmp_path.rglob("*"))
    for target in (tmp_path / "missing" / "plan", tmp_path, case / "plan", tmp_path / ("x" * 300)):
        status, output, errors = run(command, "--format", form, "-o", target, case)
        assert (status, output) == (2, "")
        assert str(target) in errors
        assert "Traceback" not in errors
    assert sorted(tmp_path.rglob("*")) == before


def test_a_replay_that_cannot_be_written(tmp_path: Path, trace: str) -> None:
    (tmp_path / "trace.json").write_text(trace)
    status, output, errors = run("replay", "-o", tmp_path / "missing" / "x", tmp_path / "trace.json")
    assert (status, output) == (2, "")
    assert str(tmp_path / "missing" / "x") in errors


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_closed_pipe_makes_no_noise(case: Path, form: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "nakanaori.cli", "advise", "--format", form, case],
            stdout=writing,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_reader_who_has_seen_enough_makes_no_noise(case: Path) -> None:
    done = subprocess.run(
        ["sh", "-c", '"$0" -m nakanaori.cli advise --format json "$1" | head -1', sys.executable, case],
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"{\n", b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("command", [["advise"], ["advise", "--format", "json"], ["replay"]])
def test_a_full_disk_is_told_in_a_sentence(case: Path, trace: str, command: list[str]) -> None:
    """Long results fail while they are written, a single line when it is flushed."""
    if command == ["replay"]:
        case.write_text(trace)
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "nakanaori.cli", *command, case],
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    check_refusal((done.returncode, "", done.stderr.decode()), "standard output", "No space left on device")


@pytest.mark.parametrize(
    ("closed", "arguments", "said"),
    [(">&-", "case.yaml", "standard output: It is closed."), ("<&-", "-", "standard input: It is closed.")],
)
def test_a_closed_stream_is_told_in_a_sentence(case: Path, closed: str, arguments: str, said: str) -> None:
    done = subprocess.run(
        ["sh", "-c", f'"$0" -m nakanaori.cli advise --format json {arguments} {closed}', sys.executable],
        cwd=case.parent,
        capture_output=True,
        timeout=60,
        check=False,
    )
    check_refusal((done.returncode, done.stdout.decode(), done.stderr.decode()), said)


@pytest.mark.parametrize("encoding", ["latin-1", "cp932"])
def test_a_text_for_people_is_printed_as_far_as_the_terminal_has_its_letters(case: Path, encoding: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "nakanaori.cli", "advise", "--lang", "ja", case],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    shown = done.stdout.decode(encoding)
    assert ("行動" in shown) is (encoding == "cp932")
    assert "1. " in shown


# crashes, in a process of its own ---------------------------------------------------------------


@pytest.mark.parametrize("repeated", ["[", "{a: ", "- ", "? "])
def test_deep_nesting_does_not_crash_the_process(repeated: str) -> None:
    check_refusal(process("advise", "-", typed=repeated.encode() * 100_000), "more than 50 levels")


@pytest.mark.parametrize("repeated", ["[", '{"answers":'])
def test_deep_json_does_not_crash_the_process(repeated: str) -> None:
    check_refusal(process("replay", "-", typed=repeated.encode() * 80_000), "This is no")


def test_a_python_tag_is_not_executed(tmp_path: Path) -> None:
    marker = tmp_path / "marker"
    call = f"rulebook: regain_trust\nanswers:\n  fault: !!python/object/apply:os.system ['touch {marker}']\n"
    check_refusal(process("advise", "-", typed=call.encode()), "-:3:10: The tag", "is not allowed")
    assert not marker.exists()


def test_a_file_name_that_is_no_text(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "nakanaori.cli", "advise", os.fsencode(tmp_path) + b"/\xff\xfe"],
        capture_output=True,
        timeout=60,
        check=False,
    )
    check_refusal((done.returncode, done.stdout.decode(), done.stderr.decode()), "There is no such file.")


def test_an_action_name_that_is_no_text(case: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "nakanaori.cli", "explain", case, b"\xff"], capture_output=True, timeout=60, check=False
    )
    check_refusal((done.returncode, done.stdout.decode(), done.stderr.decode()), "There is no action '\\udcff'.")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["advise", "--help"]])
def test_help_on_a_full_disk_ends_in_a_sentence(arguments: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "nakanaori.cli", *arguments], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert b"standard output" in done.stderr


def test_thousands_of_mistakes_are_not_all_printed(tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    wrong = "".join(f"  q{number}: x\n" for number in range(300))
    case.write_text(f"rulebook: regain_trust\nanswers:\n{wrong}", encoding="utf-8")
    status, _, errors = run("advise", case)
    assert status == 2
    lines = errors.splitlines()
    assert len(lines) == 101
    assert lines[-1] == "… and 200 more."
