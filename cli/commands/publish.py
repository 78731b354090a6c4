"""`nakanaori publish`."""

from __future__ import annotations

from pathlib import Path

import click

from ...engine.language import NakanaoriError, Place, Problem
from ...engine.reading import load_rulebook
from ..failure import language_of_failure
from ..options import Command, Setting, the_language
from ..saving import keep
from ..wording import phrases_of


@click.command("publish", cls=Command)
@click.option(
    "--rulebook",
    "folders",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FOLDER",
    help="The rulebook, by default the shipped one; may be given again.",
)
@click.option("--single-file", is_flag=True, help="One .html a language that works where it is opened as a file.")
@click.option("--lang", metavar="LANG", help="ja or en; by default the locale's language.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, metavar="FOLDER", help="Where to put the files."
)
def command(folders: tuple[Path, ...], single_file: bool, lang: str | None, output: Path) -> None:
    """Write the questionnaire as static files: for any web host, below any path, or to be handed on.

    Answers never leave the browser.
    """
    try:
        from ...web.site import single_files, site  # the extra `web` may not be installed
    except ModuleNotFoundError as error:
        right = "Install what the page needs: pip install 'nakanaori[web]'."
        raise NakanaoriError([Problem(Place("web"), f"The package {error.name} is missing.", right)]) from None

    rulebooks = [load_rulebook(folder) for folder in folders] or [load_rulebook()]
    say = phrases_of(the_language(rulebooks[0], Setting(None, lang)))
    files = single_files(rulebooks) if single_file else site(rulebooks)
    for name, content in files.items():
        path = output / name
        path.parent.mkdir(parents=True, exist_ok=True)
        keep(path, content, language=language_of_failure())
        path.chmod(0o644)
    click.echo(say("publish", "made").format(count=len(files), folder=output))
