"""`nakanaori schema`."""

from __future__ import annotations

from pathlib import Path

import click

from ...engine.problem import NakanaoriError, Place, Problem, nearest
from ..frame import Command, Setting, deliver

NAMES = (
    ("rulebook", "rulebook.yaml"),
    ("questions", "questions.yaml"),
    ("actions", "actions.yaml"),
    ("rules", "rules/*.yaml"),
    ("text", "text/LANGUAGE.yaml"),
    ("help-lines", "help-lines.yaml"),
    ("scenarios", "scenarios/*.yaml"),
    ("guarantees", "guarantees.yaml"),
    ("case", "a case: someone's answers"),
    ("outcome", "what 'nakanaori advise --format json' writes"),
)


@click.command("schema", cls=Command)
@click.argument("name", required=False)
@click.option("--into", type=click.Path(path_type=Path), metavar="FOLDER", help="Write the schemas into FOLDER.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write the result to FILE.")
def command(name: str | None, into: Path | None, output: Path | None) -> None:
    """Print the JSON Schema of a kind of file, for editors that complete and check YAML.

    Without NAME, tell which there are. A file names its schema in its first line:
    # yaml-language-server: $schema=PATH
    """
    from ...engine.schema import schema_texts

    texts = schema_texts()
    if name is not None and name not in texts:
        raise NakanaoriError([Problem(Place("name"), f"There is no schema '{name}'.", nearest(name, texts))])
    chosen = {name: texts[name]} if name else texts
    if into is not None:
        into.mkdir(parents=True, exist_ok=True)
        for known, text in chosen.items():
            (into / f"{known}.schema.json").write_text(text, encoding="utf-8")
    else:
        listed = "".join(f"{known:<11} {what}\n" for known, what in NAMES)
        deliver(Setting(None, None, output=output), texts[name] if name else listed)
