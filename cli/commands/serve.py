"""`nakanaori serve`."""

from __future__ import annotations

import click

from ...engine.language import NakanaoriError, Place, Problem
from ...engine.reading import meant_folder
from ..failure import language_of_failure
from ..options import Command, Setting, common_options, load, the_language
from ..wording import phrases_of


@click.command("serve", cls=Command)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port; by default any that is free.")
@click.option(
    "--host", default="127.0.0.1", metavar="ADDRESS", help="The address to listen on; by default this machine's own."
)
@click.option(
    "--name", "names", multiple=True, metavar="NAME", help="A host name under which a server before it is reached."
)
@click.option("--no-browser", is_flag=True, help="Do not open the page in a browser.")
@click.option(
    "--watch", is_flag=True, help="For authors: the page anew at each save, and what `check` finds beside it."
)
@common_options("engine")
def command(setting: Setting, port: int, host: str, names: tuple[str, ...], no_browser: bool, watch: bool) -> None:
    """Open the questionnaire as a page in the browser, served from this machine until Ctrl-C."""
    try:
        from ...web.serving import serve, serve_watched  # the extra `web` may not be installed
    except ModuleNotFoundError as error:
        right = "Install what the page needs: pip install 'nakanaori[web]'."
        raise NakanaoriError([Problem(Place("web"), f"The package {error.name} is missing.", right)]) from None

    def tell(address: str) -> None:
        click.echo(say("serve", "ready").format(address=address), err=True)

    if watch:
        from ...web.wording import phrases_of as page_phrases_of  # of the same extra
        from ..author_watch import looks

        folder = meant_folder(setting.rulebook) if setting.rulebook else load(setting).folder
        language = language_of_failure()
        say = phrases_of(language)
        seen = looks(folder, language)
        words = page_phrases_of(language)
        serve_watched(seen, words, host=host, port=port, names=names, browser=not no_browser, ready=tell)
    else:
        rulebook = load(setting)
        say = phrases_of(the_language(rulebook, setting))
        serve(rulebook, setting.engine, host=host, port=port, names=names, browser=not no_browser, ready=tell)
    click.echo(say("serve", "over"), err=True)
