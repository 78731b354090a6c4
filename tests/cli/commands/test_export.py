"""`nakanaori export`: the decision model of a rulebook, printed or written to a file."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result
from nakanaori.cli.main import nakanaori
from nakanaori.engine.authoring import as_dmn
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import rulebook_texts
from small_rulebook import write_rulebook


def called(*arguments: str) -> Result:
    return CliRunner().invoke(nakanaori, ["export", *arguments])


def test_it_prints_the_model_in_the_language_that_is_asked_for(rulebook: Rulebook) -> None:
    for language in ("ja", "en"):
        result = called("--lang", language, "--format", "dmn")
        assert result.exit_code == 0
        assert result.stdout == as_dmn(rulebook, rulebook_texts(rulebook, language))


def test_it_writes_the_model_to_a_file(tmp_path: Path) -> None:
    folder, path = write_rulebook(tmp_path / "rules"), tmp_path / "model.dmn"
    result = called("--rulebook", str(folder), "-o", str(path))
    assert (result.exit_code, result.stdout) == (0, "")
    assert 'name="going_out"' in path.read_text(encoding="utf-8")


def test_what_no_model_can_say_is_said_by_name(tmp_path: Path) -> None:
    folder = write_rulebook(tmp_path)
    table = "hit,first\nweather,wet,find,advise,cites\nsun,,,stay-in,1\nrain,,wet,,1\n,true,,drink-water,2\n"
    (folder / "rules" / "3-puddles.csv").write_text(table, encoding="utf-8")
    english, japanese = (called("--rulebook", str(folder), "--lang", language) for language in ("en", "ja"))
    assert english.exit_code == japanese.exit_code == 2
    assert "3-puddles.csv" in english.stderr
    assert "DMN cannot say the table '3-puddles'" in english.stderr
    assert "表 '3-puddles' はDMNでは言い表せません。" in japanese.stderr
