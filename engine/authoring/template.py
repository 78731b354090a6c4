"""A small rulebook to begin with: it holds together, its scenarios come out, its guarantee is proven."""

from __future__ import annotations

from pathlib import Path

from ..language import IDENTIFIER_FORM, NakanaoriError, Place, Problem, is_identifier, normalized
from ..reading import load_rulebook, rulebook_texts, schemas_of_files
from ..telling import schema_text

TEMPLATE = Path(__file__).parent / "starter"
"""The folder of the rulebook that new ones are copies of."""

_HEAD, _OWN_NAME, _OWN_LANGUAGES = "rulebook.yaml", "rulebook: a_drooping_plant\n", "languages: [ja, en]\n"
_TEXTS = "text"
_LONGEST = 60


def write_rulebook(name: str, into: Path, language: str | None = None) -> Path:
    """The new folder `into`/`name` with a rulebook of that id, and the schemas that its files name for editors; in
    `language` alone, or in all that the template has.

    Raises NakanaoriError when the name cannot be an id, the template has no such language or the folder is there
    already; OSError when it cannot be written.
    """
    name = checked_name(name)
    if language is not None:
        language = rulebook_texts(load_rulebook(TEMPLATE), language).language
    folder = new_folder(name, into)
    for path in sorted(TEMPLATE.rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        relative = path.relative_to(TEMPLATE)
        if language is not None and relative.parent.name == _TEXTS and relative.stem != language:
            continue
        if str(relative) == _HEAD:
            text = text.replace(_OWN_NAME, f"rulebook: {name}\n")
            text = text if language is None else text.replace(_OWN_LANGUAGES, f"languages: [{language}]\n")
        write_file(folder / relative, text)
    write_schemas(folder)
    return folder


def checked_name(name: str) -> str:
    """The name as the id of a rulebook. Raises NakanaoriError when it cannot be one."""
    name = normalized(name)
    if not is_identifier(name) or len(name) > _LONGEST:
        right = f"Use {IDENTIFIER_FORM}, at most {_LONGEST} characters."
        raise NakanaoriError([Problem(Place("name"), f"'{name}' cannot be the id of a rulebook.", right)])
    return name


def new_folder(name: str, into: Path) -> Path:
    """Where a rulebook of that name goes. Raises NakanaoriError when something is there already."""
    folder = into / name
    if folder.exists() or folder.is_symlink():
        raise NakanaoriError([Problem(Place(str(folder)), "This is there already.", "Choose another name.")])
    return folder


def write_schemas(folder: Path) -> None:
    """Write the schemas that the files of a rulebook name for editors."""
    for kind, schema in schemas_of_files().items():
        write_file(folder / "schemas" / f"{kind}.schema.json", schema_text(schema))


def write_file(path: Path, text: str) -> None:
    """Write a file, with the folders that it lies in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
