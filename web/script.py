"""The page's script: modules as browsers load them, written together into one that needs nothing beside it.

A page that is opened as a file cannot load modules, so that the script is a classic one: a function a module, which
gives what the module exports. Remarks are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import msgspec

FOLDER = Path(__file__).parent / "page"

_IMPORT = re.compile(r'^import \{ ([^}]*) \} from "([^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:const|let|function\*?|class) ([\w$]+))", re.MULTILINE)
_BLOCK_REMARK = re.compile(r"^[ \t]*/\*\*.*?\*/[ \t]*\n?", re.MULTILINE | re.DOTALL)
_LINE_REMARK = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
_CAST = re.compile(r"/\*\* @type [^\n]*?\*/ ?")
_INDENT = re.compile(r"^[ \t]+|^\n", re.MULTILINE)


class Module(msgspec.Struct, frozen=True):
    """A module: its path below the folder, what it imports from which other, what it exports, and its code without."""

    path: str
    imports: tuple[tuple[str, str], ...]
    exports: tuple[str, ...]
    code: str


def joined_script(entry: str, folder: Path = FOLDER) -> str:
    """One classic script that does what the module `entry` does, a path below the folder."""
    modules = _with_all_it_imports(entry, folder)
    parts = [_as_function(module) for module in modules]
    return '"use strict";\n(() => {\nconst modules = {};\n' + "".join(parts) + "})();\n"


def read_module(path: str, folder: Path = FOLDER) -> Module:
    """The module at this path below the folder."""
    text = (folder / path).read_text(encoding="utf-8")
    here = PurePosixPath(path).parent
    imports = tuple((names, _normal(here / source)) for names, source in _IMPORT.findall(text))
    code = _EXPORT.sub("", _IMPORT.sub("", text))
    return Module(path, imports, tuple(_EXPORT.findall(text)), _without_remarks(code))


def _with_all_it_imports(entry: str, folder: Path) -> list[Module]:
    """The modules that one rests on and itself, each after those that it imports."""
    known: dict[str, Module] = {}
    pending = [read_module(entry, folder)]
    while pending:
        module = pending[-1]
        missing = [source for _, source in module.imports if source not in known]
        if missing:
            pending.append(read_module(missing[0], folder))
        else:
            known[pending.pop().path] = module
    return list(known.values())


def _as_function(module: Module) -> str:
    return "".join((f"modules[{module.path!r}] = (() => {{\n", *_lines(module), "})();\n"))


def _lines(module: Module) -> Iterator[str]:
    for names, source in module.imports:
        yield f"const {{ {names.replace(' as ', ': ')} }} = modules[{source!r}];\n"
    yield module.code
    if module.exports:
        yield f"return {{ {', '.join(module.exports)} }};\n"


def _without_remarks(code: str) -> str:
    """The code without remarks, which all begin a line or say what type an expression has, and without indentation."""
    plain = _LINE_REMARK.sub("", _CAST.sub("", _BLOCK_REMARK.sub("", code)))
    return _INDENT.sub("", plain)


def _normal(path: PurePosixPath) -> str:
    parts: list[str] = []
    for part in path.parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)
