"""A command fails in sentences, in the language asked for."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result
from nakanaori.cli.failure import closed, fail, language_asked_for, unusable
from nakanaori.cli.main import nakanaori
from nakanaori.engine.language import Place, Problem


def called(*arguments: str) -> Result:
    return CliRunner().invoke(nakanaori, arguments)


@pytest.mark.parametrize(
    ("arguments", "locale", "language"),
    [
        (["advise", "x"], "ja_JP.UTF-8", "ja"),
        (["advise", "--lang", "en", "x"], "ja_JP.UTF-8", "en"),
        (["advise", "--lang=JA", "x"], "C", "ja"),
        (["advise", "--lang", "ja-JP"], "en_US.UTF-8", "ja"),
        (["advise", "--lang", "fr"], "ja_JP.UTF-8", "ja"),
        (["advise", "--lang"], "C.UTF-8", "en"),
        ([], "fr_FR.UTF-8", "en"),
    ],
)
def test_the_language_is_that_of_the_option_else_of_the_locale(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], locale: str, language: str
) -> None:
    monkeypatch.setenv("LANG", locale)
    assert language_asked_for(arguments) == language


@pytest.mark.parametrize(
    ("arguments", "english", "japanese"),
    [
        (["advise"], "Missing argument 'CASE'.", "引数 'CASE' がありません。"),
        (["advise", "--nonsense", "x"], "No such option", "--nonsense というオプションはありません。"),
        (["nonsense"], "No such command 'nonsense'.", "'nonsense' というコマンドはありません。"),
        (["advise", "--engine", "x", "y"], "'x' is not one of", "'--engine' の値が正しくありません：'x' は"),
        (["check", "--seconds", "x"], "'x' is not a valid integer range.", "'x' は整数ではありません。"),
        (["advise", "no-such-file"], "There is no such file.", "そのファイルはありません。"),
        (["advise", "-"], "The file is empty.", "ファイルが空です。"),
        (["ask", "--save", "no-such-folder/x"], "does not exist", "フォルダ"),
        (["advise", "-o", "no-such-folder/x", "case.yaml"], "does not exist", "がありません"),
        (["schema", "outcom"], "Did you mean 'outcome'?", "'outcome' ではありませんか。"),
    ],
)
@pytest.mark.usefixtures("in_an_empty_folder")
def test_what_is_wrong_is_told_in_the_language_asked_for(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], english: str, japanese: str
) -> None:
    with open("case.yaml", "w") as file:
        file.write("rulebook: regain_trust\nanswers: {}\n")
    for locale, said in (("en_US.UTF-8", english), ("ja_JP.UTF-8", japanese)):
        monkeypatch.setenv("LANG", locale)
        result = called(*arguments)
        assert result.exit_code == 2
        assert said in result.output


def test_help_is_no_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "ja_JP.UTF-8")
    assert "Commands:" in called().output
    assert called("advise", "--help").exit_code == 0


def test_what_would_steer_the_terminal_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        fail([Problem(Place("a\x1b]0;x\x07"), "It is \x1b[31mred.")])
    assert capsys.readouterr().err == "a\\x1b]0;x\\x07: It is \\x1b[31mred.\n"


def test_a_stream_that_cannot_be_used_is_named() -> None:
    assert str(unusable(OSError(28, "No space left", "plan.md"))) == "plan.md: It cannot be used: No space left."
    assert str(unusable(OSError(28, "No space left"))) == "standard output: It cannot be used: No space left."
    assert str(closed(Place("standard input"), "Open it.")) == "standard input: It is closed. Open it."
