"""`nakanaori serve`."""

from __future__ import annotations

import click

from ...engine.language import NakanaoriError, Place, Problem
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
@common_options("engine")
def command(setting: Setting, port: int, host: str, names: tuple[str, ...], no_browser: bool) -> None:
    """Open the questionnaire as a page in the browser, served from this machine until Ctrl-C."""
    try:
        from ...web.serving import serve  # the extra `web` may not be installed
    except ModuleNotFoundError as error:
        right = "Install what the page needs: pip install 'nakanaori[web]'."
        raise NakanaoriError([Problem(Place("web"), f"The package {error.name} is missing.", right)]) from None

    rulebook = load(setting)
    say = phrases_of(the_language(rulebook, setting))
    serve(
        rulebook,
        setting.engine,
        host=host,
        port=port,
        names=names,
        browser=not no_browser,
        ready=lambda address: click.echo(say("serve", "ready").format(address=address), err=True),
    )
    click.echo(say("serve", "over"), err=True)
