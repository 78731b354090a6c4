"""The questionnaire with what is typed, in this process and without a terminal."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner
from nakanaori.cli.main import nakanaori
from nakanaori.engine.consulting import begun, first_steps_certain, load_case
from nakanaori.engine.language import SEVERAL, Rulebook

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


def until_certain(rulebook: Rulebook, person: dict[str, list[str]]) -> list[str]:
    """The lines that answer each question that is asked until it is certain what the plan leads with.

    What is not said of the person is none of the options, or the first of them.
    """
    course, lines = begun(rulebook), []
    while not first_steps_certain(rulebook, course.answers):
        question = course.question
        several = question.kind == SEVERAL
        chosen = person.get(question.id, [] if several else [question.options[0]])
        lines.append(" ".join(str(question.options.index(option) + 1) for option in chosen) or "0")
        course = course.answered(question.id, chosen if several else chosen[0])
    return lines


def all_but(rulebook: Rulebook, question: str, path: Path, answers: str) -> Path:
    """A case file that leaves nothing open but this question; what `answers` (lines) do not say is unknown."""
    said = [line.partition(":")[0].strip() for line in answers.splitlines()]
    others = [name for name in rulebook.question if name not in (*said, question)]
    lines = "".join(f"  {name}: unknown\n" for name in others)
    path.write_text(f"rulebook: {rulebook.id}\nanswers:\n{answers}{lines}", encoding="utf-8")
    return path


def asks_for_degrees(path: Path) -> Path:
    """A case file of the small rulebook after which a number is asked for."""
    path.write_text("rulebook: going_out\nanswers: {weather: rain, bag: [], at-home: 'no'}\n", encoding="utf-8")
    return path
