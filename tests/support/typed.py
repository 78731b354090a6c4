"""The questionnaire with what is typed, in this process and without a terminal."""

from __future__ import annotations

from click.testing import CliRunner
from nakanaori.cli.main import nakanaori
from nakanaori.engine.consulting import load_case

NO_DANGER = "0\n"
HURT = "1\n"
TO_THE_END = NO_DANGER + "u\n" * 27


def talk(typed, *options, language="en", status=0):
    """What is shown when this is typed and the input ends then."""
    result = CliRunner().invoke(nakanaori, ["ask", "--lang", language, *map(str, options)], input=typed)
    assert result.exit_code == status, result.output
    return result.output


def flat(text):
    """The text with every run of white space as one blank, so that it does not matter where lines end."""
    return " ".join(text.split())


def saved(rulebook, typed, tmp_path):
    """The answers that are saved when this is typed."""
    talk(typed, "--save", tmp_path / "case.yaml")
    return load_case(rulebook, tmp_path / "case.yaml").answers
