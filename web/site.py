"""Rulebooks as a site of plain files: any server can hold it, below any path, and no answer ever leaves the browser.

A page a language carries all that it needs but its script and its style, which the pages share, and what only a saved
trace or another language needs, which it fetches then. As a single file it carries these too, and works where it is
opened as a file. The same rulebooks give the same bytes.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

import jinja2
import msgspec

from ..engine.consulting import is_drawn
from ..engine.language import Rulebook, controls_shown
from ..engine.reading import rulebook_texts
from ..engine.telling import ToldHelpLine, Wording, date_in_words, told_help_line
from . import service_worker
from .advice import advice
from .manifest import manifest
from .namesakes import refuse_namesakes
from .packing import packed_apart, packed_json
from .published_rulebook import published
from .script import joined_script
from .wording import phrases_of, wording_of

Files = Mapping[str, bytes]
"""What stands in each file, by its path below the site's folder."""

FRONT = "index.html"
ENTRY, DOCUMENT = "page.js", "document.js"
_SEARCH = ("engine/formula.js", "engine/satisfiability.js")

_ICONS = {"any": "icon.svg", "192x192": "icon-192.png", "512x512": "icon-512.png"}
_SECONDS_A_QUESTION = 12
_MOST_CALLS = 4
_RIGHT_TO_LEFT = frozenset(("ar", "fa", "he", "ur"))
_VARIABLE = r"--[a-z][a-z-]*"
_HERE = Path(__file__).parent
_NOWHERE = "default-src 'none'; connect-src 'none'; base-uri 'none'; form-action 'none'"
_SHARED = f"{_NOWHERE}; script-src 'self'; style-src 'self'; img-src 'self'; worker-src 'self'; manifest-src 'self'"
_READ = f"{_NOWHERE}; style-src 'self'; img-src 'self'"
_LEFT = f"{_READ}; script-src 'self'"


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


def site(rulebooks: Sequence[Rulebook], *, offline: bool = True) -> Files:
    """The files of a site with these rulebooks: of one its pages, of several a front page and a folder each.

    With `offline` a browser keeps them, so that the pages open without a network.

    Raises NakanaoriError where two of them are called alike, and where texts cannot be read.
    """
    refuse_namesakes(rulebooks)
    contents = (_script(rulebooks).encode(), _style().encode(), *map(_static, _ICONS.values()))
    kinds = (("page", "js"), ("style", "css"), *(("icon", name.rpartition(".")[2]) for name in _ICONS.values()))
    shared = {_hashed(*kind, content): content for kind, content in zip(kinds, contents, strict=True)}
    script_at, style_at, *icons_at = shared
    files = dict(shared)
    leaves = any(rulebook.quick_exit for rulebook in rulebooks)
    document_at = _put(files, "", "document", _joined(DOCUMENT)) if leaves else ""
    for rulebook in rulebooks:
        folder, up = ("", "") if len(rulebooks) == 1 else (f"{rulebook.id}/", "../")
        icons = dict(zip(_ICONS, (up + at for at in icons_at), strict=True))
        packed = {one: packed_apart(published(rulebook, wording_of(rulebook, one))) for one in rulebook.languages}
        ids = _put(files, folder, "ids", _on_itself("ids", packed[rulebook.languages[0]][1]))
        described = {language: f"app.{language}.webmanifest" for language in rulebook.languages}
        scripts = dict.fromkeys(rulebook.languages, "")
        for language in rulebook.languages if len(rulebook.languages) > 1 else ():
            other = _in_place(
                rulebook,
                language,
                packed[language][0],
                manifest=described[language],
                advice=quote(_advice_name(rulebook, language)),
            )
            scripts[language] = _put(files, folder, f"page-{language}", _on_itself("page", other))
        for language in rulebook.languages:
            name = _page_name(rulebook, language)
            page = _page(
                rulebook,
                language,
                _pages(rulebook),
                packed[language][0],
                policy=_SHARED,
                script=Part("", up + script_at),
                style=Part("", up + style_at),
                icons=icons,
                manifest=described[language],
                worker=up + service_worker.NAME if offline else "",
                ids=ids,
                scripts=scripts,
                advice=quote(_advice_name(rulebook, language)),
            )
            files[folder + name] = page.encode()
            files[folder + _advice_name(rulebook, language)] = _advice(
                rulebook,
                language,
                _advices(rulebook),
                policy=_LEFT if rulebook.quick_exit else _READ,
                page=quote(name),
                script=Part("", up + document_at),
                style=Part("", up + style_at),
                icons=icons,
                alone=False,
            ).encode()
            files[folder + described[language]] = _manifest(rulebook, language, name, up, icons).encode()
    if len(rulebooks) > 1:
        files[FRONT] = _front(rulebooks, style_at, icons_at[0], document_at).encode()
    return {**files, service_worker.NAME: service_worker.service_worker(files).encode()} if offline else files


def single_files(rulebooks: Sequence[Rulebook]) -> Files:
    """A file for each rulebook and language that needs nothing beside it.

    Raises NakanaoriError where two rulebooks are called alike, and where texts cannot be read.
    """
    refuse_namesakes(rulebooks)
    script, style = Part(_script(rulebooks)), Part(_style())
    hashes = f"script-src {_source_hash(script.text)}; style-src {_source_hash(style.text)}; img-src data:"
    document = Part(_joined(DOCUMENT))
    icons = {"any": f"data:image/svg+xml,{quote(_static(_ICONS['any']).decode())}"}
    files = {}
    for rulebook in rulebooks:
        names = {language: f"{rulebook.id}.{language}.html" for language in rulebook.languages}
        advices = {language: f"{rulebook.id}.{language}.advice.html" for language in rulebook.languages}
        packed = {one: packed_json(published(rulebook, wording_of(rulebook, one))) for one in rulebook.languages}
        in_place = {
            one: json.dumps(_in_place(rulebook, one, packed[one], alone=True), ensure_ascii=False)
            for one in rulebook.languages
        }
        for language, name in names.items():
            policy = f"{_NOWHERE}; {hashes}"
            others = [(one, _in_a_script(other)) for one, other in in_place.items() if one != language]
            page = _page(
                rulebook,
                language,
                names,
                packed[language],
                policy=policy,
                script=script,
                style=style,
                icons=icons,
                alone=True,
                others=others,
            )
            files[name] = page.encode()
            runs = f"; script-src {_source_hash(document.text)}" if rulebook.quick_exit else ""
            files[advices[language]] = _advice(
                rulebook,
                language,
                advices,
                policy=f"{_NOWHERE}; style-src {_source_hash(style.text)}; img-src data:{runs}",
                script=document,
                style=style,
                icons=icons,
                alone=True,
            ).encode()
    return files


# pages ----------------------------------------------------------------------------------------------------------------


def _pages(rulebook: Rulebook) -> dict[str, str]:
    """The name of the page of each language."""
    return {language: _page_name(rulebook, language) for language in rulebook.languages}


def _page_name(rulebook: Rulebook, language: str) -> str:
    return FRONT if language == rulebook.languages[0] else f"{language}.html"


_NOTHING = {"manifest": "", "worker": "", "ids": "", "scripts": {}, "others": (), "advice": "", "alone": False}
"""What a page may have."""


def _page(
    rulebook: Rulebook,
    language: str,
    names: Mapping[str, str],
    packed: str,
    *,
    template: str = "page.html",
    **parts: object,
) -> str:
    wording = wording_of(rulebook, language)
    lines = list(_help_lines(rulebook, wording))
    return _painted(
        template,
        **_frame(rulebook, wording, names),
        help_lines=lines,
        calls=[line for line in lines if line.call][:_MOST_CALLS],
        minutes=max(1, round(len(rulebook.questions) * _SECONDS_A_QUESTION / 60)),
        published=_in_a_script(controls_shown(packed)),
        **{**_NOTHING, **parts},
    )


def _in_place(rulebook: Rulebook, language: str, packed: str, **parts: object) -> str:
    """The page of a language as the page of another one shows it in its own place."""
    return _page(rulebook, language, _pages(rulebook), packed, template="in_place.html", **parts)


def _in_a_script(text: str) -> str:
    """A JSON that nothing in a script element ends."""
    return text.replace("<", "\\u003c")


def _advice_name(rulebook: Rulebook, language: str) -> str:
    return "advice.html" if language == rulebook.languages[0] else f"advice.{language}.html"


def _advices(rulebook: Rulebook) -> dict[str, str]:
    """The name of the document of each language."""
    return {language: _advice_name(rulebook, language) for language in rulebook.languages}


def _advice(rulebook: Rulebook, language: str, names: Mapping[str, str], **parts: object) -> str:
    wording = wording_of(rulebook, language)
    return _painted(
        "advice.html",
        **_frame(rulebook, wording, names),
        help_lines=list(_help_lines(rulebook, wording)),
        advice=advice(rulebook, wording),
        **parts,
    )


def _frame(rulebook: Rulebook, wording: Wording, names: Mapping[str, str]) -> dict[str, object]:
    """What every page of a rulebook says around what is in it."""
    return {
        "language": wording.language,
        "languages": [(code, rulebook_texts(rulebook, code)("language"), quote(name)) for code, name in names.items()],
        "texts": wording.texts,
        "say": wording.say,
        "in_words": lambda day: date_in_words(day, wording),
        "quick_exit": rulebook.quick_exit,
        "alarm": rulebook.alarm is not None,
        "direction": _direction(wording.language),
        "title": _title(rulebook, wording.language),
    }


def _title(rulebook: Rulebook, language: str) -> str:
    """What a window, a list of programs or a history calls the page: something neutral where one may have to leave."""
    wording = wording_of(rulebook, language)
    return wording.say("title", "start") if rulebook.quick_exit else wording.texts("rulebook", "title")


def _direction(language: str) -> str:
    return "rtl" if language in _RIGHT_TO_LEFT else "ltr"


def _manifest(rulebook: Rulebook, language: str, start: str, up: str, icons: dict[str, str]) -> str:
    return manifest(
        name=_title(rulebook, language),
        language=language,
        direction=_direction(language),
        start=quote(start),
        scope=up or "./",
        icons=icons,
    )


def _help_lines(rulebook: Rulebook, wording: Wording) -> Iterator[ToldHelpLine]:
    """Every help line, for whoever needs one before anything was asked."""
    return (told_help_line(rulebook, line, wording) for line in rulebook.help_lines.lines)


def _front(rulebooks: Sequence[Rulebook], style: str, icon: str, script: str) -> str:
    books = []
    quick_exit = any(rulebook.quick_exit for rulebook in rulebooks)
    for rulebook in rulebooks:
        for language in rulebook.languages:
            texts = rulebook_texts(rulebook, language)
            address = quote(f"{rulebook.id}/{_page_name(rulebook, language)}")
            books.append(Book(language, address, texts("rulebook", "title"), texts("rulebook", "about")))
    say = phrases_of(books[0].language)
    here = dict.fromkeys(book.title for book in books if book.language == books[0].language)
    title = say("title", "start") if quick_exit else say("answer", "and-so-on").join(here)
    return _painted("front.html", policy=_SHARED, books=books, title=title, style=style, icon=icon, script=script)


def _painted(template: str, **context: object) -> str:
    return controls_shown(_templates().get_template(template).render(**context))


# Templates and script are what is installed: they stay what they are while the program runs, and take long to make.
@cache
def _templates() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE / "templates" / "published"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["dialled"] = dialled
    return environment


def dialled(call: str) -> str:
    """A number as the address of a `tel:` link has it (RFC 3966), with `#` written so that an address may hold it."""
    return "".join(letter for letter in call if letter.isdigit() or letter in "+*#").replace("#", "%23")


# what pages share -----------------------------------------------------------------------------------------------------


def _script(rulebooks: Sequence[Rulebook]) -> str:
    """The script, without what searches where nothing in these rulebooks has to be searched."""
    return _joined(ENTRY, _SEARCH if all(map(is_drawn, rulebooks)) else ())


@cache
def _joined(entry: str, without: tuple[str, ...] = ()) -> str:
    return joined_script(entry, without=without)


def _style() -> str:
    """The style without remarks and without the space that only people need, its variables in short names."""
    style = (_HERE / "static" / "page.css").read_text(encoding="utf-8")
    plain = re.sub(r"(?:;\s*(?=\}))|\s*([{};,])\s*|(:) ", r"\1\2", re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL))
    variables = Counter(re.findall(_VARIABLE, plain))
    short = {name: f"--{at:x}" for at, (name, _) in enumerate(variables.most_common())}
    return re.sub(_VARIABLE, lambda found: short[found[0]], plain)


def _on_itself(name: str, text: str) -> str:
    """A script that puts a text on its own element: a page may fetch no data."""
    return f"document.currentScript.dataset.{name}={json.dumps(text, ensure_ascii=False)};\n"


def _put(files: dict[str, bytes], folder: str, name: str, script: str) -> str:
    """The name of a script that is put into a folder of the site."""
    named = _hashed(name, "js", script.encode())
    files[folder + named] = script.encode()
    return named


def _static(name: str) -> bytes:
    return (_HERE / "static" / name).read_bytes()


def _hashed(name: str, kind: str, content: bytes) -> str:
    """A name that is another as soon as the content is: it may be kept for ever."""
    return f"{name}.{sha256(content).hexdigest()[:12]}.{kind}"


def _source_hash(text: str) -> str:
    """What a content security policy calls a script or style that stands in the page."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
