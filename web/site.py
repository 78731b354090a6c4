"""Rulebooks as a site of plain files: any server can hold it, below any path, and no answer ever leaves the browser.

A page a language carries all that it needs but its script and its style, which the pages share. As a single file it
carries these too, and works where it is opened as a file. The same rulebooks give the same bytes.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

import jinja2
import msgspec

from ..engine.language import NakanaoriError, Place, Problem, Rulebook, controls_shown
from ..engine.reading import rulebook_texts
from ..engine.telling import ToldHelpLine, Wording, told_help_line
from .painter import dialled
from .published_rulebook import published_json
from .script import joined_script
from .wording import phrases_of, wording_of

Files = Mapping[str, bytes]
"""What stands in each file, by its path below the site's folder."""

FRONT = "index.html"
ENTRY = "page.js"

_HERE = Path(__file__).parent
_NOWHERE = "default-src 'none'; connect-src 'none'; base-uri 'none'; form-action 'none'"
_SHARED = f"{_NOWHERE}; script-src 'self'; style-src 'self'; img-src 'self'"


class Part(msgspec.Struct, frozen=True):
    """A script or a style: its text, and the address where it lies; none where the page carries it."""

    text: str
    address: str = ""


class Book(msgspec.Struct, frozen=True):
    """A rulebook as the front page names it."""

    language: str
    address: str
    title: str
    about: str


def site(rulebooks: Sequence[Rulebook]) -> Files:
    """The files of a site with these rulebooks: of one its pages, of several a front page and a folder each.

    Raises NakanaoriError where two of them are called alike, and where texts cannot be read.
    """
    _refuse_namesakes(rulebooks)
    script, style, icon = joined_script(ENTRY), _style(), _icon()
    shared = {
        _hashed("page", "js", script): script,
        _hashed("style", "css", style): style,
        _hashed("icon", "svg", icon): icon,
    }
    script_at, style_at, icon_at = shared
    files = {name: text.encode() for name, text in shared.items()}
    for rulebook in rulebooks:
        folder, up = ("", "") if len(rulebooks) == 1 else (f"{rulebook.id}/", "../")
        parts = {"script": Part("", up + script_at), "style": Part("", up + style_at), "icon": up + icon_at}
        for language in rulebook.languages:
            page = _page(rulebook, language, _pages(rulebook), policy=_SHARED, **parts)
            files[folder + _page_name(rulebook, language)] = page.encode()
    if len(rulebooks) > 1:
        files[FRONT] = _front(rulebooks, style_at, icon_at).encode()
    return files


def single_files(rulebooks: Sequence[Rulebook]) -> Files:
    """A file for each rulebook and language that needs nothing beside it.

    Raises NakanaoriError where two rulebooks are called alike, and where texts cannot be read.
    """
    _refuse_namesakes(rulebooks)
    script, style = Part(joined_script(ENTRY)), Part(_style())
    hashes = f"script-src {_source_hash(script.text)}; style-src {_source_hash(style.text)}; img-src data:"
    icon = f"data:image/svg+xml,{quote(_icon())}"
    files = {}
    for rulebook in rulebooks:
        names = {language: f"{rulebook.id}.{language}.html" for language in rulebook.languages}
        for language, name in names.items():
            policy = f"{_NOWHERE}; {hashes}"
            files[name] = _page(
                rulebook, language, names, policy=policy, script=script, style=style, icon=icon
            ).encode()
    return files


def _refuse_namesakes(rulebooks: Sequence[Rulebook]) -> None:
    """Refuse rulebooks whose folders would be one, as file systems without capitals have it."""
    known: dict[str, Rulebook] = {}
    for rulebook in rulebooks:
        other = known.setdefault(rulebook.id.casefold(), rulebook)
        if other is not rulebook:
            wrong = f"Two rulebooks are called '{rulebook.id}': that in {other.folder} and that in {rulebook.folder}."
            raise NakanaoriError([Problem(Place("--rulebook"), wrong, "Publish them apart, or call one otherwise.")])


# pages ----------------------------------------------------------------------------------------------------------------


def _pages(rulebook: Rulebook) -> dict[str, str]:
    """The name of the page of each language."""
    return {language: _page_name(rulebook, language) for language in rulebook.languages}


def _page_name(rulebook: Rulebook, language: str) -> str:
    return FRONT if language == rulebook.languages[0] else f"{language}.html"


def _page(rulebook: Rulebook, language: str, names: Mapping[str, str], **parts: object) -> str:
    wording = wording_of(rulebook, language)
    return _painted(
        "page.html",
        language=language,
        languages=[(code, rulebook_texts(rulebook, code)("language"), quote(name)) for code, name in names.items()],
        texts=wording.texts,
        say=wording.say,
        help_lines=list(_help_lines(rulebook, wording)),
        published=controls_shown(published_json(rulebook, wording)).replace("<", "\\u003c"),
        **parts,
    )


def _help_lines(rulebook: Rulebook, wording: Wording) -> Iterator[ToldHelpLine]:
    """Every help line, for whoever needs one before anything was asked."""
    return (told_help_line(rulebook, line, wording) for line in rulebook.help_lines.lines)


def _front(rulebooks: Sequence[Rulebook], style: str, icon: str) -> str:
    books = []
    for rulebook in rulebooks:
        for language in rulebook.languages:
            texts = rulebook_texts(rulebook, language)
            address = quote(f"{rulebook.id}/{_page_name(rulebook, language)}")
            books.append(Book(language, address, texts("rulebook", "title"), texts("rulebook", "about")))
    say = phrases_of(books[0].language)
    return _painted("front.html", policy=_SHARED, books=books, say=say, style=style, icon=icon)


def _painted(template: str, **context: object) -> str:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE / "templates" / "published"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["dialled"] = dialled
    return controls_shown(environment.get_template(template).render(**context))


# what pages share -----------------------------------------------------------------------------------------------------


def _style() -> str:
    return (_HERE / "static" / "style.css").read_text(encoding="utf-8")


def _icon() -> str:
    return (_HERE / "static" / "icon.svg").read_text(encoding="utf-8")


def _hashed(name: str, kind: str, text: str) -> str:
    """A name that is another as soon as the content is: it may be kept for ever."""
    return f"{name}.{sha256(text.encode()).hexdigest()[:12]}.{kind}"


def _source_hash(text: str) -> str:
    """What a content security policy calls a script or style that stands in the page."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
