"""`nakanaori what-if`: what other answers would change, in sentences and as JSON; and what can be set."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from command_line import called
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import Texts, rulebook_texts
from small_rulebook import write_rulebook

CASE = """\
rulebook: regain_trust
answers:
  danger: []
  relation: customer
  fault: mine
  apology: not-yet
  contact: wants-no-contact
  cause: [was-late]
"""
GOING_OUT = "rulebook: going_out\nanswers: {weather: rain, degrees: 3, bag: [hat], at-home: no}\n"


def run(tmp_path: Path, *arguments: str, case: str = CASE) -> Result:
    path = tmp_path / "case.yaml"
    path.write_text(case, encoding="utf-8")
    return called("what-if", path, *arguments)


def told(tmp_path: Path, *arguments: str, case: str = CASE) -> str:
    """The text, with every run of white space a single blank."""
    result = run(tmp_path, *arguments, case=case)
    assert result.exit_code == 0, result.output
    return " ".join(result.stdout.split())


def data(tmp_path: Path, *arguments: str, case: str = CASE) -> dict[str, object]:
    result = run(tmp_path, *arguments, "--format", "json", case=case)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def quoted(texts: Texts, question: str, option: str) -> str:
    return f"“{texts('questions', question, 'options', option)}”"


def test_english_text(rulebook: Rulebook, tmp_path: Path) -> None:
    texts = rulebook_texts(rulebook, "en")
    title = {action.id: texts("actions", action.id, "title") for action in rulebook.actions}
    contact, reach = (texts("questions", question, "topic") for question in ("contact", "reach"))
    before, after = (quoted(texts, "contact", option) for option in ("wants-no-contact", "willing-to-meet"))
    text = told(tmp_path, "--set", "contact=willing-to-meet", "--set", "reach=phone,post", "--lang", "en")
    assert f"- {contact}: {before} → {after}" in text
    assert f"- {reach}: not answered yet → {quoted(texts, 'reach', 'phone')}, {quoted(texts, 'reach', 'post')}" in text
    why = texts("rules", "by-phone-when-there-is-no-meeting")
    assert f"New in the plan - {title['apologise-by-phone']} (number 1) → Why: {why}" in text
    no_longer = texts("rules", "in-the-distance-efforts-to-come-closer-rest")
    assert f": by-phone-when-there-is-no-meeting] → No longer applies: {no_longer}" in text
    assert f"No longer in the plan - {title['no-further-apology']} → No longer applies:" in text
    assert f"- {title['keep-distance']} → No longer applies:" in text
    assert f"Now comes first - {title['apologise-by-phone']} → Why: {why}" in text
    assert f"At another place in the plan - {title['arrive-early']}: 6 → 5" in text
    comes, goes = (texts("findings", finding, "holds") for finding in ("contact-open", "contact-off"))
    assert f"What the answers now amount to - {comes} → Why:" in text
    assert f"What no longer follows from them - {goes} → No longer applies:" in text
    assert "Questions that now matter" in text
    text = told(tmp_path, "--set", "urges=make-excuses", "--lang", "en")
    assert f"No longer only a basic - {title['no-excuses']} → Why:" in text


def test_japanese_text(rulebook: Rulebook, tmp_path: Path) -> None:
    texts = rulebook_texts(rulebook, "ja")
    text = "".join(told(tmp_path, "--set", "danger=hurt-or-threatened", "--lang", "ja").split())
    topic, help_now = texts("questions", "danger", "topic"), texts("actions", "seek-help-now", "title")
    label = texts("questions", "danger", "options", "hurt-or-threatened")
    assert f"変えてみる答え-{topic}：「どれもあてはまらない」→「{label}」" in text
    assert f"新しくリストに入ること-{help_now}（1番目）" in text
    assert "リストから外れること" in text
    assert f"→理由：{texts('rules', 'in-acute-danger-all-else-waits')}" in text
    assert "in-acute-danger-all-else-waits]" in text
    text = "".join(told(tmp_path, "--set", "contact=in-touch", "--lang", "ja").split())
    assert "答えなくてよくなる質問" in text


def test_steps_with_what_they_hang_on(tmp_path: Path) -> None:
    folder = str(write_rulebook(tmp_path / "rules"))
    arguments = ("--rulebook", folder, "--lang", "en", "--set", "bag=scarf, tea", "--set", "degrees=12")
    text = told(tmp_path, *arguments, case=GOING_OUT.replace("rain", "snow").replace("[hat]", "[hat, tea]"))
    assert "No longer in the plan - Put on a coat" in text
    arguments = ("--rulebook", folder, "--lang", "en", "--set", "bag=scarf, tea")
    text = told(tmp_path, *arguments, case=GOING_OUT)
    assert "Same action, other steps - Put on a coat New step: Tie the scarf. → Bag: “A scarf”." in text
    shown = data(tmp_path, *arguments, case=GOING_OUT)["actions"]["steps"]
    tie = {"id": "tie-the-scarf", "text": "Tie the scarf."}
    assert shown == [{"id": "put-on-a-coat", "title": "Put on a coat", "shown": [tie], "hidden": []}]


@pytest.mark.parametrize(
    ("arguments", "before", "after"),
    [
        (["--set", "bag=tea,umbrella"], ["hat"], ["umbrella", "tea"]),
        (["--set", "bag="], ["hat"], []),
        (["--set", "bag=unknown"], ["hat"], "unknown"),
        (["--set", " degrees = -4 "], 3, -4),
        (["--set", "degrees=unknown"], 3, "unknown"),
        (["--set", "weather=snow"], "rain", "snow"),
        (["--unset", "weather"], "rain", None),
    ],
)
def test_what_can_be_set(tmp_path: Path, arguments: list[str], before: object, after: object) -> None:
    folder = str(write_rulebook(tmp_path / "rules"))
    shown = data(tmp_path, "--rulebook", folder, *arguments, case=GOING_OUT)
    assert [(change["before"], change["after"]) for change in shown["answers"]] == [(before, after)]


def test_nothing_changes(tmp_path: Path) -> None:
    assert told(tmp_path, "--set", "relation=customer", "--lang", "en") == (
        "These are the answers already given. Nothing would change."
    )
    assert "".join(told(tmp_path, "--set", "severity=unknown", "--lang", "ja").split()).endswith("何も変わりません。")
    shown = data(tmp_path, "--unset", "elapsed")
    assert (shown["same"], shown["answers"]) == (True, [])


def test_json(tmp_path: Path) -> None:
    shown = data(tmp_path, "--set", "contact=willing-to-meet", "--set", "reach=phone", "--lang", "en")
    assert shown["same"] is False
    assert shown["answers"] == [
        {"question": "contact", "before": "wants-no-contact", "after": "willing-to-meet"},
        {"question": "reach", "before": None, "after": ["phone"]},
    ]
    first = shown["actions"]["comes"][0]
    assert (first["id"], first["title"], first["rank"], first["basic"]) == (
        "apologise-by-phone",
        "Apologise by telephone",
        1,
        False,
    )
    assert [rule["rule"] for rule in first["now"]] == ["by-phone-when-there-is-no-meeting"]
    assert first["now"][0]["cites"] == ["1.2"]
    assert first["now"][0]["reason"].startswith("When you cannot meet")
    assert [rule["rule"] for rule in first["no_longer"]] == ["in-the-distance-efforts-to-come-closer-rest"]
    assert "keep-distance" in [gone["id"] for gone in shown["actions"]["goes"]]
    assert [found["id"] for found in shown["findings"]["comes"]] == ["contact-open"]
    assert shown["complete"] == {"before": False, "after": False}
    again = data(tmp_path, "--set", "reach=phone", "--set", "contact=willing-to-meet", "--lang", "en")
    assert again == shown


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "No other answer is named."),
        (["--set", "fault"], "There is no '='."),
        (["--unset", "fault=mine"], "There is an '='."),
        (["--set", "falt=mine"], "There is no question 'falt'. Did you mean 'fault'?"),
        (["--unset", "falt"], "There is no question 'falt'. Did you mean 'fault'?"),
        (["--set", "fault=min"], "'fault' has no option 'min'. Did you mean 'mine'?"),
        (["--set", "fault="], "'fault' has no option ''."),
        (["--set", "fault=mine,unsure"], "'fault' takes one option and is answered by a list."),
        (["--set", "cause=lied,lyed"], "'cause' has no option 'lyed'."),
        (["--set", "cause=lied,lied"], "'lied' is chosen twice."),
        (["--set", "cause=lied,unknown"], "'unknown' cannot stand among chosen options."),
        (["--set", "fault=mine", "--unset", "fault"], "'fault' is named twice."),
        (["--set", "fault=mine", "--lang", "fr"], "no texts in 'fr'"),
        (["--set", "=mine"], "There is no question ''."),
    ],
)
def test_bad_input(tmp_path: Path, arguments: list[str], said: str) -> None:
    result = run(tmp_path, *arguments)
    assert result.exit_code == 2
    assert said in result.output
    assert "Traceback" not in result.output


def test_every_mistake_is_named_at_once(tmp_path: Path) -> None:
    result = run(tmp_path, "--set", "falt=mine", "--set", "contact=wilting-to-meet", "--unset", "reech")
    assert (result.exit_code, len(result.output.splitlines())) == (2, 3)


@pytest.mark.parametrize("degrees", ["warm", "1.5", "99", "9999999999", ""])
def test_numbers_that_do_not_fit(tmp_path: Path, degrees: str) -> None:
    folder = str(write_rulebook(tmp_path / "rules"))
    result = run(tmp_path, "--rulebook", folder, "--set", f"degrees={degrees}", case=GOING_OUT)
    assert result.exit_code == 2
    assert "Give a whole number from -10 to 40, or 'unknown'." in result.output


def test_the_case_can_come_from_standard_input() -> None:
    result = called("what-if", "-", "--set", "fault=mine", "--lang", "en", typed=CASE)
    assert (result.exit_code, "Nothing would change." in result.stdout) == (0, True)
