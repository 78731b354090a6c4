"""Writes the tables of modules in `architecture.md` anew, from what each module says of itself.

`python docs/rooms.py`; a test holds the tables against the modules.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1]
DOCUMENT = HOUSE / "docs" / "architecture.md"
HEADING = "## The modules\n"
PACKAGES = (
    *("engine", "engine/language", "engine/reading", "engine/consulting", "engine/proving", "engine/telling"),
    *("engine/drawing", "engine/authoring", "engine/batching", "cli", "cli/editor", "web"),
)


def first_sentence(path: Path) -> str:
    """What the module says of itself first, on one line."""
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return " ".join(said.split("\n\n")[0].split()).replace("|", "\\|")


def tables() -> Iterator[str]:
    """The lines below the heading."""
    yield "The first sentence of each, from the modules themselves: `python docs/rooms.py` writes these tables anew."
    yield "The modules of `cli/commands` are called like the commands; [commands.md](commands.md) says what they do."
    for package in PACKAGES:
        folder = HOUSE / package
        yield f"\n### {package}\n"
        yield f"{first_sentence(folder / '__init__.py')}\n"
        yield "| module | what it is |"
        yield "|---|---|"
        for path in sorted(folder.glob("*.py")):
            if not path.stem.startswith("__"):
                yield f"| [{path.stem}](../{package}/{path.name}) | {first_sentence(path)} |"


def written_anew() -> str:
    """The whole document with the tables as they should be."""
    kept = DOCUMENT.read_text(encoding="utf-8").partition(HEADING)[0]
    return f"{kept}{HEADING}\n" + "\n".join(tables()) + "\n"


if __name__ == "__main__":
    DOCUMENT.write_text(written_anew(), encoding="utf-8")
