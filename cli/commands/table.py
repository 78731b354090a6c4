"""`nakanaori table`."""

from __future__ import annotations

from pathlib import Path

import click

from ...engine.authoring import FORMS, TEMPLATE, compared, converted
from ...engine.language import NakanaoriError, Place, Problem
from ...engine.reading import load_rulebook
from ..failure import language_of_failure
from ..options import Command, Setting, common_options, file_bytes, the_language
from ..saving import check_writable, keep
from ..wording import phrases_of


@click.command("table", cls=Command)
@click.argument("rules", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    required=True,
    help="Where to write it; its name ends in .xlsx, .csv or .yaml.",
)
@common_options(rulebook=False)
def command(setting: Setting, rules: Path, output: Path) -> None:
    """Write the file RULES of a rulebook's rules as a table, or a table as YAML, proven to mean the same.

    Spreadsheets take the extra `tables`: pip install 'nakanaori[tables]'; where the two do not read alike, the proof
    takes the extra `prove`.
    """
    ending = output.suffix.lower()
    if ending not in FORMS:
        right = f"Let it end in {', '.join(FORMS[:-2])} or {FORMS[-2]}."
        raise NakanaoriError([Problem(Place(str(output)), "The name of this file does not say its form.", right)])
    asked = setting.lang is not None
    language = the_language(load_rulebook(TEMPLATE), setting) if asked else language_of_failure()
    file_bytes(rules)
    check_writable(output, language=language)
    made = converted(rules, ending)
    difference = compared(rules, made, ending)
    if not difference.same:
        names = ", ".join(dict.fromkeys(f"'{one.action}'" for one in difference.found))
        wrong = (
            f"It would not mean the same: the plans differ in {names}." if names else "It is not proven to be the same."
        )
        raise NakanaoriError([Problem(Place(str(rules)), wrong, "Please report this.")])
    keep(output, made, language=language)
    click.echo(phrases_of(language)("table", "made").format(path=output, rules=rules))
