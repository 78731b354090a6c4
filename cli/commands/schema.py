"""`nakanaori schema`."""

from __future__ import annotations

from pathlib import Path

import click

from ...engine.language import NakanaoriError, Place, Problem, nearest
from ...engine.reading import schemas_of_files
from ...engine.telling import outcome_schema, schema_text
from ..options import TEXT, Command, Setting, deliver
from ..saving import check_writable

_OUTCOME = "outcome"


@click.command("schema", cls=Command)
@click.argument("name", required=False)
@click.option("--into", type=click.Path(path_type=Path), metavar="FOLDER", help="Write the schemas into FOLDER.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write the result to FILE.")
def command(name: str | None, into: Path | None, output: Path | None) -> None:
    """Print the JSON Schema of a kind of file, for editors that complete and check YAML.

    Without NAME, tell which there are. A file names its schema in its first line:
    # yaml-language-server: $schema=PATH
    """
    schemas = {**schemas_of_files(), _OUTCOME: outcome_schema()}
    if name is not None and name not in schemas:
        raise NakanaoriError([Problem(Place("name"), f"There is no schema '{name}'.", nearest(name, schemas))])
    if into is not None:
        into.mkdir(parents=True, exist_ok=True)
        for known in [name] if name else schemas_of_files():
            path = into / f"{known}.schema.json"
            check_writable(path)
            path.write_text(schema_text(schemas[known]), encoding="utf-8")
    else:
        listed = "".join(f"{known:<11} {schema['title']}\n" for known, schema in schemas.items())
        deliver(Setting(format="json" if name else TEXT, output=output), schema_text(schemas[name]) if name else listed)
