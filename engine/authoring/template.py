"""A small rulebook to begin with: it holds together, its scenarios come out, its guarantee is proven."""

from __future__ import annotations

from pathlib import Path

from ..language import IDENTIFIER_FORM, NakanaoriError, Place, Problem, is_identifier, normalized
from ..reading import schemas_of_files
from ..telling import schema_text

TEMPLATE = Path(__file__).parent / "starter"
"""The folder of the rulebook that new ones are copies of."""

_HEAD, _OWN_NAME = "rulebook.yaml", "rulebook: a_drooping_plant\n"
_LONGEST = 60


def write_rulebook(name: str, into: Path) -> Path:
    """The new folder `into`/`name` with a rulebook of that id, and the schemas that its files name for editors.

    Raises NakanaoriError when the name cannot be an id or the folder is there already; OSError when it cannot be
    written.
    """
    name = normalized(name)
    if not is_identifier(name) or len(name) > _LONGEST:
        right = f"Use {IDENTIFIER_FORM}, at most {_LONGEST} characters."
        raise NakanaoriError([Problem(Place("name"), f"'{name}' cannot be the id of a rulebook.", right)])
    folder = into / name
    if folder.exists() or folder.is_symlink():
        raise NakanaoriError([Problem(Place(str(folder)), "This is there already.", "Choose another name.")])
    for path in sorted(TEMPLATE.rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        relative = path.relative_to(TEMPLATE)
        if str(relative) == _HEAD:
            text = text.replace(_OWN_NAME, f"rulebook: {name}\n")
        _write(folder / relative, text)
    for kind, schema in schemas_of_files().items():
        _write(folder / "schemas" / f"{kind}.schema.json", schema_text(schema))
    return folder


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
