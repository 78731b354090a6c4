"""How the documentation becomes a site: `make docs`. A warning is an error, and so is a link that leads nowhere."""

from __future__ import annotations

import re
from importlib.metadata import version as version_of
from pathlib import Path
from typing import TYPE_CHECKING

from pygments.lexers.special import TextLexer
from sphinx.highlighting import lexers

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "nakanaori"
author = "nakanaori"
version = release = version_of("nakanaori")
html_title = "nakanaori 仲直り"

extensions = ["myst_parser", "sphinx.ext.autodoc"]
include_patterns = ["docs/**", "*.md"]
# Nothing of what lies there is a document, and there is much of it.
exclude_patterns = [".*", "benchmarks", "build", "cli", "dist", "engine", "rules", "tests", "web"]
root_doc = "docs/index"
html_theme = "furo"
html_copy_source = False
html_show_copyright = False

# Headings are linked to as on a page of a forge.
myst_heading_anchors = 4
autodoc_member_order = "bysource"
autodoc_typehints = "signature"

# What the tests run, or draw, is shown as it is written.
lexers.update(dict.fromkeys(("csv", "mermaid", "session"), TextLexer()))

HOUSE = Path(__file__).parents[1]
BESIDE = ("../README.md", "../CHANGELOG.md", "../SECURITY.md")
"""Documents that the index does not send anybody to."""

_LINK = re.compile(r"\[([^\]]*)\]\((?!https?:)([^)#\s]+)\)")


def with_contents(app: Sphinx, name: str, source: list[str]) -> None:
    """An index has its documents below it, in its own order; a folder, which is no page, is named and not linked to."""
    folder = (HOUSE / name).parent
    text = _LINK.sub(lambda link: link[1] if (folder / link[2]).is_dir() else link[0], source[0])
    if name.endswith("index"):
        named = [target for _, target in _LINK.findall(text) if target.endswith(".md")]
        below = dict.fromkeys((*named, *(BESIDE if name == root_doc else ())))
        text += "\n```{toctree}\n:hidden:\n\n" + "".join(f"{target}\n" for target in below) + "```\n"
    source[0] = text


def as_restructured_text(_: Sphinx, what: str, name: str, thing: object, options: object, lines: list[str]) -> None:
    """What docstrings quote in single backticks is code."""
    lines[:] = [re.sub(r"`([^`]+)`", r"``\1``", line) for line in lines]


def with_front(app: Sphinx, error: Exception | None) -> None:
    """Whoever opens the site's folder comes to the index."""
    if error is None:
        to = f"{root_doc}.html"
        front = f'<title>{project}</title><meta http-equiv="refresh" content="0; url={to}"><a href="{to}">{to}</a>'
        Path(app.outdir, "index.html").write_text(f"<!doctype html>{front}\n", encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Take part in the building."""
    app.connect("source-read", with_contents)
    app.connect("autodoc-process-docstring", as_restructured_text)
    app.connect("build-finished", with_front)
