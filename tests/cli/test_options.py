"""What every command shares: the language that is meant, where results go."""

from __future__ import annotations

from pathlib import Path

import pytest
from nakanaori.cli.options import Setting, deliver, file_bytes, the_language
from nakanaori.engine.language import NakanaoriError, Rulebook, RulebookError


@pytest.mark.parametrize(
    ("lang", "language"),
    [("ja", "ja"), ("EN", "en"), ("ja-JP", "ja"), ("en_US.UTF-8", "en"), ("ja_JP.UTF-8", "ja"), ("En-gb", "en")],
)
def test_a_language_however_it_is_called(rulebook: Rulebook, lang: str, language: str) -> None:
    assert the_language(rulebook, Setting(lang=lang)) == language


@pytest.mark.parametrize(
    ("locale", "language"), [("en_GB.UTF-8", "en"), ("ja_JP.eucJP", "ja"), ("fr_FR", "ja"), ("C", "ja")]
)
def test_the_locale_speaks_where_nothing_is_asked_for(
    rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch, locale: str, language: str
) -> None:
    monkeypatch.setenv("LANG", locale)
    assert the_language(rulebook, Setting()) == language


def test_a_language_that_a_rulebook_does_not_speak_is_refused(rulebook: Rulebook) -> None:
    with pytest.raises(RulebookError, match=r"--lang: The rulebook 'regain_trust' has no texts in 'fr'\."):
        the_language(rulebook, Setting(lang="fr"))


def test_a_text_is_printed_without_what_steers_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    deliver(Setting(), "a\x1b[31mb\n")
    deliver(Setting(format="markdown"), "# a\x1b]0;x\x07")
    assert capsys.readouterr().out == "a\\u001b[31mb\n# a\\u001b]0;x\\u0007\n"


def test_a_result_goes_to_the_file_that_was_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    deliver(Setting(output=tmp_path / "plan.md"), "信頼")
    assert (tmp_path / "plan.md").read_text(encoding="utf-8") == "信頼"
    assert capsys.readouterr().out == ""


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_bytes(b"bytes")
    assert file_bytes(tmp_path / "case.yaml") == b"bytes"
    with pytest.raises(NakanaoriError, match="There is no such file"):
        file_bytes(tmp_path / "nothing.yaml")
